/** Compares the Hessian of all parameters and its inverse. */

import { inverse } from 'ml-matrix';
import { modelMatrices } from '../../src/design';
import type { ModelMatrices } from '../../src/design/types';
import { prepareModel, type FitResult, type ModelRequest } from '../../src/index';
import { lastParameters } from './arrange';
import { closedFormHessian, linkedRows } from './closedFormHessian';
import { forEachEntry, toNumber, type GoldenFit, type GoldenHessian, type GoldenMatrix } from './golden';
import { WorstDifference, type ComparisonRow } from './worstDifference';

/** Relative to the largest entry. */
const TOLERANCE = 1e-6;

type Values = readonly (readonly number[])[];

export function compareHessians(golden: GoldenFit, fit: FitResult): ComparisonRow[] {
  const wanted = goldenHessian(golden);
  if (!wanted) return [];
  const size = wanted.hessian.rows.length;
  const found = (matrix: FitResult['hessian'] | null): Values =>
    matrix ? lastParameters(golden, fit, matrix, size) : [];
  const name = quantity(golden);
  return [
    compare(name, wanted.hessian, found(fit.hessian)).row(),
    compare(`${name}, inverse`, wanted.vcov, found(fit.fullCovariance)).row(),
  ];
}

/**
 * The same rows, but where a golden matrix is itself further from the closed form than the tolerance (most were
 * differentiated numerically, which loses digits where a covariance is close to zero), the fit is compared with the
 * closed form at the golden parameters, and the row says so.
 */
export function compareHessiansExactly(
  golden: GoldenFit,
  fit: FitResult,
  request: ModelRequest,
): ComparisonRow[] {
  const rows = compareHessians(golden, fit);
  const wanted = goldenHessian(golden);
  if (!wanted?.par || rows.every(({ pass }) => pass)) return rows;
  const exact = exactHessian(golden, wanted, fit, request);
  if (exact === null) return rows;
  const pairs = [
    { row: rows[0], golden: wanted.hessian, exact, found: fit.hessian },
    { row: rows[1], golden: wanted.vcov, exact: inverse(exact).to2DArray(), found: fit.fullCovariance },
  ];
  return pairs.map(({ row, golden: stored, exact: values, found }) => {
    const own = compare(row.quantity, stored, values).row();
    if (row.pass || own.pass || !found) return row;
    const { rows: names } = wanted.hessian;
    const matrix: GoldenMatrix = { rows: names, cols: names, values };
    const mine = lastParameters(golden, fit, found, names.length);
    const error = own.worstDifference.toExponential(1);
    return compare(row.quantity, matrix, mine).row(
      `the stored one is off by ${error}: compared with the closed form`,
    );
  });
}

function goldenHessian(golden: GoldenFit): GoldenHessian | null | undefined {
  return golden.hessian_full_ML ?? golden.hessian_REML_varpar;
}

function quantity(golden: GoldenFit): string {
  return golden.hessian_full_ML ? 'Hessian' : 'Hessian of variances';
}

function compare(name: string, wanted: GoldenMatrix | null | undefined, found: Values): WorstDifference {
  const worst = new WorstDifference(name, TOLERANCE);
  const largest = Math.max(...(wanted?.values ?? []).flat().map((value) => Math.abs(toNumber(value))));
  forEachEntry(wanted, (entry, i, j) => worst.add(found[i]?.[j], entry, largest));
  return worst;
}

/** Rows whose covariance matrix can be written out. */
const MOST_LINKED = 4000;

/** The closed form at the golden parameters; null where too many rows are linked to one another. */
export function exactHessian(
  golden: GoldenFit,
  wanted: GoldenHessian,
  fit: FitResult,
  request: ModelRequest,
): number[][] | null {
  const { table, terms, frame } = prepareModel(request);
  const matrices = inGoldenOrder(modelMatrices(table, terms, frame), golden);
  if (linkedRows(matrices).some((rows) => rows.length > MOST_LINKED)) return null;
  const dropped = new Set(fit.droppedColumns);
  const parameters = Object.values(wanted.par ?? {}).map(toNumber);
  const reml = golden.method === 'REML';
  const kept = matrices.X.names.flatMap((name, j) => (dropped.has(name) ? [] : [j]));
  const variances = reml ? parameters : parameters.slice(kept.length);
  return closedFormHessian({ matrices, kept, reml, parameters: variances }).to2DArray();
}

/** The random terms in the order of the golden covariance matrices. */
function inGoldenOrder(matrices: ModelMatrices, { varcorr }: GoldenFit): ModelMatrices {
  const random = [...matrices.random];
  const ordered = varcorr.map(({ terms }, at) => {
    const found = random.findIndex(
      ({ name, group, Z }) =>
        [name, group.name].includes(varcorr[at].group) && Z.names.join() === terms.join(),
    );
    return random.splice(Math.max(0, found), 1)[0];
  });
  return { ...matrices, random: ordered };
}
