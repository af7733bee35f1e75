/**
 * Log-likelihoods in one pass over the values, for densities whose samples no few sums stand for: value, gradient and
 * Hessian written out, one exponential or logarithm per value. The same densities as expressions are their slow twins.
 */

import { columnLikelihood } from '../expression';
import type { Derivatives } from '../../optimize/objective';

/** A log-likelihood inside its domain; parameters in the density's order. */
export interface DirectLikelihood {
  value(par: Float64Array): number;
  derivatives(par: Float64Array): Derivatives;
}

/** Values that are summed together before they are added to the total, so that rounding does not grow with their number. */
const BLOCK = 1024;

/** Sums over i of the `count` numbers that `add` adds to its second argument. */
function sumsOver(
  n: number,
  count: number,
  add: (from: number, to: number, sums: Float64Array) => void,
): Float64Array {
  const total = new Float64Array(count);
  const part = new Float64Array(count);
  for (let from = 0; from < n; from += BLOCK) {
    part.fill(0);
    add(from, Math.min(n, from + BLOCK), part);
    for (let k = 0; k < count; k++) total[k] += part[k];
  }
  return total;
}

/** log(k/λ) + (k − 1)·t − exp(k·t) with t = log(y/λ), k the shape and λ the scale. */
export function weibullPass(values: Float64Array): DirectLikelihood {
  const n = values.length;
  const logs = values.map(Math.log);
  const [sumOfLogs] = sumsOver(n, 1, (from, to, sums) => {
    for (let i = from; i < to; i++) sums[0] += logs[i];
  });
  const value = (k: number, scale: number, power: number): number =>
    n * Math.log(k / scale) + (k - 1) * (sumOfLogs - n * Math.log(scale)) - power;
  return {
    value([k, scale]) {
      const origin = Math.log(scale);
      const [power] = sumsOver(n, 1, (from, to, sums) => {
        for (let i = from; i < to; i++) sums[0] += Math.exp(k * (logs[i] - origin));
      });
      return value(k, scale, power);
    },
    derivatives([k, scale]) {
      const origin = Math.log(scale);
      // Σ e, Σ t·e and Σ t²·e with e = exp(k·t)
      const [s0, s1, s2] = sumsOver(n, 3, (from, to, sums) => {
        for (let i = from; i < to; i++) {
          const t = logs[i] - origin;
          const e = Math.exp(k * t);
          sums[0] += e;
          sums[1] += t * e;
          sums[2] += t * t * e;
        }
      });
      const mixed = (s0 - n + k * s1) / scale;
      return {
        value: value(k, scale, s0),
        gradient: Float64Array.of(n / k + sumOfLogs - n * origin - s1, (k * (s0 - n)) / scale),
        hessian: Float64Array.of(-n / k ** 2 - s2, mixed, mixed, (k * (n - s0 - k * s0)) / scale ** 2),
      };
    },
  };
}

/** c(v) − log(s) − ½(v + 1)·log(1 + z²/v) with z = (y − m)/s, v the degrees of freedom. */
export function studentPass(values: Float64Array): DirectLikelihood {
  const n = values.length;
  // The constant c(v) is the log-density at 0; the expression knows it without cancellation for large v.
  const constant = columnLikelihood('dt(y, df, log = TRUE)', [{ name: 'y', values: Float64Array.of(0) }]);
  const logsOver = (m: number, s: number, v: number): number =>
    sumsOver(n, 1, (from, to, sums) => {
      for (let i = from; i < to; i++) sums[0] += Math.log1p(((values[i] - m) / s) ** 2 / v);
    })[0];
  return {
    value: ([m, s, v]) =>
      n * (constant.value(Float64Array.of(v)) - Math.log(s)) - 0.5 * (v + 1) * logsOver(m, s, v),
    derivatives([m, s, v]) {
      const c = constant.derivatives(Float64Array.of(v));
      // With D = v + z²: log(1 + z²/v); g = z/D and z·g; g' = (v − z²)/D² times 1, z and z²; then those in v.
      const [log, g, zg, h, zh, zzh, r, rv, vm, vs] = sumsOver(n, 10, (from, to, sums) => {
        for (let i = from; i < to; i++) {
          const z = (values[i] - m) / s;
          const zz = z * z;
          const D = v + zz;
          const bend = (v - zz) / (D * D);
          const turn = (z * (zz - 1)) / (D * D);
          sums[0] += Math.log1p(zz / v);
          sums[1] += z / D;
          sums[2] += zz / D;
          sums[3] += bend;
          sums[4] += z * bend;
          sums[5] += zz * bend;
          sums[6] += zz / (v * D);
          sums[7] += (zz / (v * D)) * ((v + D) / (v * D));
          sums[8] += turn;
          sums[9] += z * turn;
        }
      });
      const w = v + 1;
      const mm = (-w * h) / s ** 2;
      const ms = (-w * (zh + g)) / s ** 2;
      const ss = (n - w * (zzh + 2 * zg)) / s ** 2;
      const vv = n * c.hessian[0] + r - 0.5 * w * rv;
      return {
        value: n * (c.value - Math.log(s)) - 0.5 * w * log,
        gradient: Float64Array.of((w * g) / s, (w * zg - n) / s, n * c.gradient[0] - 0.5 * log + 0.5 * w * r),
        hessian: Float64Array.of(mm, ms, vm / s, ms, ss, vs / s, vm / s, vs / s, vv),
      };
    },
  };
}
