/** What the details of a term share, whatever their style. */

import { difference } from '../names';
import type { Amount, AtLevel, ModelVerdicts, TermSize } from '../verdicts';

/** What sentences need to know besides the term. */
export type Whole = Pick<ModelVerdicts, 'outcome' | 'level' | 'ratio'>;

/** An interaction that is told by what there is at each level. */
export type LevelByLevel = Extract<TermSize, { kind: 'differences' | 'slopes' }>;

export const UNKNOWN = 'the data do not determine how large it is';

export const isDetermined = ({ estimate }: Amount): boolean => Number.isFinite(estimate);

/** A difference of logarithms as the ratio that it is the logarithm of. */
export function asRatio<A extends Amount>(amount: A, { base }: NonNullable<Whole['ratio']>): A {
  const { estimate, lower, upper } = amount;
  return { ...amount, estimate: base ** estimate, lower: base ** lower, upper: base ** upper };
}

export function ratioName(level: string, other: string): string {
  return `${level} / ${other}`;
}

export const higher = ({ estimate }: Amount): string => (estimate < 0 ? 'lower' : 'higher');

/** What varies: `the slope of age`, `the difference incongruent − congruent`. */
export function varying(size: LevelByLevel): string {
  return size.kind === 'slopes'
    ? `the slope of ${size.of}`
    : `the difference ${difference(size.level, size.other)}`;
}

export function atLevels(rows: readonly AtLevel[], text: (row: Amount) => string): string {
  return rows.map((row) => `${isDetermined(row) ? text(row) : 'not determined'} for ${row.level}`).join('; ');
}

/** What is said of several rows alike is said once. */
export function joined(texts: readonly string[]): string {
  return [...new Set(texts)].join('; ');
}
