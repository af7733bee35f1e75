/**
 * A plot as a picture of its own, right outside of the page too: title, drawing and legend on white in the light theme,
 * with every token replaced by its value.
 */

import type { Picture } from '../../host';
import { lightTheme } from '../../theme';
import { COLOR } from './chart';
import { fitLabel, plainLabel, textWidth } from './labels';
import { svgElement } from './svg';
import { SWATCH_HEIGHT, SWATCH_WIDTH, swatchShapes, type LegendItem } from './swatches';

/** What a picture is made of. */
export interface PictureSource {
  readonly title: string;
  readonly description: string;
  readonly legend: readonly LegendItem[];
  /** Draws at a width in CSS pixels. */
  readonly draw: (width: number) => SVGSVGElement;
}

export interface VectorPicture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** CSS pixels: wide enough for a page, narrow enough to stand beside data. */
const WIDTH = 480;
const INSET = 16;
const TITLE_HEIGHT = 28;
const LINE_HEIGHT = 20;
const GAP = 14;
/** Pixels of the PNG per CSS pixel. */
const SCALE = 2;

const SVG = 'http://www.w3.org/2000/svg';

function vectorPicture({ title, description, legend, draw }: PictureSource): VectorPicture {
  const drawing = draw(WIDTH - 2 * INSET);
  const drawn = Number(drawing.getAttribute('height'));
  const below = INSET + TITLE_HEIGHT + drawn + 8;
  const { group, rows } = legendRows(legend, WIDTH - 2 * INSET);
  const height = below + rows * LINE_HEIGHT + INSET;
  const root = svgElement('svg', {
    xmlns: SVG,
    width: String(WIDTH),
    height: String(height),
    viewBox: `0 0 ${WIDTH} ${height}`,
    'font-family': 'var(--fontFamilyBase)',
    'font-size': '12',
    role: 'img',
  });
  const place = (child: SVGElement, y: number): SVGElement => {
    const at = svgElement('g', { transform: `translate(${INSET}, ${y})` });
    at.append(child);
    return at;
  };
  root.append(
    words('title', plainLabel(title)),
    words('desc', plainLabel(description)),
    svgElement('rect', { width: '100%', height: '100%', fill: COLOR.paper }),
    place(
      words('text', fitLabel(title, 0.8 * (WIDTH - 2 * INSET), 600), {
        y: '12',
        'font-size': '14',
        'font-weight': '600',
        fill: COLOR.strong,
      }),
      INSET,
    ),
    place(drawing, INSET + TITLE_HEIGHT),
    place(group, below),
  );
  return { svg: withValues(new XMLSerializer().serializeToString(root)), width: WIDTH, height };
}

/** Signs and words one after the other, on as many lines as they need. */
function legendRows(legend: readonly LegendItem[], width: number): { group: SVGGElement; rows: number } {
  const group = svgElement('g', {});
  let [x, row] = [0, 0];
  for (const { kind, label } of legend) {
    const text = fitLabel(label, width - SWATCH_WIDTH - 6);
    const needed = SWATCH_WIDTH + 6 + textWidth(text);
    if (x > 0 && x + needed > width) [x, row] = [0, row + 1];
    const item = svgElement('g', { transform: `translate(${x}, ${row * LINE_HEIGHT})` });
    const attributes = { x: String(SWATCH_WIDTH + 6), y: String(SWATCH_HEIGHT - 2), fill: COLOR.text };
    item.append(swatchShapes(kind), words('text', text, attributes));
    group.append(item);
    x += needed + GAP;
  }
  return { group, rows: legend.length === 0 ? 0 : row + 1 };
}

function words(tag: 'title' | 'desc' | 'text', content: string, attributes = {}): SVGElement {
  const made = svgElement(tag, attributes);
  made.textContent = content;
  return made;
}

const TOKENS: Readonly<Record<string, unknown>> = { ...lightTheme };

/** The light theme's values in place of its tokens. Labels are safe: an ampersand or a quote in them is escaped. */
export function withValues(svg: string): string {
  return svg.replace(/var\(--(\w+)\)/g, (whole, name: string) => {
    const value = TOKENS[name];
    return typeof value === 'string' ? value.replaceAll('"', "'") : whole;
  });
}

/** The picture as a PNG file with two pixels per CSS pixel. */
async function pngFile({ svg, width, height }: VectorPicture): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('no picture came of the plot'))),
      'image/png',
    ),
  );
}

/** The picture as a sheet takes it. */
export async function sheetPicture(source: PictureSource): Promise<Picture> {
  const vector = vectorPicture(source);
  const png = await base64(await pngFile(vector));
  const { title, description } = source;
  return {
    png,
    width: vector.width,
    height: vector.height,
    title: plainLabel(title),
    description: plainLabel(description),
  };
}

async function base64(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  // In pieces: a call takes only so many arguments.
  for (let i = 0; i < bytes.length; i += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(binary);
}

/**
 * Copies the picture. Some hosts show the pane in a frame that may not write to the clipboard; there a picture that is
 * selected on the page can be copied all the same.
 *
 * @throws Error where neither is allowed
 */
export async function copyPicture(source: PictureSource): Promise<void> {
  const file = pngFile(vectorPicture(source));
  try {
    // The promise itself, so that the click still counts as the reason when the file is ready.
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': file })]);
  } catch {
    await copyBySelection(await file, source.title);
  }
}

async function copyBySelection(file: Blob, title: string): Promise<void> {
  const image = new Image();
  image.alt = plainLabel(title);
  image.src = `data:image/png;base64,${await base64(file)}`;
  await image.decode();
  const before = document.activeElement;
  const holder = document.createElement('div');
  holder.contentEditable = 'true';
  holder.style.cssText = 'position: fixed; left: -10000px;';
  holder.append(image);
  document.body.append(holder);
  const selection = getSelection();
  selection?.selectAllChildren(holder);
  const copied = document.execCommand('copy');
  selection?.removeAllRanges();
  holder.remove();
  if (before instanceof HTMLElement) before.focus();
  if (!copied) throw new Error('copying is not allowed here');
}
