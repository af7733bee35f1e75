/** The one-way model of a column of values in groups: moments, REML and ML side by side, and the shrunken means. */

import {
  CellmerError,
  completeOnewayRows,
  factorOf,
  lookOf,
  onewayAnova,
  onewayAnovaReport,
  onewayEstimateReport,
  onewayFit,
  onewayInformation,
  onewayIntervals,
  onewayStatistics,
  shrinkMeans,
  shrunkenReport,
  type Column,
  type OnewayAnova,
  type OnewayFit,
  type OnewayStatistics,
  type Report,
  type ShrunkenMeans,
} from '../../src/index';
import { insertTitles } from '../insertText';
import { addressText } from './address';
import type { ColumnSummary } from './columns';
import type { OnewayEstimator } from './onewayChoice';
import type { StackedFormula } from './stack';
import type { DataState, PaneState } from './state';

/** The level of the functions' intervals where their options name none. */
const DEFAULT_LEVEL = 0.95;

export interface LikelihoodEstimate extends OnewayFit {
  /** Standard errors from the observed information; null at a boundary. */
  readonly errors: { readonly sigma2: number | null; readonly tau2: number | null };
}

export interface OnewayResult {
  readonly anova: OnewayAnova;
  readonly reml: LikelihoodEstimate;
  readonly ml: LikelihoodEstimate;
}

/** The columns that are analysed: those chosen, or the outcome and the first grouping factor of the model. */
export function onewayColumns(state: PaneState): {
  readonly values: ColumnSummary | null;
  readonly groups: ColumnSummary | null;
} {
  const columns = state.data?.summary?.columns ?? [];
  const named = (name: string | null | undefined): ColumnSummary | null =>
    columns.find((column) => column.name === name && column.column !== null) ?? null;
  const { oneway, form } = state;
  const group = form.varies.map((card) => card.group.columns).find((names) => names.length === 1)?.[0];
  return { values: named(oneway.values ?? form.outcome), groups: named(oneway.groups ?? group) };
}

/** @throws CellmerError `model` or `data` in words for the reader */
export function statisticsOf(values: Column, groups: Column): OnewayStatistics {
  if (values.kind !== 'number')
    throw new CellmerError('data', `${values.name} holds labels: expected a column of numbers.`);
  const { codes, levels } = factorOf(groups);
  return onewayStatistics(completeOnewayRows(values.values, codes, levels));
}

export function onewayResult(stats: OnewayStatistics): OnewayResult {
  const estimate = (method: 'REML' | 'ML'): LikelihoodEstimate => {
    const fit = onewayFit(stats, method);
    const { covariance } = onewayInformation(stats, fit, method);
    const error = (at: number): number | null =>
      covariance === null || fit.singular ? null : Math.sqrt(covariance[at * 4]);
    return { ...fit, errors: { sigma2: error(1), tau2: error(2) } };
  };
  return { anova: onewayAnova(stats), reml: estimate('REML'), ml: estimate('ML') };
}

export function shrunken(stats: OnewayStatistics, method: OnewayEstimator, level: number): ShrunkenMeans {
  return shrinkMeans(stats, method, level);
}

/**
 * Live formulas of the whole analysis, with the room each takes: it is laid out here as the functions lay it out.
 *
 * @param level of the intervals, between 0 and 1
 */
export function onewayFormulas(
  data: DataState,
  { values, groups }: { readonly values: ColumnSummary; readonly groups: ColumnSummary },
  stats: OnewayStatistics,
  shrink: OnewayEstimator,
  level: number,
): StackedFormula[] {
  const column = ({ name }: ColumnSummary): string => {
    const at = data.summary!.columns.findIndex((one) => one.name === name);
    return addressText({ ...data.range, column: data.range.column + at, columns: 1 });
  };
  const args = `${column(values)}, ${column(groups)}`;
  const option = level === DEFAULT_LEVEL ? '' : `, "level=${level}"`;
  const titles = insertTitles.oneway(values.name, groups.name);
  const mle = `=ONEWAY.MLE(${args}, "REML"${option})`;
  const means = `=SHRINK.MEANS(${args}, "${shrink}"${option})`;
  return [
    {
      title: titles.anova,
      formula: `=ONEWAY.ANOVA(${args})`,
      look: lookOf(onewayAnovaReport(onewayAnova(stats))),
    },
    { title: titles.estimates, formula: mle, look: lookOf(estimateReport(stats, level)) },
    { title: titles.means, formula: means, look: lookOf(shrunkenReport(shrunken(stats, shrink, level))) },
  ];
}

function estimateReport(stats: OnewayStatistics, level: number): Report {
  const fit = onewayFit(stats, 'REML');
  const information = onewayInformation(stats, fit, 'REML');
  const intervals = onewayIntervals(stats, fit, information, 'wald', level);
  return onewayEstimateReport({ fit, information, intervals, level, twoErrors: false, statistics: stats });
}
