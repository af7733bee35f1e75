/** Densities of measurements. */

import type { NamedDensity } from './types';
import { expectAll, expectSpread, meanOf, varianceOf } from './moments';

const POSITIVE = { lower: 0, upper: Infinity };
const REAL = { lower: -Infinity, upper: Infinity };

const positive = (values: Float64Array): string | null =>
  expectAll(values, (value) => value > 0, 'positive numbers') ?? expectSpread(values);
const logs = (values: Float64Array): Float64Array => values.map(Math.log);

export const NORMAL: NamedDensity = {
  name: 'normal',
  aliases: ['gaussian', 'norm'],
  parameters: [
    { name: 'mu', ...REAL },
    { name: 'sigma', ...POSITIVE },
  ],
  logDensity: 'dnorm(y, mu, sigma, log = TRUE)',
  refuse: expectSpread,
  start: (values) => [meanOf(values), Math.sqrt(varianceOf(values))],
  closedForm: (values) => ({
    estimate: Float64Array.of(meanOf(values), Math.sqrt(varianceOf(values))),
    logLik: NaN,
  }),
};

export const LOGNORMAL: NamedDensity = {
  name: 'lognormal',
  aliases: ['lnorm', 'log-normal', 'log normal'],
  parameters: [
    { name: 'meanlog', ...REAL },
    { name: 'sdlog', ...POSITIVE },
  ],
  logDensity: 'dlnorm(y, meanlog, sdlog, log = TRUE)',
  refuse: positive,
  start: (values) => NORMAL.start(logs(values)),
  closedForm: (values) => NORMAL.closedForm!(logs(values)),
};

export const EXPONENTIAL: NamedDensity = {
  name: 'exponential',
  aliases: ['exp'],
  parameters: [{ name: 'rate', ...POSITIVE }],
  logDensity: 'log(rate) - rate*y',
  refuse: (values) =>
    expectAll(values, (value) => value >= 0, 'numbers from 0 on') ??
    (values.every((value) => value === 0) ? 'holds zeros only: the likelihood has no maximum' : null),
  start: (values) => [1 / meanOf(values)],
  closedForm: (values) => ({ estimate: Float64Array.of(1 / meanOf(values)), logLik: NaN }),
};

export const GAMMA: NamedDensity = {
  name: 'gamma',
  aliases: [],
  parameters: [
    { name: 'shape', ...POSITIVE },
    { name: 'rate', ...POSITIVE },
  ],
  logDensity: 'dgamma(y, shape = shape, rate = rate, log = TRUE)',
  refuse: positive,
  start(values) {
    const [mean, variance] = [meanOf(values), varianceOf(values)];
    return [mean ** 2 / variance, mean / variance];
  },
};

export const WEIBULL: NamedDensity = {
  name: 'weibull',
  aliases: [],
  parameters: [
    { name: 'shape', ...POSITIVE },
    { name: 'scale', ...POSITIVE },
  ],
  logDensity: 'dweibull(y, shape, scale, log = TRUE)',
  refuse: positive,
  // Mean and standard deviation of a logarithm of Weibull's: log(scale) − γ/shape and π/(√6·shape).
  start(values) {
    const shape = Math.PI / Math.sqrt(6 * varianceOf(logs(values)));
    return [shape, Math.exp(meanOf(logs(values)) + 0.5772156649015329 / shape)];
  },
};

export const BETA: NamedDensity = {
  name: 'beta',
  aliases: [],
  parameters: [
    { name: 'shape1', ...POSITIVE },
    { name: 'shape2', ...POSITIVE },
  ],
  logDensity: 'dbeta(y, shape1, shape2, log = TRUE)',
  refuse: (values) =>
    expectAll(values, (value) => value > 0 && value < 1, 'numbers between 0 and 1') ?? expectSpread(values),
  start(values) {
    const [mean, variance] = [meanOf(values), varianceOf(values)];
    const total = Math.max(0.1, (mean * (1 - mean)) / variance - 1);
    return [mean * total, (1 - mean) * total];
  },
};

export const STUDENT_T: NamedDensity = {
  name: 'student t',
  aliases: ['t', "student's t", 'student'],
  parameters: [
    { name: 'm', ...REAL },
    { name: 's', ...POSITIVE },
    { name: 'df', ...POSITIVE },
  ],
  logDensity:
    'lgamma((df + 1)/2) - lgamma(df/2) - 0.5*log(df*pi) - log(s) - (df + 1)/2*log(1 + ((y - m)/s)^2/df)',
  refuse: expectSpread,
  start: (values) => [meanOf(values), Math.sqrt(varianceOf(values)), 10],
};
