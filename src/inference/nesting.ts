/**
 * Whether one model is a special case of another on the same rows, and what separates them.
 *
 * Fixed effects: every column of the smaller model lies in the span of the larger one's. Random effects: every term
 * Z(I⊗G)Zᵀ of the smaller model can be written with a term of the larger one on the same groups, which is so when its
 * columns are combinations of that term's columns. A term on finer groups, such as `(1 | Worker:Machine)`, is one on the
 * coarser groups with its columns split by the other factors, such as `(0 + Machine | Worker)` with equal variances.
 */

import type { ModelFrame } from '../design';
import type { GroupingFactor } from '../design/types';
import type { RandomTerm } from '../formula/ast';
import { difference, product } from '../linalg/columns';
import { orthogonalize, projectOutInPlace, rootMeanSquare } from '../linalg/orthogonalize';
import type { Identification } from '../mixed/identification';
import type { WorkingModel, WorkingTerm } from '../mixed/workingModel';

/** A model as this comparison needs it. */
export interface NestedModel {
  readonly frame: ModelFrame;
  readonly model: WorkingModel;
  readonly identification: Identification;
}

export interface Nesting {
  /** Parameters by which the fixed effects differ. */
  readonly fixedDf: number;
  /** Parameters by which the covariance matrices differ, as far as the data determine them. */
  readonly covarianceDf: number;
  /** Directions in which the larger model lets random effects vary and the smaller one does not. */
  readonly collapsed: number;
}

/** A column of mean square 1 with less than this outside a span lies in it. */
const IN_SPAN = 1e-7;
/** Terms are not split by factors with more levels than this. */
const MOST_SPLITS = 100;

/** Null unless `smaller` is a special case of `larger`; both on the same rows, with the same response and weights. */
export function nestingOf(smaller: NestedModel, larger: NestedModel): Nesting | null {
  if (!fixedNested(smaller, larger)) return null;
  const ranks = coveredRanks(smaller, larger);
  if (ranks === null) return null;
  return {
    fixedDf: larger.model.p - smaller.model.p,
    covarianceDf: larger.identification.count - smaller.identification.count,
    collapsed: collapsedDirections(smaller, larger, ranks),
  };
}

/** Where terms are redundant, it is not told which of them covers what: then the directions of the others are counted. */
function collapsedDirections(smaller: NestedModel, larger: NestedModel, ranks: readonly number[]): number {
  const sizes = larger.model.terms.map((term) => term.columns.length);
  const hasRedundant = [smaller, larger].some(({ identification }) => identification.redundant.length > 0);
  if (!hasRedundant) return sizes.reduce((sum, size, t) => sum + size - ranks[t], 0);
  return Math.max(0, directionsOf(larger) - directionsOf(smaller));
}

function directionsOf({ model, identification }: NestedModel): number {
  return model.terms.reduce(
    (sum, { columns }, t) => sum + (identification.redundant.includes(t) ? 0 : columns.length),
    0,
  );
}

function fixedNested(smaller: NestedModel, larger: NestedModel): boolean {
  const columns = [...smaller.model.W];
  const shift = offsetDifference(smaller, larger);
  if (shift !== null) columns.push(shift);
  return inSpan(columns, larger.model.W);
}

/** What the offsets differ by, of mean square 1; null when they do not. */
function offsetDifference(smaller: NestedModel, larger: NestedModel): Float64Array | null {
  const [a, b] = [smaller.frame.offset, larger.frame.offset];
  if (a === b) return null;
  const none = new Float64Array(larger.model.n);
  const plain = difference(a ?? none, b ?? none);
  const { rootWeights } = larger.model;
  const shift = rootWeights === null ? plain : product(plain, rootWeights);
  const size = rootMeanSquare(shift);
  return size === 0 ? null : shift.map((v) => v / size);
}

function inSpan(columns: readonly Float64Array[], orthogonal: readonly Float64Array[]): boolean {
  return columns.every((column) => {
    if (orthogonal.includes(column)) return true;
    const rest = new Float64Array(column);
    projectOutInPlace(rest, orthogonal, new Float64Array(orthogonal.length));
    return rootMeanSquare(rest) <= IN_SPAN * rootMeanSquare(column);
  });
}

/**
 * For each term of the larger model the number of its directions that the smaller model has too; null when a term of the
 * smaller one has no place.
 */
function coveredRanks(smaller: NestedModel, larger: NestedModel): number[] | null {
  const bases = larger.model.terms.map(({ columns }) => orthogonalize(columns).columns);
  const covered: Float64Array[][] = bases.map(() => []);
  for (const term of smaller.model.terms) {
    const place = larger.model.terms.findIndex((candidate, t) => {
      const columns = columnsWithin(term, smaller, candidate, larger);
      if (columns === null || !inSpan(columns, bases[t])) return false;
      covered[t].push(...columns);
      return true;
    });
    if (place < 0) return null;
  }
  return covered.map((columns) => orthogonalize(columns).columns.length);
}

/** The columns of a term as columns over the groups of another; null when its groups do not lie within those. */
function columnsWithin(
  term: WorkingTerm,
  of: NestedModel,
  candidate: WorkingTerm,
  within: NestedModel,
): readonly Float64Array[] | null {
  if (sameGroups(term.block.group, candidate.block.group)) return term.columns;
  const coarse = new Set(variablesOf(candidate, within));
  const fine = variablesOf(term, of);
  const extra = fine.filter((label) => !coarse.has(label));
  if (extra.length === 0 || fine.length - extra.length < coarse.size) return null;
  const split = extra.map((label) => of.frame.groups.get(label)!);
  const cells = split.reduce((count, { levels }) => count * levels.length, 1);
  if (cells > MOST_SPLITS) return null;
  const cellOf = (row: number): number =>
    split.reduce((cell, { codes, levels }) => cell * levels.length + codes[row], 0);
  return term.columns.flatMap((column) =>
    Array.from({ length: cells }, (_, cell) => column.map((v, row) => (cellOf(row) === cell ? v : 0))).filter(
      (part) => part.some((v) => v !== 0),
    ),
  );
}

function variablesOf(term: WorkingTerm, { frame }: NestedModel): string[] {
  const random = frame.terms.random.find(
    ({ groupLabel }) => groupLabel === term.block.group.name,
  ) as RandomTerm;
  return random.group.map(({ label }) => label);
}

/** Whether two factors group the rows alike, whatever their levels are called. */
function sameGroups(a: GroupingFactor, b: GroupingFactor): boolean {
  if (a.codes === b.codes) return true;
  if (a.levels.length !== b.levels.length) return false;
  const toB = new Int32Array(a.levels.length).fill(-1);
  const toA = new Int32Array(b.levels.length).fill(-1);
  for (let i = 0; i < a.codes.length; i++) {
    const [x, y] = [a.codes[i], b.codes[i]];
    if (toB[x] < 0 && toA[y] < 0) {
      toB[x] = y;
      toA[y] = x;
    } else if (toB[x] !== y) return false;
  }
  return true;
}
