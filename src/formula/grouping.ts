/** The right side of a random term: `g`, `a:b`, `a/b`, `a + b`, `a*b`, `factor(g)` to grouping factors. */

import type { BinaryExpr, Expr, Variable } from './ast';
import { deparse } from './deparse';
import { syntaxErrorAt } from './messages';
import { isBar } from './operators';
import { namesIn, operatorPosition, withoutParens } from './walk';

/** A grouping factor: the interaction of its variables. */
export interface Grouping {
  readonly variables: readonly Variable[];
  /** lme4's name for it, such as `Subject`, `b:a` or `c:(b:a)`. */
  readonly label: string;
  /** The same as it has to stand in a formula: differs from the label where a single name needs backquotes. */
  readonly text: string;
}

/**
 * The grouping factors of one random term, finest first as in lme4: `a/b` gives `b:a` and `a`, `a/b/c` gives
 * `c:(b:a)`, `b:a` and `a`. As in reformulas `a + b` gives `a` and `b`, `a*b` these and `a:b`. None is there twice.
 *
 * @param source the whole formula, for error messages
 */
export function groupings(group: Expr, source: string): Grouping[] {
  const found = expand(group, source);
  return found.filter((one, i) => found.findIndex((other) => isSame(one, other)) === i);
}

function isSame(a: Grouping, b: Grouping): boolean {
  const labels = new Set(a.variables.map(({ label }) => label));
  return a.variables.length === b.variables.length && b.variables.every(({ label }) => labels.has(label));
}

function expand(group: Expr, source: string): Grouping[] {
  const expr = withoutParens(group);
  switch (expr.type) {
    case 'name':
    case 'call':
      return [single(expr, source)];
    case 'binary':
      if (expr.operator === '/') return nested(expr, source);
      if (expr.operator === ':') return crossed(expr, source);
      if (expr.operator === '+') return [...expand(expr.left, source), ...expand(expr.right, source)];
      if (expr.operator === '*')
        return [...expand(expr.left, source), ...expand(expr.right, source), ...crossed(expr, source)];
      throw notAGrouping(expr, source);
    default:
      throw syntaxErrorAt(
        `Expected a grouping variable after the bar, but found ${deparse(group)}`,
        source,
        group.start,
      );
  }
}

function single(expr: Expr, source: string): Grouping {
  const dot = namesIn(expr).find(({ name }) => name === '.');
  if (dot !== undefined) {
    throw syntaxErrorAt('Expected a grouping variable after the bar, but found .', source, dot.start);
  }
  const text = deparse(expr);
  const label = expr.type === 'name' ? expr.name : text;
  return { variables: [{ label: text, expr }], label, text };
}

function nested({ left, right }: BinaryExpr, source: string): Grouping[] {
  const outer = expand(left, source);
  const finest = finestOf(outer);
  if (finest === undefined) return [];
  return [...expand(right, source).map((inner) => interaction(inner, finest)), ...outer];
}

/** The factor that has all variables of the others; of several that stand beside each other, their interaction. */
function finestOf(outer: readonly Grouping[]): Grouping | undefined {
  const all = new Set(outer.flatMap(({ variables }) => variables.map(({ label }) => label)));
  const finest = outer.find(({ variables }) => variables.length === all.size);
  return finest ?? (outer.length > 0 ? outer.reduce((a, b) => interaction(a, b)) : undefined);
}

function crossed({ left, right, operator }: BinaryExpr, source: string): Grouping[] {
  for (const side of [left, right].map(withoutParens))
    if (side.type === 'binary' && side.operator === '/')
      throw syntaxErrorAt(
        `Expected a single factor on each side of ${operator}, but found / in one of them`,
        source,
        operatorPosition(source, left, operator),
      );
  const others = expand(right, source);
  return expand(left, source).flatMap((a) => others.map((b) => interaction(a, b)));
}

function interaction(a: Grouping, b: Grouping): Grouping {
  const known = new Set(a.variables.map((variable) => variable.label));
  const variables = [...a.variables, ...b.variables.filter((variable) => !known.has(variable.label))];
  const text = `${a.text}:${b.variables.length > 1 ? `(${b.text})` : b.text}`;
  return { variables, label: text, text };
}

function notAGrouping(expr: BinaryExpr, source: string): Error {
  const { operator, left } = expr;
  const at = operatorPosition(source, left, operator);
  if (isBar(operator)) {
    return syntaxErrorAt('Expected one bar in a random term, but found a second one', source, at);
  }
  const expected = 'Expected a grouping factor such as g, a:b, a/b or a*b';
  return syntaxErrorAt(`${expected}, but found ${deparse(expr)}; computed groups go inside I()`, source, at);
}
