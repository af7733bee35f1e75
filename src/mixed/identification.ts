/**
 * Which variance parameters the data determine.
 *
 * V = phi_0·I + Σ phi_i·V_i is linear in its parameters (sigma² and the entries of the covariance matrices), and the
 * likelihood sees it through V itself, the restricted likelihood through the part of V outside the span of X. A direction c
 * with Σ c_i·V_i = 0 there changes nothing at any point. These directions are the null space of tr(PV_iPV_j), the Gram
 * matrix of the V_i in that sense, wherever it is computed: at the point where the search begins, whose V is well
 * conditioned. (Rao & Kleffe 1988, Estimation of Variance Components, ch. 4; docs/identification.md.)
 */

import { choleskyInPlace, symmetricEigen } from '../linalg/dense';
import { completeBasis, orthonormalBasis } from '../linalg/orthonormalBasis';
import type { CovarianceStructure } from '../covariance/structure';
import type { MixedEvaluation } from './evaluation';
import { parameterSizes, varianceInformation } from './varianceInformation';

export interface Identification {
  /** How many variance parameters the data determine, sigma² among them: m + 1 less the flat directions. */
  readonly count: number;
  /**
   * The flat directions over (sigma², entries of sigma²·G) in working columns, m + 1 numbers each, orthonormal when
   * entries off the diagonal count twice; none for a regular model.
   */
  readonly flat: readonly Float64Array[];
  /** Terms whose whole covariance matrix others make up for, by their number: without them V can be the same. */
  readonly redundant: readonly number[];
  /** The flat directions that leave the redundant terms as they are, orthonormal alike. */
  readonly others: readonly Float64Array[];
}

/**
 * Squared, since a Gram matrix is: a direction that moves V by less than 3e-6 of what its parameters do, each by itself, is
 * lost in the rounding of sums over the rows.
 */
const FLAT = 1e-11;
/** With pivots above this no eigenvalue comes near FLAT. */
const CLEARLY_REGULAR = 1e-6;
/** Vectors whose remainder is shorter are combinations of the others. */
const DEPENDENT = 1e-6;

/**
 * @param at where V is well conditioned, as at G = 0 or G = I in working columns
 * @param point `n` and `nu` of the objective
 */
export function identify(
  structure: CovarianceStructure,
  at: MixedEvaluation,
  point: { readonly n: number; readonly nu: number; readonly reml: boolean },
): Identification {
  const size = structure.m + 1;
  const whole = varianceInformation(structure, at, { nu: point.n, reml: false });
  const scale = parameterSizes(structure, whole).map((own) => 1 / own);
  const t = varianceInformation(structure, at, point);
  const scaled = t.map((v, e) => v * scale[Math.floor(e / size)] * scale[e % size]);
  if (isClearlyRegular(scaled, size)) return { count: size, flat: [], redundant: [], others: [] };
  const { values, vectors } = symmetricEigen(scaled, size);
  const tolerance = Math.max(FLAT, point.n * Number.EPSILON);
  const found = [...values.keys()]
    .filter((e) => values[e] <= tolerance)
    .map((e) => Float64Array.from(scale, (s, i) => s * vectors[i * size + e]));
  const weights = frobenius(structure);
  const flat = orthonormalBasis(
    found.map((c) => c.map((v, i) => v * weights[i])),
    0,
  ).map((c) => c.map((v, i) => v / weights[i]));
  return { count: size - flat.length, flat, ...redundantTerms(structure, flat) };
}

function isClearlyRegular(scaled: Float64Array, size: number): boolean {
  const L = new Float64Array(scaled);
  if (!choleskyInPlace(L, size)) return false;
  for (let i = 0; i < size; i++) if (L[i * size + i] ** 2 < CLEARLY_REGULAR) return false;
  return true;
}

/** The length of each parameter in the Frobenius norm, so that a rotation of the working columns changes no length. */
export function frobenius({ rows, cols }: CovarianceStructure): Float64Array {
  return Float64Array.of(1, ...Array.from(rows, (row, i) => (row === cols[i] ? 1 : Math.SQRT2)));
}

/** The parameters of one term, counted from sigma² = 0. */
export function parametersOf({ rows, blocks }: CovarianceStructure, t: number): number[] {
  const { start, size } = blocks[t];
  return [...rows.keys()].filter((i) => rows[i] >= start && rows[i] < start + size).map((i) => i + 1);
}

/** One term after the other, small ones first, as long as the flat directions left move all of its parameters. */
function redundantTerms(
  structure: CovarianceStructure,
  flat: readonly Float64Array[],
): Pick<Identification, 'redundant' | 'others'> {
  const terms = [...structure.blocks.keys()].sort(
    (s, t) => structure.blocks[s].size - structure.blocks[t].size || s - t,
  );
  const redundant: number[] = [];
  let left = flat;
  for (const t of terms) {
    const without = leaving(left, parametersOf(structure, t));
    if (without === null) continue;
    redundant.push(t);
    left = without.unmoved;
  }
  return { redundant, others: left };
}

/**
 * What flat directions do to some parameters: null unless they can move these in every way; otherwise the directions
 * that leave them unmoved, and the shortest combination that moves them by a given amount.
 */
export function leaving(
  flat: readonly Float64Array[],
  parameters: readonly number[],
): {
  readonly unmoved: readonly Float64Array[];
  readonly moving: (amounts: readonly number[]) => Float64Array;
} | null {
  const d = flat.length;
  const q = parameters.length;
  const effects = parameters.map((i) => Float64Array.from(flat, (c) => c[i]));
  if (d < q || orthonormalBasis(effects, DEPENDENT).length < q) return null;
  const { Q, R } = completeBasis(effects, d);
  const combined = (weight: (e: number) => number): Float64Array => {
    const out = new Float64Array(flat[0].length);
    flat.forEach((c, e) => c.forEach((v, i) => (out[i] += weight(e) * v)));
    return out;
  };
  const moving = (amounts: readonly number[]): Float64Array => {
    // effects = Rᵀ·Q₁ᵀ: forward substitution with Rᵀ, then back by Q₁
    const x: number[] = [];
    for (let i = 0; i < q; i++) {
      let s = amounts[i];
      for (let j = 0; j < i; j++) s -= R[j * q + i] * x[j];
      x.push(s / R[i * q + i]);
    }
    return combined((e) => x.reduce((sum, v, j) => sum + v * Q[e * d + j], 0));
  };
  const unmoved = Array.from({ length: d - q }, (_, j) => combined((e) => Q[e * d + q + j]));
  return { unmoved, moving };
}
