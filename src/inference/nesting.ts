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
import { covarianceStructure } from '../covariance/structure';
import { difference, dot, product } from '../linalg/columns';
import { orthogonalize, projectOutInPlace, rootMeanSquare } from '../linalg/orthogonalize';
import { completeBasis } from '../linalg/orthonormalBasis';
import { parametersOf, type Identification } from '../mixed/identification';
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
/** A flat direction, of length 1, that gives another direction less variance than this leaves it alone. */
const MOVES = 1e-6;
/** Terms are not split by factors with more levels than this. */
const MOST_SPLITS = 100;

/** Null unless `smaller` is a special case of `larger`; both on the same rows, with the same response and weights. */
export function nestingOf(smaller: NestedModel, larger: NestedModel): Nesting | null {
  if (!fixedNested(smaller, larger)) return null;
  const bases = larger.model.terms.map(({ columns }) => orthogonalize(columns).columns);
  const covered = coveredColumns(smaller, larger, bases);
  if (covered === null) return null;
  return {
    fixedDf: larger.model.p - smaller.model.p,
    covarianceDf: larger.identification.count - smaller.identification.count,
    collapsed: collapsedDirections(smaller, larger, { bases, covered }),
  };
}

/** Where terms are redundant, it is not told which of them covers what: then the directions of the others are counted. */
function collapsedDirections(
  smaller: NestedModel,
  larger: NestedModel,
  { bases, covered }: Record<'bases' | 'covered', readonly (readonly Float64Array[])[]>,
): number {
  const hasRedundant = [smaller, larger].some(({ identification }) => identification.redundant.length > 0);
  if (hasRedundant) return Math.max(0, directionsOf(larger) - directionsOf(smaller));
  const missing = bases.map((columns, t) => columns.length - covered[t].length);
  const count = missing.reduce((sum, own) => sum + own, 0);
  if (count !== 1) return count;
  const t = missing.indexOf(1);
  return isFree(larger, t, covered[t]) ? 0 : 1;
}

/**
 * Whether the one direction u in which term t varies and the smaller model does not is no boundary after all: a flat
 * direction δ with uᵀδu ≠ 0 gives it a variance without changing the likelihood, so that the smaller model is, in other
 * words, one whose covariance matrices are all positive definite. So it is of equal variances against two, where no group
 * has both levels of f in `(0 + f | g)`.
 */
function isFree(
  { model, identification }: NestedModel,
  t: number,
  covered: readonly Float64Array[],
): boolean {
  const { columns } = model.terms[t];
  const k = columns.length;
  if (identification.flat.length === 0 || covered.length !== k - 1) return false;
  const places = covered.map((column) => Float64Array.from(columns, (own) => dot(own, column) / model.n));
  const { Q } = completeBasis(places, k);
  const u = (i: number): number => Q[i * k + k - 1];
  const structure = covarianceStructure(model.terms.map((term) => term.columns.length));
  const { start } = structure.blocks[t];
  const quadratic = (flat: Float64Array): number =>
    parametersOf(structure, t).reduce((sum, i) => {
      const [row, col] = [structure.rows[i - 1] - start, structure.cols[i - 1] - start];
      return sum + flat[i] * u(row) * u(col) * (row === col ? 1 : 2);
    }, 0);
  return identification.flat.some((flat) => Math.abs(quadratic(flat)) > MOVES);
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
 * For each term of the larger model a basis of its columns that the smaller model has too, of mean square 1; null when a term
 * of the smaller one has no place.
 */
function coveredColumns(
  smaller: NestedModel,
  larger: NestedModel,
  bases: readonly (readonly Float64Array[])[],
): (readonly Float64Array[])[] | null {
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
  return covered.map((columns) => orthogonalize(columns).columns);
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
