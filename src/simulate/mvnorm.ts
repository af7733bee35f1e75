/** Vectors of the multivariate normal distribution, a row each. */

import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { CellmerError } from '../errors';
import { covarianceFactor } from '../likelihood/mvnorm';
import { standardized } from '../likelihood/densities/moments';
import { randomStream } from '../random/stream';
import type { Cell, CellMatrix } from '../table';
import {
  checkSize,
  neededRows,
  refuseOthers,
  refuseRoundedExactness,
  type DensitySimulation,
  type Simulated,
} from './request';
import { rounded } from './rounding';

const EXPECTED =
  'expected a range with the means in one row and the covariance matrix in the rows below it, with names above or without';
const REAL = { lower: -Infinity, upper: Infinity };

/** mean + L·z, with L the Cholesky factor of the covariance matrix: as many normal numbers as a vector has, row by row. */
export function simulateMvnorm({ cells, rows, seed, options }: DensitySimulation): Simulated {
  refuseOthers(options, ['digits', 'exact'], '"multivariate normal"');
  refuseRoundedExactness(options);
  const { names, mean, covariance } = readParameters(cells);
  const d = mean.length;
  const n = neededRows(rows);
  checkSize(n, d);
  const L = new Matrix(covarianceFactor(covariance));
  const { normal } = randomStream(seed).split(1);
  const Z = new Matrix(n, d);
  for (let i = 0; i < n; i++) for (let j = 0; j < d; j++) Z.set(i, j, normal());
  const standard = options.exact ? orthonormal(Z) : Z;
  const values = standard.mmul(L.transpose());
  const { digits } = options;
  const columns = names.map((title, j) => {
    const column = Float64Array.from(values.getColumn(j), (value) => mean[j] + value);
    return {
      title,
      isLabel: false,
      isCount: false,
      values: digits === null ? column : column.map((value) => rounded(value, digits, REAL)),
    };
  });
  return { columns };
}

/** Columns with mean 0, variance 1 (divisor n) and no correlation: standardized, then freed of it by their own Cholesky factor. */
function orthonormal(Z: Matrix): Matrix {
  const [n, d] = [Z.rows, Z.columns];
  const once = (given: Matrix): Matrix => {
    const own = new Matrix(n, d);
    for (let j = 0; j < d; j++) own.setColumn(j, [...standardized(Float64Array.from(given.getColumn(j)))]);
    const factor = new CholeskyDecomposition(own.transpose().mmul(own).div(n));
    if (n <= d || !factor.isPositiveDefinite())
      throw new CellmerError(
        'option',
        `With exact=1 ${n} rows cannot have this covariance matrix: expected more rows than the ${d} columns.`,
      );
    return forwardSolved(factor.lowerTriangularMatrix, own.transpose()).transpose();
  };
  return once(once(Z));
}

/** L⁻¹B, L lower triangular. */
function forwardSolved(L: Matrix, B: Matrix): Matrix {
  const X = B.clone();
  for (let i = 0; i < L.rows; i++)
    for (let c = 0; c < B.columns; c++) {
      let value = X.get(i, c);
      for (let k = 0; k < i; k++) value -= L.get(i, k) * X.get(k, c);
      X.set(i, c, value / L.get(i, i));
    }
  return X;
}

function readParameters(cells: CellMatrix) {
  const d = cells[0]?.length ?? 0;
  const isNamed = d > 0 && cells[0].every((cell) => typeof cell === 'string' && cell.trim() !== '');
  const names = isNamed
    ? cells[0].map((cell) => String(cell).trim())
    : Array.from({ length: d }, (_, j) => `y${j + 1}`);
  const [mean, ...covariance] = cells.slice(isNamed ? 1 : 0).map((row) => row.map(numberIn));
  if (mean === undefined || covariance.length !== d)
    throw new CellmerError(
      'option',
      `parameters has ${cells.length} ${cells.length === 1 ? 'row' : 'rows'} of ${d} ${d === 1 ? 'cell' : 'cells'}: ${EXPECTED}.`,
    );
  return { names, mean, covariance };
}

function numberIn(cell: Cell): number {
  if (typeof cell === 'number' && Number.isFinite(cell)) return cell;
  const found =
    cell === null || cell === undefined || cell === ''
      ? 'an empty cell'
      : typeof cell === 'object'
        ? cell.error
        : JSON.stringify(cell);
  throw new CellmerError('option', `parameters has ${found}: ${EXPECTED}.`);
}
