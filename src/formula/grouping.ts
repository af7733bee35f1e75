/** The right side of a random term: `g`, `a:b`, `a/b`, `factor(g)` to grouping factors. */

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
 * `c:(b:a)`, `b:a` and `a`.
 *
 * @param source the whole formula, for error messages
 */
export function groupings(group: Expr, source: string): Grouping[] {
  const expr = withoutParens(group);
  switch (expr.type) {
    case 'name':
    case 'call':
      return [single(expr, source)];
    case 'binary':
      if (expr.operator === '/') return nested(expr, source);
      if (expr.operator === ':') return [crossed(expr, source)];
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
  const outer = groupings(left, source);
  const finest = outer[0];
  if (finest === undefined) return [];
  return [...groupings(right, source).map((inner) => interaction(inner, finest)), ...outer];
}

function crossed({ left, right }: BinaryExpr, source: string): Grouping {
  const [a, ...moreLeft] = groupings(left, source);
  const [b, ...moreRight] = groupings(right, source);
  if (a === undefined || b === undefined || moreLeft.length > 0 || moreRight.length > 0) {
    const slash = operatorPosition(source, left, ':');
    throw syntaxErrorAt(
      'Expected a single factor on each side of :, but found / in one of them',
      source,
      slash,
    );
  }
  return interaction(a, b);
}

function interaction(a: Grouping, b: Grouping): Grouping {
  const known = new Set(a.variables.map((variable) => variable.label));
  const variables = [...a.variables, ...b.variables.filter((variable) => !known.has(variable.label))];
  const text = `${a.text}:${b.variables.length > 1 ? `(${b.text})` : b.text}`;
  return { variables, label: text, text };
}

function notAGrouping(expr: BinaryExpr, source: string): Error {
  const { operator, left, right } = expr;
  const at = operatorPosition(source, left, operator);
  const [a, b] = [deparse(left), deparse(right)];
  if (isBar(operator)) {
    return syntaxErrorAt('Expected one bar in a random term, but found a second one', source, at);
  }
  const advice =
    operator === '+' || operator === '*'
      ? `; crossed factors are random terms of their own, as in (1 | ${a}) + (1 | ${b})`
      : '; computed groups go inside I()';
  const expected = 'Expected a grouping factor such as g, a:b or a/b';
  return syntaxErrorAt(`${expected}, but found ${deparse(expr)}${advice}`, source, at);
}
