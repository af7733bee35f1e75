/** The signs of a legend, drawn the same on the page and in a picture. */

import { COLOR, DASHES, seriesStyle } from './chart';
import { svgElement } from './svg';
import { symbolPath } from './symbols';

export type SwatchKind =
  /** A circle that is open: what was observed or estimated by itself. */
  | 'ring'
  /** Filled circles, of groups, of groups in grey, and of rows. */
  | 'dot'
  | 'greyDot'
  | 'point'
  /** An average of two effects. */
  | 'diamond'
  /** Lines of fixed effects, whole and dashed, and of what varies by group. */
  | 'fixedLine'
  | 'fixedCurve'
  | 'fixedDash'
  | 'varyLine'
  | 'greyLine'
  | 'greyDash'
  /** A dotted line that something is measured by. */
  | 'cut'
  /** Estimates with their intervals. */
  | 'interval'
  | 'greyInterval'
  | 'band'
  /** Rows of many, counted. */
  | 'cells'
  | 'bar'
  /** The k-th of several side by side: points with a line, points or a line alone, a dashed line, or a line with its band. */
  | SeriesKind;

/** `behind`: a line that stands behind another. */
type SeriesKind = `${'series' | 'points' | 'line' | 'dashes' | 'ribbon' | 'behind'}${number}`;

export interface LegendItem {
  readonly kind: SwatchKind;
  readonly label: string;
}

export const SWATCH_WIDTH = 20;
export const SWATCH_HEIGHT = 12;

type Shape = readonly [tag: 'circle' | 'path' | 'rect', attributes: Readonly<Record<string, string>>];

const line = (stroke: string, width: number, more: Record<string, string> = {}): Shape => [
  'path',
  { d: 'M1 6H19', fill: 'none', stroke, 'stroke-width': String(width), ...more },
];
const circle = (r: number, fill: string, more: Record<string, string> = {}): Shape => [
  'circle',
  { cx: '10', cy: '6', r: String(r), fill, ...more },
];
const rect = (x: number, opacity: number, width: number, fill: string): Shape => [
  'rect',
  {
    x: String(x),
    y: '1',
    width: String(width),
    height: '10',
    fill,
    'fill-opacity': String(opacity),
  },
];

const SHAPES: Readonly<Record<Exclude<SwatchKind, SeriesKind>, readonly Shape[]>> = {
  ring: [circle(3, COLOR.paper, { stroke: COLOR.point, 'stroke-width': '1.25' })],
  dot: [circle(3.5, COLOR.varyMark)],
  greyDot: [circle(3.5, COLOR.point)],
  point: [circle(2.5, COLOR.point)],
  diamond: [['path', { d: 'M10 1.5L13.5 6L10 10.5L6.5 6Z', fill: COLOR.fixedMark }]],
  fixedLine: [line(COLOR.fixedMark, 1.5)],
  fixedCurve: [line(COLOR.fixedMark, 2)],
  fixedDash: [line(COLOR.fixedMark, 1.5, { 'stroke-dasharray': DASHES })],
  varyLine: [line(COLOR.varyMark, 2)],
  greyLine: [line(COLOR.point, 1.25)],
  greyDash: [line(COLOR.quiet, 1.25, { 'stroke-dasharray': DASHES })],
  cut: [line(COLOR.quiet, 1, { 'stroke-dasharray': '1 3', 'stroke-linecap': 'round' })],
  interval: [line(COLOR.varyMark, 2), circle(3.5, COLOR.varyMark)],
  greyInterval: [line(COLOR.point, 1.5, { 'stroke-opacity': '0.7' }), circle(3.5, COLOR.point)],
  band: [rect(1, 0.14, 18, COLOR.fixedMark)],
  bar: [rect(4, 0.55, 12, COLOR.point)],
  cells: [0.2, 0.5, 0.9].map((opacity, i) => rect(1 + 6 * i, opacity, 6, COLOR.point)),
};

function shapesOf(kind: SwatchKind): readonly Shape[] {
  const series = /^(series|points|line|dashes|ribbon|behind)(\d+)$/.exec(kind);
  if (!series) return SHAPES[kind as Exclude<SwatchKind, SeriesKind>];
  const { color, symbol, dashes } = seriesStyle(Number(series[2]));
  const own = { 'stroke-dasharray': dashes };
  const mark: Shape = ['path', { d: symbolPath(symbol, 10, 6, 3.5), fill: color }];
  if (series[1] === 'points') return [mark];
  if (series[1] === 'line') return [line(color, 2)];
  if (series[1] === 'dashes') return [line(color, 2, { 'stroke-dasharray': DASHES })];
  if (series[1] === 'behind') return [line(color, 1.5, own)];
  return series[1] === 'series' ? [line(color, 1.5), mark] : [rect(1, 0.16, 18, color), line(color, 2, own)];
}

/** A group of shapes inside of `SWATCH_WIDTH` × `SWATCH_HEIGHT`. */
export function swatchShapes(kind: SwatchKind): SVGGElement {
  const group = svgElement('g', {});
  for (const [tag, attributes] of shapesOf(kind)) group.append(svgElement(tag, attributes));
  return group;
}
