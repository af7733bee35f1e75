/** Work per group for a single random effect (k = 1), in closed form; the phases are those of `general.ts`. */

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
  const G = T[0] * T[0];
  // Accumulators begin as fractions, so that the compiler never takes them for integers.
  let logDet = 0.5;
  logDet -= 0.5;
  let product = 1.5;
  product -= 0.5;
  for (let g = from, o = from * w; g < to; g++, o += w) {
    const d = 1 + G * C[g];
    const inverse = 1 / d;
    product *= d;
    if (product > 1e200) {
      logDet += Math.log(product);
      product = 1;
    }
    K[g] = C[g] * inverse;
    for (let c = 0; c < w; c++) {
      const a = D[o + c] * inverse;
      A[o + c] = a;
      const u = G * a;
      for (let b = 0; b <= c; b++) M[c * w + b] -= u * D[o + b];
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
  const { p } = stats;
  const { K, A } = work;
  const { beta, R } = input;
  const w = p + 1;
  const h = new Float64Array(p);
  let SK = 0.5;
  let SS = 0.5;
  let SB = 0.5;
  let KK = 0.5;
  let KS = 0.5;
  let KB = 0.5;
  SK = SS = SB = KK = KS = KB = SK - 0.5;
  for (let g = from, o = from * w; g < to; g++, o += w) {
    let s = A[o + p];
    let B = 0;
    for (let i = 0; i < p; i++) {
      s -= A[o + i] * beta[i];
      let v = A[o + i];
      for (let c = 0; c < i; c++) v -= R[i * w + c] * h[c];
      v /= R[i * w + i];
      h[i] = v;
      B += v * v;
    }
    const k = K[g];
    const S = s * s;
    SK += k;
    SS += S;
    SB += B;
    KK += k * k;
    KS += k * S;
    KB += k * B;
    for (let x = 0, r = layout.F; x < p; x++) {
      out[layout.f + x] += h[x] * s;
      for (let y = 0; y <= x; y++, r++) out[r] += h[x] * h[y];
    }
  }
  out[layout.SK] += SK;
  out[layout.SS] += SS;
  out[layout.SB] += SB;
  out[layout.KK] += KK;
  out[layout.KS] += KS;
  out[layout.KB] += KB;
}
