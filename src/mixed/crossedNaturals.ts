/**
 * Derivatives of the crossed objective in the entries of G: the traces and quadratic forms of `NaturalDerivatives`, from
 * the blocks of K that `crossedObjective.ts` has, without ever forming K₁₁.
 *
 * For parameters i, j of the first factor, with N = EQEᵀ and P_ab = Σ_levels E[a]ᵀE[b] (q×q),
 *   tr(E_iKE_jK) = Σ units, Σ_levels (K₀_bc·K₀_da − K₀_bc·N_da − N_bc·K₀_da) + tr(Q·P_cd·Q·P_ab).
 */

import { multiply, packedIndex } from '../linalg/dense';
import type { CovarianceStructure } from './covarianceStructure';
import type { CrossedSolution } from './crossedObjective';
import type { CrossedStatistics } from './crossedStatistics';
import { type FactorPart, type NaturalDerivatives, type Point, unitsOf } from './evaluation';

/** A vector over all random effects: the first factor's (J·k), and the others' (q). */
interface Vector {
  readonly first: Float64Array;
  readonly rest: Float64Array;
}

/** Where one parameter acts: in the first factor or not, at which positions, with which units counted from there. */
interface Place {
  readonly isFirst: boolean;
  readonly bases: Int32Array;
  readonly units: readonly (readonly [number, number])[];
}

interface BetaPoint extends Point {
  readonly beta: Float64Array;
  readonly R: Float64Array;
}

export function crossedNaturals(
  stats: CrossedStatistics,
  structure: CovarianceStructure,
  parts: readonly FactorPart[],
  solution: CrossedSolution,
  point: BetaPoint,
): { readonly natural: NaturalDerivatives; readonly Gamma: Float64Array } {
  const { m } = structure;
  const { p } = point;
  const places = Array.from({ length: m }, (_, i) => placeOf(stats, structure, parts, i));
  const s = residualVector(stats, solution, point.beta);
  const H = whitened(stats, solution, point);
  const first = firstOrder(stats, places, solution, s, H, p);
  const w = places.map((place) => apply(place, s));
  const Kw = w.map((v) => timesK(stats, solution, v));
  const traceKK = traces(stats, places, solution);

  // 2·tr(E_iKE_jB) = 2·Σ_x (E_i·h_x)ᵀK(E_j·h_x), less the term that is of order p²
  const traceProjection = new Float64Array(m * m);
  for (let x = 0; x < p; x++) {
    const Eh = places.map((place) => apply(place, H[x]));
    const KEh = Eh.map((v) => timesK(stats, solution, v));
    for (let i = 0; i < m; i++)
      for (let j = 0; j < m; j++) traceProjection[i * m + j] += 2 * inner(Eh[i], KEh[j]);
  }
  const quadraticK = new Float64Array(m * m);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < m; j++) {
      quadraticK[i * m + j] = inner(w[i], Kw[j]);
      for (let y = 0; y < p * p; y++)
        traceProjection[i * m + j] -= first.F[i * p * p + y] * first.F[j * p * p + y];
    }
  const natural = { ...first, traceKK, traceProjection, quadraticK };
  return { natural, Gamma: derivativeInG(structure, natural, point) };
}

function placeOf(
  { offsets }: CrossedStatistics,
  structure: CovarianceStructure,
  parts: readonly FactorPart[],
  i: number,
): Place {
  const row = structure.rows[i];
  const f = parts.findIndex((part) => row < part.start + part.k);
  const { start, k, group } = parts[f];
  const offset = f === 0 ? 0 : offsets[f - 1];
  return {
    isFirst: f === 0,
    bases: Int32Array.from(group.levels, (_, g) => offset + g * k),
    units: unitsOf(structure, i).map(([a, b]) => [a - start, b - start]),
  };
}

/** s = a − A·beta. */
function residualVector(stats: CrossedStatistics, { A1, A2 }: CrossedSolution, beta: Float64Array): Vector {
  const { J, k, p } = stats.first;
  const w = p + 1;
  const first = new Float64Array(J * k);
  for (let j = 0; j < J; j++)
    for (let a = 0; a < k; a++) {
      let v = A1[(j * w + p) * k + a];
      for (let c = 0; c < p; c++) v -= A1[(j * w + c) * k + a] * beta[c];
      first[j * k + a] = v;
    }
  const rest = new Float64Array(stats.q);
  for (let l = 0; l < stats.q; l++) {
    let v = A2[l * w + p];
    for (let c = 0; c < p; c++) v -= A2[l * w + c] * beta[c];
    rest[l] = v;
  }
  return { first, rest };
}

/** The p rows of H = R_X⁻¹Aᵀ. */
function whitened(stats: CrossedStatistics, { A1, A2 }: CrossedSolution, { R }: BetaPoint): Vector[] {
  const { J, k, p } = stats.first;
  const w = p + 1;
  const H: Vector[] = [];
  for (let x = 0; x < p; x++) {
    const first = new Float64Array(J * k);
    const rest = new Float64Array(stats.q);
    for (let j = 0; j < J; j++) for (let a = 0; a < k; a++) first[j * k + a] = A1[(j * w + x) * k + a];
    for (let l = 0; l < stats.q; l++) rest[l] = A2[l * w + x];
    for (let c = 0; c < x; c++) {
      const r = R[x * w + c];
      for (let l = 0; l < first.length; l++) first[l] -= r * H[c].first[l];
      for (let l = 0; l < rest.length; l++) rest[l] -= r * H[c].rest[l];
    }
    const inverse = 1 / R[x * w + x];
    for (let l = 0; l < first.length; l++) first[l] *= inverse;
    for (let l = 0; l < rest.length; l++) rest[l] *= inverse;
    H.push({ first, rest });
  }
  return H;
}

/** E_i·v. */
function apply({ isFirst, bases, units }: Place, v: Vector): Vector {
  const out = { first: new Float64Array(v.first.length), rest: new Float64Array(v.rest.length) };
  const from = isFirst ? v.first : v.rest;
  const to = isFirst ? out.first : out.rest;
  for (const base of bases) for (const [a, b] of units) to[base + a] += from[base + b];
  return out;
}

/** K·v, by K = [K₀ − EQEᵀ, E − EQC; ·, C − CQC]: with u = Eᵀv₁ + C·v₂, K·v = [K₀v₁ + E(v₂ − Qu); u − C·Q·u]. */
function timesK(stats: CrossedStatistics, { reduced, Q }: CrossedSolution, v: Vector): Vector {
  const { pointer, columns, q } = stats;
  const { J, k } = stats.first;
  const { E, K, C } = reduced;
  const kk = (k * (k + 1)) / 2;
  const u = multiply(C, v.rest, q, q, 1);
  for (let j = 0; j < J; j++)
    for (let e = pointer[j]; e < pointer[j + 1]; e++)
      for (let a = 0; a < k; a++) u[columns[e]] += E[e * k + a] * v.first[j * k + a];
  const Qu = multiply(Q, u, q, q, 1);
  const CQu = multiply(C, Qu, q, q, 1);
  const rest = u.map((x, l) => x - CQu[l]);
  const first = new Float64Array(J * k);
  for (let j = 0; j < J; j++) {
    for (let a = 0; a < k; a++) {
      let s = 0;
      for (let b = 0; b < k; b++) s += K[j * kk + packedIndex(a, b)] * v.first[j * k + b];
      first[j * k + a] = s;
    }
    for (let e = pointer[j]; e < pointer[j + 1]; e++) {
      const x = v.rest[columns[e]] - Qu[columns[e]];
      for (let a = 0; a < k; a++) first[j * k + a] += E[e * k + a] * x;
    }
  }
  return { first, rest };
}

function inner(a: Vector, b: Vector): number {
  let s = 0;
  for (let l = 0; l < a.first.length; l++) s += a.first[l] * b.first[l];
  for (let l = 0; l < a.rest.length; l++) s += a.rest[l] * b.rest[l];
  return s;
}

/** Everything of first order: traces and quadratic forms of each parameter by itself. */
function firstOrder(
  stats: CrossedStatistics,
  places: readonly Place[],
  { K11, K22 }: CrossedSolution,
  s: Vector,
  H: readonly Vector[],
  p: number,
): Pick<NaturalDerivatives, 'traceK' | 'traceB' | 'quadratic' | 'f' | 'F'> {
  const { q } = stats;
  const { k } = stats.first;
  const m = places.length;
  const traceK = new Float64Array(m);
  const traceB = new Float64Array(m);
  const quadratic = new Float64Array(m);
  const f = new Float64Array(m * p);
  const F = new Float64Array(m * p * p);
  places.forEach(({ isFirst, bases, units }, i) => {
    const sPart = isFirst ? s.first : s.rest;
    const hPart = H.map((h) => (isFirst ? h.first : h.rest));
    const kk = (k * (k + 1)) / 2;
    for (const [a, b] of units)
      for (const base of bases) {
        traceK[i] += isFirst ? K11[(base / k) * kk + packedIndex(a, b)] : K22[(base + a) * q + base + b];
        quadratic[i] += sPart[base + a] * sPart[base + b];
        for (let x = 0; x < p; x++) {
          const hx = hPart[x][base + a];
          traceB[i] += hx * hPart[x][base + b];
          f[i * p + x] += hx * sPart[base + b];
          for (let y = 0; y < p; y++) F[(i * p + x) * p + y] += hx * hPart[y][base + b];
        }
      }
  });
  return { traceK, traceB, quadratic, f, F };
}

/** tr(E_iKE_jK) for all pairs. */
function traces(stats: CrossedStatistics, places: readonly Place[], solution: CrossedSolution): Float64Array {
  const m = places.length;
  const out = new Float64Array(m * m);
  const products = firstProducts(stats, solution);
  const across = acrossProducts(stats, solution);
  places.forEach((left, i) =>
    places.forEach((right, j) => {
      if (j > i) return;
      let t = 0;
      for (const [a, b] of left.units)
        for (const [c, d] of right.units) {
          if (left.isFirst && right.isFirst) t += withinFirst(stats, solution, products, [a, b, c, d]);
          else if (left.isFirst) t += diagonalSum(across(a, b), right.bases, c, d, stats.q);
          else if (right.isFirst) t += diagonalSum(across(c, d), left.bases, a, b, stats.q);
          else t += withinRest(stats, solution, left.bases, right.bases, [a, b, c, d]);
        }
      out[i * m + j] = out[j * m + i] = t;
    }),
  );
  return out;
}

/** Q·P_ab for every pair (a, b) of the first factor's effects. */
function firstProducts(stats: CrossedStatistics, { Q, reduced }: CrossedSolution): Float64Array[] {
  const { q } = stats;
  const { k } = stats.first;
  return Array.from({ length: k * k }, (_, at) =>
    multiply(Q, outerSum(stats, reduced.E, Math.floor(at / k), at % k), q, q, q),
  );
}

/** P_ab = Σ_levels E[a]ᵀE[b], q×q. */
function outerSum(stats: CrossedStatistics, E: Float64Array, a: number, b: number): Float64Array {
  const { pointer, columns, q } = stats;
  const { J, k } = stats.first;
  const P = new Float64Array(q * q);
  for (let j = 0; j < J; j++)
    for (let e = pointer[j]; e < pointer[j + 1]; e++) {
      const v = E[e * k + a];
      if (v === 0) continue;
      const row = columns[e] * q;
      for (let d = pointer[j]; d < pointer[j + 1]; d++) P[row + columns[d]] += v * E[d * k + b];
    }
  return P;
}

function withinFirst(
  stats: CrossedStatistics,
  { reduced, K11 }: CrossedSolution,
  products: readonly Float64Array[],
  [a, b, c, d]: readonly [number, number, number, number],
): number {
  const { q } = stats;
  const { J, k } = stats.first;
  const kk = (k * (k + 1)) / 2;
  const bc = packedIndex(b, c);
  const da = packedIndex(d, a);
  const K0 = reduced.K;
  let t = 0;
  for (let at = 0; at < J * kk; at += kk) {
    const N_bc = K0[at + bc] - K11[at + bc];
    const N_da = K0[at + da] - K11[at + da];
    t += K0[at + bc] * K0[at + da] - K0[at + bc] * N_da - N_bc * K0[at + da];
  }
  const left = products[c * k + d];
  const right = products[a * k + b];
  for (let x = 0; x < q; x++) for (let y = 0; y < q; y++) t += left[x * q + y] * right[y * q + x];
  return t;
}

/** For a pair (a, b) of the first factor's effects Σ_levels K₁₂[b]ᵀK₁₂[a] (q×q), made once per pair. */
function acrossProducts(
  stats: CrossedStatistics,
  { Q, reduced }: CrossedSolution,
): (a: number, b: number) => Float64Array {
  const { q } = stats;
  // I − QC, so that K₁₂ = E·(I − QC)
  const Y = multiply(Q, reduced.C, q, q, q).map((v, at) => (at % (q + 1) === 0 ? 1 : 0) - v);
  const made = new Map<string, Float64Array>();
  return (a, b) => {
    const key = `${a},${b}`;
    let product = made.get(key);
    if (product === undefined) {
      product = sandwich(Y, outerSum(stats, reduced.E, b, a), q);
      made.set(key, product);
    }
    return product;
  };
}

/** YᵀPY, q×q. */
function sandwich(Y: Float64Array, P: Float64Array, q: number): Float64Array {
  const PY = multiply(P, Y, q, q, q);
  const out = new Float64Array(q * q);
  for (let r = 0; r < q; r++)
    for (let i = 0; i < q; i++) {
      const v = Y[r * q + i];
      if (v !== 0) for (let j = 0; j < q; j++) out[i * q + j] += v * PY[r * q + j];
    }
  return out;
}

/** Σ over the levels of entry (c, d) of their diagonal blocks. */
function diagonalSum(X: Float64Array, bases: Int32Array, c: number, d: number, q: number): number {
  let t = 0;
  for (const base of bases) t += X[(base + c) * q + base + d];
  return t;
}

function withinRest(
  { q }: CrossedStatistics,
  { K22 }: CrossedSolution,
  left: Int32Array,
  right: Int32Array,
  [a, b, c, d]: readonly [number, number, number, number],
): number {
  let t = 0;
  for (const l of left) for (const r of right) t += K22[(l + b) * q + r + c] * K22[(r + d) * q + l + a];
  return t;
}

/** Γ = ∂d/∂G from the first-order sums: parameter i off the diagonal counts both of its entries. */
function derivativeInG(
  { k, m, rows, cols }: CovarianceStructure,
  { traceK, traceB, quadratic }: NaturalDerivatives,
  { reml, nu, r2 }: Point,
): Float64Array {
  const Gamma = new Float64Array(k * k);
  for (let i = 0; i < m; i++) {
    const entries = rows[i] === cols[i] ? 1 : 2;
    const v = (traceK[i] - (reml ? traceB[i] : 0) - (nu / r2) * quadratic[i]) / entries;
    Gamma[rows[i] * k + cols[i]] = v;
    Gamma[cols[i] * k + rows[i]] = v;
  }
  return Gamma;
}
