/** New responses of a linear mixed model: at its estimates, or at any parameters. */

import { diagonalBlock, factorFromCovariance } from '../covariance/structure';
import { multiply } from '../linalg/dense';
import type { MixedFit } from '../mixed/mixedFit';
import type { RandomStream } from '../random/stream';
import type { Fit, SimulationPoint } from './fit';
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
  const y = fitted ?? fit.predictor(fittedRows(fit), false).values;
  if (fitted === null) addEffectsInPlace(y, fit, engine, T, sigma, random);
  return withErrorsInPlace(y, fit, sigma, random);
}

/** The same at other parameters: numbers of the stream go to the same effects and errors. */
export function simulatedAt(
  fit: Fit,
  engine: MixedFit,
  { beta, covariances, sigma }: SimulationPoint,
  random: RandomStream,
): Float64Array {
  const { X, offset, n } = fittedRows(fit);
  const y = offset === null ? new Float64Array(n) : offset.slice();
  X.forEach((x, j) => {
    for (let i = 0; i < n; i++) y[i] += x[i] * beta[j];
  });
  addEffectsInPlace(y, fit, engine, relativeFactorOf(engine, covariances, sigma), sigma, random);
  return withErrorsInPlace(y, fit, sigma, random);
}

function relativeFactorOf(
  { structure: { k, blocks } }: MixedFit,
  covariances: readonly Float64Array[],
  sigma: number,
): Float64Array {
  const G = new Float64Array(k * k);
  blocks.forEach(({ start, size }, t) => {
    for (let a = 0; a < size; a++)
      for (let b = 0; b < size; b++)
        G[(start + a) * k + start + b] = covariances[t][a * size + b] / (sigma * sigma);
  });
  return factorFromCovariance(G, k);
}

function withErrorsInPlace(
  y: Float64Array,
  { matrices: { weights } }: Fit,
  sigma: number,
  random: RandomStream,
): Float64Array {
  for (let i = 0; i < y.length; i++)
    y[i] += (sigma * random.normal()) / (weights === null ? 1 : Math.sqrt(weights[i]));
  return y;
}

/** Adds Zb, level by level of each factor b = sigma·T·u with u standard normal. */
function addEffectsInPlace(
  y: Float64Array,
  { factors }: Fit,
  { parts, structure }: MixedFit,
  T: Float64Array,
  sigma: number,
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
