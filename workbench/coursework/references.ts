/** What a formula of a student's file rests on: the functions it calls and the cells it needs, through other cells as well. */

import type { Block, Place } from './book';

/** Texts, which have no references in them; a cell or a block, with its sheet; a function; else a name. */
const PARTS =
  /"(?:[^"]|"")*"|(?:('(?:[^']|'')+'|[\p{L}_][\p{L}\p{N}_.]*)!)?(\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?)(?![\p{L}\p{N}_.(])|([\p{L}_\\][\p{L}\p{N}_.\\]*)(\()?/giu;

/** That many cells are looked at. */
const MOST_CELLS = 20_000;

export interface Reach {
  /** In capitals. */
  readonly functions: ReadonlySet<string>;
  /** By `cellKey`. */
  readonly cells: ReadonlyMap<string, Place>;
}

export function cellKey({ sheet, row, column }: Place): string {
  return `${sheet.toLowerCase()}!${row},${column}`;
}

/** What is asked of a workbook, be it calculated or not. */
export interface Formulas {
  /** `=` and all. */
  formula(place: Place): string | null;
  /** The cells that a name or an address with its sheet stands for. */
  block(text: string): Block | null;
}

/** All that the formulas of these cells rest on; the cells themselves are among them only where they need themselves. */
export function reachOf(book: Formulas, from: Block): Reach {
  const functions = new Set<string>();
  const cells = new Map<string, Place>();
  const open = placesOf(from);
  for (let place = open.pop(); place !== undefined && cells.size < MOST_CELLS; place = open.pop()) {
    const named = referencesIn(book, place);
    for (const name of named.functions) functions.add(name);
    for (const block of named.blocks) {
      if (block.rows * block.columns > MOST_CELLS) continue;
      for (const each of placesOf(block)) {
        const key = cellKey(each);
        if (cells.has(key)) continue;
        cells.set(key, each);
        open.push(each);
      }
    }
  }
  return { functions, cells };
}

/** What the formula of a cell itself names. */
export function referencesIn(
  book: Formulas,
  place: Place,
): { readonly functions: readonly string[]; readonly blocks: readonly Block[] } {
  const functions: string[] = [];
  const blocks: Block[] = [];
  for (const [, sheet, cell, name, isCall] of (book.formula(place) ?? '').matchAll(PARTS)) {
    if (isCall) functions.push(name.toUpperCase());
    const on = sheet === undefined ? place.sheet : sheet.replace(/^'|'$/g, '').replaceAll("''", "'");
    const block = isCall ? null : book.block(cell === undefined ? (name ?? '') : `${quoted(on)}!${cell}`);
    if (block) blocks.push(block);
  }
  return { functions, blocks };
}

/** Row by row. */
export function placesOf({ sheet, row, column, rows, columns }: Block): Place[] {
  return Array.from({ length: rows * columns }, (_, i) => ({
    sheet,
    row: row + Math.floor(i / columns),
    column: column + (i % columns),
  }));
}

function quoted(sheet: string): string {
  return `'${sheet.replaceAll("'", "''")}'`;
}
