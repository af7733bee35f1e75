/** Values with one entry per data row, and how many of them are missing. */

import { deparse } from '../formula';
import type { Expr } from '../formula/ast';
import { asNumbers, countMissing, type Evaluation, formulaError } from './evaluationContext';
import type { CheckedValue } from './keptRows';
import { indices, lengthOf, numbers, numbersFromCodes, type NumberValue, type Value } from './values';

export type Checked<V extends Value> = CheckedValue & { readonly value: V };
export type CheckedNumbers = Checked<NumberValue>;

/**
 * The numbers of an expression in every row; conditions count as 1 and 0.
 *
 * Throws CellmerError `data` when it is not numeric.
 *
 * @param user what needs the numbers, such as `offset()`
 */
export function checkedNumbers(
  label: string,
  user: string,
  expr: Expr,
  evaluation: Evaluation,
): CheckedNumbers {
  const { values, slopes } = asNumbers(evaluateRows(expr, evaluation), expr, user);
  const value = numbers(values, slopes);
  return { label, value, missing: missingIn(value, expr, evaluation) };
}

/** A value with one entry per row. */
export function evaluateRows(expr: Expr, evaluation: Evaluation): Value {
  const value = evaluation.evaluate(expr);
  if (lengthOf(value) === evaluation.table.rowCount) return value;
  throw formulaError(
    `Expected a value per row, but found that ${deparse(expr)} is one constant`,
    expr,
    evaluation,
  );
}

/** Missing entries; a column of the table knows its number, anything computed is counted and checked. */
export function missingIn(value: Value, expr: Expr, evaluation: Evaluation): number {
  const column = expr.type === 'name' ? evaluation.table.columns.get(expr.name) : undefined;
  if (column !== undefined) return column.missing;
  switch (value.kind) {
    case 'label':
      // Labels that were not listed as levels are missing, although nothing they came from is.
      if (value.listed) return value.codes.reduce((missing, code) => (code < 0 ? missing + 1 : missing), 0);
      return countMissing(numbersFromCodes(value.codes, indices(value.levels)), expr, evaluation);
    case 'matrix':
      return Math.max(...value.columns.map((column) => countMissing(column, expr, evaluation)));
    default:
      return countMissing(value.values, expr, evaluation);
  }
}
