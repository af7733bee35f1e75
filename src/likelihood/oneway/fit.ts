/**
 * Maximum likelihood and REML for the one-way normal hierarchical model
 *
 *     y_ij = mu + b_j + e_ij,   b_j ~ N(0, tau²),   e_ij ~ N(0, sigma²),   all independent;
 *
 * docs/one-way.md has the formulas.
 */

import { CellmerError, type Warning } from '../../errors';
import { findRoot } from '../../optimize/root';
import { checkLayout } from './anova';
import { weightedDistance, type OnewayStatistics } from './statistics';

export interface OnewayParameters {
  readonly mu: number;
  /** Variance within groups. */
  readonly sigma2: number;
  /** Variance between groups. */
  readonly tau2: number;
}

export interface OnewayFit extends OnewayParameters {
  readonly method: 'REML' | 'ML';
  /** sqrt(1/Σ n_j/(sigma² + n_j·tau²)). */
  readonly muStandardError: number;
  /** Log-likelihood at the estimates; for REML the restricted one. Constants kept. */
  readonly logLik: number;
  /** Whether tau² is estimated as zero. */
  readonly singular: boolean;
  readonly warnings: readonly Warning[];
}

/**
 * Log-likelihood of the model at the given parameters, constants kept.
 *
 * @param parameters sigma2 > 0, tau2 ≥ 0
 * @throws CellmerError `option` for variances out of range or a mu that is not finite
 */
export function onewayLogLik(stats: OnewayStatistics, parameters: OnewayParameters): number {
  checkParameters(parameters);
  const { mu, sigma2, tau2 } = parameters;
  const { counts, distances, squares, origin, total } = stats;
  const centre = mu - origin;
  let sum = total * Math.log(2 * Math.PI);
  for (let j = 0; j < counts.length; j++) {
    const n = counts[j];
    const variance = sigma2 + n * tau2;
    sum += (n - 1) * Math.log(sigma2) + Math.log(variance);
    sum += squares[j] / sigma2 + (n * (distances[j] - centre) ** 2) / variance;
  }
  return -0.5 * sum;
}

/** @throws CellmerError `option` unless mu is finite, sigma2 positive and tau2 not negative */
export function checkParameters({ mu, sigma2, tau2 }: OnewayParameters): void {
  if (!Number.isFinite(mu)) throw new CellmerError('option', `mu is ${mu}: expected a number.`);
  if (!(sigma2 > 0 && sigma2 < Infinity))
    throw new CellmerError('option', `sigma2 is ${sigma2}: expected a positive number.`);
  if (!(tau2 >= 0 && tau2 < Infinity))
    throw new CellmerError('option', `tau2 is ${tau2}: expected 0 or a positive number.`);
}

/**
 * Estimates (mu, sigma², tau²). All brackets of a minimum of the profiled criterion in the ratio tau²/sigma² are found,
 * each is solved by Brent's method, and the lowest minimum is taken, the boundary at 0 among them: unbalanced data can
 * have several.
 *
 * @throws CellmerError `model` when there are fewer than two groups, no group has a second value, or the values do not
 * vary within groups
 */
export function onewayFit(stats: OnewayStatistics, method: 'REML' | 'ML'): OnewayFit {
  checkLayout(stats);
  checkSpread(stats);
  const reml = method === 'REML';
  let best = profile(stats, 0, reml);
  for (const [low, high] of brackets(stats, reml)) {
    const ratio = findRoot((x) => profile(stats, x, reml).slope, low, high);
    const candidate = profile(stats, ratio, reml);
    if (candidate.criterion < best.criterion) best = candidate;
  }
  return summary(stats, best, method);
}

/** @throws CellmerError `model` when the values do not vary within groups */
export function checkSpread({ within }: OnewayStatistics): void {
  if (within > 0) return;
  throw new CellmerError(
    'model',
    'The values do not vary within groups, so sigma² is 0: there is no likelihood to maximize and nothing to shrink.',
  );
}

/** The criterion at one ratio tau²/sigma², with mu and sigma² profiled out. */
interface Profile {
  readonly ratio: number;
  /** −2 log-likelihood or REML criterion, constants kept. */
  readonly criterion: number;
  /** Derivative of the criterion in the ratio. */
  readonly slope: number;
  /** Generalized least-squares mean, less the origin. */
  readonly distance: number;
  readonly sigma2: number;
  /** Σ n_j/(1 + n_j·ratio): the precision of mu in units of 1/sigma². */
  readonly precision: number;
}

function profile(stats: OnewayStatistics, ratio: number, reml: boolean): Profile {
  const { counts, distances, within, total } = stats;
  const weights = counts.map((n) => n / (1 + n * ratio));
  const distance = weightedDistance(distances, weights);
  let logDet = 0;
  let precision = 0;
  let squaredWeights = 0;
  let residual = within;
  let pull = 0;
  for (let j = 0; j < counts.length; j++) {
    const w = weights[j];
    const e2 = (distances[j] - distance) ** 2;
    logDet += Math.log1p(counts[j] * ratio);
    precision += w;
    squaredWeights += w * w;
    residual += w * e2;
    pull += w * w * e2;
  }
  const nu = reml ? total - 1 : total;
  const sigma2 = residual / nu;
  return {
    ratio,
    criterion: nu * (1 + Math.log(2 * Math.PI * sigma2)) + logDet + (reml ? Math.log(precision) : 0),
    slope: precision - pull / sigma2 - (reml ? squaredWeights / precision : 0),
    distance,
    sigma2,
    precision,
  };
}

/** Grid points per factor of e; finer than two minima of the criterion can lie apart in practice. */
const POINTS_PER_E = 3;

/**
 * Intervals of the ratio in which the slope turns from negative to positive, from a grid that is even in the logarithm.
 * It begins where n·ratio is lost beside 1, and ends where the slope can only be positive.
 */
function brackets(stats: OnewayStatistics, reml: boolean): (readonly [low: number, high: number])[] {
  const slope = (ratio: number): number => profile(stats, ratio, reml).slope;
  const largest = stats.counts.reduce((a, b) => Math.max(a, b), 0);
  const end = largestRatio(stats, reml);
  const found: (readonly [number, number])[] = [];
  let low = 0;
  let lowSlope = slope(0);
  for (let high = 1e-10 / largest; low < end; high *= Math.exp(1 / POINTS_PER_E)) {
    const highSlope = slope(high);
    if (lowSlope < 0 && highSlope >= 0) found.push([low, high]);
    low = high;
    lowSlope = highSlope;
  }
  return found;
}

/**
 * A ratio beyond which the criterion only rises. With e_j the distances from the mean, the slope is at least
 * (m − 1)/(ratio + 1) − nu·Σe_j²/(within·ratio²), since all n_j are at least 1; that is positive from the ratio on where
 * ratio² ≥ c·(ratio + 1), c = nu·Σe_j²/(within·(m − 1)). Any mean lies between the distances, which bounds the e_j.
 */
function largestRatio({ counts, distances, within, total }: OnewayStatistics, reml: boolean): number {
  const range = distances.reduce((a, b) => Math.max(a, b)) - distances.reduce((a, b) => Math.min(a, b));
  const m = counts.length;
  const c = ((reml ? total - 1 : total) * m * range * range) / (within * (m - 1));
  return c + 1 + Math.sqrt(c);
}

function summary(stats: OnewayStatistics, at: Profile, method: OnewayFit['method']): OnewayFit {
  const singular = at.ratio === 0;
  return {
    method,
    mu: stats.origin + at.distance,
    sigma2: at.sigma2,
    tau2: at.ratio * at.sigma2,
    muStandardError: Math.sqrt(at.sigma2 / at.precision),
    logLik: -0.5 * at.criterion,
    singular,
    warnings: singular ? [BOUNDARY] : [],
  };
}

const BOUNDARY: Warning = {
  code: 'boundary',
  message:
    'tau² is estimated as 0, the end of its range: the group means differ no more than the variance within groups ' +
    'makes them.',
};
