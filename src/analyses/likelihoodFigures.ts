/** Log-likelihood, AIC and BIC from −2 log L. */

import type { MixedFit } from '../mixed/mixedFit';
import { residualSigma } from '../mixed/userScale';

export interface LikelihoodFigures {
  readonly logLik: number;
  readonly aic: number;
  readonly bic: number;
}

/**
 * @param criterion −2 log L, or the REML criterion
 * @param n rows; BIC counts all of them under REML too, as lme4 does
 */
export function likelihoodFigures(criterion: number, parameterCount: number, n: number): LikelihoodFigures {
  return {
    logLik: -criterion / 2,
    aic: criterion + 2 * parameterCount,
    bic: criterion + Math.log(n) * parameterCount,
  };
}

/**
 * −2 log L of a linear model at its maximum, n·(1 + log(2π·RSS/n)) − Σ log w, whichever estimate of sigma² the fit reports:
 * what R's `logLik()` of an `lm` is made of.
 */
export function linearDeviance(fit: MixedFit): number {
  const { n, logWeights } = fit.model;
  const rss = residualSigma(fit) ** 2 * fit.objective.nu;
  return n * (1 + Math.log((2 * Math.PI * rss) / n)) - logWeights;
}
