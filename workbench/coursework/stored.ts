/**
 * A workbook as its file stores it: values, what formulas have given, formulas, names. Nothing in it is calculated, so that no file of a
 * student can take long or do harm.
 */

import { readXlsx, type Cell as XlsxCell, type CellValue, type Workbook } from 'hucre/xlsx';
import { parseAddress, type Cell } from '../../src/index';
import { FileProblem, outOfMemory } from '../files/bounds';
import { Differences } from '../files/differences';
import { ERROR } from '../files/errorText';
import { typedFormula } from '../files/formulaText';
import { readOtherBook } from '../files/otherBooks';
import { kindOf } from '../files/otherKinds';
import { readable } from '../files/readable';
import type { Place } from './book';
import { CourseworkProblem } from './problem';
import type { Formulas } from './references';

/** What a file can have in a cell: a day is no number to whoever typed `1/8`. */
export type StoredCell = Cell | Date;

export interface StoredSheet {
  readonly name: string;
  /** Every cell that has anything in it. */
  cells(): Iterable<readonly [Place, StoredCell]>;
  cell(row: number, column: number): StoredCell;
  /** `=` and all; null where there is none. One that is filled down or right is that of the first cell of them. */
  formula(row: number, column: number): string | null;
}

export interface StoredBook extends Formulas {
  readonly sheets: readonly StoredSheet[];
  /** Whether the file is an .xlsx file, into which something can be put. */
  readonly isXlsx: boolean;
  readonly properties: Readonly<Record<string, unknown>>;
  sheet(name: string): StoredSheet | null;
  cell(place: Place): StoredCell;
  /** All names, in capitals. */
  readonly names: ReadonlyMap<string, string>;
}

/** @throws CourseworkProblem when it is no workbook that can be read */
export async function readStored(bytes: Uint8Array, fileName: string): Promise<StoredBook> {
  try {
    const kind = await kindOf(bytes, false);
    if (kind instanceof Error) throw kind;
    if (kind === 'text') throw new FileProblem('is a text without a receipt');
    if (kind !== 'xlsx') return storedBook(await readOtherBook(bytes, kind, new Differences()), [], false);
    const file = await readable(bytes);
    return storedBook(await readXlsx(file.bytes), file.rows, true);
  } catch (error) {
    if (error instanceof FileProblem) throw new CourseworkProblem(`“${fileName}” ${error.message}`);
    if (error instanceof RangeError) throw new CourseworkProblem(outOfMemory(fileName).replace(/\.$/, ''));
    throw new CourseworkProblem(`“${fileName}” is no workbook that can be read`);
  }
}

/** @param rows by sheet: the row of the sheet that each row that was read is */
function storedBook(
  workbook: Workbook,
  rows: readonly (readonly number[] | null)[],
  isXlsx: boolean,
): StoredBook {
  const sheets = workbook.sheets.map((sheet, i) => storedSheet(sheet, rows[i] ?? null));
  const names = new Map((workbook.namedRanges ?? []).map(({ name, range }) => [name.toUpperCase(), range]));
  const sheetNamed = (name: string): StoredSheet | null =>
    sheets.find((sheet) => sheet.name.toLowerCase() === name.toLowerCase()) ?? null;
  return {
    sheets,
    isXlsx,
    properties: workbook.properties?.custom ?? {},
    sheet: sheetNamed,
    names,
    cell: ({ sheet, row, column }) => sheetNamed(sheet)?.cell(row, column) ?? null,
    formula: ({ sheet, row, column }) => sheetNamed(sheet)?.formula(row, column) ?? null,
    block(text) {
      const address = parseAddress(names.get(text.trim().toUpperCase()) ?? text);
      const sheet = address?.sheet == null ? null : sheetNamed(address.sheet);
      if (!address || !sheet) return null;
      const { row, column, rowCount, columnCount } = address;
      return { sheet: sheet.name, row, column, rows: rowCount, columns: columnCount };
    },
  };
}

function storedSheet(sheet: Workbook['sheets'][number], rows: readonly number[] | null): StoredSheet {
  const lines = new Map(sheet.rows.map((_, line) => [rows?.[line] ?? line, line]));
  const shared = new Map<number, string>();
  sheet.cells?.forEach(({ formula, formulaSharedIndex }) => {
    if (formula && formulaSharedIndex !== undefined) shared.set(formulaSharedIndex, formula);
  });
  const raw = (row: number, column: number): XlsxCell | undefined =>
    sheet.cells?.get(`${lines.get(row) ?? row},${column}`);
  const cell = (row: number, column: number): StoredCell => {
    const line = lines.get(row);
    return storedCell(line === undefined ? null : sheet.rows[line][column]);
  };
  return {
    name: sheet.name,
    *cells() {
      for (const [row, line] of lines)
        for (let column = 0; column < sheet.rows[line].length; column++) {
          const value = cell(row, column);
          if (value !== null) yield [{ sheet: sheet.name, row, column }, value];
        }
    },
    cell,
    formula(row, column) {
      const { formula, formulaSharedIndex } = raw(row, column) ?? {};
      const text = formula || (formulaSharedIndex === undefined ? null : shared.get(formulaSharedIndex));
      return text ? typedFormula(text) : null;
    },
  };
}

function storedCell(value: CellValue | undefined): StoredCell {
  if (value === undefined || value === null || value === '') return null;
  return typeof value === 'string' && ERROR.test(value) ? { error: value } : value;
}
