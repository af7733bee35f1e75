/** Samplers: their values follow the density that they belong to, and are the same in every engine. */

import { describe, expect, it } from 'vitest';
import { DENSITY_NAMES, sampleDensity, type NamedDensity } from '../../src/likelihood/densities';
import {
  betaBinomialQuantile,
  binomialQuantile,
  type Quantile,
} from '../../src/likelihood/densities/quantiles';
import { columnLikelihood } from '../../src/likelihood/expression';
import { logDensityOfY } from '../../src/likelihood/expression/ofY';
import { inverted } from '../../src/likelihood/inversion';
import { randomStream } from '../../src/random/stream';
import { withoutEngine } from '../random/withoutEngine';

/** Two places in the domain of each density: an ordinary one, and one where shapes are extreme. */
const PARAMETERS: Readonly<Record<string, readonly (readonly number[])[]>> = {
  binary: [[0.3], [0.97]],
  normal: [
    [16, 2],
    [-1000, 0.01],
  ],
  poisson: [[3.2], [0.02], [40_000]],
  'zero-truncated poisson': [[1.3], [0.05], [60]],
  exponential: [[0.5], [1e6]],
  gamma: [
    [2.5, 0.7],
    [0.2, 3],
    [4000, 10],
  ],
  'negative binomial': [
    [1.7, 4],
    [0.1, 2],
    [40, 30],
  ],
  geometric: [[0.2], [0.001]],
  beta: [
    [2, 5],
    [0.4, 0.6],
    [300, 20],
  ],
  weibull: [
    [1.5, 10],
    [0.6, 2],
  ],
  lognormal: [
    [1, 0.5],
    [-3, 2],
  ],
  'student t': [
    [1, 2, 5],
    [0, 1, 1.5],
  ],
  cauchy: [
    [3, 2],
    [-100, 0.01],
  ],
  logistic: [
    [3, 2],
    [-100, 0.01],
  ],
  laplace: [
    [3, 2],
    [-100, 0.01],
  ],
  pareto: [
    [1.5, 2.7],
    [2000, 0.6],
  ],
  'zero-inflated poisson': [
    [0.3, 2],
    [0.9, 0.4],
  ],
};

const N = 20_000;
const BINS = 20;
/** Chi-square with at most 19 degrees of freedom is beyond 50 twice in 10,000 samples. */
const FAR = 50;
const SHARES = Array.from({ length: BINS - 1 }, (_, k) => (k + 1) / BINS);
/** So many standard errors further is a parameter that is off. */
const SHIFT = 25;

const cases = DENSITY_NAMES.filter((name) => name !== 'binomial').flatMap((name) =>
  (PARAMETERS[name] ?? []).map((par) => ({ name, par, density: sampleDensity(name)! })),
);
const measured = cases.filter(({ density }) => !density.support.isWhole);

const logOf = ({ logDensity, parameters }: NamedDensity, par: readonly number[]) => {
  const names = parameters.map(({ name, symbol }) => symbol ?? name);
  const log = logDensityOfY(logDensity, 'y', names);
  return (y: number): number => log(y, par);
};

function sampleOf(quantile: Quantile, seed: number): Float64Array {
  const { uniform } = randomStream(seed);
  return Float64Array.from({ length: N }, () => quantile(uniform()));
}

/** Of the sample's counts in bins that have about equal shares by the density's own integral, or its sum. */
function chiSquareOf(sample: Float64Array, density: NamedDensity, par: readonly number[]): number {
  const log = logOf(density, par);
  if (density.support.isWhole) return wholeChiSquare(sample, (y) => Math.exp(log(y)), density.support.lower);
  const { quantile } = inverted(log, density.support, false);
  return chiSquare(
    sample,
    SHARES.map((share) => ({ end: quantile(share), share })),
  );
}

function wholeChiSquare(sample: Float64Array, density: (y: number) => number, least: number): number {
  const ends: { end: number; share: number }[] = [];
  let sum = 0;
  for (let k = least; ends.length < BINS - 1 && sum < 1 - 1 / BINS && k < 1e6; k++) {
    sum += density(k);
    const isLast = sum > 1 - 1e-12;
    if (!isLast && sum - (ends.at(-1)?.share ?? 0) >= 1 / BINS) ends.push({ end: k, share: sum });
  }
  return chiSquare(sample, ends);
}

/** @param ends of bins, with the share of all that lies at or below each */
function chiSquare(
  sample: Float64Array,
  ends: readonly { readonly end: number; readonly share: number }[],
): number {
  const counts = new Array<number>(ends.length + 1).fill(0);
  for (const y of sample) counts[ends.filter(({ end }) => y > end).length]++;
  const shares = [...ends, { share: 1 }].map(({ share }, i) => share - (ends[i - 1]?.share ?? 0));
  return counts.reduce((sum, count, i) => sum + (count - N * shares[i]) ** 2 / (N * shares[i]), 0);
}

/** The parameter that is off, inside its bounds. */
function shifted(
  { parameters, logDensity }: NamedDensity,
  par: readonly number[],
  i: number,
  sample: Float64Array,
): number {
  const compiled = columnLikelihood(logDensity, [{ name: 'y', values: sample }]);
  const places = compiled.parameters.map(({ name }) =>
    parameters.findIndex((one) => (one.symbol ?? one.name) === name),
  );
  const { hessian } = compiled.derivatives(Float64Array.from(places, (place) => par[place]));
  // Laplace's log-likelihood is straight in the location: its expected information is that of the scale.
  const information = -hessian[places.indexOf(i) * (par.length + 1)] || N / par[par.length - 1] ** 2;
  const step = SHIFT / Math.sqrt(information);
  return par[i] + step < parameters[i].upper ? par[i] + step : par[i] - step;
}

describe('samplers', () => {
  it('are tried for every density that has one', () => {
    const own = DENSITY_NAMES.filter((name) => name !== 'binomial' && sampleDensity(name)?.quantile);
    expect(Object.keys(PARAMETERS).sort()).toEqual([...own].sort());
  });

  it.each(cases)('$name at $par has the distribution of its density, and of no other', ({ density, par }) => {
    const sample = sampleOf(density.quantile!(par), 31);
    expect(chiSquareOf(sample, density, par)).toBeLessThan(FAR);
    // One parameter after the other that is off is seen.
    par.forEach((_, i) => {
      const wrong = par.map((value, j) => (i === j ? shifted(density, par, i, sample) : value));
      expect([i, chiSquareOf(sample, density, wrong) > FAR]).toEqual([i, true]);
    });
  });

  it.each(measured)('$name at $par is the inverse of the integral of its density', ({ density, par }) => {
    const slow = inverted(logOf(density, par), density.support, false).quantile;
    const spread = slow(0.9) - slow(0.1);
    for (const share of [0.001, ...SHARES, 0.999]) {
      const [fast, wanted] = [density.quantile!(par)(share), slow(share)];
      expect(Math.abs(fast - wanted)).toBeLessThan(1e-8 * spread + 1e-6 * Math.abs(wanted));
    }
  });

  it.each([
    [1, 0.3],
    [30, 0.2],
    [100_000, 0.001],
    [30_000, 0.5],
  ])('binomial counts of %d trials at %d have theirs', (n, p) => {
    const log = logDensityOfY('dbinom(k, n, p, log = TRUE)', 'k', ['n', 'p']);
    const sample = sampleOf(binomialQuantile(n, p), 32);
    const off = (SHIFT * Math.sqrt((p * (1 - p)) / n)) / Math.sqrt(N);
    expect(wholeChiSquare(sample, (k) => Math.exp(log(k, [n, p])), 0)).toBeLessThan(FAR);
    expect(wholeChiSquare(sample, (k) => Math.exp(log(k, [n, p + off])), 0)).toBeGreaterThan(FAR);
  });

  it.each([
    [10, 2, 5],
    [30, 0.3, 0.4],
    [500, 20, 80],
    [3, 4, 0.7],
  ])('beta-binomial counts of %d trials at %d and %d have theirs', (n, alpha, beta) => {
    const log = logDensityOfY('dbetabinom.ab(k, n, alpha, beta, log = TRUE)', 'k', ['n', 'alpha', 'beta']);
    const density = (a: number, b: number) => (k: number) => (k > n ? 0 : Math.exp(log(k, [n, a, b])));
    const sample = sampleOf(betaBinomialQuantile(n, alpha, beta), 34);
    expect(wholeChiSquare(sample, density(alpha, beta), 0)).toBeLessThan(FAR);
    expect(wholeChiSquare(sample, density(alpha * 1.4, beta), 0)).toBeGreaterThan(FAR);
    expect(wholeChiSquare(sample, density(alpha, beta * 1.4), 0)).toBeGreaterThan(FAR);
    const take = () => Array.from([2 ** -53, 0.3, 1 - 2 ** -53], betaBinomialQuantile(n, alpha, beta));
    expect(withoutEngine(take)).toEqual(take());
  });

  it('beta-binomial counts are those of R 4.2.2, by sums of choose(n, k)·beta(k + a, n − k + b)', () => {
    const shares = [0.001, 0.05, 0.3, 0.5, 0.9, 0.9999];
    expect(shares.map(betaBinomialQuantile(10, 2, 5))).toEqual([0, 0, 1, 3, 6, 10]);
    expect(shares.map(betaBinomialQuantile(30, 0.3, 0.4))).toEqual([0, 0, 2, 10, 30, 30]);
    expect(shares.map(betaBinomialQuantile(500, 20, 80))).toEqual([43, 66, 88, 99, 129, 193]);
  });

  it('beta-binomial counts have their limits where alpha and beta are extreme', () => {
    const shares = [1e-9, 0.2, 0.4, 0.6, 0.8, 1 - 1e-9];
    expect(shares.map(betaBinomialQuantile(20, 1e-310, 1e-310))).toEqual([0, 0, 0, 20, 20, 20]);
    expect(shares.map(betaBinomialQuantile(20, 1e308, 1e308))).toEqual(shares.map(binomialQuantile(20, 0.5)));
    // Equal parameters of 1: every count alike.
    expect(shares.map(betaBinomialQuantile(1_000_000, 1, 1))).toEqual([
      0, 200_000, 400_000, 600_000, 800_000, 1_000_000,
    ]);
    expect(() => betaBinomialQuantile(1_000_001, 1, 1)).toThrow(
      'trials is 1000001: expected at most 1000000',
    );
  });

  it.each(cases)(
    '$name at $par takes nothing of the engine, so that it is equal to the last bit',
    ({ density, par }) => {
      const take = (): Float64Array => {
        const quantile = density.quantile!(par);
        const { uniform } = randomStream(33);
        return Float64Array.from({ length: 200 }, () => quantile(uniform()));
      };
      expect(withoutEngine(take)).toEqual(take());
    },
  );

  it.each(cases)(
    '$name at $par rises with the uniform number, and is possible at both ends',
    ({ density, par }) => {
      const shares = [2 ** -53, 1e-9, 0.001, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999, 1 - 1e-9, 1 - 2 ** -53];
      const values = shares.map(density.quantile!(par));
      values.slice(1).forEach((value, i) => expect(value).toBeGreaterThanOrEqual(values[i]));
      for (const value of values) {
        expect(value).toBeGreaterThanOrEqual(density.support.lower);
        expect(value).toBeLessThanOrEqual(density.support.upper);
      }
    },
  );
});
