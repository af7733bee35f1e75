/** What the columns of a model reach together: ranks, and whether they reproduce the response. */

import { dot, scaleInPlace, subtractMultipleInPlace } from '../linalg/columns';
import type { FactorPart } from './evaluation';
import type { WorkingModel } from './workingModel';

interface DesignSpan {
  /** Rank of the random effects' columns, one for each effect of each level. */
  readonly rankZ: number;
  /** Rank of these and the columns of the fixed effects together, at most n. */
  readonly rank: number;
  /** Whether both together reproduce the response in every row, up to rounding. */
  readonly fitsResponse: boolean;
}

/** A column that keeps less than this share of its length is a combination of those before it, as among fixed effects. */
const DEPENDENT = 1e-7;
/** What is left of the response that is less than this share of what the fixed effects leave is rounding. */
const NOTHING = 1e-10;
/** Multiplications that may be spent. */
const MOST_WORK = 1e7;

/**
 * @param wanted whether a random effect, by its place among the k of the covariance structure, takes part
 * @returns null where it would take too long: with many levels of several factors
 */
export function designSpan(
  model: WorkingModel,
  parts: readonly FactorPart[],
  wanted: (effect: number) => boolean = () => true,
): DesignSpan | null {
  const { n, W, e } = model;
  const own = parts.map((part) => wantedColumns(part, wanted));
  const sizes = parts.map(({ group }, f) => group.levels.length * own[f].length);
  const first = sizes.indexOf(Math.max(...sizes));
  const dense = sizes.reduce((sum, size, f) => (f === first ? sum : sum + size), W.length);
  if (n * dense ** 2 > MOST_WORK) return null;
  const span = spanOfLevels(parts[first], own[first]);
  parts.forEach((part, f) => {
    if (f !== first) for (const column of own[f]) addLevels(span, part, column);
  });
  const rankZ = span.rank;
  for (const column of W) addColumn(span, column);
  const { rank } = span;
  return { rankZ, rank, fitsResponse: rank === n || outside(span, e) <= roundingOf(model) };
}

function wantedColumns({ start, columns }: FactorPart, wanted: (effect: number) => boolean): Float64Array[] {
  return columns.filter((_, a) => wanted(start + a));
}

/** Length of what rounding may leave of the response: of its share outside X, and of the response itself. */
function roundingOf({ n, c, responseScale }: WorkingModel): number {
  const response = Math.hypot(...c, responseScale) / responseScale;
  return Math.sqrt(n) * (NOTHING + 4 * Number.EPSILON * response);
}

/** An orthonormal basis in two parts: columns that are so level by level of one factor, and whole columns. */
interface Span {
  readonly codes: Int32Array;
  readonly levels: number;
  readonly within: Float64Array[];
  readonly whole: Float64Array[];
  rank: number;
}

/** Gram-Schmidt within all levels at once; where a level has no new direction the column is zero. */
function spanOfLevels({ group }: FactorPart, columns: readonly Float64Array[]): Span {
  const { codes, levels } = group;
  const span: Span = { codes, levels: levels.length, within: [], whole: [], rank: 0 };
  for (const column of columns) {
    const before = levelSums(span, column, column);
    const rest = column.slice();
    projectOut(span, rest);
    const after = levelSums(span, rest, rest);
    const scale = after.map((square, g) =>
      square > DEPENDENT ** 2 * before[g] && square > 0 ? 1 / Math.sqrt(square) : 0,
    );
    span.within.push(rest.map((v, i) => v * scale[codes[i]]));
    span.rank += scale.filter((s) => s > 0).length;
  }
  return span;
}

function addLevels(span: Span, { group }: FactorPart, column: Float64Array): void {
  for (let g = 0; g < group.levels.length; g++)
    addColumn(
      span,
      column.map((v, i) => (group.codes[i] === g ? v : 0)),
    );
}

function addColumn(span: Span, column: Float64Array): void {
  if (span.rank === column.length) return;
  const before = Math.sqrt(dot(column, column));
  const rest = column.slice();
  projectOut(span, rest);
  const after = Math.sqrt(dot(rest, rest));
  if (!(after > DEPENDENT * before)) return;
  scaleInPlace(rest, 1 / after);
  span.whole.push(rest);
  span.rank++;
}

/** Length of what is left of a column. */
function outside(span: Span, column: Float64Array): number {
  const rest = column.slice();
  projectOut(span, rest);
  return Math.sqrt(dot(rest, rest));
}

/** Twice is enough (`linalg/orthogonalize.ts`). */
function projectOut(span: Span, v: Float64Array): void {
  const { codes, within, whole } = span;
  for (let round = 0; round < 2; round++) {
    for (const unit of within) {
      const share = levelSums(span, unit, v);
      for (let i = 0; i < v.length; i++) v[i] -= share[codes[i]] * unit[i];
    }
    for (const unit of whole) subtractMultipleInPlace(v, dot(unit, v), unit);
  }
}

/** Σ a_i·b_i over the rows of each level. */
function levelSums({ codes, levels }: Span, a: Float64Array, b: Float64Array): Float64Array {
  const sums = new Float64Array(levels);
  for (let i = 0; i < a.length; i++) sums[codes[i]] += a[i] * b[i];
  return sums;
}
