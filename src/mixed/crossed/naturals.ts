/**
 * Derivatives of the crossed objective in the entries of G: the traces and quadratic forms of `NaturalDerivatives`, from
 * the blocks of K that `solution.ts` has, without ever forming K₁₁.
 */

import { difference, dot, product, scaleInPlace, subtractMultipleInPlace } from '../../linalg/columns';
import { packedIndex } from '../../linalg/dense';
import { type SparseSquare, timesSparse } from '../../linalg/large/sparse';
import { timesVectors } from '../../linalg/large/vectors';
import type { Steps } from '../../optimize/steps';
import type { CovarianceStructure } from '../../covariance/structure';
import type { Eliminated } from './elimination';
import { type CrossedSolution, diagonalsAt, type LeftOver } from './solution';
import type { CrossedStatistics } from './statistics';
import { type NaturalDerivatives, type Point, unitsOf } from '../evaluation';
import { addScaled } from './remainder';

/** A vector over all random effects: the first factor's (J·k), and the others' (q). */
export interface Vector {
  readonly first: Float64Array;
  readonly rest: Float64Array;
}

/** Where one parameter acts: in which factor, at which positions, with which units counted from there. */
export interface Place {
  readonly factor: number;
  /** Random effects per level of the factor. */
  readonly k: number;
  readonly bases: Int32Array;
  readonly units: readonly (readonly [number, number])[];
}

export interface BetaPoint extends Point {
  readonly beta: Float64Array;
  readonly R: Float64Array;
}

export function* crossedNaturals(
  stats: CrossedStatistics,
  structure: CovarianceStructure,
  solution: CrossedSolution,
  point: BetaPoint,
): Steps<{ readonly natural: NaturalDerivatives; readonly Gamma: Float64Array }> {
  const { m } = structure;
  const { p } = point;
  const places = placesOf(stats, structure);
  const s = residualVector(stats, solution, point.beta);
  const H = whitened(stats, solution, point);
  const first = firstOrder(places, diagonalsAt(stats, solution), s, H, p);
  yield;
  const traceKK = traces(stats, places, solution);
  yield;
  const [quadraticK, ...forms] = quadraticForms(stats, places, solution, [s, ...H]);

  // 2·tr(E_iKE_jB) = 2·Σ_x (E_i·h_x)ᵀK(E_j·h_x), less the term that is of order p²
  const traceProjection = new Float64Array(m * m);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < m; j++) {
      for (let x = 0; x < p; x++) traceProjection[i * m + j] += 2 * forms[x][i * m + j];
      for (let y = 0; y < p * p; y++)
        traceProjection[i * m + j] -= first.F[i * p * p + y] * first.F[j * p * p + y];
    }
  const natural = { ...first, traceKK, traceProjection, quadraticK };
  return { natural, Gamma: derivativeInG(structure, natural, point) };
}

/** h_xᵀE_iKE_jh_y for all pairs, in the layout of `grouped/pairForms.ts`. */
export function crossedPairForms(
  stats: CrossedStatistics,
  structure: CovarianceStructure,
  solution: CrossedSolution,
  point: BetaPoint,
): Float64Array {
  const { m } = structure;
  const { p } = point;
  const places = placesOf(stats, structure);
  const H = whitened(stats, solution, point);
  const applied = applyAll(
    stats,
    solution,
    places.flatMap((place) => H.map((h) => [place, h] as const)),
  );
  const forms = new Float64Array(m * m * p * p);
  for (let i = 0, at = 0; i < m; i++)
    for (let j = 0; j < m; j++)
      for (let x = 0; x < p; x++)
        for (let y = 0; y < p; y++, at++) forms[at] = throughK(applied[i * p + x], applied[j * p + y]);
  return forms;
}

export function placesOf({ parts, bases }: CrossedStatistics, structure: CovarianceStructure): Place[] {
  return Array.from(structure.rows, (row, i) => {
    const factor = parts.findIndex(({ start, k }) => row >= start && row < start + k);
    const { start, k, group } = parts[factor];
    return {
      factor,
      k,
      bases: factor === 0 ? Int32Array.from(group.levels, (_, g) => g * k) : bases[factor - 1],
      units: unitsOf(structure, i).map(([a, b]) => [a - start, b - start]),
    };
  });
}

/** s = a − A·beta. */
export function residualVector(stats: CrossedStatistics, { A1, A2 }: LeftOver, beta: Float64Array): Vector {
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
    let v = A2[p][l];
    for (let c = 0; c < p; c++) v -= A2[c][l] * beta[c];
    rest[l] = v;
  }
  return { first, rest };
}

/** The p rows of H = R_X⁻¹Aᵀ. */
export function whitened(stats: CrossedStatistics, { A1, A2 }: LeftOver, { R }: BetaPoint): Vector[] {
  const { J, k, p } = stats.first;
  const w = p + 1;
  const H: Vector[] = [];
  for (let x = 0; x < p; x++) {
    const first = new Float64Array(J * k);
    const rest = new Float64Array(A2[x]);
    for (let j = 0; j < J; j++) for (let a = 0; a < k; a++) first[j * k + a] = A1[(j * w + x) * k + a];
    for (let c = 0; c < x; c++) {
      subtractMultipleInPlace(first, R[x * w + c], H[c].first);
      subtractMultipleInPlace(rest, R[x * w + c], H[c].rest);
    }
    scaleInPlace(first, 1 / R[x * w + x]);
    scaleInPlace(rest, 1 / R[x * w + x]);
    H.push({ first, rest });
  }
  return H;
}

/** E_i·v for one parameter, and what K makes of it. */
interface Applied {
  readonly isFirst: boolean;
  /** Its part in the factor's own effects: all other entries are zero. */
  readonly v: Float64Array;
  /** In the first factor K₀·v, u = Eᵀv and Q·u; else K₂₂·v and (I − QC)·v. */
  readonly own: Float64Array;
  readonly u: Float64Array;
  readonly Qu: Float64Array;
}

/** (E_i·x)ᵀK(E_j·x) for all pairs of parameters, m×m, and each x. */
function quadraticForms(
  stats: CrossedStatistics,
  places: readonly Place[],
  solution: CrossedSolution,
  vectors: readonly Vector[],
): Float64Array[] {
  const m = places.length;
  const applied = applyAll(
    stats,
    solution,
    vectors.flatMap((x) => places.map((place) => [place, x] as const)),
  );
  return vectors.map((_, x) => {
    const form = new Float64Array(m * m);
    for (let i = 0; i < m; i++)
      for (let j = 0; j <= i; j++)
        form[i * m + j] = form[j * m + i] = throughK(applied[x * m + i], applied[x * m + j]);
    return form;
  });
}

function throughK(a: Applied, b: Applied): number {
  if (a.isFirst && b.isFirst) return dot(a.v, b.own) - dot(a.u, b.Qu);
  if (!a.isFirst && !b.isFirst) return dot(a.v, b.own);
  return a.isFirst ? dot(a.u, b.u) : dot(b.u, a.u);
}

function applyAll(
  stats: CrossedStatistics,
  solution: CrossedSolution,
  pairs: readonly (readonly [Place, Vector])[],
): Applied[] {
  const { blocks, scales } = solution;
  const zeros = (): Float64Array => new Float64Array(stats.q);
  // What Q is to be multiplied with: u in the first factor, G⁻¹·v in one with a regular G
  const inputs = pairs.map(([place, vector]): Float64Array => {
    if (place.factor === 0) return throughLinks(stats, solution.reduced, apply(place, vector.first));
    const out = zeros();
    const { k, inverse } = scales[place.factor - 1];
    if (inverse !== null)
      addScaled(inverse, k, stats.bases[place.factor - 1], apply(place, vector.rest), out);
    return out;
  });
  const products = inputs.map(zeros);
  const rest = pairs.map(([place, vector]) => (place.factor === 0 ? null : apply(place, vector.rest)));
  const allRegular = scales.every(({ inverse }) => inverse !== null);
  const inRest = rest.filter((v) => v !== null);
  const information = inRest.map(zeros);
  stats.blocks.forEach(({ from, size }, b) => {
    const { Q, K, entries } = blocks[b];
    if (Q !== null) timesVectors(Q, size, inputs, products, from);
    if (entries !== null) inRest.forEach((v, at) => timesSparse(entries, v, information[at], from));
    else if (!allRegular) timesVectors(K, size, inRest, information, from);
  });
  // K₂₂·v = G⁻¹(v − QG⁻¹v)
  if (allRegular)
    rest.forEach((v, at) => {
      if (v === null) return;
      const left = difference(v, products[at]);
      scales.forEach(({ k, inverse }, f) =>
        addScaled(inverse!, k, stats.bases[f], left, information[inRest.indexOf(v)]),
      );
    });
  return pairs.map(([place, vector], at): Applied => {
    if (place.factor === 0) {
      const v = apply(place, vector.first);
      return { isFirst: true, v, own: timesK0(stats, solution.reduced, v), u: inputs[at], Qu: products[at] };
    }
    const v = rest[at]!;
    const isRegular = scales[place.factor - 1].inverse !== null;
    const u = isRegular ? products[at] : lessX(stats, solution, v);
    return { isFirst: false, v, own: information[inRest.indexOf(v)], u, Qu: u };
  });
}

/** E_i·v among the effects of the factor, the first one's or the others'; may be v itself. */
export function apply({ factor, k, bases, units }: Place, v: Float64Array): Float64Array {
  if (factor === 0 && k === 1) return v;
  const out = new Float64Array(v.length);
  units.forEach(([a, b]) => addShifted(out, a, v, b, bases));
  return out;
}

/** out[base + a] += v[base + b]. */
function addShifted(out: Float64Array, a: number, v: Float64Array, b: number, bases: Int32Array): void {
  for (let g = 0; g < bases.length; g++) out[bases[g] + a] += v[bases[g] + b];
}

/** Σ u[base + a]·v[base + b]. */
function shiftedDot(u: Float64Array, a: number, v: Float64Array, b: number, bases: Int32Array): number {
  let s = 0;
  for (let g = 0; g < bases.length; g++) s += u[bases[g] + a] * v[bases[g] + b];
  return s;
}

/** Eᵀv. */
export function throughLinks(stats: CrossedStatistics, { E }: Eliminated, v: Float64Array): Float64Array {
  const { pointer, columns, first } = stats;
  const { J, k } = first;
  const u = new Float64Array(stats.q);
  for (let j = 0; j < J; j++)
    for (let e = pointer[j]; e < pointer[j + 1]; e++)
      for (let a = 0; a < k; a++) u[columns[e]] += E[e * k + a] * v[j * k + a];
  return u;
}

/** K₀·v. */
export function timesK0({ first }: CrossedStatistics, { K }: Eliminated, v: Float64Array): Float64Array {
  const { J, k } = first;
  if (k === 1) return product(K, v);
  const kk = (k * (k + 1)) / 2;
  const out = new Float64Array(J * k);
  for (let j = 0; j < J; j++)
    for (let a = 0; a < k; a++)
      for (let b = 0; b < k; b++) out[j * k + a] += K[j * kk + packedIndex(a, b)] * v[j * k + b];
  return out;
}

/** (I − QC)·v for v in the effects without a regular G. */
function lessX(stats: CrossedStatistics, { blocks }: CrossedSolution, v: Float64Array): Float64Array {
  const out = new Float64Array(v);
  stats.blocks.forEach(({ from, size }, b) => {
    const { singular, X } = blocks[b];
    const width = singular.length;
    if (X === null) return;
    for (let i = 0; i < size; i++)
      for (let c = 0; c < width; c++) out[from + i] -= X[i * width + c] * v[from + singular[c]];
  });
  return out;
}

/**
 * Everything of first order: traces and quadratic forms of each parameter by itself.
 *
 * @param diagonals for each factor the diagonal blocks of K, packed
 */
export function firstOrder(
  places: readonly Place[],
  diagonals: readonly Float64Array[],
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
    traceK[i] = traceOf(place, diagonals[factor]);
    for (const [a, b] of units) {
      quadratic[i] += shiftedDot(sPart, a, sPart, b, bases);
      for (let x = 0; x < p; x++) {
        f[i * p + x] += shiftedDot(hPart[x], a, sPart, b, bases);
        for (let y = 0; y < p; y++) F[(i * p + x) * p + y] += shiftedDot(hPart[x], a, hPart[y], b, bases);
      }
    }
    for (let x = 0; x < p; x++) traceB[i] += F[(i * p + x) * p + x];
  });
  return { traceK, traceB, quadratic, f, F };
}

/** tr(E_iK), from the packed diagonal blocks of K. */
function traceOf({ k, units }: Place, K: Float64Array): number {
  let t = 0;
  for (const [a, b] of units)
    for (let at = packedIndex(a, b); at < K.length; at += packedIndex(k, 0)) t += K[at];
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
    const { K, entries } = blocks[at];
    const rights = bases[right.factor - 1];
    if (entries !== null) {
      t += withinEntries(entries, bases[left.factor - 1], rights, [a, b, c, d]);
      return;
    }
    for (const l of bases[left.factor - 1]) {
      // Both by rows of K, which is symmetric
      const first = (l + b) * size + c;
      const second = (l + a) * size + d;
      for (let r = 0; r < rights.length; r++) t += K[first + rights[r]] * K[second + rights[r]];
    }
  });
  return t;
}

/** The same from the entries that are not zero: Σ K[l + b, r + c]·K[l + a, r + d] over the levels l and r. */
function withinEntries(
  { pointer, columns, values }: SparseSquare,
  lefts: Int32Array,
  rights: Int32Array,
  [a, b, c, d]: readonly [number, number, number, number],
): number {
  const size = pointer.length - 1;
  const isRight = new Uint8Array(size);
  for (const r of rights) isRight[r + d] = 1;
  const other = new Float64Array(size);
  let t = 0;
  for (const l of lefts) {
    for (let e = pointer[l + b]; e < pointer[l + b + 1]; e++) other[columns[e]] = values[e];
    for (let e = pointer[l + a]; e < pointer[l + a + 1]; e++)
      if (isRight[columns[e]] === 1) t += values[e] * other[columns[e] - d + c];
    for (let e = pointer[l + b]; e < pointer[l + b + 1]; e++) other[columns[e]] = 0;
  }
  return t;
}

/** Γ = ∂d/∂G from the first-order sums: parameter i off the diagonal counts both of its entries. */
export function derivativeInG(
  { k, m, rows, cols }: CovarianceStructure,
  { traceK, traceB, quadratic }: Pick<NaturalDerivatives, 'traceK' | 'traceB' | 'quadratic'>,
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
