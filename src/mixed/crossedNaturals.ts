/**
 * Derivatives of the crossed objective in the entries of G: the traces and quadratic forms of `NaturalDerivatives`, from
 * the blocks of K that `crossedObjective.ts` has, without ever forming K₁₁.
 */

import { packedIndex } from '../linalg/dense';
import type { CovarianceStructure } from './covarianceStructure';
import type { CrossedSolution } from './crossedObjective';
import type { CrossedStatistics } from './crossedStatistics';
import { type FactorPart, type NaturalDerivatives, type Point, unitsOf } from './evaluation';

/** A vector over all random effects: the first factor's (J·k), and the others' (q). */
interface Vector {
  readonly first: Float64Array;
  readonly rest: Float64Array;
}

/** Where one parameter acts: in which factor, at which positions, with which units counted from there. */
interface Place {
  readonly factor: number;
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
  { bases }: CrossedStatistics,
  structure: CovarianceStructure,
  parts: readonly FactorPart[],
  i: number,
): Place {
  const row = structure.rows[i];
  const f = parts.findIndex((part) => row < part.start + part.k);
  const { start, k, group } = parts[f];
  return {
    factor: f,
    bases: f === 0 ? Int32Array.from(group.levels, (_, g) => g * k) : bases[f - 1],
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
function apply({ factor, bases, units }: Place, v: Vector): Vector {
  const out = { first: new Float64Array(v.first.length), rest: new Float64Array(v.rest.length) };
  const from = factor === 0 ? v.first : v.rest;
  const to = factor === 0 ? out.first : out.rest;
  for (const base of bases) for (const [a, b] of units) to[base + a] += from[base + b];
  return out;
}

/** K·v, by K = [K₀ − EQEᵀ, E − EQC; ·, C − CQC]: with u = Eᵀv₁ + C·v₂, K·v = [K₀v₁ + E(v₂ − Qu); u − C·Q·u]. */
function timesK(stats: CrossedStatistics, { reduced, blocks }: CrossedSolution, v: Vector): Vector {
  const { pointer, columns, q } = stats;
  const { J, k } = stats.first;
  const { E, K, C } = reduced;
  const kk = (k * (k + 1)) / 2;
  const u = blockwise(stats, C, v.rest);
  for (let j = 0; j < J; j++)
    for (let e = pointer[j]; e < pointer[j + 1]; e++)
      for (let a = 0; a < k; a++) u[columns[e]] += E[e * k + a] * v.first[j * k + a];
  const Qu = blockwise(
    stats,
    blocks.map(({ Q }) => Q),
    u,
  );
  const CQu = blockwise(stats, C, Qu);
  const rest = new Float64Array(q);
  for (let l = 0; l < q; l++) rest[l] = u[l] - CQu[l];
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

/** A block diagonal matrix times a vector of q. */
function blockwise(
  stats: CrossedStatistics,
  matrices: readonly Float64Array[],
  v: Float64Array,
): Float64Array {
  const out = new Float64Array(v.length);
  stats.blocks.forEach(({ from, size }, b) => {
    const A = matrices[b];
    for (let i = 0; i < size; i++) out[from + i] = rowTimes(A, i * size, v, from, size);
  });
  return out;
}

/** Σ A[a + j]·v[from + j] over `length` entries, in four sums that do not wait for one another. */
function rowTimes(A: Float64Array, a: number, v: Float64Array, from: number, length: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let j = 0;
  for (; j + 4 <= length; j += 4) {
    s0 += A[a + j] * v[from + j];
    s1 += A[a + j + 1] * v[from + j + 1];
    s2 += A[a + j + 2] * v[from + j + 2];
    s3 += A[a + j + 3] * v[from + j + 3];
  }
  for (; j < length; j++) s0 += A[a + j] * v[from + j];
  return s0 + s1 + (s2 + s3);
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
  solution: CrossedSolution,
  s: Vector,
  H: readonly Vector[],
  p: number,
): Pick<NaturalDerivatives, 'traceK' | 'traceB' | 'quadratic' | 'f' | 'F'> {
  const m = places.length;
  const traceK = new Float64Array(m);
  const traceB = new Float64Array(m);
  const quadratic = new Float64Array(m);
  const f = new Float64Array(m * p);
  const F = new Float64Array(m * p * p);
  places.forEach((place, i) => {
    const { factor, bases, units } = place;
    const isFirst = factor === 0;
    const sPart = isFirst ? s.first : s.rest;
    const hPart = H.map((h) => (isFirst ? h.first : h.rest));
    traceK[i] = traceOf(stats, place, solution);
    for (const [a, b] of units)
      for (const base of bases) {
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

/** tr(E_iK), from the diagonal blocks of K. */
function traceOf(
  { blocks, first }: CrossedStatistics,
  { factor, units }: Place,
  solution: CrossedSolution,
): number {
  let t = 0;
  for (const [a, b] of units) {
    if (factor === 0) {
      const { K11 } = solution.links;
      const kk = (first.k * (first.k + 1)) / 2;
      for (let at = packedIndex(a, b); at < K11.length; at += kk) t += K11[at];
    } else
      blocks.forEach(({ size, bases }, at) => {
        const { K } = solution.blocks[at];
        for (const base of bases[factor - 1]) t += K[(base + a) * size + base + b];
      });
  }
  return t;
}

/** tr(E_iKE_jK) for all pairs. */
function traces(stats: CrossedStatistics, places: readonly Place[], solution: CrossedSolution): Float64Array {
  const m = places.length;
  const out = new Float64Array(m * m);
  places.forEach((left, i) =>
    places.forEach((right, j) => {
      if (j > i) return;
      let t = 0;
      for (const [a, b] of left.units)
        for (const [c, d] of right.units) {
          if (left.factor === 0 && right.factor === 0) t += withinFirst(stats, solution, a, b, c, d);
          else if (left.factor === 0) t += acrossTo(stats, solution, right, a, b, c, d);
          else if (right.factor === 0) t += acrossTo(stats, solution, left, c, d, a, b);
          else t += withinRest(stats, solution, left, right, [a, b, c, d]);
        }
      out[i * m + j] = out[j * m + i] = t;
    }),
  );
  return out;
}

function withinFirst(
  stats: CrossedStatistics,
  { reduced, links }: CrossedSolution,
  a: number,
  b: number,
  c: number,
  d: number,
): number {
  const { J, k } = stats.first;
  const kk = (k * (k + 1)) / 2;
  const bc = packedIndex(b, c);
  const da = packedIndex(d, a);
  const K0 = reduced.K;
  let t = links.square[(c * k + d) * k * k + a * k + b];
  for (let at = 0; at < J * kk; at += kk) {
    const N_bc = K0[at + bc] - links.K11[at + bc];
    const N_da = K0[at + da] - links.K11[at + da];
    t += K0[at + bc] * K0[at + da] - K0[at + bc] * N_da - N_bc * K0[at + da];
  }
  return t;
}

function acrossTo(
  stats: CrossedStatistics,
  { links, scales }: CrossedSolution,
  { factor }: Place,
  a: number,
  b: number,
  c: number,
  d: number,
): number {
  const { k } = scales[factor - 1];
  return links.across[factor - 1][(a * stats.first.k + b) * k * k + c * k + d];
}

function withinRest(
  stats: CrossedStatistics,
  { blocks }: CrossedSolution,
  left: Place,
  right: Place,
  [a, b, c, d]: readonly [number, number, number, number],
): number {
  let t = 0;
  stats.blocks.forEach(({ size, bases }, at) => {
    const { K } = blocks[at];
    for (const l of bases[left.factor - 1])
      for (const r of bases[right.factor - 1]) t += K[(l + b) * size + r + c] * K[(r + d) * size + l + a];
  });
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
