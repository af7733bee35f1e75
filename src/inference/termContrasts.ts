/**
 * The hypotheses that F tests of terms are about, as rows L of contrasts of the fixed effects.
 *
 * - Type I: each term after those before it. Rows of R in X = W·R.
 * - Type II: each term after all others that do not contain it. The same with the columns of the term, and then of those
 *   that contain it, put last; for a term that no other contains, its coefficients.
 * - Type III: each term after all others, averaged over the levels of other factors with equal weights where every cell has
 *   data (Yates 1934); in general SAS's type III, `estimableFunctions.ts`. It depends neither on the coding nor, with empty
 *   cells, on the order of levels.
 *
 * As in lmerTest the first two take no account of the covariance matrix: they are about the expectation of y. A term that
 * others determine has no rows in types II and III, whichever comes first; but of two terms that say the same, such as a
 * covariate and twice itself, the first is tested as if the other were not there. All rows are found with treatment contrasts and then
 * written in the coefficients of the model's own coding: Satterthwaite's degrees of freedom depend on the rows, though the
 * hypothesis and F do not, and so they are the same in every coding, and lmerTest's with treatment contrasts.
 */

import { multiply } from '../linalg/dense';
import type { ModelMatrices } from '../design/types';
import { type ColumnBasis, columnBasis } from './columnBasis';
import { type AssignedColumns, estimableContrasts } from './estimableFunctions';

export type TestType = 1 | 2 | 3;

export interface TermContrasts {
  readonly term: string;
  /** rows×p over the kept columns of X; none for a term about which nothing can be tested. */
  readonly L: Float64Array;
  readonly rows: number;
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
  { X, termLabels }: Pick<ModelMatrices, 'X' | 'termLabels'>,
  kept: readonly number[],
  type: TestType,
  recoded: Recoded,
): TermContrasts[] {
  const given = columnBasis(recoded.treatment.columns);
  const copies = copiesIn(recoded, given);
  const { treatment, everyLevel, contains } = copies.length === 0 ? recoded : without(recoded, copies);
  const basis = copies.length === 0 ? given : columnBasis(treatment.columns);
  const own = kept.map((j) => X.columns[j]);
  const p = kept.length;
  const inOwn = (rows: Float64Array, of: ColumnBasis): Float64Array => {
    if (rows.length === 0) return rows;
    const r = of.kept.length;
    return multiply(rows, of.coefficients(own), rows.length / r, r, p);
  };
  // A single term has nothing to be adjusted for.
  const only = termLabels.length === 1 ? 1 : type;
  const rowsOf = (term: number): Float64Array => {
    if (only !== 2) return inOwn(found.get(term) ?? new Float64Array(0), basis);
    const last = lastButContaining(treatment, basis, term, contains[term]);
    return inOwn(last.rows, last.basis);
  };
  const found: ReadonlyMap<number, Float64Array> =
    only === 1
      ? sequential(treatment, basis)
      : only === 3
        ? estimableContrasts(treatment, basis, everyLevel, contains)
        : new Map<number, Float64Array>();
  return termLabels.map((term, t): TermContrasts => {
    const L = rowsOf(t);
    return { term, L, rows: L.length === 0 ? 0 : L.length / p };
  });
}

/** Terms that say the same as one before them, which has the coefficients of both. */
function copiesIn({ treatment, contains }: Recoded, { kept, dropped }: ColumnBasis): number[] {
  const has = (columns: readonly number[], term: number): boolean =>
    columns.some((j) => treatment.assign[j] === term);
  const terms = [...contains.keys()];
  return terms.filter(
    (term) =>
      has(dropped, term) &&
      !has(kept, term) &&
      terms.some((other) => other < term && has(kept, other) && sameSpan(treatment, term, other)),
  );
}

function without({ treatment, everyLevel, contains }: Recoded, some: readonly number[]): Recoded {
  const others = ({ columns, assign }: AssignedColumns): AssignedColumns => {
    const left = [...columns.keys()].filter((j) => !some.includes(assign[j]));
    return { columns: left.map((j) => columns[j]), assign: left.map((j) => assign[j]) };
  };
  return {
    treatment: others(treatment),
    everyLevel: others(everyLevel),
    contains: contains.map((list) => list.filter((term) => !some.includes(term))),
  };
}

/** Whether the columns of two terms, with the intercept if there is one, span the same. */
function sameSpan({ columns, assign }: AssignedColumns, a: number, b: number): boolean {
  const of = (...some: readonly number[]): Float64Array[] =>
    columns.filter((_, j) => assign[j] === -1 || some.includes(assign[j]));
  const rank = (some: Float64Array[]): number => columnBasis(some).kept.length;
  const both = rank(of(a, b));
  return rank(of(a)) === both && rank(of(b)) === both;
}

/** Rows of R, each divided by its entry on the diagonal, by term. */
function sequential({ assign }: AssignedColumns, basis: ColumnBasis): Map<number, Float64Array> {
  const { R, kept } = basis;
  const p = kept.length;
  const rows = new Map<number, number[]>();
  kept.forEach((x, k) => {
    const list = rows.get(assign[x]) ?? [];
    for (let j = 0; j < p; j++) list.push(R[k * p + j] / R[k * p + k]);
    rows.set(assign[x], list);
  });
  return new Map([...rows].map(([term, values]) => [term, Float64Array.from(values)]));
}

/** Rows in the coefficients of a basis in which the columns of the term, and then of those that contain it, come last. */
function lastButContaining(
  treatment: AssignedColumns,
  basis: ColumnBasis,
  term: number,
  contains: readonly number[],
): { readonly rows: Float64Array; readonly basis: ColumnBasis } {
  // Without dropped columns the coefficients of a term are the same wherever it stands.
  if (contains.length === 0 && basis.dropped.length === 0)
    return { rows: coefficientsOf(term, treatment, basis), basis };
  const { columns, assign } = treatment;
  const rank = (j: number): number => (assign[j] === term ? 1 : contains.includes(assign[j]) ? 2 : 0);
  const order = columns.map((_, j) => j).sort((i, j) => rank(i) - rank(j) || i - j);
  const ordered = { columns: order.map((j) => columns[j]), assign: order.map((j) => assign[j]) };
  const last = columnBasis(ordered.columns);
  const rows =
    contains.length === 0
      ? coefficientsOf(term, ordered, last)
      : (sequential(ordered, last).get(term) ?? new Float64Array(0));
  return { rows, basis: last };
}

/** The coefficients of a term themselves. */
function coefficientsOf(term: number, { assign }: AssignedColumns, { kept }: ColumnBasis): Float64Array {
  const p = kept.length;
  const own = [...kept.keys()].filter((k) => assign[kept[k]] === term);
  const L = new Float64Array(own.length * p);
  own.forEach((k, r) => (L[r * p + k] = 1));
  return L;
}
