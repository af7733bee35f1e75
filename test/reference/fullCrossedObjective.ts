/**
 * The slow twin of `src/mixed/crossed/objective.ts`: the objective of a model with several grouping factors from the
 * cross-products of all q random effects held in full.
 *
 * Ω = ΛᵀCΛ + I with C = Z̃ᵀZ̃ and Λ = diag(I ⊗ T_f) is factored once per evaluation, and K = ZᵀV⁻¹Z = C − CΛΩ⁻¹ΛᵀC is
 * formed in full, so that value, gradient and Hessian are exact for any T, singular ones included. The cost is of order
 * q³ whatever n is.
 */

import { CellmerError } from '../../src/errors';
import { choleskyInPlace } from '../../src/linalg/dense';
import { type CovarianceStructure, factorFromTheta } from '../../src/covariance/structure';
import type { FullCrossedStatistics } from './fullCrossedStatistics';
import {
  criterion,
  type FactorPart,
  type GroupWork,
  type MixedEvaluation,
  type MixedObjective,
  type NaturalDerivatives,
  profileInPlace,
  thetaDerivatives,
  unitsOf,
} from '../../src/mixed/evaluation';

/** K (q×q, both triangles), [A a] (q×w) and log|V| at one T. */
interface Solution {
  readonly T: Float64Array;
  readonly K: Float64Array;
  readonly A: Float64Array;
  /** Profiled cross-products [W e]ᵀV⁻¹[W e] (w×w). */
  readonly M: Float64Array;
  readonly logDetV: number;
}

export function fullCrossedObjective(
  stats: FullCrossedStatistics,
  structure: CovarianceStructure,
  parts: readonly FactorPart[],
  reml: boolean,
): MixedObjective {
  const { n, p, q, offsets } = stats;
  const nu = reml ? n - p : n;
  let last: Solution | null = null;

  function solutionAt(T: Float64Array): Solution {
    if (last?.T !== T) last = solve(stats, parts, structure.k, T);
    return last;
  }

  function evaluate(theta: Float64Array): MixedEvaluation {
    const T = factorFromTheta(structure, theta);
    const { K, A, M, logDetV } = solutionAt(T);
    const R = Float64Array.from(M);
    const profile = profileInPlace(R, p);
    const { beta, r2 } = profile;
    const { s, H } = whiten(A, beta, R, p, q);
    const B = crossProduct(H, p, q);
    const Gamma = derivativeInG(stats, structure, parts, { K, B, s }, reml, nu / r2);
    const natural = naturalDerivatives(stats, structure, parts, { K, B, s, H });
    return {
      theta,
      value: criterion(logDetV, profile, reml, nu),
      T,
      R,
      logDetV,
      beta,
      r2,
      Gamma,
      natural,
      ...thetaDerivatives(structure, T, Gamma, natural, { r2, nu, reml, p }),
    };
  }

  function workAt(evaluation: MixedEvaluation): readonly GroupWork[] {
    const { K, A } = solutionAt(evaluation.T);
    return parts.map((part, f) => blockWork(part, offsets[f], K, A, q, p + 1));
  }

  /** h_xᵀE_iKE_jh_y with every E_i and K written out in full. */
  function pairFormsAt(evaluation: MixedEvaluation): Float64Array {
    const { K, A } = solutionAt(evaluation.T);
    const { m } = structure;
    const { H } = whiten(A, evaluation.beta, evaluation.R, p, q);
    const Eh = Array.from({ length: m }, (_, i) =>
      Array.from({ length: p }, (__, x) => unitTimes(i, (l) => H[x * q + l])),
    );
    const forms = new Float64Array(m * m * p * p);
    for (let i = 0, at = 0; i < m; i++)
      for (let j = 0; j < m; j++)
        for (let x = 0; x < p; x++)
          for (let y = 0; y < p; y++, at++)
            for (let l = 0; l < q; l++)
              for (let r = 0; r < q; r++) forms[at] += Eh[i][x][l] * K[l * q + r] * Eh[j][y][r];
    return forms;
  }

  function unitTimes(i: number, h: (effect: number) => number): Float64Array {
    const out = new Float64Array(q);
    const f = parts.findIndex((part) => structure.rows[i] < part.start + part.k);
    const { start, k, group } = parts[f];
    for (const [a, b] of unitsOf(structure, i))
      for (let g = 0; g < group.levels.length; g++) {
        const base = offsets[f] + g * k - start;
        out[base + a] += h(base + b);
      }
    return out;
  }

  const value = (theta: Float64Array): number => evaluate(theta).value;
  return {
    dimension: structure.m,
    structure,
    parts,
    n,
    p,
    reml,
    nu,
    work: q ** 3,
    value,
    evaluate,
    workAt,
    pairFormsAt,
  };
}

function solve(
  stats: FullCrossedStatistics,
  parts: readonly FactorPart[],
  k: number,
  T: Float64Array,
): Solution {
  const { n, p, q, C, D } = stats;
  const w = p + 1;
  const CL = timesLambda(stats, parts, k, T);
  const L = lambdaTimes(stats, parts, k, T, CL, q);
  for (let i = 0; i < q; i++) L[i * q + i] += 1;
  if (!choleskyInPlace(L, q))
    throw new CellmerError(
      'numeric',
      'the covariance of the random effects became too large to compute with',
    );
  let logDetV = 0;
  for (let i = 0; i < q; i++) logDetV += 2 * Math.log(L[i * q + i]);

  // N = L⁻¹ΛᵀC (q×q) and U = L⁻¹ΛᵀD (q×w): K = C − NᵀN, [A a] = D − NᵀU, M = n·I − UᵀU
  const N = transposed(CL, q);
  forwardRowsInPlace(L, q, N, q);
  const U = lambdaTimes(stats, parts, k, T, D, w);
  forwardRowsInPlace(L, q, U, w);
  const K = Float64Array.from(C);
  subtractGramInPlace(K, N, q);
  const A = Float64Array.from(D);
  for (let r = 0; r < q; r++)
    for (let i = 0; i < q; i++) {
      const v = N[r * q + i];
      if (v !== 0) for (let c = 0; c < w; c++) A[i * w + c] -= v * U[r * w + c];
    }
  const M = new Float64Array(w * w);
  for (let c = 0; c < w; c++) M[c * w + c] = n;
  for (let r = 0; r < q; r++)
    for (let c = 0; c < w; c++) for (let b = 0; b <= c; b++) M[c * w + b] -= U[r * w + c] * U[r * w + b];
  return { T, K, A, M, logDetV };
}

/** C·Λ, q×q. */
function timesLambda(
  { q, C, offsets }: FullCrossedStatistics,
  parts: readonly FactorPart[],
  k: number,
  T: Float64Array,
): Float64Array {
  const out = new Float64Array(q * q);
  parts.forEach((part, f) => {
    for (let row = 0; row < q; row++)
      for (let g = 0; g < part.group.levels.length; g++) {
        const at = row * q + offsets[f] + g * part.k;
        for (let b = 0; b < part.k; b++) {
          let v = 0;
          for (let c = b; c < part.k; c++) v += C[at + c] * T[(part.start + c) * k + part.start + b];
          out[at + b] = v;
        }
      }
  });
  return out;
}

/** Λᵀ·X for X with q rows of `width`. */
function lambdaTimes(
  { q, offsets }: FullCrossedStatistics,
  parts: readonly FactorPart[],
  k: number,
  T: Float64Array,
  X: Float64Array,
  width: number,
): Float64Array {
  const out = new Float64Array(q * width);
  parts.forEach((part, f) => {
    for (let g = 0; g < part.group.levels.length; g++) {
      const base = offsets[f] + g * part.k;
      for (let b = 0; b < part.k; b++)
        for (let c = b; c < part.k; c++) {
          const t = T[(part.start + c) * k + part.start + b];
          if (t === 0) continue;
          for (let x = 0; x < width; x++) out[(base + b) * width + x] += t * X[(base + c) * width + x];
        }
    }
  });
  return out;
}

function transposed(X: Float64Array, q: number): Float64Array {
  const out = new Float64Array(q * q);
  for (let i = 0; i < q; i++) for (let j = 0; j < q; j++) out[j * q + i] = X[i * q + j];
  return out;
}

/** X ← L⁻¹·X, row after row: X has q rows of `width`. */
function forwardRowsInPlace(L: Float64Array, q: number, X: Float64Array, width: number): void {
  for (let i = 0; i < q; i++) {
    const row = i * width;
    for (let c = 0; c < i; c++) {
      const l = L[i * q + c];
      if (l === 0) continue;
      const other = c * width;
      for (let x = 0; x < width; x++) X[row + x] -= l * X[other + x];
    }
    const inverse = 1 / L[i * q + i];
    for (let x = 0; x < width; x++) X[row + x] *= inverse;
  }
}

/** K ← K − NᵀN, both triangles (q×q). */
function subtractGramInPlace(K: Float64Array, N: Float64Array, q: number): void {
  for (let r = 0; r < q; r++)
    for (let i = 0; i < q; i++) {
      const v = N[r * q + i];
      if (v === 0) continue;
      for (let j = 0; j <= i; j++) K[i * q + j] -= v * N[r * q + j];
    }
  for (let i = 0; i < q; i++) for (let j = 0; j < i; j++) K[j * q + i] = K[i * q + j];
}

/** s = a − A·beta (q) and H = R_X⁻¹Aᵀ (p×q). */
function whiten(
  A: Float64Array,
  beta: Float64Array,
  R: Float64Array,
  p: number,
  q: number,
): { s: Float64Array; H: Float64Array } {
  const w = p + 1;
  const s = new Float64Array(q);
  const H = new Float64Array(p * q);
  for (let l = 0; l < q; l++) {
    let v = A[l * w + p];
    for (let c = 0; c < p; c++) v -= A[l * w + c] * beta[c];
    s[l] = v;
    for (let x = 0; x < p; x++) {
      let h = A[l * w + x];
      for (let c = 0; c < x; c++) h -= R[x * w + c] * H[c * q + l];
      H[x * q + l] = h / R[x * w + x];
    }
  }
  return { s, H };
}

/** B = HᵀH, q×q. */
function crossProduct(H: Float64Array, p: number, q: number): Float64Array {
  const B = new Float64Array(q * q);
  for (let x = 0; x < p; x++)
    for (let l = 0; l < q; l++) {
      const v = H[x * q + l];
      if (v !== 0) for (let m = 0; m < q; m++) B[l * q + m] += v * H[x * q + m];
    }
  return B;
}

/** Γ: for each factor Σ over its levels of the diagonal blocks of K − [REML] B − (nu/r²) s·sᵀ. */
function derivativeInG(
  { q, offsets }: FullCrossedStatistics,
  { k }: CovarianceStructure,
  parts: readonly FactorPart[],
  { K, B, s }: { readonly K: Float64Array; readonly B: Float64Array; readonly s: Float64Array },
  reml: boolean,
  weight: number,
): Float64Array {
  const Gamma = new Float64Array(k * k);
  parts.forEach((part, f) => {
    for (let g = 0; g < part.group.levels.length; g++) {
      const base = offsets[f] + g * part.k;
      for (let a = 0; a < part.k; a++)
        for (let b = 0; b < part.k; b++) {
          const at = (base + a) * q + base + b;
          Gamma[(part.start + a) * k + part.start + b] +=
            K[at] - (reml ? B[at] : 0) - weight * s[base + a] * s[base + b];
        }
    }
  });
  return Gamma;
}

function naturalDerivatives(
  stats: FullCrossedStatistics,
  structure: CovarianceStructure,
  parts: readonly FactorPart[],
  x: {
    readonly K: Float64Array;
    readonly B: Float64Array;
    readonly s: Float64Array;
    readonly H: Float64Array;
  },
): NaturalDerivatives {
  const { p, q } = stats;
  const { m } = structure;
  const { K, B, s, H } = x;
  const places = Array.from({ length: m }, (_, i) => levelsOf(stats, structure, parts, i));
  const traceK = new Float64Array(m);
  const traceB = new Float64Array(m);
  const quadratic = new Float64Array(m);
  const f = new Float64Array(m * p);
  const F = new Float64Array(m * p * p);
  // w_i = E_i·s
  const w = places.map(({ bases, units }, i) => {
    const wi = new Float64Array(q);
    for (const base of bases)
      for (const [a, b] of units) {
        traceK[i] += K[(base + a) * q + base + b];
        traceB[i] += B[(base + a) * q + base + b];
        wi[base + a] += s[base + b];
        for (let y = 0; y < p; y++)
          for (let z = 0; z < p; z++) F[(i * p + y) * p + z] += H[y * q + base + a] * H[z * q + base + b];
      }
    for (let l = 0; l < q; l++) quadratic[i] += s[l] * wi[l];
    for (let y = 0; y < p; y++) for (let l = 0; l < q; l++) f[i * p + y] += H[y * q + l] * wi[l];
    return wi;
  });

  const traceKK = new Float64Array(m * m);
  const traceProjection = new Float64Array(m * m);
  const quadraticK = new Float64Array(m * m);
  for (let j = 0; j < m; j++) {
    const Kw = new Float64Array(q);
    for (let l = 0; l < q; l++) for (let r = 0; r < q; r++) Kw[l] += K[l * q + r] * w[j][r];
    for (let i = 0; i < m; i++) {
      const at = i * m + j;
      for (let l = 0; l < q; l++) quadraticK[at] += w[i][l] * Kw[l];
      for (const [a, b] of places[i].units)
        for (const [c, d] of places[j].units)
          for (const l of places[i].bases)
            for (const r of places[j].bases) {
              // tr(E_iKE_jK) and the two mixed traces with B, level by level
              const first = (l + b) * q + r + c;
              const second = (r + d) * q + l + a;
              traceKK[at] += K[first] * K[second];
              traceProjection[at] += K[first] * B[second] + B[first] * K[second];
            }
      for (let y = 0; y < p * p; y++) traceProjection[at] -= F[i * p * p + y] * F[j * p * p + y];
    }
  }
  return { traceK, traceB, quadratic, traceKK, traceProjection, quadraticK, f, F };
}

/** Where parameter i acts: the first row of every level of its factor, and its units counted from there. */
function levelsOf(
  { offsets }: FullCrossedStatistics,
  structure: CovarianceStructure,
  parts: readonly FactorPart[],
  i: number,
): { readonly bases: Int32Array; readonly units: readonly (readonly [number, number])[] } {
  const row = structure.rows[i];
  const f = parts.findIndex((part) => row < part.start + part.k);
  const { start, k, group } = parts[f];
  return {
    bases: Int32Array.from(group.levels, (_, g) => offsets[f] + g * k),
    units: unitsOf(structure, i).map(([a, b]) => [a - start, b - start]),
  };
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
