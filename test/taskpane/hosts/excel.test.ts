import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { excelHost, readAddressInExcel } from '../../../taskpane/hosts/excel';
import type { SpreadsheetHost } from '../../../taskpane/host';
import { fakeExcel, type FakeExcel } from './fakeExcel';

let excel: FakeExcel;
let host: SpreadsheetHost;

const place = (row: number, column: number, rows = 1, columns = 1, sheet = 'Sheet1') => ({
  sheet,
  row,
  column,
  rows,
  columns,
});

beforeEach(() => {
  excel = fakeExcel({
    Sheet1: [
      ['y', 'x', 'g'],
      [1.5, 0, 'a'],
      [2.5, null, "'"],
      ['#DIV/0!', true, '=A1'],
    ],
    Other: [],
  });
  host = excelHost();
});

afterEach(() => {
  Reflect.deleteProperty(globalThis, 'Excel');
  Reflect.deleteProperty(globalThis, 'Office');
});

describe('reading', () => {
  test('tells blanks from zeros, and errors from text', async () => {
    expect(await host.readRange(place(0, 0, 4, 3))).toEqual([
      ['y', 'x', 'g'],
      [1.5, 0, 'a'],
      [2.5, null, ''],
      [{ error: '#DIV/0!' }, true, '(computed)'],
    ]);
  });

  test('cuts whole columns to what is in use', async () => {
    expect(await host.getSurroundingRegion(place(0, 0, 1_048_576, 3))).toEqual(place(0, 0, 4, 3));
    expect(await host.readRange(place(0, 0, 1_048_576, 3))).toHaveLength(4);
    expect(await host.readRange(place(0, 7, 1_048_576, 1))).toEqual([[null]]);
  });

  test('finds the block around a cell', async () => {
    expect(await host.getSurroundingRegion(place(2, 1))).toEqual(place(0, 0, 4, 3));
  });

  test('reads an address for the functions, and only one with a sheet', async () => {
    expect(await readAddressInExcel('Sheet1!$B$2:$B$3')).toEqual([[0], [null]]);
    expect(await readAddressInExcel('B2:B3')).toBeNull();
    expect(await readAddressInExcel('not an address')).toBeNull();
  });

  test('says in words that a sheet is gone', async () => {
    await expect(host.readRange(place(0, 0, 1, 1, 'Gone'))).rejects.toThrow('no such sheet');
  });
});

describe('the selection', () => {
  test('is a range, or nothing', async () => {
    excel.select(place(1, 0, 2, 2));
    expect(await host.getSelection()).toEqual(place(1, 0, 2, 2));
    excel.select(null);
    expect(await host.getSelection()).toBeNull();
  });

  test('is followed until nobody listens any more', async () => {
    const seen = vi.fn();
    const stop = host.onSelectionChanged(seen);
    await vi.waitFor(() => expect(excel.listeners('selection')).toBe(1));
    excel.select(place(3, 0));
    await excel.fire('selection');
    expect(seen).toHaveBeenCalledExactlyOnceWith(place(3, 0));
    stop();
    await vi.waitFor(() => expect(excel.listeners('selection')).toBe(0));
  });

  test('can be set, on another sheet too', async () => {
    await host.select(place(4, 2, 1, 1, 'Other'));
    expect(excel.activeSheet).toBe('Other');
    expect(excel.selected).toEqual(place(4, 2, 1, 1, 'Other'));
  });

  test('a listener taken away before Excel has added it hears nothing', async () => {
    const stop = host.onSelectionChanged(() => undefined);
    stop();
    await vi.waitFor(() => expect(excel.syncs).toBeGreaterThan(1));
    await vi.waitFor(() => expect(excel.listeners('selection')).toBe(0));
  });
});

describe('changes of the data', () => {
  test('are reported when they touch the range, or rows come and go', async () => {
    const changed = vi.fn();
    const stop = host.onDataChanged(place(0, 0, 4, 3), changed);
    await vi.waitFor(() => expect(excel.listeners('changed') + excel.listeners('calculated')).toBe(2));
    await excel.fire('changed', { address: 'B2', changeType: 'RangeEdited' });
    expect(changed).toHaveBeenCalledTimes(1);
    await excel.fire('changed', { address: 'D2:E9', changeType: 'RangeEdited' });
    expect(changed).toHaveBeenCalledTimes(1);
    await excel.fire('changed', { address: 'F9,C4:D4', changeType: 'RangeEdited' });
    expect(changed).toHaveBeenCalledTimes(2);
    await excel.fire('changed', { address: '90:90', changeType: 'RowInserted' });
    await excel.fire('calculated');
    expect(changed).toHaveBeenCalledTimes(4);
    stop();
    await vi.waitFor(() => expect(excel.listeners('changed') + excel.listeners('calculated')).toBe(0));
  });
});

describe('the room check', () => {
  test('finds free cells free', async () => {
    expect(await host.checkRoom(place(0, 4, 20, 8))).toEqual({ free: true, firstOccupied: null });
  });

  test.each<[string, (at: FakeExcel) => void]>([
    ['a value', (at) => at.type('Sheet1', 2, 5, 7)],
    ['a zero', (at) => at.type('Sheet1', 2, 5, 0)],
    ['a formula', (at) => at.type('Sheet1', 2, 5, '=""')],
    ['a cell of a spill', (at) => at.spill('Sheet1', 2, 5, 3)],
    ['an empty text of a spill', (at) => at.spill('Sheet1', 2, 5, '')],
  ])('finds %s', async (_, occupy) => {
    occupy(excel);
    expect(await host.checkRoom(place(0, 4, 20, 8))).toEqual({ free: false, firstOccupied: 'F3' });
  });

  test('knows that nothing spills into a table', async () => {
    excel.addTable('Other', 'Table1');
    expect(await host.checkRoom(place(0, 0, 2, 2, 'Other'))).toEqual({ free: false, firstOccupied: 'A1' });
  });
});

describe('writing', () => {
  test('puts formulas where they belong, and takes them back', async () => {
    const undo = await host.writeFormulas([
      { at: place(0, 4), formula: '=LMER.FIXEF(A1:C4, "y ~ x")' },
      { at: place(5, 4), formula: '=LMER.FIT(A1:C4, "y ~ x")' },
    ]);
    expect(excel.cell('Sheet1', 0, 4).formula).toBe('=LMER.FIXEF(A1:C4, "y ~ x")');
    expect(excel.cell('Sheet1', 5, 4).formula).toBe('=LMER.FIT(A1:C4, "y ~ x")');
    await undo();
    expect(excel.cell('Sheet1', 0, 4).type).toBe('Empty');
    expect(excel.cell('Sheet1', 5, 4).type).toBe('Empty');
  });

  test('writes text as text, whatever it looks like', async () => {
    const texts = ['=HYPERLINK("x")', '+1', '-1', '@A1', '007', 'TRUE', "'quoted", '1-2'];
    await host.writeValues(place(0, 4), [texts]);
    texts.forEach((text, j) =>
      expect(excel.cell('Sheet1', 0, 4 + j)).toMatchObject({ value: text, type: 'String' }),
    );
  });

  test('writes numbers, blanks and errors as such, and takes them back', async () => {
    const undo = await host.writeValues(place(0, 4), [
      [1.25, null],
      [true, { error: '#NUM!' }],
    ]);
    expect(excel.cell('Sheet1', 0, 4).value).toBe(1.25);
    expect(excel.cell('Sheet1', 0, 5).type).toBe('Empty');
    expect(excel.cell('Sheet1', 1, 4).value).toBe(true);
    expect(excel.cell('Sheet1', 1, 5).type).toBe('Error');
    await undo();
    expect(excel.cell('Sheet1', 1, 5).type).toBe('Empty');
  });

  test('writes what is too large for one message in parts', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => Array.from({ length: 5000 }, () => i));
    const before = excel.syncs;
    await host.writeValues(place(0, 4), rows);
    expect(excel.syncs - before).toBeGreaterThan(3);
    expect(excel.cell('Sheet1', 59, 4).value).toBe(59);
  });

  test('says in words that a sheet is protected', async () => {
    excel.protect('Sheet1');
    await expect(host.writeFormulas([{ at: place(0, 4), formula: '=1' }])).rejects.toThrow('is protected');
  });
});

test('settings live in the workbook', async () => {
  expect(await host.loadSetting('model')).toBeNull();
  await host.saveSetting('model', '{}');
  expect(await host.loadSetting('model')).toBe('{}');
  expect(excel.settings.get('model')).toBe('{}');
});
