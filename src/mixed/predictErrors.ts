/**
 * How far predictions may be off: the variance of xᵀ(betaHat − beta) + zᵀ(bHat − b) relative to sigma², given theta.
 *
 *   h = zᵀ(G − GKG)z + (x − AᵀGz)ᵀM⁻¹(x − AᵀGz),   K = ZᵀV⁻¹Z,  A = ZᵀV⁻¹X,  M = XᵀV⁻¹X,
 *
 * the quadratic form of the inverse of Henderson's mixed model equations, without forming it and for singular G too
 * (docs/prediction.md). A row has one level of each factor, so that blocks of K, A and G are all that is needed: K_ff from
 * each factor's own levels, and for f ≠ g the covariances G_f·K_fg·G_g from what links the factors.
 */

import { NO_LEVEL } from '../design/newData';
import { forwardSolveInPlace, packedIndex } from '../linalg/dense';
import { partBack } from './conditionalModes';
import { covarianceFromFactor, diagonalBlock } from '../covariance/structure';
import type { FactorLinks, FactorPart, GroupWork, MixedEvaluation } from './evaluation';
import type { MixedFit } from './mixedFit';
import type { PredictionRows } from './predictRows';

/**
 * h of every row; NaN where something is missing.
 *
 * @param at where: the optimum, or beside it for derivatives in theta
 * @param conditional with random effects; without them h = xᵀM⁻¹x
 */
export function relativeErrors(
  fit: MixedFit,
  at: MixedEvaluation,
  rows: PredictionRows,
  conditional: boolean,
): Float64Array {
  const { p } = fit.model;
  const parts = conditional ? errorParts(fit, at) : [];
  const links = conditional ? (fit.objective.linksAt?.(at) ?? null) : null;
  const cross = links === null ? null : crossCovariance(links, parts);
  const x = new Float64Array(p);
  const levels = new Int32Array(parts.length);
  const h = new Float64Array(rows.n);
  for (let i = 0; i < rows.n; i++) {
    workingRow(fit, rows.X, i, x);
    let v = 0;
    for (let f = 0; f < parts.length; f++) {
      levels[f] = rows.parts[f].codes[i];
      v += addPart(parts[f], rows.parts[f].columns, i, levels[f], p, x);
    }
    if (cross !== null) v += 2 * cross(levels);
    forwardSolveInPlace(at.R, p, p + 1, x);
    for (let c = 0; c < p; c++) v += x[c] * x[c];
    h[i] = v;
  }
  return h;
}

/** Row i of X whitened at the optimum, so that its squared length is xᵀM⁻¹x. */
export function whitenedRow(fit: MixedFit, X: readonly Float64Array[], i: number, out: Float64Array): void {
  workingRow(fit, X, i, out);
  forwardSolveInPlace(fit.optimum.at.R, fit.model.p, fit.model.p + 1, out);
}

/** Row i in the columns W: R_X⁻ᵀ·x. */
function workingRow(fit: MixedFit, X: readonly Float64Array[], i: number, out: Float64Array): void {
  const { p, Rinverse } = fit.model;
  for (let c = 0; c < p; c++) {
    let s = 0;
    for (let j = 0; j <= c; j++) s += X[j][i] * Rinverse[j * p + c];
    out[c] = s;
  }
}

/** One factor at one theta, with room for a row: z in working columns and u = G·z. */
interface ErrorPart {
  readonly k: number;
  readonly back: Float64Array;
  readonly G: Float64Array;
  readonly work: GroupWork;
  readonly z: Float64Array;
  readonly u: Float64Array;
}

function errorParts(fit: MixedFit, at: MixedEvaluation): ErrorPart[] {
  const { k } = fit.structure;
  const G = covarianceFromFactor(at.T, k);
  const work = fit.parts.length === 0 ? [] : fit.objective.workAt(at);
  return fit.parts.map((part: FactorPart, f) => ({
    k: part.k,
    back: partBack(fit, part),
    G: diagonalBlock(G, k, part.start, part.k),
    work: work[f],
    z: new Float64Array(part.k),
    u: new Float64Array(part.k),
  }));
}

/** Fills z and u, takes AᵀGz from x for a known level, and returns zᵀ(G − GKG)z, zᵀGz for an unknown one. */
function addPart(
  { k, back, G, work: { K, A }, z, u }: ErrorPart,
  columns: readonly Float64Array[],
  i: number,
  level: number,
  p: number,
  x: Float64Array,
): number {
  if (level === NO_LEVEL) return NaN;
  for (let b = 0; b < k; b++) {
    let s = 0;
    for (let a = 0; a < k; a++) s += columns[a][i] * back[a * k + b];
    z[b] = s;
  }
  let v = 0;
  for (let a = 0; a < k; a++) {
    let s = 0;
    for (let b = 0; b < k; b++) s += G[a * k + b] * z[b];
    u[a] = s;
    v += z[a] * s;
  }
  if (level < 0) return v;
  const start = (level * k * (k + 1)) / 2;
  for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) v -= u[a] * K[start + packedIndex(a, b)] * u[b];
  for (let c = 0, o = level * k * (p + 1); c < p; c++, o += k)
    for (let a = 0; a < k; a++) x[c] -= A[o + a] * u[a];
  return v;
}

/**
 * Σ_{f<g} z_fᵀ·Cov(b_f, b_g | y)·z_g relative to sigma², of the row whose z and u the parts hold. With the first factor
 * eliminated, Cov(b₂ | y) = Q and Cov(b₁, b₂ | y) = −G₁·E·Q.
 */
function crossCovariance(
  { order, pointer, columns, E, bases, blocks }: FactorLinks,
  parts: readonly ErrorPart[],
): (levels: Int32Array) => number {
  const [first, ...others] = order.map((f) => parts[f]);
  const [ofFirst, ...ofOthers] = order;
  const blockOf = new Int32Array(blocks.reduce((sum, { size }) => sum + size, 0));
  blocks.forEach(({ from, size }, b) => blockOf.fill(b, from, from + size));

  /** Row `effect` of Q times z of factor g at its level. */
  function timesRow(effect: number, g: number, level: number): number {
    const base = bases[g][level];
    const { from, size, Q } = blocks[blockOf[effect]];
    if (blockOf[base] !== blockOf[effect]) return 0;
    const { k, z } = others[g];
    const at = (effect - from) * size + base - from;
    let s = 0;
    for (let b = 0; b < k; b++) s += Q[at + b] * z[b];
    return s;
  }

  return (levels) => {
    let sum = 0;
    for (let g = 0; g < others.length; g++) {
      const level = levels[ofOthers[g]];
      if (level < 0) continue;
      for (let f = 0; f < g; f++) {
        if (levels[ofOthers[f]] < 0) continue;
        const base = bases[f][levels[ofOthers[f]]];
        for (let a = 0; a < others[f].k; a++) sum += others[f].z[a] * timesRow(base + a, g, level);
      }
      const own = levels[ofFirst];
      if (own < 0) continue;
      for (let e = pointer[own]; e < pointer[own + 1]; e++) {
        let v = 0;
        for (let a = 0; a < first.k; a++) v += first.u[a] * E[e * first.k + a];
        if (v !== 0) sum -= v * timesRow(columns[e], g, level);
      }
    }
    return sum;
  };
}
