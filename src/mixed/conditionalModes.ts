/**
 * Conditional modes of the random effects and their conditional covariance matrices, given the estimated parameters.
 *
 * b = G·s and Var(b | y) = sigma²·(G − G·K·G) per level in working columns (Bates et al. 2015, eqs 56-58), mapped to the
 * user's columns. Also what follows from them: fitted values and residuals.
 */

import { subtractMultipleInPlace } from '../linalg/columns';
import { multiply, packedIndex, transpose } from '../linalg/dense';
import { covarianceFromFactor, diagonalBlock } from '../covariance/structure';
import type { FactorPart, GroupWork } from './evaluation';
import type { MixedFit } from './mixedFit';
import { residualSigma } from './userScale';

/** Of one grouping factor with J levels and k random effects each, all its terms side by side. */
export interface ConditionalModes {
  readonly part: FactorPart;
  /** J×k, row by row, in the user's units. */
  readonly values: Float64Array;
  /** J matrices k×k, each row by row. */
  readonly variances: Float64Array;
  /** J×k in working columns, in units of the working response. */
  readonly working: Float64Array;
}

/** One entry per grouping factor. */
export function conditionalModes(fit: MixedFit): ConditionalModes[] {
  const work = fit.objective.workAt(fit.optimum.at);
  return fit.parts.map((part, f) => modesOf(fit, part, work[f]));
}

function modesOf(fit: MixedFit, part: FactorPart, { K, A }: GroupWork): ConditionalModes {
  const { optimum, model, structure } = fit;
  const { k } = part;
  const { p } = model;
  const J = part.group.levels.length;
  const { beta, T } = optimum.at;
  const kk = (k * (k + 1)) / 2;
  const w = p + 1;
  const G = diagonalBlock(covarianceFromFactor(T, structure.k), structure.k, part.start, k);
  const back = partBack(fit, part);
  // b = s_y·B·G·s, and Var = (s_y·sigma)²·B·(G − GKG)·Bᵀ
  const BG = multiply(back, G, k, k, k);
  const toModes = BG.map((v) => v * model.responseScale);
  const sigma2 = residualSigma(fit) ** 2;
  const prior = multiply(BG, transpose(back, k, k), k, k, k);

  const values = new Float64Array(J * k);
  const working = new Float64Array(J * k);
  const variances = new Float64Array(J * k * k);
  const s = new Float64Array(k);
  const BGK = new Float64Array(k);
  for (let g = 0; g < J; g++) {
    const o = g * k * w;
    for (let a = 0; a < k; a++) {
      let v = A[o + p * k + a];
      for (let c = 0; c < p; c++) v -= A[o + c * k + a] * beta[c];
      s[a] = v;
    }
    for (let a = 0; a < k; a++) {
      let mode = 0;
      let inWorking = 0;
      for (let b = 0; b < k; b++) {
        mode += toModes[a * k + b] * s[b];
        inWorking += G[a * k + b] * s[b];
      }
      values[g * k + a] = mode;
      working[g * k + a] = inWorking;
    }
    for (let a = 0; a < k; a++) {
      for (let b = 0; b < k; b++) {
        let v = 0;
        for (let c = 0; c < k; c++) v += BG[a * k + c] * K[g * kk + packedIndex(c, b)];
        BGK[b] = v;
      }
      for (let b = 0; b < k; b++) {
        let v = prior[a * k + b];
        for (let c = 0; c < k; c++) v -= BGK[c] * BG[b * k + c];
        variances[(g * k + a) * k + b] = sigma2 * v;
      }
    }
  }
  return { part, values, variances, working };
}

/** B of the terms of one factor as one block-diagonal k×k matrix. */
export function partBack(fit: MixedFit, part: FactorPart): Float64Array {
  const { k } = part;
  const back = new Float64Array(k * k);
  fit.structure.blocks.forEach(({ start, size }, t) => {
    const own = start - part.start;
    if (own < 0 || own >= k) return;
    for (let a = 0; a < size; a++)
      for (let b = 0; b < size; b++) back[(own + a) * k + own + b] = fit.model.terms[t].back[a * size + b];
  });
  return back;
}

/** Residuals y − fitted on the n kept rows, in units of the response, not weighted. */
export function residuals(fit: MixedFit, modes: readonly ConditionalModes[]): Float64Array {
  const { model, optimum } = fit;
  const r = new Float64Array(model.e);
  // A column that stands in X and in Z, as the intercept does, is passed once.
  const beta = new Map(model.W.map((column, c) => [column, optimum.at.beta[c]]));
  for (const { part, working } of modes)
    part.columns.forEach((column, a) => {
      subtractEffects(r, column, beta.get(column) ?? 0, working, part.group.codes, part.k, a);
      beta.delete(column);
    });
  beta.forEach((b, column) => subtractMultipleInPlace(r, b, column));
  const { rootWeights, responseScale } = model;
  for (let i = 0; i < r.length; i++) r[i] *= responseScale;
  if (rootWeights !== null) for (let i = 0; i < r.length; i++) r[i] /= rootWeights[i];
  return r;
}

/** r ← r − (b + the ath of the k effects of the row's level)·column. */
function subtractEffects(
  r: Float64Array,
  column: Float64Array,
  b: number,
  effects: Float64Array,
  codes: Int32Array,
  k: number,
  a: number,
): void {
  for (let i = 0; i < r.length; i++) r[i] -= (b + effects[codes[i] * k + a]) * column[i];
}
