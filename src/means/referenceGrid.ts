/**
 * The points at which a model's means are taken: every combination of the levels of the factors in the fixed part, with numbers
 * held at their mean. It is made over columns and not over terms, so that log(x), I(x^2), poly(x, 2) and splines are evaluated at
 * the mean of x, coded as in the fit (Searle, Speed & Milliken 1980, Am. Stat. 34, 216-221; as emmeans' ref_grid, Lenth).
 */

import { makesFactor, type ModelFrame, type NewRows, newRows } from '../design';
import type { ModelMatrices } from '../design/types';
import { CellmerError } from '../errors';
import { namesIn } from '../formula';
import type { Expr } from '../formula/ast';
import { numberLabel } from '../table';
import type { Column, NumericColumn, Table } from '../table/types';
import { requireColumn } from './specs';
import type { MarginVariable } from './types';

/** What numbers are held at; `keep` is every value that occurs, where they are few. */
export const COVARIATE_RULES = ['mean', 'median', 'keep'] as const;
export type CovariateRule = (typeof COVARIATE_RULES)[number];

export interface GridRequest {
  /** Values in place of those of the data, as texts by column. */
  readonly at: ReadonlyMap<string, readonly string[]>;
  readonly covariates: CovariateRule;
}

/** A column of the fixed part, and where its values stand in the data. */
export interface GridVariable extends MarginVariable {
  /** Whether rows are told apart by it: factors, and numbers that are kept at all their values. */
  readonly isCounted: boolean;
  /** How a single value came about, to be told: `its mean`, or null where it was given or has levels. */
  readonly heldAt: string | null;
}

/** The first variable changes fastest. */
export interface ReferenceGrid {
  readonly variables: readonly GridVariable[];
  readonly size: number;
  /** The points as rows of a table, with the columns that the fixed part needs. */
  readonly table: Table;
  /** Rows of the data at each point, or their prior weights: those with its levels of the variables that are counted. */
  readonly counts: Float64Array;
  /** What the model adds that has no coefficient: the mean over the rows of the data. */
  readonly offset: number;
}

/** Values that a number may have and still be kept at all of them, as in emmeans: by default, and where all are to be kept. */
const FEW = 2;
const MANY = 99;
/** Most points. */
const MOST_POINTS = 100_000;
/** Most numbers of X at them. */
const MOST_NUMBERS = 20_000_000;

/**
 * @param data the table that the model was fitted to
 * @throws CellmerError `option` for values that a variable cannot have, for variables that there are not, and for too many points
 */
export function referenceGrid(data: Table, frame: ModelFrame, request: GridRequest): ReferenceGrid {
  const names = gridColumns(data, frame);
  for (const name of request.at.keys())
    requireColumn(name, names, groupColumns(data, frame), 'The option at');
  const rows = frame.keptRows ?? Int32Array.from({ length: frame.n }, (_, i) => i);
  const variables = names.map((name) => gridVariable(data.columns.get(name)!, rows, frame, request));
  const size = variables.reduce((product, { levels }) => product * levels.length, 1);
  if (size > MOST_POINTS) throw tooManyPoints(size, variables, MOST_POINTS);
  return {
    variables,
    size,
    table: gridTable(data, variables, size),
    counts: rowCounts(data, variables, size, rows, frame.weights),
    offset: frame.offset === null ? 0 : frame.offset.reduce((sum, v) => sum + v / frame.n, 0),
  };
}

/** The columns of X at the points of a grid, size×(columns of X), row-major: those dropped for rank too. */
export function gridMatrix(grid: ReferenceGrid, frame: ModelFrame, matrices: ModelMatrices): Float64Array {
  return rowByRow(gridRows(grid, frame, matrices).X.columns, grid.size);
}

/** Their exact derivatives by a column of numbers, likewise: NaN at a kink or a jump. @throws CellmerError `option` for a factor */
export function gridSlopes(
  grid: ReferenceGrid,
  frame: ModelFrame,
  matrices: ModelMatrices,
  by: string,
): Float64Array {
  return rowByRow(gridRows(grid, frame, matrices, by).slopes!.X, grid.size);
}

function gridRows(
  grid: ReferenceGrid,
  frame: ModelFrame,
  matrices: ModelMatrices,
  slopesBy?: string,
): NewRows {
  const most = Math.floor(MOST_NUMBERS / matrices.X.columns.length);
  if (grid.size > most) throw tooManyPoints(grid.size, grid.variables, most);
  const plain = { ...frame, own: { weights: null, offset: null }, terms: withoutOffsets(frame) };
  return newRows(grid.table, plain, matrices, {
    random: false,
    weights: false,
    newLevels: 'refuse',
    describeCell: (_, column) => `the value of ${column}`,
    slopesBy,
  });
}

function rowByRow(columns: readonly (Float64Array | null)[], size: number): Float64Array {
  const p = columns.length;
  const rows = new Float64Array(size * p);
  columns.forEach((column, j) => column?.forEach((v, i) => (rows[i * p + j] = v)));
  return rows;
}

/** The offset of a grid is that of the data, not of its points. */
function withoutOffsets({ terms }: ModelFrame): ModelFrame['terms'] {
  return { ...terms, fixed: { ...terms.fixed, offsets: [] } };
}

/** Columns of the data that the fixed part uses, in the order of the formula. */
export function gridColumns(data: Table, { terms }: ModelFrame): string[] {
  return columnsIn(
    data,
    terms.fixed.variables.map(({ expr }) => expr),
  );
}

/** Columns that only the random part uses. */
export function groupColumns(data: Table, frame: ModelFrame): string[] {
  const fixed = gridColumns(data, frame);
  const exprs = frame.terms.random.flatMap(({ terms, group }) => [...terms.variables, ...group]);
  return columnsIn(
    data,
    exprs.map(({ expr }) => expr),
  ).filter((name) => !fixed.includes(name));
}

function columnsIn(data: Table, exprs: readonly Expr[]): string[] {
  const names = exprs.flatMap((expr) => namesIn(expr).map(({ name }) => name));
  return [...new Set(names)].filter((name) => data.columns.has(name));
}

function gridVariable(
  column: Column,
  rows: Int32Array,
  frame: ModelFrame,
  { at, covariates }: GridRequest,
): GridVariable {
  const given = at.get(column.name);
  if (column.kind === 'factor') {
    const seen = new Uint8Array(column.levels.length);
    for (const row of rows) seen[column.codes[row]] = 1;
    const levels = inOrder(
      column.levels.filter((_, code) => seen[code] === 1),
      column.name,
      frame,
    );
    return factorVariable(column.name, levels, given, isBoolean(column) ? asBoolean : asLabel);
  }
  if (!isFactor(column.name, frame)) return numberVariable(column, rows, given, covariates);
  const numbers = fewValues(column.values, rows, Infinity)!;
  const levels = inOrder([...new Set(numbers.map(numberLabel))], column.name, frame);
  return factorVariable(column.name, levels, given, asNumber);
}

function factorVariable(
  name: string,
  levels: readonly string[],
  given: readonly string[] | undefined,
  labelOf: (text: string) => string,
): GridVariable {
  const chosen = given?.map((text) => {
    const level = levels.find((one) => one === labelOf(text)) ?? levels.find((one) => one === text);
    if (level !== undefined) return level;
    throw new CellmerError(
      'option',
      `The option at gives ${name} the level "${text}": expected one of ${listed(levels)}.`,
    );
  });
  return { name, levels: chosen ?? levels, values: null, isCounted: true, heldAt: null };
}

function numberVariable(
  { name, values }: NumericColumn,
  rows: Int32Array,
  given: readonly string[] | undefined,
  rule: CovariateRule,
): GridVariable {
  if (given !== undefined)
    return held(
      name,
      given.map((text) => numberIn(text, name)),
      false,
      null,
    );
  const few = fewValues(values, rows, rule === 'keep' ? MANY : FEW);
  if (few !== null) return held(name, few, true, null);
  if (rule === 'median') return held(name, [medianOf(values, rows)], false, 'its median');
  let sum = 0;
  for (const row of rows) sum += values[row];
  return held(name, [sum / rows.length], false, 'its mean');
}

/** The values that occur, ascending; null where there are more than `most`. */
function fewValues(values: Float64Array, rows: Int32Array, most: number): number[] | null {
  const seen = new Set<number>();
  for (const row of rows) if (seen.add(values[row]).size > most) return null;
  return [...seen].sort((a, b) => a - b);
}

function held(
  name: string,
  values: readonly number[],
  isCounted: boolean,
  heldAt: string | null,
): GridVariable {
  return { name, levels: values.map(numberLabel), values, isCounted, heldAt };
}

function numberIn(text: string, name: string): number {
  const value = Number(text);
  if (text !== '' && Number.isFinite(value)) return value;
  throw new CellmerError('option', `The option at gives ${name} the value "${text}": expected numbers.`);
}

function medianOf(values: Float64Array, rows: Int32Array): number {
  const sorted = Float64Array.from(rows, (row) => values[row]).sort();
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

const asLabel = (text: string): string => text;
const asBoolean = (text: string): string => {
  const upper = text.toUpperCase();
  if (upper === '1' || upper === 'T') return 'TRUE';
  return upper === '0' || upper === 'F' ? 'FALSE' : upper;
};
const asNumber = (text: string): string => (text === '' ? text : numberLabel(Number(text)));

function isBoolean(column: Column): boolean {
  return column.kind === 'factor' && column.source === 'boolean';
}

/** Whether the formula makes a factor of a column of numbers. */
function isFactor(name: string, { terms }: ModelFrame): boolean {
  const within = (expr: Expr, isInside: boolean): boolean => {
    if (expr.type === 'name') return isInside && expr.name === name;
    if (expr.type === 'call')
      return expr.args.some(({ value }) => within(value, isInside || makesFactor(expr.name)));
    if (expr.type === 'binary') return within(expr.left, isInside) || within(expr.right, isInside);
    if (expr.type === 'unary') return within(expr.operand, isInside);
    return expr.type === 'paren' && within(expr.inner, isInside);
  };
  return terms.fixed.variables.some(({ expr }) => within(expr, false));
}

/** The levels in the order that the formula gives them, as factor(x, levels = ...) does, where it gives one. */
function inOrder(levels: readonly string[], name: string, frame: ModelFrame): readonly string[] {
  for (const { label, expr } of frame.terms.fixed.variables) {
    const variable = frame.variables.get(label);
    if (expr.type !== 'call' || variable?.kind !== 'factor' || !isNamed(expr.args[0]?.value, name)) continue;
    if (levels.every((level) => variable.levels.includes(level)))
      return variable.levels.filter((level) => levels.includes(level));
  }
  return levels;
}

function isNamed(expr: Expr | undefined, name: string): boolean {
  return expr?.type === 'name' && expr.name === name;
}

/** The place of each point among a variable's levels. */
export function placesAlong(variables: readonly MarginVariable[], v: number, size: number): Int32Array {
  const step = variables.slice(0, v).reduce((product, { levels }) => product * levels.length, 1);
  const count = variables[v].levels.length;
  return Int32Array.from({ length: size }, (_, i) => Math.floor(i / step) % count);
}

function gridTable(data: Table, variables: readonly GridVariable[], size: number): Table {
  const columns = new Map<string, Column>();
  variables.forEach((variable, v) => {
    const places = placesAlong(variables, v, size);
    columns.set(variable.name, gridColumn(data.columns.get(variable.name)!, variable, places));
  });
  return { ...data, rowCount: size, columns };
}

function gridColumn(column: Column, { levels, values }: GridVariable, places: Int32Array): Column {
  if (column.kind === 'number') {
    const numbers = values ?? levels.map(Number);
    return { ...column, missing: 0, values: Float64Array.from(places, (place) => numbers[place]) };
  }
  const codes = levels.map((level) => column.levels.indexOf(level));
  return { ...column, missing: 0, codes: Int32Array.from(places, (place) => codes[place]) };
}

/** How many rows of the data, or how much prior weight, have each point's levels of the variables that are counted. */
function rowCounts(
  data: Table,
  variables: readonly GridVariable[],
  size: number,
  rows: Int32Array,
  weights: Float64Array | null,
): Float64Array {
  const counted = variables.filter(({ isCounted }) => isCounted);
  const cells = counted.reduce((product, { levels }) => product * levels.length, 1);
  const inCells = new Float64Array(cells);
  const cellOfRow = new Int32Array(rows.length);
  let stride = 1;
  for (const variable of counted) {
    const placeOf = placesOfRows(data.columns.get(variable.name)!, variable);
    for (let i = 0; i < rows.length; i++) {
      const place = placeOf(rows[i]);
      // A level that is in no cell stays there.
      cellOfRow[i] = place < 0 || cellOfRow[i] < 0 ? -1 : cellOfRow[i] + stride * place;
    }
    stride *= variable.levels.length;
  }
  cellOfRow.forEach((cell, i) => {
    if (cell >= 0) inCells[cell] += weights?.[i] ?? 1;
  });
  const cellOf = new Int32Array(size);
  let step = 1;
  for (const variable of counted) {
    placesAlong(variables, variables.indexOf(variable), size).forEach(
      (place, i) => (cellOf[i] += step * place),
    );
    step *= variable.levels.length;
  }
  return Float64Array.from(cellOf, (cell) => inCells[cell]);
}

/** The place of a row's value among the levels; -1 where it is none of them. */
function placesOfRows(column: Column, { levels }: GridVariable): (row: number) => number {
  if (column.kind === 'factor') {
    const placeOf = column.levels.map((level) => levels.indexOf(level));
    return (row) => placeOf[column.codes[row]];
  }
  const placeOf = new Map(levels.map((level, place) => [level, place]));
  const known = new Map<number, number>();
  return (row) => {
    const value = column.values[row];
    let place = known.get(value);
    if (place === undefined) known.set(value, (place = placeOf.get(numberLabel(value)) ?? -1));
    return place;
  };
}

function tooManyPoints(size: number, variables: readonly GridVariable[], most: number): CellmerError {
  const sizes = variables
    .filter(({ levels }) => levels.length > 1)
    .map(({ name, levels }) => `${name} ${levels.length}`);
  return new CellmerError(
    'option',
    `The means would be taken over ${size} combinations of levels (${sizes.join(', ')}): expected at most ` +
      `${most}. Hold some variables at fewer values with the option at.`,
  );
}

function listed(levels: readonly string[]): string {
  return levels.slice(0, 12).join(', ') + (levels.length > 12 ? ', ...' : '');
}
