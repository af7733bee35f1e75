/** Expected information in the variance parameters, the linear ones of V = phi_0·I + Σ phi_i·V_i. */

import { type CovarianceStructure, covarianceFromFactor } from '../covariance/structure';
import type { MixedEvaluation } from './evaluation';

/**
 * tr(PV_iPV_j) over (sigma², sigma²·G), everything relative to sigma²: (m+1)×(m+1), row-major, sigma² first. By maximum
 * likelihood with V⁻¹ in place of P. Rows of sigma² follow from I = V − Σ G_i·V_i. Twice the information itself.
 *
 * @param nu n for maximum likelihood, n − p for REML
 */
export function varianceInformation(
  structure: CovarianceStructure,
  { natural, T }: MixedEvaluation,
  { nu, reml }: { readonly nu: number; readonly reml: boolean },
): Float64Array {
  const { m } = structure;
  const { traceK, traceB, traceKK, traceProjection } = natural;
  const g = entriesOf(structure, covarianceFromFactor(T, structure.k));
  const size = m + 1;
  const t = new Float64Array(size * size);
  let traceP = nu;
  for (let i = 0; i < m; i++) traceP -= g[i] * (traceK[i] - (reml ? traceB[i] : 0));
  let corner = traceP;
  for (let i = 0; i < m; i++) {
    let edge = traceK[i] - (reml ? traceB[i] : 0);
    for (let j = 0; j < m; j++) {
      const entry = traceKK[i * m + j] - (reml ? traceProjection[i * m + j] : 0);
      t[(i + 1) * size + j + 1] = entry;
      edge -= entry * g[j];
    }
    t[i + 1] = t[(i + 1) * size] = edge;
    corner -= g[i] * edge;
  }
  t[0] = corner;
  return t;
}

/**
 * How much each variance parameter by itself does to V, seen whole: √tr(V⁻¹V_iV⁻¹V_i) of sigma² and of each variance, and
 * for a covariance the geometric mean of those on either side of it, since its own V_i may vanish. m + 1 positive numbers.
 *
 * @param whole `varianceInformation` by maximum likelihood, or the like in other parameters of the same structure
 */
export function parameterSizes(structure: CovarianceStructure, whole: Float64Array): Float64Array {
  const { m } = structure;
  const diagonal = Float64Array.from({ length: m }, (_, i) => whole[(i + 1) * (m + 2)]);
  return Float64Array.of(rootOf(whole[0]), ...entrySizes(structure, diagonal));
}

/** The same of the entries of G, from tr(V⁻¹V_iV⁻¹V_i) of each. */
export function entrySizes({ rows, cols }: CovarianceStructure, diagonal: Float64Array): Float64Array {
  const ofVariance: number[] = [];
  rows.forEach((row, i) => {
    if (row === cols[i]) ofVariance[row] = rootOf(diagonal[i]);
  });
  return Float64Array.from(rows, (row, i) => Math.sqrt(ofVariance[row] * ofVariance[cols[i]]));
}

function rootOf(square: number): number {
  return square > 0 ? Math.sqrt(square) : 1;
}

/**
 * Forms on the variance parameters that see the flat directions and nothing else: with their squares added an information
 * matrix is regular, and what its inverse says of everything that is determined does not depend on them.
 *
 * @param flat linearly independent directions, m + 1 numbers each
 */
export function flatForms(
  structure: CovarianceStructure,
  at: MixedEvaluation,
  n: number,
  flat: readonly Float64Array[],
): Float64Array[] {
  if (flat.length === 0) return [];
  const sizes = parameterSizes(structure, varianceInformation(structure, at, { nu: n, reml: false }));
  return flat.map((c) => {
    const length = Math.hypot(...c.map((v, i) => v * sizes[i])) || 1;
    return c.map((v, i) => (v * sizes[i] ** 2) / length);
  });
}

/** The entries of G (k×k, row-major) that are parameters, m numbers. */
export function entriesOf({ k, rows, cols }: CovarianceStructure, G: Float64Array): Float64Array {
  return Float64Array.from(rows, (row, i) => G[row * k + cols[i]]);
}

/** G (k×k, row-major) from its m entries. */
export function covarianceFromEntries(
  { k, rows, cols }: CovarianceStructure,
  entries: ArrayLike<number>,
): Float64Array {
  const G = new Float64Array(k * k);
  rows.forEach((row, i) => {
    G[row * k + cols[i]] = entries[i];
    G[cols[i] * k + row] = entries[i];
  });
  return G;
}
