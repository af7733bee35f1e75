/**
 * The objective of a model with one grouping factor: each evaluation costs J times small matrices, whatever n is.
 */

import { packedIndex } from '../../linalg/dense';
import { runThrough, type Steps } from '../../optimize/steps';
import { type AccumulatorLayout, accumulatorLayout, entryPlace, pairPlace } from './accumulators';
import { type CovarianceStructure, factorFromTheta } from '../../covariance/structure';
import {
  criterion,
  criterionInPlace,
  type FactorPart,
  type GroupWork,
  type MixedEvaluation,
  type NaturalDerivatives,
  type RefittableObjective,
  profileInPlace,
  thetaDerivatives,
  unitsOf,
} from '../evaluation';
import { type GroupStatistics, withResponse } from './statistics';
import { kernelFor } from './kernels';
import { groupPairForms } from './pairForms';

/** Groups summed together before they are added to the total. */
const BLOCK = 256;

/** Multiplications between two steps, some tens of milliseconds. */
const STEP = 1e7;
/** What a pair of parameters takes in them. */
const PER_PAIR = 40;

/** @param parts the one grouping factor with its k columns; none for a linear model */
export function groupObjective(
  stats: GroupStatistics,
  structure: CovarianceStructure,
  parts: readonly FactorPart[],
  reml: boolean,
): RefittableObjective {
  const { n, p, k, J } = stats;
  const nu = reml ? n - p : n;
  const w = p + 1;
  const kk = (k * (k + 1)) / 2;
  const work: GroupWork = { K: new Float64Array(J * kk), A: new Float64Array(J * k * w) };
  const layout = accumulatorLayout(structure, p);
  const kernel = kernelFor(k);
  const perGroup = layout.length + k * (k + w) ** 2;
  const groupsPerStep = Math.max(1, Math.floor(STEP / perGroup));

  // Written over at every T, for the criterion alone is asked for at many
  const part = new Float64Array(w * w);
  const valueFactor = new Float64Array(k * k);
  const valueProducts = new Float64Array(w * w);
  const point = { p, reml, nu };
  /** The T that `work` belongs to. */
  let workFactor: Float64Array | null = null;

  /** Fills `work` at T and takes what the groups explain from the cross-products M (w×w); returns log|V|. */
  function factor(T: Float64Array, M: Float64Array): number {
    workFactor = T;
    let logDetV = 0;
    for (let from = 0; from < J; from += BLOCK) {
      part.fill(0);
      logDetV += kernel.factorGroups(stats, T, work, part, from, Math.min(J, from + BLOCK));
      for (let i = 0; i < part.length; i++) M[i] += part[i];
    }
    return logDetV;
  }

  function workAt(evaluation: MixedEvaluation): readonly GroupWork[] {
    if (workFactor !== evaluation.T) factor(evaluation.T, new Float64Array(w * w));
    return [work];
  }

  function* evaluateSteps(theta: Float64Array): Steps<MixedEvaluation> {
    const T = factorFromTheta(structure, theta);
    const M = new Float64Array(w * w);
    for (let i = 0; i < w; i++) M[i * w + i] = n;
    const logDetV = factor(T, M);
    const profile = profileInPlace(M, p);
    const { beta, r2 } = profile;
    const sums = yield* sumGroups(beta, M);
    const Gamma = derivativeInG(sums, layout, k, { r2, nu, reml });
    const natural = yield* naturalDerivatives(sums, layout, structure, p);
    if (structure.m ** 3 > STEP) yield;
    return {
      theta,
      value: criterion(logDetV, profile, reml, nu),
      T,
      R: M,
      logDetV,
      beta,
      r2,
      Gamma,
      natural,
      ...thetaDerivatives(structure, T, Gamma, natural, { r2, nu, reml, p }),
    };
  }

  function value(theta: Float64Array): number {
    valueProducts.fill(0);
    for (let i = 0; i < w; i++) valueProducts[i * w + i] = n;
    const logDetV = factor(factorFromTheta(structure, theta, valueFactor), valueProducts);
    return criterionInPlace(logDetV, valueProducts, point);
  }

  function* sumGroups(beta: Float64Array, R: Float64Array): Steps<Float64Array> {
    const sums = new Float64Array(layout.length);
    const part = new Float64Array(layout.length);
    let left = groupsPerStep;
    for (let block = 0; block < J; block += BLOCK) {
      part.fill(0);
      const end = Math.min(J, block + BLOCK);
      for (let from = block; from < end;) {
        const to = Math.min(end, from + left);
        kernel.accumulateGroups(stats, work, { beta, R }, layout, part, from, to);
        left -= to - from;
        from = to;
        if (left > 0) continue;
        yield;
        left = groupsPerStep;
      }
      for (let i = 0; i < part.length; i++) sums[i] += part[i];
    }
    return sums;
  }

  function pairFormsAt(evaluation: MixedEvaluation): Float64Array {
    const [own] = workAt(evaluation);
    return groupPairForms(stats, structure, own, evaluation);
  }

  const multiplications = J * k * (k + p + 1) ** 2;
  return {
    ...{ dimension: structure.m, structure, parts, n, p, reml, nu },
    ...{ work: multiplications, value, evaluateSteps, workAt, pairFormsAt },
    evaluate: (theta) => runThrough(evaluateSteps(theta)),
    withResponse(e) {
      const { codes } = parts[0]?.group ?? { codes: new Int32Array(e.length) };
      return groupObjective(withResponse(stats, codes, parts[0]?.columns ?? [], e), structure, parts, reml);
    },
  };
}

/** Γ = Σ K − [REML] Σ B − (nu/r²) Σ S, k×k. */
function derivativeInG(
  sums: Float64Array,
  layout: AccumulatorLayout,
  k: number,
  { r2, nu, reml }: { readonly r2: number; readonly nu: number; readonly reml: boolean },
): Float64Array {
  const Gamma = new Float64Array(k * k);
  for (let a = 0; a < k; a++)
    for (let b = 0; b < k; b++) {
      const i = packedIndex(a, b);
      Gamma[a * k + b] =
        sums[layout.SK + i] - (reml ? sums[layout.SB + i] : 0) - (nu / r2) * sums[layout.SS + i];
    }
  return Gamma;
}

/** Sums over units of E_i and E_j: E_i = Σ e_a·e_bᵀ over its (one or two) units. */
function* naturalDerivatives(
  sums: Float64Array,
  layout: AccumulatorLayout,
  structure: CovarianceStructure,
  p: number,
): Steps<NaturalDerivatives> {
  const { m, rows, cols } = structure;
  const { pp } = layout;
  const units = Array.from({ length: m }, (_, i) => unitsOf(structure, i));
  const traceK = new Float64Array(m);
  const traceB = new Float64Array(m);
  const quadratic = new Float64Array(m);
  const traceKK = new Float64Array(m * m);
  const traceProjection = new Float64Array(m * m);
  const quadraticK = new Float64Array(m * m);
  const f = new Float64Array(m * p);
  const F = new Float64Array(m * p * p);
  for (let i = 0; i < m; i++) {
    const entry = packedIndex(rows[i], cols[i]);
    const place = entryPlace(layout, structure, i);
    const twice = units[i].length;
    traceK[i] = twice * sums[layout.SK + entry];
    traceB[i] = twice * sums[layout.SB + entry];
    quadratic[i] = twice * sums[layout.SS + entry];
    for (let x = 0, r = layout.F + place * pp; x < p; x++) {
      f[i * p + x] = sums[layout.f + place * p + x];
      for (let y = 0; y <= x; y++, r++) {
        F[(i * p + x) * p + y] = sums[r];
        F[(i * p + y) * p + x] = sums[r];
      }
    }
  }
  const rowsPerStep = Math.ceil(STEP / (m * (p * p + PER_PAIR)));
  for (let i = 0; i < m; i++) {
    if (i % rowsPerStep === rowsPerStep - 1) yield;
    for (let j = 0; j < m; j++) {
      const at = i * m + j;
      for (const [a, b] of units[i])
        for (const [c, d] of units[j]) {
          const [bc, da] = [packedIndex(b, c), packedIndex(d, a)];
          const there = pairPlace(layout, bc, da);
          traceKK[at] += sums[layout.KK + there];
          traceProjection[at] += sums[layout.KB + there] + sums[layout.KB + pairPlace(layout, da, bc)];
          quadraticK[at] += sums[layout.KS + there];
        }
      for (let x = 0; x < p * p; x++) traceProjection[at] -= F[i * p * p + x] * F[j * p * p + x];
    }
  }
  return { traceK, traceB, quadratic, traceKK, traceProjection, quadraticK, f, F };
}
