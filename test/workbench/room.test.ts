import { ICommandService } from '@univerjs/core';
import { SetSelectionsOperation } from '@univerjs/preset-sheets-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { growForSelections } from '../../workbench/room';
import { openHeadless, type Headless } from './headless';

let open: Headless;
beforeEach(() => {
  open = openHeadless([[1]]);
  growForSelections(open);
});
afterEach(() => open.close());

const sheet = () => open.api.getActiveWorkbook()!.getActiveSheet();

function select(startRow: number, startColumn: number): boolean {
  const range = { startRow, endRow: startRow, startColumn, endColumn: startColumn };
  const params = {
    unitId: 'book',
    subUnitId: 'sheet-1',
    selections: [{ range, primary: null, style: null }],
  };
  return open.get<ICommandService>(ICommandService).syncExecuteCommand(SetSelectionsOperation.id, params);
}

test('a sheet grows to a cell that somebody goes to, and no further for one that it has', () => {
  const [rows, columns] = [sheet().getMaxRows(), sheet().getMaxColumns()];
  select(rows - 1, columns - 1);
  expect([sheet().getMaxRows(), sheet().getMaxColumns()]).toEqual([rows, columns]);
  select(rows + 50, columns + 17);
  expect(sheet().getMaxRows()).toBeGreaterThan(rows + 50);
  expect(sheet().getMaxColumns()).toBeGreaterThan(columns + 17);
});

test('a cell that no sheet can have is refused with a sentence', () => {
  expect(() => select(0, 16_384)).toThrow('This is beyond the last row or column that a sheet can have.');
});
