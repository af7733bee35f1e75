/**
 * Where a cell of the teacher's workbook is in a student's file, in which sheets may have been renamed, rows inserted and names deleted:
 * by its name, and else by the text that stands beside it.
 */

import type { Block, Book } from './book';
import { same } from './key';
import type { StoredBook } from './stored';

/** What tells a cell of the teacher's workbook. */
export interface Landmark {
  /** A defined name, or an address with its sheet. */
  readonly name: string;
  readonly block: Block;
  /** A text near it, and how many rows and columns the block lies from that; null where there is none. */
  readonly label: { readonly text: string; readonly rows: number; readonly columns: number } | null;
}

/** @param text what the cell may be labelled with; where it is not there, the text that is nearest at its left */
export function landmark(book: Book, name: string, block: Block, text: string | null): Landmark {
  const cells = book.cells(book.used(block.sheet));
  const labels = cells.flatMap((line, row) =>
    line.flatMap((cell, column) => (text !== null && isLabel(cell, text) ? [{ row, column }] : [])),
  );
  const line = cells[block.row] ?? [];
  const beside = line
    .slice(0, block.column)
    .map((cell) => typeof cell === 'string')
    .lastIndexOf(true);
  const place =
    labels.find(({ row }) => row === block.row) ??
    (labels.length === 1 ? labels[0] : beside < 0 ? null : { row: block.row, column: beside });
  return {
    name,
    block,
    label: place && {
      text: String(cells[place.row][place.column]),
      rows: block.row - place.row,
      columns: block.column - place.column,
    },
  };
}

/** Null where it cannot be found, or not without doubt. */
export function locate(file: StoredBook, { name, block, label }: Landmark): Block | null {
  const isName = file.names.has(name.trim().toUpperCase());
  const named = isName ? file.block(name) : null;
  if (named && named.rows === block.rows && named.columns === block.columns) return named;
  if (label === null) return isName ? null : file.block(name);
  const found = file.sheets.flatMap((sheet) =>
    [...sheet.cells()].flatMap(([{ row, column }, cell]) =>
      isLabel(cell, label.text)
        ? [{ ...block, sheet: sheet.name, row: row + label.rows, column: column + label.columns }]
        : [],
    ),
  );
  const alike = found.filter(({ sheet, column }) => same(sheet, block.sheet) && column === block.column);
  const among = alike.length > 0 ? alike : found;
  return among.length === 1 && among[0].row >= 0 && among[0].column >= 0 ? among[0] : null;
}

function isLabel(cell: unknown, text: string): boolean {
  return (typeof cell === 'string' || typeof cell === 'number') && same(String(cell), text);
}
