/**
 * The objective of a model with several grouping factors, crossed or nested, with exact derivatives for any T.
 *
 * The first factor is eliminated level by level (`elimination.ts`). Of what remains, C = Z₂ᵀW₁Z₂ with q random effects,
 * Ω = I + ΛᵀCΛ is factored, Λ = diag(I ⊗ T_f), and Q = ΛΩ⁻¹Λᵀ formed. Then with E = Z₁ᵀW₁Z₂ and K₀ = Z₁ᵀW₁Z₁
 *
 *   K₂₂ = C − CQC,   K₁₂ = E(I − QC),   K₁₁ = K₀ − EQEᵀ
 *
 * are the blocks of K = ZᵀV⁻¹Z; K₁₁ is never formed: traces with it need EᵀE-like q×q matrices only. An evaluation costs
 * of order q³ plus the entries of E times q, whatever n is.
 */

import { CellmerError } from '../errors';
import { choleskyInPlace, invertLower, multiply, transpose } from '../linalg/dense';
import { type CovarianceStructure, diagonalBlock, factorFromTheta } from './covarianceStructure';
import { crossedNaturals } from './crossedNaturals';
import type { CrossedStatistics } from './crossedStatistics';
import { eliminateFirst, type Eliminated } from './elimination';
import {
  criterion,
  type FactorPart,
  type MixedEvaluation,
  type MixedObjective,
  profileInPlace,
  thetaDerivatives,
} from './evaluation';
import type { GroupWork } from './kernelGeneral';

/** Everything at one T that does not depend on beta. */
export interface CrossedSolution {
  readonly T: Float64Array;
  readonly reduced: Eliminated;
  /** Q and K₂₂, q×q. */
  readonly Q: Float64Array;
  readonly K22: Float64Array;
  /** Diagonal blocks of K₁₁, packed. */
  readonly K11: Float64Array;
  /** [A a] of the first factor (level after level, column by column) and of the others (q×w). */
  readonly A1: Float64Array;
  readonly A2: Float64Array;
  /** [W e]ᵀV⁻¹[W e], w×w. */
  readonly M: Float64Array;
  readonly logDetV: number;
}

export function crossedObjective(
  stats: CrossedStatistics,
  structure: CovarianceStructure,
  parts: readonly FactorPart[],
  reml: boolean,
): MixedObjective {
  const { n, p } = stats.first;
  const nu = reml ? n - p : n;
  let last: CrossedSolution | null = null;

  function solutionAt(T: Float64Array): CrossedSolution {
    if (last?.T !== T) last = solve(stats, structure, parts, T);
    return last;
  }

  function evaluate(theta: Float64Array): MixedEvaluation {
    const T = factorFromTheta(structure, theta);
    const solution = solutionAt(T);
    const R = Float64Array.from(solution.M);
    const profile = profileInPlace(R, p);
    const { beta, r2 } = profile;
    const point = { r2, nu, reml, p };
    const { natural, Gamma } = crossedNaturals(stats, structure, parts, solution, { beta, R, ...point });
    return {
      theta,
      value: criterion(solution.logDetV, profile, reml, nu),
      T,
      R,
      logDetV: solution.logDetV,
      beta,
      r2,
      Gamma,
      natural,
      ...thetaDerivatives(structure, T, Gamma, natural, point),
    };
  }

  function workAt(evaluation: MixedEvaluation): readonly GroupWork[] {
    const { K11, A1, K22, A2 } = solutionAt(evaluation.T);
    const others = parts
      .slice(1)
      .map((part, f) => blockWork(part, stats.offsets[f], K22, A2, stats.q, p + 1));
    return [{ K: K11, A: A1 }, ...others];
  }

  return { dimension: structure.m, evaluate, structure, parts, n, p, reml, nu, workAt };
}

function solve(
  stats: CrossedStatistics,
  structure: CovarianceStructure,
  parts: readonly FactorPart[],
  T: Float64Array,
): CrossedSolution {
  const { q } = stats;
  const { p, k } = stats.first;
  const w = p + 1;
  const reduced = eliminateFirst(stats, diagonalBlock(T, structure.k, 0, k));
  const { C, D, S } = reduced;

  const Lambda = lambdaOf(stats, parts.slice(1), structure.k, T);
  const L = lambdaTransposedTimes(Lambda, lambdaTransposedTimes(Lambda, C, q, q), q, q, true);
  for (let i = 0; i < q; i++) L[i * q + i] += 1;
  if (!choleskyInPlace(L, q))
    throw new CellmerError(
      'numeric',
      'the covariance of the random effects became too large to compute with',
    );
  let logDetV = reduced.logDet;
  for (let i = 0; i < q; i++) logDetV += 2 * Math.log(L[i * q + i]);

  // N = L⁻¹Λᵀ: Q = NᵀN, K₂₂ = C − (NC)ᵀ(NC), and likewise for the columns of X and y
  const N = lowerTimesLambda(invertLower(L, q, q), Lambda, q);
  const NC = multiply(N, C, q, q, q);
  const ND = multiply(N, D, q, q, w);
  const Q = gram(N, q, q);
  const K22 = difference(C, gram(NC, q, q));
  const A2 = difference(D, multiply(transpose(NC, q, q), ND, q, q, w));
  const M = difference(S, gram(ND, q, w));

  const QD = multiply(transpose(N, q, q), ND, q, q, w);
  const A1 = subtractLinked(stats, reduced, QD);
  return { T, reduced, Q, K22, K11: diagonalOfFirst(stats, reduced, Q), A1, A2, M, logDetV };
}

/** Λ of the remaining factors as a list: entry (row, column, value) of the block diagonal, zeros left out. */
interface LambdaEntries {
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

function lambdaOf(
  { offsets }: CrossedStatistics,
  others: readonly FactorPart[],
  k: number,
  T: Float64Array,
): LambdaEntries {
  const rows: number[] = [];
  const columns: number[] = [];
  const values: number[] = [];
  others.forEach((part, f) => {
    for (let g = 0; g < part.group.levels.length; g++)
      for (let a = 0; a < part.k; a++)
        for (let b = 0; b <= a; b++) {
          const t = T[(part.start + a) * k + part.start + b];
          if (t === 0) continue;
          rows.push(offsets[f] + g * part.k + a);
          columns.push(offsets[f] + g * part.k + b);
          values.push(t);
        }
  });
  return {
    rows: Int32Array.from(rows),
    columns: Int32Array.from(columns),
    values: Float64Array.from(values),
  };
}

/** Λᵀ·X (q×width), or with `fromRight` X·Λ for a square X. */
function lambdaTransposedTimes(
  { rows, columns, values }: LambdaEntries,
  X: Float64Array,
  q: number,
  width: number,
  fromRight = false,
): Float64Array {
  const out = new Float64Array(q * width);
  for (let e = 0; e < values.length; e++) {
    const t = values[e];
    if (fromRight) for (let i = 0; i < q; i++) out[i * width + columns[e]] += t * X[i * width + rows[e]];
    else for (let x = 0; x < width; x++) out[columns[e] * width + x] += t * X[rows[e] * width + x];
  }
  return out;
}

/** X·Λᵀ for q×q X. */
function lowerTimesLambda(
  X: Float64Array,
  { rows, columns, values }: LambdaEntries,
  q: number,
): Float64Array {
  const out = new Float64Array(q * q);
  for (let e = 0; e < values.length; e++)
    for (let i = 0; i < q; i++) out[i * q + rows[e]] += values[e] * X[i * q + columns[e]];
  return out;
}

/** XᵀX for X with `height` rows of `width`. */
function gram(X: Float64Array, height: number, width: number): Float64Array {
  const out = new Float64Array(width * width);
  for (let r = 0; r < height; r++) {
    const row = r * width;
    for (let i = 0; i < width; i++) {
      const v = X[row + i];
      if (v === 0) continue;
      const at = i * width;
      for (let j = 0; j <= i; j++) out[at + j] += v * X[row + j];
    }
  }
  for (let i = 0; i < width; i++) for (let j = 0; j < i; j++) out[j * width + i] = out[i * width + j];
  return out;
}

function difference(X: Float64Array, Y: Float64Array): Float64Array {
  return X.map((v, i) => v - Y[i]);
}

/** [A a] of the first factor: Z₁ᵀW₁[W e] − E·(Q·Z₂ᵀW₁[W e]). */
function subtractLinked(stats: CrossedStatistics, { A, E }: Eliminated, QD: Float64Array): Float64Array {
  const { pointer, columns } = stats;
  const { J, k, p } = stats.first;
  const w = p + 1;
  const out = Float64Array.from(A);
  for (let j = 0; j < J; j++)
    for (let e = pointer[j]; e < pointer[j + 1]; e++)
      for (let c = 0; c < w; c++) {
        const v = QD[columns[e] * w + c];
        for (let a = 0; a < k; a++) out[(j * w + c) * k + a] -= E[e * k + a] * v;
      }
  return out;
}

/** Diagonal blocks of K₀ − EQEᵀ, packed. */
function diagonalOfFirst(stats: CrossedStatistics, { K, E }: Eliminated, Q: Float64Array): Float64Array {
  const { pointer, columns, q } = stats;
  const { J, k } = stats.first;
  const out = Float64Array.from(K);
  const kk = (k * (k + 1)) / 2;
  const EQ = new Float64Array(k);
  for (let j = 0; j < J; j++)
    for (let e = pointer[j]; e < pointer[j + 1]; e++) {
      EQ.fill(0);
      for (let d = pointer[j]; d < pointer[j + 1]; d++) {
        const v = Q[columns[e] * q + columns[d]];
        for (let a = 0; a < k; a++) EQ[a] += v * E[d * k + a];
      }
      for (let a = 0, at = j * kk; a < k; a++)
        for (let b = 0; b <= a; b++, at++) out[at] -= E[e * k + a] * EQ[b];
    }
  return out;
}

/** The diagonal blocks of K, packed, and the rows of [A a] of one factor, in the layout of a single one. */
function blockWork(
  { k, group }: FactorPart,
  offset: number,
  K: Float64Array,
  A: Float64Array,
  q: number,
  w: number,
): GroupWork {
  const J = group.levels.length;
  const kk = (k * (k + 1)) / 2;
  const own: GroupWork = { K: new Float64Array(J * kk), A: new Float64Array(J * k * w) };
  for (let g = 0; g < J; g++) {
    const base = offset + g * k;
    for (let a = 0, at = g * kk; a < k; a++)
      for (let b = 0; b <= a; b++, at++) own.K[at] = K[(base + a) * q + base + b];
    for (let c = 0; c < w; c++)
      for (let a = 0; a < k; a++) own.A[g * k * w + c * k + a] = A[(base + a) * w + c];
  }
  return own;
}
