/**
 * Which means are wanted, as people write it: `treatment`, `treatment | visit`, `treatment * visit`, `a + b`, `a, b`, `a : b`,
 * `~ a | b`, `pairwise ~ a`, and `1` for the mean over everything.
 */

import { CellmerError } from '../errors';
import { deparse, operandsOf, parseExpression, parseFormula } from '../formula';
import type { Expr } from '../formula/ast';
import { unknownChoice } from '../table';

export interface MeanSpecs {
  /** Columns whose levels have a mean each; none for the mean over everything. */
  readonly factors: readonly string[];
  /** Columns that part the means into groups. */
  readonly by: readonly string[];
  /** What stands before a tilde, such as `pairwise`: contrasts that are wanted besides; null for nothing. */
  readonly left: string | null;
}

/** Operators that put columns side by side. */
const JOINS: readonly string[] = ['+', '*', ':'];

const EXAMPLES = 'such as "treatment", "treatment | visit" or "treatment * visit"';

/**
 * @param columns of the fixed part of the model
 * @param groups columns that the model has besides, in its random part
 * @throws CellmerError `option` for what is no such text, and for a column that the fixed part does not have
 */
export function readSpecs(
  text: string,
  columns: readonly string[],
  groups: readonly string[] = [],
): MeanSpecs {
  const source = text.trim();
  if (source === '')
    throw new CellmerError(
      'option',
      `specs is empty: expected the columns whose means are wanted, ${EXAMPLES}.`,
    );
  if (columns.includes(source)) return { factors: [source], by: [], left: null };
  const { left, right } = sides(source, columns);
  const [wanted, given] =
    right.type === 'binary' && right.operator === '|' ? [right.left, right.right] : [right, null];
  const names = (expr: Expr): string[] => [...new Set(namesOf(expr, source))];
  const by = given === null ? [] : names(given);
  const factors = names(wanted).filter((name) => !by.includes(name));
  for (const name of [...factors, ...by]) requireColumn(name, columns, groups);
  return { factors, by, left };
}

function sides(source: string, columns: readonly string[]): { left: string | null; right: Expr } {
  const options = { columnNames: columns };
  try {
    const plain = commasAsSums(source);
    if (!outsideQuotes(plain).includes('~')) return { left: null, right: parseExpression(plain, options) };
    const { response, right } = parseFormula(plain, options);
    return { left: response && deparse(response), right };
  } catch (error) {
    if (!(error instanceof CellmerError)) throw error;
    const { code, message, position } = error;
    throw new CellmerError(code, `in specs: ${message}`, source, position);
  }
}

const QUOTED = /`[^`]*`|"[^"]*"|'[^']*'/g;

/** A comma between two columns is a plus. */
function commasAsSums(source: string): string {
  return source.replace(/`[^`]*`|"[^"]*"|'[^']*'|,/g, (piece) => (piece === ',' ? '+' : piece));
}

function outsideQuotes(source: string): string {
  return source.replace(QUOTED, '');
}

function namesOf(expr: Expr, source: string): string[] {
  switch (expr.type) {
    case 'name':
      return [expr.name];
    case 'string':
      return [expr.value];
    case 'paren':
      return namesOf(expr.inner, source);
    case 'number':
      if (expr.value === 1) return [];
      break;
    case 'binary':
      if (JOINS.includes(expr.operator))
        return operandsOf(expr, JOINS).flatMap(({ operand }) => namesOf(operand, source));
      break;
    case 'call':
      // factor(dose) stands for the levels of dose.
      if (expr.args.length > 0 && expr.name !== 'offset') return namesOf(expr.args[0].value, source);
      break;
    case 'unary':
      break;
  }
  throw new CellmerError(
    'option',
    `specs is "${source}": found ${deparse(expr)} where columns are expected, ${EXAMPLES}.`,
  );
}

/** @throws CellmerError `option` for a column that the fixed part of the model does not have */
export function requireColumn(
  name: string,
  columns: readonly string[],
  groups: readonly string[],
  user = 'specs',
): void {
  if (columns.includes(name)) return;
  const has = columns.length === 0 ? 'no columns' : columns.join(', ');
  if (groups.includes(name))
    throw new CellmerError(
      'option',
      `${user} names ${name}, which only groups the rows of the random part: expected columns of the fixed part, which has ${has}.`,
    );
  throw unknownChoice(
    `${user} names ${name}, which is not in the fixed part of the model`,
    name,
    columns,
    `it has ${has}`,
  );
}
