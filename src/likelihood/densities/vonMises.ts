/** The density of von Mises, of directions as angles in radians. */

import { besselRatio, besselRatioSlope } from '../expression/bessel';
import type { NamedDensity } from './types';
import { bySums } from './moments';

const REAL = { lower: -Infinity, upper: Infinity };
/** The mean of the directions is shorter than this where they are balanced, to rounding. */
const BALANCED = 1e-12;
/** Angles beyond two turns are hardly radians. */
const MOST_RADIANS = 4 * Math.PI;

export const VON_MISES: NamedDensity = {
  name: 'von mises',
  title: 'Von Mises (angles)',
  aliases: ['vonmises', 'von-mises', 'circular normal'],
  parameters: [
    { name: 'mu', ...REAL },
    { name: 'kappa', lower: 0, upper: Infinity },
  ],
  logDensity: 'dvonmises(y, mu, kappa, log = TRUE)',
  support: { isWhole: false, ...REAL },
  supportAt: ({ 0: mu }) => ({ lower: mu - Math.PI, upper: mu + Math.PI }),
  constant: (values) => -values.length * Math.log(2 * Math.PI),
  noMaximum(values) {
    const { length, spread } = resultant(values);
    if (length < BALANCED * values.length)
      return 'is balanced around the circle: kappa is 0, and no direction mu is more likely than another';
    return spread < BALANCED ** 2 * values.length
      ? 'holds equal directions: the likelihood rises for ever with kappa'
      : null;
  },
  start(values) {
    const { length, direction, spread } = resultant(values);
    return [direction, concentrationOf(length / values.length, spread / values.length)];
  },
  condense(values) {
    const { length, direction, spread } = resultant(values);
    return bySums(
      { n: values.length, length, direction, spread },
      '-kappa*(spread + 2*length*sin((mu - direction)/2)^2) - n*log(2*pi) - n*log(besselI(kappa, 0, TRUE))',
    );
  },
  remarks: (values) =>
    values.some((value) => Math.abs(value) > MOST_RADIANS)
      ? ['Angles are read in radians: these look like degrees, which RADIANS turns into such.']
      : [],
};

interface Resultant {
  /** Of the sum of all directions as vectors, and where it points; in (−π, π]. */
  readonly length: number;
  readonly direction: number;
  /** Σ (1 − cos(y − direction)), without cancellation: n − length. */
  readonly spread: number;
}

function resultant(values: Float64Array): Resultant {
  const sine = values.reduce((sum, value) => sum + Math.sin(value), 0);
  const cosine = values.reduce((sum, value) => sum + Math.cos(value), 0);
  const direction = Math.atan2(sine, cosine);
  const spread = values.reduce((sum, value) => sum + 2 * Math.sin((value - direction) / 2) ** 2, 0);
  return { length: Math.hypot(sine, cosine), direction, spread };
}

/** About the root of I1/I0 = length (Best & Fisher 1981, Communications in Statistics 10, 493-502), some steps nearer. */
function concentrationOf(length: number, spread: number): number {
  let kappa = length < 0.85 ? (length * (2 - length ** 2)) / (1 - length ** 2) : 0.5 / spread;
  for (let k = 0; k < 3; k++) {
    const next = kappa - (besselRatio(kappa) - length) / besselRatioSlope(kappa);
    if (!(next > 0 && next < Infinity)) break;
    kappa = next;
  }
  return Math.max(kappa, 1e-8);
}
