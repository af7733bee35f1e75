/** Which likelihood a linear mixed model and a linear model report. */

import { criterionWords } from '../likelihood/criterionWords';
import type { MixedFit } from '../mixed/mixedFit';
import { residualSigma } from '../mixed/userScale';
import type { FitCriterion, Method } from './fit';

/** A likelihood with its words. */
export function reported(likelihood: Method, value: number): FitCriterion {
  const { name, logLikName, column } = criterionWords(likelihood);
  return { name, logLikName, column, value, logLik: -value / 2, isRestricted: likelihood === 'REML' };
}

export function mixedCriterion({ criterion, objective }: MixedFit): FitCriterion {
  return reported(objective.reml ? 'REML' : 'ML', criterion);
}

/**
 * −2 log L of a linear model at its maximum, n·(1 + log(2π·RSS/n)) − Σ log w, whichever estimate of sigma² the fit reports:
 * what R's `logLik()` of an `lm` is made of.
 */
export function linearCriterion(fit: MixedFit): FitCriterion {
  if (!fit.objective.reml) return mixedCriterion(fit);
  const { n, logWeights } = fit.model;
  const rss = residualSigma(fit) ** 2 * fit.objective.nu;
  return reported('ML', n * (1 + Math.log((2 * Math.PI * rss) / n)) - logWeights);
}
