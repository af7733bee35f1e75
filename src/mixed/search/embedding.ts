/** The covariance of a smaller model as one of a larger model's: the larger one can do no worse from there on. */

import { dot } from '../../linalg/columns';
import { covarianceFromFactor, factorFromCovariance, thetaFromFactor } from '../../covariance/structure';
import type { MixedFit } from '../mixedFit';
import type { WorkingTerm } from '../workingModel';

/** A column of mean square 1 with less than this outside a span lies in it. */
const IN_SPAN = 1e-7;

/** Theta of the larger model in working columns; null where a term is not part of one on the same groups. */
export function embedded(smaller: MixedFit, larger: MixedFit): Float64Array | null {
  const { k, blocks } = larger.structure;
  const from = smaller.structure.k;
  const G = new Float64Array(k * k);
  const own = covarianceFromFactor(smaller.optimum.at.T, from);
  for (const [s, { start, size }] of smaller.structure.blocks.entries()) {
    const place = placeOf(smaller.model.terms[s], larger.model.terms, larger.model.n);
    if (place === null) return null;
    const { t, C } = place;
    const { start: at, size: width } = blocks[t];
    for (let a = 0; a < width; a++)
      for (let b = 0; b < width; b++)
        for (let c = 0; c < size; c++)
          for (let d = 0; d < size; d++)
            G[(at + a) * k + at + b] += C[a][c] * own[(start + c) * from + start + d] * C[b][d];
  }
  return thetaFromFactor(larger.structure, factorFromCovariance(G, k));
}

/** The term whose columns have those of the given one in their span, Z = Z'·C. */
function placeOf(
  term: WorkingTerm,
  terms: readonly WorkingTerm[],
  n: number,
): { readonly t: number; readonly C: readonly (readonly number[])[] } | null {
  for (const [t, { block, columns }] of terms.entries()) {
    if (!block.group.codes.every((code, i) => code === term.block.group.codes[i])) continue;
    const C = columns.map((z) => term.columns.map((y) => dot(z, y) / n));
    const isSpanned = term.columns.every((y, c) => {
      let outside = 0;
      for (let i = 0; i < n; i++)
        outside += (y[i] - columns.reduce((sum, z, a) => sum + C[a][c] * z[i], 0)) ** 2;
      return outside < IN_SPAN * n;
    });
    if (isSpanned) return { t, C };
  }
  return null;
}
