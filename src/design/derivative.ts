/** Slopes, by one column, of expressions of a fitted model other than those in X: its offset, and whatever else is asked about. */

import { namesIn } from '../formula';
import type { Expr } from '../formula/ast';
import type { Table } from '../table/types';
import { evaluator } from './evaluate';
import { numbersOf } from './evaluationContext';
import type { ModelFrame } from './frameTypes';

/**
 * How fast an expression moves with a column, row by row; NaN at a kink or a jump.
 *
 * @param table rows with the columns that it names
 * @throws CellmerError where it is no number, or makes a factor of the column
 */
export function expressionSlopes(expr: Expr, table: Table, frame: ModelFrame, by: string): Float64Array {
  const evaluation = evaluator(table, frame.terms.source, new Map(frame.bases), by);
  return numbersOf(expr, 'slopes', evaluation).slopes ?? new Float64Array(table.rowCount);
}

/**
 * How fast the offset moves with a column where that has a value, as a mean over the rows of the fit, which keep their values of
 * all other columns.
 *
 * @param data the table that the model was fitted to
 */
export function offsetSlope(data: Table, frame: ModelFrame, by: string, value: number): number {
  const { terms, own, n, keptRows } = frame;
  const offsets = own.offset === null ? terms.fixed.offsets : [...terms.fixed.offsets, own.offset];
  const moving = offsets.filter((expr) => namesIn(expr).some(({ name }) => name === by));
  if (moving.length === 0) return 0;
  const table = withValue(data, by, value);
  let sum = 0;
  for (const expr of moving) {
    const slopes = expressionSlopes(expr, table, frame, by);
    for (let i = 0; i < n; i++) sum += slopes[keptRows?.[i] ?? i];
  }
  return sum / n;
}

function withValue(data: Table, name: string, value: number): Table {
  const column = data.columns.get(name);
  if (column?.kind !== 'number') return data;
  const values = new Float64Array(data.rowCount).fill(value);
  return { ...data, columns: new Map(data.columns).set(name, { ...column, values, missing: 0 }) };
}
