/**
 * Rank-revealing orthogonalization of a tall matrix given by its columns.
 *
 * X (n×p) = W·R with Wᵀ·W = n·I: columns of unit mean square, so that an intercept stays a column of ones.
 * Gram-Schmidt with one re-orthogonalization ("twice is enough": Giraud, Langou, Rozložník & van den Eshof 2005,
 * Numer. Math. 101), columns in the given order. A column that loses more than 1 − 1e-7 of its length is a linear
 * combination of those before it and is dropped: the rule, and the tolerance, of R's `qr` (LINPACK dqrdc2). Where X
 * begins with a constant column, that length is the length about the mean: adding a constant to a column never makes it
 * look dependent, as it does in R.
 */

import { dot, maxAbs, scaleInPlace, subtractMultipleInPlace } from './columns';

export interface Orthogonal {
  /** The r orthogonal columns, n each, with mean square 1. */
  readonly columns: readonly Float64Array[];
  /** r×r upper triangular, row-major: kept column j of X is Σ_i W_i·R[i, j]. */
  readonly R: Float64Array;
  /** Indices of the kept and of the dropped columns of X. */
  readonly kept: readonly number[];
  readonly dropped: readonly number[];
}

const RANK_TOLERANCE = 1e-7;
/** A column that varies less than this share of its size is constant up to rounding. */
const CONSTANT_TOLERANCE = 1e-14;

export function orthogonalize(X: readonly Float64Array[]): Orthogonal {
  const columns: Float64Array[] = [];
  const coefficients: Float64Array[] = [];
  const kept: number[] = [];
  const dropped: number[] = [];
  X.forEach((x, j) => {
    const projected = projectOut(x, columns);
    if (projected === null) dropped.push(j);
    else {
      kept.push(j);
      columns.push(projected.column);
      coefficients.push(projected.coefficients);
    }
  });
  const r = columns.length;
  const R = new Float64Array(r * r);
  coefficients.forEach((c, j) => c.forEach((v, i) => (R[i * r + j] = v)));
  return { columns, R, kept, dropped };
}

/** What is left of x outside the span of W, scaled to mean square 1, and its coefficients (the last is the scale). */
function projectOut(
  x: Float64Array,
  W: readonly Float64Array[],
): { column: Float64Array; coefficients: Float64Array } | null {
  const r = W.length;
  const coefficients = new Float64Array(r + 1);
  const size = rootMeanSquare(x);
  const unit = isOrdinary(size) ? 1 : powerOfTwoNear(maxAbs(x));
  if (unit === 0) return null;
  if (r === 0 && size === 1) {
    // A first column of unit mean square is used as it is: the intercept stays one shared column of ones.
    coefficients[0] = 1;
    return { column: x, coefficients };
  }
  const v = new Float64Array(x);
  if (unit !== 1) scaleInPlace(v, 1 / unit);
  let lengthBefore = unit === 1 ? size : rootMeanSquare(v);
  if (r > 0 && isConstant(W[0])) {
    projectOutInPlace(v, W.slice(0, 1), coefficients);
    const aboutMean = rootMeanSquare(v);
    if (!(aboutMean > CONSTANT_TOLERANCE * lengthBefore)) return null;
    lengthBefore = aboutMean;
  }
  projectOutInPlace(v, W, coefficients);
  const length = rootMeanSquare(v);
  if (!(length > RANK_TOLERANCE * lengthBefore)) return null;
  scaleInPlace(v, 1 / length);
  for (let i = 0; i < r; i++) coefficients[i] *= unit;
  coefficients[r] = length * unit;
  return { column: v, coefficients };
}

/**
 * v ← v − W·c with Wᵀ·v = 0 afterwards, and c added to `coefficients`.
 *
 * v is not scaled by a rounded factor before: subtracting a mean from numbers with many leading digits is then exact,
 * and the second round removes what rounding of the mean has left.
 */
export function projectOutInPlace(
  v: Float64Array,
  W: readonly Float64Array[],
  coefficients: Float64Array,
): void {
  for (let round = 0; round < 2; round++)
    for (let i = 0; i < W.length; i++) {
      const c = dot(W[i], v) / v.length;
      coefficients[i] += c;
      subtractMultipleInPlace(v, c, W[i]);
    }
}

function isConstant(x: Float64Array): boolean {
  for (let i = 1; i < x.length; i++) if (x[i] !== x[0]) return false;
  return true;
}

/** The power of two next below |size|, by which a column is scaled exactly; 0 for 0, 1 for sizes that need no scaling. */
function powerOfTwoNear(size: number): number {
  if (size === 0) return 0;
  return isOrdinary(size) ? 1 : 2 ** Math.floor(Math.log2(size));
}

/** Whether squares of numbers of that size neither overflow nor vanish. */
function isOrdinary(size: number): boolean {
  return size > 1e-100 && size < 1e100;
}

/** √(mean of x²). */
export function rootMeanSquare(x: Float64Array): number {
  return Math.sqrt(dot(x, x) / x.length);
}
