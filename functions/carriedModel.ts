/**
 * What a model in a cell carries, so that it can be fitted again when the workbook is opened: the formula, the method, the
 * options, and the data themselves or, when they are many, where they stand.
 *
 * Excel sends all arguments of all calls of a moment in one message of 5 MB, and a cell with a model is sent whole to each
 * function that names it: therefore the limit.
 */

import {
  CellmerError,
  resolveModel,
  type Cell,
  type CellMatrix,
  type ModelArgument,
  type ModelRequest,
} from '../src/index';
import { readSheet } from './blanks';
import type { SyncCall } from './sheetReading';

/** Names and values of options. */
export type OptionPairs = readonly (readonly [name: string, text: string])[];

export interface CarriedModel {
  /** Of this format, for later versions. */
  readonly version: 1;
  /** The formula that was fitted. */
  readonly formula: string;
  readonly method: string;
  readonly options: OptionPairs;
  /** Whether they came with another model, so that contrasts among them may be those of factors that this one has not. */
  readonly areInherited?: boolean;
  readonly data: CarriedData;
}

type CarriedData =
  /** Rows and, for each column, its cells. */
  | { readonly rows: number; readonly columns: readonly CarriedColumn[] }
  /** Where they stand, and the groups where they were given as a range. */
  | { readonly address: string; readonly groups: string | null }
  /** Too many to carry, and nowhere to be found again. */
  | { readonly missing: number };

/** The cells themselves, or for each the place of its value in a list. */
type CarriedColumn =
  | { readonly cells: readonly Cell[] }
  | { readonly values: readonly Cell[]; readonly codes: readonly number[] };

/** Characters of data that a cell carries. */
const MOST_CHARACTERS = 200_000;
/** A text in a cell has at most 32,767. */
const CHUNK = 30_000;

/** What is to be carried of a request whose formula turned out to be `formula`. */
export function carriedModel(
  request: ModelRequest,
  formula: string,
  options: OptionPairs,
  addresses: { readonly data: string | null; readonly model: string | null },
): CarriedModel {
  const { method, contrasts } = request.options;
  const own = {
    version: 1 as const,
    formula,
    method,
    ...(contrasts.mayBeUnused && { areInherited: true }),
  };
  const { data, headers } = resolveModel(request);
  const columns = columnsOf(withoutBlankEnd(data));
  const withHeaders: OptionPairs =
    headers === 'auto'
      ? options
      : [...options.filter(([name]) => name !== 'headers'), ['headers', headers ? '1' : '0']];
  const characters = estimate(columns);
  if (characters <= MOST_CHARACTERS) {
    const rows = columns.length === 0 ? 0 : lengthOf(columns[0]);
    return { ...own, options: withHeaders, data: { rows, columns } };
  }
  const isRange = Array.isArray(request.model) && request.model.length > 1;
  if (addresses.data && (!isRange || addresses.model))
    return { ...own, options, data: { address: addresses.data, groups: isRange ? addresses.model : null } };
  return { ...own, options, data: { missing: characters } };
}

/** As texts that fit into cells. */
export function toTexts(carried: CarriedModel): string[] {
  const text = JSON.stringify(carried);
  return Array.from({ length: Math.ceil(text.length / CHUNK) }, (_, i) =>
    text.slice(i * CHUNK, (i + 1) * CHUNK),
  );
}

/** @throws CellmerError `data` for texts that are not of this version */
export function fromTexts(texts: readonly string[]): CarriedModel {
  try {
    const carried = JSON.parse(texts.join('')) as CarriedModel;
    if (carried.version === 1 && typeof carried.formula === 'string') return carried;
  } catch {
    // The sentence below says it.
  }
  throw new CellmerError('data', 'data is a model that this version cannot read: calculate its cell again.');
}

/** The data and, where the formula does not say it all, the model; a promise where they have to be read from the sheet. */
export function dataOf(
  carried: CarriedModel,
  during?: SyncCall,
):
  | { readonly data: CellMatrix; readonly model: ModelArgument }
  | Promise<{ readonly data: CellMatrix; readonly model: ModelArgument }> {
  const { data, formula } = carried;
  if ('columns' in data) return { data: rowsOf(data.rows, data.columns), model: formula };
  if ('address' in data) return readAgain(data, formula, during);
  throw new CellmerError(
    'data',
    `data is a model with too many data to carry (${data.missing} characters, at most ${MOST_CHARACTERS}), which do not ` +
      'stand in a range of this workbook: give the data themselves, or let LMER.MODEL refer to a range.',
  );
}

async function readAgain(
  { address, groups }: { readonly address: string; readonly groups: string | null },
  formula: string,
  during?: SyncCall,
): Promise<{ readonly data: CellMatrix; readonly model: ModelArgument }> {
  const read = async (where: string): Promise<CellMatrix> => {
    const cells = await readSheet(where, during).catch(() => null);
    if (cells) return cells;
    throw new CellmerError(
      'data',
      `data is a model whose data stand at ${where}, which cannot be read now: give the range itself.`,
    );
  };
  return { data: await read(address), model: groups === null ? formula : await read(groups) };
}

/** Blank rows at the end are not data. */
function withoutBlankEnd(cells: CellMatrix): CellMatrix {
  let height = cells.length;
  while (height > 0 && cells[height - 1].every((cell) => cell == null || cell === '')) height--;
  return cells.slice(0, height);
}

function columnsOf(rows: CellMatrix): CarriedColumn[] {
  return (rows[0] ?? []).map((_, j) =>
    columnOf(rows.map((row) => (row[j] === '' ? null : (row[j] ?? null)))),
  );
}

/** Texts that repeat are written once. */
function columnOf(cells: readonly Cell[]): CarriedColumn {
  const places = new Map<string, number>();
  const values: Cell[] = [];
  const codes = cells.map((cell) => {
    const key = JSON.stringify(cell);
    let code = places.get(key);
    if (code === undefined) {
      places.set(key, (code = values.length));
      values.push(cell);
    }
    return code;
  });
  return 2 * values.length < cells.length ? { values, codes } : { cells };
}

function lengthOf(column: CarriedColumn): number {
  return 'cells' in column ? column.cells.length : column.codes.length;
}

function estimate(columns: readonly CarriedColumn[]): number {
  return columns.reduce((sum, column) => sum + JSON.stringify(column).length, 0);
}

function rowsOf(rows: number, columns: readonly CarriedColumn[]): CellMatrix {
  const cells = columns.map((column) =>
    'cells' in column ? column.cells : column.codes.map((code) => column.values[code]),
  );
  return Array.from({ length: rows }, (_, i) => cells.map((column) => column[i]));
}
