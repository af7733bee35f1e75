/** Regions of two parameters, drawn as contours of their likelihood. */

import { contour, dot, line, text as words, type ContourOptions, type Markish } from '@observablehq/plot';
import { bottomAxis, chart, COLOR, DASHES, leftAxis, textWidth } from '../../plots/figure';
import type { ContourView } from '../../state/contourView';
import { significant } from '../../state/numbers';
import { frameOf, type Frame } from './frame';

export const CONTOUR_HEIGHT = 300;
const MARGIN = { top: 30, bottom: 40, right: 10 } as const;

export interface ContourDrawing {
  readonly view: ContourView;
  readonly symbols: readonly [string, string];
  /** The estimates as they are written beside their point. */
  readonly estimate: string;
}

export function contourFrame({ x, y }: ContourView, width: number): Frame {
  const longest = Math.max(...y.map((value) => textWidth(significant(value, 3))));
  const left = Math.max(34, Math.ceil(longest) + 14);
  return frameOf({ x, y }, { ...MARGIN, left, width, height: CONTOUR_HEIGHT });
}

export function drawContours({ view, symbols, estimate }: ContourDrawing, width: number): SVGSVGElement {
  const { x, y, quadratic, regions } = view;
  const { left } = contourFrame(view, width);
  const own = regions.filter(({ isOwn }) => isOwn).map(({ distance }) => distance);
  const all = regions.map(({ distance }) => distance);
  return chart({
    width,
    height: CONTOUR_HEIGHT,
    marginTop: MARGIN.top,
    marginBottom: MARGIN.bottom,
    marginLeft: left,
    marginRight: MARGIN.right,
    x: { domain: [...x] },
    y: { domain: [...y] },
    marks: [
      contours(view, own, { fill: COLOR.fixedMark, fillOpacity: 0.14 }),
      contours(view, all, { stroke: COLOR.fixedMark, strokeWidth: 1, strokeOpacity: 0.7 }),
      contours(view, own, { stroke: COLOR.fixedMark, strokeWidth: 2 }),
      line(quadratic, {
        ...{ x: 'x', y: 'y', stroke: COLOR.quiet, strokeDasharray: DASHES, strokeWidth: 1.25, clip: true },
      }),
      ...estimateMarks(view, estimate),
      bottomAxis({ label: symbols[0], ticks: Math.max(3, Math.floor(width / 70)) }),
      leftAxis({ label: symbols[1], ticks: 5 }),
    ],
  });
}

/** Regions are what lies nearer than a distance: closed lines, which do not run along the frame. */
function contours(
  { x, y, columns, rows, distance }: ContourView,
  thresholds: readonly number[],
  style: ContourOptions,
): Markish {
  return contour(
    Array.from(distance, (value) => 0 - value),
    {
      ...{ width: columns, height: rows, x1: x[0], x2: x[1], y1: y[0], y2: y[1] },
      ...{ value: (value: number) => value, thresholds: thresholds.map((value) => 0 - value) },
      ...{ fill: 'none', clip: true },
      ...style,
    } as ContourOptions,
  );
}

function estimateMarks({ estimate }: ContourView, label: string): Markish[] {
  return [
    dot([estimate], {
      ...{ x: 'x', y: 'y', r: 4.5, fill: COLOR.fixedMark, stroke: COLOR.paper, strokeWidth: 1.5 },
    }),
    words([estimate], {
      ...{ x: 'x', y: 'y', text: () => label, dy: -13, fontWeight: 600 },
      ...{ fill: COLOR.strong, stroke: COLOR.paper, strokeWidth: 3 },
    }),
  ];
}
