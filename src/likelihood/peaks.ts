/** What else than derivatives the maximum of a likelihood needs that has a corner, an edge or several peaks. */

import type { ParameterBounds } from './bounds';

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
  /** Where parameters are held, so that the names cannot be exchanged: whether they are in order. */
  isInOrder?(par: Float64Array): boolean;
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
  const { starts, ordered, isProper, information, remarks, derived } = peaks;
  const among = (all: Float64Array): Float64Array => Float64Array.from(free, (i) => all[i]);
  return {
    ...(peaks.corner && {
      corner: (held, { lower, upper }) =>
        among(peaks.corner!(expand(held), { lower: expand(lower), upper: expand(upper) })),
    }),
    ...(starts && { starts: (held) => starts(expand(held)).map(among) }),
    ...(ordered && {
      isInOrder: (par) => {
        const all = expand(par);
        return ordered(all).every((x, i) => x === all[i]);
      },
    }),
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
