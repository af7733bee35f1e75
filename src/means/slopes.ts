/**
 * Slopes of what a model expects in one of its numbers, over a reference grid: the exact derivatives of the columns of X in place
 * of the columns themselves, averaged as means are. The linear predictor has the offset in it, and so has its slope.
 */

import { expressionSlopes, type ModelFrame, offsetSlope } from '../design';
import { CellmerError } from '../errors';
import type { Fit } from '../fits';
import { deparse, namesIn, parseExpression } from '../formula';
import type { Expr } from '../formula/ast';
import { quote } from '../table/place';
import type { Table } from '../table/types';
import { estimability } from '../inference/estimable';
import { inverseAt, type Link } from './link';
import type { MeanWeights } from './marginalBlock';
import { marginsOver, type PointFunctions } from './margins';
import { gridColumns, gridMatrix, groupColumns, gridSlopes, type ReferenceGrid } from './referenceGrid';
import { type MeanSpecs, requireColumn } from './specs';
import type { Margins } from './types';

/** What slopes are by. */
export interface SlopeVariable {
  /** As it is shown: `Days`, `log(dose)`. */
  readonly label: string;
  /** The column of numbers that is in it. */
  readonly column: string;
  /** The function of the column by which the slope is, where it is not the column itself. */
  readonly of: Expr | null;
}

/**
 * Reads a column of numbers, or a function of one, such as `log(dose)`.
 *
 * @param data the table that the model was fitted to
 * @throws CellmerError `option` for what is no such text, and for a column that is not in the fixed part or holds no numbers
 */
export function readSlopeVariable(text: string, data: Table, frame: ModelFrame): SlopeVariable {
  const source = text.trim();
  const columns = gridColumns(data, frame);
  const expr = columns.includes(source) ? null : expressionIn(source, columns);
  const names = expr === null ? [source] : [...new Set(namesIn(expr).map(({ name }) => name))];
  const column = names.length === 1 ? names[0] : names.filter((name) => data.columns.has(name))[0];
  if (column === undefined) throw notOneColumn(source);
  requireColumn(column, columns, groupColumns(data, frame), 'variable');
  if (names.some((name) => name !== column && data.columns.has(name))) throw notOneColumn(source);
  requireNumbers(column, data);
  const of = expr === null || expr.type === 'name' ? null : expr;
  return { label: of === null ? column : deparse(of), column, of };
}

function expressionIn(source: string, columns: readonly string[]): Expr {
  if (source === '') throw notOneColumn(source);
  try {
    return parseExpression(source, { columnNames: columns });
  } catch (error) {
    if (!(error instanceof CellmerError)) throw error;
    throw new CellmerError('option', `variable is "${source}": ${error.message}`);
  }
}

function notOneColumn(source: string): CellmerError {
  const found = source === '' ? 'empty' : `"${source}"`;
  return new CellmerError(
    'option',
    `variable is ${found}: expected one column of numbers, such as "Days", or a function of one, such as "log(dose)".`,
  );
}

function requireNumbers(name: string, data: Table): void {
  const column = data.columns.get(name)!;
  if (column.kind === 'number') return;
  throw new CellmerError(
    'option',
    `variable is ${name}, a factor with levels such as ${quote(column.levels[0])}, which has no slope: expected a column of ` +
      'numbers; LMER.EMMEANS compares levels.',
  );
}

/**
 * One slope per combination of levels.
 *
 * @param link back from the response of the model, for slopes of what stands within its function; null for those of the model
 * @param data the table that the model was fitted to
 * @throws CellmerError `option` where the formula makes a factor of the variable
 */
export function slopesOver(
  grid: ReferenceGrid,
  data: Table,
  subject: { readonly frame: ModelFrame; readonly fit: Fit },
  variable: SlopeVariable,
  specs: Pick<MeanSpecs, 'factors' | 'by'>,
  weights: MeanWeights,
  link: Pick<Link, 'steps'> | null = null,
): Margins {
  const { frame, fit } = subject;
  const { column } = variable;
  const rows = gridSlopes(grid, frame, fit.matrices, column);
  const offset = offsetSlopes(grid, data, frame, column);
  if (variable.of !== null)
    divideInPlace(rows, offset, expressionSlopes(variable.of, grid.table, frame, column));
  const bent = withoutSlopeInPlace(rows, offset);
  const told = link === null ? { rows, offset } : ofResponse({ rows, offset }, grid, subject, link);
  const margins = marginsOver(grid, { what: 'slopes', ...told, about: [column] }, subject, specs, weights);
  const notes = [...margins.notes, ...offsetNotes(offset), ...bentNotes(grid, column, bent)];
  return { ...margins, notes };
}

function offsetSlopes(grid: ReferenceGrid, data: Table, frame: ModelFrame, name: string): Float64Array {
  const column = grid.table.columns.get(name);
  if (column?.kind !== 'number') return new Float64Array(grid.size);
  const known = new Map<number, number>();
  return column.values.map((value) => {
    if (!known.has(value)) known.set(value, offsetSlope(data, frame, name, value));
    return known.get(value)!;
  });
}

/** Slopes by f(x) are slopes by x divided by f'(x); there are none where that is infinite, as of x/0. */
function divideInPlace(rows: Float64Array, offset: Float64Array, by: Float64Array): void {
  const p = rows.length / offset.length;
  by.forEach((slope, i) => {
    const divisor = Number.isFinite(slope) ? slope : NaN;
    for (let j = 0; j < p; j++) rows[i * p + j] /= divisor;
    offset[i] /= divisor;
  });
}

/** The points that have a kink or a jump in any column: nothing is known of them. */
function withoutSlopeInPlace(rows: Float64Array, offset: Float64Array): number[] {
  const p = rows.length / offset.length;
  const bent = [...offset.keys()].filter(
    (i) => !Number.isFinite(offset[i]) || !rows.subarray(i * p, (i + 1) * p).every(Number.isFinite),
  );
  for (const i of bent) {
    rows.fill(NaN, i * p, (i + 1) * p);
    offset[i] = NaN;
  }
  return bent;
}

/** A function of the coefficients per point, and what is known of each besides. */
type PointSlopes = Pick<PointFunctions, 'rows' | 'offset'>;

/**
 * Slopes of h(eta), h the inverse of the link: h'(eta)·(slope of eta) at each point. They are not linear in the coefficients; these
 * are the linear functions that agree with them at the estimates in value and derivatives, which is the delta method. What lies
 * beyond the end of the link's scale is NaN.
 */
function ofResponse(
  { rows, offset }: PointSlopes,
  grid: ReferenceGrid,
  { frame, fit }: { readonly frame: ModelFrame; readonly fit: Fit },
  link: Pick<Link, 'steps'>,
): PointSlopes {
  const { kept, dropped, matrices, fixed } = fit;
  const X = gridMatrix(grid, frame, matrices);
  const p = matrices.X.columns.length;
  const isDetermined = estimability(matrices.X.columns, kept, dropped);
  const times = (row: Float64Array): number =>
    kept.reduce((sum, j, k) => sum + row[j] * fixed.estimates[k], 0);
  const told: PointSlopes = { rows: new Float64Array(rows.length).fill(NaN), offset: offset.slice() };
  offset.forEach((known, i) => {
    const [x, l] = [X, rows].map((all) => all.subarray(i * p, (i + 1) * p));
    if (!isDetermined(x)) return;
    const jet = inverseAt(link, times(x) + grid.offset);
    const [, first, second] = jet ?? [NaN, NaN, NaN];
    const slope = times(l) + known;
    for (let j = 0; j < p; j++) told.rows[i * p + j] = first * l[j] + second * slope * x[j];
    told.offset[i] = first * known - second * slope * times(x);
  });
  return told;
}

function offsetNotes(offset: Float64Array): string[] {
  return offset.some((slope) => slope !== 0 && slope === slope)
    ? ['The slope of the offset is part of them.']
    : [];
}

function bentNotes(grid: ReferenceGrid, name: string, points: readonly number[]): string[] {
  const column = grid.table.columns.get(name);
  if (points.length === 0 || column?.kind !== 'number') return [];
  const values = [...new Set(points.map((i) => column.values[i]))];
  return [
    `There is no slope at ${name} = ${values.join(', ')}, where the model has a kink, a jump or a vertical tangent.`,
  ];
}
