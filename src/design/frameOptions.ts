/** What a model takes from its options besides the formula: lmer()'s arguments of the same names. */

import type { Expr } from '../formula/ast';
import type { ContrastChoice, ContrastKind } from './contrastMatrices';

/** `exclude` leaves rows out as `omit` does; `fail` refuses data with missing values. */
export type MissingPolicy = 'omit' | 'exclude' | 'fail';

/** Contrasts of unordered factors, and of single ones by the name of their variable. Ordered factors have `poly`. */
export interface ContrastOptions {
  readonly all: ContrastKind;
  readonly factors: Readonly<Record<string, ContrastChoice>>;
  /** Whether names that are no factors of the model are passed over, as where the choice came with another model. */
  readonly mayBeUnused?: boolean;
}

export interface FrameOptions {
  /** Prior weights: a positive number per row. */
  readonly weights: Expr | null;
  /** Added to the offsets of the formula. */
  readonly offset: Expr | null;
  /** A condition: rows where it does not hold are left out. */
  readonly subset: Expr | null;
  readonly na: MissingPolicy;
  readonly contrasts: ContrastOptions;
}

export const DEFAULT_CONTRASTS: ContrastOptions = { all: 'treatment', factors: {} };

export const DEFAULT_FRAME_OPTIONS: FrameOptions = {
  weights: null,
  offset: null,
  subset: null,
  na: 'omit',
  contrasts: DEFAULT_CONTRASTS,
};
