/** Vectors of the multivariate normal distribution, a row each. */

import { CellmerError } from '../errors';
import { covarianceFactor } from '../likelihood/mvnorm';
import { standardized } from '../likelihood/densities/moments';
import { choleskyInPlace } from '../linalg/dense';
import { dot, scaleInPlace, subtractMultipleInPlace } from '../linalg/columns';
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
  const L = covarianceFactor(covariance);
  const { normal } = randomStream(seed).split(1);
  const Z = Array.from({ length: d }, () => new Float64Array(n));
  for (let i = 0; i < n; i++) for (let j = 0; j < d; j++) Z[j][i] = normal();
  const standard = options.exact ? orthonormal(Z, n) : Z;
  const { digits } = options;
  const columns = names.map((title, j) => {
    const deviations = new Float64Array(n);
    for (let k = 0; k <= j; k++) subtractMultipleInPlace(deviations, -L[j * d + k], standard[k]);
    const column = deviations.map((value) => mean[j] + value);
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
function orthonormal(Z: readonly Float64Array[], n: number): Float64Array[] {
  const d = Z.length;
  const once = (given: readonly Float64Array[]): Float64Array[] => {
    const columns = given.map(standardized);
    const L = Float64Array.from(
      { length: d * d },
      (_, e) => dot(columns[Math.floor(e / d)], columns[e % d]) / n,
    );
    if (n <= d || !choleskyInPlace(L, d))
      throw new CellmerError(
        'option',
        `With exact=1 ${n} rows cannot have this covariance matrix: expected more rows than the ${d} columns.`,
      );
    columns.forEach((column, j) => {
      for (let k = 0; k < j; k++) subtractMultipleInPlace(column, L[j * d + k], columns[k]);
      scaleInPlace(column, 1 / L[j * d + j]);
    });
    return columns;
  };
  return once(once(Z));
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
