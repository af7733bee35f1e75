/**
 * Writes examples/wheat.csv: ten regions with five wheat yields each, made up so that the one-way analysis of variance
 * is, exactly, the one of a classroom example whose own yields may not be passed on: mean 16.3064, between regions a
 * sum of squares of 33.368312 (mean square 3.70759), within regions 71.48824 (1.787206).
 *
 * All arithmetic is in whole hundredths, so the sums are exact. `node examples/make-wheat.mjs` writes the same file
 * every time; another path can follow the name of the script.
 */
import { writeFileSync } from 'node:fs';

const REGIONS = 10;
const PLOTS = 5;
const N = REGIONS * PLOTS;

/** Sum of all yields, in hundredths. */
const TOTAL = 81532;
/** Sum of squares between regions and within them, in hundredths squared. */
const BETWEEN = 333683.12;
const WITHIN = 714882.4;

/** What the squared sums of the regions must add up to, and what the squared yields must: whole numbers. */
const SQUARED_SUMS = Math.round(PLOTS * (BETWEEN + TOTAL ** 2 / N));
const SQUARED_YIELDS = Math.round(WITHIN + SQUARED_SUMS / PLOTS);

/** Uniform numbers in (0, 1): the linear congruential generator of Numerical Recipes, modulus 2^32. */
function generator(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
}

const uniform = generator(3);

/** Roughly normal with mean 0 and variance 1. */
function noise() {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += uniform();
  return sum;
}

/**
 * `count` whole numbers with the given sum and sum of squares: noise brought to both, rounded, and then changed by
 * small exchanges between two of them, which keep the sum, until the squares fit too; null when they never do.
 */
function wholeNumbers(count, sum, squares) {
  const raw = Array.from({ length: count }, noise);
  const centre = raw.reduce((a, b) => a + b, 0) / count;
  const spread = raw.reduce((a, b) => a + (b - centre) ** 2, 0);
  const scale = Math.sqrt((squares - sum ** 2 / count) / spread);
  const x = raw.map((value) => Math.round(sum / count + scale * (value - centre)));
  x[0] += sum - x.reduce((a, b) => a + b, 0);
  return exchange(x, squares) ? x : null;
}

/** Brings the sum of squares of `x`, in place, to `squares`; false when no exchange comes closer. */
function exchange(x, squares) {
  let missing = squares - x.reduce((a, b) => a + b * b, 0);
  while (missing !== 0) {
    let best = null;
    for (let i = 0; i < x.length; i++)
      for (let j = 0; j < x.length; j++)
        for (let step = 1; i !== j && step <= 40; step++) {
          const change = 2 * step * (x[i] - x[j] + step);
          const left = Math.abs(missing - change);
          if (left < Math.abs(missing) && (best === null || left < best.left))
            best = { i, j, step, change, left };
        }
    if (best === null) return false;
    x[best.i] += best.step;
    x[best.j] -= best.step;
    missing -= best.change;
  }
  return true;
}

/** Calls `make` until it gives something. */
function until(make) {
  for (;;) {
    const made = make();
    if (made !== null) return made;
  }
}

/** The yields of all regions, given the sums of the regions; the last region takes up what rounding leaves over. */
function yieldsOf(sums) {
  // Each region gets its own share of the sum of squares within regions.
  const shares = sums.map(() => 0.4 + uniform());
  const all = shares.reduce((a, b) => a + b, 0);
  let left = SQUARED_YIELDS;
  const regions = [];
  for (const [j, sum] of sums.entries()) {
    // Squares of whole numbers are even or odd as their sum is.
    const wanted = Math.round(sum ** 2 / PLOTS + (WITHIN * shares[j]) / all);
    const squares = j === sums.length - 1 ? left : wanted + ((wanted + sum) % 2);
    const region = Array.from({ length: 200 }).reduce(
      (found) => found ?? wholeNumbers(PLOTS, sum, squares),
      null,
    );
    if (region === null) return null;
    regions.push(region);
    left -= squares;
  }
  return regions;
}

const sums = until(() => wholeNumbers(REGIONS, TOTAL, SQUARED_SUMS));
const regions = until(() => yieldsOf(sums));
const rows = regions.flatMap((yields, j) =>
  yields.map((hundredths) => `"${String.fromCharCode(65 + j)}",${(hundredths / 100).toFixed(2)}`),
);
writeFileSync(
  process.argv[2] ?? new URL('wheat.csv', import.meta.url),
  ['"region","y"', ...rows, ''].join('\n'),
);
