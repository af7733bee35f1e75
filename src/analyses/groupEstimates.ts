/**
 * What every group says for itself, and what becomes of it in the model: estimates from the group's own rows alone beside
 * the shrunken ones.
 */

import { backSolveTransposedInPlace, choleskyInPlace, forwardSolveInPlace, multiply } from '../linalg/dense';
import { conditionalModes, partBack, residuals, type ConditionalModes } from '../mixed/conditionalModes';
import type { MixedFit } from '../mixed/mixedFit';
import { fixedEffects } from '../mixed/userScale';
import type { Subject } from './subject';

/** Of one grouping factor with J levels and k random effects each. */
export interface GroupEstimates {
  readonly factor: string;
  readonly levels: readonly string[];
  /** The level of each of the n kept rows, 0-based. */
  readonly codes: Int32Array;
  /** Rows per level, J. */
  readonly counts: Int32Array;
  /** Names of the k effects. */
  readonly terms: readonly string[];
  /** The fixed effect of the same name per term, k; zero where there is none. */
  readonly averages: readonly number[];
  /**
   * J×k, row by row: the average plus the least-squares coefficients of y − Xβ − offset − (effects of other factors) on
   * the factor's own columns, from the level's rows alone. NaN where those rows do not determine them. Of a random
   * intercept alone it is the mean of what the fixed effects leave, and without covariates the mean of the group.
   */
  readonly own: Float64Array;
  /** J×k: the average plus the conditional mode. */
  readonly shrunken: Float64Array;
}

/** One entry per grouping factor; none for a linear model. */
export function groupEstimates({ fit }: Subject): readonly GroupEstimates[] {
  const modes = conditionalModes(fit);
  const residual = residuals(fit, modes);
  return modes.map((ofFactor) => estimatesOf(fit, ofFactor, residual));
}

function estimatesOf(fit: MixedFit, modes: ConditionalModes, residual: Float64Array): GroupEstimates {
  const { group, k } = modes.part;
  const J = group.levels.length;
  const terms = termNames(fit, modes);
  const averages = fixedByName(fit, terms);
  const working = ownEffects(fit, modes, residual);
  const back = partBack(fit, modes.part);
  const own = new Float64Array(J * k);
  for (let g = 0; g < J; g++) own.set(multiply(back, working.subarray(g * k, (g + 1) * k), k, k, 1), g * k);
  const counts = new Int32Array(J);
  for (const code of group.codes) counts[code]++;
  return {
    factor: group.name,
    levels: group.levels,
    codes: group.codes,
    counts,
    terms,
    averages,
    own: own.map((value, i) => value + averages[i % k]),
    shrunken: modes.values.map((value, i) => value + averages[i % k]),
  };
}

function termNames({ model }: MixedFit, { part }: ConditionalModes): string[] {
  return model.terms
    .filter(({ block }) => block.group === part.group)
    .flatMap(({ block }) => [...block.Z.names]);
}

function fixedByName(fit: MixedFit, terms: readonly string[]): number[] {
  const { matrices, model } = fit;
  const beta = fixedEffects(fit);
  const names = model.kept.map((j) => matrices.X.names[j]);
  return terms.map((term) => beta[names.indexOf(term)] ?? 0);
}

/** Entries below this, relative to the sum of squares they are left of, are rounding. */
const RANK_TOLERANCE = 1e-10;

/**
 * J×k coefficients of the factor's working columns, level by level, by weighted least squares: the columns carry the roots
 * of the weights, and of orthogonal columns the squares may be formed.
 */
function ownEffects(
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
