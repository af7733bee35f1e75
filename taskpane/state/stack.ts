/** Tables one below the other, each with its title. */

import { stackedLook, TITLE_LOOK, type BlockLook } from '../../src/index';

/** Rows left empty between two tables. */
const GAP = 1;

export interface TitledTable {
  /** In the line above it; null where it has to begin in the first row. */
  readonly title: string | null;
  readonly look: BlockLook;
}

/** A formula and the table that it fills. */
export interface StackedFormula extends TitledTable {
  readonly formula: string;
  /** Further formulas that fill the same table, each so many columns to the right of its first. */
  readonly beside?: readonly { readonly formula: string; readonly right: number }[];
}

/** A look of which nothing is known but its size. */
export function sizeLook(rows: number, columns: number): BlockLook {
  return { rows, columns, areas: [], widths: [], sentence: 0 };
}

export interface Stack<T extends TitledTable> {
  /** Each with its first row below its title, counted from that of the whole. */
  readonly tables: readonly (T & { readonly offset: number })[];
  readonly rows: number;
  readonly columns: number;
  /** Of all of it, titles included. */
  readonly look: BlockLook;
}

export function stackTables<T extends TitledTable>(tables: readonly T[]): Stack<T> {
  let end = -GAP;
  const placed = tables.map((table) => {
    const offset = end + GAP + (table.title === null ? 0 : 1);
    end = offset + table.look.rows;
    return { ...table, offset };
  });
  const look = stackedLook(
    placed.flatMap(({ title, look: own, offset }) => [
      ...(title === null ? [] : [{ look: TITLE_LOOK, offset: offset - 1 }]),
      { look: own, offset },
    ]),
  );
  return { tables: placed, rows: look.rows, columns: look.columns, look };
}

/** The titles with their rows. */
export function titlesOf(stack: Stack<TitledTable>): { readonly row: number; readonly title: string }[] {
  return stack.tables.flatMap(({ title, offset }) => (title === null ? [] : [{ row: offset - 1, title }]));
}
