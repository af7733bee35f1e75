/** Group means and their shrunken versions: each group a row, a line from the one to the other. */

import { axisY, dot, link, ruleX } from '@observablehq/plot';
import type { ShrunkenMean, ShrunkenMeans } from '../../../src/index';
import { bottomAxis, chart, COLOR, DASHES, fitLabel, textWidth } from '../../plots/figure';
import { significant } from '../../state/numbers';

/** Rows of more groups than this could not be told apart. */
export const MOST_GROUPS = 40;
const ROW = 18;
const MARGIN_TOP = 8;
const MARGIN_BOTTOM = 40;
/** Labels take at most this share of the width. */
const LABEL_SHARE = 0.3;

/** The groups that are drawn, by their own means: all of them, or some in even steps, the outermost among them. */
function drawnGroups(means: readonly ShrunkenMean[]): readonly ShrunkenMean[] {
  const sorted = [...means].sort((a, b) => a.mean - b.mean);
  if (sorted.length <= MOST_GROUPS) return sorted;
  const step = (sorted.length - 1) / (MOST_GROUPS - 1);
  return Array.from({ length: MOST_GROUPS }, (_, i) => sorted[Math.round(i * step)]);
}

export function drawShrinkage(
  { means, parameters }: ShrunkenMeans,
  label: string,
  width: number,
): SVGSVGElement {
  const { mu } = parameters;
  const rows = drawnGroups(means).map((one, row) => ({ ...one, row }));
  const room = LABEL_SHARE * width;
  const names = rows.map(({ group }) => fitLabel(group, room));
  const marginLeft = Math.ceil(Math.max(...names.map((name) => textWidth(name)))) + 16;
  return chart({
    width,
    height: MARGIN_TOP + rows.length * ROW + MARGIN_BOTTOM,
    marginTop: MARGIN_TOP,
    marginBottom: MARGIN_BOTTOM,
    marginLeft,
    // The largest mean on top.
    y: { domain: rows.map(({ row }) => row).reverse(), type: 'point', padding: 0.5 },
    x: { nice: true },
    marks: [
      ruleX([mu], { stroke: COLOR.fixedMark, strokeDasharray: DASHES, strokeWidth: 1.5 }),
      axisY({
        anchor: 'left',
        tickSize: 0,
        tickPadding: 8,
        label: null,
        color: COLOR.quiet,
        tickFormat: (row: number) => names[row],
      }),
      bottomAxis({ label: fitLabel(label, 0.5 * width), ticks: Math.max(3, Math.floor(width / 80)) }),
      link(rows, {
        x1: 'mean',
        x2: 'shrunken',
        y1: 'row',
        y2: 'row',
        stroke: COLOR.varyMark,
        strokeOpacity: 0.6,
        strokeWidth: 1.5,
      }),
      dot(rows, { x: 'mean', y: 'row', r: 3, stroke: COLOR.point, fill: COLOR.paper, strokeWidth: 1.25 }),
      dot(rows, { x: 'shrunken', y: 'row', r: 3.5, fill: COLOR.varyMark }),
    ],
  });
}

/** The picture in words: the overall mean, and the group that moves most. */
export function shrinkageFacts({ means, parameters }: ShrunkenMeans): {
  readonly mu: string;
  readonly group: string;
  readonly from: string;
  readonly to: string;
} {
  const move = (one: ShrunkenMean): number => Math.abs(one.mean - one.shrunken);
  const most = means.reduce((best, one) => (move(one) > move(best) ? one : best));
  return {
    mu: significant(parameters.mu, 5),
    group: most.group,
    from: significant(most.mean, 5),
    to: significant(most.shrunken, 5),
  };
}
