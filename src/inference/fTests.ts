/**
 * F tests of linear hypotheses L·beta = c about the fixed effects.
 *
 * Satterthwaite: in the eigenvectors of L·Var(beta)·Lᵀ the hypothesis falls into independent t tests with degrees of freedom
 * nu_m; with E = Σ nu_m/(nu_m − 2) over those above 2 the statistic has 2E/(E − q) (Fai & Cornelius 1996, J. Stat. Comput.
 * Simul. 54, 363-378; as in lmerTest, Kuznetsova et al. 2017, J. Stat. Softw. 82(13)). Kenward-Roger: `kenwardRoger.ts`.
 */

import { chiSquare, fisherF } from '../distributions';
import { multiply, symmetricEigen, transpose } from '../linalg/dense';
import type { KenwardRoger } from './kenwardRoger';

export interface FTest {
  /** Rank of L. */
  readonly numDf: number;
  /** Null when asymptotic: then q·F has a chi-square distribution. */
  readonly denDf: number | null;
  readonly f: number;
  readonly pValue: number;
  /** F before Kenward and Roger scale it; otherwise F itself. */
  readonly unscaledF: number;
}

/** Eigenvalues below this share of the largest do not count for the rank. */
const RANK = 1e-10;
/** Degrees of freedom closer than this are the same. */
const SAME = 1e-8;

/** Estimates of p coefficients, and how far off they are. */
export interface EstimatedEffects {
  readonly p: number;
  readonly beta: Float64Array;
  /** p×p, row-major; Kenward and Roger's where `adjusted` is there. */
  readonly covariance: Float64Array;
  readonly adjusted: KenwardRoger | null;
  /** Satterthwaite's degrees of freedom of a contrast; null for others. */
  readonly degrees: ((l: Float64Array) => number) | null;
  /** Of the residuals; null when asymptotic. */
  readonly residualDf: number | null;
}

/** The test of L·beta = c: L is rows×p, c one value per row, or null for zeros. */
export type FTester = (L: Float64Array, rows: number, c?: Float64Array | null) => FTest;

/** A tester of hypotheses about these effects. */
export function fTester({ p, beta, covariance, adjusted, degrees, residualDf }: EstimatedEffects): FTester {
  return (L, rows, c = null) => {
    const { directions, variances, q, weights } = independent(L, rows, p, covariance);
    const estimates = multiply(directions, beta, q, p, 1);
    const values = c && multiply(weights, c, q, rows, 1);
    let f = 0;
    for (let m = 0; m < q; m++) {
      const difference = estimates[m] - (values?.[m] ?? 0);
      f += (difference * difference) / variances[m] / q;
    }
    if (adjusted !== null) {
      const { df, scale } = adjusted.test(directions, q);
      return { ...testOf(scale * f, q, df), unscaledF: f };
    }
    if (degrees !== null) {
      const each = Array.from({ length: q }, (_, m) => degrees(directions.subarray(m * p, (m + 1) * p)));
      return testOf(f, q, combined(each));
    }
    return testOf(f, q, residualDf);
  };
}

function testOf(f: number, q: number, df: number | null): FTest {
  if (df === null || !Number.isFinite(df))
    return { numDf: q, denDf: null, f, pValue: chiSquare.upperTail(q * f, q), unscaledF: f };
  return { numDf: q, denDf: df, f, pValue: fisherF.upperTail(f, q, df), unscaledF: f };
}

/** Uncorrelated contrasts: q rows of weights of the rows of L, what these make of L (q×p), and the variance of each. */
interface Directions {
  readonly weights: Float64Array;
  readonly directions: Float64Array;
  readonly variances: Float64Array;
  readonly q: number;
}

/** Rows of PᵀL, P the eigenvectors of L·V·Lᵀ with an eigenvalue that is not zero. */
function independent(L: Float64Array, rows: number, p: number, V: Float64Array): Directions {
  const LV = multiply(L, V, rows, p, p);
  const { values, vectors } = symmetricEigen(multiply(LV, transpose(L, rows, p), rows, p, rows), rows);
  const kept = [...values.keys()].filter((e) => values[e] > RANK * values[rows - 1]).reverse();
  const q = kept.length;
  const weights = new Float64Array(q * rows);
  const directions = new Float64Array(q * p);
  kept.forEach((e, m) => {
    for (let r = 0; r < rows; r++) {
      const weight = vectors[r * rows + e];
      weights[m * rows + r] = weight;
      for (let c = 0; c < p; c++) directions[m * p + c] += weight * L[r * p + c];
    }
  });
  return { weights, directions, variances: Float64Array.from(kept, (e) => values[e]), q };
}

function combined(nu: readonly number[]): number {
  if (nu.length === 1) return nu[0];
  if (nu.every((v, m) => m === 0 || Math.abs(v - nu[m - 1]) < SAME))
    return nu.reduce((sum, v) => sum + v, 0) / nu.length;
  if (nu.some((v) => !(v > 2))) return 2;
  const E = nu.reduce((sum, v) => sum + (Number.isFinite(v) ? v / (v - 2) : 1), 0);
  return (2 * E) / (E - nu.length);
}
