/** Polynomials of a column, as R's poly(). */

import { dot, subtractMultipleInPlace } from '../linalg/columns';
import type { PolynomialBasis } from './basis';

export interface OrthogonalPolynomials {
  /** `degree` columns, orthogonal to each other and to the constant, each of length 1; leading coefficients > 0. */
  readonly columns: readonly Float64Array[];
  readonly basis: PolynomialBasis;
}

/** Powers x, x², ..., x^degree. */
export function powers(x: Float64Array, degree: number): Float64Array[] {
  return Array.from({ length: degree }, (_, k) => x.map((v) => (k === 1 ? v * v : v ** (k + 1))));
}

/** Their derivatives k·x^(k − 1). */
export function powerSlopes(x: Float64Array, degree: number): Float64Array[] {
  return Array.from({ length: degree }, (_, k) => x.map((v) => (k + 1) * v ** k));
}

/** Whether `x` has more than `count` different values. */
export function hasMoreValuesThan(x: Float64Array, count: number): boolean {
  const seen = new Set<number>();
  for (let i = 0; i < x.length && seen.size <= count; i++) seen.add(x[i]);
  return seen.size > count;
}

/**
 * Orthogonal polynomials over the points `x` by the recurrence of Stieltjes,
 * p_{j+1} = (x − alpha_j) p_j − (|p_j|² / |p_{j−1}|²) p_{j−1}, with every new column made orthogonal once more to all
 * before it. R's poly() finds the same columns by a QR decomposition of the powers (Kennedy and Gentle 1980,
 * Statistical Computing, pages 343-344).
 *
 * @param x n finite numbers with more than `degree` different values
 * @param degree at least 1
 */
export function orthogonalPolynomials(x: Float64Array, degree: number): OrthogonalPolynomials {
  const n = x.length;
  const ones = new Float64Array(n).fill(1);
  const p: Float64Array[] = [ones];
  const alpha: number[] = [];
  const norm2: number[] = [1, n];
  for (let j = 0; j < degree; j++) {
    const last = p[j];
    alpha.push(centre(x, last, norm2[j + 1]));
    const next = new Float64Array(n);
    for (let i = 0; i < n; i++) next[i] = (x[i] - alpha[j]) * last[i];
    if (j > 0) subtractMultipleInPlace(next, norm2[j + 1] / norm2[j], p[j - 1]);
    for (let k = 0; k <= j; k++) subtractMultipleInPlace(next, dot(next, p[k]) / norm2[k + 1], p[k]);
    p.push(next);
    norm2.push(dot(next, next));
  }
  const columns = p.slice(1).map((column, k) => column.map((v) => v / Math.sqrt(norm2[k + 2])));
  return { columns, basis: { type: 'poly', degree, alpha, norm2 } };
}

/** Σ x·p² / |p|², taken about the first point so that a large mean costs no digits. */
function centre(x: Float64Array, p: Float64Array, squaredLength: number): number {
  const origin = x[0];
  const distance = x.map((v) => v - origin);
  const square = p.map((v) => v * v);
  return origin + dot(distance, square) / squaredLength;
}

/** The polynomials of a basis at new points; missing stays missing. */
export function polynomialsAt(x: Float64Array, basis: PolynomialBasis): Float64Array[] {
  return unitLength(recurrence(x, basis), basis);
}

/** Their derivatives, by the recurrence differentiated: p'_{j+1} = p_j + (x − alpha_j) p'_j − (|p_j|² / |p_{j−1}|²) p'_{j−1}. */
export function polynomialSlopesAt(x: Float64Array, basis: PolynomialBasis): Float64Array[] {
  return unitLength(recurrence(x, basis, recurrence(x, basis)), basis);
}

/** p_0, ..., p_degree at x; or, given these, their derivatives. */
function recurrence(
  x: Float64Array,
  { degree, alpha, norm2 }: PolynomialBasis,
  polynomials: readonly Float64Array[] | null = null,
): Float64Array[] {
  const p: Float64Array[] = [new Float64Array(x.length).fill(polynomials === null ? 1 : 0)];
  for (let j = 0; j < degree; j++) {
    const last = p[j];
    const next = last.map((v, i) => (x[i] - alpha[j]) * v);
    if (j > 0) subtractMultipleInPlace(next, norm2[j + 1] / norm2[j], p[j - 1]);
    if (polynomials !== null) subtractMultipleInPlace(next, -1, polynomials[j]);
    p.push(next);
  }
  return p;
}

function unitLength(p: readonly Float64Array[], { norm2 }: PolynomialBasis): Float64Array[] {
  return p.slice(1).map((column, k) => column.map((v) => v / Math.sqrt(norm2[k + 2])));
}
