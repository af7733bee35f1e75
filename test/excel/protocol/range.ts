/** Excel.Range. */

import { MAX_COLUMNS, MAX_ROWS, printAddress } from '../../../src/table/address';
import type { Place } from '../model/workbook';
import {
  contains,
  isError,
  overlap,
  plainValue,
  shownText,
  valueType,
  type CellValue,
  type Rect,
} from '../model/values';
import {
  accessDenied,
  ExcelError,
  invalidArgument,
  itemNotFound,
  NotSimulated,
  type HostObject,
} from './objects';
import type { Core } from './core';
import { CELL_WIDTH, numberFormats, rangeFormat, setNumberFormats } from './formats';
import { tableCollection } from './tables';
import { worksheetObject } from './worksheet';

/** Height of a default cell in points. */
const CELL_HEIGHT = 15;

export interface RangeObject extends HostObject {
  readonly place: Place;
}

export function rangeObject(core: Core, place: Place): RangeObject {
  check(place);
  return keepable(core, {
    type: 'Range',
    place,
    get: {
      ...measures(place),
      ...contents(core, place),
      NumberFormat: () => numberFormats(place),
    },
    set: {
      Values: (input) => enter(core, place, input),
      Formulas: (input) => enter(core, place, input),
      NumberFormat: (input) => setNumberFormats(writable(place), input),
    },
    child: { Worksheet: () => worksheetObject(core, place.sheet), Format: () => rangeFormat(place) },
    make: neighbours(core, place),
    call: {
      Select: () => core.select(place),
      Clear: () => core.clear(writable(place)),
      _ValidateArraySize: (rows: number, columns: number) => checkSize(place, rows, columns),
    },
  });
}

/** An object that the page may ask Excel to keep. */
function keepable<T extends HostObject>(core: Core, object: T): T {
  let referenceId = '';
  const kept: T = {
    ...object,
    identity: () => (referenceId === '' ? {} : { _ReferenceId: referenceId }),
    get: { ...object.get, _ReferenceId: () => referenceId },
    call: {
      ...object.call,
      _KeepReference() {
        referenceId = `r${core.workbook.nextId()}`;
        core.references.set(referenceId, kept);
      },
    },
  };
  return kept;
}

/** Points from the first column to the left edge of another. */
function leftOf({ sheet, column }: Place): number {
  const wider = [...sheet.widths].filter(([j]) => j < column).map(([, width]) => width - CELL_WIDTH);
  return column * CELL_WIDTH + wider.reduce((sum, width) => sum + width, 0);
}

function check({ row, column, rows, columns }: Rect): void {
  const isInside = row >= 0 && column >= 0 && rows > 0 && columns > 0;
  if (!isInside || row + rows > MAX_ROWS || column + columns > MAX_COLUMNS)
    throw invalidArgument(`no such range: ${row}, ${column}, ${rows}, ${columns}`);
}

function measures(place: Place): HostObject['get'] {
  const { sheet, row, column, rows, columns } = place;
  return {
    RowIndex: () => row,
    ColumnIndex: () => column,
    RowCount: () => rows,
    ColumnCount: () => columns,
    CellCount: () => rows * columns,
    Address: () => printAddress({ sheet: sheet.name, row, column, rowCount: rows, columnCount: columns }),
    Left: () => leftOf(place),
    Top: () => row * CELL_HEIGHT,
    Width: () => leftOf({ ...place, column: column + columns }) - leftOf(place),
    Height: () => rows * CELL_HEIGHT,
  };
}

function contents({ spilledFormulas }: Core, place: Place): HostObject['get'] {
  const { sheet } = place;
  const each = (read: (value: CellValue, row: number, column: number) => unknown) => () =>
    sheet.block(place).map((line, i) => line.map((value, j) => read(value, place.row + i, place.column + j)));
  return {
    Values: each(plainValue),
    ValueTypes: each(valueType),
    Text: each(shownText),
    HasSpill: () => {
      const flags = new Set(each((_, row, column) => sheet.ownerOf(row, column)?.spill != null)().flat());
      return flags.size > 1 ? null : flags.has(true);
    },
    // An apostrophe in front of a text is no part of it.
    Formulas: each((value, row, column) => {
      const formula = sheet.formula(row, column);
      if (formula) return formula.text;
      const owner = sheet.ownerOf(row, column);
      if (!owner || spilledFormulas === 'value') return plainValue(value);
      return spilledFormulas === 'repeated' ? owner.text : '';
    }),
  };
}

function writable(place: Place): Place {
  if (place.sheet.isProtected) throw accessDenied();
  return place;
}

/** A single value fills the range. */
function enter(core: Core, place: Place, input: unknown): void {
  const { rows, columns } = writable(place);
  const block = Array.isArray(input)
    ? (input as unknown[][])
    : Array.from({ length: rows }, () => Array.from({ length: columns }, () => input));
  checkSize(place, block.length, block[0]?.length ?? 0);
  core.enter(place, block);
}

function checkSize({ rows, columns }: Rect, givenRows: number, givenColumns: number): void {
  if (givenRows !== rows || givenColumns !== columns)
    throw new ExcelError(
      'InvalidArgument',
      "The number of rows or columns in the input array doesn't match the size or dimensions of the range.",
    );
}

/** Ranges that come from a range. */
function neighbours(core: Core, place: Place): HostObject['make'] {
  const { sheet } = place;
  const range = (rect: Rect | null) => rect && rangeObject(core, { ...place, ...rect });
  const used = () => range(sheet.used(place));
  const spilling = () => range(single(place)?.spill ?? null);
  const parent = () => {
    const owner = sheet.ownerOf(place.row, place.column);
    return range(owner?.spill ? { row: owner.row, column: owner.column, rows: 1, columns: 1 } : null);
  };
  return {
    GetRow: (row: number) => range({ ...place, row: place.row + row, rows: 1 }),
    GetColumn: (column: number) => range({ ...place, column: place.column + column, columns: 1 }),
    GetCell: (row: number, column: number) =>
      range({ row: place.row + row, column: place.column + column, rows: 1, columns: 1 }),
    GetBoundingRect: (other: RangeObject) => range(bounding(place, other.place)),
    GetSurroundingRegion: () => range(sheet.region(place)),
    GetUsedRange: () => used() ?? range({ ...place, rows: 1, columns: 1 }),
    GetUsedRangeOrNullObject: used,
    GetSpillingToRangeOrNullObject: spilling,
    GetSpillingToRange: () => spilling() ?? missing('spilling range'),
    GetSpillParentOrNullObject: parent,
    GetSpillParent: () => parent() ?? missing('spill parent'),
    GetSpecialCellsOrNullObject: (cells: string, values: string) =>
      errorsOfFormulas(core, place, cells, values),
    GetTables: (fullyContained: boolean) =>
      tableCollection(core, 'TableScopedCollection', (table) =>
        table.sheet === sheet && fullyContained
          ? equal(bounding(place, table.rect), place)
          : table.sheet === sheet && overlap(table.rect, place),
      ),
  };
}

/** Formulas that show errors, in areas of one column each. */
function errorsOfFormulas(core: Core, place: Place, cells: string, values: string): HostObject | null {
  if (cells !== 'Formulas' || values !== 'Errors')
    throw new NotSimulated(`special cells: ${cells}, ${values}`);
  const found = [...place.sheet.formulas.values()]
    .filter(({ row, column }) => contains(place, row, column) && isError(place.sheet.value(row, column)))
    .sort((a, b) => a.column - b.column || a.row - b.row);
  const areas: Rect[] = [];
  for (const { row, column } of found) {
    const last = areas.at(-1);
    if (last?.column === column && last.row + last.rows === row)
      areas[areas.length - 1] = { ...last, rows: last.rows + 1 };
    else areas.push({ row, column, rows: 1, columns: 1 });
  }
  if (areas.length === 0) return null;
  const ranges = areas.map((area) => rangeObject(core, { ...place, ...area }));
  return keepable(core, {
    type: 'RangeAreas',
    get: { CellCount: () => found.length },
    child: { Areas: () => ({ type: 'RangeCollection', items: () => ranges }) },
  });
}

function single(place: Place) {
  if (place.rows * place.columns !== 1) throw invalidArgument('only a single cell has a spill');
  return place.sheet.formula(place.row, place.column);
}

function missing(what: string): never {
  throw itemNotFound(what);
}

function bounding(a: Rect, b: Rect): Rect {
  const [row, column] = [Math.min(a.row, b.row), Math.min(a.column, b.column)];
  const rows = Math.max(a.row + a.rows, b.row + b.rows) - row;
  return { row, column, rows, columns: Math.max(a.column + a.columns, b.column + b.columns) - column };
}

function equal(a: Rect, b: Rect): boolean {
  return a.row === b.row && a.column === b.column && a.rows === b.rows && a.columns === b.columns;
}
