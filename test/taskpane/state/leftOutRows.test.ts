import { expect, test } from 'vitest';
import type { CellMatrix } from '../../../src/index';
import { leftOutRows } from '../../../taskpane/state/leftOutRows';
import { summarizeData } from '../data';

const CELLS: CellMatrix = [
  ['y', 'x', 'g', 'note'],
  [1, 2, 'a', 'late'],
  [null, 3, 'b', null],
  [2, null, null, 'x'],
  [3, 5, 'a', 'x'],
];
// In C5:F9 of a sheet.
const data = {
  range: { sheet: 'Trial', row: 4, column: 2, rows: 5, columns: 4 },
  summary: summarizeData(CELLS),
};

test('rows that are left out are named by their number on the sheet, with the columns that lack a value', () => {
  const rows = leftOutRows(data, ['y', 'x', 'g'], 10);
  expect(rows.map(({ row, columns }) => ({ row, columns }))).toEqual([
    { row: 7, columns: ['y'] },
    { row: 8, columns: ['x', 'g'] },
  ]);
  expect(rows.map(({ cell }) => [cell.sheet, cell.row, cell.column])).toEqual([
    ['Trial', 6, 2],
    ['Trial', 7, 3],
  ]);
});

test('a column that the model does not use leaves no row out', () => {
  expect(leftOutRows(data, ['note'], 10).map(({ row }) => row)).toEqual([7]);
  expect(leftOutRows(data, ['g'], 10).map(({ row }) => row)).toEqual([8]);
});

test('no more rows are listed than are asked for', () => {
  expect(leftOutRows(data, ['y', 'x'], 1).map(({ row }) => row)).toEqual([7]);
});
