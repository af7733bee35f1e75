/** The log-likelihood with some parameters held and the others at their best. */

import { CellmerError } from '../errors';
import { holdParameters } from './fixedParameters';
import type { LogLikelihood } from './logLikelihood';
import { maximize } from './maximize';

export interface ProfilePoint {
  /** −Infinity where the data are impossible whatever the others are. */
  readonly logLik: number;
  /** All parameters; NaN for those that were not held where the data are impossible. */
  readonly par: Float64Array;
}

/** Iterations of the inner search: from a neighbour it takes a handful, and one without a maximum is not followed far. */
const MOST_ITERATIONS = 80;

/**
 * @param held one number per parameter; NaN where it is free
 * @param starts points (all parameters) from which to search the free ones, the best guess first; the density's own
 * starting values come last
 */
export function profilePoint(
  whole: LogLikelihood,
  held: Float64Array,
  starts: readonly Float64Array[] = [],
): ProfilePoint {
  const { logLikelihood, free, expand } = holdParameters(whole, held);
  if (free.length === 0) return { logLik: whole.value(held), par: held };
  const isOutside = whole.parameters.some(({ lower, upper }, i) => held[i] < lower || held[i] > upper);
  if (isOutside) return { logLik: -Infinity, par: held };
  const own = starts.map((start) => Float64Array.from(free, (i) => start[i]));
  const first = own.find((start) => Number.isFinite(logLikelihood.value(start)));
  try {
    const found = maximize(logLikelihood, {
      mustSearch: true,
      limits: { maxIterations: MOST_ITERATIONS },
      ...(first && { start: Array.from(first, (value) => ({ name: null, value })) }),
    });
    return { logLik: found.logLik, par: expand(Float64Array.from(found.parameters, (one) => one.estimate)) };
  } catch (error) {
    // No point with a finite value was found.
    if (error instanceof CellmerError && error.code === 'numeric') return { logLik: -Infinity, par: held };
    throw error;
  }
}
