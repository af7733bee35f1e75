/** Densities of counts. */

import { binomial as distribution, stirlingError } from '../../distributions';
import exp from '@stdlib/math-base-special-exp';
import expm1 from '@stdlib/math-base-special-expm1';
import log1p from '@stdlib/math-base-special-log1p';
import { negativeBinomialTails, poissonTails, wholeQuantile } from './quantiles';
import type { NamedDensity, Support } from './types';
import { byRows, bySums, expectAll, meanOf, sumOf, tabulated, varianceOf } from './moments';

const { logCoefficient } = distribution;

/** y·log(y/mean) − (y − mean), without the rounding of its large terms. */
function poissonDeviance(y: number, mean: number): number {
  if (y === 0) return mean;
  const x = (y - mean) / mean;
  // (1 + x)·log(1 + x) − x, by its series where the two cancel.
  if (Math.abs(x) > 1e-3) return mean * ((1 + x) * Math.log1p(x) - x);
  return mean * x * x * (1 / 2 - x * (1 / 6 - x * (1 / 12 - x * (1 / 20 - x / 30))));
}

const isCount = (value: number): boolean => Number.isInteger(value) && value >= 0;
const COUNTS: Support = { isWhole: true, lower: 0, upper: Infinity };
/** −Σ log y! */
const withoutFactorials = (values: Float64Array): number =>
  sumOf(values.map((y) => (y === 0 ? 0 : stirlingError(y) + y - y * Math.log(y))));
const short = (x: number): string => String(Number(x.toPrecision(3)));
const counts = (values: Float64Array): string | null => expectAll(values, isCount, 'whole numbers from 0 on');

export const BINARY: NamedDensity = {
  name: 'binary',
  title: 'Binary (0 and 1)',
  aliases: ['bernoulli'],
  parameters: [{ name: 'p', lower: 0, upper: 1 }],
  logDensity: 'y*log(p) + (1 - y)*log(1 - p)',
  support: { isWhole: true, lower: 0, upper: 1 },
  refuse: (values) => expectAll(values, (value) => value === 0 || value === 1, '0 and 1'),
  start: (values) => [(meanOf(values) * values.length + 0.5) / (values.length + 1)],
  closedForm(values) {
    const n = values.length;
    const k = values.reduce((sum, value) => sum + value, 0);
    const part = (count: number): number => (count === 0 ? 0 : count * Math.log(count / n));
    return { estimate: Float64Array.of(k / n), logLik: part(k) + part(n - k) };
  },
  quantile:
    ({ 0: p }) =>
    (share) =>
      share > 1 - p ? 1 : 0,
  condense: (values) => {
    const successes = sumOf(values);
    const sums = { successes, failures: values.length - successes };
    return bySums(sums, 'successes*log(p) + failures*log(1 - p)');
  },
};

/** Of so many trials the likelihood is a product of powers to the last digit; of more their logarithms lose digits of their sum. */
const MOST_AS_POWERS = 1000;

/** Successes out of known numbers of trials, which are possible. */
export function binomial(trials: readonly number[]): NamedDensity {
  const all = trials.reduce((sum, n) => sum + n, 0);
  const logWays = (values: Float64Array): number =>
    trials.reduce((sum, n, i) => sum + logCoefficient(n, values[i]), 0);
  return {
    name: 'binomial',
    aliases: [],
    parameters: BINARY.parameters,
    logDensity: '',
    support: { isWhole: true, lower: 0, upper: Math.max(...trials) },
    constant: logWays,
    start: (values) => [(sumOf(values) + 0.5) / (all + 1)],
    closedForm(values) {
      const k = sumOf(values);
      // None or all of the trials: the probability is 1 at the bound.
      return { estimate: Float64Array.of(k / all), logLik: k === 0 || k === all ? 0 : NaN };
    },
    condense(y) {
      if (all > MOST_AS_POWERS)
        return byRows({ y, n: Float64Array.from(trials) }, 'dbinom(y, n, p, log = TRUE)');
      const successes = sumOf(y);
      const sums = { successes, failures: all - successes, ways: logWays(y) };
      return bySums(sums, 'ways + successes*log(p) + failures*log(1 - p)');
    },
  };
}

export const POISSON: NamedDensity = {
  name: 'poisson',
  aliases: ['pois'],
  parameters: [{ name: 'lambda', lower: 0, upper: Infinity }],
  logDensity: 'dpois(y, lambda, log = TRUE)',
  support: COUNTS,
  constant: withoutFactorials,
  refuse: counts,
  start: (values) => [Math.max(meanOf(values), 0.1)],
  closedForm: (values) => {
    const lambda = meanOf(values);
    // Where all counts are zero the likelihood exp(−n·lambda) is highest at the bound.
    return lambda === 0
      ? { estimate: Float64Array.of(0), logLik: 0 }
      : { estimate: Float64Array.of(lambda), logLik: NaN };
  },
  quantile: ({ 0: lambda }) => wholeQuantile(poissonTails(lambda), { mean: lambda, variance: lambda }),
  // About the mean, so that large counts keep their digits (Loader 2000, Fast and accurate computation of binomial
  // probabilities).
  condense: (values) =>
    meanOf(values) === 0
      ? bySums({ n: values.length }, '-n*lambda')
      : bySums(aboutTheMean(values), ABOUT_THE_MEAN),
};

// As a function of lambda the likelihood is a gamma density, which keeps its digits where lambda is near a large mean.
export const ABOUT_THE_MEAN = 'n*dgamma(lambda, mean + 1, 1, log = TRUE) + constant';

/** What a Poisson likelihood of counts that are not all zero depends on. */
export function aboutTheMean(values: Float64Array): { n: number; mean: number; constant: number } {
  const mean = meanOf(values);
  const own = stirlingError(mean);
  const constant = sumOf(values.map((y) => stirlingError(y) - own - poissonDeviance(y, mean)));
  return { n: values.length, mean, constant };
}

export const ZERO_TRUNCATED_POISSON: NamedDensity = {
  name: 'zero-truncated poisson',
  title: 'Zero-truncated Poisson',
  aliases: ['ztpoisson', 'ztpois', 'truncated poisson', 'positive poisson'],
  parameters: POISSON.parameters,
  logDensity: 'dpois(y, lambda, log = TRUE) - log(-expm1(-lambda))',
  support: { ...COUNTS, lower: 1 },
  constant: withoutFactorials,
  refuse: (values) => expectAll(values, (value) => isCount(value) && value > 0, 'whole numbers from 1 on'),
  noMaximum: (values) =>
    values.every((value) => value === 1)
      ? 'holds ones only: the likelihood rises for as long as lambda falls to zero'
      : null,
  // Close to the root of mean = lambda/(1 − exp(−lambda)) at both ends.
  start: (values) => [meanOf(values) - 1 / meanOf(values)],
  quantile({ 0: lambda }) {
    const { upper } = poissonTails(lambda);
    const above = (k: number): number => upper(k) / -expm1(-lambda);
    return wholeQuantile(
      { lower: (k) => 1 - above(k), upper: above },
      { mean: lambda + exp(-lambda), variance: lambda, least: 1 },
    );
  },
  condense: (values) => bySums(aboutTheMean(values), `${ABOUT_THE_MEAN} - n*log(-expm1(-lambda))`),
};

export const GEOMETRIC: NamedDensity = {
  name: 'geometric',
  aliases: ['geom'],
  parameters: [{ name: 'p', lower: 0, upper: 1 }],
  logDensity: 'log(p) + y*log1p(-p)',
  support: COUNTS,
  refuse: counts,
  start: (values) => [1 / (1.1 + meanOf(values))],
  closedForm: (values) => {
    const p = 1 / (1 + meanOf(values));
    return { estimate: Float64Array.of(p), logLik: p === 1 ? 0 : NaN };
  },
  quantile:
    ({ 0: p }) =>
    (share) =>
      Math.max(0, Math.ceil(log1p(-share) / log1p(-p)) - 1),
  condense: (values) =>
    bySums({ n: values.length, 'sum of y': sumOf(values) }, 'n*log(p) + [sum of y]*log1p(-p)'),
};

export const NEGATIVE_BINOMIAL: NamedDensity = {
  name: 'negative binomial',
  aliases: ['negbin', 'nbinom', 'nbinomial'],
  parameters: [
    { name: 'size', lower: 0, upper: Infinity },
    { name: 'mu', lower: 0, upper: Infinity },
  ],
  logDensity: 'dnbinom(y, size = size, mu = mu, log = TRUE)',
  support: COUNTS,
  constant: withoutFactorials,
  refuse: counts,
  noMaximum(values) {
    const [mean, variance] = [meanOf(values), varianceOf(values)];
    if (mean === 0) return 'holds zeros only: the size is not determined';
    // Then the likelihood rises all the way to Poisson's (Levin & Reeds 1977, Annals of Statistics 5, 79-87).
    return variance <= mean
      ? `varies no more than Poisson counts do (variance ${short(variance)}, mean ${short(mean)}): the likelihood rises ` +
          'for ever with size. Take "poisson", or give size a value with fix'
      : null;
  },
  condense: (values) => tabulated(values, 'times*dnbinom(y, size = size, mu = mu, log = TRUE)'),
  start(values) {
    const [mean, variance] = [meanOf(values), varianceOf(values)];
    return [variance > mean ? mean ** 2 / (variance - mean) : 10, mean];
  },
  quantile: ({ 0: size, 1: mu }) =>
    wholeQuantile(negativeBinomialTails(size, mu), { mean: mu, variance: mu + mu * (mu / size) }),
};
