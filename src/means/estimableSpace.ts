/** What the data determine of several linear functions of the coefficients together, as orthonormal functions. */

import { dot, subtractMultipleInPlace } from '../linalg/columns';

/** A part below this share of the whole is rounding: LINPACK's limit, as R's qr() has it. */
const ROUNDING = 1e-7;
const ALONG = 1e-8;

export interface FunctionSpace {
  /** Orthonormal rows, each a weight for every column of X. */
  readonly basis: readonly Float64Array[];
  /** Whether there are fewer since the data do not determine all of the functions. */
  readonly isPartial: boolean;
}

/**
 * The estimable part of the span of some functions, as emmeans takes it: combinations of the rows that do not move along directions in
 * which X does not. The basis is that of Gram and Schmidt in the order of the rows.
 *
 * @param rows weights of all columns of X; NaN in those of which nothing is known
 * @param nulls directions in which Xβ does not change
 */
export function estimableSpace(rows: readonly Float64Array[], nulls: readonly Float64Array[]): FunctionSpace {
  const known = rows
    .map((row) => row.map((v) => (Math.abs(v) < ROUNDING ? 0 : v)))
    .filter((row) => row.every((v) => v === v) && row.some((v) => v !== 0));
  const along = nulls.map((direction) => Float64Array.from(known, (row) => partAlong(row, direction)));
  const isWhole = along.every((one) => one.every((v) => v === 0));
  const estimable = isWhole ? known : combinationsWithout(along, known);
  return { basis: orthonormal(estimable), isPartial: !isWhole || known.length < rows.length };
}

/** An orthonormal basis of the span of rows, in their order. */
export function orthonormal(rows: readonly Float64Array[]): Float64Array[] {
  const basis: Float64Array[] = [];
  for (const row of rows) {
    const unit = unitBeside(row, basis);
    if (unit !== null) basis.push(unit);
  }
  return basis;
}

/**
 * Combinations c of the rows with c·a = 0 for all a in `along`: what Householder's reflections that turn these to the first axes make of
 * the other axes, as R's svd() has them.
 */
function combinationsWithout(along: readonly Float64Array[], rows: readonly Float64Array[]): Float64Array[] {
  const m = rows.length;
  const left = orthonormal(along);
  const normals: Float64Array[] = [];
  left.forEach((direction, k) => {
    const rest = direction.slice();
    for (const normal of normals) reflectInPlace(rest, normal);
    rest.fill(0, 0, k);
    const size = Math.sqrt(dot(rest, rest));
    rest[k] += rest[k] < 0 ? -size : size;
    normals.push(rest);
  });
  return Array.from({ length: m - left.length }, (_, i) => {
    const c = new Float64Array(m);
    c[left.length + i] = 1;
    for (const normal of [...normals].reverse()) reflectInPlace(c, normal);
    const sum = new Float64Array(rows[0].length);
    c.forEach((share, r) => subtractMultipleInPlace(sum, -share, rows[r]));
    return sum;
  });
}

function reflectInPlace(x: Float64Array, normal: Float64Array): void {
  subtractMultipleInPlace(x, (2 * dot(normal, x)) / dot(normal, normal), normal);
}

/** What is left of a row beside an orthonormal basis, of unit length; null where that is rounding. */
function unitBeside(row: Float64Array, basis: readonly Float64Array[]): Float64Array | null {
  const rest = row.slice();
  const size = Math.sqrt(dot(row, row));
  // Twice is enough.
  for (const unit of [...basis, ...basis]) subtractMultipleInPlace(rest, dot(unit, rest), unit);
  const length = Math.sqrt(dot(rest, rest));
  return length > ROUNDING * size ? rest.map((v) => v / length) : null;
}

function partAlong(row: Float64Array, direction: Float64Array): number {
  const part = dot(row, direction);
  const size = Math.sqrt(dot(row, row) * dot(direction, direction));
  return Math.abs(part) <= ALONG * size ? 0 : part;
}
