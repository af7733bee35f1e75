/**
 * The hypotheses that F tests of terms are about, as rows L of contrasts of the fixed effects.
 *
 * - Type I: each term after those before it. Rows of R in X = W·R.
 * - Type II: each term after all others that do not contain it. The same with the columns of the term, and then of those
 *   that contain it, put last; for a term that no other contains, its coefficients.
 * - Type III: each term after all others, averaged over the levels of other factors with equal weights where every cell has
 *   data (Yates 1934). In general SAS's type III: of the estimable functions those that are about the term, orthogonal to
 *   those about the terms that contain it (Goodnight 1980, Commun. Stat. Theory Methods 9, 167-180; SAS/STAT User's Guide,
 *   "The four types of estimable functions"). It depends neither on the coding nor, with empty cells, on the order of levels.
 *
 * As in lmerTest the first two take no account of the covariance matrix: they are about the expectation of y. The rows are
 * lmerTest's too: Satterthwaite's degrees of freedom depend on them, though the hypothesis and F do not.
 */

import { multiply } from '../linalg/dense';
import { orthogonalize } from '../linalg/orthogonalize';
import { dot, subtractMultipleInPlace } from '../linalg/columns';
import type { ModelMatrices } from '../design/types';

export type TestType = 1 | 2 | 3;

export interface TermContrasts {
  readonly term: string;
  /** rows×p over the kept columns of X; none for a term whose columns are all dropped. */
  readonly L: Float64Array;
  readonly rows: number;
}

export interface AssignedColumns {
  readonly columns: readonly Float64Array[];
  /** Term of each column, -1 for the intercept. */
  readonly assign: Int32Array | readonly number[];
}

/** The same model otherwise coded, and which terms contain which. */
export interface Recoded {
  readonly treatment: AssignedColumns;
  /** A column for each level of every factor in every term; columns of `treatment` are the same arrays. */
  readonly everyLevel: AssignedColumns;
  readonly contains: readonly (readonly number[])[];
}

/** @param kept columns of X that are not dropped */
export function termContrasts(
  { X, assign, termLabels }: Pick<ModelMatrices, 'X' | 'assign' | 'termLabels'>,
  kept: readonly number[],
  type: TestType,
  recoded: Recoded,
): TermContrasts[] {
  const own = { columns: kept.map((j) => X.columns[j]), assign: kept.map((j) => assign[j]) };
  const p = kept.length;
  // A single term has nothing to be adjusted for.
  const only = termLabels.length === 1 ? 1 : type;
  const all = only === 1 ? sequential(own) : only === 3 ? estimable(own, recoded) : null;
  return termLabels.map((term, t): TermContrasts => {
    const found = all?.get(t) ?? (only === 2 ? lastButContaining(own, t, recoded.contains[t]) : undefined);
    const L = found ?? new Float64Array(0);
    return { term, L, rows: L.length / p };
  });
}

/** R of X = W·R with each row divided by its entry on the diagonal. */
function unitRows(columns: readonly Float64Array[]): Float64Array {
  const p = columns.length;
  const { R } = orthogonalize(columns);
  return R.map((v, at) => v / R[Math.floor(at / p) * (p + 1)]);
}

/** Rows of R by term. */
function sequential({ columns, assign }: AssignedColumns): Map<number, Float64Array> {
  return rowsByTerm(unitRows(columns), columns.length, assign);
}

function lastButContaining(
  { columns, assign }: AssignedColumns,
  term: number,
  contains: readonly number[],
): Float64Array | undefined {
  if (contains.length === 0) return unitVectors(assign, term);
  const rank = (j: number): number => (assign[j] === term ? 1 : contains.includes(assign[j]) ? 2 : 0);
  const order = columns.map((_, j) => j).sort((i, j) => rank(i) - rank(j) || i - j);
  const p = columns.length;
  const R = unitRows(order.map((j) => columns[j]));
  const back = new Float64Array(p * p);
  for (let r = 0; r < p; r++) order.forEach((j, c) => (back[r * p + j] = R[r * p + c]));
  return rowsByTerm(
    back,
    p,
    order.map((j) => assign[j]),
  ).get(term);
}

/** The coefficients of a term themselves. */
function unitVectors(assign: AssignedColumns['assign'], term: number): Float64Array {
  const p = assign.length;
  const own = [...assign.keys()].filter((j) => assign[j] === term);
  const L = new Float64Array(own.length * p);
  own.forEach((j, r) => (L[r * p + j] = 1));
  return L;
}

/** A part of a column, or of a row of L, below this share of the whole is rounding. */
const ROUNDING = 1e-9;

/**
 * With treatment contrasts X_t and a column per level D = X_t·B, the columns of Bᵀ are a basis of all estimable functions
 * of the effects in D. Those of a term, less what the terms that contain it explain, are read at the effects that X_t
 * kept; the others are zero there.
 */
function estimable(
  { columns }: AssignedColumns,
  { treatment, everyLevel, contains }: Recoded,
): Map<number, Float64Array> {
  const p = columns.length;
  const q = everyLevel.columns.length;
  const own = coefficients(treatment, columns);
  const { A: B, kept } = coefficients(treatment, everyLevel.columns);
  const functions = kept.map((x, k) =>
    withoutRounding(B.slice(k * q, (k + 1) * q), treatment.columns[x], everyLevel),
  );
  const at = kept.map((x) =>
    everyLevel.columns.findIndex(
      (column, j) => column === treatment.columns[x] && everyLevel.assign[j] === treatment.assign[x],
    ),
  );
  const ofTerms = (terms: readonly number[]): Float64Array[] =>
    functions.filter((_, k) => terms.includes(own.assign[k]));
  return new Map(
    contains.map((containing, term) => {
      const { columns: W } = orthogonalize(ofTerms(containing));
      const rows = ofTerms([term])
        .map((f) => remainder(f, W))
        .filter((f) => f.some((v) => v !== 0));
      const L = new Float64Array(rows.length * p);
      rows.forEach((f, r) => at.forEach((j, k) => (L[r * p + k] = f[j])));
      return [term, multiply(L, own.A, rows.length, p, p)];
    }),
  );
}

/** A row of B without the entries that are rounding: they move the column of D by next to nothing. */
function withoutRounding(row: Float64Array, x: Float64Array, { columns }: AssignedColumns): Float64Array {
  const size = Math.sqrt(dot(x, x));
  return row.map((v, j) => (Math.abs(v) * size > ROUNDING * Math.sqrt(dot(columns[j], columns[j])) ? v : 0));
}

/** f less its projection on the orthogonal W; what is left of an entry after all of it was subtracted is zero. */
function remainder(f: Float64Array, W: readonly Float64Array[]): Float64Array {
  const rest = f.slice();
  const size = f.map(Math.abs);
  for (const w of W) {
    const c = dot(w, rest) / dot(w, w);
    w.forEach((v, j) => (size[j] += Math.abs(c * v)));
    subtractMultipleInPlace(rest, c, w);
  }
  return rest.map((v, j) => (Math.abs(v) > ROUNDING * size[j] ? v : 0));
}

/** A with X = Y·A for the columns Y of a coding of the same model; columns that depend on those before are left out. */
function coefficients(
  coded: AssignedColumns,
  columns: readonly Float64Array[],
): { A: Float64Array; assign: number[]; kept: readonly number[] } {
  const p = columns.length;
  const { columns: W, R, kept } = orthogonalize(coded.columns);
  const r = W.length;
  const projected = new Float64Array(r * p);
  W.forEach((w, i) => columns.forEach((x, j) => (projected[i * p + j] = dot(w, x) / w.length)));
  return {
    A: multiply(invertUpper(R, r), projected, r, r, p),
    assign: kept.map((j) => coded.assign[j]),
    kept,
  };
}

function invertUpper(R: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let j = 0; j < n; j++)
    for (let i = j; i >= 0; i--) {
      let s = i === j ? 1 : 0;
      for (let c = i + 1; c <= j; c++) s -= R[i * n + c] * inverse[c * n + j];
      inverse[i * n + j] = s / R[i * n + i];
    }
  return inverse;
}

function rowsByTerm(
  A: Float64Array,
  p: number,
  assign: AssignedColumns['assign'],
): Map<number, Float64Array> {
  const rows = new Map<number, number[]>();
  for (let r = 0; r < assign.length; r++) {
    const list = rows.get(assign[r]) ?? [];
    list.push(...A.subarray(r * p, (r + 1) * p));
    rows.set(assign[r], list);
  }
  return new Map([...rows].map(([term, values]) => [term, Float64Array.from(values)]));
}
