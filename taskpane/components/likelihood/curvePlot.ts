/** The curve of a likelihood, drawn: the exact one, the quadratic one, the cut, both intervals, the value that is tried. */

import { dot, line, ruleX, ruleY, text as words, type Markish } from '@observablehq/plot';
import {
  baseline,
  bottomAxis,
  chart,
  COLOR,
  DASHES,
  horizontalGrid,
  leftAxis,
  textWidth,
} from '../../plots/figure';
import { readingText, type CurvePlace, type CurveView } from '../../state/curveView';
import { text } from '../../text';

const HEIGHT = 254;
const MARGIN = { top: 34, bottom: 40, right: 10, left: 34 } as const;
const DOTS = '1 3';
/** Pixels from the point of the tried value to its reading. */
const READING_GAP = 9;
/** Pixels by which the reading may be moved towards its point, above it, before it goes to the other side. */
const MOST_MOVED = 24;

export interface TriedPlace extends CurvePlace {
  readonly reading: string;
}

export interface CurveDrawing {
  readonly view: CurveView;
  readonly symbol: string;
  /** The estimate as it is written above the top. */
  readonly estimate: string;
  readonly tried: TriedPlace | null;
}

/** Left and right margins in CSS pixels: what stands below the picture keeps to them. */
export function curveMargins({ y, axis }: CurveView): { readonly left: number; readonly right: number } {
  const longest = Math.max(
    ...y.map((value) => textWidth(readingText(Math.round(value * 100) / 100, axis).replace(/\.?0+$/, ''))),
  );
  return { left: Math.max(MARGIN.left, Math.ceil(longest) + 14), right: MARGIN.right };
}

export function drawCurve({ view, symbol, estimate, tried }: CurveDrawing, width: number): SVGSVGElement {
  const { x, y, axis } = view;
  const { left } = curveMargins(view);
  return chart({
    width,
    height: HEIGHT,
    marginTop: MARGIN.top,
    marginBottom: MARGIN.bottom,
    marginLeft: left,
    marginRight: MARGIN.right,
    x: { domain: [...x] },
    y: { domain: [...y] },
    marks: [
      horizontalGrid({ ticks: 4 }),
      baseline(y[0]),
      bottomAxis({ label: symbol, ticks: Math.max(3, Math.floor(width / 70)) }),
      leftAxis({ label: text.likelihood.axis[axis], ticks: 4 }),
      ...intervalMarks(view),
      ...(tried ? [down(tried, COLOR.varyMark, { strokeWidth: 1.5 })] : []),
      line(view.quadratic, {
        x: 'x',
        y: 'y',
        stroke: COLOR.quiet,
        strokeDasharray: DASHES,
        strokeWidth: 1.25,
        clip: true,
      }),
      line(view.exact, {
        x: 'x',
        y: 'y',
        stroke: COLOR.fixedMark,
        strokeWidth: 2,
        clip: true,
        curve: 'monotone-x',
      }),
      ...endMarks(view),
      dot([{ x: view.estimate, y: view.top }], {
        x: 'x',
        y: 'y',
        r: 4.5,
        fill: COLOR.fixedMark,
        stroke: COLOR.paper,
        strokeWidth: 1.5,
      }),
      words([{ x: view.estimate, y: view.top }], {
        x: 'x',
        y: 'y',
        text: () => estimate,
        dy: -13,
        fontWeight: 600,
        fill: COLOR.strong,
        stroke: COLOR.paper,
        strokeWidth: 3,
      }),
      ...(tried ? triedMarks(tried, view, width - left - MARGIN.right) : []),
    ],
  });

  /** A line from a point to the floor. */
  function down(place: CurvePlace, stroke: string, more: object = {}): Markish {
    return ruleX([place], { x: 'x', y1: y[0], y2: 'y', stroke, clip: true, ...more });
  }

  function intervalMarks({ cut, ends, estimate: at, top }: CurveView): Markish[] {
    const drop = (ends: readonly number[], stroke: string) =>
      ends.map((end) => down({ x: end, y: cut }, stroke, { strokeDasharray: DOTS, strokeLinecap: 'round' }));
    return [
      ruleY([cut], { stroke: COLOR.quiet, strokeDasharray: DOTS, strokeLinecap: 'round' }),
      ...drop(ends.likelihood, COLOR.fixedMark),
      ...drop(ends.wald, COLOR.quiet),
      down({ x: at, y: top }, COLOR.fixedMark, { strokeOpacity: 0.5 }),
    ];
  }
}

function endMarks({ cut, ends }: CurveView): Markish[] {
  const rings = (places: readonly number[], stroke: string): Markish =>
    dot(
      places.map((x) => ({ x, y: cut })),
      { x: 'x', y: 'y', r: 2.5, fill: COLOR.paper, stroke, strokeWidth: 1.5 },
    );
  return [rings(ends.wald, COLOR.quiet), rings(ends.likelihood, COLOR.fixedMark)];
}

/** @param inner pixels from the left to the right end of the axis */
function triedMarks(tried: TriedPlace, { x, y }: CurveView, inner: number): Markish[] {
  // Far below the picture there is a line and no point.
  if (tried.y < y[0]) return [];
  const room = ((x[1] - tried.x) / (x[1] - x[0])) * inner + MARGIN.right - READING_GAP;
  const missing = Math.max(0, textWidth(tried.reading, 600) - room);
  const isLeft = missing > MOST_MOVED;
  return [
    dot([tried], { x: 'x', y: 'y', r: 4.5, fill: COLOR.varyMark, stroke: COLOR.paper, strokeWidth: 1.5 }),
    words([tried], {
      x: 'x',
      y: 'y',
      text: 'reading',
      dx: isLeft ? -READING_GAP : READING_GAP - missing,
      dy: missing > 0 && !isLeft ? -14 : -5,
      textAnchor: isLeft ? 'end' : 'start',
      fontWeight: 600,
      fill: COLOR.vary,
      stroke: COLOR.paper,
      strokeWidth: 3,
    }),
  ];
}
