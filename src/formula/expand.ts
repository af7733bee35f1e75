/** A formula's syntax tree to the terms of a model. */

import type { Expr, Formula, ModelTerms, NameExpr, RandomTerm, Terms, Variable } from './ast';
import { deparse } from './deparse';
import { nameAround } from './columnNames';
import { Effort } from './limits';
import { syntaxErrorAt } from './messages';
import { isPredefined, isSyntacticName, quoteName } from './names';
import { isBar } from './operators';
import { operatorsOf } from './print';
import { expandRandomNode, randomNodes } from './randomTerms';
import { expandSide, type TermContext } from './terms';
import { depthOf, namesIn, operatorCount, operatorPosition, parts, withoutParens } from './walk';

/**
 * Expands a formula as R's terms() and lme4 do: fixed terms by order and then by appearance, random terms with
 * `||` and `/` resolved, `.` replaced by all columns that the response does not use.
 *
 * @param columnNames all columns of the data, in order: what `.` stands for, and which of the words `pi`, `T`,
 *   `TRUE`, ... are columns
 * @param unknown what to throw for a name that is no column, before anything is expanded; without it names are not checked
 * @throws CellmerError `syntax` with a position, where the formula can be read but means no model, or one that is too large
 */
export function expandTerms(
  formula: Formula,
  columnNames: readonly string[],
  unknown?: (name: string) => Error,
): ModelTerms {
  const { source } = formula;
  const used = new UsedColumns(new Set(columnNames), source);
  refuseBareColumnNames(formula, columnNames);
  if (unknown !== undefined) used.check(formula, unknown);
  const effort = new Effort(source);
  const response = formula.response && responseVariable(formula.response, source, effort);
  const nodes = randomNodes(formula.right);
  const context: TermContext = {
    source,
    dotColumns: dotColumns(response, columnNames),
    // `(y) ~ y` has its response among the predictors too.
    response: response && { ...response, label: deparse(withoutParens(response.expr)) },
    skipped: new Set(nodes.map(({ paren }) => paren)),
    allowOffset: true,
    effort,
  };
  const fixed = expandSide(formula.right, context);
  const ofResponse = response === null ? 0 : operatorCount(response.expr);
  effort.print(operatorsOf(fixed) + ofResponse, formula.right.start);
  const random = nodes.flatMap((node) => expandRandomNode(node, context));
  checkHasColumns(response, fixed, random, used);
  return { source, response, fixed, random, columnNames: used.of(formula, context.dotColumns) };
}

function responseVariable(expr: Expr, source: string, effort: Effort): Variable {
  const label = deparse(expr);
  const names = namesIn(expr);
  const dot = names.find(({ name }) => name === '.');
  if (dot !== undefined) throw syntaxErrorAt('Expected a column as response, but found .', source, dot.start);
  if (names.length === 0) {
    throw syntaxErrorAt(`Expected a column as response, but found ${label}`, source, expr.start);
  }
  effort.checkDepth(depthOf(expr), expr.start);
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

  /** @throws what `unknown` gives for the first name that is no column */
  check(formula: Formula, unknown: (name: string) => Error): void {
    const found = namesOf(formula).find(
      ({ name }) => name !== '.' && this.isColumn(name) && !this.known.has(name),
    );
    if (found !== undefined) throw unknown(found.name);
  }

  /** The columns in order of first appearance in the text. */
  of(formula: Formula, dot: readonly string[]): string[] {
    const names = new Set<string>();
    let isDotIn = false;
    for (const { name } of namesOf(formula)) {
      if (name !== '.') {
        if (this.isColumn(name)) names.add(name);
      } else if (!isDotIn) {
        for (const column of dot) names.add(column);
        isDotIn = true;
      }
    }
    return [...names];
  }
}

function namesOf({ response, right }: Formula): NameExpr[] {
  return [...(response ? namesIn(response) : []), ...namesIn(right)];
}

/**
 * A column such as `Dose (mg)` or `Weight-kg` reads as a call or a difference without its backquotes. Where what it
 * reads as is no column, that is what happened.
 */
function refuseBareColumnNames(formula: Formula, columnNames: readonly string[]): void {
  const { source } = formula;
  const quotable = columnNames.filter((name) => !isSyntacticName(name) && source.includes(name));
  if (quotable.length === 0) return;
  const known = new Set(columnNames);
  for (const { name, start } of namesOf(formula)) {
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
  // Random terms share what they were expanded from.
  const sides = new Set([fixed, ...random.map(({ terms }) => terms)]);
  const variables = new Set([
    ...(response ? [response] : []),
    ...[...sides].flatMap((terms) => terms.variables),
    ...random.flatMap(({ group }) => group),
  ]);
  for (const { label, expr } of variables) {
    if (namesIn(expr).some(({ name }) => used.isColumn(name))) continue;
    throw syntaxErrorAt(
      `Expected a column of the data, but found ${label}, which uses none`,
      used.source,
      expr.start,
    );
  }
}
