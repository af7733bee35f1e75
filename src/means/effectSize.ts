/**
 * Differences in standard deviations (Cohen's d). The standard deviation is estimated too: with nu degrees of freedom, those of a
 * variance v with 2·v²/nu for its own variance, d = estimate/sd has Var(d) = Var(estimate)/v + d²/(2·nu), as eff_size() of emmeans
 * has it (Hedges & Olkin 1985, Statistical Methods for Meta-Analysis, ch. 5).
 */

import { studentT } from '../distributions';
import type { Fit } from '../fits';
import { dot } from '../linalg/columns';

/** What differences are divided by: the residual standard deviation, or that of the response about its mean. */
export const EFFECT_SCALES = ['sigma', 'total'] as const;
export type EffectScaleName = (typeof EFFECT_SCALES)[number];

export interface EffectScale {
  /** NaN where the data do not determine it. */
  readonly deviation: number;
  /** Degrees of freedom of its square. */
  readonly df: number;
  /** What it is and how well it is known, in sentences. */
  readonly notes: readonly string[];
}

export interface EffectSize {
  readonly size: number;
  readonly standardError: number;
  readonly lower: number;
  readonly upper: number;
}

const WORDS: Readonly<Record<EffectScaleName, string>> = {
  sigma: 'the residual standard deviation',
  total: 'the root of all variance, that of the random effects and of the residual together',
};

export function effectScale(fit: Fit, name: EffectScaleName): EffectScale {
  const variance = name === 'total' ? fit.varianceShares.total : fit.sigma ** 2;
  if (Number.isNaN(variance))
    return {
      deviation: NaN,
      df: NaN,
      notes: [`There are no effect sizes: the data do not determine ${WORDS[name]}.`],
    };
  const deviation = Math.sqrt(variance);
  const error = errorVariance(fit, name);
  const df = error === null ? residualDf(fit) : (2 * variance * variance) / error;
  const [sd, nu] = [deviation, df].map((value) => Number(value.toPrecision(5)));
  const counted = `its ${nu} degrees of freedom are counted in the limits, which are not adjusted`;
  const doubt =
    error === null && fit.kind !== 'lm' ? ', those of the residuals since the fit is singular' : '';
  const notes = [`Effect sizes are in units of ${WORDS[name]}, ${sd}; ${counted}${doubt}.`];
  return { deviation, df, notes };
}

export function effectSize(
  { estimate, standardError, df }: { estimate: number; standardError: number; df: number | null },
  scale: EffectScale,
  level: number,
): EffectSize {
  const size = estimate / scale.deviation;
  const error = Math.hypot(standardError / scale.deviation, size / Math.sqrt(2 * scale.df));
  const reach = -studentT.quantile((1 - level) / 2, df ?? Infinity) * error;
  return { size, standardError: error, lower: size - reach, upper: size + reach };
}

function residualDf({ matrices, kept }: Fit): number {
  return matrices.y.length - kept.length;
}

/** The variance of the estimated variance; null where it is that of a linear model, or where the fit is singular. */
function errorVariance(fit: Fit, name: EffectScaleName): number | null {
  if (fit.kind === 'lm') return null;
  const { inverse, size } = fit.information();
  if (inverse === null) return null;
  const weights = name === 'total' ? totalWeights(fit) : sigmaWeights(fit);
  let sum = 0;
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) sum += weights[i] * inverse[i * size + j] * weights[j];
  return sum;
}

function sigmaWeights({ parameters }: Fit): number[] {
  return parameters.map(({ kind }) => (kind === 'sigma' ? 1 : 0));
}

/** What each variance and covariance contributes to the mean variance of a row, zᵀ·Σ·z with its weights averaged over the rows. */
function totalWeights(fit: Fit): number[] {
  return fit.parameters.map((parameter) => {
    if (parameter.kind === 'fixed') return 0;
    if (parameter.kind === 'sigma') return 1;
    const { columns } = fit.terms[parameter.t].block.Z;
    const other = parameter.kind === 'sd' ? parameter.a : parameter.b;
    const mean = dot(columns[parameter.a], columns[other]) / columns[other].length;
    return parameter.kind === 'sd' ? mean : 2 * mean;
  });
}
