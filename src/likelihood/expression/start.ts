/**
 * Starting values for parameters of which nothing is known but where they can be: numbers that parameters often are,
 * and what the data suggest, tried out; no randomness.
 */

import { CellmerError } from '../../errors';
import type { Bounds } from './domain';

/** Evaluations at most for the first choice. */
const MAX_TRIALS = 200;
/** Rounds in which each parameter is improved with the others held. */
const ROUNDS = 2;

const ANYWHERE = [0, 1, -1, 0.1, -0.1, 0.5, 3, -3, 10];
/** Distances from a single bound. */
const POSITIVE = [1, 0.3, 3, 0.1, 10, 0.01, 100, 1e-3, 1e3];
/** Shares of the way between two bounds. */
const BETWEEN = [0.5, 0.1, 0.9, 0.25, 0.75, 0.01, 0.99, 1e-3];

/**
 * @param value the log-likelihood; not finite where there is none
 * @param columns the data in use
 * @throws CellmerError `numeric` when it is finite nowhere that was tried
 */
export function findStart(
  value: (par: Float64Array) => number,
  names: readonly string[],
  bounds: Bounds,
  columns: Iterable<Float64Array>,
): Float64Array {
  const typical = [...columns].flatMap(typicalValues).slice(0, 12);
  const candidates = names.map((_, i) => candidatesIn(bounds.lower[i], bounds.upper[i], typical));
  let best: Float64Array | null = null;
  let most = -Infinity;
  const attempt = (par: Float64Array): void => {
    const found = value(par);
    if (Number.isFinite(found) && found > most) {
      most = found;
      best = par;
    }
  };
  combinations(candidates).forEach(attempt);
  if (best === null)
    throw new CellmerError(
      'numeric',
      `No starting values with a finite log-likelihood were found for ${names.join(', ')}: give them, such as ` +
        `start="${names.map((name) => `${name}=1`).join('; ')}".`,
    );
  for (let round = 0; round < ROUNDS; round++)
    for (let i = 0; i < names.length; i++) {
      const from: Float64Array = best;
      for (const x of candidates[i]) attempt(from.map((old, j) => (j === i ? x : old)));
    }
  return best;
}

/** All combinations where there are few; else some of them, spread evenly by a Halton sequence. */
function combinations(candidates: readonly (readonly number[])[]): Float64Array[] {
  const count = candidates.reduce((product, { length }) => product * length, 1);
  if (count <= MAX_TRIALS)
    return Array.from({ length: count }, (_, k) => {
      let rest = k;
      return Float64Array.from(candidates, (values) => {
        const x = values[rest % values.length];
        rest = Math.floor(rest / values.length);
        return x;
      });
    });
  return Array.from({ length: MAX_TRIALS }, (_, k) =>
    Float64Array.from(candidates, (values, i) => values[Math.floor(halton(k, prime(i)) * values.length)]),
  );
}

/** The k-th number of the sequence of van der Corput: the digits of k mirrored at the point. */
function halton(k: number, base: number): number {
  let value = 0;
  for (let rest = k, share = 1 / base; rest > 0; rest = Math.floor(rest / base), share /= base)
    value += (rest % base) * share;
  return value;
}

/** The i-th prime number, counted from 0. */
function prime(i: number): number {
  const found = [2];
  for (let n = 3; found.length <= i; n += 2) if (found.every((p) => n % p !== 0)) found.push(n);
  return found[i];
}

function candidatesIn(lower: number, upper: number, typical: readonly number[]): number[] {
  if (lower === upper) return [lower];
  const isInside = (x: number): boolean => x > lower && x < upper;
  if (lower > -Infinity && upper < Infinity)
    return BETWEEN.map((share) => lower + share * (upper - lower)).filter(isInside);
  if (lower > -Infinity) return unique([...POSITIVE.map((x) => lower + x), ...typical].filter(isInside));
  if (upper < Infinity) return unique([...POSITIVE.map((x) => upper - x), ...typical].filter(isInside));
  return unique([...ANYWHERE, ...typical]);
}

/** Mean, standard deviation, variance and the inverse of the mean; largest and smallest value. */
function typicalValues(column: Float64Array): number[] {
  const n = column.length;
  const mean = column.reduce((sum, x) => sum + x, 0) / n;
  const variance = column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n;
  const largest = column.reduce((a, b) => Math.max(a, b));
  const least = column.reduce((a, b) => Math.min(a, b));
  return [mean, Math.sqrt(variance), variance, 1 / mean, largest, least].filter(Number.isFinite);
}

function unique(values: readonly number[]): number[] {
  return [...new Set(values)];
}
