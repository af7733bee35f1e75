/**
 * What the fixed effects, the random effects and the residual contribute to the variance of the response.
 *
 * Fixed effects: the sample variance of X·beta; random effects: the mean over the rows of zᵀ·Σ·z, term by term; residual:
 * sigma². (Nakagawa & Schielzeth 2013, Methods Ecol. Evol. 4, 133-142; random slopes as Johnson 2014, ibid. 5, 944-946.)
 */

import { dot } from '../linalg/columns';
import { multiply, transpose } from '../linalg/dense';
import type { MixedFit } from '../mixed/fit';
import { fixedEffects, relativeFactor, residualSigma } from '../mixed/userScale';

export interface VarianceShares {
  readonly fixed: number;
  /** One number per random term, in the order of the covariance parameters. */
  readonly random: readonly number[];
  readonly residual: number;
}

export function varianceShares(fit: MixedFit): VarianceShares {
  const residual = residualSigma(fit) ** 2;
  return { fixed: varianceOfMeans(fit), random: randomVariances(fit, residual), residual };
}

/** Divisor n − 1. The offset does not count. */
function varianceOfMeans(fit: MixedFit): number {
  const { n, p, R, kept, rootWeights } = fit.model;
  const beta = fixedEffects(fit);
  if (rootWeights === null && kept[0] === 0 && fit.matrices.assign[0] === -1) {
    // X·beta = W·(R·beta), and all columns of W but the first, the intercept, have mean 0 and mean square 1.
    const inW = multiply(R, beta, p, p, 1).subarray(1);
    return (n * dot(inW, inW)) / (n - 1);
  }
  const means = new Float64Array(n);
  kept.forEach((column, j) => {
    const x = fit.matrices.X.columns[column];
    for (let i = 0; i < n; i++) means[i] += beta[j] * x[i];
  });
  let sum = 0;
  for (let i = 0; i < n; i++) sum += means[i];
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (means[i] - mean) ** 2;
  return squares / (n - 1);
}

function randomVariances(fit: MixedFit, sigma2: number): number[] {
  const { model, structure, optimum } = fit;
  const { k } = structure;
  const { n } = model;
  const T = relativeFactor(model, structure, optimum.at.theta);
  const G = multiply(T, transpose(T, k, k), k, k, k);
  return structure.blocks.map(({ start, size }, t) => {
    const { columns } = model.terms[t].block.Z;
    let sum = 0;
    for (let a = 0; a < size; a++)
      for (let b = 0; b <= a; b++) {
        const g = G[(start + a) * k + start + b];
        if (g !== 0) sum += ((a === b ? 1 : 2) * g * dot(columns[a], columns[b])) / n;
      }
    return sigma2 * sum;
  });
}
