/** The models that were on show for a range of data, as the state holds them. */

import type { RangeAddress } from '../host';
import type { ColumnTypes } from './columnTypes';
import type { ModelForm } from './form';
import type { ModelOptions } from './modelOptions';

export interface ShownModel {
  readonly formula: string;
  /** Holds more than the formula: a card without a tick. */
  readonly form: ModelForm;
  readonly options: ModelOptions;
  /** What the user takes columns for, which the terms of the formula follow. */
  readonly types: ColumnTypes;
}

/** The models of one range of data. */
export interface ModelHistory {
  readonly range: RangeAddress;
  /** Oldest first. */
  readonly models: readonly ShownModel[];
  /** Which of them was on show last. */
  readonly at: number;
  /** Whether that one is being typed: the next key changes it and makes no further one. */
  readonly isTyping: boolean;
}
