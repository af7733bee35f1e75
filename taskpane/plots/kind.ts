/** What a plot of a fitted model is: everything about it is said in one place, the file of its view. */

import type { ReactElement, ReactNode } from 'react';
import type { FitResult } from '../../src/index';
import type { DataState } from '../state/state';

export interface PlotKind {
  /** In the pane's state; stays the same from version to version. */
  readonly name: string;
  readonly words: {
    /** In the chooser. */
    readonly name: string;
    /** Above the plot, and on pictures of it. */
    readonly title: string;
  };
  /** What it is about: what the model says, or whether it may be believed. */
  readonly part: 'model' | 'checks';
  /** Shapes on a field of 24 × 18, for the chooser. */
  readonly picture: ReactNode;
  /** Why it cannot be had of this model, as a sentence; null when it can. */
  readonly missing: (fit: FitResult, data: DataState) => string | null;
  readonly View: (props: { readonly fit: FitResult }) => ReactElement | null;
}
