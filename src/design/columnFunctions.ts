/** Functions that look at a whole column before they give a value: scale() and poly(). */

import { CellmerError } from '../errors';
import { deparse } from '../formula';
import type { CallExpr, Expr } from '../formula/ast';
import type { ScaleBasis } from './basis';
import {
  constantOf,
  countMissing,
  type Evaluation,
  flagOf,
  formulaError,
  matchArguments,
  numbersOf,
} from './evaluationContext';
import {
  hasMoreValuesThan,
  type OrthogonalPolynomials,
  orthogonalPolynomials,
  polynomialsAt,
  polynomialSlopesAt,
  powers,
  powerSlopes,
} from './polynomial';
import { chained, mapped } from './smooth';
import { type MatrixValue, numbers, type NumberValue, type Slopes, type Value } from './values';

/** Highest degree of poly(): beyond it the columns differ by rounding only. */
const MAX_DEGREE = 50;

/** The argument of a function of a whole column, with the number of its missing values. */
export function wholeColumn(
  expr: Expr,
  call: CallExpr,
  evaluation: Evaluation,
): { values: Float64Array; slopes: Slopes; missing: number } {
  const { values, slopes } = numbersOf(expr, `${call.name}()`, evaluation);
  if (values.length !== evaluation.table.rowCount)
    throw formulaError(`Expected a column in ${call.name}(), but found ${deparse(expr)}`, expr, evaluation);
  return { values, slopes, missing: countMissing(values, expr, evaluation) };
}

/** scale(x, center = TRUE, scale = TRUE): mean and standard deviation are those of the values that are there. */
export function scaleColumn(call: CallExpr, evaluation: Evaluation): Value {
  const { x, center, scale } = matchArguments(call, ['x', 'center', 'scale'], evaluation);
  const { values, slopes, missing } = wholeColumn(x!, call, evaluation);
  const key = deparse(call);
  const known = evaluation.bases.get(key);
  const basis =
    known?.type === 'scale'
      ? known
      : learnScale(
          missing === 0 ? values : withoutMissing(values, missing),
          settingOf(center, 'center', evaluation),
          unitOf(scale, evaluation),
          call,
        );
  evaluation.bases.set(key, basis);
  const shift = basis.center ?? 0;
  const unit = basis.scale ?? 1;
  return mapped(numbers(values, slopes), { value: (v) => (v - shift) / unit, slope: () => 1 / unit });
}

export function withoutMissing(values: Float64Array, missing: number): Float64Array {
  const present = new Float64Array(values.length - missing);
  for (let i = 0, k = 0; i < values.length; i++) if (values[i] === values[i]) present[k++] = values[i];
  return present;
}

/** TRUE takes the value from the data, FALSE leaves it out, a number is used as it is. */
function settingOf(expr: Expr | undefined, name: string, evaluation: Evaluation): boolean | number {
  if (expr === undefined) return true;
  return flagOf(expr, evaluation) ?? constantOf(expr, name, evaluation);
}

function unitOf(expr: Expr | undefined, evaluation: Evaluation): boolean | number {
  const unit = settingOf(expr, 'scale', evaluation);
  if (unit !== 0) return unit;
  throw formulaError('Expected a scale other than 0, but found 0', expr!, evaluation);
}

/** @param present the values that are not missing */
function learnScale(
  present: Float64Array,
  center: boolean | number,
  scale: boolean | number,
  call: CallExpr,
): ScaleBasis {
  const shift = center === true ? mean(present) : center === false ? null : center;
  const unit = scale === true ? rootMeanSquareAbout(present, shift ?? 0) : scale === false ? null : scale;
  // The mean of equal numbers can miss them by a rounding, so that their deviations are tiny and not zero.
  const isConstant = scale === true && (unit === 0 || (center === true && !hasMoreValuesThan(present, 1)));
  if (isConstant && present.length > 0)
    throw new CellmerError(
      'data',
      `${deparse(call)} cannot be computed: expected a column that varies, but it is ${present[0]} in every row`,
    );
  return { type: 'scale', center: shift, scale: unit };
}

/** The mean, corrected by the mean of the deviations from it. */
export function mean(x: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i];
  const first = sum / x.length;
  let rest = 0;
  for (let i = 0; i < x.length; i++) rest += x[i] - first;
  return first + rest / x.length;
}

/** R's scale(): the root of Σ(x − centre)² / (n − 1). */
function rootMeanSquareAbout(x: Float64Array, centre: number): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i] - centre) * (x[i] - centre);
  return Math.sqrt(sum / Math.max(1, x.length - 1));
}

/** poly(x, degree, raw = FALSE): one column per power. */
export function poly(call: CallExpr, evaluation: Evaluation): Value {
  const { x, degree, raw } = matchArguments(call, ['x', 'degree', 'raw'], evaluation);
  const power = degree === undefined ? 1 : constantOf(degree, 'degree of poly()', evaluation);
  if (!Number.isInteger(power) || power < 1 || power > MAX_DEGREE)
    throw formulaError(
      `Expected a whole number from 1 to ${MAX_DEGREE} as degree of poly(), but found ${power}`,
      degree!,
      evaluation,
    );
  const column = wholeColumn(x!, call, evaluation);
  const isRaw = raw !== undefined && flagOf(raw, evaluation);
  if (isRaw === null)
    throw formulaError(`Expected raw = TRUE or raw = FALSE, but found ${deparse(raw!)}`, raw!, evaluation);
  const { values, slopes, missing } = column;
  if (isRaw)
    return sideBySide(
      powers(values, power),
      movedBy(slopes, () => powerSlopes(values, power)),
    );
  const { columns, basis } = orthogonal(values, power, missing, { call, x: x!, evaluation });
  return sideBySide(
    columns,
    movedBy(slopes, () => polynomialSlopesAt(values, basis)),
  );
}

/** One column is a column, several are a matrix, numbered. */
export function sideBySide(
  columns: readonly Float64Array[],
  slopes: readonly Float64Array[] | null,
): NumberValue | MatrixValue {
  if (columns.length === 1) return numbers(columns[0], slopes?.[0]);
  return { kind: 'matrix', columns, names: columns.map((_, k) => String(k + 1)), slopes };
}

/** The slopes of columns whose derivatives by x are given, where x itself moves. */
export function movedBy(
  slopes: Slopes,
  derivatives: () => readonly Float64Array[],
): readonly Float64Array[] | null {
  if (slopes === null) return null;
  return derivatives().map((column) => column.map((d, i) => chained(d, slopes[i])));
}

function orthogonal(
  values: Float64Array,
  degree: number,
  missing: number,
  { call, x, evaluation }: { call: CallExpr; x: Expr; evaluation: Evaluation },
): OrthogonalPolynomials {
  const key = deparse(call);
  const known = evaluation.bases.get(key);
  if (known?.type === 'poly') return { columns: polynomialsAt(values, known), basis: known };
  if (missing > 0)
    throw new CellmerError(
      'data',
      `${key} cannot leave out missing values, and ${deparse(x)} is missing in row ` +
        `${values.findIndex((v) => v !== v) + 1}${missing > 1 ? ` and ${missing - 1} more` : ''}: ` +
        'fill them in, take the rows out, or write raw = TRUE',
    );
  if (!hasMoreValuesThan(values, degree))
    throw new CellmerError(
      'data',
      `${key} needs more than ${degree} different values, but ${deparse(x)} has ${new Set(values).size}`,
    );
  const learnt = orthogonalPolynomials(values, degree);
  evaluation.bases.set(key, learnt.basis);
  return learnt;
}
