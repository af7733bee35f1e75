/** A log-likelihood with some of its parameters held at given values. */

import { type LogLikelihood, remembered } from './logLikelihood';
import { heldPeaks } from './peaks';

export interface HeldLikelihood {
  /** As a function of the free parameters. */
  readonly logLikelihood: LogLikelihood;
  /** The positions of the free parameters among all. */
  readonly free: readonly number[];
  /** All parameters from the free ones. */
  readonly expand: (par: Float64Array) => Float64Array;
}

/** @param held one number per parameter; NaN where it is free */
export function holdParameters(whole: LogLikelihood, held: Float64Array): HeldLikelihood {
  const free = Array.from(held, (_, i) => i).filter((i) => Number.isNaN(held[i]));
  const expand = (par: Float64Array): Float64Array => {
    const all = held.slice();
    free.forEach((i, k) => (all[i] = par[k]));
    return all;
  };
  if (free.length === held.length) return { logLikelihood: whole, free, expand };
  const n = free.length;
  const d = held.length;
  const logLikelihood: LogLikelihood = {
    density: whole.density,
    parameters: free.map((i) => whole.parameters[i]),
    observations: whole.observations,
    missing: whole.missing,
    remarks: whole.remarks ?? [],
    value: (par) => whole.value(expand(par)),
    derivatives: (par) => {
      const { value, gradient, hessian } = whole.derivatives(expand(par));
      return {
        value,
        gradient: Float64Array.from(free, (i) => gradient[i]),
        hessian: Float64Array.from(
          { length: n * n },
          (_, k) => hessian[free[Math.floor(k / n)] * d + free[k % n]],
        ),
      };
    },
    start: (within) => {
      const around = (bounds: Float64Array | undefined, none: number): Float64Array => {
        const all = held.slice();
        free.forEach((i, k) => (all[i] = bounds ? bounds[k] : none));
        return all;
      };
      const start = whole.start({
        lower: around(within?.lower, -Infinity),
        upper: around(within?.upper, Infinity),
      });
      return Float64Array.from(free, (i) => start[i]);
    },
    closedForm: () => null,
    ...(whole.peaks && { peaks: heldPeaks(whole.peaks, free, expand) }),
    remember: (compute) => remembered(whole, compute),
  };
  return { logLikelihood, free, expand };
}
