/**
 * A mixture of two normal distributions, with one standard deviation each or one for both: its likelihood may have several maxima,
 * and with two standard deviations it is unbounded, since one of them may shrink onto a single value.
 */

import { meanOf, quantilesOf, varianceOf } from './moments';
import type { NamedDensity } from './types';

const REAL = { lower: -Infinity, upper: Infinity };
const POSITIVE = { lower: 0, upper: Infinity };

/** A standard deviation below this share of that of the sample is on its way to a single value. */
const LEAST_SHARE = 1e-3;
/** Shares of the sorted sample that are the first part at the start. */
const SPLITS = Array.from({ length: 13 }, (_, k) => (k + 1) / 14);
/** Parts with one mean, a narrow and a wide one: their standard deviations, in those of the sample. */
const SCALES = [
  [0.4, 1.5],
  [1.5, 0.4],
] as const;
/** Steps of expectation and maximization from each start, before Newton's method. */
const STEPS = 100;
/** More values are represented by so many quantiles where starts are looked for. */
const MOST_VALUES = 2000;
/** Starts that differ by less, as a share of the sample's standard deviation, lead to the same maximum. */
const ALIKE = 1e-3;

/** p, mu1, mu2, sd1, sd2 */
type Parts = readonly [number, number, number, number, number];

export const NORMAL_MIXTURE = mixture(false);
export const EQUAL_NORMAL_MIXTURE = mixture(true);

function mixture(isEqual: boolean): NamedDensity {
  const [first, second] = isEqual ? ['sd', 'sd'] : ['sd1', 'sd2'];
  const logDensity = `log(p*dnorm(y, mu1, ${first}) + (1 - p)*dnorm(y, mu2, ${second}))`;
  const partsOf = (par: ArrayLike<number>): Parts => [par[0], par[1], par[2], par[3], par[isEqual ? 3 : 4]];
  const parametersOf = (parts: Parts): number[] => parts.slice(0, isEqual ? 4 : 5);
  return {
    name: isEqual ? 'normal mixture equal sd' : 'normal mixture',
    title: isEqual ? 'Mixture of two normals, equal sd' : 'Mixture of two normals',
    aliases: isEqual
      ? ['two normals equal sd']
      : ['two normals', 'mixture of two normals', 'normal mixture unequal sd'],
    parameters: [
      { name: 'p', lower: 0, upper: 1 },
      { name: 'mu1', ...REAL },
      { name: 'mu2', ...REAL },
      ...(isEqual ? ['sd'] : ['sd1', 'sd2']).map((name) => ({ name, ...POSITIVE })),
    ],
    logDensity,
    support: { isWhole: false, ...REAL },
    constant: (values) => -0.5 * values.length * Math.log(2 * Math.PI),
    noMaximum(values) {
      const different = new Set(values).size;
      return different < 3
        ? `holds ${different} different ${different === 1 ? 'value' : 'values'}: expected three or more, for the likelihood of two ` +
            'normal distributions to have a maximum'
        : null;
    },
    start: (values) => parametersOf(split(values.slice().sort(), 0.5, isEqual)),
    starts(values, held) {
      const sample = quantilesOf(values, Math.min(values.length, MOST_VALUES));
      const improved = [...beginnings(sample, isEqual)].map((parts) =>
        improve(sample, parts, isEqual, partsOf(held)),
      );
      return different(improved, Math.sqrt(varianceOf(values))).map(parametersOf);
    },
    ordered: (par) => (par[1] <= par[2] ? par : Float64Array.from(parametersOf(exchanged(partsOf(par))))),
    isProper(values, par) {
      const least = LEAST_SHARE * Math.sqrt(varianceOf(values));
      return (
        par[0] > 0 &&
        par[0] < 1 &&
        partsOf(par)
          .slice(3)
          .every((sd) => sd > least)
      );
    },
    ...(!isEqual && {
      remarks: () => [
        'The likelihood is unbounded: it grows for ever where one sd falls to 0 while its mean lies on a value of the sample. The ' +
          'estimates are those of a local maximum with both sds above a thousandth of that of the sample.',
      ],
    }),
  };
}

function exchanged([p, mu1, mu2, sd1, sd2]: Parts): Parts {
  return [1 - p, mu2, mu1, sd2, sd1];
}

/** The lowest share of a sorted sample and the rest, by their own means and standard deviations. */
function split(sorted: Float64Array, share: number, isEqual: boolean): Parts {
  const count = Math.min(Math.max(Math.round(share * sorted.length), 1), sorted.length - 1);
  const [low, high] = [sorted.subarray(0, count), sorted.subarray(count)];
  const least = 0.05 * Math.sqrt(varianceOf(sorted));
  const p = count / sorted.length;
  const sds = [low, high].map((part) => Math.max(Math.sqrt(varianceOf(part)), least));
  const both = Math.sqrt(p * sds[0] ** 2 + (1 - p) * sds[1] ** 2);
  return [p, meanOf(low), meanOf(high), isEqual ? both : sds[0], isEqual ? both : sds[1]];
}

function* beginnings(sorted: Float64Array, isEqual: boolean): Generator<Parts> {
  for (const share of SPLITS) yield split(sorted, share, isEqual);
  if (isEqual) return;
  const [mean, sd] = [meanOf(sorted), Math.sqrt(varianceOf(sorted))];
  for (const [narrow, wide] of SCALES) yield [0.5, mean - 0.1 * sd, mean + 0.1 * sd, narrow * sd, wide * sd];
}

/**
 * Steps of the EM algorithm (Dempster, Laird & Rubin 1977), which never lower the likelihood.
 *
 * @param held NaN for what is free
 */
function improve(sample: Float64Array, start: Parts, isEqual: boolean, held: Parts): Parts {
  const keep = (parts: Parts): Parts =>
    parts.map((x, i) => (Number.isNaN(held[i]) ? x : held[i])) as unknown as Parts;
  const least = LEAST_SHARE * Math.sqrt(varianceOf(sample));
  let parts = keep(start);
  for (let step = 0; step < STEPS; step++) {
    const [p, mu1, mu2, sd1, sd2] = parts;
    // Moments of both parts about the means that they have.
    const first = [0, 0, 0];
    const second = [0, 0, 0];
    for (const y of sample) {
      const [a, b] = [y - mu1, y - mu2];
      const odds = ((((1 - p) / p) * sd1) / sd2) * Math.exp(0.5 * ((a / sd1) ** 2 - (b / sd2) ** 2));
      const w = 1 / (1 + odds);
      first[0] += w;
      first[1] += w * a;
      first[2] += w * a * a;
      second[0] += 1 - w;
      second[1] += (1 - w) * b;
      second[2] += (1 - w) * b * b;
    }
    const [n, m] = [first[0], second[0]];
    if (!(n > 0 && m > 0)) break;
    const variances = [first, second].map(([w, s, q]) => q / w - (s / w) ** 2);
    const pooled = (n * variances[0] + m * variances[1]) / (n + m);
    const sds = variances.map((variance) => Math.max(Math.sqrt(isEqual ? pooled : variance) || 0, least));
    parts = keep([n / (n + m), mu1 + first[1] / n, mu2 + second[1] / m, sds[0], sds[1]]);
  }
  return parts;
}

function different(starts: readonly Parts[], sd: number): Parts[] {
  const isAlike = (a: Parts, b: Parts): boolean =>
    a.every((x, i) => Math.abs(x - b[i]) < ALIKE * (i === 0 ? 1 : sd));
  return starts.filter(
    (one, k) => !starts.slice(0, k).some((other) => isAlike(one, other) || isAlike(one, exchanged(other))),
  );
}
