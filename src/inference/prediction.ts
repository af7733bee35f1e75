/**
 * Predictions with standard errors, confidence limits of the mean and prediction limits of a new observation.
 *
 * The error of xᵀbetaHat + zᵀbHat has variance sigma²·h (`mixed/predictErrors.ts`), a new observation of prior weight w
 * lies sigma²/w about the mean besides. Limits are estimate ± t·standard error with Satterthwaite's degrees of freedom
 * of that variance, with random effects bounded where a variance is nearly zero (`boundedDegrees.ts`). Its gradient is
 * exact without random effects and a central difference in theta with them. Theta and sigma count as known in h, as in
 * lme4's conditional variances and SAS's default; by Kenward-Roger what their estimation adds is added
 * (`predictionBias.ts`), and the population's mean has the covariance matrix and degrees of freedom of `kenwardRoger.ts`.
 */

import { normal, studentT } from '../distributions';
import { multiply } from '../linalg/dense';
import type { MixedFit } from '../mixed/mixedFit';
import { relativeErrors, whitenedRow } from '../mixed/predictErrors';
import type { PredictionRows } from '../mixed/predictRows';
import { elsewhereOnRidge } from '../mixed/ridge';
import { residualSigma } from '../mixed/userScale';
import { boundedDegreesOfFreedom } from './boundedDegrees';
import type { DenominatorDf } from './denominator';
import { kenwardRoger } from './kenwardRoger';
import { estimationBias } from './predictionBias';
import { degreesOfFreedom } from './satterthwaite';

export interface Limits {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

export interface PredictionErrors {
  /**
   * n standard errors of the predicted mean, in units of the response; NaN where nothing is predicted and where the data do not
   * determine them.
   */
  readonly standardErrors: Float64Array;
  /**
   * Limits about n means, NaN where the data do not determine them.
   *
   * @param weights prior weights of new observations for their prediction limits; null where they are 1, and undefined
   * for confidence limits of the mean
   */
  limits(means: Float64Array, level: number, weights?: Float64Array | null): Limits;
}

/** Variances at two points of a ridge that differ by less than this share of their size are the same. */
const SAME = 1e-6;
/** Relative step of central differences in theta: their error is about its square. */
const STEP = 1e-4;

/** @param conditional whether the means have random effects */
export function predictionErrors(
  fit: MixedFit,
  rows: PredictionRows,
  conditional: boolean,
  ddf: DenominatorDf,
): PredictionErrors {
  const bare = relativeErrors(fit, fit.optimum.at, rows, conditional);
  const sigma = residualSigma(fit);
  const { h, degrees } =
    ddf === 'kenward-roger' && fit.parts.length > 0
      ? adjusted(fit, rows, bare, conditional)
      : { h: bare, degrees: degreesPerRow(fit, rows, bare, conditional, ddf) };

  const isKnown = knownVariances(fit, rows, bare, conditional);

  function limits(means: Float64Array, level: number, weights?: Float64Array | null): Limits {
    const quantile = quantiles(0.5 * (1 + level));
    const lower = new Float64Array(rows.n);
    const upper = new Float64Array(rows.n);
    for (let i = 0; i < rows.n; i++) {
      const own = weights === undefined ? 0 : 1 / (weights?.[i] ?? 1);
      const width = isKnown(i, own)
        ? quantile(degrees(i, own)) * sigma * Math.sqrt(Math.max(0, h[i] + own))
        : NaN;
      lower[i] = means[i] - width;
      upper[i] = means[i] + width;
    }
    return { lower, upper };
  }
  const standardErrors = h.map((v, i) => (isKnown(i, 0) ? sigma * Math.sqrt(Math.max(0, v)) : NaN));
  return { standardErrors, limits };
}

/**
 * Whether sigma²·(h + own) of a row is the same elsewhere on a ridge. Of the population's mean h alone is that of fixed effects,
 * which are given as their table has them.
 */
function knownVariances(
  fit: MixedFit,
  rows: PredictionRows,
  bare: Float64Array,
  conditional: boolean,
): (i: number, own: number) => boolean {
  const other = elsewhereOnRidge(fit.objective, fit.optimum.at, fit.identification);
  if (other === null) return () => true;
  const there = conditional ? relativeErrors(fit, other, rows, true) : null;
  return (i, own) => {
    const v = fit.optimum.at.r2 * ((there === null ? 0 : bare[i]) + own);
    const w = other.r2 * ((there?.[i] ?? 0) + own);
    return Math.abs(v - w) <= SAME * Math.max(v, w);
  };
}

interface AdjustedErrors {
  readonly h: Float64Array;
  readonly degrees: (i: number, own: number) => number;
}

/** With what the estimation of the variances adds; degrees of freedom with random effects are those of what it is added to. */
function adjusted(
  fit: MixedFit,
  rows: PredictionRows,
  bare: Float64Array,
  conditional: boolean,
): AdjustedErrors {
  if (!conditional) return populationAdjusted(fit, rows);
  const bias = estimationBias(fit, rows);
  return {
    h: bare.map((v, i) => v + bias[i]),
    degrees: degreesPerRow(fit, rows, bare, true, 'satterthwaite'),
  };
}

/** The population's mean is a contrast of fixed effects: Kenward and Roger's own. */
function populationAdjusted(fit: MixedFit, rows: PredictionRows): AdjustedErrors {
  const { p } = fit.model;
  const { covariance, test } = kenwardRoger(fit);
  const sigma2 = residualSigma(fit) ** 2;
  const x = (i: number): Float64Array => Float64Array.from(rows.X, (column) => column[i]);
  const h = Float64Array.from({ length: rows.n }, (_, i) => {
    const own = x(i);
    return multiply(own, multiply(covariance, own, p, p, 1), 1, p, 1)[0] / sigma2;
  });
  return { h, degrees: (i) => (h[i] > 0 ? test(x(i), 1).df : Infinity) };
}

/** t quantiles at one probability; rows alike ask for the same one after another. */
function quantiles(probability: number): (df: number) => number {
  const z = normal.quantile(probability);
  let last = Infinity;
  let quantile = z;
  return (df) => {
    if (df === last) return quantile;
    last = df;
    quantile = df === Infinity ? z : studentT.quantile(probability, df);
    return quantile;
  };
}

/** Degrees of freedom of sigma²·(h + own) of row i. */
function degreesPerRow(
  fit: MixedFit,
  rows: PredictionRows,
  h: Float64Array,
  conditional: boolean,
  ddf: DenominatorDf,
): (i: number, own: number) => number {
  const { n, p } = fit.model;
  if (ddf === 'asymptotic') return () => Infinity;
  if (ddf === 'residual' || fit.parts.length === 0) return () => n - p;
  const slopes = conditional ? differencedSlopes(fit, rows) : populationSlopes(fit, rows);
  const bounded = boundedDegreesOfFreedom(fit);
  const degrees = conditional ? bounded : contrastDegrees(fit, bounded);
  const own = new Float64Array(slopes.length);
  return (i, noise) => {
    // Nothing is estimated, or nothing is there: no quantile makes a difference.
    if (!(h[i] + noise > 0)) return Infinity;
    for (let t = 0; t < own.length; t++) own[t] = slopes[t][i];
    return degrees(h[i] + noise, own);
  };
}

/**
 * Of a contrast of fixed effects, and so exactly Satterthwaite's, as `LMER.FIXEF` and lmerTest have them. They can fall
 * below 1 where a variance of few, unequal groups is nearly zero; no limits can be made of that.
 */
function contrastDegrees(
  fit: MixedFit,
  bounded: (h: number, slopes: Float64Array) => number,
): (h: number, slopes: Float64Array) => number {
  const { m } = fit.structure;
  const sigma2 = fit.optimum.at.r2 / fit.objective.nu;
  const degrees = degreesOfFreedom(fit);
  const gradient = new Float64Array(m + 1);
  return (h, slopes) => {
    for (let t = 0; t < m; t++) gradient[t] = sigma2 * slopes[t];
    gradient[m] = 2 * Math.sqrt(sigma2) * h;
    const df = degrees(sigma2 * h, gradient);
    return df >= 1 ? df : Math.max(df, Math.min(1, bounded(h, slopes)));
  };
}

/** ∂h/∂theta of xᵀM⁻¹x, by ∂M⁻¹/∂G_i = M⁻¹·F_i·M⁻¹: m columns of n. */
function populationSlopes(fit: MixedFit, rows: PredictionRows): Float64Array[] {
  const { p } = fit.model;
  const { m } = fit.structure;
  const { natural, jacobian } = fit.optimum.at;
  const slopes = Array.from({ length: m }, () => new Float64Array(rows.n));
  const y = new Float64Array(p);
  for (let i = 0; i < rows.n; i++) {
    whitenedRow(fit, rows.X, i, y);
    for (let e = 0; e < m; e++) {
      let form = 0;
      for (let a = 0; a < p; a++)
        for (let b = 0; b < p; b++) form += y[a] * natural.F[(e * p + a) * p + b] * y[b];
      for (let t = 0; t < m; t++) slopes[t][i] += form * jacobian[e * m + t];
    }
  }
  return slopes;
}

/** ∂h/∂theta with random effects, by central differences: two evaluations per parameter, however many rows there are. */
function differencedSlopes(fit: MixedFit, rows: PredictionRows): Float64Array[] {
  const { theta } = fit.optimum.at;
  return Array.from(theta, (value, t) => {
    const step = STEP * Math.max(1, Math.abs(value));
    const errorsAt = (moved: number): Float64Array => {
      const beside = new Float64Array(theta);
      beside[t] = moved;
      return relativeErrors(fit, fit.objective.evaluate(beside), rows, true);
    };
    const above = errorsAt(value + step);
    const below = errorsAt(value - step);
    return above.map((v, i) => (v - below[i]) / (2 * step));
  });
}
