/**
 * What the data determine of a fit with flat directions (`mixed/identification.ts`), in the user's units.
 *
 * A parameter is determined unless a flat direction moves it. A combination lᵀbeta has a determined variance unless the
 * derivative of lᵀ(XᵀV⁻¹X)⁻¹l in such a direction differs from zero, and likewise its estimate: by maximum likelihood both
 * always have, since V itself does not change; by REML a fixed effect has not whose own random effect cannot be told from it.
 */

import { multiply, transpose } from '../linalg/dense';
import { orthonormalBasis } from '../linalg/orthonormalBasis';
import type { MixedFit } from '../mixed/mixedFit';
import { parametersAt } from '../mixed/ridge';
import { fixedEffectsRoot } from '../mixed/userScale';
import { parameterSizes, varianceInformation } from '../mixed/varianceInformation';

/** Shares below this of what could be are rounding. */
const NOTHING = 1e-7;

export interface FlatDirections {
  /** Over (sigma², entries of the covariance matrices) in the user's units; orthonormal when scaled. */
  readonly flat: readonly Float64Array[];
  /** √tr(V⁻¹V_iV⁻¹V_i)/sigma² of each of these parameters: one over its natural unit. */
  readonly scale: Float64Array;
}

export interface Determined {
  /** Whether sigma² and each entry of the covariance matrices is determined, m + 1. */
  readonly parameters: readonly boolean[];
  /** Whether the number wᵀphi is, for m + 1 weights on the same parameters. */
  readonly sum: (weights: ArrayLike<number>) => boolean;
  /** Whether the variance of lᵀbetaHat and lᵀbetaHat itself are, for a combination of the p coefficients. */
  readonly variance: (l: Float64Array) => boolean;
  readonly estimate: (l: Float64Array) => boolean;
}

/** Null for a regular model, of which everything is determined. */
export function determinedOf(fit: MixedFit): Determined | null {
  const { flat: working } = fit.identification;
  if (working.length === 0) return null;
  const { flat, scale } = flatDirections(fit);
  const parameters = Array.from(scale, (s, i) => Math.hypot(...flat.map((c) => s * c[i])) < NOTHING);
  const sum = (weights: ArrayLike<number>): boolean =>
    flat.every((c) => {
      const total = c.reduce((s, v, i) => s + weights[i] * v, 0);
      const size = c.reduce((s, v, i) => s + Math.abs(weights[i] * v), 0);
      return Math.abs(total) <= NOTHING * size;
    });
  return { parameters, sum, ...ofFixedEffects(fit) };
}

/** The flat directions of a fit in the user's units; none for a regular model. */
export function flatDirections(fit: MixedFit): FlatDirections {
  const { model, structure, identification, optimum } = fit;
  const size = structure.m + 1;
  if (identification.flat.length === 0) return { flat: [], scale: new Float64Array(size) };
  const back = toUser(fit);
  const inUser = identification.flat.map((c) => multiply(back, c, size, size, 1));
  const forward = variancesToWorking(fit);
  const whole = varianceInformation(structure, optimum.at, { nu: model.n, reml: false });
  const perSigma2 = fit.objective.nu / optimum.at.r2;
  const half = multiply(whole, forward, size, size, size);
  const scale = parameterSizes(
    structure,
    multiply(transpose(forward, size, size), half, size, size, size),
  ).map((own) => perSigma2 * own);
  const basis = orthonormalBasis(inUser.map((c) => c.map((v, i) => v * scale[i])).map(unit), NOTHING);
  return { flat: basis.map((c) => c.map((v, i) => v / scale[i])), scale };
}

function unit(v: Float64Array): Float64Array {
  const length = Math.hypot(...v);
  return v.map((x) => x / length);
}

function ofFixedEffects(fit: MixedFit): Pick<Determined, 'variance' | 'estimate'> {
  const { p } = fit.model;
  const { natural, r2 } = fit.optimum.at;
  const { flat } = fit.identification;
  const phi = parametersAt(fit.structure, fit.optimum.at);
  const N = fixedEffectsRoot(fit);
  const whitened = (l: Float64Array): Float64Array => multiply(l, N, 1, p, p);
  // V_0 = I = V − Σ G_i·V_i, so that c moves F by c_0·I + Σ (c_i − c_0·G_i)·F_i, and f likewise
  const weights = flat.map((c) => c.subarray(1).map((v, i) => v - c[0] * phi[i + 1]));
  // |hᵀV_ih| is at most |h|² times the size of the parameter
  const whole = varianceInformation(fit.structure, fit.optimum.at, { nu: fit.model.n, reml: false });
  const sizes = parameterSizes(fit.structure, whole);
  const along = weights.map((w, e) => {
    const F = new Float64Array(p * p);
    const f = new Float64Array(p);
    for (let x = 0; x < p; x++) F[x * p + x] = flat[e][0];
    w.forEach((v, i) => {
      for (let x = 0; x < p * p; x++) F[x] += v * natural.F[i * p * p + x];
      for (let x = 0; x < p; x++) f[x] += v * natural.f[i * p + x];
    });
    const size = w.reduce((s, v, i) => s + Math.abs(v) * sizes[i + 1], Math.abs(flat[e][0]));
    return { F, f, size };
  });
  return {
    variance: (l) => {
      const a = whitened(l);
      const scale = Math.hypot(...a) ** 2;
      return along.every(({ F, size }) => {
        const form = multiply(a, multiply(F, a, p, p, 1), 1, p, 1)[0];
        return Math.abs(form) <= NOTHING * size * scale;
      });
    },
    estimate: (l) => {
      const a = whitened(l);
      const scale = Math.hypot(...a);
      return along.every(
        ({ f, size }) => Math.abs(multiply(a, f, 1, p, 1)[0]) <= NOTHING * size * scale * Math.sqrt(r2),
      );
    },
  };
}

/** Derivative of the working variance parameters with respect to the user's: (m+1)×(m+1), row-major. */
export function variancesToWorking(fit: MixedFit): Float64Array {
  return throughTerms(fit, ({ forward }) => forward, 1 / fit.model.responseScale ** 2);
}

/** Its inverse. */
function toUser(fit: MixedFit): Float64Array {
  return throughTerms(fit, ({ back }) => back, fit.model.responseScale ** 2);
}

/** factor·A_t·Σ_t·A_tᵀ of each term's entries, and factor·sigma². */
function throughTerms(
  { model, structure }: MixedFit,
  matrixOf: (term: MixedFit['model']['terms'][number]) => Float64Array,
  factor: number,
): Float64Array {
  const { m, rows, cols, blocks } = structure;
  const size = m + 1;
  const J = new Float64Array(size * size);
  J[0] = factor;
  const termOf = Int32Array.from(rows, (row) => blocks.findIndex((b) => row < b.start + b.size));
  for (let i = 0; i < m; i++)
    for (let j = 0; j < m; j++) {
      if (termOf[i] !== termOf[j]) continue;
      const { start, size: k } = blocks[termOf[i]];
      const A = matrixOf(model.terms[termOf[i]]);
      const entry = (row: number, col: number): number => A[(row - start) * k + col - start];
      let v = entry(rows[i], rows[j]) * entry(cols[i], cols[j]);
      if (rows[j] !== cols[j]) v += entry(rows[i], cols[j]) * entry(cols[i], rows[j]);
      J[(i + 1) * size + j + 1] = v * factor;
    }
  return J;
}
