import { CellValueType, type ICellData } from '@univerjs/core';
import { expect, test } from 'vitest';
import { beginsWithHeaders } from '../../workbench/sorting';

function has(rows: readonly (readonly (string | number | null)[])[]): boolean {
  const cell = (v: string | number | null): ICellData | null =>
    v === null ? null : { v, t: typeof v === 'number' ? CellValueType.NUMBER : CellValueType.STRING };
  const sheet = { getCellRaw: (row: number, column: number) => cell(rows[row][column]) };
  const range = { startRow: 0, endRow: rows.length - 1, startColumn: 0, endColumn: rows[0].length - 1 };
  return beginsWithHeaders(sheet as never, range);
}

test.each([
  [
    'a text above numbers',
    true,
    [
      ['g', 'y'],
      ['a', 3],
      ['b', 1],
    ],
  ],
  ['a text above a blank and a number', true, [['y'], [null], [3]]],
  ['numbers alone', false, [[2], [3]]],
  ['numbers first and texts below', false, [[2], ['n/a']]],
  [
    'texts alone, of which the first may be one of them',
    false,
    [
      ['oak', 'red'],
      ['ash', 'blue'],
    ],
  ],
  ['a text above nothing', false, [['y'], [null]]],
] as const)('a range with %s begins with headers: %s', (_, expected, rows) => {
  expect(has(rows)).toBe(expected);
});
