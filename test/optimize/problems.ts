/** The functions of fixtures/optim.R, with their gradients and Hessians. */

import type { Minimization } from '../../src/optimize/minimizer';
import fixture from './fixtures/optim.json';

const { y } = fixture;

type Problem = Required<Pick<Minimization, 'value' | 'gradient' | 'hessian'>>;
const sum = (f: (y: number) => number) => y.reduce((total, one) => total + f(one), 0);

export const PROBLEMS: Readonly<Record<string, Problem>> = {
  rosenbrock: {
    value: ([a, b]) => 100 * (b - a * a) ** 2 + (1 - a) ** 2,
    gradient: ([a, b]) => Float64Array.of(-400 * a * (b - a * a) - 2 * (1 - a), 200 * (b - a * a)),
    hessian: ([a, b]) => Float64Array.of(-400 * (b - 3 * a * a) + 2, -400 * a, -400 * a, 200),
  },
  normal: {
    // In the order of dnorm(): the last line search of BFGS is among values that differ in their last bits.
    value: ([m, s]) =>
      s <= 0 ? NaN : sum((x) => 0.5 * Math.log(2 * Math.PI) + 0.5 * ((x - m) / s) ** 2 + Math.log(s)),
    gradient: ([m, s]) =>
      Float64Array.of(-sum((x) => x - m) / s ** 2, y.length / s - sum((x) => (x - m) ** 2) / s ** 3),
    hessian: ([m, s]) => {
      const cross = (2 * sum((x) => x - m)) / s ** 3;
      return Float64Array.of(
        y.length / s ** 2,
        cross,
        cross,
        -y.length / s ** 2 + (3 * sum((x) => (x - m) ** 2)) / s ** 4,
      );
    },
  },
  flat: {
    value: () => 3,
    gradient: () => new Float64Array(2),
    hessian: () => new Float64Array(4),
  },
  quartic: {
    value: (x) => x.reduce((total, one, i) => total + (one - i - 1) ** 4, 0),
    gradient: (x) => x.map((one, i) => 4 * (one - i - 1) ** 3),
    hessian: (x) =>
      Float64Array.from({ length: 16 }, (_, k) => (k % 5 ? 0 : 12 * (x[k / 5] - k / 5 - 1) ** 2)),
  },
  binomial: {
    value: ([p]) => (p <= 0 || p >= 1 ? Infinity : -(7 * Math.log(p) + 23 * Math.log(1 - p))),
    gradient: ([p]) => Float64Array.of(-(7 / p - 23 / (1 - p))),
    hessian: ([p]) => Float64Array.of(7 / p ** 2 + 23 / (1 - p) ** 2),
  },
  wood: {
    value: ([a, b, c, d]) =>
      100 * (a * a - b) ** 2 +
      (a - 1) ** 2 +
      (c - 1) ** 2 +
      90 * (c * c - d) ** 2 +
      10.1 * ((b - 1) ** 2 + (d - 1) ** 2) +
      19.8 * (b - 1) * (d - 1),
    gradient: ([a, b, c, d]) =>
      Float64Array.of(
        400 * (a * a - b) * a + 2 * (a - 1),
        -200 * (a * a - b) + 20.2 * (b - 1) + 19.8 * (d - 1),
        2 * (c - 1) + 360 * (c * c - d) * c,
        -180 * (c * c - d) + 20.2 * (d - 1) + 19.8 * (b - 1),
      ),
    // prettier-ignore
    hessian: ([a, b, c, d]) =>
      Float64Array.of(
        1200 * a * a - 400 * b + 2, -400 * a, 0, 0,
        -400 * a, 220.2, 0, 19.8,
        0, 0, 1080 * c * c - 360 * d + 2, -360 * c,
        0, 19.8, -360 * c, 200.2,
      ),
  },
  flb: {
    value: (x) => residuals(x).reduce((total, r, i) => total + (i ? 4 : 1) * r * r, 0),
    gradient: (x) => {
      const r = residuals(x);
      return r.map((one, i) => 2 * (i ? 4 : 1) * one - (i < 3 ? 16 * r[i + 1] * x[i] : 0));
    },
    hessian: (x) => {
      const H = new Float64Array(16);
      const r = residuals(x);
      for (let i = 0; i < 4; i++) {
        H[5 * i] = 2 * (i ? 4 : 1) + (i < 3 ? -16 * r[i + 1] + 32 * x[i] ** 2 : 0);
        if (i < 3) H[4 * i + i + 1] = H[4 * (i + 1) + i] = -16 * x[i];
      }
      return H;
    },
  },
};

function residuals(x: Float64Array): Float64Array {
  return x.map((one, i) => one - (i ? x[i - 1] ** 2 : 1));
}
