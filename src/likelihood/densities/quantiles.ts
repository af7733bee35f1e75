/** What quantiles of counts are made of. Of arithmetic and the library's functions alone, which are the same in every engine. */

import betainc from '@stdlib/math-base-special-betainc';
import exp from '@stdlib/math-base-special-exp';
import ln from '@stdlib/math-base-special-ln';
import { normal } from '../../distributions';
import { lowerGamma, upperGamma } from '../../distributions/gammaTail';
import { CellmerError } from '../../errors';

/** The value below which a share of them lies; share in (0, 1). */
export type Quantile = (share: number) => number;

/** The two tails of a distribution of whole numbers. */
interface WholeTails {
  /** P(Y ≤ k). */
  readonly lower: (k: number) => number;
  /** P(Y > k), computed as a tail. */
  readonly upper: (k: number) => number;
}

/** Where counts are known one by one, and their tails take no more than some ten thousand steps. */
const LARGEST_MEAN = 1e9;

/**
 * The smallest k, from `least` on, with P(Y ≤ k) ≥ share: what the inverse of the normal distribution guesses is bracketed and
 * halved. Tails are remembered, since few counts make up most of a sample.
 */
export function wholeQuantile(
  { lower, upper }: WholeTails,
  {
    mean,
    variance,
    least = 0,
  }: { readonly mean: number; readonly variance: number; readonly least?: number },
): Quantile {
  if (!(mean <= LARGEST_MEAN))
    throw new CellmerError(
      'option',
      `The counts would be about ${mean.toPrecision(3)}: expected parameters with a mean of at most ${LARGEST_MEAN}.`,
    );
  const scale = Math.sqrt(variance);
  const tails = new Map<number, readonly [number, number]>();
  const tailsAt = (k: number): readonly [number, number] => {
    const known = tails.get(k) ?? ([lower(k), upper(k)] as const);
    tails.set(k, known);
    return known;
  };
  return (share) => {
    // The tail that is small, so that nothing cancels.
    const isEnough = (k: number): boolean => {
      const [below, above] = tailsAt(k);
      return share <= 0.5 ? below >= share : above <= 1 - share;
    };
    const guess = Math.max(least, Math.round(mean + scale * normal.quantile(share)));
    let [low, high] = [guess - 1, guess];
    for (let step = 1; low >= least && isEnough(low); step *= 2) [low, high] = [low - step, low];
    for (let step = 1; !isEnough(high); step *= 2) [low, high] = [high, high + step];
    low = Math.max(low, least - 1);
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (isEnough(middle)) high = middle;
      else low = middle;
    }
    return high;
  };
}

export function poissonTails(lambda: number): WholeTails {
  return { lower: (k) => upperGamma(lambda, k + 1), upper: (k) => lowerGamma(lambda, k + 1) };
}

/** @param p in [0, 1] */
export function binomialQuantile(trials: number, p: number): Quantile {
  return wholeQuantile(
    {
      lower: (k) => (k >= trials ? 1 : betainc(p, k + 1, trials - k, true, true)),
      upper: (k) => (k >= trials ? 0 : betainc(p, k + 1, trials - k, true, false)),
    },
    { mean: trials * p, variance: trials * p * (1 - p) },
  );
}

/** Of each number of successes there is a probability to be kept. */
const MOST_TRIALS = 1_000_000;

/**
 * Probabilities from one count to the next by their ratio, and their sums from both ends.
 *
 * @param alpha above 0, as beta is
 * @throws CellmerError `option` for more trials than there is room for
 */
export function betaBinomialQuantile(trials: number, alpha: number, beta: number): Quantile {
  if (trials > MOST_TRIALS)
    throw new CellmerError(
      'option',
      `trials is ${trials}: expected at most ${MOST_TRIALS} of a beta-binomial count.`,
    );
  const logs = new Float64Array(trials + 1);
  for (let k = 0; k < trials; k++)
    logs[k + 1] = logs[k] + ln((trials - k) / (k + 1)) + ln(alpha + k) - ln(beta + (trials - k - 1));
  const top = logs.reduce((most, log) => Math.max(most, log), -Infinity);
  const weights = logs.map((log) => exp(log - top));
  const lower = runningSums(weights);
  const upper = runningSums(weights.reverse()).reverse();
  const [all, p] = [lower[trials], 1 / (1 + beta / alpha)];
  return wholeQuantile(
    {
      lower: (k) => (k >= trials ? 1 : lower[k] / all),
      upper: (k) => (k >= trials ? 0 : upper[k + 1] / all),
    },
    { mean: trials * p, variance: trials * p * (1 - p) * (1 + (trials - 1) / (alpha + beta + 1)) },
  );
}

function runningSums(values: Float64Array): Float64Array {
  let sum = 0;
  return values.map((value) => (sum += value));
}

export function negativeBinomialTails(size: number, mu: number): WholeTails {
  const q = mu / (size + mu);
  return {
    lower: (k) => betainc(q, k + 1, size, true, true),
    upper: (k) => betainc(q, k + 1, size, true, false),
  };
}
