/**
 * Intervals for mu, sigma² and tau² of the one-way normal model: from standard errors, or by profile likelihood, whose
 * limits are the values at which the criterion, minimized over the other parameters, lies a chi-square quantile above its
 * minimum (Venzon & Moolgavkar 1988, Applied Statistics 37, 87-94). docs/one-way.md has the formulas.
 */

import { chiSquare, normal } from '../../distributions';
import { findRoot } from '../../optimize/root';
import type { OnewayFit, OnewayParameters } from './fit';
import { type OnewayInformation } from './information';
import { type OnewayStatistics, weightedDistance } from './statistics';

/** `2se` is the estimate ± 2 standard errors, whatever the level. */
export type OnewayIntervalType = 'wald' | '2se' | 'profile';

export type OnewayName = keyof OnewayParameters;

export interface OnewayInterval {
  /** Null where there is none: no standard error at a boundary, no end to the likelihood. */
  readonly lower: number | null;
  readonly upper: number | null;
}

/**
 * Limits of (mu, sigma², tau²). Those from standard errors are not cut at zero. Under REML the restricted likelihood says
 * nothing of mu, whose limits are those of its standard error.
 */
export function onewayIntervals(
  stats: OnewayStatistics,
  fit: OnewayFit,
  { covariance }: OnewayInformation,
  type: OnewayIntervalType,
  level: number,
): Readonly<Record<OnewayName, OnewayInterval>> {
  const z = type === '2se' ? 2 : normal.quantile(0.5 * (1 + level));
  const wald = (name: OnewayName, at: number): OnewayInterval => {
    const standardError = name === 'mu' ? fit.muStandardError : errorAt(covariance, at);
    if (standardError === null) return { lower: null, upper: null };
    const half = z * standardError;
    return { lower: fit[name] - half, upper: fit[name] + half };
  };
  const mu = wald('mu', 0);
  if (type !== 'profile') return { mu, sigma2: wald('sigma2', 4), tau2: wald('tau2', 8) };
  const reml = fit.method === 'REML';
  const drop = chiSquare.quantile(level, 1);
  const limit = -2 * fit.logLik + drop;
  const rise =
    (name: OnewayName) =>
    (value: number): number =>
      profileCriterion(stats, name, value, reml, fit) - limit;
  return {
    mu: reml
      ? mu
      : {
          lower: outward(rise('mu'), fit.mu, -fit.muStandardError),
          upper: outward(rise('mu'), fit.mu, fit.muStandardError),
        },
    sigma2: { lower: downward(rise('sigma2'), fit.sigma2), upper: upward(rise('sigma2'), fit.sigma2) },
    tau2: {
      lower: rise('tau2')(0) <= 0 ? 0 : downward(rise('tau2'), fit.tau2),
      upper: upward(rise('tau2'), Math.max(fit.tau2, fit.sigma2 / stats.total)),
    },
  };
}

function errorAt(covariance: Float64Array | null, at: number): number | null {
  return covariance === null ? null : Math.sqrt(covariance[at]);
}

/** The first value beyond `from` in steps that double, where the rise turns positive, refined to rounding. */
function outward(rise: (value: number) => number, from: number, step: number): number | null {
  let near = from;
  for (let tries = 0; tries < 60; tries++, step *= 2) {
    const far = from + step;
    if (rise(far) > 0) return findRoot(rise, Math.min(near, far), Math.max(near, far));
    near = far;
  }
  return null;
}

function upward(rise: (value: number) => number, from: number): number | null {
  return ratioSearch(rise, from, 2);
}

function downward(rise: (value: number) => number, from: number): number | null {
  return ratioSearch(rise, from, 0.5);
}

function ratioSearch(rise: (value: number) => number, from: number, factor: number): number | null {
  let near = from;
  for (let tries = 0; tries < 200; tries++) {
    const far = near * factor;
    if (rise(far) > 0) return findRoot(rise, Math.min(near, far), Math.max(near, far));
    near = far;
  }
  return null;
}

/**
 * −2 log-likelihood, or the REML criterion, with one parameter held and the others at their best.
 *
 * @param value of sigma² > 0, tau² ≥ 0, or mu
 * @param near where the search for the others begins
 */
export function profileCriterion(
  stats: OnewayStatistics,
  name: OnewayName,
  value: number,
  reml: boolean,
  near: OnewayParameters,
): number {
  const at = (sigma2: number, tau2: number): Criterion =>
    criterionAt(stats, sigma2, tau2, name === 'mu' ? value : null, reml);
  const { sigma2, tau2 } = near;
  const positive = Math.max(tau2, 1e-3 * sigma2);
  if (name === 'tau2') return lowest((other) => at(other, value), 'bySigma2', sigma2, false);
  if (name === 'sigma2') return lowest((other) => at(value, other), 'byTau2', positive, true);
  // With mu held sigma² is profiled out for each ratio tau²/sigma².
  return lowest((ratio) => atRatio(stats, value, ratio), 'byTau2', positive / sigma2, true);
}

interface Criterion {
  readonly value: number;
  readonly bySigma2: number;
  readonly byTau2: number;
}

function criterionAt(
  { counts, distances, squares, origin, total }: OnewayStatistics,
  sigma2: number,
  tau2: number,
  mu: number | null,
  reml: boolean,
): Criterion {
  const weights = counts.map((n) => n / (sigma2 + n * tau2));
  const centre = mu === null ? weightedDistance(distances, weights) : mu - origin;
  const constants = (reml ? total - 1 : total) * Math.log(2 * Math.PI);
  let value = constants;
  let bySigma2 = 0;
  let byTau2 = 0;
  let precision = 0;
  let first = 0;
  let second = 0;
  for (let j = 0; j < counts.length; j++) {
    const n = counts[j];
    const v = sigma2 + n * tau2;
    const d2 = (distances[j] - centre) ** 2;
    value += (n - 1) * Math.log(sigma2) + Math.log(v) + squares[j] / sigma2 + (n * d2) / v;
    bySigma2 += (n - 1) / sigma2 + 1 / v - squares[j] / sigma2 ** 2 - (n * d2) / v ** 2;
    byTau2 += n / v - (n * n * d2) / v ** 2;
    precision += weights[j];
    first += n / v ** 2;
    second += (n * n) / v ** 2;
  }
  if (!reml) return { value, bySigma2, byTau2 };
  return {
    value: value + Math.log(precision),
    bySigma2: bySigma2 - first / precision,
    byTau2: byTau2 - second / precision,
  };
}

/** ML with mu held, as a function of tau²/sigma²; `byTau2` is the derivative in the ratio. */
function atRatio(
  { counts, distances, origin, within, total }: OnewayStatistics,
  mu: number,
  ratio: number,
): Criterion {
  let logDet = 0;
  let residual = within;
  let slope = 0;
  let pull = 0;
  for (let j = 0; j < counts.length; j++) {
    const w = counts[j] / (1 + counts[j] * ratio);
    const d2 = (distances[j] - (mu - origin)) ** 2;
    logDet += Math.log1p(counts[j] * ratio);
    residual += w * d2;
    slope += w;
    pull += w * w * d2;
  }
  const sigma2 = residual / total;
  return {
    value: total * (1 + Math.log(2 * Math.PI * sigma2)) + logDet,
    bySigma2: 0,
    byTau2: slope - pull / sigma2,
  };
}

/**
 * The lowest value over x > 0, from the nearest place to `hint` where the slope changes its sign, and at 0 if that belongs
 * to the range.
 */
function lowest(
  at: (x: number) => Criterion,
  slope: 'bySigma2' | 'byTau2',
  hint: number,
  withZero: boolean,
): number {
  const atZero = withZero ? at(0).value : Infinity;
  const slopeAt = (x: number): number => at(x)[slope];
  const falls = slopeAt(hint) < 0;
  const factor = falls ? 2 : 0.5;
  let near = hint;
  for (let tries = 0; tries < 120; tries++) {
    const far = near * factor;
    if (slopeAt(far) < 0 !== falls) {
      const root = findRoot(slopeAt, Math.min(near, far), Math.max(near, far));
      return Math.min(atZero, at(root).value);
    }
    near = far;
  }
  return Math.min(atZero, at(near).value);
}
