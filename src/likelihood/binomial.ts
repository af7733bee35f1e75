/** One binomial proportion by maximum likelihood, with the intervals in use for it. */

import { beta, chiSquare, normal, stirlingError } from '../distributions';
import { CellmerError, type Warning } from '../errors';
import { findRoot } from '../optimize/root';
import { checkLevel, type Limits } from './limits';

export type BinomialIntervalKind =
  /** estimate ± z·standard error */
  | 'wald'
  /** estimate ± 2 standard errors, whatever the level: the rule of thumb for 95% */
  | 'waldTwoSe'
  /** The score interval of Wilson (1927). */
  | 'wilson'
  /** All p with 2·(l(estimate) − l(p)) at most the chi-square quantile with one degree of freedom. */
  | 'likelihoodRatio'
  /** The exact interval of Clopper and Pearson (1934). */
  | 'clopperPearson'
  /** Wald's interval with z²/2 successes and z²/2 failures more (Agresti and Coull 1998). */
  | 'agrestiCoull'
  /** Equal tails of the posterior from Jeffreys's prior; 0 and 1 are its ends at 0/n and n/n (Brown et al. 2001). */
  | 'jeffreys';

export interface BinomialInterval extends Limits {
  readonly kind: BinomialIntervalKind;
}

export interface BinomialFit {
  readonly successes: number;
  readonly trials: number;
  /** successes/trials, in [0, 1] */
  readonly estimate: number;
  /** sqrt(p(1 − p)/n) at the estimate; 0 at 0/n and n/n, where it says nothing. */
  readonly standardError: number;
  /** Observed information n/(p(1 − p)): minus the second derivative of l at the estimate; null where it is infinite. */
  readonly information: number | null;
  /** l(p) = x·log p + (n − x)·log(1 − p) at the estimate: log-likelihood of the sequence of zeros and ones. */
  readonly logLik: number;
  /** l(p) + log C(n, x): log-probability of the number of successes. The two differ by a constant. */
  readonly logLikCount: number;
  /** In (0, 1). */
  readonly level: number;
  /** Not cut to [0, 1]: Wald's and Agresti and Coull's may reach beyond. */
  readonly intervals: readonly BinomialInterval[];
  readonly warnings: readonly Warning[];
}

/**
 * @param successes whole, 0 ≤ successes ≤ trials
 * @param trials whole, at least 1
 * @param level of the intervals, in (0, 1)
 * @throws CellmerError `data` for impossible counts, `option` for an impossible level
 */
export function binomialFit(successes: number, trials: number, level: number): BinomialFit {
  checkCounts(successes, trials);
  checkLevel(level);
  const estimate = successes / trials;
  // n³/(x(n − x)) is n/(p(1 − p)) without the rounding of p and 1 − p.
  const information = trials ** 3 / (successes * (trials - successes));
  const logLik = binomialLogLik(estimate, successes, trials);
  return {
    successes,
    trials,
    estimate,
    standardError: Math.sqrt(1 / information),
    information: Number.isFinite(information) ? information : null,
    logLik,
    // logLik + log C(n, x), without the rounding of these large terms.
    logLikCount: stirlingError(successes) + stirlingError(trials - successes) - stirlingError(trials),
    level,
    intervals: INTERVALS.map(([kind, limits]) => ({ kind, ...limits(successes, trials, level) })),
    warnings: boundaryWarnings(successes, trials),
  };
}

/** x·log p + (n − x)·log(1 − p) with 0·log 0 = 0, p in [0, 1]. */
export function binomialLogLik(p: number, successes: number, trials: number): number {
  const failures = trials - successes;
  return (successes > 0 ? successes * Math.log(p) : 0) + (failures > 0 ? failures * Math.log1p(-p) : 0);
}

/** Wald's interval, estimate ± z standard errors. */
export function waldLimits(successes: number, trials: number, level: number): Limits {
  return plusMinus(successes, trials, normal.quantile(0.5 * (1 + level)));
}

/**
 * The likelihood-ratio interval: where 2·(l(estimate) − l(p)) is the chi-square quantile with one degree of freedom, on
 * both sides of the estimate. At 0/n and n/n there is only one such side; the other limit is the estimate.
 */
export function likelihoodRatioLimits(successes: number, trials: number, level: number): Limits {
  const estimate = successes / trials;
  const critical = chiSquare.quantile(level, 1);
  const excess = (p: number): number => likelihoodRatio(p, successes, trials) - critical;
  return {
    lower: successes === 0 ? 0 : findRoot(excess, 0, estimate),
    upper: successes === trials ? 1 : findRoot(excess, estimate, 1),
  };
}

/** 2·(l(estimate) − l(p)), by the distance from the estimate, so that the large terms cancel exactly. */
function likelihoodRatio(p: number, successes: number, trials: number): number {
  const distance = p - successes / trials;
  return (
    -2 *
    (weightedLogRatio(successes, trials, p, distance) +
      weightedLogRatio(trials - successes, trials, 1 - p, -distance))
  );
}

/** count·log(share/(count/trials)), share = count/trials + distance; 0 for a count of 0. */
function weightedLogRatio(count: number, trials: number, share: number, distance: number): number {
  if (count === 0) return 0;
  const ratio = (share * trials) / count;
  return count * (ratio < 0.5 ? Math.log(ratio) : Math.log1p((distance * trials) / count));
}

type LimitsOf = (successes: number, trials: number, level: number) => Limits;

const INTERVALS: readonly (readonly [BinomialIntervalKind, LimitsOf])[] = [
  ['wald', waldLimits],
  ['waldTwoSe', (successes, trials) => plusMinus(successes, trials, 2)],
  ['wilson', wilsonLimits],
  ['likelihoodRatio', likelihoodRatioLimits],
  ['clopperPearson', clopperPearsonLimits],
  ['agrestiCoull', agrestiCoullLimits],
  ['jeffreys', jeffreysLimits],
];

/** Wald's interval with a given multiple of the standard error; counts need not be whole. */
function plusMinus(successes: number, trials: number, multiple: number): Limits {
  const estimate = successes / trials;
  const half = multiple * Math.sqrt((estimate * ((trials - successes) / trials)) / trials);
  return { lower: estimate - half, upper: estimate + half };
}

/** Roots of (n + z²)p² − (2x + z²)p + x²/n; the smaller one from their product, so that nothing cancels. */
function wilsonLimits(successes: number, trials: number, level: number): Limits {
  const z2 = normal.quantile(0.5 * (1 + level)) ** 2;
  const failures = trials - successes;
  const root = Math.sqrt(z2 * (z2 + (4 * successes * failures) / trials));
  const upper = Math.min(1, (2 * successes + z2 + root) / (2 * (trials + z2)));
  return { lower: (successes / trials) * (successes / ((trials + z2) * upper)), upper };
}

function clopperPearsonLimits(successes: number, trials: number, level: number): Limits {
  const tail = 0.5 * (1 - level);
  const failures = trials - successes;
  return {
    lower: successes === 0 ? 0 : beta.quantile(tail, successes, failures + 1),
    upper: failures === 0 ? 1 : beta.quantile(1 - tail, successes + 1, failures),
  };
}

function agrestiCoullLimits(successes: number, trials: number, level: number): Limits {
  const z = normal.quantile(0.5 * (1 + level));
  return plusMinus(successes + 0.5 * z * z, trials + z * z, z);
}

function jeffreysLimits(successes: number, trials: number, level: number): Limits {
  const tail = 0.5 * (1 - level);
  const failures = trials - successes;
  return {
    lower: successes === 0 ? 0 : beta.quantile(tail, successes + 0.5, failures + 0.5),
    upper: failures === 0 ? 1 : beta.quantile(1 - tail, successes + 0.5, failures + 0.5),
  };
}

function boundaryWarnings(successes: number, trials: number): Warning[] {
  if (successes > 0 && successes < trials) return [];
  return [
    {
      code: 'boundary',
      message:
        `${successes} of ${trials}: the estimate is at the end of its range, where the std. error is 0, the information ` +
        'infinite and the Wald intervals have no width. The other intervals hold.',
    },
  ];
}

function checkCounts(successes: number, trials: number): void {
  if (!Number.isSafeInteger(trials) || trials < 1)
    throw new CellmerError('data', `trials is ${trials}: expected a whole number, at least 1.`);
  if (!Number.isSafeInteger(successes) || successes < 0 || successes > trials)
    throw new CellmerError(
      'data',
      `successes is ${successes}: expected a whole number between 0 and the number of trials, ${trials}.`,
    );
}
