/**
 * Conditional modes of the random effects and their conditional covariance matrices, given the estimated parameters.
 *
 * b = G·s and Var(b | y) = sigma²·(G − G·K·G) per level in working columns (Bates et al. 2015, eqs 56-58), mapped to the
 * user's columns. Also what follows from them: fitted values and residuals.
 */

import { multiply, packedIndex, transpose } from '../linalg/dense';
import { covarianceFromFactor } from './covarianceStructure';
import type { MixedFit } from './fit';
import { residualSigma } from './userScale';

export interface ConditionalModes {
  /** J×k, row by row, all terms of the factor side by side, in the user's units. */
  readonly values: Float64Array;
  /** J matrices k×k, each row by row. */
  readonly variances: Float64Array;
  /** J×k in working columns, in units of the working response. */
  readonly working: Float64Array;
}

export function conditionalModes(fit: MixedFit): ConditionalModes {
  const { objective, optimum, model } = fit;
  const { k, p, J } = objective.stats;
  const { K, A } = objective.workAt(optimum.at);
  const { beta, T } = optimum.at;
  const kk = (k * (k + 1)) / 2;
  const w = p + 1;
  const G = covarianceFromFactor(T, k);
  const back = wholeBack(fit);
  // b = s_y·B·G·s, and Var = (s_y·sigma)²·B·(G − GKG)·Bᵀ
  const toModes = multiply(back, G, k, k, k).map((v) => v * model.responseScale);
  const sigma2 = residualSigma(fit) ** 2;
  const BG = multiply(back, G, k, k, k);
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
  return { values, variances, working };
}

/** B of all terms as one block-diagonal k×k matrix. */
function wholeBack(fit: MixedFit): Float64Array {
  const { k, blocks } = fit.structure;
  const back = new Float64Array(k * k);
  blocks.forEach(({ start, size }, t) => {
    for (let a = 0; a < size; a++)
      for (let b = 0; b < size; b++)
        back[(start + a) * k + start + b] = fit.model.terms[t].back[a * size + b];
  });
  return back;
}

/** Residuals y − fitted on the n kept rows, in units of the response, not weighted. */
export function residuals(fit: MixedFit, modes: ConditionalModes): Float64Array {
  const { model, optimum, group } = fit;
  const r = Float64Array.from(model.e);
  optimum.at.beta.forEach((b, c) => {
    const column = model.W[c];
    for (let i = 0; i < r.length; i++) r[i] -= b * column[i];
  });
  if (group !== null) {
    const { k } = fit.structure;
    const { codes } = group;
    model.terms
      .flatMap((term) => term.columns)
      .forEach((column, a) => {
        for (let i = 0; i < r.length; i++) r[i] -= modes.working[codes[i] * k + a] * column[i];
      });
  }
  const { rootWeights, responseScale } = model;
  for (let i = 0; i < r.length; i++) r[i] *= responseScale;
  if (rootWeights !== null) for (let i = 0; i < r.length; i++) r[i] /= rootWeights[i];
  return r;
}
