/**
 * The model with one linear combination of its fixed effects held at a value: lᵀbeta = b.
 *
 * In rotated working columns W' = W·Q, the first of them along the combination, the restricted model is y − b̃·w'₀
 * explained by the other columns. It is a working model again (orthogonal columns of mean square 1, a response of mean
 * square 1), and its statistics are linear in those of the full model: no further pass over the rows is needed.
 */

import { completeBasis } from '../../linalg/orthonormalBasis';
import { multiply } from '../../linalg/dense';
import { crossedObjective } from '../../mixed/crossed/objective';
import { crossedStatistics, type CrossedStatistics } from '../../mixed/crossed/statistics';
import type { MixedObjective } from '../../mixed/evaluation';
import type { MixedFit } from '../../mixed/mixedFit';
import { groupObjective } from '../../mixed/grouped/objective';
import { groupStatistics, type GroupStatistics } from '../../mixed/grouped/statistics';

export interface RestrictedModel {
  /** Maximum likelihood of the restricted model in its own working columns. */
  readonly objective: MixedObjective;
  /** Its criterion is smaller than that of the full working model by this. */
  readonly shift: number;
}

type Statistics = { readonly one: GroupStatistics } | { readonly several: CrossedStatistics };

/**
 * @param fit any fit of the model
 * @returns for the j-th kept fixed effect the restricted model at a value in the user's units; one pass over the rows
 */
export function fixedEffectRestrictions(fit: MixedFit): (j: number) => (value: number) => RestrictedModel {
  const { model } = fit;
  const { p, n, c, Rinverse, responseScale } = model;
  const statistics = statisticsOf(fit);
  return (j) => {
    const { Q, R } = completeBasis([Rinverse.subarray(j * p, (j + 1) * p)], p);
    const atLeastSquares = multiply(Rinverse.subarray(j * p, (j + 1) * p), c, 1, p, 1)[0];
    return (value) => {
      const b = (value - atLeastSquares) / (responseScale * R[0]);
      const length = Math.hypot(1, b);
      const transform = restriction(Q, b / length, 1 / length, p);
      return { objective: restricted(fit, statistics, transform), shift: 2 * n * Math.log(length) };
    };
  };
}

function statisticsOf({ parts, model }: MixedFit): Statistics {
  const { W, e } = model;
  if (parts.length > 1) return { several: crossedStatistics(parts, W, e) };
  const { codes, levels } = parts[0]?.group ?? { codes: new Int32Array(0), levels: [] };
  return { one: groupStatistics(codes, levels.length, parts[0]?.columns ?? [], W, e) };
}

/** S ((p+1)×p) with [W' e'] = [W e]·S: the columns of Q but the first, and e scaled less a multiple of that one. */
function restriction(Q: Float64Array, multiple: number, scale: number, p: number): Float64Array {
  const S = new Float64Array((p + 1) * p);
  for (let x = 0; x < p; x++) {
    for (let y = 1; y < p; y++) S[x * p + y - 1] = Q[x * p + y];
    S[x * p + p - 1] = -multiple * Q[x * p];
  }
  S[p * p + p - 1] = scale;
  return S;
}

function restricted({ structure, parts }: MixedFit, statistics: Statistics, S: Float64Array): MixedObjective {
  if ('one' in statistics) {
    return groupObjective(transformed(statistics.one, S), structure, parts, false);
  }
  const { several } = statistics;
  const p = several.first.p;
  const D = Array.from({ length: p }, (_, y) => {
    const column = new Float64Array(several.q);
    several.D.forEach((from, x) => {
      const s = S[x * p + y];
      if (s !== 0) for (let i = 0; i < column.length; i++) column[i] += s * from[i];
    });
    return column;
  });
  const stats = { ...several, first: transformed(several.first, S), D };
  return crossedObjective(stats, structure, parts, false);
}

/** D_j·S of every group. */
function transformed(stats: GroupStatistics, S: Float64Array): GroupStatistics {
  const { J, k, p } = stats;
  const D = new Float64Array(J * k * p);
  for (let g = 0; g < J; g++)
    for (let x = 0; x <= p; x++)
      for (let y = 0; y < p; y++) {
        const s = S[x * p + y];
        if (s === 0) continue;
        const from = (g * (p + 1) + x) * k;
        const to = (g * p + y) * k;
        for (let a = 0; a < k; a++) D[to + a] += s * stats.D[from + a];
      }
  return { ...stats, p: p - 1, D };
}
