/** What every group says of its random effects for itself: least-squares coefficients from the group's own rows alone. */

import { backSolveTransposedInPlace, choleskyInPlace, forwardSolveInPlace, multiply } from '../linalg/dense';
import { type ConditionalModes, conditionalModes, partBack, residuals } from '../mixed/conditionalModes';
import type { MixedFit } from '../mixed/mixedFit';

/** Of one grouping factor with J levels and k random effects each. */
export interface OwnEffects {
  /**
   * J×k, row by row: least-squares coefficients of y − Xβ − offset − (effects of other factors) on the factor's own columns,
   * from the level's rows alone. NaN where those rows do not determine them.
   */
  readonly own: Float64Array;
  /** J×k: the conditional modes. */
  readonly shrunken: Float64Array;
}

/** One entry per grouping factor, in the user's units. */
export function ownEffects(fit: MixedFit): OwnEffects[] {
  const modes = conditionalModes(fit);
  const residual = residuals(fit, modes);
  return modes.map((ofFactor) => {
    const { k } = ofFactor.part;
    const working = workingEffects(fit, ofFactor, residual);
    const back = partBack(fit, ofFactor.part);
    const own = new Float64Array(working.length);
    for (let o = 0; o < own.length; o += k) own.set(multiply(back, working.subarray(o, o + k), k, k, 1), o);
    return { own, shrunken: ofFactor.values };
  });
}

/** Entries below this, relative to the sum of squares they are left of, are rounding. */
const RANK_TOLERANCE = 1e-10;

/**
 * J×k coefficients of the factor's working columns, level by level, by weighted least squares: the columns carry the roots
 * of the weights, and of orthogonal columns the squares may be formed.
 */
function workingEffects(
  fit: MixedFit,
  { part, working }: ConditionalModes,
  residual: Float64Array,
): Float64Array {
  const { k, columns, group } = part;
  const { rootWeights, responseScale } = fit.model;
  const { codes } = group;
  const J = group.levels.length;
  const squares = new Float64Array(J * k * k);
  const products = new Float64Array(J * k);
  for (let i = 0; i < codes.length; i++) {
    const g = codes[i];
    let value = rootWeights === null ? residual[i] : residual[i] * rootWeights[i];
    for (let a = 0; a < k; a++) value += responseScale * working[g * k + a] * columns[a][i];
    for (let a = 0; a < k; a++) {
      products[g * k + a] += columns[a][i] * value;
      for (let b = 0; b <= a; b++) squares[(g * k + a) * k + b] += columns[a][i] * columns[b][i];
    }
  }
  const effects = new Float64Array(J * k);
  for (let g = 0; g < J; g++) {
    const normal = squares.subarray(g * k * k, (g + 1) * k * k);
    effects.set(solved(normal, products.subarray(g * k, (g + 1) * k), k), g * k);
  }
  return effects;
}

/** x of A·x = b from the lower triangle of a k×k matrix; NaN where A is singular. */
function solved(A: Float64Array, b: Float64Array, k: number): Float64Array {
  const scale = Array.from({ length: k }, (_, a) => Math.sqrt(A[a * k + a]));
  const L = A.map((value, i) => value / (scale[Math.floor(i / k)] * scale[i % k]));
  const x = b.map((value, a) => value / scale[a]);
  const isSingular = scale.includes(0) || !choleskyInPlace(L, k);
  if (isSingular || scale.some((_, a) => L[a * k + a] ** 2 < RANK_TOLERANCE)) return x.fill(NaN);
  forwardSolveInPlace(L, k, k, x);
  backSolveTransposedInPlace(L, k, k, x);
  return x.map((value, a) => value / scale[a]);
}
