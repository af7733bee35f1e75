/**
 * Cells of space around lines: for unit vectors a_i, that of a_i is where |a_i·z| is the largest of all. It is a star: in a direction v
 * across a_i it ends at z = a_i + τ·v, where another |a_j·z| becomes as large.
 */

import { dot } from '../linalg/columns';
import { eachDirection } from './directions';
import * as normal from './normal';

/** Distributions of τ/(1 + τ) are kept by their moments on so many intervals. */
export const INTERVALS = 1024;
/** Diagonals that are less are rounding. */
const ROUNDING = 1e-9;
/** Of a cell, after its axes are put in an order and given signs at random. */
const REFLECTIONS = 4;

/** The order in which a pivoted Cholesky factor takes the rows: as many as the rank. */
export function pivots(R: Float64Array, m: number): number[] {
  const order: number[] = [];
  const rest = Float64Array.from(R);
  while (order.length < m) {
    let pivot = 0;
    for (let i = 1; i < m; i++) if (rest[i * m + i] > rest[pivot * m + pivot]) pivot = i;
    if (!(rest[pivot * m + pivot] >= ROUNDING)) break;
    eliminateInPlace(rest, m, pivot);
    order.push(pivot);
  }
  return order;
}

/** Takes from a symmetric matrix what one of its rows explains; the column of the factor comes back. */
function eliminateInPlace(rest: Float64Array, m: number, pivot: number): Float64Array {
  const root = Math.sqrt(rest[pivot * m + pivot]);
  const column = Float64Array.from({ length: m }, (_, i) => rest[i * m + pivot] / root);
  for (let i = 0; i < m; i++) for (let j = 0; j < m; j++) rest[i * m + j] -= column[i] * column[j];
  return column;
}

/** a_i with a_i·a_j = ρ_ij, from the Cholesky factor. */
export function unitVectors(
  R: Float64Array,
  m: number,
  order: readonly number[],
): { vectors: Float64Array[]; rank: number } {
  const rest = Float64Array.from(R);
  const columns = order.map((pivot) => eliminateInPlace(rest, m, pivot));
  const vectors = Array.from({ length: m }, (_, i) => {
    const row = columns.map((column) => column[i]);
    const length = Math.hypot(...row);
    return Float64Array.from(row, (x) => x / length);
  });
  return { vectors, rank: columns.length };
}

/** What bounds the cell around a_i: for each other a_j, turned so that ρ ≥ 0, the part across a_i over 1 − ρ, and (1 − ρ)/(1 + ρ). */
export interface Cell {
  /** (m−1)×d, row by row */
  readonly across: Float64Array;
  readonly farther: Float64Array;
}

export function cellAround(i: number, vectors: readonly Float64Array[], rank: number): Cell {
  // Householder's reflection takes a_i to the first axis; the others span what is across it.
  const a = vectors[i];
  const h = Float64Array.from(a);
  h[0] += a[0] >= 0 ? 1 : -1;
  const scale = 2 / dot(h, h);
  const others = vectors.filter((_, j) => j !== i);
  const across = new Float64Array(others.length * (rank - 1));
  const farther = others.map((b, row) => {
    const rho = dot(a, b);
    const closer = Math.sign(rho || 1) / (1 - Math.abs(rho));
    const reflected = scale * dot(h, b);
    for (let l = 1; l < rank; l++) across[row * (rank - 1) + l - 1] = closer * (b[l] - reflected * h[l]);
    return (1 - Math.abs(rho)) / (1 + Math.abs(rho));
  });
  return { across, farther: Float64Array.from(farther) };
}

/** Turns what is across at random, so that each cell and each part sees the lattice from a side of its own. */
export function turnInPlace({ across }: Cell, d: number, next: () => number): void {
  const keys = Array.from({ length: d }, next);
  const order = Int32Array.from(keys.keys()).sort((a, b) => keys[a] - keys[b]);
  const signs = Float64Array.from(keys, () => (next() < 0.5 ? -1 : 1));
  const mirrors = Array.from({ length: REFLECTIONS }, () => {
    const h = Float64Array.from(keys, () => normal.quantile(next()));
    const scale = Math.sqrt(2 / dot(h, h));
    return h.map((x) => scale * x);
  });
  const row = new Float64Array(d);
  for (let at = 0; at < across.length; at += d) {
    for (let l = 0; l < d; l++) row[l] = signs[l] * across[at + order[l]];
    for (const h of mirrors) {
      const along = dot(h, row);
      for (let l = 0; l < d; l++) row[l] -= along * h[l];
    }
    across.set(row, at);
  }
}

/** Where cells end: values of τ and the share of directions, of all cells, in which it is so. */
export interface Boundaries {
  readonly taus: Float64Array;
  readonly weights: Float64Array;
}

/** Over directions v and −v across each a_i; as they are where they are few, else gathered. */
export function boundaries(cells: readonly Cell[], d: number, points: number, shift: number): Boundaries {
  const inverses: number[] = [];
  const gathered = points === 1 ? null : new Float64Array(INTERVALS + 1);
  const share = 1 / (2 * points * cells.length);
  const keep = (inverse: number): void => {
    if (gathered === null) inverses.push(inverse);
    else gather(gathered, 1 / (1 + inverse), share);
  };
  eachDirection(d, points, shift, (v) => {
    for (const cell of cells) {
      const [there, back] = inverseTaus(cell, v, d);
      keep(there);
      keep(back);
    }
  });
  if (gathered === null)
    return {
      taus: Float64Array.from(inverses, (x) => 1 / x),
      weights: new Float64Array(inverses.length).fill(share),
    };
  return ofGathered(gathered);
}

const bothWays = new Float64Array(2);

/** 1/τ along v and along −v: the closest of the boundaries with the others. */
function inverseTaus({ across, farther }: Cell, v: Float64Array, d: number): Float64Array {
  let [there, back] = [0, 0];
  for (let j = 0, at = 0; j < farther.length; j++) {
    let y = 0;
    for (let l = 0; l < d; l++) y += across[at++] * v[l];
    if (y > 0) {
      if (y > there) there = y;
      if (y * farther[j] > back) back = y * farther[j];
    } else {
      if (-y > back) back = -y;
      if (-y * farther[j] > there) there = -y * farther[j];
    }
  }
  bothWays[0] = there;
  bothWays[1] = back;
  return bothWays;
}

/** What bounds all cells at once, m×m: of each pair sign(ρ)/(1 − |ρ|) and sign(ρ)/(1 + |ρ|), 0 on the diagonal. */
export interface AllCells {
  readonly R: Float64Array;
  readonly nearer: Float64Array;
  readonly farther: Float64Array;
}

/** @param R m×m, row by row, with a unit diagonal */
export function allCells(R: Float64Array, m: number): AllCells {
  const [nearer, farther] = [new Float64Array(m * m), new Float64Array(m * m)];
  R.forEach((rho, at) => {
    if (at % (m + 1) === 0) return;
    const sign = rho < 0 ? -1 : 1;
    nearer[at] = sign / (1 - Math.abs(rho));
    farther[at] = sign / (1 + Math.abs(rho));
  });
  return { R, nearer, farther };
}

/**
 * As `boundaries`, with the part across each a_i of one and the same u for all of them: a_j·v is then (a_j·u − ρ_ij·a_i·u) over the
 * length of that part, so that a direction takes m² steps for all cells, and not for one.
 *
 * @param vectors the a_i
 * @param directions unit vectors u of as many dimensions
 */
export function boundariesTogether(
  vectors: readonly Float64Array[],
  { R, nearer, farther }: AllCells,
  directions: readonly Float64Array[],
): Boundaries {
  const m = vectors.length;
  const gathered = new Float64Array(INTERVALS + 1);
  const share = 1 / (2 * directions.length * m);
  for (const u of directions) {
    const along = Float64Array.from(vectors, (a) => dot(a, u));
    for (let i = 0; i < m; i++) {
      const own = along[i];
      const across = Math.sqrt((1 - own) * (1 + own));
      // 1/τ along v and along −v, times the length
      let [there, back] = [0, 0];
      for (let j = 0, at = i * m; j < m; j++, at++) {
        const y = along[j] - R[at] * own;
        const [near, far] = [nearer[at] * y, farther[at] * y];
        if (near > there) there = near;
        if (-far > there) there = -far;
        if (-near > back) back = -near;
        if (far > back) back = far;
      }
      gather(gathered, across / (across + there), share);
      gather(gathered, across / (across + back), share);
    }
  }
  return ofGathered(gathered);
}

function ofGathered(weights: Float64Array): Boundaries {
  return { taus: Float64Array.from(weights, (_, k) => k / (INTERVALS - k)), weights };
}

/** Adds what makes sums over the weights of a cubic polynomial what they are at x in [0, 1]. */
function gather(weights: Float64Array, x: number, share: number): void {
  const first = Math.min(Math.max(Math.floor(x * INTERVALS) - 1, 0), INTERVALS - 3);
  const t = x * INTERVALS - first;
  const [t1, t2, t3] = [t - 1, t - 2, t - 3];
  weights[first] -= (share * t1 * t2 * t3) / 6;
  weights[first + 1] += (share * t * t2 * t3) / 2;
  weights[first + 2] -= (share * t * t1 * t3) / 2;
  weights[first + 3] += (share * t * t1 * t2) / 6;
}

/** Numbers in (0, 1), always the same ones. */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
}
