/**
 * Several linear functions of the fixed effects, L·beta, and all combinations of them. What a combination's degrees of freedom
 * need of the model are quadratic forms in its weights of the coefficients; of k functions they are computed once, as k×k
 * matrices, so that a difference of two of them takes a handful of multiplications, however many coefficients there are.
 */

import { multiply } from '../linalg/dense';
import { once } from '../optimize/once';

/** lᵀbeta. */
export interface LinearFunction {
  readonly estimate: number;
  readonly standardError: number;
  /** Null when asymptotic; Infinity where the variance is known exactly. */
  readonly df: number | null;
}

/** Several linear functions, each of which and each contrast of which is quick to ask for. */
export interface LinearFunctions {
  readonly estimates: Float64Array;
  /** rows×rows, row-major. */
  readonly covariance: Float64Array;
  /** Σ weights[i]·(the function places[i]). */
  combination(places: ArrayLike<number>, weights: ArrayLike<number>): LinearFunction;
}

/** Degrees of freedom of lᵀbeta as they follow from quadratic forms in a = Nᵀ·l. */
export interface DegreesForms {
  /** N, p×p row-major, with Var(lᵀbeta) = sigma²·aᵀa as nothing has adjusted it. */
  readonly root: Float64Array;
  /** Symmetric p×p matrices F, one after the other. */
  readonly forms: readonly Float64Array[];
  /** @param values aᵀ·F·a of each */
  degrees(squared: number, values: Float64Array): number;
}

/** Estimates of p coefficients, and what is known of their errors. */
export interface EstimatedCoefficients {
  readonly p: number;
  readonly beta: Float64Array;
  /** p×p, row-major. */
  readonly covariance: Float64Array;
  /** Where degrees of freedom differ from function to function; null where all have `sameDf`. */
  readonly forms: DegreesForms | null;
  /** Null when asymptotic. */
  readonly sameDf: number | null;
}

/** @param L rows×p, row-major */
export function linearFunctions(
  L: Float64Array,
  rows: number,
  { p, beta, covariance: V, forms, sameDf }: EstimatedCoefficients,
): LinearFunctions {
  const estimates = multiply(L, beta, rows, p, 1);
  const covariance = symmetricForm(L, V, rows, p);
  const degrees = once(() => (forms === null ? () => sameDf : degreesIn(forms, L, rows, p)));
  return {
    estimates,
    covariance,
    combination(places, weights): LinearFunction {
      let estimate = 0;
      for (let i = 0; i < places.length; i++) estimate += weights[i] * estimates[places[i]];
      const variance = formAt(covariance, rows, places, weights);
      return { estimate, standardError: Math.sqrt(variance), df: degrees()(places, weights) };
    },
  };
}

/** Degrees of freedom of lᵀbeta for p weights l. */
export function degreesOf(forms: DegreesForms, p: number): (l: Float64Array) => number {
  return (l) => degreesIn(forms, l, 1, p)([0], [1]);
}

/** Degrees of freedom of combinations of the rows of L. */
function degreesIn(
  { root, forms, degrees }: DegreesForms,
  L: Float64Array,
  rows: number,
  p: number,
): (places: ArrayLike<number>, weights: ArrayLike<number>) => number {
  const A = multiply(L, root, rows, p, p);
  const squares = crossProducts(A, A, rows, p);
  const inRows = forms.map((F) => symmetricForm(A, F, rows, p));
  return (places, weights) =>
    degrees(
      formAt(squares, rows, places, weights),
      Float64Array.from(inRows, (form) => formAt(form, rows, places, weights)),
    );
}

/** Σ weights[i]·weights[j]·S[places[i], places[j]] of a symmetric S. */
function formAt(
  S: Float64Array,
  size: number,
  places: ArrayLike<number>,
  weights: ArrayLike<number>,
): number {
  let sum = 0;
  for (let i = 0; i < places.length; i++) {
    const row = places[i] * size;
    sum += weights[i] * weights[i] * S[row + places[i]];
    for (let j = 0; j < i; j++) sum += 2 * weights[i] * weights[j] * S[row + places[j]];
  }
  return sum;
}

/** A·F·Aᵀ for A rows×p and a symmetric F. */
export function symmetricForm(A: Float64Array, F: Float64Array, rows: number, p: number): Float64Array {
  return crossProducts(multiply(A, F, rows, p, p), A, rows, p);
}

/** B·Aᵀ, known to be symmetric: rows×rows. */
function crossProducts(B: Float64Array, A: Float64Array, rows: number, p: number): Float64Array {
  const S = new Float64Array(rows * rows);
  for (let r = 0; r < rows; r++)
    for (let s = 0; s <= r; s++) {
      let sum = 0;
      for (let x = 0; x < p; x++) sum += B[r * p + x] * A[s * p + x];
      S[r * rows + s] = S[s * rows + r] = sum;
    }
  return S;
}
