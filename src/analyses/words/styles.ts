/**
 * How numbers stand in sentences: as the Publication Manual of the American Psychological Association has them (7th edition, without
 * italics, which a cell cannot have), in words for readers without statistics, and as medical journals have them.
 */

import { decimalsFor, degreesOfFreedom, fixed, pValue, statistic } from '../../layout/spoken';
import { percent } from '../../layout/words';
import type { Amount, RandomVerdict, TermVerdict } from './verdicts';

export const WORDS_STYLES = ['apa', 'plain', 'journal'] as const;
export type WordsStyle = (typeof WORDS_STYLES)[number];

/** Significant digits of the width of an interval. */
const DIGITS = 3;
const MOST_DECIMALS = 6;

interface Limits {
  readonly lower: number | null;
  readonly upper: number | null;
}

/** A number and its limits with the same decimals. */
export interface Written {
  readonly value: string;
  readonly size: string;
  /** Null where there are no limits. */
  readonly ends: readonly [lower: string, upper: string] | null;
}

export function written(estimate: number, { lower, upper }: Limits): Written {
  const isBounded = lower !== null && upper !== null && Number.isFinite(upper - lower);
  const width = isBounded && upper > lower ? upper - lower : estimate;
  const decimals = Math.min(MOST_DECIMALS, decimalsFor(width, DIGITS));
  const text = (value: number): string => fixed(value, decimals);
  return {
    value: text(estimate),
    size: text(Math.abs(estimate)),
    ends: isBounded ? [text(lower), text(upper)] : null,
  };
}

/** `p = .012`, `p < .001`. */
export function apaP(p: number): string {
  const text = pValue(p);
  return text.startsWith('<') ? `p < ${text.slice(1)}` : `p = ${text}`;
}

/** `P=0.012`, `P<0.001`. */
export function journalP(p: number): string {
  return p < 0.001 ? 'P<0.001' : `P=${p.toFixed(p < 0.1 ? 3 : 2)}`;
}

/** `F(2, 23.2) = 62.40`, `χ²(2) = 124.80`. */
export function termStatistic({ numDf, denDf, f }: NonNullable<TermVerdict['test']>): string {
  return denDf === null
    ? `χ²(${numDf}) = ${statistic(numDf * f)}`
    : `F(${numDf}, ${degreesOfFreedom(denDf)}) = ${statistic(f)}`;
}

/** `t(17.0) = 6.77`, `z = 6.77`. */
export function tStatistic({ df, statistic: t }: Amount): string {
  return df === null ? `z = ${statistic(t)}` : `t(${degreesOfFreedom(df)}) = ${statistic(t)}`;
}

export function randomStatistic({ statistic: x, df }: NonNullable<RandomVerdict['test']>): string {
  return `χ²(${df}) = ${statistic(Math.max(0, x))}`;
}

/** Limits as each style has them, from a comma or parenthesis on; empty without limits. */
export function apaLimits({ ends }: Written, level: number): string {
  return ends === null ? '' : `, ${percent(level)} CI [${ends[0]}, ${ends[1]}]`;
}

export function journalLimits({ ends }: Written, level: number, p: number | null): string {
  const parts = [
    ...(ends === null ? [] : [`${percent(level)} CI ${ends[0]} to ${ends[1]}`]),
    ...(p === null ? [] : [journalP(p)]),
  ];
  return parts.length === 0 ? '' : ` (${parts.join('; ')})`;
}
