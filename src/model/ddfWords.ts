/** The denominator degrees of freedom by name: how options spell them, and what people read. */

import type { DenominatorDf } from '../inference/denominator';

export interface DdfWords {
  /** One word, for a choice or a heading. */
  readonly name: string;
  /** What an F test has them by, within a line. */
  readonly tests: string;
  /** What a summary's t tests have them by, as lmerTest says it. */
  readonly summary: string;
}

const WORDS: Readonly<Record<DenominatorDf, DdfWords>> = {
  satterthwaite: {
    name: 'Satterthwaite',
    tests: "Satterthwaite's degrees of freedom",
    summary: "t-tests use Satterthwaite's method",
  },
  'kenward-roger': {
    name: 'Kenward-Roger',
    tests: "Kenward-Roger's degrees of freedom",
    summary: "t-tests use Kenward-Roger's method",
  },
  residual: {
    name: 'Residual',
    tests: 'residual degrees of freedom',
    summary: 't-tests use the residual degrees of freedom',
  },
  asymptotic: {
    name: 'Infinite (z)',
    tests: 'asymptotic: NumDF times F against chi-square',
    summary: 'z-tests use the normal distribution',
  },
};

export function ddfWords(ddf: DenominatorDf): DdfWords {
  return WORDS[ddf];
}
