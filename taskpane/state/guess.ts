/** A first model for new data: the leftmost numbers that were observed vary around a mean of their own in each group. */

import { canBeResponse, factorOf, isDesign, type NumericColumn } from '../../src/index';
import type { ColumnSummary } from './columns';
import { columnTerm, EMPTY_FORM, type ModelForm } from './form';

/**
 * The grouping factor is the column that looks like groups and has the most of them, if it leaves at least two rows to a group
 * on average. The outcome is the leftmost column of numbers that does not look like groups, does not number the rows, varies
 * within groups, and does not look like a design; where none is so, the leftmost.
 */
export function guessForm(columns: readonly ColumnSummary[], rowCount: number): ModelForm {
  const usable = columns.filter(
    ({ column, name }) => column && columns.filter((other) => other.name === name).length === 1,
  );
  const groups = usable
    .filter((c) => c.looksLikeGroups && c.distinct >= 3 && c.distinct <= rowCount / 2)
    .reduce<ColumnSummary | null>(
      (most, next) => (most === null || next.distinct > most.distinct ? next : most),
      null,
    );
  const numbers = usable.filter(
    ({ column, looksLikeGroups }) => column!.kind === 'number' && !looksLikeGroups,
  );
  const grouping = groups === null ? null : factorOf(groups.column!);
  const outcome =
    numbers.find(
      ({ column }) =>
        column!.kind === 'number' &&
        !numbersRows(column!) &&
        (grouping === null || canBeResponse(column!, grouping)) &&
        !isDesign(column!, grouping),
    ) ?? numbers[0];
  if (!outcome) return EMPTY_FORM;
  const varies =
    groups === null
      ? []
      : [{ group: columnTerm(groups.name), intercept: true, slopes: [], correlated: true }];
  return { ...EMPTY_FORM, outcome: outcome.name, varies };
}

/** Whether each row has the number after that of the row above: a name of the row and nothing observed. */
function numbersRows({ values }: NumericColumn): boolean {
  return values.every((value, row) => value === values[0] + row);
}
