/** How far fixed effects move without each group or row: a line from zero for each, the largest first. */

import { dot, ruleX, ruleY } from '@observablehq/plot';
import { COLOR, DASHES } from '../figure/chart';
import type { Draw } from '../figure/draw';
import type { InfluenceRows } from '../data/influence';
import { extent } from '../data/thin';
import { rowsChart } from './groupRows';

interface InfluenceLabels {
  readonly xLabel: string;
  readonly limitLabel: string;
  readonly nameOf: (unit: number) => string;
  /** Whether values have a sign, and the limit lies on both sides of zero. */
  readonly isSigned: boolean;
}

export function influenceChart({ rows, limit }: InfluenceRows, labels: InfluenceLabels): Draw {
  const { xLabel, limitLabel, nameOf, isSigned } = labels;
  const placed = rows.map((row, at) => ({ ...row, at }));
  const limits = isSigned ? [-limit, limit] : [limit];
  const [beyond, within] = [true, false].map((is) => placed.filter(({ isBeyond }) => isBeyond === is));
  return (width) =>
    rowsChart(width, {
      labels: rows.map(({ unit }) => nameOf(unit)),
      xRange: extent([0, ...limits, ...rows.map(({ value }) => value)]),
      xLabel,
      middle: { value: limit, label: limitLabel, dashed: true },
      marks: (r) => [
        ruleX(isSigned ? [-limit] : [], {
          stroke: COLOR.fixedMark,
          strokeWidth: 1.5,
          strokeDasharray: DASHES,
        }),
        ruleX([0], { stroke: COLOR.axis }),
        ruleY(within, {
          x1: 0,
          x2: 'value',
          y: 'at',
          stroke: COLOR.point,
          strokeOpacity: 0.7,
          strokeWidth: 1.5,
        }),
        ruleY(beyond, { x1: 0, x2: 'value', y: 'at', stroke: COLOR.varyMark, strokeWidth: 2 }),
        dot(within, { x: 'value', y: 'at', r, fill: COLOR.point }),
        dot(beyond, { x: 'value', y: 'at', r, fill: COLOR.varyMark }),
      ],
    });
}
