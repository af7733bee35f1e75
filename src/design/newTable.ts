/** Reads new rows for a fitted model: the same columns, with the same meaning of their cells. */

import { CellmerError } from '../errors';
import { namesIn } from '../formula';
import type { Expr, ModelTerms } from '../formula/ast';
import { factorOf, readTable } from '../table';
import { describeCell, type Origin, type Place, placeOf, quote, shorten } from '../table/place';
import type { CellMatrix, Column, FactorColumn, NumericColumn, Table } from '../table/types';

export interface NewTableOptions {
  /** Whether the first row holds headers; `auto` recognises them. */
  readonly headers: boolean | 'auto';
  /** Where the new rows stand, for messages. */
  readonly address: Origin | null;
  /** Whether grouping factors and the variables of random terms are needed. */
  readonly random: boolean;
  /** Options of the model that are expressions of the columns, and are needed too. */
  readonly options: Readonly<Record<string, Expr>>;
}

/**
 * Rows from which on a range is taken for one down to the end of the sheet, such as a whole column: blank rows at its end are
 * none, while those of any other range are rows whose prediction is blank.
 */
const OPEN_RANGE = 1_000_000;

/**
 * The columns that predictions need, read from new rows; others are ignored. A column that was numbers has to be numbers
 * again, one that was labels takes numbers and booleans as labels, and one that was booleans takes 0 and 1 too. A column
 * that only groups may hold anything.
 *
 * @param trained the table the model was fitted to
 * Throws CellmerError `data` for a column that is not there and for a cell of the wrong kind.
 */
export function readNewTable(
  cells: CellMatrix,
  terms: ModelTerms,
  trained: Table,
  { headers, address, random, options }: NewTableOptions,
): Table {
  const { valued, grouping } = namesNeeded(terms, trained, random);
  const optional = new Map(
    Object.entries(options).flatMap(([option, expr]) =>
      columnsOf([expr], trained).map((name) => [name, option] as const),
    ),
  );
  const use = (names: readonly string[]): readonly string[] => {
    const needed = [...new Set([...valued, ...grouping, ...optional.keys()])];
    for (const name of needed) if (!names.includes(name)) throw missingColumn(name, names, userOf(name));
    return needed;
  };
  const userOf = (name: string): string =>
    valued.has(name) || grouping.has(name) ? 'the model' : `the option ${optional.get(name)}`;
  const keepBlankEnd = cells.length < OPEN_RANGE;
  const table = inNewData(() => readTable(cells, { headers, use, address, keepBlankEnd }));
  const place = placeOf(address, table.hasHeaders ? 1 : 0);
  const columns = new Map<string, Column>();
  for (const [name, column] of table.columns) {
    const alike = sameKind(column, trained.columns.get(name)!);
    if (typeof alike !== 'number') columns.set(name, alike);
    else if (!valued.has(name) && !optional.has(name)) columns.set(name, column);
    else throw wrongKind(column, alike, trained.columns.get(name)!, place, table.names.indexOf(name));
  }
  return { ...table, columns };
}

/** Columns whose values matter, and columns that do nothing but group the rows. */
function namesNeeded(
  { fixed, random: randomTerms }: ModelTerms,
  trained: Table,
  random: boolean,
): { valued: ReadonlySet<string>; grouping: ReadonlySet<string> } {
  const predictors = random ? [fixed, ...randomTerms.map(({ terms }) => terms)] : [fixed];
  const valued = predictors.flatMap(({ variables, offsets }) => [
    ...variables.map(({ expr }) => expr),
    ...offsets,
  ]);
  const groups = random ? randomTerms.flatMap(({ group }) => group.map(({ expr }) => expr)) : [];
  const values = new Set(columnsOf([...valued, ...groups.filter(({ type }) => type !== 'name')], trained));
  const grouping = columnsOf(
    groups.filter(({ type }) => type === 'name'),
    trained,
  ).filter((name) => !values.has(name));
  return { valued: values, grouping: new Set(grouping) };
}

/** The columns of the model's data that these expressions name. */
function columnsOf(exprs: readonly Expr[], trained: Table): string[] {
  return exprs
    .flatMap((expr) => namesIn(expr).map(({ name }) => name))
    .filter((name) => trained.columns.has(name));
}

function missingColumn(name: string, names: readonly string[], user: string): CellmerError {
  return new CellmerError(
    'data',
    `the new data have no column ${quote(name)}: they have ${names.slice(0, 12).map(shorten).join(', ')}` +
      `${names.length > 12 ? ', ...' : ''}, and ${user} needs it to predict`,
  );
}

/** Runs `read` and says in its errors that they are about the new data. */
export function inNewData<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof CellmerError) || error.message.startsWith('the new data')) throw error;
    const { code, message, source, position } = error;
    throw new CellmerError(code, `in the new data, ${message}`, source, position);
  }
}

/** The column as its training column was; or the first row whose cell cannot be that. */
function sameKind(column: Column, trained: Column): Column | number {
  if (trained.kind === 'number') return column.kind === 'number' ? column : firstPresent(column);
  if (trained.source === 'boolean') return asBooleans(column);
  if (column.kind === 'factor') return { ...column, source: 'text', mixedCell: undefined };
  return { kind: 'factor', name: column.name, ...factorOf(column), missing: column.missing, source: 'text' };
}

function firstPresent({ codes }: FactorColumn): number {
  return codes.findIndex((code) => code >= 0);
}

const BOOLEANS: readonly string[] = ['FALSE', 'TRUE'];

function asBooleans(column: Column): Column | number {
  if (column.kind === 'number') {
    const wrong = column.values.findIndex((v) => v === v && v !== 0 && v !== 1);
    if (wrong >= 0) return wrong;
    const codes = Int32Array.from(column.values, (v) => (v === v ? v : -1));
    return booleanColumn(column, codes);
  }
  const codeOf = column.levels.map((level) => BOOLEANS.indexOf(level.toUpperCase()));
  const wrong = column.codes.findIndex((code) => code >= 0 && codeOf[code] < 0);
  if (wrong >= 0) return wrong;
  return booleanColumn(
    column,
    column.codes.map((code) => (code < 0 ? -1 : codeOf[code])),
  );
}

function booleanColumn({ name, missing }: Column, codes: Int32Array): FactorColumn {
  return { kind: 'factor', name, codes, levels: BOOLEANS, missing, source: 'boolean' };
}

function wrongKind(
  column: Column,
  row: number,
  trained: Column,
  place: Place,
  position: number,
): CellmerError {
  if (column.kind === 'factor' && column.mixedCell !== undefined)
    return new CellmerError('data', `in the new data, ${column.mixedCell}`);
  const where = describeCell(place, row, position, column.name);
  const expected = trained.kind === 'number' ? 'a number' : 'TRUE or FALSE';
  return new CellmerError(
    'data',
    `in the new data, ${where} holds ${textAt(column, row)}: expected ${expected}, as in the data of the model`,
  );
}

function textAt(column: NumericColumn | FactorColumn, row: number): string {
  return column.kind === 'number' ? String(column.values[row]) : quote(column.levels[column.codes[row]]);
}
