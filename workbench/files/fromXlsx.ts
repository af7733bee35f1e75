/** An .xlsx workbook as a workbook of Univer. Text is stored as text, so that nothing in a file is ever run as a formula. */

import {
  BooleanNumber,
  CellValueType,
  LocaleType,
  type ICellData,
  type IStyleData,
  type IWorkbookData,
  type IWorksheetData,
} from '@univerjs/core';
import type { IAutoFilter } from '@univerjs/preset-sheets-filter';
import type { Cell as XlsxCell, CellStyle, CellValue, Sheet, Workbook } from 'hucre/xlsx';
import { parseAddress } from '../../src/index';
import { cellAddress } from '../addresses';
import type { Block } from '../shifts';
import { counted, cutText, EXCEL, FileProblem, MOST } from './bounds';
import { serialNumber } from './days';
import { Differences, type Difference } from './differences';
import { ERROR } from './errorText';
import { FILTERS, readFilter } from './filters';
import { isBounded, looksElsewhere, typedFormula } from './formulaText';
import { readMerged } from './merged';
import { nestingBound } from './nestedNames';
import { propertiesToSettings } from '../../taskpane/settingProperties';
import { nameKey } from './package/keep';
import type { NamedTables } from './package/structured';
import { readProtection, readStructure } from './protected';
import { NO_FORMATS, type SheetFormats } from './readable';
import { readParts } from './richText';
import { sheetRoom, type Room } from './room';
import { readColumns, readRows, readStyle } from './styles';
import { tablesOf, withoutTables, type FormulaPlace, type Tables } from './tableReferences';

export interface Reading {
  /** What lies over the cells, read with the ids that the sheets have here. */
  readonly drawings?: readonly Resource[];
  /** By sheet: the row of the sheet that each row that was read is; null when they are the same. */
  readonly rows?: readonly (readonly number[] | null)[];
  /** By sheet. */
  readonly formats?: readonly SheetFormats[];
  /** By sheet: where everybody may edit although it is protected. */
  readonly openRanges?: readonly (readonly Block[])[];
  readonly differences?: Differences;
}

/** @throws FileProblem when there is more text in the cells than can be opened */
export function fromXlsx(
  workbook: Workbook,
  id: string,
  name: string,
  { drawings = [], rows = [], formats = [], openRanges = [], differences = new Differences() }: Reading = {},
): IWorkbookData {
  const ids = sheetIds(workbook);
  const tables = tablesOf(workbook);
  const texts = new Texts();
  const styles = new FileStyles();
  const sheets = workbook.sheets.map((sheet, i) => {
    const reader = new SheetReader(
      sheet,
      ids[i],
      rows[i] ?? null,
      formats[i] ?? NO_FORMATS,
      openRanges[i] ?? [],
      tables,
      texts,
      styles,
      differences,
    );
    return [ids[i], reader.read()] as const;
  });
  return {
    id,
    name,
    appVersion: '',
    locale: LocaleType.EN_US,
    styles: styles.all,
    sheetOrder: ids,
    sheets: Object.fromEntries(sheets.map(([id, { worksheet }]) => [id, worksheet])),
    custom: { ...propertiesToSettings(workbook.properties?.custom ?? {}), ...readStructure(workbook) },
    resources: [
      { name: DEFINED_NAMES, data: JSON.stringify(readNames(workbook, ids, tables, differences)) },
      { name: FILTERS, data: JSON.stringify(filtersOf(sheets)) },
      ...drawings,
    ],
  };
}

type Resource = NonNullable<IWorkbookData['resources']>[number];

function filtersOf(sheets: readonly (readonly [string, ReadSheet])[]): Record<string, object> {
  return Object.fromEntries(sheets.flatMap(([id, { filter }]) => (filter ? [[id, filter]] : [])));
}

/** The ids that the sheets of a file get, in their order. */
export function sheetIds({ sheets }: Workbook): string[] {
  return sheets.map((_, i) => `sheet-${i + 1}`);
}

/** Where Univer's snapshots keep defined names. */
const DEFINED_NAMES = 'SHEET_DEFINED_NAME_PLUGIN';

function readNames(
  workbook: Workbook,
  sheetIds: readonly string[],
  tables: Tables,
  differences: Differences,
): Record<string, object> {
  // Names of Excel's own, for printing and filters, mean nothing here.
  const named = workbook.namedRanges ?? [];
  const isNestingBounded = nestingBound(named);
  const names = named.filter(({ name, range }) => {
    const isRead = isBounded(range) && isNestingBounded(name);
    if (!isRead) differences.note('names', name);
    const isHere = isRead && !looksElsewhere(typedFormula(range));
    if (isRead && !isHere) differences.note('elsewhere', name);
    return isHere && !name.startsWith('_xlnm.');
  });
  const entries = names.map(({ name, range: stored, scope, comment }, i) => {
    const range = withoutTables(stored, tables, NOWHERE);
    if (range !== stored) differences.note('tables', name);
    const sheet = workbook.sheets.findIndex((each) => each.name === scope);
    const id = `name-${i + 1}`;
    const localSheetId = sheetIds[sheet] ?? WHOLE_WORKBOOK;
    return [
      id,
      { id, name, formulaOrRefString: meaning(range), comment: comment ?? '', localSheetId },
    ] as const;
  });
  return Object.fromEntries(entries);
}

/** The names that a workbook has taken over from its file. */
export function nameKeys({ resources }: IWorkbookData): string[] {
  const kept = resources?.find(({ name }) => name === DEFINED_NAMES)?.data ?? '{}';
  const names = Object.values(JSON.parse(kept) as Record<string, { name: string; localSheetId: string }>);
  return names.map(({ name, localSheetId }) =>
    nameKey(name, localSheetId === WHOLE_WORKBOOK ? null : localSheetId),
  );
}

/** Univer tells formulas from addresses by their `=`, which files leave out. */
function meaning(range: string): string {
  return parseAddress(range) === null ? typedFormula(range) : range;
}

/** Names have no place of their own: what they stand for says its sheet. */
const NOWHERE: FormulaPlace = { sheet: null, row: -1 };

/** What Univer writes in place of a sheet for a name that all sheets know. */
const WHOLE_WORKBOOK = 'AllDefaultWorkbook';

/** What is in the cells of all sheets so far. */
class Texts {
  private characters = 0;

  /** @throws FileProblem when it becomes more than can be opened */
  add(text: string): void {
    this.characters += text.length;
    if (this.characters > MOST.characters)
      throw new FileProblem(
        `is too large: it has more than ${counted(MOST.characters)} characters in its cells`,
      );
  }
}

/** Formats of which a file says more than Univer has: each once, under a name that cells have in its place. */
class FileStyles {
  readonly all: Record<string, IStyleData> = {};
  private readonly names = new Map<string, string>();

  of(style: CellStyle | undefined): IStyleData | string | null {
    const read = readStyle(style);
    if (read?.file === undefined) return read;
    const text = JSON.stringify(style);
    const known = this.names.get(text);
    if (known !== undefined) return known;
    const name = `file-${this.names.size + 1}`;
    this.names.set(text, name);
    this.all[name] = read;
    return name;
  }
}

type Cells = Record<number, Record<number, ICellData>>;

interface ReadSheet {
  readonly worksheet: Partial<IWorksheetData>;
  readonly filter: IAutoFilter | null;
}

class SheetReader {
  private readonly cellData: Cells = {};
  /** Rows and columns from A1 to the last value or formula. */
  private height = 0;
  private width = 0;

  constructor(
    private readonly sheet: Sheet,
    private readonly id: string,
    private readonly rows: readonly number[] | null,
    private readonly formats: SheetFormats,
    private readonly openRanges: readonly Block[],
    private readonly tables: Tables,
    private readonly texts: Texts,
    private readonly styles: FileStyles,
    private readonly differences: Differences,
  ) {}

  read(): ReadSheet {
    const { sheet, id } = this;
    this.readValues();
    this.readFormulas();
    const room = sheetRoom(this.height, this.width);
    this.readStyles(room);
    const ySplit = Math.floor(Math.min(sheet.freezePane?.rows ?? 0, room.rowCount));
    const xSplit = Math.floor(Math.min(sheet.freezePane?.columns ?? 0, room.columnCount));
    const rows = this.rowsWithin(room);
    const filter = readFilter(sheet, rows, room, (range) => this.note('filters', range));
    const worksheet = {
      id,
      name: sheet.name,
      ...room,
      defaultColumnWidth: 88,
      custom: readProtection(sheet, this.openRanges),
      cellData: this.cellData,
      columnData: readColumns(
        sheet.columns?.slice(0, room.columnCount),
        this.formats.columns,
        room.columnCount,
      ),
      rowData: readRows(rows, filter?.cachedFilteredOut, this.formats.rows, room.rowCount),
      hidden: sheet.hidden || sheet.veryHidden ? BooleanNumber.TRUE : BooleanNumber.FALSE,
      mergeData: readMerged(sheet.merges ?? [], room, (address) => this.note('merged', address)),
      freeze: {
        startRow: ySplit > 0 ? ySplit : -1,
        startColumn: xSplit > 0 ? xSplit : -1,
        ySplit,
        xSplit,
      },
    };
    return { worksheet, filter };
  }

  private readValues(): void {
    const { sheet } = this;
    leaveOutSpilled(sheet, (row) => this.rowOf(row));
    sheet.rows.forEach((line, row) =>
      line.forEach((value, column) => {
        const data = readValue(value, sheet.cells?.get(`${row},${column}`));
        if (data === null) return;
        if (typeof data.v === 'string' && data.v.length > EXCEL.text) {
          data.v = cutText(data.v);
          this.note('texts', cellAddress(this.rowOf(row), column));
        }
        if (typeof data.v === 'string') this.texts.add(data.v);
        if (data.custom) this.note('parts', cellAddress(this.rowOf(row), column));
        this.put(row, column, data);
      }),
    );
  }

  /** A formula computes its value anew; one that would cost too much is shown. */
  private readFormulas(): void {
    const refused = new Set<number>();
    this.sheet.cells?.forEach((cell, key) => {
      if (cell.formula === undefined) return;
      const [row, column] = key.split(',').map(Number);
      const read = readFormula({ ...cell, formula: this.withoutTables(cell.formula, row, column) }, this.id);
      const { f } = read;
      const shared = cell.formulaSharedIndex;
      if (f && !isBounded(f)) {
        if (shared !== undefined) refused.add(shared);
        this.note('formulas', cellAddress(this.rowOf(row), column));
        this.put(row, column, { v: cutText(f), t: CellValueType.STRING });
      } else if (f && looksElsewhere(f)) {
        if (shared !== undefined) refused.add(shared);
        this.note('elsewhere', cellAddress(this.rowOf(row), column));
      } else if (f || shared === undefined || !refused.has(shared)) {
        this.texts.add(f ?? '');
        const stored = f && shared === undefined && this.namesTable(cell.formula, row) ? cell.formula : null;
        const custom = stored === null ? {} : { custom: { stored } satisfies NamedTables };
        this.put(row, column, { ...read, v: null, t: null, ...custom });
      }
    });
  }

  /** Formats far away from all values are not data, and would make the sheet as large as they reach. */
  private readStyles({ rowCount, columnCount }: Room): void {
    const hasFarRows = this.formats.rows.some(({ last }) => last >= rowCount);
    if (this.formats.areLeftOut || hasFarRows)
      this.note(
        'formats',
        `below or right of ${cellAddress(Math.max(1, this.height) - 1, Math.max(1, this.width) - 1)}`,
      );
    this.sheet.cells?.forEach((cell, key) => {
      const s = this.styles.of(cell.style);
      if (s === null) return;
      const [line, column] = key.split(',').map(Number);
      const row = this.rowOf(line);
      if (row >= rowCount || column >= columnCount) return this.note('formats', cellAddress(row, column));
      const cells = (this.cellData[row] ??= {});
      cells[column] = { ...cells[column], s };
    });
  }

  private namesTable(stored: string, line: number): boolean {
    return withoutTables(stored, this.tables, { sheet: this.sheet.name, row: this.rowOf(line) }) !== stored;
  }

  private withoutTables(stored: string, line: number, column: number): string {
    const row = this.rowOf(line);
    const formula = withoutTables(stored, this.tables, { sheet: this.sheet.name, row });
    if (formula !== stored) this.note('tables', cellAddress(row, column));
    return formula;
  }

  /** Heights of rows, and which are hidden, by their place. */
  private rowsWithin({ rowCount }: Room): NonNullable<Sheet['rowDefs']> {
    const rows = [...(this.sheet.rowDefs ?? [])].map(([row, def]) => [this.rowOf(row), def] as const);
    return new Map(rows.filter(([row]) => Number.isInteger(row) && row >= 0 && row < rowCount));
  }

  private put(line: number, column: number, data: ICellData): void {
    const row = this.rowOf(line);
    (this.cellData[row] ??= {})[column] = data;
    this.height = Math.max(this.height, row + 1);
    this.width = Math.max(this.width, column + 1);
  }

  private rowOf(line: number): number {
    return this.rows?.[line] ?? line;
  }

  private note(what: Difference, address: string): void {
    this.differences.note(what, `${address} of ${this.sheet.name}`);
  }
}

/** Cells that share a formula have it spelt out in the first one only, in files as in Univer. */
function readFormula({ formula, formulaType, formulaSharedIndex }: XlsxCell, sheetId: string): ICellData {
  const shared = formulaType === 'shared' && formulaSharedIndex !== undefined;
  const typed = formula ? typedFormula(formula) : null;
  // What Excel shows as `=@A1:A9` it stores as `A1:A9`, which is one value where it is not said to be an array.
  const isOne = typed !== null && formulaType !== 'array' && isSeveralCells(typed.slice(1));
  return {
    ...(typed !== null ? { f: isOne ? `=@${typed.slice(1)}` : typed } : {}),
    ...(shared ? { si: `${sheetId}-${formulaSharedIndex}` } : {}),
  };
}

function isSeveralCells(text: string): boolean {
  const range = parseAddress(text);
  return range !== null && range.rowCount * range.columnCount > 1;
}

/** Empties the cells whose values a formula elsewhere has spilled into them. */
function leaveOutSpilled({ rows, cells }: Sheet, rowOf: (line: number) => number): void {
  // Such ranges do not lie over each other: where they do, no more is looked at than there is.
  let left = rows.length * (rows[0]?.length ?? 0);
  cells?.forEach((cell) => {
    const isSpilled = cell.formulaType === 'array' && !looksElsewhere(typedFormula(cell.formula ?? ''));
    const range = isSpilled && cell.formulaRef ? parseAddress(cell.formulaRef) : null;
    if (range === null) return;
    for (let line = firstFrom(range.row, rows.length, rowOf); line < rows.length && left > 0; line++) {
      if (rowOf(line) >= range.row + range.rowCount) break;
      const end = Math.min(rows[line].length, range.column + range.columnCount);
      if (range.column < end) rows[line].fill(null, range.column, end);
      left -= 1 + Math.max(0, end - range.column);
    }
  });
}

/** The first line that is the given row or one below it. */
function firstFrom(row: number, count: number, rowOf: (line: number) => number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rowOf(middle) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}

function readValue(value: CellValue | undefined, cell: XlsxCell | undefined): ICellData | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'number') return numberCell(value);
  if (typeof value === 'boolean') return { v: value ? 1 : 0, t: CellValueType.BOOLEAN };
  if (value instanceof Date) return numberCell(serialNumber(value));
  // Text that only reads like an error is marked as text.
  const isText = cell?.type !== 'error' && ERROR.test(value);
  const t = isText ? CellValueType.FORCE_STRING : CellValueType.STRING;
  return { v: value, t, ...(cell && readParts(cell)) };
}

/** A number that is none, or beyond the largest, is the error that Excel makes of it. */
function numberCell(value: number): ICellData {
  if (Number.isFinite(value)) return { v: value, t: CellValueType.NUMBER };
  return { v: '#NUM!', t: CellValueType.STRING };
}
