/**
 * F tests of linear hypotheses L·beta = 0 about the fixed effects.
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

/** A tester of hypotheses L·beta = 0 about these effects. */
export function fTester({
  p,
  beta,
  covariance,
  adjusted,
  degrees,
  residualDf,
}: EstimatedEffects): (L: Float64Array, rows: number) => FTest {
  return (L, rows) => {
    const { directions, variances, q } = independent(L, rows, p, covariance);
    const estimates = multiply(directions, beta, q, p, 1);
    let f = 0;
    for (let m = 0; m < q; m++) f += (estimates[m] * estimates[m]) / variances[m] / q;
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

/** Rows of PᵀL, P the eigenvectors of L·V·Lᵀ with an eigenvalue that is not zero: uncorrelated directions. */
function independent(
  L: Float64Array,
  rows: number,
  p: number,
  V: Float64Array,
): { directions: Float64Array; variances: Float64Array; q: number } {
  const LV = multiply(L, V, rows, p, p);
  const { values, vectors } = symmetricEigen(multiply(LV, transpose(L, rows, p), rows, p, rows), rows);
  const kept = [...values.keys()].filter((e) => values[e] > RANK * values[rows - 1]).reverse();
  const q = kept.length;
  const directions = new Float64Array(q * p);
  kept.forEach((e, m) => {
    for (let r = 0; r < rows; r++)
      for (let c = 0; c < p; c++) directions[m * p + c] += vectors[r * rows + e] * L[r * p + c];
  });
  return { directions, variances: Float64Array.from(kept, (e) => values[e]), q };
}

function combined(nu: readonly number[]): number {
  if (nu.length === 1) return nu[0];
  if (nu.every((v, m) => m === 0 || Math.abs(v - nu[m - 1]) < SAME))
    return nu.reduce((sum, v) => sum + v, 0) / nu.length;
  if (nu.some((v) => !(v > 2))) return 2;
  const E = nu.reduce((sum, v) => sum + (Number.isFinite(v) ? v / (v - 2) : 1), 0);
  return (2 * E) / (E - nu.length);
}
