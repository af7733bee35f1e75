/** Two effects of every group against each other: from its own rows, and shrunken. */

import { arrow, dot } from '@observablehq/plot';
import type { GroupEstimates } from '../../../src/index';
import { baseline, bottomAxis, chart, COLOR, horizontalGrid, leftAxis } from '../figure/chart';
import { fitLabel, plainLabel } from '../figure/labels';
import type { Draw } from '../figure/draw';
import { numberRoom, widened } from '../figure/ranges';
import { evenly, extent } from '../data/thin';

/** More groups than this are thinned. */
export const MOST_ARROWS = 300;

export function bothEffectsChart(
  { levels, terms, own, shrunken, averages }: GroupEstimates,
  [a, b]: readonly [number, number],
  { xLabel, yLabel }: { readonly xLabel: string; readonly yLabel: string },
): Draw {
  const k = terms.length;
  const rows = evenly(levels.length, MOST_ARROWS).map((g) => ({
    label: Array.from(plainLabel(levels[g])).slice(0, 300).join(''),
    x1: own[g * k + a],
    y1: own[g * k + b],
    x2: shrunken[g * k + a],
    y2: shrunken[g * k + b],
  }));
  const xRange = widened(extent(rows.flatMap(({ x1, x2 }) => [x1, x2])), 0.06);
  const yRange = widened(extent(rows.flatMap(({ y1, y2 }) => [y1, y2])), 0.06);
  const r = rows.length > 60 ? 2 : 3.5;
  const title = ({ label }: { label: string }): string => label;
  const left = numberRoom(yRange);
  return (width, height) =>
    chart({
      width,
      height: Math.max(316, height ?? 0),
      marginLeft: left,
      marginTop: 28,
      marginBottom: 40,
      x: { domain: xRange },
      y: { domain: yRange },
      marks: [
        horizontalGrid({ ticks: 5 }),
        baseline(yRange[0]),
        bottomAxis({ label: fitLabel(xLabel, width - 70), ticks: 5 }),
        leftAxis({ label: fitLabel(yLabel, width - 40), ticks: 5, labelOffset: left }),
        arrow(rows, {
          x1: 'x1',
          y1: 'y1',
          x2: 'x2',
          y2: 'y2',
          stroke: COLOR.varyMark,
          strokeWidth: 1.25,
          strokeOpacity: 0.8,
          headLength: 5,
          headAngle: 50,
          insetEnd: r,
        }),
        dot(rows, {
          x: 'x1',
          y: 'y1',
          r: 0.86 * r,
          fill: COLOR.paper,
          stroke: COLOR.point,
          strokeWidth: 1.25,
          title,
        }),
        dot(rows, { x: 'x2', y: 'y2', r, fill: COLOR.varyMark, title }),
        dot([{ x: averages[a], y: averages[b] }], {
          x: 'x',
          y: 'y',
          r: 5,
          symbol: 'diamond',
          fill: COLOR.fixedMark,
          stroke: COLOR.paper,
          strokeWidth: 2,
        }),
      ],
    });
}
