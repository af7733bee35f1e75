/**
 * The Hessian of minus log-likelihood (or half the REML criterion) by its textbook formula, with the covariance matrix
 * of all rows that any factor links written out: slow, obvious, and exact at any parameters. Compare `hessian.R`, which
 * does the same in R.
 *
 * With V the covariance matrix of y, V_i its derivative in parameter i (sigma², then the entries of the covariance
 * matrices), r = y − X beta and P = V⁻¹ − V⁻¹X(XᵀV⁻¹X)⁻¹XᵀV⁻¹ (Searle, Casella & McCulloch 1992, ch. 6):
 *   ML    ∂²/∂i∂j = −½ tr(V⁻¹V_iV⁻¹V_j) + rᵀV⁻¹V_iV⁻¹V_jV⁻¹r, ∂²/∂beta∂i = XᵀV⁻¹V_iV⁻¹r, ∂²/∂beta² = XᵀV⁻¹X
 *   REML  the first of these with P in V⁻¹'s place
 */

import { inverse, Matrix } from 'ml-matrix';
import type { ModelMatrices } from '../../src/design/types';
import { portableKernels } from '../../src/linalg/large';

export interface HessianInput {
  readonly matrices: ModelMatrices;
  /** Indices of the columns of X that are kept. */
  readonly kept: readonly number[];
  readonly reml: boolean;
  /** sigma², then the lower triangle of each term's covariance matrix by column. */
  readonly parameters: readonly number[];
}

/** A covariance parameter: its term and the entries of the term's matrix where it stands. */
interface Parameter {
  readonly term: number;
  readonly units: readonly (readonly [number, number])[];
}

/** Linked rows: V⁻¹ and what is made of it. */
interface Part {
  readonly rows: readonly number[];
  /** n×n. */
  readonly Vinv: Matrix;
  /** V⁻¹X (n×p) and V⁻¹y. */
  readonly VinvX: Matrix;
  readonly VinvY: Matrix;
  readonly X: Matrix;
  /** V_i·A for a matrix A of n rows; index 0 is sigma². */
  apply(i: number, A: Matrix): Matrix;
}

/** @returns over (beta, sigma², covariances) for ML, over (sigma², covariances) for REML */
export function closedFormHessian(input: HessianInput): Matrix {
  const parts = linkedRows(input.matrices).map((rows) => partOf(input, rows));
  const M = sum(parts, ({ X, VinvX }) => X.transpose().mmul(VinvX));
  const Minv = inverse(M);
  const beta = Minv.mmul(sum(parts, ({ X, VinvY }) => X.transpose().mmul(VinvY)));
  const solved = new Map(parts.map((part) => [part, Matrix.sub(part.VinvY, part.VinvX.mmul(beta))]));
  const indices = [...input.parameters.keys()];
  const first = indices.map((i) =>
    sum(parts, (part) => part.VinvX.transpose().mmul(part.apply(i, solved.get(part)!))),
  );
  const F = indices.map((i) => sum(parts, (part) => part.VinvX.transpose().mmul(part.apply(i, part.VinvX))));
  const entry = (i: number, j: number): number => {
    const trace = total(parts, (part) => traceOf(part, i, j));
    const quadratic = total(parts, (part) => {
      const [left, right] = [i, j].map((at) => part.apply(at, solved.get(part)!));
      return left.transpose().mmul(part.Vinv.mmul(right)).get(0, 0);
    });
    if (!input.reml) return quadratic - trace / 2;
    const F2 = sum(parts, (part) =>
      part
        .apply(i, part.VinvX)
        .transpose()
        .mmul(part.Vinv.mmul(part.apply(j, part.VinvX))),
    );
    const projected = trace + traceOfProduct(Minv.mmul(F[i]), Minv.mmul(F[j])) - 2 * traceOfProduct(Minv, F2);
    return quadratic - first[i].transpose().mmul(Minv).mmul(first[j]).get(0, 0) - projected / 2;
  };
  const H = Matrix.zeros(indices.length, indices.length);
  for (const i of indices)
    for (let j = 0; j <= i; j++) {
      const value = entry(i, j);
      H.set(i, j, value);
      H.set(j, i, value);
    }
  return input.reml ? H : bordered(M, first, H, input.kept.length);
}

/** tr(V⁻¹V_iV⁻¹V_j) = Σ (V⁻¹V_i) ∘ (V⁻¹V_j)ᵀ; V_i·V⁻¹ is the transpose of V⁻¹V_i. */
function traceOf({ Vinv, apply }: Part, i: number, j: number): number {
  const left = apply(i, Vinv);
  return traceOfProduct(left, i === j ? left : apply(j, Vinv));
}

/** tr(AB) without the product. */
function traceOfProduct(A: Matrix, B: Matrix): number {
  let trace = 0;
  for (let i = 0; i < A.rows; i++) for (let j = 0; j < A.columns; j++) trace += A.get(i, j) * B.get(j, i);
  return trace;
}

function total(parts: readonly Part[], term: (part: Part) => number): number {
  return parts.reduce((sumSoFar, part) => sumSoFar + term(part), 0);
}

function sum(parts: readonly Part[], term: (part: Part) => Matrix): Matrix {
  return parts.map(term).reduce((sumSoFar, next) => sumSoFar.add(next));
}

/** (M f; fᵀ H) with the columns f. */
function bordered(M: Matrix, first: readonly Matrix[], H: Matrix, p: number): Matrix {
  const q = first.length;
  const full = Matrix.zeros(p + q, p + q);
  full.setSubMatrix(M, 0, 0);
  full.setSubMatrix(H, p, p);
  first.forEach((column, i) => {
    full.setSubMatrix(column, 0, p + i);
    full.setSubMatrix(column.transpose(), p + i, 0);
  });
  return full;
}

function partOf({ matrices, kept, parameters }: HessianInput, rows: readonly number[]): Part {
  const { y, X: fixed, offset } = matrices;
  const list = covarianceParameters(matrices);
  const apply = (i: number, A: Matrix): Matrix =>
    i === 0 ? residual(matrices, rows, A) : spread(matrices, rows, list[i - 1], A);
  const V = Matrix.zeros(rows.length, rows.length);
  parameters.forEach((value, i) => V.add(apply(i, Matrix.eye(rows.length)).mul(value)));
  const Vinv = inversePositive(V);
  const X = new Matrix(rows.map((row) => kept.map((j) => fixed.columns[j][row])));
  const Y = Matrix.columnVector(rows.map((row) => y[row] - (offset?.[row] ?? 0)));
  return { rows, Vinv, VinvX: Vinv.mmul(X), VinvY: Vinv.mmul(Y), X, apply };
}

/** The residual of a row with prior weight w has the variance sigma²/w. */
function residual({ weights }: ModelMatrices, rows: readonly number[], A: Matrix): Matrix {
  const out = A.clone();
  if (weights) rows.forEach((row, i) => out.mulRow(i, 1 / weights[row]));
  return out;
}

/** V_i·A = Σ units z_a (Σ over the rows of the same level of z_b·A). */
function spread(
  { random }: ModelMatrices,
  rows: readonly number[],
  { term, units }: Parameter,
  A: Matrix,
): Matrix {
  const { group, Z } = random[term];
  const out = Matrix.zeros(A.rows, A.columns);
  for (const [a, b] of units) {
    const sums = new Map<number, Float64Array>();
    rows.forEach((row, i) => {
      const level = group.codes[row];
      const own = sums.get(level) ?? new Float64Array(A.columns);
      sums.set(level, own);
      for (let c = 0; c < A.columns; c++) own[c] += Z.columns[b][row] * A.get(i, c);
    });
    rows.forEach((row, i) => {
      const own = sums.get(group.codes[row])!;
      for (let c = 0; c < A.columns; c++) out.set(i, c, out.get(i, c) + Z.columns[a][row] * own[c]);
    });
  }
  return out;
}

function inversePositive(V: Matrix): Matrix {
  const n = V.rows;
  const full = Float64Array.from(V.to1DArray());
  if (!portableKernels.choleskyInPlace(full, n)) throw new Error('V is not positive definite.');
  portableKernels.invertFactorInPlace(full, n);
  return Matrix.from1DArray(n, n, full);
}

/** Rows that levels of the factors link, directly or through others. */
export function linkedRows({ n, random }: ModelMatrices): number[][] {
  const owner = Array.from({ length: n }, (_, row) => row);
  const rootOf = (row: number): number => {
    while (owner[row] !== row) row = owner[row] = owner[owner[row]];
    return row;
  };
  for (const { codes } of new Set(random.map(({ group }) => group))) {
    const first = new Map<number, number>();
    codes.forEach((code, row) => {
      const other = first.get(code);
      if (other === undefined) first.set(code, row);
      else owner[rootOf(row)] = rootOf(other);
    });
  }
  const groups = new Map<number, number[]>();
  for (let row = 0; row < n; row++) {
    const root = rootOf(row);
    const own = groups.get(root);
    if (own) own.push(row);
    else groups.set(root, [row]);
  }
  return [...groups.values()];
}

function covarianceParameters({ random }: ModelMatrices): Parameter[] {
  return random.flatMap(({ Z }, term) => {
    const k = Z.names.length;
    const list: Parameter[] = [];
    for (let b = 0; b < k; b++)
      for (let a = b; a < k; a++)
        list.push({
          term,
          units:
            a === b
              ? [[a, a]]
              : [
                  [a, b],
                  [b, a],
                ],
        });
    return list;
  });
}
