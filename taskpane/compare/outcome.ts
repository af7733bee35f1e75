/** The outcome of the rows behind the means, on the scale of the means. */

import { namesIn, type EstimatedTable, type FitResult, type ModelTerms } from '../../src/index';
import { outcomeOf } from '../plots/choices';
import type { ColumnSummary } from '../state/columns';

export interface OutcomeRows {
  readonly name: string;
  /** One per row that the fit kept. */
  readonly y: Float64Array;
}

/** The column that a transformed outcome is made of; null where the outcome is a column as it is, or made of several. */
export function transformedColumn(
  terms: ModelTerms,
  columns: readonly ColumnSummary[],
): ColumnSummary | null {
  const { response } = terms;
  if (!response || response.expr.type === 'name') return null;
  const names = [...new Set(namesIn(response.expr).map(({ name }) => name))];
  const found = columns.find(({ name }) => name === names[0]);
  return names.length === 1 && found?.column?.kind === 'number' ? found : null;
}

/** Whether means of a transformed outcome are on the outcome's own scale: not all that stands there can be undone. */
export function isBackTransformed({ estimateName }: EstimatedTable): boolean {
  return estimateName === 'Response';
}

/** The column of the first grouping factor that is one; null where there is none. */
export function groupColumn({ random }: ModelTerms, columns: readonly ColumnSummary[]): ColumnSummary | null {
  const simple = random.flatMap(({ group }) => (group.length === 1 ? group : []));
  const names = simple.flatMap(({ expr }) => (expr.type === 'name' ? [expr.name] : []));
  return columns.find(({ name, column }) => name === names[0] && column !== null) ?? null;
}

/** @param isBack whether it is on its own scale */
export function outcomeOn(
  fit: FitResult,
  terms: ModelTerms,
  columns: readonly ColumnSummary[],
  isBack: boolean,
): OutcomeRows {
  const original = isBack ? transformedColumn(terms, columns)?.column : null;
  if (original?.kind !== 'number')
    return { name: outcomeOf(terms), y: fit.fitted.map((value, i) => value + fit.residuals[i]) };
  return { name: original.name, y: fit.fitted.map((_, i) => original.values[fit.keptRows?.[i] ?? i]) };
}
