/**
 * What the estimation of the variances adds to the error of a prediction.
 *
 * The variance of the error, v = sigma²·h(G), is the least that any weights of the data reach, each of which is linear in
 * (sigma², sigma²·G). So v is concave in them, and with W the covariance matrix of their estimates
 *
 *   −½·Σ W_ij·∂²v/∂i∂j
 *
 * is both what weights at estimated variances lose (Kackar & Harville 1984) and, to the same order, what v at the estimates
 * falls short of v: twice that is to be added (Prasad & Rao 1990; Kenward & Roger 1997 for fixed effects alone). By homogeneity this is
 * sigma²·(−2·Σ C_ij·∂²h/∂G_i∂G_j), 2·C the covariance matrix of the estimate of G.
 */

import {
  covarianceFromFactor,
  type CovarianceStructure,
  factorFromCovariance,
  thetaFromFactor,
} from '../covariance/structure';
import type { MixedFit } from '../mixed/mixedFit';
import { relativeErrors } from '../mixed/predictErrors';
import type { PredictionRows } from '../mixed/predictRows';
import { entriesOf } from '../mixed/varianceInformation';
import { inverseInformation } from './kenwardRoger';

/** Step of differences in units of what the data tell an effect's variance with; their error is about its square. */
const STEP = 1e-3;

/**
 * What is to be added to h of every row, at least zero; n numbers.
 *
 * @param fit by REML, with random effects
 */
export function estimationBias(fit: MixedFit, rows: PredictionRows): Float64Array {
  const { structure } = fit;
  const directions = coneDirections(fit);
  const weights = inDirections(relativeCovariance(fit), structure, directions);
  const d = directions.length;
  const bias = new Float64Array(rows.n);
  // Two step sizes: the error of a one-sided difference is linear in the step.
  for (const [step, share] of [
    [STEP, 2],
    [2 * STEP, -1],
  ]) {
    const at = (...moved: number[]): Float64Array => errorsAt(fit, rows, directions, moved, step);
    const here = at();
    const one = directions.map((_, i) => at(i));
    for (let i = 0; i < d; i++)
      for (let j = 0; j <= i; j++) {
        const both = at(i, j);
        const weight = (-2 * share * weights[i * d + j] * (i === j ? 1 : 2)) / step ** 2;
        for (let r = 0; r < bias.length; r++) bias[r] += weight * (both[r] - one[i][r] - one[j][r] + here[r]);
      }
  }
  return bias.map((v) => (v < 0 ? 0 : v));
}

/**
 * Matrices k×k along which G may be moved wherever it is: e_a·e_aᵀ and (e_a + e_b)(e_a + e_b)ᵀ of each term, in units of what
 * the data tell its effects with.
 */
function coneDirections({ structure, parts, optimum }: MixedFit): Float64Array[] {
  const { k, rows, cols } = structure;
  const unit = new Float64Array(k);
  rows.forEach((row, i) => {
    if (row !== cols[i]) return;
    const part = parts.find(({ start, k: size }) => row < start + size)!;
    unit[row] = Math.sqrt(part.group.levels.length / optimum.at.natural.traceK[i]);
  });
  return Array.from(rows, (row, i) => {
    const v = new Float64Array(k);
    v[row] = unit[row];
    v[cols[i]] = unit[cols[i]];
    const matrix = new Float64Array(k * k);
    for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) matrix[a * k + b] = v[a] * v[b];
    return matrix;
  });
}

function errorsAt(
  fit: MixedFit,
  rows: PredictionRows,
  directions: readonly Float64Array[],
  moved: readonly number[],
  step: number,
): Float64Array {
  const { structure, objective, optimum } = fit;
  const G = covarianceFromFactor(optimum.at.T, structure.k);
  for (const i of moved) directions[i].forEach((v, e) => (G[e] += step * v));
  const theta = thetaFromFactor(structure, factorFromCovariance(G, structure.k));
  return relativeErrors(fit, objective.evaluate(theta), rows, true);
}

/** C over the entries of G, from the inverse over (sigma², sigma²·G). */
function relativeCovariance(fit: MixedFit): Float64Array {
  const { structure, optimum } = fit;
  const { m } = structure;
  const size = m + 1;
  const inverse = inverseInformation(fit);
  const g = entriesOf(structure, covarianceFromFactor(optimum.at.T, structure.k));
  const C = new Float64Array(m * m);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < m; j++)
      C[i * m + j] =
        inverse[(i + 1) * size + j + 1] -
        g[i] * inverse[j + 1] -
        g[j] * inverse[(i + 1) * size] +
        g[i] * g[j] * inverse[0];
  return C;
}

/** The matrix of the same form in coordinates along the directions: an entry beside the diagonal is moved by one only. */
function inDirections(
  C: Float64Array,
  structure: CovarianceStructure,
  directions: readonly Float64Array[],
): Float64Array {
  const { m, k, rows, cols } = structure;
  // Coordinates x of entries g: x_ab = g_ab/(u_a·u_b), and x_aa = (g_aa − Σ_b u_a²·x_ab)/u_a².
  const X = new Float64Array(m * m);
  for (let i = 0; i < m; i++) {
    const own = directions[i][rows[i] * k + cols[i]];
    X[i * m + i] = 1 / own;
    if (rows[i] === cols[i]) continue;
    for (let j = 0; j < m; j++)
      if (rows[j] === cols[j] && (rows[j] === rows[i] || rows[j] === cols[i])) X[j * m + i] = -1 / own;
  }
  const out = new Float64Array(m * m);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < m; j++)
      for (let a = 0; a < m; a++)
        for (let b = 0; b < m; b++) out[i * m + j] += X[i * m + a] * C[a * m + b] * X[j * m + b];
  return out;
}
