/** New responses of a linear mixed model at its estimates. */

import { diagonalBlock } from '../covariance/structure';
import { multiply } from '../linalg/dense';
import type { MixedFit } from '../mixed/mixedFit';
import type { RandomStream } from '../random/stream';
import type { Fit } from './fit';
import { fittedRows } from './rows';

/**
 * Xβ + offset + Zb + e: e of variance sigma²/weight; b drawn from its distribution, or the conditional modes.
 *
 * @param T relative Cholesky factor of the random effects, k×k row-major
 * @param fitted Xβ + offset + Zb at the conditional modes, which is written over; null where b is drawn
 */
export function simulated(
  fit: Fit,
  engine: MixedFit,
  T: Float64Array,
  random: RandomStream,
  fitted: Float64Array | null,
): Float64Array {
  const { sigma } = fit.search;
  const { weights } = fit.matrices;
  const y = fitted ?? fit.predictor(fittedRows(fit), false).values;
  if (fitted === null) addEffects(y, fit, engine, T, random);
  for (let i = 0; i < y.length; i++)
    y[i] += (sigma * random.normal()) / (weights === null ? 1 : Math.sqrt(weights[i]));
  return y;
}

/** Adds Zb, level by level of each factor b = sigma·T·u with u standard normal. */
function addEffects(
  y: Float64Array,
  { factors, search: { sigma } }: Fit,
  { parts, structure }: MixedFit,
  T: Float64Array,
  random: RandomStream,
): void {
  parts.forEach(({ group, start, k }, f) => {
    const own = diagonalBlock(T, structure.k, start, k);
    const effects = new Float64Array(group.levels.length * k);
    for (let o = 0; o < effects.length; o += k) {
      const u = Float64Array.from({ length: k }, () => sigma * random.normal());
      effects.set(multiply(own, u, k, k, 1), o);
    }
    factors[f].blocks
      .flatMap(({ Z }) => [...Z.columns])
      .forEach((z, a) => {
        for (let i = 0; i < y.length; i++) y[i] += z[i] * effects[group.codes[i] * k + a];
      });
  });
}
