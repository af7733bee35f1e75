/**
 * The model in orthogonal columns and unit scales, in which it is fitted, and the way back.
 *
 *   X = W·R_X          WᵀW = n·I, so nothing is lost to squaring the condition number of X, and rank is seen here
 *   y − offset = W·c + s_y·e    e: least-squares residual of mean square 1; cancellation in r² is gone
 *   Z_t = Z̃_t·R_t      each random term's columns likewise; b̃ = R_t·b / s_y
 *
 * With prior weights every row of y, X and Z is multiplied by the root of its weight before.
 * The criterion on the user's scale is that of the working model plus `criterionShift`.
 */

import { CellmerError } from '../errors';
import type { ModelMatrices, RandomBlock } from '../design/types';
import { maxAbs, scaleInPlace } from '../linalg/columns';
import { invertLower, transpose } from '../linalg/dense';
import { orthogonalize, projectOutInPlace, rootMeanSquare } from '../linalg/orthogonalize';

/** One random term in working columns. */
export interface WorkingTerm {
  readonly block: RandomBlock;
  /** k columns Z̃ of n; the same arrays as columns of W where Z and X begin alike. */
  readonly columns: readonly Float64Array[];
  /** B = R_t⁻¹ (k×k, row-major): b = s_y·B·b̃, and the covariance matrix on the user's scale is s_y²·B·G̃·Bᵀ·sigma². */
  readonly back: Float64Array;
  /** R_t (k×k, row-major). */
  readonly forward: Float64Array;
}

export interface WorkingModel {
  readonly n: number;
  /** Rank of X. */
  readonly p: number;
  /** p columns W. */
  readonly W: readonly Float64Array[];
  /** R_X (p×p upper triangular, row-major) and its inverse. */
  readonly R: Float64Array;
  readonly Rinverse: Float64Array;
  /** Coefficients c of the least-squares fit in W. */
  readonly c: Float64Array;
  readonly e: Float64Array;
  /** s_y, in units of the response. */
  readonly responseScale: number;
  readonly terms: readonly WorkingTerm[];
  /** Indices of the kept and dropped columns of X. */
  readonly kept: readonly number[];
  readonly dropped: readonly number[];
  /** Roots of the prior weights, or null when all are 1. */
  readonly rootWeights: Float64Array | null;
  /** Σ log(weights): −2 log L is smaller by this. */
  readonly logWeights: number;
}

/**
 * Sizes of the response, and of the response for one unit of a column, lie between these: information and degrees of
 * freedom are made of their fourth powers.
 */
const [SMALLEST, LARGEST] = [1e-60, 1e60];
/** A residual this much smaller than the response is rounding, not variation. */
const ROUNDING = 2e-15;

export function workingModel(matrices: ModelMatrices): WorkingModel {
  const { n, weights } = matrices;
  const rootWeights = weights === null ? null : weights.map(Math.sqrt);
  const weighted = weightColumns(rootWeights);
  const X = matrices.X.columns.map(weighted);
  const { columns: W, R, kept, dropped } = orthogonalize(X);
  const p = W.length;
  if (n <= p)
    throw new CellmerError(
      'model',
      `the model has ${p} fixed effects, so it needs more than ${p} rows: the data have ${n} complete ones`,
    );

  const { c, e, responseScale } = workingResponse(matrices, W, rootWeights);
  checkUnits(matrices);
  const Rinverse = transpose(invertLower(transpose(R, p, p), p, p), p, p);
  const terms = inOrder(matrices.random).map((block) =>
    workingTerm(block, matrices, weighted, { W, R, kept }),
  );
  const logWeights = weights === null ? 0 : weights.reduce((sum, w) => sum + Math.log(w), 0);
  return { n, p, W, R, Rinverse, c, e, responseScale, terms, kept, dropped, rootWeights, logWeights };
}

/** The same columns with the response of other matrices of the same rows. */
export function withResponse(model: WorkingModel, matrices: ModelMatrices): WorkingModel {
  return { ...model, ...workingResponse(matrices, model.W, model.rootWeights) };
}

/** @throws CellmerError `model` for a response that the columns explain */
function workingResponse(
  matrices: ModelMatrices,
  W: readonly Float64Array[],
  rootWeights: Float64Array | null,
): Pick<WorkingModel, 'c' | 'e' | 'responseScale'> {
  const { n } = matrices;
  const e = new Float64Array(matrices.y);
  if (matrices.offset !== null) for (let i = 0; i < n; i++) e[i] -= matrices.offset[i];
  if (rootWeights !== null) for (let i = 0; i < n; i++) e[i] *= rootWeights[i];
  const times = rootWeights === null ? '' : ' times the roots of the weights';
  expectOrdinary(maxAbs(e), `${matrices.responseName}${times}`);
  const c = new Float64Array(W.length);
  const lengthBefore = rootMeanSquare(e);
  projectOutInPlace(e, W, c);
  const responseScale = rootMeanSquare(e);
  if (!(responseScale > ROUNDING * lengthBefore))
    throw new CellmerError(
      'model',
      `${matrices.responseName} does not vary about the fixed effects: there is no variance left to estimate`,
    );
  scaleInPlace(e, 1 / responseScale);
  return { c, e, responseScale };
}

/** @throws CellmerError `data` where the response for one unit of a column is of a size that cannot be computed with */
function checkUnits({ y, X, random, responseName }: ModelMatrices): void {
  const size = maxAbs(y);
  for (const { columns, names } of [X, ...random.map(({ Z }) => Z)])
    columns.forEach((column, j) => {
      const own = maxAbs(column);
      if (own > 0) expectOrdinary(size / own, `${responseName} for one unit of ${names[j]}`);
    });
}

function expectOrdinary(size: number, what: string): void {
  if (size === 0 || (size < LARGEST && size > SMALLEST)) return;
  const found = size === Infinity ? 'beyond 1e308' : `about ${size.toPrecision(1)}`;
  throw new CellmerError(
    'data',
    `${what} is ${found} in size: expected numbers between ${SMALLEST} and ${LARGEST}; write them in another unit`,
  );
}

/**
 * The random terms in lme4's order: factors with many levels first (ties as `rev(order(levels))` leaves them, and the
 * formula's own order when the numbers of levels fall there already), terms on one factor together.
 */
function inOrder(random: readonly RandomBlock[]): RandomBlock[] {
  const levels = random.map((block) => block.group.levels.length);
  const falling = levels.every((count, i) => i === 0 || count <= levels[i - 1]);
  const order = random.map((_, i) => i);
  if (!falling) order.sort((i, j) => levels[i] - levels[j] || i - j).reverse();
  const groups = [...new Set(order.map((i) => random[i].group))];
  const rank = (block: RandomBlock): number => groups.indexOf(block.group);
  const single = groups.length === 1;
  return single ? [...random] : order.map((i) => random[i]).sort((a, b) => rank(a) - rank(b));
}

/** Multiplies columns by the roots of the weights, each column once, so that shared columns stay shared. */
function weightColumns(rootWeights: Float64Array | null): (column: Float64Array) => Float64Array {
  if (rootWeights === null) return (column) => column;
  const done = new Map<Float64Array, Float64Array>();
  return (column) => {
    let weighted = done.get(column);
    if (weighted === undefined) {
      weighted = column.map((v, i) => v * rootWeights[i]);
      done.set(column, weighted);
    }
    return weighted;
  };
}

function workingTerm(
  block: RandomBlock,
  matrices: ModelMatrices,
  weighted: (column: Float64Array) => Float64Array,
  fixed: { W: readonly Float64Array[]; R: Float64Array; kept: readonly number[] },
): WorkingTerm {
  const Z = block.Z.columns;
  const k = Z.length;
  const p = fixed.W.length;
  // Where Z begins as X begins, the columns of W serve for both: nothing is computed or stored twice.
  if (k <= p && Z.every((z, a) => fixed.kept[a] === a && z === matrices.X.columns[a])) {
    const forward = new Float64Array(k * k);
    for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) forward[a * k + b] = fixed.R[a * p + b];
    return { block, columns: fixed.W.slice(0, k), forward, back: invertUpper(forward, k) };
  }
  const own = orthogonalize(Z.map(weighted));
  if (own.dropped.length === 0)
    return { block, columns: own.columns, forward: own.R, back: invertUpper(own.R, k) };
  return scaledTerm(block, Z.map(weighted));
}

/** A term whose columns are linearly dependent keeps them, each scaled to mean square 1. */
function scaledTerm(block: RandomBlock, Z: readonly Float64Array[]): WorkingTerm {
  const k = Z.length;
  const forward = new Float64Array(k * k);
  const columns = Z.map((z, a) => {
    const scale = rootMeanSquare(z) || 1;
    forward[a * k + a] = scale;
    return z.map((v) => v / scale);
  });
  return { block, columns, forward, back: invertUpper(forward, k) };
}

function invertUpper(U: Float64Array, k: number): Float64Array {
  return transpose(invertLower(transpose(U, k, k), k, k), k, k);
}

/** What is added to the working model's criterion: the scale of y, the determinant of R_X (REML) and the weights. */
export function criterionShift(model: WorkingModel, reml: boolean): number {
  const nu = reml ? model.n - model.p : model.n;
  let shift = 2 * nu * Math.log(model.responseScale) - model.logWeights;
  if (reml) for (let i = 0; i < model.p; i++) shift += 2 * Math.log(Math.abs(model.R[i * model.p + i]));
  return shift;
}
