/**
 * SAS's type III estimable functions of each term, and the hypotheses that they make.
 *
 * Let D have a column for each level of every factor in every term. What the data determine of the effects are the functions
 * in the row space of D. A term's type III functions involve no effects but its own and those of terms that contain it, and are
 * orthogonal to the functions that involve the latter alone (SAS/STAT User's Guide, "The four types of estimable functions";
 * Goodnight 1980). Where other columns determine a term's, as those of a factor determine a covariate that it was made of,
 * there are fewer of them than columns, or none.
 */

import { dot, subtractMultipleInPlace } from '../linalg/columns';
import { orthogonalize } from '../linalg/orthogonalize';
import type { ColumnBasis } from './columnBasis';

export interface AssignedColumns {
  readonly columns: readonly Float64Array[];
  /** Term of each column, -1 for the intercept. */
  readonly assign: Int32Array | readonly number[];
}

/** A part of a column, or of a function, below this share of the whole is rounding. */
const ROUNDING = 1e-9;

/** The basis of all estimable functions that belongs to a basis of the columns: the rows of B with D = X·B. */
interface Functions {
  /** One function per kept column: q numbers, 1 at the column itself and 0 at the other kept ones. */
  readonly values: readonly Float64Array[];
  /** Term of each. */
  readonly terms: readonly number[];
  /** Sizes of the kept columns, and of those of D. */
  readonly sizes: readonly number[];
  readonly allSizes: readonly number[];
  /** Term of each column of D. */
  readonly assign: AssignedColumns['assign'];
}

/**
 * Rows of L for each term in the coefficients of the kept columns of `treatment`: the functions are read at the effects that
 * have a coefficient; those of the others are zero.
 *
 * @param basis of the columns of `treatment`, which are columns of `everyLevel` too
 * @param contains for each term the terms that contain it
 */
export function estimableContrasts(
  treatment: AssignedColumns,
  basis: ColumnBasis,
  everyLevel: AssignedColumns,
  contains: readonly (readonly number[])[],
): Map<number, Float64Array> {
  const functions = allFunctions(treatment, basis, everyLevel);
  const places = basis.kept.map((x) =>
    everyLevel.columns.findIndex(
      (column, j) => column === treatment.columns[x] && everyLevel.assign[j] === treatment.assign[x],
    ),
  );
  return new Map(
    contains.map((containing, term) => {
      const { columns: W } = orthogonalize(within(functions, containing));
      const rows = within(functions, [term, ...containing])
        .map((f) => remainder(f, W))
        .filter((f) => f.some((v) => v !== 0));
      return [term, Float64Array.from(rows.flatMap((f) => places.map((j) => f[j])))];
    }),
  );
}

function allFunctions(
  treatment: AssignedColumns,
  basis: ColumnBasis,
  { columns, assign }: AssignedColumns,
): Functions {
  const q = columns.length;
  const B = basis.coefficients(columns);
  const sizes = basis.kept.map((x) => norm(treatment.columns[x]));
  const allSizes = columns.map(norm);
  return {
    values: sizes.map((size, k) =>
      // What moves a column of D by next to nothing is rounding.
      B.slice(k * q, (k + 1) * q).map((v, j) => (Math.abs(v) * size > ROUNDING * allSizes[j] ? v : 0)),
    ),
    terms: basis.kept.map((x) => treatment.assign[x]),
    sizes,
    allSizes,
    assign,
  };
}

/** A basis of the functions that involve no effects but those of some terms. */
function within(
  { values, terms, sizes, allSizes, assign }: Functions,
  some: readonly number[],
): Float64Array[] {
  // 0 at the kept columns of other terms: a combination of those that belong to a kept column of these terms.
  const own = [...terms.keys()].filter((k) => some.includes(terms[k]));
  const outside = [...assign.keys()].filter((j) => !some.includes(assign[j]) && allSizes[j] > 0);
  const rows = own.map((k) => outside.map((j) => (values[k][j] * sizes[k]) / allSizes[j]));
  if (rows.every((row) => row.every((v) => v === 0))) return own.map((k) => values[k]);
  return combinationsToZero(rows).map((c) => {
    const f = new Float64Array(assign.length);
    const lead = sizes[own[c.findIndex((share) => share !== 0)]];
    c.forEach((share, i) => {
      if (share !== 0) subtractMultipleInPlace(f, (-share * sizes[own[i]]) / lead, values[own[i]]);
    });
    outside.forEach((j) => (f[j] = 0));
    return f.map((v, j) => (Math.abs(v) * lead > ROUNDING * allSizes[j] ? v : 0));
  });
}

/** A basis of all c with cᵀM = 0, in reduced echelon form, for rows M of comparable sizes. */
function combinationsToZero(M: readonly (readonly number[])[]): number[][] {
  const unit = M.map((_, i) => M.map((__, j) => (i === j ? 1 : 0)));
  const free = reduced(
    M.map((row, i) => [...row, ...unit[i]]),
    M[0].length,
  ).rest;
  const combinations = free.map((row) => row.slice(M[0].length));
  return reduced(combinations, M.length).rows;
}

/**
 * Gauss-Jordan elimination on the first `width` columns, in their order and with the largest pivot of each: the rows with a
 * pivot, and the rest, which is zero in those columns.
 */
function reduced(
  given: readonly (readonly number[])[],
  width: number,
): { readonly rows: number[][]; readonly rest: number[][] } {
  const rest = given.map((row) => [...row]);
  const rows: number[][] = [];
  for (let column = 0; column < width && rest.length > 0; column++) {
    const [at] = [...rest.keys()].sort((i, j) => Math.abs(rest[j][column]) - Math.abs(rest[i][column]));
    if (!(Math.abs(rest[at][column]) > ROUNDING)) {
      rest.forEach((row) => (row[column] = 0));
      continue;
    }
    const [pivot] = rest.splice(at, 1);
    const unit = pivot.map((v) => v / pivot[column]);
    for (const row of [...rows, ...rest]) {
      const share = row[column];
      unit.forEach((v, j) => (row[j] -= share * v));
      row[column] = 0;
    }
    rows.push(unit);
  }
  return { rows, rest };
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

function norm(x: Float64Array): number {
  return Math.sqrt(dot(x, x));
}
