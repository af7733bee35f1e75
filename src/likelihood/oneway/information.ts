/**
 * Observed information of the one-way normal model in (mu, sigma², tau²): the exact Hessian of minus the log-likelihood,
 * a sum over groups; docs/one-way.md has the formulas.
 */

import { invertPositiveDefinite } from '../../linalg/dense';
import { checkParameters, type OnewayParameters } from './fit';
import type { OnewayStatistics } from './statistics';

export interface OnewayInformation {
  /**
   * 3×3 in the order mu, sigma², tau². By REML, mu is not a parameter of the likelihood: its entry is the precision of the
   * generalized least-squares mean, and the others are second derivatives of half the REML criterion.
   */
  readonly hessian: Float64Array;
  /** Its inverse, 3×3; null when it is not positive definite. */
  readonly covariance: Float64Array | null;
}

/** @throws CellmerError `option` for parameters out of range */
export function onewayInformation(
  stats: OnewayStatistics,
  parameters: OnewayParameters,
  method: 'REML' | 'ML',
): OnewayInformation {
  checkParameters(parameters);
  const hessian = method === 'ML' ? fullHessian(stats, parameters) : restrictedHessian(stats, parameters);
  return { hessian, covariance: invertPositiveDefinite(hessian, 3) };
}

/** With v = sigma² + n·tau² and d = ȳ − mu in each group. */
function fullHessian(stats: OnewayStatistics, { mu, sigma2, tau2 }: OnewayParameters): Float64Array {
  const { counts, distances, squares, origin } = stats;
  const centre = mu - origin;
  const H = new Float64Array(9);
  for (let j = 0; j < counts.length; j++) {
    const n = counts[j];
    const v = sigma2 + n * tau2;
    const d = distances[j] - centre;
    H[0] += n / v;
    H[1] += (n * d) / (v * v);
    H[2] += (n * n * d) / (v * v);
    // −1/v² + 2nd²/v³, once for sigma², n times for each index tau²
    const curvature = (-1 / v + (2 * n * d * d) / (v * v)) / v;
    H[4] += 0.5 * (curvature - (n - 1) / sigma2 ** 2 + (2 * squares[j]) / sigma2 ** 3);
    H[5] += 0.5 * n * curvature;
    H[8] += 0.5 * n * n * curvature;
  }
  return symmetric(H);
}

/** The same with mu at its generalized least-squares mean, profiled out, and log Σ n/v added to the criterion. */
function restrictedHessian(stats: OnewayStatistics, parameters: OnewayParameters): Float64Array {
  const { counts } = stats;
  const { sigma2, tau2 } = parameters;
  const H = fullHessian(stats, parameters);
  const precision = H[0];
  // Derivatives of the precision: −Σ n^(1+a)/v², 2·Σ n^(1+a)/v³ with a = 0, 1, 2 indices tau²
  const first = [0, 0, 0];
  const second = [0, 0, 0];
  for (let j = 0; j < counts.length; j++) {
    const n = counts[j];
    const v = sigma2 + n * tau2;
    for (let a = 0; a < 3; a++) {
      first[a] -= n ** (1 + a) / v ** 2;
      second[a] += (2 * n ** (1 + a)) / v ** 3;
    }
  }
  const entry = (a: number, b: number, cross: number): number =>
    -cross / precision + 0.5 * (second[a + b] / precision - (first[a] * first[b]) / precision ** 2);
  H[4] += entry(0, 0, H[1] * H[1]);
  H[5] += entry(0, 1, H[1] * H[2]);
  H[8] += entry(1, 1, H[2] * H[2]);
  H[1] = H[2] = 0;
  return symmetric(H);
}

/** The lower triangle from the upper one. */
function symmetric(H: Float64Array): Float64Array {
  H[3] = H[1];
  H[6] = H[2];
  H[7] = H[5];
  return H;
}
