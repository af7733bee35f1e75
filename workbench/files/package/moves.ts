/** Where what a file says of cells is, after rows, columns, cells and sheets have come, gone, moved or been renamed since it was opened. */

import { columnLetters, MAX_COLUMNS, MAX_ROWS, printAddress } from '../../../src/index';
import { cellsAfter, isEmpty, joined, overlap, referenceAfter, type Block, type Shift } from '../../shifts';

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

  /** Whether cells of a sheet have come, gone or moved. */
  isMoved(sheetId: string): boolean {
    return this.shifts.some(
      (shift) => shift.sheetId === sheetId || ('block' in shift && shift.toSheetId === sheetId),
    );
  }

  /** The sheet that has a name in the file. */
  sheetCalled(name: string): SheetPlace | null {
    return this.byName.get(name.toUpperCase()) ?? null;
  }

  /** Several rectangles with blanks between, and where each of their cells is; null when none is left. */
  rectangles(text: string, sheetId: string): string | null {
    if (!this.isMoved(sheetId)) return text;
    const places = placesIn(text);
    if (places.length === 0) return text;
    const moved = places.map((place) => ({ place, blocks: this.cells(place.block, sheetId) }));
    // What has not moved, or as a whole, is written as it was.
    const isWhole = moved.every(({ blocks }) => blocks.length <= 1);
    const left = isWhole
      ? moved.flatMap(({ place, blocks }) => blocks.map((block) => printed(block, place)))
      : joined(moved.flatMap(({ blocks }) => blocks))
          .sort((a, b) => a.top - b.top || a.left - b.left)
          .map((block) => printed(block));
    return left.length > 0 ? left.join(' ') : null;
  }

  /** Whether some of the cells in several rectangles have been moved to another sheet, where what is said of them does not follow. */
  haveLeft(text: string, sheetId: string): boolean {
    let blocks: readonly Block[] = placesIn(text).map(({ block }) => block);
    for (const shift of this.shifts) {
      const isLeaving = 'block' in shift && shift.sheetId === sheetId && shift.toSheetId !== sheetId;
      if (isLeaving && blocks.some((block) => overlap(block, shift.block) !== null)) return true;
      blocks = blocks.flatMap((block) => cellsAfter(block, sheetId, shift));
    }
    return false;
  }

  /** A reference, `A1:B2` with or without `$`; null when its cells are gone. */
  rectangle(text: string, sheetId: string): string | null {
    if (!this.isMoved(sheetId)) return text;
    const place = placeOf(text);
    if (!place) return text;
    const block = this.block(place.block, sheetId);
    return block ? printed(block, place) : null;
  }

  /** What a reference to a block means; null when its cells are gone. */
  block(block: Block, sheetId: string): Block | null {
    let after = block;
    for (const shift of this.shifts) after = referenceAfter(after, sheetId, shift);
    return isEmpty(after) ? null : after;
  }

  /** The 0-based place of a cell; null when it is gone. */
  cell(row: number, column: number, sheetId: string): { row: number; column: number } | null {
    const [place] = this.cells({ top: row, left: column, bottom: row + 1, right: column + 1 }, sheetId);
    return place ? { row: place.top, column: place.left } : null;
  }

  private cells(block: Block, sheetId: string): readonly Block[] {
    const after = this.shifts.reduce<readonly Block[]>(
      (blocks, shift) => blocks.flatMap((one) => cellsAfter(one, sheetId, shift)),
      [block],
    );
    return after.length > 1 ? joined(after) : after;
  }

  /**
   * A formula of a rule, which is written for the first of the rule's cells, once these have moved: as most of the cells that are left
   * see it. One of them alone may have lost what it refers to, or have it further away than all others.
   *
   * @param before the rectangles of the rule in the file
   * @param after those of today
   */
  ruleFormula(text: string, before: string, after: string, sheetId: string): string {
    if (!this.isMoved(sheetId)) return this.formula(text, sheetId);
    const places = placesIn(before);
    const [first, now] = [places, placesIn(after)].map(firstCell);
    if (!first || !now) return this.formula(text, sheetId);
    const votes = new Map<string, number>();
    for (const was of places.flatMap(({ block }) => someCells(block))) {
      const is = this.cell(was.row, was.column, sheetId);
      if (!is) continue;
      const there = this.formula(offset(text, was.row - first.row, was.column - first.column), sheetId);
      const read = offset(there, now.row - is.row, now.column - is.column);
      votes.set(read, (votes.get(read) ?? 0) + 1);
    }
    const [most] = [...votes].sort(([, a], [, b]) => b - a);
    return most?.[0] ?? this.formula(text, sheetId);
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
}

/** A rectangle as it is written. */
interface Place {
  readonly block: Block;
  readonly corners: readonly Corner[];
}

function placesIn(text: string): Place[] {
  return text
    .trim()
    .split(/\s+/)
    .map(placeOf)
    .filter((place) => place !== null);
}

function placeOf(text: string): Place | null {
  const corners = text.split(':').map(cornerOf);
  const [first, last = first] = corners;
  if (!first || !last || corners.length > 2) return null;
  const rows = [first.row ?? 0, last.row ?? MAX_ROWS - 1];
  const columns = [first.column ?? 0, last.column ?? MAX_COLUMNS - 1];
  const block = {
    top: Math.min(...rows),
    left: Math.min(...columns),
    bottom: Math.max(...rows) + 1,
    right: Math.max(...columns) + 1,
  };
  return { block, corners: corners as Corner[] };
}

/** The corner at the top left of all. */
function firstCell(places: readonly Place[]): { row: number; column: number } | null {
  if (places.length === 0) return null;
  const blocks = places.map(({ block }) => block);
  return {
    row: Math.min(...blocks.map(({ top }) => top)),
    column: Math.min(...blocks.map(({ left }) => left)),
  };
}

/** The first cells and the last one along both sides of a block. */
function someCells({ top, left, bottom, right }: Block): { row: number; column: number }[] {
  const some = (start: number, end: number): number[] =>
    [...new Set([start, start + 1, start + 2, start + 3, end - 1])].filter((at) => at < end);
  return some(top, bottom).flatMap((row) => some(left, right).map((column) => ({ row, column })));
}

/** @param like a place that it takes its `$` from, and whether it says rows, columns or both; where there is none, as cells */
function printed({ top, left, bottom, right }: Block, like?: Place): string {
  const isOne = like ? like.corners.length === 1 : bottom - top === 1 && right - left === 1;
  const ends = [
    [top, left],
    [bottom - 1, right - 1],
  ].map(([row, column], end) => {
    const corner = like?.corners[Math.min(end, like.corners.length - 1)];
    const letters = corner?.column === null ? '' : (corner?.columnMark ?? '') + columnLetters(column);
    return letters + (corner?.row === null ? '' : `${corner?.rowMark ?? ''}${row + 1}`);
  });
  return isOne && ends[0] === ends[1] ? ends[0] : ends.join(':');
}

/** A formula as it reads in a cell so many rows and columns further on: at the edge of the sheet it goes on at the other one. */
function offset(text: string, down: number, right: number): string {
  if (down === 0 && right === 0) return text;
  const within = (place: number, most: number): number => ((place % most) + most) % most;
  return text.replace(REFERENCE, (all: string, prefix?: string, cells?: string) => {
    if (cells === undefined) return all;
    const corners = cells.split(':').map((corner) => {
      const { row, column, rowMark, columnMark } = cornerOf(corner)!;
      const r = row === null || rowMark ? row : within(row + down, MAX_ROWS);
      const c = column === null || columnMark ? column : within(column + right, MAX_COLUMNS);
      return (c === null ? '' : columnMark + columnLetters(c)) + (r === null ? '' : `${rowMark}${r + 1}`);
    });
    return (prefix ?? '') + corners.join(':');
  });
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
