/**
 * The hypotheses that F tests of terms are about, as rows L of contrasts of the fixed effects.
 *
 * - Type I: each term after those before it. Rows of R in X = W·R.
 * - Type II: each term after all others that do not contain it. The same with the columns of the term, and then of those
 *   that contain it, put last.
 * - Type III: each term after all others, averaged over the levels of other factors with equal weights: the coefficients of
 *   the term with sum contrasts (Yates 1934; Searle 1971, Linear Models, section 8.1). It does not depend on the coding.
 *
 * As in lmerTest the first two take no account of the covariance matrix: they are about the expectation of y.
 */

import { inverse, Matrix, solve } from 'ml-matrix';
import { multiply } from '../linalg/dense';
import { orthogonalize } from '../linalg/orthogonalize';
import { dot } from '../linalg/columns';
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
  readonly sum: AssignedColumns;
  readonly treatment: AssignedColumns;
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
  const all = only === 1 ? sequential(own) : only === 3 ? averaged(own, recoded) : null;
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

/**
 * X = X_s·A, so that the coefficients with sum contrasts are A·beta. The rows of a term are then combined so that with
 * treatment contrasts they would be the differences to the first level: the test is the same, but Satterthwaite's degrees
 * of freedom depend on the rows, and these are lmerTest's.
 */
function averaged({ columns }: AssignedColumns, { sum, treatment }: Recoded): Map<number, Float64Array> {
  const p = columns.length;
  const bySum = coefficients(sum, columns);
  const byTreatment = coefficients(treatment, columns);
  const back = inverse(new Matrix(nested(byTreatment.A, byTreatment.assign.length, p)), true);
  const rows = rowsByTerm(bySum.A, p, bySum.assign);
  return new Map(
    [...rows].map(([term, L]) => {
      const own = byTreatment.assign.flatMap((t, j) => (t === term ? [j] : []));
      const r = L.length / p;
      if (own.length !== r) return [term, L];
      const rowsOfL = new Matrix(nested(L, r, p));
      const block = rowsOfL.mmul(back).subMatrixColumn(own);
      return [term, Float64Array.from(solve(block, rowsOfL, true).to1DArray())];
    }),
  );
}

/** A with X = Y·A for the columns Y of a coding of the same model; columns that depend on those before are left out. */
function coefficients(
  coded: AssignedColumns,
  columns: readonly Float64Array[],
): { A: Float64Array; assign: number[] } {
  const p = columns.length;
  const { columns: W, R, kept } = orthogonalize(coded.columns);
  const r = W.length;
  const projected = new Float64Array(r * p);
  W.forEach((w, i) => columns.forEach((x, j) => (projected[i * p + j] = dot(w, x) / w.length)));
  return {
    A: multiply(invertUpper(R, r), projected, r, r, p),
    assign: kept.map((j) => coded.assign[j]),
  };
}

function nested(A: Float64Array, rows: number, width: number): number[][] {
  return Array.from({ length: rows }, (_, i) => [...A.subarray(i * width, (i + 1) * width)]);
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
