/** How wide digits are in the fonts of cells. */

import type { IStyleData, Nullable } from '@univerjs/core';

/** What cells have that say nothing else, as in Univer. */
const FAMILY = 'Arial';
/** In points. */
const SIZE = 11;
const PIXELS_PER_POINT = 4 / 3;

type Style = Nullable<IStyleData>;

const digits = new Map<string, number>();
let canvas: CanvasRenderingContext2D | null = null;

/** The width of a digit in pixels; all digits of a font are equally wide. */
export function digitWidth(style: Style = null): number {
  const font = fontOf(style);
  let width = digits.get(font);
  if (width === undefined) digits.set(font, (width = measured('0', font)));
  return width;
}

/** In pixels. */
export function textWidth(text: string, style: Style): number {
  return measured(text, fontOf(style));
}

function measured(text: string, font: string): number {
  canvas ??= document.createElement('canvas').getContext('2d')!;
  canvas.font = font;
  return canvas.measureText(text).width;
}

function fontOf(style: Style): string {
  const { ff, fs, bl, it } = style ?? {};
  const size = (fs ?? SIZE) * PIXELS_PER_POINT;
  return `${it ? 'italic ' : ''}${bl ? 'bold ' : ''}${size}px "${ff ?? FAMILY}"`;
}
