/** A sample from one normal distribution by maximum likelihood. */

import { chiSquare, normal } from '../distributions';
import { CellmerError } from '../errors';
import { findRoot } from '../optimize/root';
import { meanOf, varianceOf } from './densities/moments';
import { checkLevel, type Limits } from './limits';

export interface NormalFit {
  readonly n: number;
  /** The mean. */
  readonly mu: number;
  /** The standard deviation with divisor n, as maximum likelihood has it. */
  readonly sigma: number;
  /** sigma/√n and sigma/√(2n), from the observed information, which is diagonal at the estimate. */
  readonly standardErrors: { readonly mu: number; readonly sigma: number };
  /** Σ log f(y), constants included. */
  readonly logLik: number;
}

export type NormalParameter = 'mu' | 'sigma';

/**
 * @param values without missing ones
 * @throws CellmerError `data` for fewer than two values or equal ones, where the likelihood has no maximum, `numeric`
 * when squares of the values overflow
 */
export function normalFit(values: Float64Array): NormalFit {
  const n = values.length;
  if (n < 2)
    throw new CellmerError(
      'data',
      `A normal sample needs at least 2 values: found ${n === 1 ? 'one' : 'none'}.`,
    );
  const mu = meanOf(values);
  const sigma = Math.sqrt(varianceOf(values));
  if (!(sigma > 0))
    throw new CellmerError(
      'data',
      `All ${n} values are ${values[0]}: the likelihood of a normal distribution has no maximum there.`,
    );
  if (!Number.isFinite(sigma))
    throw new CellmerError(
      'numeric',
      'The values are too large for their squares to be computed: express them in a larger unit.',
    );
  return {
    n,
    mu,
    sigma,
    standardErrors: { mu: sigma / Math.sqrt(n), sigma: sigma / Math.sqrt(2 * n) },
    logLik: -0.5 * n * (Math.log(2 * Math.PI * sigma * sigma) + 1),
  };
}

/** estimate ± z standard errors; level in (0, 1). */
export function normalWaldLimits(fit: NormalFit, parameter: NormalParameter, level: number): Limits {
  checkLevel(level);
  const half = normal.quantile(0.5 * (1 + level)) * fit.standardErrors[parameter];
  return { lower: fit[parameter] - half, upper: fit[parameter] + half };
}

/**
 * Profile likelihood interval: where twice the log-likelihood, the other parameter at its best value, has fallen by the
 * chi-square quantile c with one degree of freedom; level in (0, 1).
 *
 * For mu that is n·log(1 + (mu − mean)²/sigma²) = c, in closed form. For sigma, with t = log(s/sigma), it is
 * n·(exp(−2t) − 1 + 2t) = c, one root on each side of 0.
 */
export function normalProfileLimits(fit: NormalFit, parameter: NormalParameter, level: number): Limits {
  checkLevel(level);
  const { n, mu, sigma } = fit;
  const fall = chiSquare.quantile(level, 1) / n;
  if (parameter === 'mu') {
    const half = sigma * Math.sqrt(Math.expm1(fall));
    return { lower: mu - half, upper: mu + half };
  }
  const excess = (t: number): number => Math.expm1(-2 * t) + 2 * t - fall;
  // Below zero exp(−2t) − 1 + 2t is at least 2t², above it at least 2t − 1: the brackets cannot fail.
  return {
    lower: sigma * Math.exp(findRoot(excess, -Math.sqrt(0.5 * fall) * (1 + 1e-8), 0)),
    upper: sigma * Math.exp(findRoot(excess, 0, 0.5 * (1 + fall) * (1 + 1e-8))),
  };
}
