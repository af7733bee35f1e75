/** Successes out of known numbers of trials, whose probability varies from row to row as a beta distribution. */

import { binomial as distribution } from '../../distributions';
import type { NamedDensity } from './types';
import { byRows, meanOf, sumOf } from './moments';

const POSITIVE = { lower: 0, upper: Infinity };

/** What menus and messages know of it before there are trials. */
export const BETA_BINOMIAL: Pick<NamedDensity, 'name' | 'title' | 'aliases' | 'parameters'> = {
  name: 'beta-binomial',
  title: 'Beta-binomial',
  aliases: ['beta binomial', 'betabinomial', 'betabinom'],
  parameters: [
    { name: 'alpha', ...POSITIVE },
    { name: 'beta', ...POSITIVE },
  ],
};

/** @param trials of each row */
export function betaBinomial(trials: readonly number[]): NamedDensity {
  const n = Float64Array.from(trials);
  return {
    ...BETA_BINOMIAL,
    logDensity: '',
    support: { isWhole: true, lower: 0, upper: Math.max(...trials) },
    constant: (values) => sumOf(values.map((k, i) => distribution.logCoefficient(n[i], k))),
    noMaximum(values) {
      const p = sumOf(values) / sumOf(n);
      if (p === 0 || p === 1)
        return `has no ${p === 0 ? 'success' : 'failure'}: alpha and beta are not determined`;
      return slopeAtBinomial(values, n, p) > 0
        ? null
        : 'varies no more than binomial counts of one probability do: the likelihood rises for ever with alpha and beta. ' +
            'Take "binomial"';
    },
    start(values) {
      const mean = sumOf(values) / sumOf(n);
      const shares = values.map((k, i) => (k + 0.5) / (n[i] + 1));
      const spread = meanOf(shares.map((share) => (share - mean) ** 2));
      const total = Math.min(Math.max((mean * (1 - mean)) / spread - 1, 0.5), 100);
      return [mean * total, (1 - mean) * total];
    },
    condense: (y) => byRows({ y, n }, 'dbetabinom.ab(y, n, alpha, beta, log = TRUE)'),
    derived: [
      ['mu', 'alpha/(alpha + beta)'],
      ['rho', '1/(alpha + beta + 1)'],
    ],
  };
}

/**
 * Twice the slope of the log-likelihood by 1/(alpha + beta) where that is 0 and the probability is p: not above 0 where the
 * counts vary no more than those of one probability (Tarone 1979, Biometrika 66, 585-590).
 */
function slopeAtBinomial(y: Float64Array, n: Float64Array, p: number): number {
  return y.reduce((sum, k, i) => {
    const rest = n[i] - k;
    return sum + (k * (k - 1)) / p + (rest * (rest - 1)) / (1 - p) - n[i] * (n[i] - 1);
  }, 0);
}
