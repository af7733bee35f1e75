/**
 * A regular table of linear functions, one per combination of levels, and its margins: averages over variables with the weights
 * that emmeans calls equal, proportional, outer, cells and flat.
 */

import { CellmerError } from '../errors';
import type { MarginVariable } from './types';
import { placesAlong } from './referenceGrid';

/**
 * `equal` for all combinations of the levels averaged over; `proportional` to how often the data have the combination; `outer` to
 * the product of how often they have each level; `cells` to how often they have it together with the levels of the mean itself;
 * `flat` equal for the combinations that they have together with those.
 */
export const MEAN_WEIGHTS = ['equal', 'proportional', 'cells', 'outer', 'flat'] as const;
export type MeanWeights = (typeof MEAN_WEIGHTS)[number];

export interface MarginalBlock {
  /** Names that differ; the first changes fastest. */
  readonly variables: readonly MarginVariable[];
  readonly size: number;
  /** Columns of `functions`. */
  readonly width: number;
  /** size×width, row-major; NaN in rows of which nothing is known. */
  readonly functions: Float64Array;
  /** How much of the data each row stands for. */
  readonly counts: Float64Array;
}

/** Averages over all variables that are not named; the others in the order of their names. */
export function marginOf(
  block: MarginalBlock,
  names: readonly string[],
  weights: MeanWeights,
): MarginalBlock {
  const kept = names.map((name) => placeOf(block, name));
  const others = [...block.variables.keys()].filter((v) => !kept.includes(v));
  const variables = kept.map((v) => block.variables[v]);
  const size = sizeOf(variables);
  const to = combined(block, kept);
  const within = combined(block, others);
  const share = sharesOf(block, others, within, weights);
  const { width } = block;
  const [functions, counts, total] = [
    new Float64Array(size * width),
    new Float64Array(size),
    new Float64Array(size),
  ];
  for (let i = 0; i < block.size; i++) {
    const row = to[i];
    counts[row] += block.counts[i];
    total[row] += share[i];
    // What has no weight takes no part, be it unknown.
    if (share[i] === 0) continue;
    for (let j = 0; j < width; j++) functions[row * width + j] += share[i] * block.functions[i * width + j];
  }
  for (let row = 0; row < size; row++)
    for (let j = 0; j < width; j++) functions[row * width + j] /= total[row];
  return { variables, size, width, functions, counts };
}

/** The rows with some levels only of each variable. */
export function restricted(
  block: MarginalBlock,
  levels: ReadonlyMap<string, readonly string[]>,
): MarginalBlock {
  const { width } = block;
  const variables = block.variables.map((variable) => withLevels(variable, levels.get(variable.name)));
  const isKept = block.variables.map(({ name, levels: all }, v) => {
    const places = placesAlong(block.variables, v, block.size);
    const wanted = levels.get(name);
    return (i: number): boolean => wanted === undefined || wanted.includes(all[places[i]]);
  });
  const rows = [...Array(block.size).keys()].filter((i) => isKept.every((test) => test(i)));
  const functions = new Float64Array(rows.length * width);
  rows.forEach((i, at) => functions.set(block.functions.subarray(i * width, (i + 1) * width), at * width));
  return {
    variables,
    size: rows.length,
    width,
    functions,
    counts: Float64Array.from(rows, (i) => block.counts[i]),
  };
}

function withLevels(variable: MarginVariable, wanted: readonly string[] | undefined): MarginVariable {
  if (wanted === undefined) return variable;
  const places = [...variable.levels.keys()].filter((l) => wanted.includes(variable.levels[l]));
  return {
    name: variable.name,
    levels: places.map((l) => variable.levels[l]),
    values: variable.values && places.map((l) => variable.values![l]),
  };
}

export function sizeOf(variables: readonly MarginVariable[]): number {
  return variables.reduce((product, { levels }) => product * levels.length, 1);
}

function placeOf({ variables }: MarginalBlock, name: string): number {
  const place = variables.findIndex((variable) => variable.name === name);
  if (place < 0) throw new CellmerError('option', `there is no variable ${name} to average over`);
  return place;
}

/** The number of each row's combination of levels of some variables, the first changing fastest. */
export function combined({ variables, size }: MarginalBlock, some: readonly number[]): Int32Array {
  const combination = new Int32Array(size);
  let step = 1;
  for (const v of some) {
    placesAlong(variables, v, size).forEach((place, i) => (combination[i] += step * place));
    step *= variables[v].levels.length;
  }
  return combination;
}

/** The weight of each row in its mean, not yet divided by their sum. */
function sharesOf(
  block: MarginalBlock,
  others: readonly number[],
  within: Int32Array,
  weights: MeanWeights,
): Float64Array {
  const { size } = block;
  // Where there is nothing to average over each row is its own mean.
  if (others.every((v) => block.variables[v].levels.length === 1)) return new Float64Array(size).fill(1);
  // No row of the data has the levels asked for: all count alike.
  const counts = block.counts.every((count) => count === 0) ? block.counts.map(() => 1) : block.counts;
  switch (weights) {
    case 'equal':
      return new Float64Array(size).fill(1);
    case 'cells':
      return counts;
    case 'flat':
      return counts.map((count) => (count > 0 ? 1 : 0));
    case 'proportional':
      return spread(counts, within);
    case 'outer': {
      const shares = new Float64Array(size).fill(1);
      for (const v of others)
        spread(counts, combined(block, [v])).forEach((count, i) => (shares[i] *= count));
      return shares;
    }
  }
}

/** The sum over all rows of the same combination, at each row. */
function spread(counts: Float64Array, combination: Int32Array): Float64Array {
  const sums = new Map<number, number>();
  combination.forEach((c, i) => sums.set(c, (sums.get(c) ?? 0) + counts[i]));
  return Float64Array.from(combination, (c) => sums.get(c)!);
}
