/** Estimated marginal means as linear functions of the fixed effects: averages of what a model expects over a reference grid. */

import type { ModelFrame } from '../design';
import { namesIn } from '../formula';
import type { Fit } from '../fits';
import { isNothing, type Remainder, remainders } from '../inference/estimable';
import { requireFewMeans } from './limits';
import {
  combined,
  type MarginalBlock,
  marginOf,
  type MeanWeights,
  restricted,
  sizeOf,
} from './marginalBlock';
import { list } from '../layout/words';
import { type Nesting, nestingOf } from './nesting';
import { gridMatrix, type ReferenceGrid } from './referenceGrid';
import type { MeanSpecs } from './specs';
import type { Margins, MarginVariable } from './types';

/** What is averaged over a grid: a function of the coefficients per point. */
export interface PointFunctions {
  readonly what: 'means' | 'slopes';
  /** Of all columns of X, size×columns, row-major: the rows of X for means, their derivatives for slopes. NaN where there is none. */
  readonly rows: Float64Array;
  /** What is known of each point besides. */
  readonly offset: Float64Array;
  /** Columns that a function is about, besides those that its levels are of. */
  readonly about: readonly string[];
}

export function marginsOver(
  grid: ReferenceGrid,
  functions: PointFunctions,
  { frame, fit }: { readonly frame: ModelFrame; readonly fit: Fit },
  specs: Pick<MeanSpecs, 'factors' | 'by'>,
  weights: MeanWeights,
): Margins {
  const columns = fit.matrices.X.columns.length;
  const nesting = nestingOf(grid, frame);
  const { factors, by } = placedWithin(specs, nesting, grid);
  const names = [...factors, ...by];
  const { variables, size, counts } = grid;
  requireFewMeans(variables.filter(({ name }) => names.includes(name)));
  const whole = { variables, size, counts, width: columns + 1, functions: withOffset(functions, columns) };
  const block = nestedMargin(whole, names, weights, nesting);
  const { L, estimable, determines } = keptCoefficients(block, fit);
  return {
    factors: block.variables.slice(0, factors.length).map(plain),
    by: block.variables.slice(factors.length).map(plain),
    rows: block.size,
    L,
    offset: Float64Array.from({ length: block.size }, (_, r) => block.functions[(r + 1) * block.width - 1]),
    estimable,
    determines,
    absent: absentRows(block, nesting),
    notes: notesOf(grid, frame, functions, { factors, by }, weights, nesting),
  };
}

/** The offset as one column more. */
function withOffset({ rows, offset }: PointFunctions, columns: number): Float64Array {
  const all = new Float64Array(offset.length * (columns + 1));
  offset.forEach((known, i) => {
    all.set(rows.subarray(i * columns, (i + 1) * columns), i * (columns + 1));
    all[i * (columns + 1) + columns] = known;
  });
  return all;
}

/** Means, one per combination of levels. */
export function meansOver(
  grid: ReferenceGrid,
  subject: { readonly frame: ModelFrame; readonly fit: Fit },
  specs: Pick<MeanSpecs, 'factors' | 'by'>,
  weights: MeanWeights,
): Margins {
  const rows = gridMatrix(grid, subject.frame, subject.fit.matrices);
  const offset = new Float64Array(grid.size).fill(grid.offset);
  return marginsOver(grid, { what: 'means', rows, offset, about: [] }, subject, specs, weights);
}

const plain = ({ name, levels, values }: MarginVariable): MarginVariable => ({ name, levels, values });

/**
 * The levels of a nested factor are told apart within those that it lies in, which so become groups. Where the specs
 * name them beside it they are none: then all combinations are compared.
 */
function placedWithin(
  { factors, by }: Pick<MeanSpecs, 'factors' | 'by'>,
  nesting: Nesting,
  grid: ReferenceGrid,
): { factors: readonly string[]; by: readonly string[] } {
  const outer = [...factors, ...by].flatMap((name) => nesting.get(name) ?? []);
  if (outer.length === 0) return { factors, by };
  const order = grid.variables.map(({ name }) => name);
  const isNamed = (name: string): boolean => factors.includes(name) || by.includes(name);
  return {
    factors: nestedFirst(factors, nesting),
    by: [...by, ...order.filter((name) => outer.includes(name) && !isNamed(name))],
  };
}

/** In their order, but that each comes after those that lie in it. */
function nestedFirst(names: readonly string[], nesting: Nesting): string[] {
  const placed: string[] = [];
  const place = (name: string): void => {
    if (placed.includes(name)) return;
    for (const inner of names) if (nesting.get(inner)?.includes(name) === true) place(inner);
    placed.push(name);
  };
  names.forEach(place);
  return placed;
}

/** Averages over a nested factor are taken within the levels that it lies in, over the levels that occur there. */
export function nestedMargin(
  block: MarginalBlock,
  names: readonly string[],
  weights: MeanWeights,
  nesting: Nesting,
): MarginalBlock {
  const inner = block.variables
    .map(({ name }) => name)
    .filter((name) => !names.includes(name) && nesting.has(name));
  if (inner.length === 0) return marginOf(block, names, weights);
  const depth = (name: string): number => nesting.get(name)!.length;
  const deepest = inner.reduce((a, b) => (depth(b) >= depth(a) ? b : a));
  const groups = [...new Set([...nesting.get(deepest)!, ...inner.filter((name) => name !== deepest)])];
  const kept = [...new Set([...names, ...groups])];
  const averaged = withinGroups(block, deepest, groups, kept, weights);
  const left = new Map([...nesting].filter(([name]) => kept.includes(name)));
  return nestedMargin(averaged, names, weights, left);
}

function withinGroups(
  block: MarginalBlock,
  inner: string,
  groups: readonly string[],
  kept: readonly string[],
  weights: MeanWeights,
): MarginalBlock {
  const variableOf = (name: string): MarginVariable => block.variables.find((one) => one.name === name)!;
  const variables = kept.map(variableOf);
  const size = sizeOf(variables);
  const { width } = block;
  const functions = new Float64Array(size * width).fill(NaN);
  const counts = new Float64Array(size);
  for (const levels of combinationsOf(groups.map(variableOf))) {
    const group = restricted(block, new Map(groups.map((name, g) => [name, [levels[g]]])));
    const occurring = levelsIn(group, inner);
    if (occurring.length === 0) continue;
    const part = marginOf(restricted(group, new Map([[inner, occurring]])), kept, weights);
    rowsWithin(part, variables).forEach((row, i) => {
      functions.set(part.functions.subarray(i * width, (i + 1) * width), row * width);
      counts[row] = part.counts[i];
    });
  }
  return { variables, size, width, functions, counts };
}

/** The last changes fastest. */
export function combinationsOf(variables: readonly MarginVariable[]): string[][] {
  return variables.reduce<string[][]>(
    (all, { levels }) => all.flatMap((one) => levels.map((level) => [...one, level])),
    [[]],
  );
}

/** The levels of a variable that occur in the data. */
function levelsIn(block: MarginalBlock, name: string): string[] {
  const v = block.variables.findIndex((variable) => variable.name === name);
  const places = combined(block, [v]);
  return block.variables[v].levels.filter((_, l) =>
    places.some((place, i) => place === l && block.counts[i] > 0),
  );
}

/** The rows of a block within one that has more levels of the same variables. */
function rowsWithin({ variables, size }: MarginalBlock, whole: readonly MarginVariable[]): Int32Array {
  const rows = new Int32Array(size);
  let [ownStep, step] = [1, 1];
  variables.forEach(({ levels }, v) => {
    const placeOf = levels.map((level) => whole[v].levels.indexOf(level));
    rows.forEach((_, i) => (rows[i] += step * placeOf[Math.floor(i / ownStep) % levels.length]));
    ownStep *= levels.length;
    step *= whole[v].levels.length;
  });
  return rows;
}

/** In the coefficients that the fit kept, and which of them and of their combinations the data determine. */
function keptCoefficients(
  { size, width, functions }: MarginalBlock,
  { kept, dropped, matrices }: Fit,
): Pick<Margins, 'L' | 'estimable' | 'determines'> {
  const p = kept.length;
  const L = new Float64Array(size * p);
  const remainderOf = remainders(matrices.X.columns, kept, dropped);
  const left = Array.from({ length: size }, (_, r): Remainder | null => {
    const row = functions.subarray(r * width, (r + 1) * width);
    if (!row.every((v) => v === v)) return null;
    kept.forEach((j, k) => (L[r * p + k] = row[j]));
    return remainderOf(row);
  });
  const estimable = Uint8Array.from(left, (one) => (one !== null && isNothing(one) ? 1 : 0));
  const determines: Margins['determines'] = (places, weights) => {
    // Without lists of what is used: there may be tens of thousands of comparisons.
    if (places.every((row, i) => estimable[row] === 1 || weights[i] === 0)) return true;
    const sum: Remainder = { left: new Float64Array(dropped.length), size: new Float64Array(dropped.length) };
    for (let i = 0; i < places.length; i++) {
      if (weights[i] === 0) continue;
      const one = left[places[i]];
      if (one === null) return false;
      one.left.forEach((v, d) => (sum.left[d] += weights[i] * v));
      one.size.forEach((v, d) => (sum.size[d] += Math.abs(weights[i]) * v));
    }
    return isNothing(sum);
  };
  return { L, estimable, determines };
}

/** Combinations that there are none of, for one factor lies in another. */
function absentRows(block: MarginalBlock, nesting: Nesting): Uint8Array {
  const absent = new Uint8Array(block.size);
  const placeOf = (name: string): number => block.variables.findIndex((variable) => variable.name === name);
  for (const [name, outer] of nesting) {
    const places = [name, ...outer].map(placeOf);
    if (places.includes(-1)) continue;
    const combination = combined(block, places);
    const seen = new Set(combination.filter((_, i) => block.counts[i] > 0));
    combination.forEach((c, i) => {
      if (!seen.has(c)) absent[i] = 1;
    });
  }
  return absent;
}

const WEIGHT_WORDS: Readonly<Record<MeanWeights, string>> = {
  equal: 'with equal weights',
  proportional: 'in proportion to how often the data have them',
  cells: 'as often as the data have them within each mean',
  outer: 'in proportion to the product of how often the data have each level',
  flat: 'with equal weights where the data have them',
};

function notesOf(
  grid: ReferenceGrid,
  frame: ModelFrame,
  { what, about }: PointFunctions,
  { factors, by }: Pick<MeanSpecs, 'factors' | 'by'>,
  weights: MeanWeights,
  nesting: Nesting,
): string[] {
  const names = [...factors, ...by];
  const averaged = grid.variables.filter(({ name, levels }) => levels.length > 1 && !names.includes(name));
  const single = grid.variables.filter(({ name, levels }) => levels.length === 1 && !names.includes(name));
  const notes: string[] = [];
  if (averaged.length > 0) {
    const variables = averaged.map(({ name, values, levels }) =>
      values === null ? name : `${name} (${levels.join(', ')})`,
    );
    notes.push(`Averaged over the levels of ${list(variables)}, ${WEIGHT_WORDS[weights]}.`);
  }
  const heldAt = single.map(({ name, levels, values, heldAt: how }) => {
    const value = values === null ? levels[0] : shortNumber(values[0]);
    return `${name} = ${value}${how === null ? '' : ` (${how})`}`;
  });
  if (heldAt.length > 0) notes.push(`Held: ${heldAt.join(', ')}.`);
  if (what === 'means' && grid.offset !== 0)
    notes.push(`With the mean of the offset, ${shortNumber(grid.offset)}.`);
  for (const [name, outer] of nesting)
    notes.push(`The levels of ${name} lie within those of ${list(outer)}.`);
  const term = misleadingTerm(frame, grid, [...new Set([...names, ...about])]);
  if (term !== null)
    notes.push(`The ${what} may mislead: they are averages over variables of the interaction ${term}.`);
  return notes;
}

/** An interaction of all variables of the means with others. */
function misleadingTerm({ terms }: ModelFrame, grid: ReferenceGrid, names: readonly string[]): string | null {
  if (names.length === 0) return null;
  const columns = grid.variables.map(({ name }) => name);
  const { fixed } = terms;
  const found = fixed.terms.find(({ variables }) => {
    const own = new Set(
      variables.flatMap((v) => columns.filter((name) => usesColumn(fixed.variables[v].expr, name))),
    );
    return own.size > names.length && names.every((name) => own.has(name));
  });
  return found?.label ?? null;
}

function usesColumn(expr: Parameters<typeof namesIn>[0], name: string): boolean {
  return namesIn(expr).some((one) => one.name === name);
}

/** As many digits as a reader needs to know where it was held. */
export function shortNumber(value: number): string {
  return String(Number(value.toPrecision(6)));
}
