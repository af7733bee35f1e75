/** The parameters of a linear mixed model by what they are. */

import type { CovarianceStructure } from '../covariance/structure';
import type { ModelMatrices } from '../design/types';
import type { WorkingModel } from '../mixed/workingModel';
import type { Parameter } from './fit';

/** Fixed effects, sigma, and the random terms one after the other, the lower triangle of each by column. */
export function parametersOf(
  { X }: ModelMatrices,
  model: WorkingModel,
  structure: CovarianceStructure,
): Parameter[] {
  const fixed = model.kept.map((column, j): Parameter => ({ kind: 'fixed', j, term: X.names[column] }));
  return [...fixed, { kind: 'sigma' }, ...randomParameters(model, structure)];
}

/** Those of the random terms alone: of theta. */
export function randomParameters(
  { terms }: WorkingModel,
  { rows, cols, blocks }: CovarianceStructure,
): Parameter[] {
  return Array.from(rows, (row, i): Parameter => {
    const t = blocks.findIndex(({ start, size }) => row < start + size);
    const { group, Z } = terms[t].block;
    const [a, b] = [row - blocks[t].start, cols[i] - blocks[t].start];
    if (a === b) return { kind: 'sd', t, a, group: group.name, term: Z.names[a] };
    return { kind: 'cor', t, a, b, group: group.name, terms: [Z.names[a], Z.names[b]] };
  });
}
