/** Where what a file says of cells is, after rows, columns and sheets have come, gone or been renamed since it was opened. */

import { columnLetters, MAX_COLUMNS, MAX_ROWS, printAddress } from '../../../src/index';
import { shiftedSpan, type Shift } from '../../charts/stored';

/** A sheet of the file that was opened. */
export interface SheetPlace {
  readonly id: string;
  /** Its name in the file. */
  readonly was: string;
  /** Its name today; null when it is gone. */
  readonly now: string | null;
}

/** Texts, and what stands in brackets, are passed over: they have no references to cells of this workbook. */
const REFERENCE =
  /"(?:[^"]|"")*"|(?:'(?:[^']|'')*')?\[(?:[^\]]*)\](?:[\p{L}\p{N}_.]+!)?[$\p{L}\p{N}:]*|(?<![\p{L}\p{N}_.$\\])((?:'(?:[^']|'')+'|[\p{L}_][\p{L}\p{N}_.]*)!)?(\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?|\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|\$?\d{1,7}:\$?\d{1,7})(?![\p{L}\p{N}_.([!\\])/giu;
/** A sheet before a name or before what is no reference. */
const SHEET_ALONE = /"(?:[^"]|"")*"|(?<![\p{L}\p{N}_.\]])('(?:[^'[\]]|'')+'|[\p{L}_][\p{L}\p{N}_.]*)!/giu;
const CORNER = /^(\$?)([A-Z]{1,3})?(\$?)(\d{1,7})?$/i;
const GONE = '#REF!';

interface Corner {
  readonly column: number | null;
  readonly row: number | null;
  readonly columnMark: string;
  readonly rowMark: string;
}

export class Moves {
  private readonly byName: ReadonlyMap<string, SheetPlace>;

  constructor(
    private readonly sheets: readonly SheetPlace[],
    private readonly shifts: readonly Shift[],
  ) {
    this.byName = new Map(sheets.map((sheet) => [sheet.was.toUpperCase(), sheet]));
  }

  /** Whether all is where it was. */
  get isNone(): boolean {
    return this.shifts.length === 0 && this.sheets.every(({ was, now }) => was === now);
  }

  /** Whether rows or columns of a sheet have come or gone. */
  isMoved(sheetId: string): boolean {
    return this.shifts.some((shift) => shift.sheetId === sheetId);
  }

  /** The sheet that has a name in the file. */
  sheetCalled(name: string): SheetPlace | null {
    return this.byName.get(name.toUpperCase()) ?? null;
  }

  /** Several rectangles with blanks between; null when none is left. */
  rectangles(text: string, sheetId: string): string | null {
    const left = text
      .trim()
      .split(/\s+/)
      .map((one) => this.rectangle(one, sheetId))
      .filter((one) => one !== null);
    return left.length > 0 ? left.join(' ') : null;
  }

  /** `A1:B2` with or without `$`; null when it is gone. */
  rectangle(text: string, sheetId: string): string | null {
    if (!this.isMoved(sheetId)) return text;
    const corners = text.split(':').map(cornerOf);
    const [first, last = first] = corners;
    if (!first || !last) return text;
    const rows = this.span('rows', first.row, last.row, sheetId);
    const columns = this.span('columns', first.column, last.column, sheetId);
    if (rows === null || columns === null) return null;
    const printed = [0, 1].map((end) => {
      const { columnMark, rowMark } = corners[end] ?? first;
      const column = columns[end] === undefined ? '' : columnMark + columnLetters(columns[end]);
      return column + (rows[end] === undefined ? '' : `${rowMark}${rows[end] + 1}`);
    });
    return corners.length === 1 && printed[0] === printed[1] ? printed[0] : printed.join(':');
  }

  /** The 0-based place of a cell; null when it is gone. */
  cell(row: number, column: number, sheetId: string): { row: number; column: number } | null {
    const rows = this.span('rows', row, row, sheetId);
    const columns = this.span('columns', column, column, sheetId);
    return rows && columns ? { row: rows[0]!, column: columns[0]! } : null;
  }

  /**
   * A formula as files store it, without its `=`.
   *
   * @param sheetId of the sheet that references without a sheet are to; null where there is none
   */
  formula(text: string, sheetId: string | null): string {
    if (this.isNone) return text;
    const moved = text.replace(REFERENCE, (all: string, prefix?: string, cells?: string) => {
      if (cells === undefined) return all;
      const sheet = prefix === undefined ? null : this.sheetCalled(unquoted(prefix.slice(0, -1)));
      // Another workbook's, or several sheets at once.
      if (prefix !== undefined && sheet === null) return all;
      if (sheet?.now === null) return GONE;
      const id = sheet?.id ?? sheetId;
      const place = id === null ? cells : this.rectangle(cells, id);
      return place === null ? GONE : (prefix ?? '') + place;
    });
    return this.sheets.every(({ was, now }) => was === now) ? moved : this.renamed(moved);
  }

  private renamed(text: string): string {
    return text.replace(SHEET_ALONE, (all: string, name?: string) => {
      const sheet = name === undefined ? null : this.sheetCalled(unquoted(name));
      if (!sheet) return all;
      return sheet.now === null ? GONE : sheetPrefix(sheet.now);
    });
  }

  /** First and last after all shifts; empty where both ends are open, null when nothing is left. */
  private span(
    along: Shift['along'],
    from: number | null,
    to: number | null,
    sheetId: string,
  ): readonly number[] | null {
    if (from === null || to === null) return [];
    let [start, size] = [Math.min(from, to), Math.abs(to - from) + 1];
    for (const shift of this.shifts) {
      if (shift.sheetId !== sheetId || shift.along !== along) continue;
      [start, size] = shiftedSpan(start, size, shift.from, shift.count);
      if (size === 0) return null;
    }
    const most = along === 'rows' ? MAX_ROWS : MAX_COLUMNS;
    return start >= most ? null : [start, Math.min(most, start + size) - 1];
  }
}

/**
 * The shifts after one more. What takes back the last one, as an undo does, leaves neither: cells that were deleted are there again then,
 * and so is what the file says of them.
 */
export function withShift(shifts: readonly Shift[], shift: Shift): readonly Shift[] {
  const last = shifts.at(-1);
  const takesBack =
    last?.sheetId === shift.sheetId &&
    last.along === shift.along &&
    last.from === shift.from &&
    last.count === -shift.count;
  return takesBack ? shifts.slice(0, -1) : [...shifts, shift];
}

function cornerOf(text: string): Corner | null {
  const [, columnMark, letters, rowMark, digits] = CORNER.exec(text) ?? [];
  if (letters === undefined && digits === undefined) return null;
  return {
    column: letters === undefined ? null : numberOf(letters),
    row: digits === undefined ? null : Number(digits) - 1,
    // Of a row alone the first mark is the row's.
    columnMark: columnMark ?? '',
    rowMark: (letters === undefined ? columnMark : rowMark) ?? '',
  };
}

function numberOf(letters: string): number {
  return [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function unquoted(name: string): string {
  return name.startsWith("'") ? name.slice(1, -1).replaceAll("''", "'") : name;
}

/** `'Sleep study'!`. */
export function sheetPrefix(sheet: string): string {
  const cell = { sheet, row: 0, column: 0, rowCount: 1, columnCount: 1 };
  return printAddress(cell).slice(0, -'A1'.length);
}
