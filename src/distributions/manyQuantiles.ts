/** One quantile for thousands of degrees of freedom, as each comparison of a mixed model's means has its own. */

import { barycentric, chebyshev } from './interpolated';

/** So many different degrees of freedom are taken one by one. */
const FEW = 60;
/** Of the polynomial of the logarithm of the quantile in 1/df, between powers of two; after the last there is one as far as infinity. */
const POINTS = chebyshev(12);
const LAST_POWER = 6;

/**
 * @param quantile smooth in 1/df, as a quantile is of what is divided by an estimate of scale; positive
 * @param df those that are not positive give NaN; Infinity is allowed
 * @returns the quantiles, to a relative error of 1e-10 where there are many, exactly where there are few
 */
export function manyQuantiles(quantile: (df: number) => number, df: Float64Array): Float64Array {
  const exact = new Map<number, number>();
  for (let i = 0; i < df.length && exact.size <= FEW; i++) if (df[i] > 0) exact.set(df[i], NaN);
  if (exact.size > FEW) return interpolatedQuantiles(quantile, df);
  for (const x of exact.keys()) exact.set(x, quantile(x));
  return df.map((x) => exact.get(x) ?? NaN);
}

function interpolatedQuantiles(quantile: (df: number) => number, df: Float64Array): Float64Array {
  const pieces = new Map<number, Float64Array>();
  return df.map((x) => {
    if (!(x > 0)) return NaN;
    const power = Math.min(LAST_POWER, Math.floor(Math.log2(x)));
    const to = 2 ** -power;
    const from = power === LAST_POWER ? 0 : to / 2;
    let logs = pieces.get(power);
    if (logs === undefined) {
      logs = POINTS.nodes.map((node) => Math.log(quantile(2 / (from + to + (to - from) * node))));
      pieces.set(power, logs);
    }
    return Math.exp(barycentric(POINTS, logs, (2 / x - from - to) / (to - from)));
  });
}
