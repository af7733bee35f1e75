/** The options weights, offset and subset, evaluated on the data. */

import { CellmerError } from '../errors';
import { deparse } from '../formula';
import type { Expr } from '../formula/ast';
import type { Table } from '../table/types';
import type { Basis } from './basis';
import { evaluator } from './evaluate';
import { truthsOf } from './evaluationContext';
import type { FrameOptions } from './frameOptions';
import type { NumericVariable } from './frameTypes';
import { type CheckedNumbers, checkedNumbers, evaluateRows } from './rowValues';
import { lengthOf } from './values';

export interface OptionValues {
  readonly weights: readonly [CheckedNumbers] | null;
  readonly offset: CheckedNumbers | null;
  /** 1 in rows that belong to the subset, else 0 or NaN; null takes all rows. */
  readonly subset: Float64Array | null;
}

/**
 * Throws CellmerError `data` for weights or an offset that are not numbers, and a subset that is no condition.
 *
 * @param bases what scale() and their like learnt and learn, as in the formula
 */
export function optionValues(
  { weights, offset, subset }: FrameOptions,
  table: Table,
  bases: Map<string, Basis>,
): OptionValues {
  const number = (name: string, expr: Expr): CheckedNumbers => optionNumbers(name, expr, table, bases);
  return {
    weights: weights === null ? null : [number('weights', weights)],
    offset: offset === null ? null : number('offset', offset),
    subset: subset === null ? null : condition(subset, table),
  };
}

/** The numbers of the option `name` in every row of a table. */
export function optionNumbers(
  name: string,
  expr: Expr,
  table: Table,
  bases: Map<string, Basis>,
  slopesBy: string | null = null,
): CheckedNumbers {
  const text = deparse(expr);
  const evaluation = evaluator(table, text, bases, slopesBy);
  return checkedNumbers(`${name} ${text}`, `the option ${name}`, expr, evaluation);
}

function condition(expr: Expr, table: Table): Float64Array {
  const evaluation = evaluator(table, deparse(expr), new Map());
  const constant = evaluation.evaluate(expr);
  // As in R, TRUE takes all rows.
  if (constant.kind === 'logical' && lengthOf(constant) === 1)
    return new Float64Array(table.rowCount).fill(constant.values[0]);
  const value = evaluateRows(expr, evaluation);
  if (value.kind === 'logical') return value.values;
  // Columns of 0 and 1 mark rows as well as TRUE and FALSE do.
  if (value.kind === 'number' && value.values.every((v) => v === 0 || v === 1 || v !== v))
    return value.values;
  return truthsOf(expr, 'the option subset', {
    ...evaluation,
    evaluate: () => (value.kind === 'number' ? refuseNumbers(expr) : value),
  }).values;
}

function refuseNumbers(expr: Expr): never {
  throw new CellmerError(
    'data',
    `the option subset needs a condition such as Days > 2, but ${deparse(expr)} is numbers`,
  );
}

/** The weights of new rows, NaN where one is missing. Throws CellmerError `data` at one that is not positive. */
export function newWeights({ label, value: { values } }: CheckedNumbers): Float64Array {
  const at = values.findIndex((v) => v <= 0);
  if (at < 0) return values;
  throw new CellmerError(
    'data',
    `${label} is ${values[at]} in data row ${at + 1}: expected positive weights`,
  );
}

/**
 * Throws CellmerError `data` at a weight that is not positive.
 *
 * @param rows index of each kept row among the data rows, or null for all
 */
export function positiveWeights({ label, values }: NumericVariable, rows: Int32Array | null): Float64Array {
  const at = values.findIndex((v) => !(v > 0));
  if (at < 0) return values;
  throw new CellmerError(
    'data',
    `${label} is ${values[at]} in data row ${(rows?.[at] ?? at) + 1}: expected positive weights; ` +
      'the option subset leaves rows out',
  );
}
