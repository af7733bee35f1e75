/** Which cells a sum takes that is asked for in a word, as Excel's AutoSum finds them. */

import type { Cell } from './selecting';

/** All inclusive and counted from 0. */
export interface Block {
  readonly startRow: number;
  readonly endRow: number;
  readonly startColumn: number;
  readonly endColumn: number;
}

export interface Sum {
  readonly at: Cell;
  readonly of: Block;
}

/** What a cell holds, as far as sums are concerned. */
export type Kind = 'number' | 'blank' | 'other';
export type KindAt = (row: number, column: number) => Kind;

/**
 * The numbers that lead up to a cell from above, or else from the left; what lies right beside it comes first, and blanks between
 * may be passed. Null where there are none.
 */
export function numbersBefore({ row, column }: Cell, kindAt: KindAt): Block | null {
  const above = run((i) => kindAt(row - i, column), row);
  const left = run((i) => kindAt(row, column - i), column);
  const isAbove = above !== null && (above.gap === 0 || left === null || left.gap > 0);
  if (isAbove) return { startRow: row - above.last, endRow: row - 1, startColumn: column, endColumn: column };
  return left && { startRow: row, endRow: row, startColumn: column - left.last, endColumn: column - 1 };
}

/** Numbers that follow one another, after blanks perhaps; `kindAt(1)` is the first, `kindAt(most)` the last that there is. */
function run(kindAt: (step: number) => Kind, most: number): { gap: number; last: number } | null {
  let step = 1;
  while (step <= most && kindAt(step) === 'blank') step++;
  const gap = step - 1;
  while (step <= most && kindAt(step) === 'number') step++;
  return step - 1 > gap ? { gap, last: step - 1 } : null;
}

/**
 * The sums for a selection of more than one cell: in its last row and column where these are blank; in all its cells where all are,
 * of what leads up to each; and else below it, or to the right of a single row.
 *
 * @param room how many rows and columns the sheet has
 */
export function sumsOf(
  { startRow, endRow, startColumn, endColumn }: Block,
  kindAt: KindAt,
  room: { readonly rows: number; readonly columns: number },
): Sum[] {
  const rows = sequence(startRow, endRow);
  const columns = sequence(startColumn, endColumn);
  const isBlank = (row: number, column: number): boolean => kindAt(row, column) === 'blank';
  const all = rows.flatMap((row) => columns.map((column) => ({ row, column })));
  if (all.every(({ row, column }) => isBlank(row, column)))
    return all.flatMap((at) => {
      const of = numbersBefore(at, kindAt);
      return of ? [{ at, of }] : [];
    });
  const below = (row: number, last: number): Sum[] =>
    columns
      .filter((column) => sequence(startRow, last).some((i) => kindAt(i, column) === 'number'))
      .map((column) => ({
        at: { row, column },
        of: { startRow, endRow: last, startColumn: column, endColumn: column },
      }));
  const right = (column: number, last: number): Sum[] =>
    rows
      .filter((row) => sequence(startColumn, last).some((j) => kindAt(row, j) === 'number'))
      .map((row) => ({
        at: { row, column },
        of: { startRow: row, endRow: row, startColumn, endColumn: last },
      }));
  const isLastRow = rows.length > 1 && columns.every((column) => isBlank(endRow, column));
  const isLastColumn = columns.length > 1 && rows.every((row) => isBlank(row, endColumn));
  if (isLastRow && isLastColumn) {
    const down = below(endRow, endRow - 1);
    const across = right(endColumn, endColumn - 1);
    const corner = {
      at: { row: endRow, column: endColumn },
      of: { startRow: endRow, endRow, startColumn, endColumn: endColumn - 1 },
    };
    return [...down, ...across, ...(down.length > 0 ? [corner] : [])];
  }
  if (isLastRow) return below(endRow, endRow - 1);
  if (isLastColumn) return right(endColumn, endColumn - 1);
  if (rows.length === 1) {
    const free = sequence(endColumn + 1, room.columns - 1).find((column) => isBlank(startRow, column));
    return free === undefined ? [] : right(free, endColumn);
  }
  const free = sequence(endRow + 1, room.rows - 1).find((row) =>
    columns.every((column) => isBlank(row, column)),
  );
  return free === undefined ? [] : below(free, endRow);
}

function sequence(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}
