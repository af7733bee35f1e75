/**
 * The largest of correlated normal variables by absolute value, of any correlation, singular too: max |a_i·Z| of a normal vector Z in
 * as many dimensions r as the correlation has rank, with unit vectors a_i.
 *
 * Space falls apart into the cells in which |a_i·Z| is the largest. Each is a star around its a_i: in a direction v across a_i it ends
 * at Z = z·(a_i + τ_i(v)·v), where another one becomes as large. Given the direction, two of the dimensions are integrated exactly,
 *
 *     P(max ≥ w) = Σ_i ∫_w^∞ 2φ(z)·E_v[P(χ_(r−1) ≤ z·τ_i(v))] dz,
 *
 * and what is left is the mean over directions in r − 1 dimensions: two of them where r is 2, so that this is exact; a circle, where r
 * is 3; else a lattice's points on the sphere, always the same ones. Among what was tried (Genz's transformation to the cube, 1992, over
 * the same lattice; radial integrals alone, Deák 1980) this has the smallest error for the time by far: the mean tends to 1 as w grows,
 * so that the error is relative to the probability and dies out in its tail, and the directions are looked at once for all w.
 */

import { eachDirection } from './directions';
import * as fisherF from './fisherF';
import { lowerGamma } from './gammaTail';
import * as normal from './normal';
import { interpolated } from './interpolated';
import { integrate } from './quadrature';

export interface LargestNormal {
  /** Of space that is taken up by the a_i. */
  readonly rank: number;
  /** log P(max ≥ w), w ≥ 0. */
  readonly logTail: (w: number) => number;
  /** The same from each of a few disjoint sets of directions, to see by how much it may be off; none where it is exact. */
  readonly parts: readonly ((w: number) => number)[];
}

/** Directions are looked at in so many sets, which are shifted lattices. */
const PARTS = 4;
/** Sizes of a set. */
const PRIMES = [61, 127, 251, 509, 1021, 2039, 4093, 8191];
/** Multiplications that the directions may take: some 50 ms, and 300 ms for a hundred variables. */
const EFFORT = 1e7;
const EFFORT_EACH = 1e6;
/** Distributions of τ/(1 + τ) are kept by their moments on so many intervals. */
const CELLS = 1024;
/** Diagonals that are less are rounding. */
const ROUNDING = 1e-9;
const REFLECTIONS = 4;
/** Of what is a function of a logarithm: below it there is nothing. */
const LEAST_LOG = -40;

/** @param R m×m, row by row, positive semidefinite with a unit diagonal, other entries within (−1, 1) */
export function largestNormal(R: Float64Array, m: number): LargestNormal {
  const { vectors, rank } = unitVectors(R, m);
  const cells = vectors.map((_, i) => cellAround(i, vectors, rank));
  const chi = chiBelow(rank - 1);
  if (rank <= 2) return { rank, logTail: tailOf(boundaries(cells, 1, 1, 0), m, 1, chi), parts: [] };
  const points = latticeSize(m, rank);
  const next = generator(1);
  const parts = Array.from({ length: PARTS }, (_, k) => {
    if (rank > 3) for (const cell of cells) turnInPlace(cell, rank - 1, next);
    return boundaries(cells, rank - 1, points, k / PARTS);
  });
  const all = parts
    .map((part) => part.weights)
    .reduce((sum, w) => sum.map((x, i) => x + w[i] / PARTS), new Float64Array(CELLS + 1));
  return {
    rank,
    logTail: tailOf({ ...parts[0], weights: all }, m, rank - 1, chi),
    parts: parts.map((part) => tailOf(part, m, rank - 1, chi)),
  };
}

function latticeSize(m: number, rank: number): number {
  const most = (EFFORT + EFFORT_EACH * m) / (PARTS * m * (m * (rank + 3) + 40));
  return PRIMES.reduce((best, prime) => (prime <= most ? prime : best));
}

/** a_i with a_i·a_j = ρ_ij, from a pivoted Cholesky factor. */
function unitVectors(R: Float64Array, m: number): { vectors: Float64Array[]; rank: number } {
  const rest = Float64Array.from(R);
  const columns: Float64Array[] = [];
  while (columns.length < m) {
    let pivot = 0;
    for (let i = 1; i < m; i++) if (rest[i * m + i] > rest[pivot * m + pivot]) pivot = i;
    const d = rest[pivot * m + pivot];
    if (d < ROUNDING) break;
    const column = Float64Array.from({ length: m }, (_, i) => rest[i * m + pivot] / Math.sqrt(d));
    for (let i = 0; i < m; i++) for (let j = 0; j < m; j++) rest[i * m + j] -= column[i] * column[j];
    columns.push(column);
  }
  const vectors = Array.from({ length: m }, (_, i) => {
    const row = columns.map((column) => column[i]);
    const length = Math.hypot(...row);
    return Float64Array.from(row, (x) => x / length);
  });
  return { vectors, rank: columns.length };
}

/** What bounds the cell around a_i: for each other a_j, turned so that ρ ≥ 0, the part across a_i over 1 − ρ, and (1 − ρ)/(1 + ρ). */
interface Cell {
  /** (m−1)×d, row by row */
  readonly across: Float64Array;
  readonly farther: Float64Array;
}

function cellAround(i: number, vectors: readonly Float64Array[], rank: number): Cell {
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

/** Turns what is across by reflections at random planes, so that cells and parts see the lattice from sides of their own. */
function turnInPlace({ across }: Cell, d: number, next: () => number): void {
  const h = new Float64Array(d);
  for (let time = 0; time < REFLECTIONS; time++) {
    for (let l = 0; l < d; l++) h[l] = normal.quantile(next());
    const scale = 2 / dot(h, h);
    for (let at = 0; at < across.length; at += d) {
      const row = across.subarray(at, at + d);
      const reflected = scale * dot(h, row);
      for (let l = 0; l < d; l++) row[l] -= reflected * h[l];
    }
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let l = 0; l < a.length; l++) sum += a[l] * b[l];
  return sum;
}

/** Where cells end: values of τ and the share of directions, of all cells, in which it is so. */
interface Boundaries {
  readonly taus: Float64Array;
  readonly weights: Float64Array;
}

/** Over directions v and −v across each a_i; as they are where they are few, else gathered. */
function boundaries(cells: readonly Cell[], d: number, points: number, shift: number): Boundaries {
  const inverses: number[] = [];
  const gathered = points === 1 ? null : new Float64Array(CELLS + 1);
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
  return { taus: Float64Array.from(gathered, (_, k) => k / (CELLS - k)), weights: gathered };
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

/** Adds what makes sums over the weights of a cubic polynomial what they are at x in [0, 1]. */
function gather(weights: Float64Array, x: number, share: number): void {
  const first = Math.min(Math.max(Math.floor(x * CELLS) - 1, 0), CELLS - 3);
  const t = x * CELLS - first;
  const [t1, t2, t3] = [t - 1, t - 2, t - 3];
  weights[first] -= (share * t1 * t2 * t3) / 6;
  weights[first + 1] += (share * t * t2 * t3) / 2;
  weights[first + 2] -= (share * t * t1 * t3) / 2;
  weights[first + 3] += (share * t * t1 * t2) / 6;
}

/** P(χ_d ≤ x) by log x. */
function chiBelow(d: number): (logX: number) => number {
  const most = Math.log(Math.sqrt(d) + 10);
  const below = interpolated((x) => lowerGamma(Math.exp(2 * (x + LEAST_LOG)) / 2, d / 2));
  return (logX) => (logX >= most ? 1 : logX <= LEAST_LOG ? 0 : below(logX - LEAST_LOG));
}

/** log P(max ≥ w) from where the cells end. */
function tailOf(
  ends: Boundaries,
  m: number,
  d: number,
  chi: (logX: number) => number,
): (w: number) => number {
  const used = [...ends.taus.keys()].filter((k) => ends.weights[k] !== 0 && ends.taus[k] > 0);
  const logTaus = Float64Array.from(used, (k) => Math.log(ends.taus[k]));
  const weights = Float64Array.from(used, (k) => ends.weights[k]);
  // The share of directions in which the cell reaches as far as there is probability; smooth over log z.
  const inside = interpolated((x) =>
    weights.reduce((sum, weight, k) => sum + weight * chi(x + LEAST_LOG + logTaus[k]), 0),
  );
  const density = (z: number): number => Math.exp((-z * z) / 2) * inside(Math.log(z) - LEAST_LOG);
  const upper = (w: number): number => (2 * m * integrate(density, breaksFrom(w))) / Math.sqrt(2 * Math.PI);
  let whole = NaN;
  return (w) => {
    if (w === 0) return 0;
    if (Number.isNaN(whole)) whole = m * wholeOf(logTaus, weights, d);
    const found = upper(w);
    // By how much the whole is not 1 is known; large probabilities are off by about as much.
    return Math.min(0, Math.log(found - (whole - 1) * (found / whole) ** 3));
  };
}

/** The mean of P(χ_d ≤ τ·|Z|): the integral from 0 on. */
function wholeOf(logTaus: Float64Array, weights: Float64Array, d: number): number {
  const within = (logTau: number): number => 1 - fisherF.upperTail(Math.exp(2 * logTau) / d, d, 1);
  return weights.reduce((sum, weight, k) => sum + weight * within(logTaus[k]), 0);
}

/** From w on, as far as there is anything, in pieces that grow with z. */
function breaksFrom(w: number): number[] {
  const breaks = [w];
  for (let z = w; z < w + 9;) breaks.push((z = Math.min(Math.E * z, z + 1)));
  return breaks;
}

/** Numbers in (0, 1), always the same ones. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
}
