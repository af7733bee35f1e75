/** Pareto's density, of values from `xm` on: the edge of its range is a parameter. */

import exp from '@stdlib/math-base-special-exp';
import log1p from '@stdlib/math-base-special-log1p';
import type { NamedDensity } from './types';
import { bySums, expectAll, noSpread, sumOf } from './moments';

const POSITIVE = { lower: 0, upper: Infinity };

export const PARETO: NamedDensity = {
  name: 'pareto',
  aliases: [],
  parameters: [
    { name: 'xm', ...POSITIVE },
    { name: 'alpha', ...POSITIVE },
  ],
  parametersOf: (values) => [
    { name: 'xm', lower: 0, upper: leastOf(values), edge: 'the smallest value' },
    { name: 'alpha', ...POSITIVE },
  ],
  logDensity: 'dpareto(y, xm, alpha, log = TRUE)',
  support: { isWhole: false, ...POSITIVE },
  constant: (values) => -sumOf(values.map(Math.log)),
  refuse: (values) => expectAll(values, (value) => value > 0, 'positive numbers'),
  noMaximum: noSpread,
  start: (values) => paretoMaximum(values, NaN, NaN),
  closedForm: (values) => ({ estimate: Float64Array.from(paretoMaximum(values, NaN, NaN)), logLik: NaN }),
  // The likelihood rises with xm up to the edge.
  corner: (values, [xm, alpha]) => paretoMaximum(values, xm, alpha),
  quantile:
    ({ 0: xm, 1: alpha }) =>
    (share) =>
      xm * exp(-log1p(-share) / alpha),
  condense(values) {
    const least = leastOf(values);
    const sums = {
      ...{ n: values.length, least, 'logs above': aboveOf(values, least) },
      'sum of logs': sumOf(values.map(Math.log)),
    };
    return bySums(sums, 'n*log(alpha) - alpha*([logs above] + n*log(least/xm)) - [sum of logs]');
  },
};

/** The smallest value, and one by the mean of the logarithms above it; NaN is what is not held. */
function paretoMaximum(values: Float64Array, xm: number, alpha: number): number[] {
  const edge = Number.isNaN(xm) ? leastOf(values) : xm;
  return [edge, Number.isNaN(alpha) ? values.length / aboveOf(values, edge) : alpha];
}

function leastOf(values: Float64Array): number {
  return values.reduce((a, b) => Math.min(a, b));
}

/** Σ log(y/xm). */
function aboveOf(values: Float64Array, xm: number): number {
  return sumOf(values.map((y) => Math.log(y / xm)));
}
