/**
 * Sufficient statistics of several grouping factors: one pass over the rows, after which nothing depends on n.
 *
 * One factor, with many random effects, comes first and is kept level by level, as a single factor is; what it shares
 * with the columns Z₂ of the others is sparse, because a level meets only the levels its rows name. The other factors'
 * q₂ random effects are numbered component by component (`components.ts`), and within each component held in full.
 */

import { CellmerError } from '../../errors';
import type { Panels } from '../../linalg/large/panels';
import { arrange, type RowsByLevel } from './arrangement';
import { type Component, components } from './components';
import type { FactorPart } from '../evaluation';
import {
  groupStatistics,
  type GroupStatistics,
  withResponse as withGroupResponse,
} from '../grouped/statistics';

export interface CrossedStatistics {
  /** The factors in the order in which they are kept, each at its own place in the covariance structure. */
  readonly parts: readonly FactorPart[];
  /** C and D of the first factor. */
  readonly first: GroupStatistics;
  /** Random effects of all levels of the other factors. */
  readonly q: number;
  /** For each of the other factors where the effects of each of its levels begin among the q. */
  readonly bases: readonly Int32Array[];
  /**
   * C₁₂ = Z̃₁ᵀZ̃₂ by levels j of the first factor: entries `pointer[j]` to `pointer[j + 1] − 1`, each with its column
   * (0 to q − 1, rising within a level) and k₁ numbers in `values`.
   */
  readonly pointer: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
  /** D₂ = Z̃₂ᵀ[W e], p + 1 columns of q. */
  readonly D: readonly Float64Array[];
  readonly blocks: readonly RemainingBlock[];
}

/** The random effects of one component, `from` to `from + size − 1` among the q. */
export interface RemainingBlock {
  readonly from: number;
  readonly size: number;
  /** The levels of the first factor that belong to it. */
  readonly firstLevels: Int32Array;
  /** C₂₂ = Z̃₂ᵀZ̃₂ of the block (size×size, row-major, both triangles). */
  readonly C: Float64Array;
  /** For each of the other factors where the effects of its levels here begin, counted from `from`. */
  readonly bases: readonly Int32Array[];
  /** Where the Cholesky factor of a matrix with C's pattern has entries. */
  readonly panels: Panels;
}

/** The matrices of one component take 32 bytes per pair of effects, and the time of an evaluation grows with the cube. */
const MOST_LINKED_EFFECTS = 6000;

/**
 * @param factors at least two
 * @param W p columns of n
 * @param e column of n
 * @throws CellmerError `unsupported` when more than MOST_LINKED_EFFECTS effects besides the first factor's are linked
 */
export function crossedStatistics(
  factors: readonly FactorPart[],
  W: readonly Float64Array[],
  e: Float64Array,
): CrossedStatistics {
  const parts = cheapestFirst(factors);
  const [first, ...others] = parts;
  const found = components(parts);
  refuseHuge(found, parts);
  const q = found.reduce((sum, { size }) => sum + size, 0);
  const bases = others.map(({ group }) => new Int32Array(group.levels.length));
  const rows = rowsByLevel(first.group.codes, first.group.levels.length);
  let from = 0;
  const blocks = found.map((component): RemainingBlock => {
    const { size } = component;
    const C = new Float64Array(size * size);
    const block = { from, size, C, ...arrange(component, others, rows) };
    component.levels.forEach((levels, f) =>
      levels.forEach((level, at) => (bases[f][level] = from + block.bases[f][at])),
    );
    from += component.size;
    return block;
  });
  const effects = effectsOf(others, bases);
  fillBlocks(blocks, parts, effects);
  return {
    parts,
    first: groupStatistics(first.group.codes, first.group.levels.length, first.columns, W, e),
    q,
    bases,
    ...linksOf(first, others, bases, q, rows),
    D: crossProducts(others, effects, q, [...W, e]),
    blocks,
  };
}

/**
 * The factor first without which the rest costs least, the others as they come: of order size³ for their effects, and for each
 * four of the first one's effects per level a product of two matrices of theirs (`traces.ts`).
 */
function cheapestFirst(factors: readonly FactorPart[]): FactorPart[] {
  const effects = factors.map(({ group, k }) => k * group.levels.length);
  const all = effects.reduce((sum, count) => sum + count, 0);
  const costs = factors.map(({ k }, f) => (all - effects[f]) ** 2 * (all - effects[f] + k ** 4));
  const first = costs.indexOf(Math.min(...costs));
  return [factors[first], ...factors.filter((_, f) => f !== first)];
}

/**
 * The same of another response: what does not depend on it is shared.
 *
 * @param e column of n
 */
export function withResponse(stats: CrossedStatistics, e: Float64Array): CrossedStatistics {
  const [first, ...others] = stats.parts;
  return {
    ...stats,
    first: withGroupResponse(stats.first, first.group.codes, first.columns, e),
    D: [...stats.D.slice(0, -1), ...crossProducts(others, effectsOf(others, stats.bases), stats.q, [e])],
  };
}

function refuseHuge(found: readonly Component[], [first, ...others]: readonly FactorPart[]): void {
  const largest = found.reduce((most, { size }) => Math.max(most, size), 0);
  if (largest <= MOST_LINKED_EFFECTS) return;
  const counts = others.map(({ group, k }) => `${group.name} ${k * group.levels.length}`).join(', ');
  throw new CellmerError(
    'unsupported',
    `besides ${first.group.name}, ${largest} random effects are linked with one another by rows of data (${counts}): ` +
      `up to ${MOST_LINKED_EFFECTS} can be fitted`,
  );
}

/** For each factor where the effects of every row's level begin (n). */
function effectsOf(others: readonly FactorPart[], bases: readonly Int32Array[]): Int32Array[] {
  return others.map(({ group }, f) => group.codes.map((level) => bases[f][level]));
}

/** Adds every row of data to C₂₂ of its block. */
function fillBlocks(
  blocks: readonly RemainingBlock[],
  [first, ...others]: readonly FactorPart[],
  effects: readonly Int32Array[],
): void {
  const blockOfLevel = new Int32Array(first.group.levels.length);
  blocks.forEach(({ firstLevels }, b) => firstLevels.forEach((level) => (blockOfLevel[level] = b)));
  const block = first.group.codes.map((level) => blockOfLevel[level]);
  others.forEach((rowPart, f) =>
    rowPart.columns.forEach((z, a) =>
      others.forEach((columnPart, g) =>
        columnPart.columns.forEach((y, b) =>
          addProducts(blocks, block, [effects[f], a, z], [effects[g], b, y]),
        ),
      ),
    ),
  );
}

/** Adds z·y of every row of data to the entry of its block where effect a of one level meets effect b of another. */
function addProducts(
  blocks: readonly RemainingBlock[],
  block: Int32Array,
  [rows, a, z]: readonly [Int32Array, number, Float64Array],
  [columns, b, y]: readonly [Int32Array, number, Float64Array],
): void {
  for (let i = 0; i < block.length; i++) {
    const { C, size, from } = blocks[block[i]];
    C[(rows[i] + a - from) * size + columns[i] + b - from] += z[i] * y[i];
  }
}

/** C₁₂, level by level of the first factor: the columns its rows of data name, in order, then their sums. */
function linksOf(
  first: FactorPart,
  others: readonly FactorPart[],
  bases: readonly Int32Array[],
  q: number,
  { order }: RowsByLevel,
): Pick<CrossedStatistics, 'pointer' | 'columns' | 'values'> {
  const { codes, levels } = first.group;
  const otherCodes = others.map(({ group }) => group.codes);
  const J = levels.length;
  const { k } = first;
  const columns = new Int32Array(codes.length * others.reduce((sum, part) => sum + part.k, 0));
  const pointer = new Int32Array(J + 1);
  const metAt = new Int32Array(q).fill(-1);
  let end = 0;
  for (let at = 0, j = 0; j < J; j++) {
    const from = end;
    for (; at < order.length && codes[order[at]] === j; at++)
      for (let f = 0; f < others.length; f++) {
        const base = bases[f][otherCodes[f][order[at]]];
        for (let column = base; column < base + others[f].k; column++) {
          if (metAt[column] === j) continue;
          metAt[column] = j;
          columns[end++] = column;
        }
      }
    if (!isRising(columns, from, end)) columns.subarray(from, end).sort();
    pointer[j + 1] = end;
  }

  const values = new Float64Array(end * k);
  const position = new Int32Array(q);
  for (let at = 0, j = 0; j < J; j++) {
    for (let e = pointer[j]; e < pointer[j + 1]; e++) position[columns[e]] = e * k;
    for (; at < order.length && codes[order[at]] === j; at++) {
      const i = order[at];
      for (let f = 0; f < others.length; f++) {
        const part = others[f];
        const base = bases[f][otherCodes[f][i]];
        for (let b = 0; b < part.k; b++) {
          const entry = position[base + b];
          const z = part.columns[b][i];
          for (let a = 0; a < k; a++) values[entry + a] += first.columns[a][i] * z;
        }
      }
    }
  }
  return { pointer, columns: columns.slice(0, end), values };
}

function isRising(columns: Int32Array, from: number, end: number): boolean {
  for (let e = from + 1; e < end; e++) if (columns[e] < columns[e - 1]) return false;
  return true;
}

/** Row numbers sorted by level, in their own order within a level (counting sort). */
function rowsByLevel(codes: Int32Array, J: number): RowsByLevel {
  const starts = new Int32Array(J + 1);
  for (let i = 0; i < codes.length; i++) starts[codes[i] + 1]++;
  for (let j = 0; j < J; j++) starts[j + 1] += starts[j];
  const next = starts.slice();
  const order = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) order[next[codes[i]]++] = i;
  return { starts, order };
}

function crossProducts(
  others: readonly FactorPart[],
  effects: readonly Int32Array[],
  q: number,
  right: readonly Float64Array[],
): Float64Array[] {
  return right.map((x) => {
    const column = new Float64Array(q);
    others.forEach(({ columns }, f) => columns.forEach((z, a) => addByEffect(column, effects[f], a, z, x)));
    return column;
  });
}

function addByEffect(
  column: Float64Array,
  effects: Int32Array,
  a: number,
  z: Float64Array,
  x: Float64Array,
): void {
  for (let i = 0; i < z.length; i++) column[effects[i] + a] += z[i] * x[i];
}
