/**
 * The Hessian of minus log-likelihood (or half the REML criterion) by its textbook formula, with the covariance matrix
 * of each group (of all rows, where factors cross) written out: slow, obvious, and exact at any parameters. Compare `hessian.R`, which does the same in R.
 *
 * With V the covariance matrix of y, V_i its derivative in parameter i (sigma², then the entries of the covariance
 * matrices), r = y − X beta and P = V⁻¹ − V⁻¹X(XᵀV⁻¹X)⁻¹XᵀV⁻¹ (Searle, Casella & McCulloch 1992, ch. 6):
 *   ML    ∂²/∂i∂j = −½ tr(V⁻¹V_iV⁻¹V_j) + rᵀV⁻¹V_iV⁻¹V_jV⁻¹r, ∂²/∂beta∂i = XᵀV⁻¹V_iV⁻¹r, ∂²/∂beta² = XᵀV⁻¹X
 *   REML  the first of these with P in V⁻¹'s place
 */

import { inverse, Matrix } from 'ml-matrix';
import type { ModelMatrices } from '../../src/design/types';

/** One group: its rows of X and y, V⁻¹, and with each derivative V_i the products that are used over and over. */
interface GroupPart {
  readonly X: Matrix;
  readonly y: Matrix;
  readonly Vinv: Matrix;
  readonly derivatives: readonly Derivative[];
}

interface Derivative {
  readonly V: Matrix;
  /** V⁻¹V_i and V_iV⁻¹X. */
  readonly VinvV: Matrix;
  readonly VVinvX: Matrix;
}

export interface HessianInput {
  readonly matrices: ModelMatrices;
  /** Indices of the columns of X that are kept. */
  readonly kept: readonly number[];
  readonly reml: boolean;
  /** sigma², then the lower triangle of each term's covariance matrix by column. */
  readonly parameters: readonly number[];
}

/** @returns over (beta, sigma², covariances) for ML, over (sigma², covariances) for REML */
export function closedFormHessian(input: HessianInput): Matrix {
  const groups = groupParts(input);
  const M = sum(groups, ({ X, Vinv }) => X.transpose().mmul(Vinv).mmul(X));
  const Minv = inverse(M);
  const beta = Minv.mmul(sum(groups, ({ X, Vinv, y }) => X.transpose().mmul(Vinv).mmul(y)));
  const solved = new Map(
    groups.map((group) => [group, group.Vinv.mmul(Matrix.sub(group.y, group.X.mmul(beta)))]),
  );
  const parameters = [...input.parameters.keys()];
  const first = parameters.map((i) =>
    sum(groups, (group) => group.derivatives[i].VVinvX.transpose().mmul(solved.get(group)!)),
  );
  const F = parameters.map((i) =>
    sum(groups, ({ X, Vinv, derivatives }) => X.transpose().mmul(Vinv).mmul(derivatives[i].VVinvX)),
  );
  const entry = (i: number, j: number): number => {
    const trace = total(groups, ({ derivatives }) =>
      traceOfProduct(derivatives[i].VinvV, derivatives[j].VinvV),
    );
    const quadratic = total(groups, (group) => {
      const { Vinv, derivatives } = group;
      const [left, right] = [i, j].map((at) => derivatives[at].V.mmul(solved.get(group)!));
      return left.transpose().mmul(Vinv).mmul(right).get(0, 0);
    });
    if (!input.reml) return quadratic - trace / 2;
    const F2 = sum(groups, ({ Vinv, derivatives }) =>
      derivatives[i].VVinvX.transpose().mmul(Vinv).mmul(derivatives[j].VVinvX),
    );
    const projected = trace + traceOfProduct(Minv.mmul(F[i]), Minv.mmul(F[j])) - 2 * traceOfProduct(Minv, F2);
    return quadratic - first[i].transpose().mmul(Minv).mmul(first[j]).get(0, 0) - projected / 2;
  };
  const H = Matrix.zeros(parameters.length, parameters.length);
  for (const i of parameters)
    for (let j = 0; j <= i; j++) {
      const value = entry(i, j);
      H.set(i, j, value);
      H.set(j, i, value);
    }
  return input.reml ? H : bordered(M, first, H, input.kept.length);
}

/** tr(AB) without the product. */
function traceOfProduct(A: Matrix, B: Matrix): number {
  let trace = 0;
  for (let i = 0; i < A.rows; i++) for (let j = 0; j < A.columns; j++) trace += A.get(i, j) * B.get(j, i);
  return trace;
}

function total(groups: readonly GroupPart[], part: (group: GroupPart) => number): number {
  return groups.reduce((sumSoFar, group) => sumSoFar + part(group), 0);
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

function groupParts({ matrices, kept, parameters }: HessianInput): GroupPart[] {
  const { y, X: fixed, random, offset, weights } = matrices;
  const [sigma2, ...covariances] = parameters;
  const units = unitMatrices(random.map((block) => block.Z.names.length));
  const zColumns = random.flatMap((block) => block.Z.columns);
  return independentRows(matrices).map((group) => {
    const Z = new Matrix(group.map((row) => zColumns.map((column) => column[row])));
    // The residual of a row with weight w has the variance sigma²/w.
    const residual = Matrix.diag(group.map((row) => 1 / (weights?.[row] ?? 1)));
    const derivatives = [
      residual,
      ...units.map(({ unit, term }) =>
        sameLevel(Z.mmul(unit).mmul(Z.transpose()), random[term].group.codes, group),
      ),
    ];
    const V = derivatives.reduce(
      (total, Vi, i) => Matrix.add(total, Matrix.mul(Vi, i === 0 ? sigma2 : covariances[i - 1])),
      Matrix.zeros(group.length, group.length),
    );
    const Vinv = inverse(V);
    const X = new Matrix(group.map((row) => kept.map((j) => fixed.columns[j][row])));
    return {
      X,
      y: Matrix.columnVector(group.map((row) => y[row] - (offset?.[row] ?? 0))),
      Vinv,
      derivatives: derivatives.map((Vi) => ({ V: Vi, VinvV: Vinv.mmul(Vi), VVinvX: Vi.mmul(Vinv.mmul(X)) })),
    };
  });
}

/** Rows by group; with several factors, which may link any two rows, all rows together. */
function independentRows({ n, random }: ModelMatrices): number[][] {
  const factors = new Set(random.map((block) => block.group));
  if (factors.size > 1) return [Array.from({ length: n }, (_, row) => row)];
  const { codes, levels } = random[0].group;
  const rows = levels.map((): number[] => []);
  codes.forEach((code, row) => rows[code].push(row));
  return rows;
}

/** V with zeros between rows of different levels. */
function sameLevel(V: Matrix, codes: Int32Array, rows: readonly number[]): Matrix {
  rows.forEach((first, i) =>
    rows.forEach((second, j) => {
      if (codes[first] !== codes[second]) V.set(i, j, 0);
    }),
  );
  return V;
}

/** The symmetric unit matrix of every covariance parameter, terms side by side, with the number of its term. */
function unitMatrices(sizes: readonly number[]): { readonly unit: Matrix; readonly term: number }[] {
  const k = sizes.reduce((total, size) => total + size, 0);
  const units: { unit: Matrix; term: number }[] = [];
  let start = 0;
  sizes.forEach((size, term) => {
    for (let b = 0; b < size; b++)
      for (let a = b; a < size; a++) {
        const unit = Matrix.zeros(k, k);
        unit.set(start + a, start + b, 1);
        unit.set(start + b, start + a, 1);
        units.push({ unit, term });
      }
    start += size;
  });
  return units;
}

function sum(groups: readonly GroupPart[], part: (group: GroupPart) => Matrix): Matrix {
  return groups.map(part).reduce((sumSoFar, next) => sumSoFar.add(next));
}
