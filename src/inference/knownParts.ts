/** Which entries of a fit's matrices the data determine, and what is left of a fit without the others. */

import type { CovarianceStructure } from '../covariance/structure';
import { conditionalModes, type ConditionalModes } from '../mixed/conditionalModes';
import type { MixedFit } from '../mixed/mixedFit';
import { conditionalMeans, type PredictionRows } from '../mixed/predictRows';
import { elsewhereOnRidge } from '../mixed/ridge';
import { residualSigma } from '../mixed/userScale';
import type { Determined } from './determined';
import { type OwnEffects, ownEffects } from './ownEffects';

/**
 * A relative standard deviation below this is zero: lme4's isSingular(), but for columns of mean square 1, so that it does not matter what
 * they are measured in.
 */
const SINGULAR_TOLERANCE = 1e-4;
/** Numbers at two points of a ridge that differ by less than this share of their size are the same. */
const SAME = 1e-6;
/** Or by less than this share of the residual standard deviation. */
const ROUNDING = 1e-10;

/**
 * Whether a relative standard deviation is zero that the data determine. With flat directions the fit is given where
 * others are zero by choice; there the collapsed directions are counted that are not.
 */
export function isSingular(
  { structure, model, identification, boundary }: MixedFit,
  theta: Float64Array,
): boolean {
  if (identification.flat.length > 0) return boundary !== null;
  const { rows, cols, blocks } = structure;
  const lengths = blocks.flatMap(({ size }, t) =>
    Array.from({ length: size }, (_, a) => model.terms[t].forward[a * size + a]),
  );
  return rows.some((row, i) => row === cols[i] && theta[i] * lengths[row] < SINGULAR_TOLERANCE);
}

/** Theta without the entries that depend on an entry of the covariance matrix, or on sigma, that is not determined. */
export function knownTheta(
  { structure }: MixedFit,
  theta: Float64Array,
  determined: Determined | null,
): number[] {
  return Array.from(theta, (v, i) =>
    determined === null || isKnownTheta(structure, i, determined) ? v : NaN,
  );
}

/** T[a, b] is made of the entries (a, c) and (d, c) of G with c ≤ d ≤ b. */
function isKnownTheta(
  { rows, cols, blocks }: CovarianceStructure,
  i: number,
  { parameters }: Determined,
): boolean {
  const { start } = blocks.find((block) => rows[i] < block.start + block.size)!;
  return (
    parameters[0] &&
    rows.every(
      (row, j) =>
        parameters[j + 1] || cols[j] < start || cols[j] > cols[i] || !(row === rows[i] || row <= cols[i]),
    )
  );
}

/**
 * The conditional modes with NaN for what differs between two points of the ridge: modes, and covariances of effects whose
 * own variances are not determined. As they are for a regular model.
 */
export function determinedModes(
  fit: MixedFit,
  modes: readonly ConditionalModes[],
  determined: Determined | null,
): readonly ConditionalModes[] {
  const other = determined && elsewhereOnRidge(fit.objective, fit.optimum.at, fit.identification);
  if (other === null) return modes;
  const there = conditionalModes({ ...fit, optimum: { ...fit.optimum, at: other } });
  const sigma = residualSigma(fit);
  return modes.map((mode, f) => {
    const { k, start } = mode.part;
    const isKnown = Array.from({ length: k }, (_, a) => hasKnownVariance(fit, start + a, determined!));
    const variances = same(mode.variances, there[f].variances, sigma ** 2).map((v, e) =>
      isKnown[Math.floor(e / k) % k] && isKnown[e % k] ? mode.variances[e] : v,
    );
    return { ...mode, values: same(mode.values, there[f].values, sigma), variances };
  });
}

function hasKnownVariance({ structure }: MixedFit, effect: number, { parameters }: Determined): boolean {
  const { rows, cols } = structure;
  return parameters[1 + rows.findIndex((row, i) => row === effect && cols[i] === effect)];
}

/** What every group says for itself and what becomes of it, with NaN for what differs between two points of the ridge. */
export function determinedOwnEffects(fit: MixedFit): OwnEffects[] {
  const here = ownEffects(fit);
  const other = elsewhereOnRidge(fit.objective, fit.optimum.at, fit.identification);
  if (other === null) return here;
  const there = ownEffects({ ...fit, optimum: { ...fit.optimum, at: other } });
  const sigma = residualSigma(fit);
  return here.map(({ own, shrunken }, f) => ({
    own: same(own, there[f].own, sigma),
    shrunken: same(shrunken, there[f].shrunken, sigma),
  }));
}

/** Xβ + Zb + offset with NaN where it differs along a ridge, as for a known group of one of two factors not told apart. */
export function determinedMeans(
  fit: MixedFit,
  rows: PredictionRows,
): { readonly values: Float64Array; readonly undetermined: Uint8Array | null } {
  const means = conditionalMeans(fit, rows);
  const other = elsewhereOnRidge(fit.objective, fit.optimum.at, fit.identification);
  if (other === null) return { values: means, undetermined: null };
  const there = conditionalMeans({ ...fit, optimum: { ...fit.optimum, at: other } }, rows);
  const values = same(means, there, residualSigma(fit));
  const undetermined = Uint8Array.from(means, (v, i) =>
    Number.isNaN(values[i]) && !Number.isNaN(v) ? 1 : 0,
  );
  return { values, undetermined };
}

/** The first numbers, NaN where the second ones differ from them by more than rounding. */
function same(here: Float64Array, there: Float64Array, unit: number): Float64Array {
  const size = here.reduce((largest, v, i) => {
    const larger = Math.max(Math.abs(v), Math.abs(there[i]));
    return larger > largest ? larger : largest;
  }, 0);
  const tolerance = SAME * size + ROUNDING * unit;
  return here.map((v, i) => (Math.abs(v - there[i]) <= tolerance ? v : NaN));
}
