/** What is to be said of a search for a maximum: that it has not converged, or has run away. */

import type { Warning } from '../errors';
import type { Minimum } from '../optimize/minimizer';
import type { EstimatedParameter } from './estimates';

/** A parameter this many times as large as at the start has run away. */
const RUNAWAY = 1e3;
/** A standard error this many times as large as the estimate says that the likelihood is flat there. */
const FLAT = 100;

export function convergenceWarnings(found: Minimum, method: string, names: readonly string[]): Warning[] {
  const { convergence, message, counts } = found;
  if (convergence === 0) return [];
  const evaluations = `after ${counts.function} evaluations`;
  const reasons: Readonly<Record<number, string>> = {
    1: `${method} reached its limit ${evaluations}: start from here, or raise maxit`,
    10: `the simplex of Nelder-Mead has degenerated ${evaluations}: start from here again, or use Newton`,
  };
  const reason =
    reasons[convergence] ?? `${method} stopped ${evaluations} without a maximum (${message ?? ''})`;
  const sentence = `Not converged (code ${convergence}): ${reason}.`;
  return [{ code: 'not-converged', message: sentence + runaways(found, names) }];
}

/** Says which parameters have gone a very long way. */
function runaways(found: Minimum, names: readonly string[]): string {
  const far = names.filter((_, i) => isFar(found, i));
  if (far.length === 0) return '';
  return ` The log-likelihood still rises far away in ${far.join(' and ')}: it may have no maximum.`;
}

function isFar({ par, path }: Minimum, i: number): boolean {
  return path.length > 0 && Math.abs(par[i]) > RUNAWAY * Math.max(1, Math.abs(path[0].par[i]));
}

/** Far away a likelihood that rises for ever is so flat that the gradient is zero to rounding. */
export function flatWarnings(found: Minimum, parameters: readonly EstimatedParameter[]): Warning[] {
  if (found.convergence !== 0) return [];
  const isFlat = ({ estimate, standardError, state }: EstimatedParameter, i: number): boolean =>
    state === 'free' && isFar(found, i) && (standardError ?? Infinity) > FLAT * Math.abs(estimate);
  const names = parameters.filter(isFlat).map(({ name }) => name);
  if (names.length === 0) return [];
  const message =
    `The search has gone very far in ${names.join(' and ')}, to where the log-likelihood hardly changes: it may have no ` +
    'maximum. The other numbers are those of the limit.';
  return [{ code: 'not-converged', message }];
}
