/** A table with the rows of lines: one variable along the axis, a second one per line, the others held. */

import type { ModelFrame } from '../design';
import { namesIn } from '../formula';
import type { Column, Table } from '../table/types';

/** What a line is made of in a table. */
export interface TableLine {
  /** Values along the axis: numbers, or places of labels. */
  readonly x: Float64Array;
  /** Rows of the table that it stands for, and those over which other columns are held. */
  readonly ownRows: readonly number[];
  readonly tableRows: readonly number[];
}

/** The rows of all lines, one after the other. */
export function lineTable(
  table: Table,
  { terms }: ModelFrame,
  { x, by }: { readonly x: string; readonly by: string | null },
  lines: readonly TableLine[],
): Table {
  const groups = terms.random.flatMap(({ group }) => group.flatMap(({ expr }) => namesIn(expr)));
  const grouping = new Set(groups.map(({ name }) => name));
  const rowCount = lines.reduce((sum, line) => sum + line.x.length, 0);
  const columns = new Map<string, Column>();
  for (const [name, column] of table.columns) columns.set(name, onLines(column));
  return { ...table, rowCount, columns };

  function onLines(column: Column): Column {
    if (column.name === x)
      return withValues(
        column,
        lines.flatMap((line) => [...line.x]),
      );
    const isGrouping = grouping.has(column.name);
    // Lines of the population share their rows.
    const held = new Map<readonly number[], number>();
    const valueOf = ({ ownRows, tableRows }: TableLine): number => {
      if (column.name === by) return valueAt(column, ownRows[0]);
      const value = held.get(tableRows) ?? heldValue(column, tableRows, isGrouping);
      held.set(tableRows, value);
      return value;
    };
    return withValues(
      column,
      lines.flatMap((line) => new Array<number>(line.x.length).fill(valueOf(line))),
    );
  }
}

function withValues(column: Column, values: readonly number[]): Column {
  return column.kind === 'number'
    ? { ...column, values: Float64Array.from(values) }
    : { ...column, codes: Int32Array.from(values) };
}

/** A number, or the code of a label. */
export function valueAt(column: Column, row: number): number {
  return column.kind === 'number' ? column.values[row] : column.codes[row];
}

/**
 * What a column usually is in rows: the mean of numbers, the code of the commonest label. Numbers that name groups are not
 * averaged.
 */
export function heldValue(column: Column, rows: readonly number[], isGrouping = false): number {
  if (column.kind === 'factor') return commonest(rows.map((row) => column.codes[row]));
  const values = rows.map((row) => column.values[row]).filter((value) => value === value);
  if (isGrouping) return values[0] ?? NaN;
  return values.reduce((sum, value) => sum + value / values.length, 0);
}

/** The value that occurs most often, the first of several; -1 of none. */
function commonest(codes: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  let best = -1;
  for (const [code, count] of counts) if (code >= 0 && count > (counts.get(best) ?? 0)) best = code;
  return best;
}
