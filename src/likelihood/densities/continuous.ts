/** Densities of measurements. */

import exp from '@stdlib/math-base-special-exp';
import ln from '@stdlib/math-base-special-ln';
import log1p from '@stdlib/math-base-special-log1p';
import pow from '@stdlib/math-base-special-pow';
import { beta, chiSquare, normal, studentT } from '../../distributions';
import type { NamedDensity, Support } from './types';
import { studentPass, weibullPass } from './passes';
import { byRows, bySums, expectAll, meanOf, noSpread, standardized, sumOf, varianceOf } from './moments';

const POSITIVE = { lower: 0, upper: Infinity };
const REAL = { lower: -Infinity, upper: Infinity };
const EVERYWHERE: Support = { isWhole: false, ...REAL };
const ABOVE_ZERO: Support = { isWhole: false, ...POSITIVE };

const positive = (values: Float64Array): string | null =>
  expectAll(values, (value) => value > 0, 'positive numbers');
/** −n/2·log(2π) */
const withoutPi = (values: Float64Array): number => -0.5 * values.length * Math.log(2 * Math.PI);
const logs = (values: Float64Array): Float64Array => values.map(Math.log);

/** All that the normal likelihood depends on. */
const normalSums = (values: Float64Array) => ({
  n: values.length,
  'mean of y': meanOf(values),
  'sum of squares': values.length * varianceOf(values),
});
const ofNormalSums = (mean: string, sd: string): string =>
  `-n*log(${sd}) - 0.5*n*log(2*pi) - ([sum of squares] + n*([mean of y] - ${mean})^2)/(2*${sd}^2)`;

export const NORMAL: NamedDensity = {
  name: 'normal',
  aliases: ['gaussian', 'norm'],
  parameters: [
    { name: 'mu', ...REAL },
    { name: 'sigma', ...POSITIVE },
  ],
  logDensity: 'dnorm(y, mu, sigma, log = TRUE)',
  censored: { distribution: 'pnorm(#, mu, sigma)', median: 'mu' },
  support: EVERYWHERE,
  constant: withoutPi,
  noMaximum: noSpread,
  start: (values) => [meanOf(values), Math.sqrt(varianceOf(values))],
  closedForm: (values) => ({
    estimate: Float64Array.of(meanOf(values), Math.sqrt(varianceOf(values))),
    logLik: NaN,
  }),
  quantile:
    ({ 0: mu, 1: sigma }) =>
    (share) =>
      mu + sigma * normal.quantile(share),
  exactly(values, { 0: mu, 1: sigma }) {
    const standard = standardized(values);
    return standard.map((z) => mu + sigma * z);
  },
  condense: (values) => bySums(normalSums(values), ofNormalSums('mu', 'sigma')),
};

export const LOGNORMAL: NamedDensity = {
  name: 'lognormal',
  title: 'Log-normal',
  aliases: ['lnorm', 'log-normal', 'log normal'],
  parameters: [
    { name: 'meanlog', ...REAL },
    { name: 'sdlog', ...POSITIVE },
  ],
  logDensity: 'dlnorm(y, meanlog, sdlog, log = TRUE)',
  censored: { distribution: 'plnorm(#, meanlog, sdlog)', median: 'exp(meanlog)' },
  support: ABOVE_ZERO,
  constant: (values) => withoutPi(values) - sumOf(logs(values)),
  refuse: positive,
  noMaximum: noSpread,
  start: (values) => NORMAL.start(logs(values)),
  closedForm: (values) => NORMAL.closedForm!(logs(values)),
  quantile: (par) => {
    const ofLog = NORMAL.quantile!(par);
    return (share) => exp(ofLog(share));
  },
  exactly: (values, par) => NORMAL.exactly!(values.map(ln), par).map(exp),
  condense(values) {
    const own = logs(values);
    const sums = { ...normalSums(own), 'sum of logs': sumOf(own) };
    return bySums(sums, `${ofNormalSums('meanlog', 'sdlog')} - [sum of logs]`);
  },
};

export const EXPONENTIAL: NamedDensity = {
  name: 'exponential',
  aliases: ['exp'],
  parameters: [{ name: 'rate', ...POSITIVE }],
  logDensity: 'log(rate) - rate*y',
  censored: { distribution: 'pexp(#, rate)', median: 'log(2)/rate' },
  support: ABOVE_ZERO,
  refuse: (values) => expectAll(values, (value) => value >= 0, 'numbers from 0 on'),
  noMaximum: (values) =>
    values.every((value) => value === 0)
      ? 'holds zeros only: the likelihood rises for ever with the rate'
      : null,
  start: (values) => [1 / meanOf(values)],
  closedForm: (values) => ({ estimate: Float64Array.of(1 / meanOf(values)), logLik: NaN }),
  quantile:
    ({ 0: rate }) =>
    (share) =>
      -log1p(-share) / rate,
  exactly(values, { 0: rate }) {
    const mean = meanOf(values);
    return values.map((y) => y / mean / rate);
  },
  condense: (values) =>
    bySums({ n: values.length, 'sum of y': sumOf(values) }, 'n*log(rate) - [sum of y]*rate'),
};

export const GAMMA: NamedDensity = {
  name: 'gamma',
  aliases: [],
  parameters: [
    { name: 'shape', ...POSITIVE },
    { name: 'rate', ...POSITIVE },
  ],
  logDensity: 'dgamma(y, shape = shape, rate = rate, log = TRUE)',
  support: ABOVE_ZERO,
  constant: (values) => -sumOf(logs(values)),
  refuse: positive,
  noMaximum: noSpread,
  start(values) {
    const [mean, variance] = [meanOf(values), varianceOf(values)];
    return [mean ** 2 / variance, mean / variance];
  },
  quantile:
    ({ 0: shape, 1: rate }) =>
    (share) =>
      chiSquare.quantile(share, 2 * shape) / 2 / rate,
  condense: (values) => byRows({ y: values }, GAMMA.logDensity),
};

export const WEIBULL: NamedDensity = {
  name: 'weibull',
  aliases: [],
  parameters: [
    { name: 'shape', ...POSITIVE },
    { name: 'scale', ...POSITIVE },
  ],
  logDensity: 'dweibull(y, shape, scale, log = TRUE)',
  censored: { distribution: 'pweibull(#, shape, scale)', median: 'scale*log(2)^(1/shape)' },
  support: ABOVE_ZERO,
  constant: (values) => -sumOf(logs(values)),
  direct: weibullPass,
  refuse: positive,
  noMaximum: noSpread,
  // Mean and standard deviation of a logarithm of Weibull's: log(scale) − γ/shape and π/(√6·shape).
  start(values) {
    const shape = Math.PI / Math.sqrt(6 * varianceOf(logs(values)));
    return [shape, Math.exp(meanOf(logs(values)) + 0.5772156649015329 / shape)];
  },
  quantile:
    ({ 0: shape, 1: scale }) =>
    (share) =>
      scale * pow(-log1p(-share), 1 / shape),
};

export const BETA: NamedDensity = {
  name: 'beta',
  aliases: [],
  parameters: [
    { name: 'shape1', ...POSITIVE },
    { name: 'shape2', ...POSITIVE },
  ],
  logDensity: 'dbeta(y, shape1, shape2, log = TRUE)',
  support: { isWhole: false, lower: 0, upper: 1 },
  constant: (values) => -sumOf(values.map((y) => Math.log(y) + Math.log1p(-y))),
  refuse: (values) => expectAll(values, (value) => value > 0 && value < 1, 'numbers between 0 and 1'),
  noMaximum: noSpread,
  start(values) {
    const [mean, variance] = [meanOf(values), varianceOf(values)];
    const total = Math.max(0.1, (mean * (1 - mean)) / variance - 1);
    return [mean * total, (1 - mean) * total];
  },
  quantile:
    ({ 0: shape1, 1: shape2 }) =>
    (share) =>
      beta.quantile(share, shape1, shape2),
  condense: (values) => byRows({ y: values }, BETA.logDensity),
};

export const STUDENT_T: NamedDensity = {
  name: 'student t',
  aliases: ['t', "student's t", 'student'],
  parameters: [
    { name: 'm', ...REAL },
    { name: 's', ...POSITIVE },
    { name: 'df', ...POSITIVE },
  ],
  logDensity: 'dt((y - m)/s, df, log = TRUE) - log(s)',
  support: EVERYWHERE,
  constant: (values) => -0.5 * values.length * Math.log(Math.PI),
  direct: studentPass,
  noMaximum: noSpread,
  start: (values) => [meanOf(values), Math.sqrt(varianceOf(values)), 10],
  quantile:
    ({ 0: m, 1: s, 2: df }) =>
    (share) =>
      m + s * studentT.quantile(share, df),
};
