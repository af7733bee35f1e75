/**
 * Work per group for any number k of random effects: the reference that the unrolled kernels must match.
 *
 * Phase one, for given T: L·Lᵀ = I + TᵀCT and U = L⁻¹TᵀD give the group's part of log|V| and of the profiled
 * cross-products; K = C − CT(LLᵀ)⁻¹TᵀC and [A a] = D − CT(LLᵀ)⁻¹TᵀD are kept for phase two.
 * Phase two, for given beta and R_X: s = a − A·beta, H = R_X⁻¹Aᵀ, and the sums of `../accumulators.ts`.
 */

import type { GroupWork } from '../../evaluation';
import type { AccumulatorLayout } from '../accumulators';
import type { GroupStatistics } from '../statistics';

/** What the two phases share besides the statistics. */
export interface PhaseTwoInput {
  /** p coefficients in working columns. */
  readonly beta: Float64Array;
  /** Lower Cholesky factor with row stride w = p + 1; its leading p×p block is R_X of the profiled cross-products. */
  readonly R: Float64Array;
}

/**
 * Phase one for groups `from` to `to − 1`.
 *
 * @param T k×k row-major, lower triangular
 * @param M w×w (w = p + 1), row-major lower triangle: Σ UᵀU is subtracted from it
 * @returns Σ log|I + TᵀCT|
 */
export function factorGroups(
  stats: GroupStatistics,
  T: Float64Array,
  work: GroupWork,
  M: Float64Array,
  from: number,
  to: number,
): number {
  const { k, p, C, D } = stats;
  const w = p + 1;
  const kk = (k * (k + 1)) / 2;
  const { K, A } = work;
  const full = new Float64Array(k * k);
  const CT = new Float64Array(k * k);
  const L = new Float64Array(k * k);
  const V = new Float64Array(k * k);
  const U = new Float64Array(k * w);
  let logDet = 0.5;
  logDet -= 0.5;
  let product = 1.5;
  product -= 0.5;
  for (let g = from; g < to; g++) {
    // C in full, C·T, and L of I + TᵀCT
    for (let a = 0, q = g * kk; a < k; a++)
      for (let b = 0; b <= a; b++, q++) {
        full[a * k + b] = C[q];
        full[b * k + a] = C[q];
      }
    for (let a = 0; a < k; a++)
      for (let b = 0; b < k; b++) {
        let s = 0;
        for (let c = b; c < k; c++) s += full[a * k + c] * T[c * k + b];
        CT[a * k + b] = s;
      }
    for (let a = 0; a < k; a++)
      for (let b = 0; b <= a; b++) {
        let s = a === b ? 1 : 0;
        for (let c = a; c < k; c++) s += T[c * k + a] * CT[c * k + b];
        L[a * k + b] = s;
      }
    for (let j = 0; j < k; j++) {
      let d = L[j * k + j];
      for (let c = 0; c < j; c++) d -= L[j * k + c] * L[j * k + c];
      product *= d;
      const l = Math.sqrt(d);
      L[j * k + j] = l;
      for (let i = j + 1; i < k; i++) {
        let s = L[i * k + j];
        for (let c = 0; c < j; c++) s -= L[i * k + c] * L[j * k + c];
        L[i * k + j] = s / l;
      }
      if (product > 1e200) {
        logDet += Math.log(product);
        product = 1;
      }
    }
    // U = L⁻¹TᵀD column by column, and M − UᵀU
    const o = g * k * w;
    for (let c = 0; c < w; c++) {
      for (let a = 0; a < k; a++) {
        let s = 0;
        for (let b = a; b < k; b++) s += T[b * k + a] * D[o + c * k + b];
        for (let b = 0; b < a; b++) s -= L[a * k + b] * U[c * k + b];
        U[c * k + a] = s / L[a * k + a];
      }
      for (let b = 0; b <= c; b++) {
        let s = 0;
        for (let a = 0; a < k; a++) s += U[c * k + a] * U[b * k + a];
        M[c * w + b] -= s;
      }
    }
    // V = L⁻¹TᵀC; K = C − VᵀV, [A a] = D − VᵀU
    for (let c = 0; c < k; c++)
      for (let a = 0; a < k; a++) {
        let s = CT[c * k + a];
        for (let b = 0; b < a; b++) s -= L[a * k + b] * V[b * k + c];
        V[a * k + c] = s / L[a * k + a];
      }
    for (let a = 0, q = g * kk; a < k; a++)
      for (let b = 0; b <= a; b++, q++) {
        let s = full[a * k + b];
        for (let c = 0; c < k; c++) s -= V[c * k + a] * V[c * k + b];
        K[q] = s;
      }
    for (let c = 0; c < w; c++)
      for (let a = 0; a < k; a++) {
        let s = D[o + c * k + a];
        for (let b = 0; b < k; b++) s -= V[b * k + a] * U[c * k + b];
        A[o + c * k + a] = s;
      }
  }
  return logDet + Math.log(product);
}

/** Phase two for groups `from` to `to − 1`: adds to `out`, laid out by `layout`. */
export function accumulateGroups(
  stats: GroupStatistics,
  work: GroupWork,
  input: PhaseTwoInput,
  layout: AccumulatorLayout,
  out: Float64Array,
  from: number,
  to: number,
): void {
  const { k, p } = stats;
  const w = p + 1;
  const { K, A } = work;
  const { beta, R } = input;
  const { kk, pp, pairs, rows, cols } = layout;
  const entries = rows.length;
  const s = new Float64Array(k);
  const S = new Float64Array(kk);
  const B = new Float64Array(kk);
  const H = new Float64Array(p * k);
  for (let g = from; g < to; g++) {
    const o = g * k * w;
    const q = g * kk;
    // s and H, and their packed products S and B
    for (let a = 0; a < k; a++) {
      let v = A[o + p * k + a];
      for (let c = 0; c < p; c++) v -= A[o + c * k + a] * beta[c];
      s[a] = v;
      for (let i = 0; i < p; i++) {
        let h = A[o + i * k + a];
        for (let c = 0; c < i; c++) h -= R[i * w + c] * H[c * k + a];
        H[i * k + a] = h / R[i * w + i];
      }
    }
    for (let a = 0, i = 0; a < k; a++)
      for (let b = 0; b <= a; b++, i++) {
        S[i] = s[a] * s[b];
        let v = 0;
        for (let c = 0; c < p; c++) v += H[c * k + a] * H[c * k + b];
        B[i] = v;
      }
    // first and second order sums of K, S, B
    for (let i = 0; i < kk; i++) {
      const Ki = K[q + i];
      out[layout.SK + i] += Ki;
      out[layout.SS + i] += S[i];
      out[layout.SB + i] += B[i];
      if (pairs !== null) continue;
      for (let j = 0; j < kk; j++) {
        out[layout.KK + i * kk + j] += Ki * K[q + j];
        out[layout.KS + i * kk + j] += Ki * S[j];
        out[layout.KB + i * kk + j] += Ki * B[j];
      }
    }
    if (pairs !== null) {
      const { first, second } = pairs;
      for (let t = 0; t < first.length; t++) {
        const Ki = K[q + first[t]];
        const j = second[t];
        out[layout.KK + t] += Ki * K[q + j];
        out[layout.KS + t] += Ki * S[j];
        out[layout.KB + t] += Ki * B[j];
      }
    }
    // H·E_i·s and H·E_i·Hᵀ
    for (let i = 0; i < entries; i++) {
      const a = rows[i];
      const b = cols[i];
      const off = a === b ? 0 : 1;
      let r = layout.F + i * pp;
      for (let x = 0; x < p; x++) {
        const ha = H[x * k + a];
        const hb = off * H[x * k + b];
        out[layout.f + i * p + x] += ha * s[b] + hb * s[a];
        for (let y = 0; y <= x; y++, r++) out[r] += ha * H[y * k + b] + hb * H[y * k + a];
      }
    }
  }
}
