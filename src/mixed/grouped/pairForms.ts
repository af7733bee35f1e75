/**
 * What the Kenward-Roger adjustment needs beyond the building blocks of an evaluation: for all pairs of covariance
 * parameters i, j and columns x, y of X
 *
 *   q[(i·m + j)·p² + x·p + y] = h_xᵀE_iKE_jh_y,   H = R_X⁻¹Aᵀ whitened, everything relative to sigma².
 */

import { packedIndex } from '../../linalg/dense';
import type { CovarianceStructure } from '../../covariance/structure';
import { type GroupWork, type MixedEvaluation, unitsOf } from '../evaluation';
import type { GroupStatistics } from './statistics';

/** Of one grouping factor, group by group. */
export function groupPairForms(
  { k, p, J }: GroupStatistics,
  structure: CovarianceStructure,
  { K, A }: GroupWork,
  { R }: MixedEvaluation,
): Float64Array {
  const { m } = structure;
  const w = p + 1;
  const kk = (k * (k + 1)) / 2;
  const units = Array.from({ length: m }, (_, i) => unitsOf(structure, i));
  const forms = new Float64Array(m * m * p * p);
  const h = new Float64Array(p * k);
  const Eh = Array.from({ length: m }, () => new Float64Array(p * k));
  const KEh = Array.from({ length: m }, () => new Float64Array(p * k));
  for (let g = 0; g < J; g++) {
    whiten(A, g * w * k, R, p, k, h);
    for (let i = 0; i < m; i++) {
      applyUnits(units[i], h, p, k, Eh[i]);
      for (let x = 0; x < p; x++)
        for (let a = 0; a < k; a++) {
          let s = 0;
          for (let b = 0; b < k; b++) s += K[g * kk + packedIndex(a, b)] * Eh[i][x * k + b];
          KEh[i][x * k + a] = s;
        }
    }
    for (let i = 0, at = 0; i < m; i++)
      for (let j = 0; j < m; j++)
        for (let x = 0; x < p; x++)
          for (let y = 0; y < p; y++, at++) {
            let s = 0;
            for (let a = 0; a < k; a++) s += Eh[i][x * k + a] * KEh[j][y * k + a];
            forms[at] += s;
          }
  }
  return forms;
}

/** h_x = (A_x − Σ_{c<x} R[x, c]·h_c)/R[x, x] for one group. */
function whiten(A: Float64Array, from: number, R: Float64Array, p: number, k: number, h: Float64Array): void {
  const w = p + 1;
  for (let x = 0; x < p; x++)
    for (let a = 0; a < k; a++) {
      let s = A[from + x * k + a];
      for (let c = 0; c < x; c++) s -= R[x * w + c] * h[c * k + a];
      h[x * k + a] = s / R[x * w + x];
    }
}

/** E_i·h_x for every x. */
function applyUnits(
  units: readonly (readonly [number, number])[],
  h: Float64Array,
  p: number,
  k: number,
  out: Float64Array,
): void {
  out.fill(0);
  for (let x = 0; x < p; x++) for (const [a, b] of units) out[x * k + a] += h[x * k + b];
}
