/**
 * Fisher scoring in the entries of G, for the regions where the criterion is not convex in theta: there a step in theta
 * either creeps away from zero or overshoots, while in G the expected Hessian always points downhill.
 *
 *   E[∂²d/∂G_i∂G_j] = tr(PV_iPV_j) − tr(PV_i)·tr(PV_j)/nu,   sigma² profiled out
 * (Searle, Casella & McCulloch 1992, Variance Components, ch. 8.3). Where the full step would leave the positive
 * semidefinite cone, it ends well inside.
 */

import { symmetricEigen } from '../../linalg/dense';
import {
  type CovarianceStructure,
  covarianceFromFactor,
  factorFromCovariance,
  thetaFromFactor,
} from '../../covariance/structure';
import type { MixedEvaluation } from '../evaluation';
import { insideCone } from './start';
import { entrySizes } from '../varianceInformation';

/** Curvature below this share of the largest, in units of the parameters themselves, counts as this share. */
const FLAT = 1e-8;

/** An expected curvature below this share of what the parameter does by itself is rounding. */
const ROUNDING = 1e-12;

/**
 * Theta after one step of Fisher scoring; null where nothing can be expected of it, as when the random effects explain
 * nearly every row.
 */
export function scoringStep(
  structure: CovarianceStructure,
  at: MixedEvaluation,
  point: { readonly nu: number; readonly reml: boolean },
): Float64Array | null {
  const { k, m, rows, cols } = structure;
  const { traceK, traceB, traceKK, traceProjection } = at.natural;
  const trace = traceK.map((v, i) => v - (point.reml ? traceB[i] : 0));
  const expected = new Float64Array(m * m);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < m; j++)
      expected[i * m + j] =
        traceKK[i * m + j] - (point.reml ? traceProjection[i * m + j] : 0) - (trace[i] * trace[j]) / point.nu;
  const sizes = entrySizes(
    structure,
    traceKK.filter((_, e) => e % (m + 1) === 0),
  );
  const scale = sizes.map((size, i) => {
    const curvature = expected[i * m + i];
    return curvature > ROUNDING * size ** 2 ? 1 / Math.sqrt(curvature) : 0;
  });
  const scaled = expected.map((v, e) => v * scale[Math.floor(e / m)] * scale[e % m]);
  const { values, vectors } = symmetricEigen(scaled, m);
  if (!(values[m - 1] > 0)) return null;
  const floor = FLAT * values[m - 1];
  const step = new Float64Array(m);
  for (let e = 0; e < m; e++) {
    let slope = 0;
    for (let i = 0; i < m; i++) {
      const entries = rows[i] === cols[i] ? 1 : 2;
      slope += vectors[i * m + e] * scale[i] * entries * at.Gamma[rows[i] * k + cols[i]];
    }
    for (let i = 0; i < m; i++)
      step[i] -= (scale[i] * vectors[i * m + e] * slope) / Math.max(values[e], floor);
  }
  const G = covarianceFromFactor(at.T, k);
  for (let i = 0; i < m; i++) {
    G[rows[i] * k + cols[i]] += step[i];
    if (rows[i] !== cols[i]) G[cols[i] * k + rows[i]] += step[i];
  }
  return thetaFromFactor(structure, factorFromCovariance(insideCone(G, structure), k));
}
