/** Rows as a fit predicts them: the columns that it kept, terms factor by factor. */

import { NO_LEVEL, type NewRows } from '../design';
import type { PartRows, PredictionRows } from '../mixed/predictRows';
import type { FactorFit, Fit } from './fit';

/** The rows that it was fitted to. */
export function fittedRows({ matrices, kept, factors }: Fit): PredictionRows {
  const { n, X, offset } = matrices;
  return {
    n,
    X: kept.map((j) => X.columns[j]),
    offset,
    parts: factors.map(({ group, blocks }) => ({
      codes: group.codes,
      columns: blocks.flatMap(({ Z }) => [...Z.columns]),
    })),
  };
}

/** New rows, with no random effects where none were coded. */
export function predictionRows(fit: Fit, { n, X, offset, random }: NewRows): PredictionRows {
  const { matrices, kept, factors } = fit;
  const partOf = ({ blocks }: FactorFit): PartRows => {
    const own = blocks.map((block) => random[matrices.random.indexOf(block)]);
    return {
      codes: own.map(({ codes }) => codes).reduce(bothKnown),
      columns: own.flatMap(({ Z }) => [...Z.columns]),
    };
  };
  return {
    n,
    X: kept.map((j) => X.columns[j]),
    offset,
    parts: random.length > 0 ? factors.map(partOf) : [],
  };
}

/** A label that one term misses is missing for the factor. */
function bothKnown(a: Int32Array, b: Int32Array): Int32Array {
  return a.map((code, i) => (b[i] === NO_LEVEL ? NO_LEVEL : code));
}
