/** The curve of a likelihood, drawn: the exact one, the quadratic one, those that were kept, the cut, both intervals. */

import { dot, line, ruleX, ruleY, text as words, type Markish } from '@observablehq/plot';
import {
  baseline,
  bottomAxis,
  chart,
  COLOR,
  DASHES,
  horizontalGrid,
  leftAxis,
  seriesStyle,
  textWidth,
} from '../../plots/figure';
import type { CurveBehind, CurvePlace, CurveView } from '../../state/curveView';
import { powerOfTen } from '../../state/numbers';
import { text } from '../../text';
import { frameOf, type Frame } from './frame';

export const CURVE_HEIGHT = 254;
const MARGIN = { top: 34, bottom: 40, right: 10, left: 34 } as const;
const DOTS = '1 3';
/** The first colours are those of the curve and of the value that is tried. */
const FIRST_SERIES = 2;

export interface CurveDrawing {
  readonly view: CurveView;
  readonly symbol: string;
  /** The estimate as it is written above the top. */
  readonly estimate: string;
}

/** The colour and dashes of the k-th curve that was kept, as `seriesStyle` numbers them. */
export const seriesBehind = (k: number): number => FIRST_SERIES + k;

/** Where the curve lies in the picture, in CSS pixels: what stands below the picture keeps to it. */
export function curveFrame({ x, y }: CurveView, width: number): Frame {
  const longest = Math.max(...y.map((value) => textWidth(String(Number(value.toPrecision(2))))));
  const left = Math.max(MARGIN.left, Math.ceil(longest) + 14);
  return frameOf({ x, y }, { ...MARGIN, left, width, height: CURVE_HEIGHT });
}

export function drawCurve({ view, symbol, estimate }: CurveDrawing, width: number): SVGSVGElement {
  const { x, y, axis, power, behind } = view;
  const { left } = curveFrame(view, width);
  const label = text.likelihood.axis[axis];
  return chart({
    width,
    height: CURVE_HEIGHT,
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
      leftAxis({ label: power === 0 ? label : `${label} × ${powerOfTen(power)}`, ticks: 4 }),
      ...behind.flatMap(behindMarks),
      ...intervalMarks(view),
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

/** A curve that was kept: thinner, in a colour and with dashes of its own. */
function behindMarks({ points, estimate, top }: CurveBehind, k: number): Markish[] {
  const { color, dashes } = seriesStyle(seriesBehind(k));
  return [
    line(points, {
      x: 'x',
      y: 'y',
      stroke: color,
      strokeWidth: 1.5,
      strokeDasharray: dashes,
      clip: true,
      curve: 'monotone-x',
    }),
    dot([{ x: estimate, y: top }], { x: 'x', y: 'y', r: 3, fill: color, stroke: COLOR.paper }),
  ];
}

function endMarks({ cut, ends }: CurveView): Markish[] {
  const rings = (places: readonly number[], stroke: string): Markish =>
    dot(
      places.map((x) => ({ x, y: cut })),
      { x: 'x', y: 'y', r: 2.5, fill: COLOR.paper, stroke, strokeWidth: 1.5 },
    );
  return [rings(ends.wald, COLOR.quiet), rings(ends.likelihood, COLOR.fixedMark)];
}
