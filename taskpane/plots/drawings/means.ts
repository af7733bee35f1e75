/** Estimated means: points with bars over the data, a line for each level of a second variable, a panel for each of a third. */

import { dot, line, ruleX, type Markish } from '@observablehq/plot';
import { bottomAxis, seriesStyle } from '../figure/chart';
import { fitLabel } from '../figure/labels';
import type { Draw } from '../figure/draw';
import { keyHeight, levelTicks, withKey, type LevelTicks } from '../figure/levelTicks';
import { numberRoom, widened } from '../figure/ranges';
import { dodge } from '../data/means';
import { extent } from '../data/thin';
import { letterMark, meanStyle, meansOfLine, type MeansData, type MeansLabels } from './meanMarks';
import { meanRowsChart } from './meanRows';
import {
  FACET,
  groupLines,
  PANEL,
  panelLayout,
  rowStyle,
  uprightPanels,
  type PanelLayout,
  type PanelOf,
} from './panels';

const BOTTOM = 44;
/** Least room of a level on the axis. */
const NARROWEST = 26;
/** Levels up to which letters stand for names rather than that lines are broken up. */
const FEW = 6;

/** Drawn upright where the names of the levels can stand below them, otherwise with a row for each level. */
export function meansChart(data: MeansData, labels: MeansLabels): Draw {
  const range = widened(rangeOf(data), 0.06);
  return (width, height) => {
    const layout = panelLayout(data, { width, height }, numberRoom(range), leastWidth(data));
    const names = namesBelow(data, layout);
    return names === null
      ? meanRowsChart(data, labels, range, width)
      : uprightChart(data, labels, range, layout, names);
  };
}

function rangeOf({ means, rows, bar }: MeansData): [number, number] {
  return extent([
    ...rows.map(({ y }) => y),
    ...means.flatMap((mean) => [mean.estimate, ...(bar?.(mean) ?? [])]),
  ]);
}

function leastWidth({ levels, lines }: MeansData): number {
  return Math.max(PANEL.width, levels.length * Math.max(NARROWEST, 9 * lines));
}

/** Names of the levels below their places; null where they have no room side by side. */
function namesBelow({ levels, lines }: MeansData, { panelWidth, width }: PanelLayout): LevelTicks | null {
  if (panelWidth / levels.length - 4 < NARROWEST && levels.length > 1) return null;
  const names = levelTicks(levels, panelWidth, width);
  // Lines need an axis to run along; what stands alone has its name beside it.
  return names.key.length > 0 && (lines === 1 || levels.length > FEW) ? null : names;
}

function uprightChart(
  data: MeansData,
  labels: MeansLabels,
  range: readonly [number, number],
  layout: PanelLayout,
  names: LevelTicks,
): SVGSVGElement {
  const svg = uprightPanels(data, layout, {
    x: [-0.5, data.levels.length - 0.5],
    y: range,
    outcome: labels.outcome,
    axis: bottomAxis({
      label: fitLabel(labels.axis, layout.width - layout.left - 30),
      labelOffset: BOTTOM - 4 + names.extra,
      ticks: [...names.ticks],
      tickFormat: names.tickFormat,
    }),
    bottom: BOTTOM + names.extra + keyHeight(names),
    marks: (panelOf) => Array.from({ length: data.lines }, (_, k) => lineMarks(data, k, panelOf)).flat(),
  });
  return withKey(svg, names);
}

/** Rows, line, bars, points and letters of one line. */
function lineMarks(data: MeansData, k: number, panelOf: PanelOf): Markish[] {
  const { color, dashes } = seriesStyle(k);
  const { offset, spread } = dodge(data.lines);
  const means = meansOfLine(data, k, offset(k), panelOf);
  const rows = data.rows
    .filter(({ series }) => series === k)
    .map((row) => ({ at: row.x + offset(k) + spread * row.aside, y: row.y, ...panelOf(row.panel) }));
  return [
    dot(rows, { ...FACET, x: 'at', y: 'y', ...rowStyle(data.rows.length, data.lines > 1 ? color : null) }),
    groupLines(data, k, offset(k), panelOf, data.lines > 1 ? color : null),
    ...(data.lines === 1
      ? []
      : [
          line(means, {
            ...FACET,
            x: 'at',
            y: 'estimate',
            z: 'panel',
            stroke: color,
            strokeWidth: 1.5,
            strokeDasharray: dashes,
          }),
        ]),
    ...(data.bar
      ? [ruleX(means, { ...FACET, x: 'at', y1: 'low', y2: 'high', stroke: color, strokeWidth: 2 })]
      : []),
    dot(means, { ...FACET, x: 'at', y: 'estimate', ...meanStyle(k) }),
    letterMark(data, k, means, { x: 'at', y: 'high', dy: -8 }),
  ];
}
