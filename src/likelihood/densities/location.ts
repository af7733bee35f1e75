/** Densities about a location with a scale: Cauchy's, the logistic one and Laplace's. */

import ln from '@stdlib/math-base-special-ln';
import log1p from '@stdlib/math-base-special-log1p';
import { studentT } from '../../distributions';
import type { NamedDensity, Support } from './types';
import { meanOf, medianOf, noSpread, quantilesOf, varianceOf } from './moments';

const REAL = { lower: -Infinity, upper: Infinity };
const EVERYWHERE: Support = { isWhole: false, ...REAL };
const PARAMETERS = [
  { name: 'location', ...REAL },
  { name: 'scale', lower: 0, upper: Infinity },
];

/** So many values are all tried as starts; of more the extreme ones, and quantiles between them. */
const ALL_TRIED = 200;
const EXTREMES = 40;

export const CAUCHY: NamedDensity = {
  name: 'cauchy',
  aliases: ['lorentz', 'cauchy-lorentz'],
  parameters: PARAMETERS,
  logDensity: 'dcauchy(y, location, scale, log = TRUE)',
  support: EVERYWHERE,
  constant: (values) => -values.length * Math.log(Math.PI),
  // There is one maximum, unless half of the values are equal (Copas 1975, Biometrika 62, 701-704).
  noMaximum(values) {
    const [value, count] = mostFrequent(values);
    return 2 * count >= values.length
      ? `holds ${value} ${count} ${count === 1 ? 'time' : 'times'} among ${values.length}: where half of the values are equal ` +
          'the likelihood has no maximum'
      : null;
  },
  start(values) {
    const [low, middle, high] = quantilesOf(values, 3);
    return [middle, (high - low) / 2 || Math.sqrt(varianceOf(values))];
  },
  quantile:
    ({ 0: location, 1: scale }) =>
    (share) =>
      location + scale * studentT.quantile(share, 1),
  // With the scale held there may be one near every value that lies apart.
  starts: (values, [location, scale]) =>
    Number.isNaN(location) && !Number.isNaN(scale)
      ? Array.from(placesOf(values), (place) => [place, scale])
      : [],
};

/** The value that is there most often, and how often. */
function mostFrequent(values: Float64Array): [number, number] {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a));
}

function placesOf(values: Float64Array): Float64Array {
  if (values.length <= ALL_TRIED) return values;
  const sorted = values.slice().sort();
  const ends = [...sorted.subarray(0, EXTREMES), ...sorted.subarray(-EXTREMES)];
  return Float64Array.from([...ends, ...quantilesOf(values, ALL_TRIED - ends.length)]);
}

export const LOGISTIC: NamedDensity = {
  name: 'logistic',
  aliases: ['logis'],
  parameters: PARAMETERS,
  logDensity: 'dlogis(y, location, scale, log = TRUE)',
  support: EVERYWHERE,
  noMaximum: noSpread,
  start: (values) => [meanOf(values), Math.sqrt(3 * varianceOf(values)) / Math.PI],
  quantile:
    ({ 0: location, 1: scale }) =>
    (share) =>
      location + scale * (ln(share) - log1p(-share)),
};

export const LAPLACE: NamedDensity = {
  name: 'laplace',
  aliases: ['double exponential'],
  parameters: PARAMETERS,
  logDensity: 'dlaplace(y, location, scale, log = TRUE)',
  support: EVERYWHERE,
  constant: (values) => -values.length * Math.LN2,
  noMaximum: noSpread,
  start: (values) => laplaceMaximum(values, NaN, NaN),
  closedForm: (values) => ({
    estimate: Float64Array.from(laplaceMaximum(values, NaN, NaN)),
    logLik: NaN,
  }),
  quantile:
    ({ 0: location, 1: scale }) =>
    (share) =>
      location + scale * (share < 0.5 ? ln(2 * share) : -ln(2 * (1 - share))),
  exactly(values, { 0: location, 1: scale }) {
    const [place, mean] = laplaceMaximum(values, NaN, NaN);
    return values.map((y) => location + (scale * (y - place)) / mean);
  },
  // The likelihood has a corner at each value. In the location it is concave, and in the scale it has one maximum: the best
  // within bounds is the nearest to the best of all.
  corner: (values, [location, scale]) => laplaceMaximum(values, location, scale),
  information(values, par) {
    const each = values.length / par[1] ** 2;
    return Float64Array.of(each, 0, 0, each);
  },
  remarks(values, [location]) {
    const remark =
      'The log-likelihood has a corner at the location, where there is no second derivative: the Hessian is the expected ' +
      'information n/scale² in place of the observed one.';
    const sorted = values.slice().sort();
    const [low, high] = [sorted[sorted.length / 2 - 1], sorted[sorted.length / 2]];
    if (!(low < high && location >= low && location <= high)) return [remark];
    return [remark, `Every location from ${low} to ${high} is as likely as the estimate.`];
  },
};

/** The median, and the mean distance from the location; NaN is what is not held. */
function laplaceMaximum(values: Float64Array, location: number, scale: number): number[] {
  const place = Number.isNaN(location) ? medianOf(values) : location;
  return [place, Number.isNaN(scale) ? meanOf(values.map((y) => Math.abs(y - place))) : scale];
}
