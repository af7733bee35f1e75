/** Normal quantiles by rank, for normal plots. */

import { quantile } from './normal';

/**
 * For each value the quantile of the standard normal distribution at (rank − 1/2)/n, equal values in their order; NaN where there is
 * no value.
 */
export function rankQuantiles(values: ArrayLike<number>): Float64Array {
  const out = new Float64Array(values.length).fill(NaN);
  const known = Uint32Array.from({ length: values.length }, (_, i) => i).filter(
    (i) => !Number.isNaN(values[i]),
  );
  known.sort((a, b) => values[a] - values[b] || a - b);
  known.forEach((i, rank) => (out[i] = quantile((rank + 0.5) / known.length)));
  return out;
}
