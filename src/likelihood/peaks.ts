/** What else than derivatives the maximum of a likelihood needs that has a corner, an edge or several peaks. */

import { CellmerError } from '../errors';
import { invertPositiveDefinite } from '../linalg/dense';
import type { Minimum } from '../optimize/minimizer';
import type { LogLikelihood, ParameterBounds } from './logLikelihood';

/** A quantity that follows from the parameters. */
export interface Derived {
  readonly name: string;
  /** Its value and its derivatives by the parameters. */
  at(par: Float64Array): { readonly value: number; readonly gradient: Float64Array };
}

/** All of it is optional; d numbers stand for the parameters, and NaN for one that is not held. */
export interface Peaks {
  /** The maximum, where derivatives do not lead to it, within bounds. */
  corner?(held: Float64Array, within: ParameterBounds): Float64Array;
  /** Where to search from so that all peaks are found; where there is none of these, the ordinary start is enough. */
  starts?(held: Float64Array): readonly Float64Array[];
  /** Of the names that one maximum has, the one that is shown: the same with its parts in order. */
  ordered?(par: Float64Array): Float64Array;
  /** Whether a peak may be an estimate; false near a place where the likelihood grows without bounds. */
  isProper?(par: Float64Array): boolean;
  /** The information that stands in for the observed one where there is none; d×d. */
  information?(par: Float64Array): Float64Array;
  /** What is to be said of a maximum, in sentences. */
  remarks?(par: Float64Array): readonly string[];
  readonly derived?: readonly Derived[];
}

/**
 * The same as functions of the parameters that are not held.
 *
 * @param free their positions among all
 * @param expand all parameters from the free ones
 */
export function heldPeaks(
  peaks: Peaks,
  free: readonly number[],
  expand: (par: Float64Array) => Float64Array,
): Peaks {
  const { starts, isProper, information, remarks, derived } = peaks;
  const among = (all: Float64Array): Float64Array => Float64Array.from(free, (i) => all[i]);
  return {
    ...(peaks.corner && {
      corner: (held, { lower, upper }) =>
        among(peaks.corner!(expand(held), { lower: expand(lower), upper: expand(upper) })),
    }),
    ...(starts && { starts: (held) => starts(expand(held)).map(among) }),
    ...(isProper && { isProper: (par) => isProper(expand(par)) }),
    ...(remarks && { remarks: (par) => remarks(expand(par)) }),
    ...(information && {
      information: (par) => {
        const all = information(expand(par));
        const d = expand(par).length;
        return Float64Array.from(free.flatMap((i) => free.map((j) => all[i * d + j])));
      },
    }),
    ...(derived && {
      derived: derived.map(({ name, at }) => ({
        name,
        at: (par) => {
          const { value, gradient } = at(expand(par));
          return { value, gradient: among(gradient) };
        },
      })),
    }),
  };
}

/** A local maximum. */
export interface Peak {
  /** All parameters. */
  readonly par: Float64Array;
  readonly logLik: number;
}

/** Ends of searches that differ by less, as a share of themselves, are one peak. */
const SAME = 1e-6;

/**
 * The peaks among the ends of searches, each once, with its parts in order, the highest first. An end that no peak is, is left out.
 *
 * @param bounds between which the searches were
 * @throws CellmerError `numeric` where none of them is a peak that may be an estimate
 */
export function peaksAmong(
  logLikelihood: LogLikelihood,
  ends: readonly Minimum[],
  bounds: ParameterBounds,
): Minimum[] {
  const { peaks, density } = logLikelihood;
  const isPeak = ({ par, convergence }: Minimum): boolean =>
    convergence === 0 && (peaks?.isProper?.(par) ?? true);
  const proper = ends.filter(isPeak).map((end) => ({ ...end, par: peaks?.ordered?.(end.par) ?? end.par }));
  proper.sort((a, b) => a.value - b.value);
  const found: Minimum[] = [];
  for (const end of proper)
    if (!found.some((known) => isSame(known, end)) && isMaximum(logLikelihood, end.par, bounds))
      found.push(end);
  if (found.length > 0) return found;
  throw new CellmerError(
    'numeric',
    `No search for a maximum of the ${density} density ended at one: give starting values, or hold a parameter with fix.`,
  );
}

/** Whether minus the Hessian is positive definite over what lies inside its bounds. */
function isMaximum(
  logLikelihood: LogLikelihood,
  par: Float64Array,
  { lower, upper }: ParameterBounds,
): boolean {
  const inside = Array.from(par, (_, i) => i).filter((i) => par[i] > lower[i] && par[i] < upper[i]);
  const { hessian } = logLikelihood.derivatives(par);
  const block = Float64Array.from(inside.flatMap((i) => inside.map((j) => 0 - hessian[i * par.length + j])));
  return block.every(Number.isFinite) && invertPositiveDefinite(block, inside.length) !== null;
}

function isSame(a: Minimum, b: Minimum): boolean {
  const isNear = (x: number, y: number): boolean => Math.abs(x - y) <= SAME * Math.max(1, Math.abs(x));
  return isNear(a.value, b.value) && a.par.every((x, i) => isNear(x, b.par[i]));
}

/** Peaks as high as each other, to rounding. */
const AS_HIGH = 1e-9;

/** What is said of several peaks, the highest first; nothing of one. */
export function severalPeaks(peaks: readonly Peak[]): string[] {
  if (peaks.length < 2) return [];
  const isAsHigh = (peak: Peak): boolean =>
    peaks[0].logLik - peak.logLik <= AS_HIGH * Math.max(1, Math.abs(peaks[0].logLik));
  const highest = peaks.filter(isAsHigh).length;
  const which =
    highest === 1
      ? 'the estimates are those of the highest'
      : `${highest} of them are equally high, and the estimates are those of one of these`;
  return [`The likelihood has ${peaks.length} local maxima: ${which}.`];
}
