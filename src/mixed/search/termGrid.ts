/**
 * A coarse grid over the covariance matrices of one random term, by their factors T, and which of its points are
 * neighbours. Sizes are standard deviations from zero to where the random effects explain nearly everything, in units of
 * what a level tells its effect with: size² = G·rows.
 */

import { factorFromCovariance } from '../../covariance/structure';

export interface TermGrid {
  readonly count: number;
  /** T of every point, size×size, in these units. */
  readonly factors: readonly Float64Array[];
  /** Numbers of the points around every point. */
  readonly neighbours: readonly (readonly number[])[];
}

/** How fine a grid is for a model with that many random effects in all: positive sizes, and angles of a plane. */
interface Fineness {
  readonly sizes: readonly number[];
  readonly angles: number;
}

const FINENESS: readonly Fineness[] = [
  { sizes: [0.5, 1, 2, 4, 8, 16, 32, 64], angles: 1 },
  { sizes: [0.8, 2.5, 8, 30, 120], angles: 16 },
  { sizes: [0.8, 4, 20, 100], angles: 12 },
  { sizes: [1.5, 9, 60], angles: 8 },
];
/** Sizes beyond those, where random and fixed effects may leave nothing to the residual: minima lie at any distance there. */
const FAR = [500, 2000];
/** Standard deviation across the direction of greatest variation, as a share of that along it. */
const ROUNDNESS = [0, 0.3];
/** Directions nearer than this share of the widest gap between two are neighbours. */
const NEAR = 1.3;

const made = new Map<string, TermGrid>();

/**
 * The same object whenever it is asked for.
 *
 * @param size random effects of the term
 * @param effects random effects of the model in all, 1 to 4
 * @param isFar whether a term of one random effect has the far sizes too
 */
export function termGrid(size: number, effects: number, isFar: boolean): TermGrid {
  const key = `${size} ${effects} ${isFar}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const { sizes, angles } = FINENESS[effects - 1];
  const grid =
    size === 1
      ? lineGrid(isFar ? [...sizes, ...FAR] : sizes)
      : coneGrid(sizes, size === 2 ? around(angles) : lattice(size));
  made.set(key, grid);
  return grid;
}

function lineGrid(sizes: readonly number[]): TermGrid {
  const all = [0, ...sizes];
  return {
    count: all.length,
    factors: all.map((sd) => Float64Array.of(sd)),
    neighbours: all.map((_, i) => [i - 1, i + 1].filter((j) => j >= 0 && j < all.length)),
  };
}

/** The origin, then by size, direction and roundness. */
function coneGrid(sizes: readonly number[], directions: readonly (readonly number[])[]): TermGrid {
  const round = ROUNDNESS.length;
  const place = (s: number, d: number, r: number): number =>
    s < 0 ? 0 : 1 + (s * directions.length + d) * round + r;
  const near = nearDirections(directions);
  const factors: Float64Array[] = [new Float64Array(directions[0].length ** 2)];
  const neighbours: number[][] = [directions.map((_, d) => place(0, d, 0))];
  sizes.forEach((size, s) =>
    directions.forEach((direction, d) =>
      ROUNDNESS.forEach((share, r) => {
        factors.push(factorAlong(direction, size, share));
        const beside = near[d].map((other) => place(s, other, r));
        if (s + 1 < sizes.length) beside.push(place(s + 1, d, r));
        for (const other of [r - 1, r + 1]) if (other >= 0 && other < round) beside.push(place(s, d, other));
        neighbours.push([place(s - 1, d, r), ...beside]);
      }),
    ),
  );
  return { count: factors.length, factors, neighbours };
}

/** T of G = size²·(share²·I + (1 − share²)·vvᵀ). */
function factorAlong(v: readonly number[], size: number, share: number): Float64Array {
  const k = v.length;
  const G = new Float64Array(k * k);
  for (let a = 0; a < k; a++)
    for (let b = 0; b < k; b++)
      G[a * k + b] = size * size * ((a === b ? share * share : 0) + (1 - share * share) * v[a] * v[b]);
  return factorFromCovariance(G, k);
}

/** Unit vectors at equal angles over half a circle. */
function around(angles: number): number[][] {
  return Array.from({ length: angles }, (_, i) => {
    const angle = (Math.PI * i) / angles;
    return [Math.cos(angle), Math.sin(angle)];
  });
}

/** Unit vectors towards the points of a cubic lattice, up to their sign: from −2 to 2 in space, from −1 to 1 beyond. */
function lattice(size: number): number[][] {
  const reach = size === 3 ? 2 : 1;
  const width = 2 * reach + 1;
  const found = new Map<string, number[]>();
  for (let index = 0; index < width ** size; index++) {
    const v = Array.from({ length: size }, (_, a) => (Math.floor(index / width ** a) % width) - reach);
    const first = v.find((x) => x !== 0);
    if (first === undefined || first < 0) continue;
    const length = Math.hypot(...v);
    const unit = v.map((x) => x / length);
    found.set(unit.map((x) => Math.round(1e6 * x)).join(' '), unit);
  }
  return [...found.values()];
}

/** For each direction the numbers of those beside it. */
function nearDirections(directions: readonly (readonly number[])[]): number[][] {
  const angle = (v: readonly number[], w: readonly number[]): number =>
    Math.acos(Math.min(1, Math.abs(v.reduce((sum, x, a) => sum + x * w[a], 0))));
  const angles = directions.map((v, i) => directions.map((w, j) => (i === j ? Infinity : angle(v, w))));
  const widest = Math.max(...angles.map((row) => Math.min(...row)));
  return angles.map((row) => [...row.keys()].filter((j) => row[j] <= NEAR * widest));
}
