/** Estimates with their limits, side by side by their labels. */

import type { Report } from '../../../src/index';
import type { StackedFormula } from '../../state/stack';
import type { LivePlot, LiveSeries } from './live';
import { tablePlace } from './tables';

export type PlotWords = Pick<LivePlot, 'title' | 'description' | 'xTitle' | 'yTitle'>;

export interface EstimateColumns {
  /** The table's name in the report. */
  readonly table: string;
  readonly estimate: string;
  readonly lower: string;
  readonly upper: string;
}

/**
 * @param formula fills its cells as `report` says
 * @param names of the series: the estimates and the ends of their intervals
 * @returns null where the report has no such table
 */
export function estimatesLive(
  formula: StackedFormula,
  report: Report,
  columns: EstimateColumns,
  names: { readonly estimate: string; readonly lower: string; readonly upper: string },
  words: PlotWords,
): LivePlot | null {
  const place = tablePlace(report, columns.table);
  const estimate = place?.column(columns.estimate);
  if (!place || !estimate) return null;
  const limits = (['lower', 'upper'] as const).flatMap((end): LiveSeries[] => {
    const y = place.column(columns[end]);
    return y ? [{ name: names[end], x: place.labels, y, mark: 'limits', color: 0 }] : [];
  });
  const own: LiveSeries = { name: names.estimate, x: place.labels, y: estimate, mark: 'points', color: 0 };
  return { ...words, kind: 'category', formulas: [formula], series: [own, ...limits] };
}
