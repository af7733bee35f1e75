/** A formula's syntax tree to the terms of a model. */

import type { Expr, Formula, ModelTerms, RandomTerm, Terms, Variable } from './ast';
import { deparse } from './deparse';
import { syntaxErrorAt } from './messages';
import { nameAround } from './columnNames';
import { isPredefined, isSyntacticName, quoteName } from './names';
import { isBar } from './operators';
import { expandRandomNode, randomNodes } from './randomTerms';
import { expandSide, type TermContext } from './terms';
import { namesIn, operatorPosition, parts, withoutParens } from './walk';

/**
 * Expands a formula as R's terms() and lme4 do: fixed terms by order and then by appearance, random terms with
 * `||` and `/` resolved, `.` replaced by all columns that the response does not use.
 *
 * @param columnNames all columns of the data, in order: what `.` stands for, and which of the words `pi`, `T`,
 *   `TRUE`, ... are columns. Whether the columns that the formula names exist is not checked here.
 * @throws CellmerError `syntax` with a position, where the formula can be read but means no model
 */
export function expandTerms(formula: Formula, columnNames: readonly string[]): ModelTerms {
  const { source } = formula;
  const response = formula.response && responseVariable(formula.response, source);
  const nodes = randomNodes(formula.right);
  const context: TermContext = {
    source,
    dotColumns: dotColumns(response, columnNames),
    // `(y) ~ y` has its response among the predictors too.
    response: response && { ...response, label: deparse(withoutParens(response.expr)) },
    skipped: new Set(nodes.map(({ paren }) => paren)),
    allowOffset: true,
  };
  const fixed = expandSide(formula.right, context);
  const random = nodes.flatMap((node) => expandRandomNode(node, context));
  const used = new UsedColumns(new Set(columnNames), source);
  refuseBareColumnNames(formula, columnNames);
  checkHasColumns(response, fixed, random, used);
  return { source, response, fixed, random, columnNames: used.of(formula, context.dotColumns) };
}

function responseVariable(expr: Expr, source: string): Variable {
  const label = deparse(expr);
  const names = namesIn(expr);
  const dot = names.find(({ name }) => name === '.');
  if (dot !== undefined) throw syntaxErrorAt('Expected a column as response, but found .', source, dot.start);
  if (names.length === 0) {
    throw syntaxErrorAt(`Expected a column as response, but found ${label}`, source, expr.start);
  }
  refuseBars(expr, source);
  return { label, expr };
}

function refuseBars(expr: Expr, source: string): void {
  if (expr.type === 'call') return;
  if (expr.type === 'binary' && isBar(expr.operator)) {
    const at = operatorPosition(source, expr.left, expr.operator);
    throw syntaxErrorAt(
      `Expected random terms to the right of ~, but found ${expr.operator} to the left`,
      source,
      at,
    );
  }
  parts(expr).forEach((part) => refuseBars(part, source));
}

/** Columns without a name cannot stand in a formula; of columns with the same name the first one counts. */
function dotColumns(response: Variable | null, columnNames: readonly string[]): string[] {
  const inResponse = new Set(response ? namesIn(response.expr).map(({ name }) => name) : []);
  return [...new Set(columnNames)].filter((name) => name !== '' && !inResponse.has(name));
}

/** Which names in a formula are columns of the data. */
class UsedColumns {
  constructor(
    private readonly known: ReadonlySet<string>,
    readonly source: string,
  ) {}

  isColumn(name: string): boolean {
    return this.known.has(name) || !isPredefined(name);
  }

  /** The columns in order of first appearance in the text. */
  of({ response, right }: Formula, dot: readonly string[]): string[] {
    const names = [...(response ? namesIn(response) : []), ...namesIn(right)].flatMap(({ name }) =>
      name === '.' ? dot : this.isColumn(name) ? [name] : [],
    );
    return [...new Set(names)];
  }
}

/**
 * A column such as `Dose (mg)` or `Weight-kg` reads as a call or a difference without its backquotes. Where what it
 * reads as is no column, that is what happened.
 */
function refuseBareColumnNames(formula: Formula, columnNames: readonly string[]): void {
  const { source, response, right } = formula;
  const known = new Set(columnNames);
  const quotable = columnNames.filter((name) => !isSyntacticName(name));
  if (quotable.length === 0) return;
  for (const { name, start } of [...(response ? namesIn(response) : []), ...namesIn(right)]) {
    if (known.has(name) || source[start] === '`') continue;
    const column = nameAround(quotable, source, start);
    if (column === undefined) continue;
    const message = `Expected backquotes around the column ${column}, ${quoteName(column)}, but found ${name} without them`;
    throw syntaxErrorAt(message, source, start);
  }
}

/** A variable that uses no column, such as `pi` or `I(2 * 3)`, has no value per row. */
function checkHasColumns(
  response: Variable | null,
  fixed: Terms,
  random: readonly RandomTerm[],
  used: UsedColumns,
): void {
  const variables = [
    ...(response ? [response] : []),
    ...fixed.variables,
    ...random.flatMap(({ terms, group }) => [...terms.variables, ...group]),
  ];
  for (const { label, expr } of variables) {
    if (namesIn(expr).some(({ name }) => used.isColumn(name))) continue;
    throw syntaxErrorAt(
      `Expected a column of the data, but found ${label}, which uses none`,
      used.source,
      expr.start,
    );
  }
}
