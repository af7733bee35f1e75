/** The log-likelihood with some parameters held and the others at their best. */

import { CellmerError } from '../errors';
import { holdParameters } from './fixedParameters';
import { type LogLikelihood, remembered } from './logLikelihood';
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
 * starting values where none of them is possible
 * @param isThorough whether to search from all of them and take the highest end, in place of the first
 */
export function profilePoint(
  whole: LogLikelihood,
  held: Float64Array,
  starts: readonly Float64Array[] = [],
  isThorough = false,
): ProfilePoint {
  return remembered(whole, () => pointFrom(whole, held, starts, isThorough));
}

function pointFrom(
  whole: LogLikelihood,
  held: Float64Array,
  starts: readonly Float64Array[],
  isThorough: boolean,
): ProfilePoint {
  const { logLikelihood, free, expand } = holdParameters(whole, held);
  if (free.length === 0) return { logLik: whole.value(held), par: held };
  const isOutside = whole.parameters.some(({ lower, upper }, i) => held[i] < lower || held[i] > upper);
  if (isOutside) return { logLik: -Infinity, par: held };
  const possible = starts
    .map((start) => Float64Array.from(free, (i) => start[i]))
    .filter((start) => Number.isFinite(logLikelihood.value(start)));
  const tries = possible.length === 0 ? [null] : possible.slice(0, isThorough ? undefined : 1);
  let best: ProfilePoint = { logLik: -Infinity, par: held };
  for (const start of tries) {
    const found = searchFrom(logLikelihood, start);
    if (found && isOwn(logLikelihood, found.par) && found.logLik > best.logLik)
      best = { logLik: found.logLik, par: expand(found.par) };
  }
  return best;
}

/** Whether it is no spike of an unbounded likelihood, nor another peak by the same names. */
function isOwn({ peaks }: LogLikelihood, par: Float64Array): boolean {
  return (peaks?.isProper?.(par) ?? true) && (peaks?.isInOrder?.(par) ?? true);
}

/** Null where no point with a finite value is found. */
function searchFrom(logLikelihood: LogLikelihood, start: Float64Array | null): ProfilePoint | null {
  try {
    const { logLik, parameters } = maximize(logLikelihood, {
      mustSearch: true,
      limits: { maxIterations: MOST_ITERATIONS },
      ...(start && { start: Array.from(start, (value) => ({ name: null, value })) }),
    });
    return { logLik, par: Float64Array.from(parameters, ({ estimate }) => estimate) };
  } catch (error) {
    if (error instanceof CellmerError && error.code === 'numeric') return null;
    throw error;
  }
}
