/** Work per group for two random effects (k = 2), unrolled; the phases are those of `general.ts`. */

import type { AccumulatorLayout } from '../accumulators';
import type { GroupStatistics } from '../statistics';
import type { GroupWork } from '../../evaluation';
import type { PhaseTwoInput } from './general';

export function factorGroups(
  stats: GroupStatistics,
  T: Float64Array,
  work: GroupWork,
  M: Float64Array,
  from: number,
  to: number,
): number {
  const { p, C, D } = stats;
  const { K, A } = work;
  const w = p + 1;
  const t00 = T[0];
  const t10 = T[2];
  const t11 = T[3];
  const u = new Float64Array(2 * w);
  // Accumulators begin as fractions, so that the compiler never takes them for integers.
  let logDet = 0.5;
  logDet -= 0.5;
  let product = 1.5;
  product -= 0.5;
  for (let g = from, q = from * 3, o = from * 2 * w; g < to; g++, q += 3) {
    // C·T, and I + TᵀCT = [d0 · ; e d1] as an LDLᵀ factorization with multiplier l
    const c00 = C[q];
    const c10 = C[q + 1];
    const c11 = C[q + 2];
    const v00 = c00 * t00 + c10 * t10;
    const v10 = c10 * t00 + c11 * t10;
    const v01 = c10 * t11;
    const v11 = c11 * t11;
    const d0 = 1 + t00 * v00 + t10 * v10;
    const e = t11 * v10;
    const inverse0 = 1 / d0;
    const determinant = d0 * (1 + t11 * v11) - e * e;
    const inverse1 = d0 / determinant;
    const l = e * inverse0;
    product *= determinant;
    if (product > 1e200) {
      logDet += Math.log(product);
      product = 1;
    }
    // K = C − (CT)(LDLᵀ)⁻¹(CT)ᵀ
    const f0 = v01 - l * v00;
    const f1 = v11 - l * v10;
    const a0 = v00 * inverse0;
    const a1 = v10 * inverse0;
    const b0 = f0 * inverse1;
    const b1 = f1 * inverse1;
    K[q] = c00 - a0 * v00 - b0 * f0;
    K[q + 1] = c10 - a1 * v00 - b1 * f0;
    K[q + 2] = c11 - a1 * v10 - b1 * f1;
    // columns of [A a], and M − Uᵀ U
    for (let c = 0; c < w; c++, o += 2) {
      const x = D[o];
      const y = D[o + 1];
      const z0 = t00 * x + t10 * y;
      const z1 = t11 * y - l * z0;
      u[c] = z0;
      u[w + c] = z1;
      A[o] = x - a0 * z0 - b0 * z1;
      A[o + 1] = y - a1 * z0 - b1 * z1;
      const s0 = z0 * inverse0;
      const s1 = z1 * inverse1;
      for (let b = 0; b <= c; b++) M[c * w + b] -= s0 * u[b] + s1 * u[w + b];
    }
  }
  return logDet + Math.log(product);
}

export function accumulateGroups(
  stats: GroupStatistics,
  work: GroupWork,
  input: PhaseTwoInput,
  layout: AccumulatorLayout,
  out: Float64Array,
  from: number,
  to: number,
): void {
  const J = to - from;
  const S = new Float64Array(3 * J);
  const B = new Float64Array(3 * J);
  quadraticForms(stats.p, work.A, input, layout, out, from, to, S, B);
  const K = work.K.subarray(3 * from, 3 * to);
  sum3(K, out, layout.SK);
  sum3(S, out, layout.SS);
  sum3(B, out, layout.SB);
  products3(K, K, out, layout.KK);
  products3(K, S, out, layout.KS);
  products3(K, B, out, layout.KB);
}

/** s and H of each group: S = s·sᵀ and B = Hᵀ·H packed, and the sums of H·E_i·s and H·E_i·Hᵀ. */
function quadraticForms(
  p: number,
  A: Float64Array,
  input: PhaseTwoInput,
  layout: AccumulatorLayout,
  out: Float64Array,
  from: number,
  to: number,
  S: Float64Array,
  B: Float64Array,
): void {
  const { beta, R } = input;
  const w = p + 1;
  const { pp } = layout;
  const h0 = new Float64Array(p);
  const h1 = new Float64Array(p);
  const inverse = new Float64Array(p);
  for (let i = 0; i < p; i++) inverse[i] = 1 / R[i * w + i];
  for (let g = from, q = 0, o = from * 2 * w; g < to; g++, q += 3, o += 2 * w) {
    let s0 = A[o + 2 * p];
    let s1 = A[o + 2 * p + 1];
    let b00 = 0;
    let b10 = 0;
    let b11 = 0;
    for (let i = 0; i < p; i++) {
      let x = A[o + 2 * i];
      let y = A[o + 2 * i + 1];
      s0 -= x * beta[i];
      s1 -= y * beta[i];
      for (let c = 0; c < i; c++) {
        const r = R[i * w + c];
        x -= r * h0[c];
        y -= r * h1[c];
      }
      x *= inverse[i];
      y *= inverse[i];
      h0[i] = x;
      h1[i] = y;
      b00 += x * x;
      b10 += x * y;
      b11 += y * y;
    }
    S[q] = s0 * s0;
    S[q + 1] = s0 * s1;
    S[q + 2] = s1 * s1;
    B[q] = b00;
    B[q + 1] = b10;
    B[q + 2] = b11;
    const { f, F } = layout;
    for (let x = 0, r = F; x < p; x++) {
      const x0 = h0[x];
      const x1 = h1[x];
      out[f + x] += x0 * s0;
      out[f + p + x] += x0 * s1 + x1 * s0;
      out[f + 2 * p + x] += x1 * s1;
      for (let y = 0; y <= x; y++, r++) {
        out[r] += x0 * h0[y];
        out[r + pp] += x0 * h1[y] + x1 * h0[y];
        out[r + 2 * pp] += x1 * h1[y];
      }
    }
  }
}

/** Adds the three column sums of X (J×3) to out. */
function sum3(X: Float64Array, out: Float64Array, at: number): void {
  let s0 = 0.5;
  let s1 = 0.5;
  let s2 = 0.5;
  s0 = s1 = s2 = s0 - 0.5;
  for (let i = 0; i < X.length; i += 3) {
    s0 += X[i];
    s1 += X[i + 1];
    s2 += X[i + 2];
  }
  out[at] += s0;
  out[at + 1] += s1;
  out[at + 2] += s2;
}

/** Adds XᵀY (3×3, row by row) of X, Y (J×3) to out. */
function products3(X: Float64Array, Y: Float64Array, out: Float64Array, at: number): void {
  let s00 = 0.5;
  let s01 = 0.5;
  let s02 = 0.5;
  let s10 = 0.5;
  let s11 = 0.5;
  let s12 = 0.5;
  let s20 = 0.5;
  let s21 = 0.5;
  let s22 = 0.5;
  s00 = s01 = s02 = s10 = s11 = s12 = s20 = s21 = s22 = s00 - 0.5;
  for (let i = 0; i < X.length; i += 3) {
    const x0 = X[i];
    const x1 = X[i + 1];
    const x2 = X[i + 2];
    const y0 = Y[i];
    const y1 = Y[i + 1];
    const y2 = Y[i + 2];
    s00 += x0 * y0;
    s01 += x0 * y1;
    s02 += x0 * y2;
    s10 += x1 * y0;
    s11 += x1 * y1;
    s12 += x1 * y2;
    s20 += x2 * y0;
    s21 += x2 * y1;
    s22 += x2 * y2;
  }
  out[at] += s00;
  out[at + 1] += s01;
  out[at + 2] += s02;
  out[at + 3] += s10;
  out[at + 4] += s11;
  out[at + 5] += s12;
  out[at + 6] += s20;
  out[at + 7] += s21;
  out[at + 8] += s22;
}
