/** Information criteria of models beside each other: how far each is from the lowest, and Akaike weights. */

import type { Missing } from '../layout/report';

export const INFORMATION_CRITERIA = ['AIC', 'AICc', 'BIC'] as const;
export type InformationCriterion = (typeof INFORMATION_CRITERIA)[number];

/** A model among others by one criterion; NaN where it has none. */
export interface Standing {
  /** From the lowest. */
  readonly difference: number;
  /** exp(−difference/2) as a part of the sum over all models, in [0, 1]. */
  readonly weight: number;
}

/**
 * AIC + 2k(k + 1)/(n − k − 1): Hurvich & Tsai (1989), Regression and time series model selection in small samples, Biometrika 76,
 * 297–307.
 *
 * @param k parameters, the variances among them
 * @param n rows; all of them under REML too, as BIC counts them
 */
export function correctedAic(aic: number, k: number, n: number): number | Missing {
  const spare = n - k - 1;
  if (spare > 0) return aic + (2 * k * (k + 1)) / spare;
  return { none: `AICc needs more rows than parameters and one: there are ${n} rows and ${k} parameters.` };
}

/**
 * Burnham & Anderson (2002), Model Selection and Multimodel Inference, section 2.9.
 *
 * @param values of one criterion, NaN for a model that has none and does not count
 */
export function standingsOf(values: readonly number[]): Standing[] {
  const lowest = Math.min(...values.filter((value) => !Number.isNaN(value)));
  const likelihoods = values.map((value) => Math.exp((lowest - value) / 2));
  const sum = likelihoods.reduce((total, one) => (Number.isNaN(one) ? total : total + one), 0);
  return values.map((value, i) => ({ difference: value - lowest, weight: likelihoods[i] / sum }));
}
