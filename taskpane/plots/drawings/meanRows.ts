/** Estimated means with a row for each level: for names that are long, and for levels that are many. */

import { dot, frame, ruleY, text as textMark, type Markish } from '@observablehq/plot';
import { bottomAxis, chart, COLOR, seriesStyle, verticalGrid } from '../figure/chart';
import { fitLabel, fitLabels, plainLabel, textWidth } from '../figure/labels';
import { ticksFor } from '../figure/ranges';
import { letterMark, meanStyle, meansOfLine, type MeansData, type MeansLabels } from './meanMarks';
import { FACET, PANEL, panelNames, panelScales, rowStyle, type PanelOf } from './panels';

const ROW = { highest: 44, alone: 20, line: 14, lowest: 9 } as const;
/** What a few levels fill. */
const FEW_HEIGHT = 180;
/** Up to this many levels all have a row as high as a line of text. */
const MOST_TALL = 40;
const BOTTOM = 44;
/** Longest name in a tooltip. */
const LONGEST_TIP = 300;

export function meanRowsChart(
  data: MeansData,
  labels: MeansLabels,
  range: readonly [number, number],
  width: number,
): SVGSVGElement {
  const { levels, lines } = data;
  const n = levels.length;
  const count = Math.max(1, data.panelTitles.length);
  const row = rowHeight(n, lines);
  const height = Math.max(60, n * row);
  const top = data.panelTitles.length > 0 ? 22 : 8;
  const left = nameRoom(levels, width);
  const ticks = ticksFor(range, width - left, 55);
  const panelOf: PanelOf = (panel) => ({ fx: 0, fy: panel });
  return chart({
    width,
    height: top + count * (height + PANEL.gap) - PANEL.gap + BOTTOM,
    marginLeft: left,
    marginTop: top,
    marginBottom: BOTTOM,
    ...panelScales(1, count, { width, height }),
    x: { domain: [...range] },
    y: { domain: [-0.5, n - 0.5], reverse: true },
    marks: [
      ...(data.panelTitles.length > 0 ? [frame({ fill: COLOR.panel, stroke: 'none', rx: 3 })] : []),
      verticalGrid({ ticks }),
      bottomAxis({ label: fitLabel(labels.outcome, width - left - 30), ticks }),
      ...panelNames(data, panelOf, width - left),
      levelNames(data, count, Math.ceil(14 / row), left),
      ...Array.from({ length: lines }, (_, k) => lineMarks(data, k, panelOf, Math.min(3.5, row / 3))).flat(),
    ],
  });
}

function rowHeight(levels: number, lines: number): number {
  if (lines > 1) return 8 + ROW.line * lines;
  if (levels > MOST_TALL) return ROW.lowest;
  return Math.max(ROW.alone, Math.min(ROW.highest, FEW_HEIGHT / levels));
}

function nameRoom(levels: readonly string[], width: number): number {
  const widest = Math.max(14, ...levels.map((level) => textWidth(plainLabel(level).slice(0, 80))));
  return Math.min(0.4 * width, 14 + widest);
}

function levelNames({ levels }: MeansData, count: number, every: number, left: number): Markish {
  const shown = fitLabels(levels, left - 14);
  const named = levels.flatMap((level, at) => (at % every === 0 ? [{ level, shown: shown[at], at }] : []));
  return textMark(
    Array.from({ length: count }, (_, fy) => named.map((one) => ({ ...one, fx: 0, fy }))).flat(),
    {
      ...FACET,
      y: 'at',
      frameAnchor: 'left',
      dx: -8,
      textAnchor: 'end',
      text: 'shown',
      title: ({ level }: { level: string }) => plainLabel(level).slice(0, LONGEST_TIP),
      fill: COLOR.quiet,
    },
  );
}

/** Rows, bars, points and letters of one line. */
function lineMarks(data: MeansData, k: number, panelOf: PanelOf, r: number): Markish[] {
  const { color } = seriesStyle(k);
  const { lines } = data;
  const step = lines === 1 ? 0 : 0.8 / lines;
  const offset = (k - (lines - 1) / 2) * step;
  const means = meansOfLine(data, k, offset, panelOf);
  const spread = lines === 1 ? 0.28 : 0.3 * step;
  const rows = data.rows
    .filter(({ series }) => series === k)
    .map((row) => ({ at: row.x + offset + spread * row.aside, y: row.y, ...panelOf(row.panel) }));
  return [
    dot(rows, { ...FACET, x: 'y', y: 'at', ...rowStyle(data.rows.length, lines > 1 ? color : null) }),
    ...(data.bar
      ? [ruleY(means, { ...FACET, y: 'at', x1: 'low', x2: 'high', stroke: color, strokeWidth: 2 })]
      : []),
    dot(means, { ...FACET, x: 'estimate', y: 'at', ...meanStyle(k), r }),
    letterMark(data, k, means, { x: 'high', y: 'at', dx: 6, textAnchor: 'start' }),
  ];
}
