/** Excel.RangeFormat and what is below it: font, fill, borders. What differs within a range is null. */

import type { Place } from '../model/workbook';
import { DEFAULT_FORMAT, type CellFormat } from '../model/worksheet';
import { accessDenied, invalidArgument, type HostObject } from './objects';

/** Width of a default cell in points. */
export const CELL_WIDTH = 48;

export function rangeFormat(place: Place): HostObject {
  const { sheet, column, columns } = place;
  const own = Array.from({ length: columns }, (_, j) => column + j);
  return {
    type: 'RangeFormat',
    get: {
      ColumnWidth: () => common(own.map((j) => sheet.widths.get(j) ?? CELL_WIDTH)),
      HorizontalAlignment: () => read(place, 'align'),
      IndentLevel: () => read(place, 'indent'),
    },
    set: {
      ColumnWidth(value) {
        checkWritable(place);
        for (const j of own) sheet.widths.set(j, Number(value));
      },
      HorizontalAlignment: (value) => write(place, { align: String(value) }),
      IndentLevel: (value) => write(place, { indent: Number(value) }),
    },
    child: { Font: () => rangeFont(place), Fill: () => rangeFill(place), Borders: () => borders(place) },
  };
}

export function numberFormats({ sheet, row, column, rows, columns }: Place): string[][] {
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_unused, j) => sheet.format(row + i, column + j).numberFormat),
  );
}

/** One for all, or one for each. */
export function setNumberFormats(place: Place, input: unknown): void {
  if (!Array.isArray(input)) return write(place, { numberFormat: String(input) });
  (input as unknown[][]).forEach((line, i) =>
    line.forEach((format, j) => {
      const cell = { ...place, row: place.row + i, column: place.column + j, rows: 1, columns: 1 };
      write(cell, { numberFormat: String(format) });
    }),
  );
}

function rangeFont(place: Place): HostObject {
  return {
    type: 'RangeFont',
    get: {
      Bold: () => read(place, 'bold'),
      Italic: () => read(place, 'italic'),
      Size: () => read(place, 'size'),
      // Excel has an empty text here where colours differ.
      Color: () => read(place, 'color') ?? '',
    },
    set: {
      Bold: (value) => write(place, { bold: Boolean(value) }),
      Italic: (value) => write(place, { italic: Boolean(value) }),
      Size: (value) => write(place, { size: Number(value) }),
      Color: (value) => write(place, { color: String(value) }),
    },
  };
}

/** A cell without a fill says that it is white. */
function rangeFill(place: Place): HostObject {
  return {
    type: 'RangeFill',
    get: {
      Color: () => common(cellsOf(place).map((one) => one.fill ?? '#FFFFFF')) ?? '',
      Pattern: () => common(cellsOf(place).map(({ fill }) => (fill === null ? 'None' : 'Solid'))),
    },
    set: { Color: (value) => write(place, { fill: String(value) }) },
    call: { Clear: () => write(place, { fill: null }) },
  };
}

/** Those of the four sides: an edge of a range is an edge of its outermost cells. */
function borders(place: Place): HostObject {
  const { row, column, rows, columns } = place;
  const edges: Readonly<Record<string, () => HostObject>> = {
    EdgeTop: () => border({ ...place, rows: 1 }, 'top'),
    EdgeBottom: () => border({ ...place, row: row + rows - 1, rows: 1 }, 'bottom'),
    EdgeLeft: () => border({ ...place, columns: 1 }, 'left'),
    EdgeRight: () => border({ ...place, column: column + columns - 1, columns: 1 }, 'right'),
  };
  const item = (key: unknown) => {
    const edge = edges[String(key)];
    if (!edge) throw invalidArgument(String(key));
    return edge();
  };
  return { type: 'RangeBorderCollection', item, make: { GetItem: item } };
}

type Side = 'top' | 'bottom' | 'left' | 'right';

function border(place: Place, side: Side): HostObject {
  const each = () => cellsOf(place).map(({ borders: own }) => own[side] ?? null);
  const change = (part: { readonly style?: string; readonly color?: string }) => {
    checkWritable(place);
    eachCell(place, (row, column) => {
      const { borders: own } = place.sheet.format(row, column);
      const drawn = { style: 'None', color: '#000000', ...own[side], ...part };
      place.sheet.setFormat(row, column, {
        borders: { ...own, [side]: drawn.style === 'None' ? undefined : drawn },
      });
    });
  };
  return {
    type: 'RangeBorder',
    get: {
      Style: () => common(each().map((one) => one?.style ?? 'None')),
      Color: () => common(each().map((one) => one?.color ?? '#000000')) ?? '',
    },
    set: {
      Style: (value) => change({ style: String(value) }),
      Color: (value) => change({ color: String(value) }),
    },
  };
}

function common<T>([first, ...rest]: readonly T[]): T | null {
  return rest.every((one) => one === first) ? first : null;
}

function read<K extends keyof CellFormat>(place: Place, name: K): CellFormat[K] | null {
  return common(cellsOf(place).map((format) => format[name]));
}

function write(place: Place, change: Partial<CellFormat>): void {
  checkWritable(place);
  eachCell(place, (row, column) => place.sheet.setFormat(row, column, change));
}

function checkWritable({ sheet }: Place): void {
  if (sheet.isProtected) throw accessDenied();
}

function cellsOf(place: Place): CellFormat[] {
  const formats: CellFormat[] = [];
  eachCell(place, (row, column) => formats.push(place.sheet.format(row, column)));
  return formats.length > 0 ? formats : [DEFAULT_FORMAT];
}

function eachCell({ row, column, rows, columns }: Place, visit: (row: number, column: number) => void): void {
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) visit(row + i, column + j);
}
