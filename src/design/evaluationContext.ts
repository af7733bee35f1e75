/** What every part of the evaluator shares: the data at hand, and how its errors are worded. */

import { CellmerError, syntaxError } from '../errors';
import { deparse, namesIn } from '../formula';
import type { CallExpr, Expr } from '../formula/ast';
import type { Column, Table } from '../table/types';
import type { Basis } from './basis';
import { mapped, step } from './smooth';
import { describeValue, lengthOf, logicals, type LogicalValue, type Numeric, type Value } from './values';

export interface Evaluation {
  readonly table: Table;
  /** The whole formula, for messages. */
  readonly source: string;
  /** What data-dependent functions learnt; an entry that is there is used instead of learning it again. */
  readonly bases: Map<string, Basis>;
  /** The column of numbers by which slopes are wanted beside the values; null for none. */
  readonly slopesBy: string | null;
  /** Evaluates a part of an expression. */
  readonly evaluate: (expr: Expr) => Value;
}

/** An error that points at a place of the formula. */
export function formulaError(message: string, at: Expr, { source }: Evaluation): CellmerError {
  // Every character that is not one column wide would move the caret.
  return syntaxError(message, source.replace(/\s/g, ' '), Math.min(at.start, source.length));
}

/** `"a", "b" and "c"` without the quotes. */
function listWords(words: readonly string[], conjunction = 'and'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${conjunction} ${words[words.length - 1]}`;
}

/**
 * The numbers of an expression; TRUE counts as 1 and FALSE as 0.
 *
 * Throws CellmerError `data` when it is text or several columns.
 *
 * @param user what needs the numbers, such as `log()` or `+`
 */
export function numbersOf(expr: Expr, user: string, evaluation: Evaluation): Numeric {
  return asNumbers(evaluation.evaluate(expr), expr, user);
}

export function asNumbers(value: Value, expr: Expr, user: string): Numeric {
  if (value.kind === 'number' || value.kind === 'logical') return value;
  if (value.kind === 'label' && value.mixedCell !== undefined)
    throw new CellmerError('data', value.mixedCell);
  throw new CellmerError('data', `${user} needs numbers, but ${deparse(expr)} is ${describeValue(value)}`);
}

const IS_TRUE = step(
  (v) => (v !== v ? NaN : v === 0 ? 0 : 1),
  (v) => v === 0,
);

/** The truth values of an expression, where numbers other than 0 count as TRUE. */
export function truthsOf(expr: Expr, user: string, evaluation: Evaluation): LogicalValue {
  const value = evaluation.evaluate(expr);
  if (value.kind === 'logical') return value;
  if (value.kind === 'number') return asLogicals(mapped(value, IS_TRUE));
  throw new CellmerError(
    'data',
    `${user} needs conditions such as x > 2, but ${deparse(expr)} is ${describeValue(value)}`,
  );
}

/** Numbers that are 1 or 0 as conditions. */
export function asLogicals({ values, slopes }: Numeric): LogicalValue {
  return logicals(values, slopes);
}

/** The columns of the table that an expression uses. */
function columnsIn(expr: Expr, { table }: Evaluation): Column[] {
  const names = new Set(namesIn(expr).map(({ name }) => name));
  return [...names].flatMap((name) => table.columns.get(name) ?? []);
}

/**
 * Counts the missing entries of a computed column and refuses what is infinite or not a number although nothing it was
 * computed from is missing.
 *
 * Throws CellmerError `data` with the row, the value there and what it came from.
 */
export function countMissing(values: Float64Array, expr: Expr, evaluation: Evaluation): number {
  let missing = 0;
  let inputs: Column[] | null = null;
  const mayBeNa = namesIn(expr).some(({ name }) => name === 'NA');
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value - value === 0) continue;
    inputs ??= columnsIn(expr, evaluation);
    const isMissing = value !== value && (mayBeNa || inputs.some((column) => isMissingAt(column, i)));
    if (!isMissing) throw notFinite(value, i, expr, inputs);
    missing++;
  }
  return missing;
}

function isMissingAt(column: Column, row: number): boolean {
  return column.kind === 'number' ? Number.isNaN(column.values[row]) : column.codes[row] < 0;
}

function notFinite(value: number, row: number, expr: Expr, inputs: readonly Column[]): CellmerError {
  const found = value !== value ? 'not a number' : value > 0 ? 'infinite' : 'minus infinity';
  const origin = inputs.map((column) => `${column.name} is ${textAt(column, row)}`);
  const where = origin.length > 0 ? `, where ${listWords(origin)}` : '';
  return new CellmerError(
    'data',
    `${deparse(expr)} is ${found} in row ${row + 1}${where}: expected a finite number`,
  );
}

function textAt(column: Column, row: number): string {
  if (isMissingAt(column, row)) return 'missing';
  return column.kind === 'number' ? String(column.values[row]) : `"${column.levels[column.codes[row]]}"`;
}

/** Arguments by R's rule without abbreviations: named ones first, then the others in order. */
export function matchArguments<P extends string>(
  call: CallExpr,
  parameters: readonly P[],
  evaluation: Evaluation,
): Partial<Record<P, Expr>> {
  const matched: Partial<Record<P, Expr>> = {};
  const expected = `${call.name}(${parameters.join(', ')})`;
  for (const { name, value } of call.args) {
    if (name === undefined) continue;
    const parameter = parameters.find((p) => p === name);
    if (parameter === undefined || matched[parameter] !== undefined)
      throw formulaError(`Expected ${expected}, but found the argument ${name}`, value, evaluation);
    matched[parameter] = value;
  }
  const free = parameters.filter((p) => matched[p] === undefined);
  call.args
    .filter(({ name }) => name === undefined)
    .forEach(({ value }, i) => {
      if (i >= free.length)
        throw formulaError(`Expected ${expected}, but found more arguments`, value, evaluation);
      matched[free[i]] = value;
    });
  if (matched[parameters[0]] === undefined)
    throw formulaError(`Expected ${expected}, but found no ${parameters[0]}`, call, evaluation);
  return matched;
}

/** A single number given in the formula, such as the degree of poly(). */
export function constantOf(expr: Expr, what: string, evaluation: Evaluation): number {
  const value = evaluation.evaluate(expr);
  const isConstant = columnsIn(expr, evaluation).length === 0 && lengthOf(value) === 1;
  if (isConstant && value.kind === 'number' && Number.isFinite(value.values[0])) return value.values[0];
  throw formulaError(`Expected a number as ${what}, but found ${deparse(expr)}`, expr, evaluation);
}

/** TRUE or FALSE given in the formula; null when the expression is something else. */
export function flagOf(expr: Expr, evaluation: Evaluation): boolean | null {
  const value = evaluation.evaluate(expr);
  const isConstant = columnsIn(expr, evaluation).length === 0 && lengthOf(value) === 1;
  return isConstant && value.kind === 'logical' ? value.values[0] === 1 : null;
}
