/** What the names in an expression stand for: columns of the data, constants, or free parameters. */

import { CellmerError } from '../../errors';
import { unknownColumn } from '../../table';
import { functionNamed, isOverRows } from './functions';
import { syntaxErrorIn } from './lexer';
import type { Expression } from './syntax';

export type Meaning =
  | { readonly kind: 'column'; readonly name: string }
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'parameter'; readonly index: number };

export interface Names {
  /** By the name as it is written; names between backquotes or brackets stand as they are. */
  readonly meanings: ReadonlyMap<string, Meaning>;
  /** In the order in which they occur. */
  readonly parameters: readonly string[];
  /** Columns in use, each once. */
  readonly columns: readonly string[];
}

const CONSTANTS = new Map([
  ['pi', Math.PI],
  ['true', 1],
  ['false', 0],
]);

type NameExpression = Extract<Expression, { kind: 'name' }>;

/**
 * Columns come first: the header written the same, then the only one that differs in case alone. Then pi, TRUE and
 * FALSE; every other name is a free parameter.
 *
 * @throws CellmerError `data` for a name between backquotes or brackets that is no header, and for one that differs in
 * case alone from several headers; `syntax` when there is no free parameter
 */
export function resolveNames(
  expression: Expression,
  source: string,
  headers: readonly string[],
  hasHeaders: boolean,
): Names {
  const meanings = new Map<string, Meaning>();
  const parameters: string[] = [];
  const columns = new Set<string>();
  for (const { name, isQuoted } of namesOf(expression)) {
    if (meanings.has(name)) continue;
    const header = headerFor(name, headers);
    const constant = CONSTANTS.get(name.toLowerCase());
    if (header !== null) {
      columns.add(header);
      meanings.set(name, { kind: 'column', name: header });
    } else if (isQuoted) throw unknownColumn(name, headers, hasHeaders);
    else if (constant !== undefined) meanings.set(name, { kind: 'constant', value: constant });
    else meanings.set(name, { kind: 'parameter', index: parameters.push(name) - 1 });
  }
  if (parameters.length === 0)
    throw syntaxErrorIn(
      source,
      'The expression has no free parameter: expected a name that is not a header of the data',
      0,
    );
  return { meanings, parameters, columns: [...columns] };
}

function headerFor(name: string, headers: readonly string[]): string | null {
  if (headers.includes(name)) return name;
  const alike = headers.filter((header) => header.toLowerCase() === name.toLowerCase());
  if (alike.length <= 1) return alike[0] ?? null;
  throw new CellmerError(
    'data',
    `"${name}" could be any of the columns ${alike.join(', ')}: write it as its header is written.`,
  );
}

/** All names from left to right. */
export function namesOf(expression: Expression): NameExpression[] {
  return visit(expression, () => true);
}

/** The names outside of SUM, MEAN and their like. */
export function namesOutsideSums(expression: Expression): NameExpression[] {
  return visit(expression, (call) => {
    const definition = functionNamed(call.name);
    return definition === undefined || !isOverRows(definition);
  });
}

const WHOLE: ReadonlySet<string | undefined> = new Set(['SUM', 'PRODUCT', 'prod']);

/** Whether the expression has a SUM or PRODUCT, and so is a whole log-likelihood. */
export function hasSum(expression: Expression): boolean {
  let found = false;
  visit(expression, ({ name }) => {
    found ||= WHOLE.has(functionNamed(name)?.name);
    return true;
  });
  return found;
}

function visit(
  expression: Expression,
  enter: (call: Extract<Expression, { kind: 'call' }>) => boolean,
): NameExpression[] {
  const found: NameExpression[] = [];
  const waiting = [expression];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.kind === 'name') found.push(next);
    else if (next.kind === 'unary') waiting.push(next.operand);
    else if (next.kind === 'binary') waiting.push(next.right, next.left);
    else if (next.kind === 'call' && enter(next))
      waiting.push(...next.args.map(({ value }) => value).reverse());
  }
  return found;
}
