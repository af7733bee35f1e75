/**
 * Sizes of effects that F tests imply, as shares of the variance that is not explained by other terms (partial):
 *
 *     eta² = F·q/(F·q + nu)    epsilon² = (F − 1)·q/(F·q + nu)    omega² = (F − 1)·q/(F·q + nu + 1)
 *
 * with q and nu degrees of freedom of numerator and denominator (Cohen 1973; Kelley 1935; Keren & Lewis 1979). Limits are two-sided: those
 * noncentralities with which F, or the F of which the estimate would be the eta², has the probabilities (1 ± level)/2, put in the place
 * of F·q (Steiger 2004, Psychol. Methods 9, 164-182), as the R package effectsize does (Ben-Shachar et al. 2020, J. Open Source Softw.
 * 5(56), 2815).
 */

import { noncentralF } from '../distributions';
import type { FTest } from '../fits';
import { columnsOf, limitColumns, type Missing, type ReportColumn, type Value } from '../layout/report';
import { percent } from '../layout/words';

/** As the option `effect` spells them. */
export const EFFECT_SIZES = ['eta', 'omega', 'epsilon'] as const;

export type EffectSizeName = (typeof EFFECT_SIZES)[number];

export interface EffectSize {
  /** Of epsilon and omega negative where F is below 1. */
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
}

/** Null where the test has no denominator degrees of freedom. */
export function effectSize(
  name: EffectSizeName,
  { f, numDf: q, denDf: nu }: Pick<FTest, 'f' | 'numDf' | 'denDf'>,
  level: number,
): EffectSize | null {
  if (nu === null) return null;
  const estimate = estimateOf(name, f, q, nu);
  // 1 − eta² as it is: near 1 a difference would lose digits
  const rest = name === 'eta' ? nu / (f * q + nu) : 1 - estimate;
  const ofEstimate = Math.max(0, name === 'eta' ? f : (estimate / q) * (nu / rest));
  const limit = (probability: number): number => {
    const ncp = noncentralF.noncentrality(ofEstimate, q, nu, probability);
    return ncp / (ncp + nu);
  };
  return { estimate, lower: limit((1 + level) / 2), upper: limit((1 - level) / 2) };
}

function estimateOf(name: EffectSizeName, f: number, q: number, nu: number): number {
  const part = (name === 'eta' ? f : f - 1) * q;
  return part / (f * q + nu + (name === 'omega' ? 1 : 0));
}

const TITLES: Readonly<Record<EffectSizeName, string>> = {
  eta: 'Partial eta²',
  omega: 'Partial omega²',
  epsilon: 'Partial epsilon²',
};

/** An estimate and its limits for each. */
export function effectColumns(names: readonly EffectSizeName[], level: number): ReportColumn[] {
  const ends = limitColumns(percent(level));
  return names.flatMap((name) =>
    columnsOf(
      [name, TITLES[name], 'share'],
      ...ends.map(([end, title]) => [`${name} ${end}`, title, 'share'] as const),
    ),
  );
}

const NO_DENOMINATOR: Missing = {
  none: 'An effect size needs degrees of freedom of the denominator: choose ddf=satterthwaite or kenward-roger.',
};

/** @param sizes one per name; null for a term that is not tested */
export function effectValues(sizes: readonly (EffectSize | null)[] | null, count: number): Value[] {
  if (sizes === null) return Array<null>(3 * count).fill(null);
  return sizes.flatMap((size): Value[] =>
    size === null
      ? [NO_DENOMINATOR, NO_DENOMINATOR, NO_DENOMINATOR]
      : [size.estimate, size.lower, size.upper],
  );
}

/** What they are made by. */
export function effectNote(names: readonly EffectSizeName[], level: number): string {
  const own = names.map((name) => FORMULAS[name]).join('; ');
  return `${own}. Limits are two-sided at ${percent(level)}, from the noncentral F distribution.`;
}

const FORMULAS: Readonly<Record<EffectSizeName, string>> = {
  eta: 'Partial eta² is F·NumDF/(F·NumDF + DenDF)',
  omega: 'partial omega² is (F - 1)·NumDF/(F·NumDF + DenDF + 1)',
  epsilon: 'partial epsilon² is (F - 1)·NumDF/(F·NumDF + DenDF)',
};
