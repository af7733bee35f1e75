/** The right side of a random term: `g`, `a:b`, `a/b`, `a + b`, `a*b`, `factor(g)` to grouping factors. */

import type { BinaryExpr, Expr, Variable } from './ast';
import { deparse } from './deparse';
import type { Effort } from './limits';
import { syntaxErrorAt } from './messages';
import { isBar } from './operators';
import { namesIn, operandsOf, operatorPosition, withoutParens } from './walk';

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
 * @throws CellmerError `syntax` also for more factors, or factors of more columns, than make sense
 */
export function groupings(group: Expr, source: string, effort: Effort): Grouping[] {
  const found = new Expander(source, effort).expand(group);
  const known = new Set<string>();
  return found.filter(({ variables }) => {
    const content = JSON.stringify(variables.map(({ label }) => label).sort());
    const isNew = !known.has(content);
    known.add(content);
    return isNew;
  });
}

class Expander {
  constructor(
    private readonly source: string,
    private readonly effort: Effort,
  ) {}

  expand(group: Expr): Grouping[] {
    const expr = withoutParens(group);
    const found = this.factorsOf(expr, group);
    this.effort.checkGroups(found.length, 1, expr.start);
    return found;
  }

  private factorsOf(expr: Expr, group: Expr): Grouping[] {
    switch (expr.type) {
      case 'name':
      case 'call':
        return [this.single(expr)];
      case 'binary':
        break;
      default:
        throw this.error(
          `Expected a grouping variable after the bar, but found ${deparse(group)}`,
          group.start,
        );
    }
    switch (expr.operator) {
      case '+':
        return operandsOf(expr, ['+']).flatMap(({ operand }) => this.expand(operand));
      case '/':
        return this.nested(expr);
      case ':':
        return this.crossed(expr).products;
      case '*': {
        const { left, right, products } = this.crossed(expr);
        return [...left, ...right, ...products];
      }
      default:
        throw this.notAGrouping(expr);
    }
  }

  private single(expr: Expr): Grouping {
    const dot = namesIn(expr).find(({ name }) => name === '.');
    if (dot !== undefined)
      throw this.error('Expected a grouping variable after the bar, but found .', dot.start);
    const text = deparse(expr);
    const label = expr.type === 'name' ? expr.name : text;
    return { variables: [{ label: text, expr }], label, text };
  }

  private nested(expr: BinaryExpr): Grouping[] {
    const outer = this.expand(expr.left);
    const finest = this.finestOf(outer, expr);
    if (finest === undefined) return [];
    const inner = this.expand(expr.right);
    return [...inner.map((one) => this.interaction(one, finest, expr)), ...outer];
  }

  /** The factor that has all variables of the others; of several that stand beside each other, their interaction. */
  private finestOf(outer: readonly Grouping[], at: Expr): Grouping | undefined {
    const all = new Set(outer.flatMap(({ variables }) => variables.map(({ label }) => label)));
    const finest = outer.find(({ variables }) => variables.length === all.size);
    if (finest !== undefined || outer.length === 0) return finest;
    return outer.reduce((a, b) => this.interaction(a, b, at));
  }

  private crossed(expr: BinaryExpr): Record<'left' | 'right' | 'products', Grouping[]> {
    for (const side of [expr.left, expr.right].map(withoutParens))
      if (side.type === 'binary' && side.operator === '/')
        throw this.error(
          `Expected a single factor on each side of ${expr.operator}, but found / in one of them`,
          operatorPosition(this.source, expr.left, expr.operator),
        );
    const left = this.expand(expr.left);
    const right = this.expand(expr.right);
    this.effort.checkGroups(left.length * right.length, 1, expr.start);
    return {
      left,
      right,
      products: left.flatMap((a) => right.map((b) => this.interaction(a, b, expr))),
    };
  }

  private interaction(a: Grouping, b: Grouping, at: Expr): Grouping {
    const known = new Set(a.variables.map((variable) => variable.label));
    const variables = [...a.variables, ...b.variables.filter((variable) => !known.has(variable.label))];
    this.effort.checkGroups(1, variables.length, at.start);
    this.effort.spend(a.text.length + b.text.length, at.start);
    const text = `${a.text}:${b.variables.length > 1 ? `(${b.text})` : b.text}`;
    return { variables, label: text, text };
  }

  private notAGrouping(expr: BinaryExpr): Error {
    const { operator, left } = expr;
    const at = operatorPosition(this.source, left, operator);
    if (isBar(operator)) return this.error('Expected one bar in a random term, but found a second one', at);
    const expected = 'Expected a grouping factor such as g, a:b, a/b or a*b';
    return this.error(`${expected}, but found ${deparse(expr)}; computed groups go inside I()`, at);
  }

  private error(message: string, position: number): Error {
    return syntaxErrorAt(message, this.source, position);
  }
}
