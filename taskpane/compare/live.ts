/** The plots of means as charts that show the live formulas beside them. */

import { answerReport, type EstimatedTable } from '../../src/index';
import { percent } from '../state/numbers';
import type { DrawnPlot } from '../plots/figure/PlotCard';
import { estimatesLive, type PlotWords } from '../plots/live/estimates';
import type { LivePlot, LiveSeries, Part } from '../plots/live/live';
import { tablePlace } from '../plots/live/tables';
import type { StackedFormula } from '../state/stack';
import { text } from '../text';
import { brief } from '../words';

/** The report's name for means. */
const MEANS = 'means';
const COLUMNS = { table: MEANS, estimate: 'estimate', lower: 'lower', upper: 'upper' };

/** @param formula fills its cells with these means */
export function meansLive(
  formula: StackedFormula,
  table: EstimatedTable,
  outcome: string,
  title: string,
  { description }: DrawnPlot,
): LivePlot | null {
  const names = { estimate: text.compare.means, ...text.chart.limits(percent(table.level)) };
  const words = { title, description, xTitle: table.labels.map(brief).join(', '), yTitle: outcome };
  return estimatesLive(formula, answerReport('means', table), COLUMNS, names, words);
}

/** A line with its limits for each combination of levels; the numbers that run along x are the first label. */
export function linesLive(formula: StackedFormula, table: EstimatedTable, words: PlotWords): LivePlot | null {
  const place = tablePlace(answerReport('means', table), MEANS);
  const cells = ['estimate', 'lower', 'upper'].map((name) => place?.column(name) ?? null);
  if (!place || cells.some((one) => one === null)) return null;
  const [estimate, lower, upper] = cells as Part[];
  const ends = text.chart.limits(percent(table.level));
  const series = runs(table).flatMap(({ name, from, rows }, k): LiveSeries[] => {
    const part = (of: Part): Part => ({ ...of, row: of.row + from, rows });
    const x = { ...part(place.labels), columns: 1 };
    return [
      { name, x, y: part(estimate), mark: 'line', color: k },
      { name: `${name}, ${ends.lower}`, x, y: part(lower), mark: 'limits', color: k },
      { name: `${name}, ${ends.upper}`, x, y: part(upper), mark: 'limits', color: k },
    ];
  });
  return { ...words, kind: 'scatter', formulas: [formula], series };
}

/** Rows one below the other that differ in nothing but the first label. */
function runs({ rows, labels }: EstimatedTable): { name: string; from: number; rows: number }[] {
  const found: { name: string; from: number; rows: number }[] = [];
  rows.forEach((row, i) => {
    const own = row.labels.slice(1);
    const name =
      own.length === 0
        ? text.compare.means
        : own.map((level, j) => levelName(labels[j + 1], level)).join(', ');
    const last = found.at(-1);
    if (last?.name === name) last.rows++;
    else found.push({ name, from: i, rows: 1 });
  });
  return found;
}

const levelName = (label: string, level: string): string => text.compare.level(label, level);
