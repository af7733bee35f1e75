/** Hypotheses written as text: `recipeB = recipeC; temp = 0`. */

import { CellmerError, syntaxError } from '../../errors';
import { deparse, parseEquations } from '../../formula';
import type { BinaryExpr, CallExpr, Equation, Expr, NameExpr } from '../../formula/ast';
import { closestName } from '../../table';
import { listedNames, rowText, type Coefficients, type HypothesisRow } from './rows';

/** Σ weights·coefficients + constant. */
interface LinearForm {
  readonly weights: ReadonlyMap<number, number>;
  readonly constant: number;
}

/** Functions of numbers, as R calls them. */
const FUNCTIONS: Readonly<Record<string, (x: number) => number>> = {
  log: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  exp: Math.exp,
  sqrt: Math.sqrt,
};

/**
 * One row for each equation; one side alone is said to be zero. A term of several columns may stand alone on its side, for each
 * of its coefficients.
 *
 * @throws CellmerError `syntax` with the place, `option` where there is no equation
 */
export function equationRows(text: string, coefficients: Coefficients): HypothesisRow[] {
  const { names, terms } = coefficients;
  const known = [...new Set([...names, ...terms.keys()])];
  const reader = new Reader(text.normalize('NFC'), coefficients);
  const rows = parseEquations(text, known).flatMap((equation) => reader.rowsOf(equation));
  if (rows.length > 0) return rows;
  throw new CellmerError(
    'option',
    `The hypothesis is empty: expected an equation such as "${names[names.length - 1] ?? 'x'} = 0".`,
  );
}

class Reader {
  constructor(
    private readonly source: string,
    private readonly coefficients: Coefficients,
  ) {}

  rowsOf({ sides, start, end }: Equation): HypothesisRow[] {
    const chain = sides.length === 1 ? [sides[0], null] : sides;
    return chain.slice(1).flatMap((right, i) => {
      const left = chain[i]!;
      const term = left.type === 'name' ? this.termOf(left) : undefined;
      if (term !== undefined) return this.termRows(term, right, left.start);
      const { weights, constant } = this.difference(left, right);
      const label = sides.length > 2 ? null : this.source.slice(start, end).trim();
      return [this.row(weights, 0 - constant, left.start, right === null ? `${label} = 0` : label)];
    });
  }

  /** Each coefficient of a term. */
  private termRows(columns: readonly number[], right: Expr | null, at: number): HypothesisRow[] {
    const { weights, constant } = right === null ? NOTHING : this.form(right);
    if (weights.size > 0)
      throw this.error('Expected a number on the other side of a term, which stands for all its coefficients', at); // prettier-ignore
    return columns.map((j) => this.row(new Map([[j, 1]]), constant, at, null));
  }

  private row(
    weights: ReadonlyMap<number, number>,
    value: number,
    at: number,
    label: string | null,
  ): HypothesisRow {
    const l = new Float64Array(this.coefficients.names.length);
    for (const [j, weight] of weights) l[j] = weight;
    if (l.every((weight) => weight === 0))
      throw this.error(
        `Expected a coefficient in each equation, but found none: there are ${listedNames(this.coefficients)}`,
        at,
      );
    const isFinite = Number.isFinite(value) && l.every(Number.isFinite);
    if (!isFinite) throw this.error('Expected finite numbers, but found one that is not', at);
    return { label: label ?? rowText(l, value, this.coefficients), weights: l, value };
  }

  private difference(left: Expr, right: Expr | null): LinearForm {
    const form = this.form(left);
    return right === null ? form : sumOf(form, this.form(right), -1);
  }

  private form(expr: Expr): LinearForm {
    switch (expr.type) {
      case 'number':
        return constantForm(expr.value);
      case 'paren':
        return this.form(expr.inner);
      case 'name':
        return this.named(expr.name, expr);
      case 'call':
        return this.called(expr);
      case 'binary':
        return this.binary(expr);
      case 'unary':
        if (expr.operator === '-') return scaled(this.form(expr.operand), -1);
        if (expr.operator === '+') return this.form(expr.operand);
        throw this.error(`Expected coefficients and numbers, but found ${expr.operator}`, expr.start);
      case 'string':
        throw this.error('Expected coefficients and numbers, but found text', expr.start);
    }
  }

  private binary(expr: BinaryExpr): LinearForm {
    const { operator, left, right } = expr;
    if (operator === ':') return this.named(interactionText(expr), expr);
    const [a, b] = [this.form(left), this.form(right)];
    if (operator === '+' || operator === '-') return sumOf(a, b, operator === '+' ? 1 : -1);
    const [aIsNumber, bIsNumber] = [a, b].map(({ weights }) => weights.size === 0);
    if (operator === '*' && (aIsNumber || bIsNumber))
      return bIsNumber ? scaled(a, b.constant) : scaled(b, a.constant);
    if (operator === '/' && bIsNumber) return scaled(a, 1 / b.constant);
    if (operator === '^' && aIsNumber && bIsNumber) return constantForm(a.constant ** b.constant);
    throw this.error(
      `A hypothesis is linear in the coefficients: expected sums of numbers times coefficients, but found ${this.textOf(expr)}`,
      left.start,
    );
  }

  /** A coefficient such as `I(Days^2)` with other blanks than R's, or a function of a number. */
  private called(expr: CallExpr): LinearForm {
    const { names, terms } = this.coefficients;
    const text = deparse(expr);
    const [argument] = expr.args;
    const isKnown = names.includes(text) || terms.has(text);
    if (isKnown || !Object.hasOwn(FUNCTIONS, expr.name) || expr.args.length !== 1)
      return this.named(text, expr);
    const { weights, constant } = this.form(argument.value);
    if (weights.size === 0) return constantForm(FUNCTIONS[expr.name](constant));
    throw this.error(
      `A hypothesis is linear in the coefficients: expected a number in ${expr.name}(), but found ${this.textOf(argument.value)}`,
      argument.value.start,
    );
  }

  /** @param text of a coefficient, whose parts may be in another order */
  private named(text: string, { start }: Expr): LinearForm {
    const { names, terms } = this.coefficients;
    const found = [text, text === 'Intercept' ? '(Intercept)' : '']
      .map((name) => names.indexOf(name))
      .find((j) => j >= 0);
    const place = found ?? names.findIndex((name) => sameParts(name, text));
    if (place >= 0) return { weights: new Map([[place, 1]]), constant: 0 };
    if (terms.has(text))
      throw this.error(
        `Expected ${text} alone on its side, as in "${text} = 0": it stands for all its coefficients`,
        start,
      );
    const closest = closestName(text, names);
    const suggestion = closest === null ? '' : `; did you mean ${closest}?`;
    throw this.error(
      `Expected a coefficient of the model, but found ${text}: there are ${listedNames(this.coefficients)}${suggestion}`,
      start,
    );
  }

  /** The columns of a term of that label, unless a coefficient is called so. */
  private termOf({ name }: NameExpr): readonly number[] | undefined {
    const { names, terms } = this.coefficients;
    return names.includes(name) ? undefined : terms.get(name);
  }

  private textOf({ start, end }: Expr): string {
    return this.source.slice(start, end);
  }

  private error(message: string, position: number): CellmerError {
    return syntaxError(message, this.source.replace(/[\r\n\t]/g, ' '), position);
  }
}

const NOTHING: LinearForm = { weights: new Map(), constant: 0 };

function constantForm(constant: number): LinearForm {
  return { ...NOTHING, constant };
}

function scaled({ weights, constant }: LinearForm, by: number): LinearForm {
  return { weights: new Map([...weights].map(([j, weight]) => [j, by * weight])), constant: by * constant };
}

function sumOf(a: LinearForm, b: LinearForm, sign: number): LinearForm {
  const weights = new Map(a.weights);
  for (const [j, weight] of b.weights) weights.set(j, (weights.get(j) ?? 0) + sign * weight);
  return { weights, constant: a.constant + sign * b.constant };
}

/** Its parts as they stand in names of coefficients. */
function interactionText(expr: Expr): string {
  if (expr.type === 'name') return expr.name;
  if (expr.type !== 'binary' || expr.operator !== ':') return deparse(expr);
  return `${interactionText(expr.left)}:${interactionText(expr.right)}`;
}

/** Whether two interactions have the same parts: `temp:recipeB` is `recipeB:temp`. */
function sameParts(name: string, other: string): boolean {
  const parts = (text: string): string => text.split(':').sort().join(':');
  return name.length === other.length && parts(name) === parts(other);
}
