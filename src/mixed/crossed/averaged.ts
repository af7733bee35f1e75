/**
 * Value, exact gradient and average information of the crossed objective at one T: what a search needs on its way, from
 * a sparse factor of each block and those entries of its inverse that the factor has too.
 *
 * With every G regular and F = EΛ
 *
 *   K₁₁ = K₀ − F·Ω⁻¹·Fᵀ,   K₂₂ = Λ⁻ᵀ(I − Ω⁻¹)Λ⁻¹
 *
 * and the gradient asks for their diagonal blocks only, for which Ω⁻¹ is needed where C has entries. Quadratic forms in Q
 * are products of L⁻¹Λᵀu. The average information (Gilmour, Thompson & Cullis 1995) takes for tr(PV_iPV_j) in the
 * Hessian what it is expected to be, ν·eᵀPV_iPV_jPe/r²:
 *
 *   h ≈ ν·(q/r² − ρρᵀ/r⁴),   q_ij = eᵀPV_iPV_jPe.
 */

import { dot } from '../../linalg/columns';
import { congruence, invertLower, packedIndex, transpose } from '../../linalg/dense';
import { largeKernels } from '../../linalg/large';
import { backSolvePanels, forwardSolvePanels } from '../../linalg/large/solves';
import { type CovarianceStructure, diagonalBlock } from '../../covariance/structure';
import type { Steps } from '../../optimize/steps';
import {
  criterion,
  factorDerivatives,
  type MixedEvaluation,
  type NaturalDerivatives,
  type Point,
  profileInPlace,
} from '../evaluation';
import { eliminateFirst, type Eliminated } from './elimination';
import {
  apply,
  derivativeInG,
  firstOrder,
  type Place,
  placesOf,
  residualVector,
  throughLinks,
  timesK0,
  type Vector,
  whitened,
} from './naturals';
import { addScaled, type FactorScale, factorBlock, factorScales, fromLeft, tooLarge } from './remainder';
import { diagonalBlocks, type Space, subtractLinked } from './solution';
import type { CrossedStatistics, RemainingBlock } from './statistics';

/** All but the second derivatives. */
export type Averaged = Omit<MixedEvaluation, 'theta' | 'T' | 'natural' | 'curvature' | 'hessian'>;

/**
 * In steps, between which nothing else may use the space.
 *
 * @returns null where a factor other than the first has a G that is not regular (`remainder.ts`)
 */
export function* averagedAt(
  stats: CrossedStatistics,
  structure: CovarianceStructure,
  T: Float64Array,
  space: readonly Space[],
  { p, reml, nu }: Omit<Point, 'r2'>,
): Steps<Averaged | null> {
  const { n, k } = stats.first;
  const scales = factorScales(stats.parts.slice(1), T, structure.k, n);
  if (scales.some(({ inverse }) => inverse === null)) return null;
  const reduced = eliminateFirst(
    stats,
    diagonalBlock(T, structure.k, stats.parts[0].start, k),
    space.map(({ C }) => C),
  );
  yield;
  const { logDet, R, QD } = factorAll(stats, scales, reduced, space);
  const logDetV = reduced.logDet + logDet;
  const profile = profileInPlace(R, p);
  const { beta, r2 } = profile;
  const point = { r2, nu, reml, p };

  const left = { A1: subtractLinked(stats, reduced, QD), A2: QD.map((v) => timesInverses(stats, scales, v)) };
  const s = residualVector(stats, left, beta);
  const H = whitened(stats, left, { beta, R, ...point });
  const places = placesOf(stats, structure);
  const quadraticK = formsOf(stats, scales, reduced, space, places, s);
  yield;
  const first = firstOrder(places, diagonalsOfK(stats, scales, reduced, space), s, H, p);

  const Gamma = derivativeInG(structure, first, point);
  const curvature = averageInformation(first, quadraticK, structure.m, point);
  const { gradient, hessian, jacobian } = factorDerivatives(structure, { T, Gamma, curvature });
  return {
    ...{ value: criterion(logDetV, profile, reml, nu), gradient, R, logDetV, beta, r2, Gamma, jacobian },
    average: { curvature, hessian },
  };
}

/** Factors every block over its Q: log|Ω|, [W e]ᵀV⁻¹[W e] (w×w) and Q·D (w columns of q). */
function factorAll(
  stats: CrossedStatistics,
  scales: readonly FactorScale[],
  { C, D, S }: Eliminated,
  space: readonly Space[],
): { readonly logDet: number; readonly R: Float64Array; readonly QD: readonly Float64Array[] } {
  const R = new Float64Array(S);
  const w = D.length;
  const QD = D.map(() => new Float64Array(stats.q));
  let logDet = 0;
  stats.blocks.forEach((block, b) => {
    const { from, size, bases, panels } = block;
    const own = D.map((column) => column.subarray(from, from + size));
    const factored = factorBlock(block, scales, C[b], own, space[b].Q);
    if (factored === null) throw tooLarge();
    logDet += factored.logDet;
    for (let i = 0; i < w; i++)
      for (let j = 0; j < w; j++) R[i * w + j] -= dot(factored.ND[i], factored.ND[j]);
    factored.ND.forEach((v, c) => {
      backSolvePanels(space[b].Q, size, panels, v);
      scales.forEach(({ k, T }, f) => fromLeft(v, 1, bases[f], k, T));
      QD[c].set(v, from);
    });
  });
  return { logDet, R, QD };
}

/** G⁻¹·v over the effects of all factors but the first. */
function timesInverses(
  stats: CrossedStatistics,
  scales: readonly FactorScale[],
  v: Float64Array,
): Float64Array {
  const out = new Float64Array(stats.q);
  scales.forEach(({ k, inverse }, f) => addScaled(inverse!, k, stats.bases[f], v, out));
  return out;
}

/** sᵀE_iKE_js for all pairs of parameters, m×m; the blocks hold their factors. */
function formsOf(
  stats: CrossedStatistics,
  scales: readonly FactorScale[],
  reduced: Eliminated,
  space: readonly Space[],
  places: readonly Place[],
  s: Vector,
): Float64Array {
  const m = places.length;
  const terms = places.map((place) => {
    const isFirst = place.factor === 0;
    const v = apply(place, isFirst ? s.first : s.rest);
    const own = isFirst ? timesK0(stats, reduced, v) : timesInverses(stats, scales, v);
    const x = isFirst ? throughLinks(stats, reduced, v) : own.slice();
    stats.blocks.forEach(({ from, size, bases, panels }, b) => {
      const part = x.subarray(from, from + size);
      scales.forEach(({ k, T }, f) => fromLeft(part, 1, bases[f], k, transpose(T, k, k)));
      forwardSolvePanels(space[b].Q, size, panels, part);
    });
    return { isFirst, v, own, x };
  });
  const forms = new Float64Array(m * m);
  terms.forEach((a, i) =>
    terms.slice(0, i + 1).forEach((b, j) => {
      const inQ = dot(a.x, b.x);
      forms[i * m + j] = forms[j * m + i] = a.isFirst === b.isFirst ? dot(a.v, b.own) - inQ : inQ;
    }),
  );
  return forms;
}

/** For each factor the diagonal blocks of K, packed; the blocks' factors are inverted in their place. */
function diagonalsOfK(
  stats: CrossedStatistics,
  scales: readonly FactorScale[],
  reduced: Eliminated,
  space: readonly Space[],
): Float64Array[] {
  const F = scaledLinks(stats, scales, reduced.E);
  const K11 = new Float64Array(reduced.K);
  stats.blocks.forEach((block, b) => {
    largeKernels(block.size).invertFactorInPlace(space[b].Q, block.size, block.panels);
    subtractForms(stats, block, F, space[b].Q, K11);
  });
  const inverses = space.map(({ Q }) => Q);
  return diagonalBlocks(stats, K11, inverses).map((packed, f) =>
    f === 0 ? packed : fromInverse(packed, scales[f - 1]),
  );
}

/** F = EΛ, in the layout of E. */
function scaledLinks(
  { q, bases, columns, first: { k: width } }: CrossedStatistics,
  scales: readonly FactorScale[],
  E: Float64Array,
): Float64Array {
  const factorOf = new Int8Array(q);
  bases.forEach((list, f) => list.forEach((base) => factorOf.fill(f, base, base + scales[f].k)));
  const F = new Float64Array(E.length);
  for (let e = 0; e < columns.length;) {
    // The effects of one level stand side by side.
    const { k, T } = scales[factorOf[columns[e]]];
    for (let b = 0; b < k; b++)
      for (let a = b; a < k; a++)
        for (let c = 0; c < width; c++) F[(e + b) * width + c] += E[(e + a) * width + c] * T[a * k + b];
    e += k;
  }
  return F;
}

/** Takes F·Z·Fᵀ from the diagonal blocks of K₁₁, level by level; of Z the lower triangle is read. */
function subtractForms(
  { pointer, columns, first: { k } }: CrossedStatistics,
  { from, size, firstLevels }: RemainingBlock,
  F: Float64Array,
  Z: Float64Array,
  K11: Float64Array,
): void {
  const kk = packedIndex(k, 0);
  // For entry e of a level the sum over those before it, and half of the one with itself
  const ZF = new Float64Array(k);
  for (const j of firstLevels) {
    const start = pointer[j];
    for (let e = start; e < pointer[j + 1]; e++) {
      const row = (columns[e] - from) * size - from;
      const half = 0.5 * Z[row + columns[e]];
      if (k === 1) {
        let s = half * F[e];
        for (let d = start; d < e; d++) s += Z[row + columns[d]] * F[d];
        K11[j] -= 2 * F[e] * s;
        continue;
      }
      for (let b = 0; b < k; b++) ZF[b] = half * F[e * k + b];
      for (let d = start; d < e; d++) {
        const z = Z[row + columns[d]];
        for (let b = 0; b < k; b++) ZF[b] += z * F[d * k + b];
      }
      for (let a = 0, at = j * kk; a < k; a++)
        for (let b = 0; b <= a; b++, at++) K11[at] -= F[e * k + a] * ZF[b] + F[e * k + b] * ZF[a];
    }
  }
}

/** T⁻ᵀ(I − Z)T⁻¹ for each packed diagonal block Z. */
function fromInverse(packed: Float64Array, { k, T }: FactorScale): Float64Array {
  const inverse = invertLower(T, k, k);
  const out = new Float64Array(packed.length);
  const Z = new Float64Array(k * k);
  for (let at = 0; at < packed.length; at += packedIndex(k, 0)) {
    for (let a = 0; a < k; a++)
      for (let b = 0; b < k; b++) Z[a * k + b] = (a === b ? 1 : 0) - packed[at + packedIndex(a, b)];
    const K = congruence(Z, inverse, k, k);
    for (let a = 0; a < k; a++) for (let b = 0; b <= a; b++) out[at + packedIndex(a, b)] = K[a * k + b];
  }
  return out;
}

/** The average information in the entries of G, m×m. */
function averageInformation(
  { quadratic, f }: Pick<NaturalDerivatives, 'quadratic' | 'f'>,
  quadraticK: Float64Array,
  m: number,
  { nu, r2, p }: Point,
): Float64Array {
  const h = new Float64Array(m * m);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < m; j++) {
      let q = quadraticK[i * m + j];
      for (let x = 0; x < p; x++) q -= f[i * p + x] * f[j * p + x];
      h[i * m + j] = nu * (q / r2 - (quadratic[i] * quadratic[j]) / (r2 * r2));
    }
  return h;
}
