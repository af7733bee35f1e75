/** The few functions of Excel itself that stand around ours in tests. Any other is an error of the test. */

import { isError, type CellBlock, type CellValue } from '../model/values';
import type { Value } from './evaluate';

type BuiltIn = (args: readonly (Value | null)[]) => CellBlock;

const one = (value: CellValue): CellBlock => [[value]];
const cellsOf = (value: Value | null): CellBlock => value?.cells ?? one(null);
const first = (value: Value | null): CellValue => cellsOf(value)[0][0];
const count = (value: Value | null, otherwise: number): number => Number(first(value) ?? otherwise);

export const BUILT_IN: Readonly<Record<string, BuiltIn>> = {
  SUM(args) {
    const cells = args.flatMap((arg) => cellsOf(arg).flat());
    const error = cells.find(isError);
    return one(error ?? cells.reduce<number>((sum, cell) => sum + (typeof cell === 'number' ? cell : 0), 0));
  },

  ROWS: ([block]) => one(cellsOf(block).length),
  COLUMNS: ([block]) => one(cellsOf(block)[0].length),
  NA: () => one({ error: '#N/A' }),
  EXP: ([x]) => one(Math.exp(count(x, 0))),
  TRANSPOSE: ([block]) => cellsOf(block)[0].map((_, j) => cellsOf(block).map((row) => row[j])),

  /** A row or column number of 0 stands for all of them. */
  INDEX([block, row, column]) {
    const cells = cellsOf(block);
    const [i, j] = [count(row, 0), count(column, cells[0].length === 1 ? 1 : 0)];
    if (i > cells.length || j > cells[0].length) return one({ error: '#REF!' });
    const rows = i === 0 ? cells : [cells[i - 1]];
    return j === 0 ? rows : rows.map((line) => [line[j - 1]]);
  },

  IF: ([test, yes, no]) => (isError(first(test)) ? one(first(test)) : cellsOf(first(test) ? yes : no)),
  IFERROR: ([value, otherwise]) =>
    cellsOf(value).map((row) => row.map((cell) => (isError(cell) ? first(otherwise) : cell))),

  VSTACK: (args) => args.flatMap((arg) => cellsOf(arg)),
  HSTACK: (args) =>
    cellsOf(args[0]).map((_, i) => args.flatMap((arg) => cellsOf(arg)[i] ?? [{ error: '#N/A' }])),
  CHOOSECOLS: ([block, ...columns]) =>
    cellsOf(block).map((row) => columns.map((column) => row[count(column, 1) - 1])),

  SEQUENCE([rows, columns, start, step]) {
    const width = count(columns, 1);
    const from = count(start, 1);
    return Array.from({ length: count(rows, 1) }, (_, i) =>
      Array.from({ length: width }, (_unused, j) => from + (i * width + j) * count(step, 1)),
    );
  },
};
