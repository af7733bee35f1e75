/** The profile of one parameter, with its interval and what the curvature at the top alone would give. */

import { dot, line, link, ruleX, text as textMark } from '@observablehq/plot';
import { normalQuantile, type IntervalRow, type ProfileTable } from '../../../src/index';
import { baseline, bottomAxis, chart, COLOR, DASHES, horizontalGrid, leftAxis } from '../figure/chart';
import { fitLabel, textWidth } from '../figure/labels';
import type { Draw } from '../figure/draw';
import { numberRoom, ticksFor } from '../figure/ranges';
import { significant } from '../../state/numbers';
import { extent } from '../data/thin';

/** How far below the top an interval of this level is read. */
export function dropOf(level: number): number {
  return normalQuantile((1 + level) / 2) ** 2 / 2;
}

const TOP = 46;
const HEIGHT = 290;

export function profileChart(
  { curves, level }: ProfileTable,
  { estimate, lower, upper }: IntervalRow,
  { xLabel, yLabel }: { readonly xLabel: string; readonly yLabel: string },
): Draw {
  const points = curves[0].map(({ value, difference, quadratic }) => ({
    x: value,
    y: -difference / 2,
    // The quadratic is the relative likelihood.
    q: quadratic === null || quadratic <= 0 ? null : Math.log(quadratic),
  }));
  const cut = -dropOf(level);
  const bottom = Math.min(1.6 * cut, ...points.map(({ y }) => y));
  const xRange = extent(points.map(({ x }) => x));
  const limits = [lower, upper].flatMap((x) => (x !== null && x >= xRange[0] && x <= xRange[1] ? [x] : []));
  const label = estimate === null ? '' : significant(estimate, 4);
  return (width, height) => {
    const left = numberRoom([bottom, 0]);
    return chart({
      width,
      height: Math.max(HEIGHT, height ?? 0),
      marginLeft: left,
      marginTop: TOP,
      marginBottom: 40,
      x: { domain: xRange },
      y: { domain: [bottom, 0] },
      marks: [
        horizontalGrid({ ticks: 4 }),
        baseline(bottom),
        leftAxis({ label: fitLabel(yLabel, width - 40), ticks: 4, labelOffset: left }),
        bottomAxis({ label: fitLabel(xLabel, width - left - 30), ticks: ticksFor(xRange, width - left, 60) }),
        link([cut], {
          x1: xRange[0],
          x2: xRange[1],
          y: (y: number) => y,
          stroke: COLOR.quiet,
          strokeDasharray: '1 3',
          strokeLinecap: 'round',
        }),
        ruleX(limits, {
          y1: bottom,
          y2: cut,
          stroke: COLOR.fixedMark,
          strokeDasharray: '1 3',
          strokeLinecap: 'round',
        }),
        ...(estimate === null
          ? []
          : [ruleX([estimate], { y1: bottom, y2: 0, stroke: COLOR.fixedMark, strokeOpacity: 0.5 })]),
        line(
          points.filter(({ q }) => q !== null),
          { x: 'x', y: 'q', stroke: COLOR.quiet, strokeWidth: 1.25, strokeDasharray: DASHES, clip: true },
        ),
        line(points, { x: 'x', y: 'y', stroke: COLOR.fixedMark, strokeWidth: 2, strokeLinejoin: 'round' }),
        dot(limits, {
          x: (x: number) => x,
          y: () => cut,
          r: 3.5,
          fill: COLOR.paper,
          stroke: COLOR.fixedMark,
          strokeWidth: 1.5,
        }),
        ...(estimate === null
          ? []
          : [
              dot([estimate], {
                x: (x: number) => x,
                y: () => 0,
                r: 5,
                fill: COLOR.fixedMark,
                stroke: COLOR.paper,
                strokeWidth: 2,
              }),
              textMark([estimate], {
                x: (x: number) => x,
                y: () => 0,
                dy: -15,
                text: () => label,
                textAnchor: anchorOf(estimate, xRange, width - left, label),
                fill: COLOR.strong,
                fontWeight: 600,
              }),
            ]),
      ],
    });
  };
}

function anchorOf(x: number, [low, high]: readonly [number, number], width: number, label: string) {
  const at = ((x - low) / (high - low || 1)) * width;
  const half = textWidth(label, 600) / 2;
  if (at < half) return 'start';
  return at > width - half ? 'end' : 'middle';
}
