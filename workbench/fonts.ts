/** How wide digits are in the fonts of cells. */

import type { IStyleData, Nullable } from '@univerjs/core';

/** What cells have that say nothing else, as in Univer. */
const FAMILY = 'Arial';
/** In points. */
const SIZE = 11;
const PIXELS_PER_POINT = 4 / 3;

const widths = new Map<string, number>();
let canvas: CanvasRenderingContext2D | null = null;

/** The width of a digit in pixels; all digits of a font are equally wide. */
export function digitWidth(style: Nullable<IStyleData> = null): number {
  const { ff = FAMILY, fs = SIZE, bl, it } = style ?? {};
  const font = `${it ? 'italic ' : ''}${bl ? 'bold ' : ''}${fs * PIXELS_PER_POINT}px "${ff}"`;
  let width = widths.get(font);
  if (width === undefined) {
    canvas ??= document.createElement('canvas').getContext('2d')!;
    canvas.font = font;
    width = canvas.measureText('0').width;
    widths.set(font, width);
  }
  return width;
}
