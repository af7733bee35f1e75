/** Predictions of a fitted model at any rows: fixed effects, and random effects where their level is known. */

import { NO_LEVEL } from '../design/newData';
import { conditionalModes } from './conditionalModes';
import type { MixedFit } from './mixedFit';
import { fixedEffects } from './userScale';

/** Rows of one grouping factor. */
export interface PartRows {
  /** n 0-based indices into the factor's levels; NEW_LEVEL has no effect, NO_LEVEL no prediction. */
  readonly codes: Int32Array;
  /** The k columns of all terms on the factor side by side, n each, in the user's units. */
  readonly columns: readonly Float64Array[];
}

/** n rows to predict at, in the user's columns; NaN where a value is missing. */
export interface PredictionRows {
  readonly n: number;
  /** The p columns of X that the fit kept. */
  readonly X: readonly Float64Array[];
  readonly offset: Float64Array | null;
  /** One entry per factor, in the order of `fit.parts`. */
  readonly parts: readonly PartRows[];
}

/** X·beta + offset: what is expected of a row of an average group. n numbers, NaN where something is missing. */
export function populationMeans(fit: MixedFit, { n, X, offset }: PredictionRows): Float64Array {
  const beta = fixedEffects(fit);
  const means = offset === null ? new Float64Array(n) : new Float64Array(offset);
  X.forEach((column, c) => {
    for (let i = 0; i < n; i++) means[i] += beta[c] * column[i];
  });
  return means;
}

/** The same plus Z·b, with b = 0 for an unknown level. */
export function conditionalMeans(fit: MixedFit, rows: PredictionRows): Float64Array {
  const means = populationMeans(fit, rows);
  conditionalModes(fit).forEach(({ part: { k }, values }, f) => {
    const { codes, columns } = rows.parts[f];
    columns.forEach((column, a) => {
      for (let i = 0; i < means.length; i++) {
        if (codes[i] >= 0) means[i] += column[i] * values[codes[i] * k + a];
        else if (codes[i] === NO_LEVEL || column[i] !== column[i]) means[i] = NaN;
      }
    });
  });
  return means;
}
