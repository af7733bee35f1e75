/** From a working model to its objective: how the random effects are arranged, and theta given by the user. */

import { CellmerError } from '../errors';
import { multiply } from '../linalg/dense';
import { type CovarianceStructure, thetaFromFactor } from '../covariance/structure';
import { crossedObjective } from './crossed/objective';
import { crossedStatistics } from './crossed/statistics';
import type { FactorPart, RefittableObjective } from './evaluation';
import { groupObjective } from './grouped/objective';
import { groupStatistics } from './grouped/statistics';
import { triangularFactor } from './userScale';
import type { WorkingModel } from './workingModel';

/** The factors of the model, each with all its terms side by side. */
export function factorParts(model: WorkingModel): FactorPart[] {
  const parts: FactorPart[] = [];
  let start = 0;
  for (const { block, columns } of model.terms) {
    const last = parts[parts.length - 1];
    if (last?.group === block.group)
      parts[parts.length - 1] = {
        ...last,
        k: last.k + columns.length,
        columns: [...last.columns, ...columns],
      };
    else parts.push({ group: block.group, start, k: columns.length, columns });
    start += columns.length;
  }
  return parts;
}

/** One factor needs small matrices per level only; several are held in full. */
export function objectiveFor(
  model: WorkingModel,
  structure: CovarianceStructure,
  parts: readonly FactorPart[],
  reml: boolean,
): RefittableObjective {
  const { W, e } = model;
  if (parts.length > 1) return crossedObjective(crossedStatistics(parts, W, e), structure, parts, reml);
  const { codes, levels } = parts[0]?.group ?? { codes: new Int32Array(0), levels: [] };
  const stats = groupStatistics(codes, levels.length, parts[0]?.columns ?? [], W, e);
  return groupObjective(stats, structure, parts, reml);
}

/**
 * Theta of the user's scale in working columns: T̃ from R·T.
 *
 * @param name of the argument that theta came by, for messages
 * @throws CellmerError `option` unless theta has m finite numbers
 */
export function workingTheta(
  model: WorkingModel,
  structure: CovarianceStructure,
  theta: readonly number[],
  name: string,
): Float64Array {
  const { k, m, blocks, rows, cols } = structure;
  if (theta.length !== m || !theta.every(Number.isFinite))
    throw new CellmerError(
      'option',
      `${name} has ${theta.length} numbers, but the model has ${m} covariance parameters: give ${m} finite numbers, the lower triangle of each relative Cholesky factor by column`,
    );
  const T = new Float64Array(k * k);
  theta.forEach((v, i) => (T[rows[i] * k + cols[i]] = v));
  const working = new Float64Array(k * k);
  blocks.forEach(({ start: from, size }, t) => {
    const block = new Float64Array(size * size);
    for (let a = 0; a < size; a++)
      for (let b = 0; b < size; b++) block[a * size + b] = T[(from + a) * k + from + b];
    const lower = triangularFactor(multiply(model.terms[t].forward, block, size, size, size), size);
    for (let a = 0; a < size; a++)
      for (let b = 0; b <= a; b++) working[(from + a) * k + from + b] = lower[a * size + b];
  });
  return thetaFromFactor(structure, working);
}
