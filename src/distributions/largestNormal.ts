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
 * is 3; else a lattice's points on the sphere, always the same ones; with dozens of dimensions directions at right angles to each other,
 * which all cells share. Where correlations are close to products, which are exact, only the difference is taken so, the error of which
 * is smaller by about as much as the correlations are closer. Among what was tried (Genz's transformation to the cube, 1992, over the
 * same lattice; radial integrals alone, Deák 1980) this has the smallest error for the time by far: the mean tends to 1 as w grows, so
 * that the error is relative to the probability and dies out in its tail, and the directions are looked at once for all w.
 */

import {
  allCells,
  boundaries,
  boundariesTogether,
  cellAround,
  generator,
  INTERVALS,
  pivots,
  turnInPlace,
  unitVectors,
  type Boundaries,
  type Cell,
} from './cells';
import { orthogonalDirections } from './directions';
import * as fisherF from './fisherF';
import { lowerGamma } from './gammaTail';
import { closestFactor, oneFactorTail } from './oneFactor';
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
const PRIMES = [17, 31, 43, 61, 89, 127, 179, 251, 359, 509, 719, 1021, 1451, 2039, 2897, 4093, 5791, 8191];
/** Multiplications that the directions may take: some 50 ms, and 300 ms for a hundred variables. */
const EFFORT = 1.4e7;
const EFFORT_EACH = 1.4e6;
/** In more dimensions cells share their directions: with their own there would be too few of them. */
const MOST_APART = 30;
/** Multiplications that one of the steps over all pairs of variables takes as long as. */
const STEP = 5;
/** Where critical values of a dozen comparisons are. */
const USUAL = 2.8;
/** Of what is a function of a logarithm: below it there is nothing. */
const LEAST_LOG = -40;

/** @param R m×m, row by row, positive semidefinite with a unit diagonal, other entries within (−1, 1) */
export function largestNormal(R: Float64Array, m: number): LargestNormal {
  const order = pivots(R, m);
  // Few dimensions need no help, and what is singular is not close to one factor.
  if (order.length <= 5 || order.length < m) return overDirections(R, m, order, 1);
  const plain = overDirections(R, m, order, 0.5);
  const lambda = closestFactor(R, m);
  const near = Float64Array.from(R, (_, at) => {
    const [i, j] = [Math.floor(at / m), at % m];
    return i === j ? 1 : lambda[i] * lambda[j];
  });
  return closer(plain, byDifference(plain, overDirections(near, m, order, 0.5), oneFactorTail(lambda)));
}

/** What is exact of correlations close by, with the difference to them over the same directions, in which errors are alike. */
function byDifference(
  plain: LargestNormal,
  near: LargestNormal,
  exact: (w: number) => number,
): LargestNormal {
  // Asked for by the whole and by each part.
  const known = interpolated(exact);
  const corrected = (tail: (w: number) => number, other: (w: number) => number) => (w: number) =>
    Math.min(0, tail(w) + known(w) - other(w));
  return {
    rank: plain.rank,
    logTail: corrected(plain.logTail, near.logTail),
    parts: plain.parts.map((part, k) => corrected(part, near.parts[k])),
  };
}

/** Of two the one whose parts agree better. */
function closer(one: LargestNormal, other: LargestNormal): LargestNormal {
  const spread = ({ parts }: LargestNormal): number => {
    const logs = parts.map((part) => part(USUAL));
    return Math.max(...logs) - Math.min(...logs);
  };
  return spread(other) < spread(one) ? other : one;
}

/** @param effort share of what the directions may take */
function overDirections(R: Float64Array, m: number, order: readonly number[], effort: number): LargestNormal {
  const { vectors, rank } = unitVectors(R, m, order);
  const chi = chiBelow(rank - 1);
  if (rank <= 2) {
    const ends = boundaries(cellsAround(vectors, rank), 1, 1, 0);
    return { rank, logTail: tailOf(ends, m, 1, chi), parts: [] };
  }
  const parts =
    rank > MOST_APART ? partsTogether(R, m, vectors, effort) : partsApart(m, vectors, rank, effort);
  const all = parts
    .map((part) => part.weights)
    .reduce((sum, w) => sum.map((x, i) => x + w[i] / PARTS), new Float64Array(INTERVALS + 1));
  return {
    rank,
    logTail: tailOf({ ...parts[0], weights: all }, m, rank - 1, chi),
    parts: parts.map((part) => tailOf(part, m, rank - 1, chi)),
  };
}

function cellsAround(vectors: readonly Float64Array[], rank: number): Cell[] {
  return vectors.map((_, i) => cellAround(i, vectors, rank));
}

/** Each cell has directions of its own. */
function partsApart(m: number, vectors: readonly Float64Array[], rank: number, effort: number): Boundaries[] {
  const cells = cellsAround(vectors, rank);
  const points = latticeSize(m, rank, effort);
  const next = generator(1);
  return Array.from({ length: PARTS }, (_, k) => {
    if (rank > 3) for (const cell of cells) turnInPlace(cell, rank - 1, next);
    return boundaries(cells, rank - 1, points, k / PARTS);
  });
}

/** All cells share theirs. */
function partsTogether(
  R: Float64Array,
  m: number,
  vectors: readonly Float64Array[],
  effort: number,
): Boundaries[] {
  const rank = vectors[0].length;
  const cells = allCells(R, m);
  const count = Math.floor(shareOf(effort, m) / (m * (rank + STEP * m)));
  const next = generator(1);
  return Array.from({ length: PARTS }, () =>
    boundariesTogether(vectors, cells, orthogonalDirections(rank, count, next)),
  );
}

/** Multiplications for each part. */
function shareOf(effort: number, m: number): number {
  return (effort * (EFFORT + EFFORT_EACH * m)) / PARTS;
}

function latticeSize(m: number, rank: number, effort: number): number {
  const most = shareOf(effort, m) / (m * (m * (rank + 3) + 40));
  return PRIMES.reduce((best, prime) => (prime <= most ? prime : best));
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
