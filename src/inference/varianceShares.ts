/**
 * What the fixed effects, the random effects and the residual contribute to the variance of the response.
 *
 * Fixed effects: the sample variance of X·beta; random effects: the mean over the rows of zᵀ·Σ·z, term by term; residual:
 * sigma². (Nakagawa & Schielzeth 2013, Methods Ecol. Evol. 4, 133-142; random slopes as Johnson 2014, ibid. 5, 944-946.)
 */

import { dot } from '../linalg/columns';
import { multiply, transpose } from '../linalg/dense';
import type { MixedFit } from '../mixed/mixedFit';
import type { Determined } from './determined';
import { fixedEffects, relativeFactor, residualSigma } from '../mixed/userScale';

export interface VarianceShares {
  readonly fixed: number;
  /** One number per random term, in the order of the covariance parameters; NaN where not determined. */
  readonly random: readonly number[];
  /** Of all random terms together, which may be determined where its parts are not. */
  readonly allRandom: number;
  /** NaN where it is not determined. */
  readonly residual: number;
  /** Of the random terms and the residual together, which may be determined where neither is. */
  readonly total: number;
}

/** @param determined null for a regular model */
export function varianceShares(fit: MixedFit, determined: Determined | null = null): VarianceShares {
  const residual = residualSigma(fit) ** 2;
  const meanSquares = meanProducts(fit);
  const random = randomVariances(fit, residual, meanSquares);
  const termOf = (i: number): number =>
    fit.structure.blocks.findIndex(({ start, size }) => fit.structure.rows[i] < start + size);
  const isKnown = (t: number | null, ofResidual: 0 | 1 = 0): boolean =>
    determined?.sum([ofResidual, ...meanSquares.map((v, i) => (t === null || termOf(i) === t ? v : 0))]) ??
    true;
  const allRandom = random.reduce((sum, v) => sum + v, 0);
  return {
    fixed: varianceOfMeans(fit),
    random: random.map((v, t) => (isKnown(t) ? v : NaN)),
    allRandom: isKnown(null) ? allRandom : NaN,
    residual: (determined?.parameters[0] ?? true) ? residual : NaN,
    total: isKnown(null, 1) ? allRandom + residual : NaN,
  };
}

/** What each entry of a covariance matrix contributes to the mean over the rows of zᵀ·Σ·z: m numbers. */
function meanProducts({ model, structure }: MixedFit): number[] {
  const { rows, cols, blocks } = structure;
  return Array.from(rows, (row, i) => {
    const t = blocks.findIndex(({ start, size }) => row < start + size);
    const { columns } = model.terms[t].block.Z;
    const [a, b] = [row - blocks[t].start, cols[i] - blocks[t].start];
    return ((a === b ? 1 : 2) * dot(columns[a], columns[b])) / model.n;
  });
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

function randomVariances(fit: MixedFit, sigma2: number, products: readonly number[]): number[] {
  const { model, structure, optimum } = fit;
  const { k, rows, cols, blocks } = structure;
  const T = relativeFactor(model, structure, optimum.at.theta);
  const G = multiply(T, transpose(T, k, k), k, k, k);
  return blocks.map(({ start, size }) => {
    let sum = 0;
    rows.forEach((row, i) => {
      if (row >= start && row < start + size) sum += G[row * k + cols[i]] * products[i];
    });
    return sigma2 * sum;
  });
}
