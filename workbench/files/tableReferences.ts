/**
 * References to tables of an .xlsx file, such as `Sales[Amount]`, as references to the cells of the table ([MS-XLSX] and
 * ISO/IEC 29500-1 18.17.5.1, as files store them: with the table's name, and rows of the formula as `[#This Row]`). The
 * workbench has no tables: what a formula says of one stays true of the cells that the table had in the file.
 */

import type { TableDefinition, Workbook } from 'hucre/xlsx';
import { parseAddress, printAddress } from '../../src/index';

type RangeAddress = NonNullable<ReturnType<typeof parseAddress>>;

/** A table with the name of its sheet, and its cells from the headers to the totals. */
export interface Table {
  readonly name: string;
  readonly sheet: string;
  readonly cells: RangeAddress;
  readonly columns: readonly string[];
  readonly hasTotals: boolean;
}

/** By their names in capitals. */
export type Tables = ReadonlyMap<string, Table>;

export function tablesOf({ sheets }: Pick<Workbook, 'sheets'>): Tables {
  const tables = sheets.flatMap((sheet) => (sheet.tables ?? []).flatMap((one) => tableOf(one, sheet.name)));
  return new Map(tables.map((table) => [table.name.toUpperCase(), table]));
}

function tableOf(
  { name, displayName, range, columns, showTotalRow }: TableDefinition,
  sheet: string,
): Table[] {
  const cells = parseAddress(range ?? '');
  const names = columns.map((column) => column.name);
  // Formulas name a table by what it shows as its name.
  return cells
    ? [{ name: displayName ?? name, sheet, cells, columns: names, hasTotals: showTotalRow === true }]
    : [];
}

/** Where a formula stands: null for what has no place of its own, as a defined name. */
export interface FormulaPlace {
  readonly sheet: string | null;
  readonly row: number;
}

/** Texts and quoted names, which are passed over; else a name that is no sheet's and no function's. */
const NAMES =
  /"(?:[^"]|"")*"|'(?:[^']|'')*'|(?<![\p{L}\p{N}_.\\!#[])([\p{L}_\\][\p{L}\p{N}_.\\]*)(?![\p{L}\p{N}_.\\(!])/gu;

/** The formula with its references to tables as such to cells. What names no part of a table there is remains as it stands. */
export function withoutTables(formula: string, tables: Tables, place: FormulaPlace): string {
  if (tables.size === 0) return formula;
  const names = new RegExp(NAMES);
  let written = '';
  let done = 0;
  for (let match = names.exec(formula); match !== null; match = names.exec(formula)) {
    const [all, name] = match;
    const table = tables.get(name?.toUpperCase() ?? '');
    const open = match.index + all.length;
    const end = name !== undefined && formula[open] === '[' ? bracketEnd(formula, open) : open;
    if (end < 0) break;
    names.lastIndex = end;
    const cells = table ? cellsOf(table, formula.slice(open + 1, Math.max(open + 1, end - 1)), place) : null;
    if (cells === null) continue;
    written += formula.slice(done, match.index) + cells;
    done = end;
  }
  return written + formula.slice(done);
}

/** Where a bracket is closed, -1 when it is not; an apostrophe takes the meaning from the character after it. */
function bracketEnd(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === "'") i++;
    else if (text[i] === '[') depth++;
    else if (text[i] === ']' && --depth === 0) return i + 1;
  }
  return -1;
}

/** The cells that the inside of the brackets means; null when it is not understood. */
function cellsOf(table: Table, inside: string, place: FormulaPlace): string | null {
  const parts = partsOf(inside.trim());
  const areas = parts.filter((part) => part.startsWith('#')).map((part) => part.toUpperCase());
  const names = parts.filter((part) => !part.startsWith('#')).map((part) => part.replace(/'(.)/g, '$1'));
  const columns = names.map((name) =>
    table.columns.findIndex((one) => one.toUpperCase() === name.toUpperCase()),
  );
  const rows = rowsOf(table, areas.length > 0 ? areas : ['#DATA'], place);
  if (rows === null || columns.includes(-1) || columns.length > 2) return null;
  if (typeof rows === 'string') return rows;
  const first = columns.length > 0 ? Math.min(...columns) : 0;
  const last = columns.length > 0 ? Math.max(...columns) : table.columns.length - 1;
  const range: RangeAddress = {
    sheet: table.sheet === place.sheet ? null : table.sheet,
    row: rows[0],
    rowCount: rows[1] - rows[0] + 1,
    column: table.cells.column + first,
    columnCount: last - first + 1,
  };
  const absolute = printAddress(range, { absolute: true });
  // The row of the formula moves with it.
  return areas.includes('#THIS ROW') ? absolute.replace(/\$(?=\d+(?::|$))/g, '') : absolute;
}

/** `[#All],[x]:[y]` as its parts; a single one has no brackets of its own. */
function partsOf(inside: string): string[] {
  if (!inside.startsWith('[')) return inside === '' ? [] : [inside];
  const parts: string[] = [];
  for (let at = inside.indexOf('['); at >= 0; at = inside.indexOf('[', at)) {
    const end = bracketEnd(inside, at);
    if (end < 0) break;
    parts.push(inside.slice(at + 1, end - 1));
    at = end;
  }
  return parts;
}

/** First and last row of the areas, an error value where there are none, null for an area that is not known. */
function rowsOf({ cells, hasTotals }: Table, areas: readonly string[], { row }: FormulaPlace) {
  const [top, bottom] = [cells.row, cells.row + cells.rowCount - 1];
  const lastOfData = hasTotals ? bottom - 1 : bottom;
  const known: Readonly<Record<string, readonly [number, number]>> = {
    '#ALL': [top, bottom],
    '#HEADERS': [top, top],
    '#DATA': [top + 1, lastOfData],
    '#TOTALS': hasTotals ? [bottom, bottom] : [-1, -1],
    '#THIS ROW': row > top && row <= lastOfData ? [row, row] : [-1, -1],
  };
  if (areas.some((area) => !(area in known))) return null;
  const rows = areas.map((area) => known[area]);
  if (rows.some(([from]) => from < 0)) return areas.includes('#THIS ROW') ? '#VALUE!' : '#REF!';
  return [Math.min(...rows.map(([from]) => from)), Math.max(...rows.map(([, to]) => to))] as const;
}
