/** bs() and ns() of a formula: arguments as in R's package splines, knots at quantiles of the column. */

import { CellmerError } from '../errors';
import { deparse } from '../formula';
import type { CallExpr, Expr } from '../formula/ast';
import { quantiles } from '../linalg/quantiles';
import type { SplineBasis } from './basis';
import { movedBy, sideBySide, wholeColumn } from './columnFunctions';
import { constantOf, type Evaluation, flagOf, formulaError, matchArguments } from './evaluationContext';
import { splinesAt } from './splines';
import type { Value } from './values';

const BS = ['x', 'df', 'knots', 'degree', 'intercept', 'Boundary.knots'] as const;
const NS = ['x', 'df', 'knots', 'intercept', 'Boundary.knots'] as const;

/** More columns than anybody means. */
const MAX_COLUMNS = 100;

type Arguments = Partial<Record<(typeof BS)[number], Expr>>;

/** bs(x, df, knots, degree = 3, intercept = FALSE, Boundary.knots = range(x)): B-splines. */
export function bSplines(call: CallExpr, evaluation: Evaluation): Value {
  return splineColumns(call, matchArguments(call, BS, evaluation), false, evaluation);
}

/** ns(x, df, knots, intercept = FALSE, Boundary.knots = range(x)): natural cubic splines. */
export function naturalSplines(call: CallExpr, evaluation: Evaluation): Value {
  return splineColumns(call, matchArguments(call, NS, evaluation), true, evaluation);
}

function splineColumns(call: CallExpr, given: Arguments, natural: boolean, evaluation: Evaluation): Value {
  const { values, slopes } = wholeColumn(given.x!, call, evaluation);
  const key = deparse(call);
  const known = evaluation.bases.get(key);
  const basis = known?.type === 'spline' ? known : learnBasis(call, given, natural, values, evaluation);
  evaluation.bases.set(key, basis);
  return sideBySide(
    splinesAt(values, basis),
    movedBy(slopes, () => splinesAt(values, basis, 1)),
  );
}

function learnBasis(
  call: CallExpr,
  given: Arguments,
  natural: boolean,
  values: Float64Array,
  evaluation: Evaluation,
): SplineBasis {
  const degree = natural ? 3 : wholeNumber(given.degree, 3, 'degree', 1, evaluation);
  const intercept = given.intercept !== undefined && flagOf(given.intercept, evaluation);
  if (intercept === null)
    throw formulaError(
      `Expected intercept = TRUE or intercept = FALSE, but found ${deparse(given.intercept!)}`,
      given.intercept!,
      evaluation,
    );
  const present = values.filter((v) => v === v);
  const boundary = boundaryOf(given, present, call, evaluation);
  const knots =
    given.knots === undefined
      ? knotsFor(given.df, natural, degree, intercept, present, boundary, evaluation)
      : listOf(given.knots, 'knots', evaluation).sort((a, b) => a - b);
  const outside = knots.find((knot) => !(knot > boundary[0] && knot < boundary[1]));
  if (outside !== undefined)
    throw formulaError(
      `Expected knots between ${boundary[0]} and ${boundary[1]} in ${call.name}(), but found ${outside}`,
      given.knots ?? call,
      evaluation,
    );
  return { type: 'spline', natural, degree, intercept, knots, boundary };
}

function boundaryOf(
  given: Arguments,
  present: Float64Array,
  call: CallExpr,
  evaluation: Evaluation,
): readonly [number, number] {
  const expr = given['Boundary.knots'];
  if (expr !== undefined) {
    const [low, high, ...more] = listOf(expr, 'Boundary.knots', evaluation).sort((a, b) => a - b);
    if (more.length === 0 && low < high) return [low, high];
    throw formulaError(
      `Expected Boundary.knots = c(low, high), but found ${deparse(expr)}`,
      expr,
      evaluation,
    );
  }
  const low = present.reduce((a, b) => Math.min(a, b), Infinity);
  const high = present.reduce((a, b) => Math.max(a, b), -Infinity);
  if (low < high) return [low, high];
  throw new CellmerError(
    'data',
    `${deparse(call)} needs a column that varies, but ${deparse(given.x!)} ${
      present.length === 0 ? 'has no values' : `is ${low} in every row`
    }`,
  );
}

/** As many knots as the degrees of freedom leave, at equally spaced quantiles of what lies within the boundary. */
function knotsFor(
  df: Expr | undefined,
  natural: boolean,
  degree: number,
  intercept: boolean,
  present: Float64Array,
  [low, high]: readonly [number, number],
  evaluation: Evaluation,
): number[] {
  if (df === undefined) return [];
  const least = (natural ? 1 : degree) + (intercept ? 1 : 0);
  const count = wholeNumber(df, least, 'df', least, evaluation) - least;
  const inside = present.filter((v) => v >= low && v <= high);
  if (count === 0 || inside.length === 0) return [];
  return quantiles(
    inside,
    Array.from({ length: count }, (_, k) => (k + 1) / (count + 1)),
  );
}

function wholeNumber(
  expr: Expr | undefined,
  otherwise: number,
  name: string,
  least: number,
  evaluation: Evaluation,
): number {
  if (expr === undefined) return otherwise;
  const value = constantOf(expr, name, evaluation);
  if (Number.isInteger(value) && value >= least && value <= MAX_COLUMNS) return value;
  throw formulaError(
    `Expected a whole number from ${least} to ${MAX_COLUMNS} as ${name}, but found ${value}`,
    expr,
    evaluation,
  );
}

/** `c(2, 5)` or a single number. */
function listOf(expr: Expr, name: string, evaluation: Evaluation): number[] {
  const parts = expr.type === 'call' && expr.name === 'c' ? expr.args.map(({ value }) => value) : [expr];
  return parts.map((part) => constantOf(part, name, evaluation));
}
