/** The local maxima among the ends of several searches. */

import { CellmerError } from '../errors';
import { invertPositiveDefinite } from '../linalg/dense';
import type { Minimum } from '../optimize/minimizer';
import type { ParameterBounds } from './bounds';
import type { LogLikelihood } from './logLikelihood';

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
  const all = ends
    .filter(isPeak)
    .map((end) => ({ ...end, par: peaks?.ordered?.(end.par) ?? end.par }))
    .sort((a, b) => a.value - b.value);
  const inOrder = all.filter(({ par }) => peaks?.isInOrder?.(par) ?? true);
  // One whose parts can only be in the other order is better than none.
  const proper = inOrder.length > 0 ? inOrder : all;
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
