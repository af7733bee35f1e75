/**
 * How much each row draws its own fitted value to itself, given theta: diagonals of the matrices that map the response to the fitted
 * values, with random effects (Hodges & Sargent 2001, Biometrika 88, 367-379; lme4's `hatvalues`) and of the fixed part alone,
 * X(XᵀV⁻¹X)⁻¹XᵀV⁻¹, whose sum is p.
 *
 * The error of a fitted value has variance sigma²·h (`mixed/predictErrors.ts`); Var(fitted − y) = sigma²·(w⁻¹ − h) makes w·h of it the
 * first. Row i of V⁻¹X is w·(x − Σ AᵀGz) over the factors, A = ZᵀV⁻¹X: with M = XᵀV⁻¹X the second is w·xᵀM⁻¹(x − Σ AᵀGz).
 */

import { covarianceFromFactor, diagonalBlock } from '../covariance/structure';
import { forwardSolveInPlace } from '../linalg/dense';
import type { MixedEvaluation } from '../mixed/evaluation';
import type { MixedFit } from '../mixed/mixedFit';
import { relativeErrors } from '../mixed/predictErrors';
import type { PredictionRows } from '../mixed/predictRows';
import { elsewhereOnRidge } from '../mixed/ridge';

/** n numbers each, from 0 to 1; NaN where the data do not determine one. */
export interface Leverages {
  /** With random effects. */
  readonly whole: Float64Array;
  readonly fixed: Float64Array;
}

/** Numbers at two points of a ridge that differ by less than this are the same. */
const SAME = 1e-6;

/** @param rows that it was fitted to */
export function leverages(fit: MixedFit, rows: PredictionRows): Leverages {
  const found = leveragesAt(fit, fit.optimum.at, rows);
  const other = elsewhereOnRidge(fit.objective, fit.optimum.at, fit.identification);
  if (other === null) return found;
  const there = leveragesAt(fit, other, rows);
  const known = (a: Float64Array, b: Float64Array): Float64Array =>
    a.map((v, i) => (Math.abs(v - b[i]) <= SAME ? v : NaN));
  return { whole: known(found.whole, there.whole), fixed: known(found.fixed, there.fixed) };
}

function leveragesAt(fit: MixedFit, at: MixedEvaluation, rows: PredictionRows): Leverages {
  const { weights } = fit.matrices;
  const errors = relativeErrors(fit, at, rows, true);
  return {
    whole: weights === null ? errors : errors.map((h, i) => h * weights[i]),
    fixed: fixedPart(fit, at),
  };
}

/** In working columns, which have the roots of the weights in them. */
function fixedPart({ model, parts, structure, objective }: MixedFit, at: MixedEvaluation): Float64Array {
  const { n, p, W } = model;
  const G = covarianceFromFactor(at.T, structure.k);
  const work = parts.length === 0 ? [] : objective.workAt(at);
  const factors = parts.map(({ start, k, columns, group }, f) => {
    const own = diagonalBlock(G, structure.k, start, k);
    return { k, columns, codes: group.codes, G: own, A: work[f].A };
  });
  const x = new Float64Array(p);
  const left = new Float64Array(p);
  return Float64Array.from({ length: n }, (_, i) => {
    for (let c = 0; c < p; c++) x[c] = left[c] = W[c][i];
    for (const { k, columns, codes, G: own, A } of factors)
      for (let a = 0; a < k; a++) {
        let u = 0;
        for (let b = 0; b < k; b++) u += own[a * k + b] * columns[b][i];
        for (let c = 0, o = codes[i] * k * (p + 1) + a; c < p; c++, o += k) left[c] -= A[o] * u;
      }
    forwardSolveInPlace(at.R, p, p + 1, x);
    forwardSolveInPlace(at.R, p, p + 1, left);
    return x.reduce((sum, v, c) => sum + v * left[c], 0);
  });
}
