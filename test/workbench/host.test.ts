import { afterEach, describe, expect, test, vi } from 'vitest';
import { ISheetDrawingService } from '@univerjs/preset-sheets-drawing';
import type { CellMatrix } from '../../src/index';
import type { RangeAddress, SpreadsheetHost } from '../../taskpane/host';
import { workbenchHost } from '../../workbench/host';
import { openHeadless, type Headless } from './headless';

let open: Headless | null = null;
afterEach(() => {
  open?.close();
  open = null;
});

/** `T.BLOCK()` spills three rows of two, with an empty text in the middle. */
const BLOCK = {
  'T.BLOCK': {
    parameters: [],
    run: () => [
      ['Term', 'Estimate'],
      ['x', ''],
      [true, 1 / 3],
    ],
  },
};

function start(cells: CellMatrix): Headless & { host: SpreadsheetHost } {
  open = openHeadless(cells, BLOCK);
  return { ...open, host: workbenchHost(open) };
}

const range = (row: number, column: number, rows = 1, columns = 1): RangeAddress => ({
  sheet: 'S',
  row,
  column,
  rows,
  columns,
});
const settled = () => new Promise((later) => setTimeout(later, 300));

describe('a new sheet', () => {
  const rows = Array.from({ length: 1000 }, (_, i) => [i, `g${i}`, i % 3 === 0 ? null : true]);
  const content = {
    name: 'S',
    cells: [['y', '=x', ''], ...rows],
    more: [
      { row: 0, column: 4, text: '=no formula' },
      { row: 1, column: 4, formula: '=A1001*2' },
      { row: 1200, column: 4, text: 'below' },
    ],
    widths: { from: 4, pixels: [200, 140] },
  };

  test('has all its cells and formulas, columns as wide as wanted, room beside, and a name of its own', async () => {
    const { host, api } = start([[1]]);
    const { range: place } = await host.addSheet(content);
    expect(place).toEqual({ sheet: 'S 2', row: 0, column: 0, rows: 1001, columns: 3 });
    const sheet = api.getActiveWorkbook()!.getActiveSheet();
    expect(sheet.getSheetName()).toBe('S 2');
    expect(await host.readRange(place)).toEqual([['y', '=x', null], ...rows]);
    const beside = { ...place, row: 0, column: 4, rows: 2, columns: 1 };
    await vi.waitFor(async () => expect(await host.readRange(beside)).toEqual([['=no formula'], [1998]]));
    expect([sheet.getColumnWidth(4), sheet.getColumnWidth(5)]).toEqual([200, 140]);
    expect(sheet.getMaxRows()).toBe(1401);
    expect(sheet.getMaxColumns()).toBe(24);
  });

  test('may have nothing but cells of its own, with looks', async () => {
    const { host, api } = start([[1]]);
    const more = [
      { row: 1, column: 1, text: 'n', style: 'header' as const },
      { row: 2, column: 1, number: 0.5, style: 'input' as const, format: '0.00' },
      { row: 3, column: 1, style: 'input' as const },
    ];
    const { range: place } = await host.addSheet({ name: 'Plain', cells: [], more });
    expect(place).toEqual({ sheet: 'Plain', row: 0, column: 0, rows: 0, columns: 0 });
    const sheet = api.getActiveWorkbook()!.getActiveSheet();
    const style = (row: number) => sheet.getRange(row, 1).getCellStyleData();
    expect(sheet.getRange(2, 1).getValue()).toBe(0.5);
    expect(style(1)).toMatchObject({ bl: 1, ht: 3 });
    expect(style(2)).toMatchObject({ bg: { rgb: '#fff2b3' }, n: { pattern: '0.00' } });
    expect(style(3)).toMatchObject({ bg: { rgb: '#fff2b3' } });
  });

  test('that is taken away while it is being filled says so', async () => {
    const { host, api } = start([[1]]);
    const many = Array.from({ length: 60_000 }, (_, i) => [i, i, i]);
    const adding = host.addSheet({ ...content, cells: many, more: [] });
    const workbook = api.getActiveWorkbook()!;
    workbook.deleteSheet(workbook.getSheetByName('S 2')!);
    await expect(adding).rejects.toThrow('there is no sheet "S 2" any more');
  });
});

describe('reading', () => {
  test('gives cells as they are: exact numbers, text, booleans, errors, blanks', async () => {
    const { host, value } = start([[1 / 3, '007', true, false, null, '=1/0', '=1/3']]);
    await vi.waitFor(() => expect(value(0, 6)).toBeCloseTo(1 / 3));
    expect(await host.readRange(range(0, 0, 1, 7))).toEqual([
      [1 / 3, '007', true, false, null, { error: '#DIV/0!' }, 1 / 3],
    ]);
  });

  test('gives the exact values of a spilled block, its empty texts as blanks', async () => {
    const { host, value } = start([['=T.BLOCK()']]);
    await vi.waitFor(() => expect(value(0, 0)).toBe('Term'));
    expect(await host.readRange(range(0, 0, 4, 2))).toEqual([
      ['Term', 'Estimate'],
      ['x', null],
      [true, 1 / 3],
      [null, null],
    ]);
  });

  test('finds the block around a cell, over corners, up to blank rows and columns', async () => {
    const { host } = start([
      ['y', 'g', null, 'apart'],
      [1, 'a'],
      [2, null],
      [null, 'b'],
      [null, null],
      ['below'],
    ]);
    expect(await host.getSurroundingRegion(range(1, 0))).toEqual(range(0, 0, 4, 2));
    expect(await host.getSurroundingRegion(range(0, 3))).toEqual(range(0, 3));
    expect(await host.getSurroundingRegion(range(10, 10))).toEqual(range(10, 10));
  });

  test('says which sheet is missing', async () => {
    const { host } = start([[1]]);
    await expect(host.readRange({ ...range(0, 0), sheet: 'Gone' })).rejects.toThrow('no sheet "Gone"');
  });
});

describe('room', () => {
  test('is free over blanks, and otherwise names the first cell in the way', async () => {
    const { host } = start([[1], [null, null, 'x']]);
    expect(await host.checkRoom(range(2, 0, 3, 3))).toEqual({ free: true, firstOccupied: null });
    expect(await host.checkRoom(range(1, 0, 3, 3))).toEqual({ free: false, firstOccupied: 'C2' });
  });

  test('is not free where cells are merged', async () => {
    const { host, api } = start([[1]]);
    api.getActiveWorkbook()!.getActiveSheet().getRange('C4:D5').merge();
    expect(await host.checkRoom(range(2, 1, 3, 3))).toEqual({
      free: false,
      firstOccupied: 'C4',
      problem: 'C4 is part of merged cells. Part them, or choose another cell.',
    });
    expect((await host.checkRoom(range(2, 4, 3, 3))).free).toBe(true);
  });

  test('is not free under a chart, whose last column is named', async () => {
    const { host, get } = start([[1]]);
    const sheetTransform = {
      from: { row: 3, column: 1, rowOffset: 0, columnOffset: 0 },
      to: { row: 8, column: 4, rowOffset: 5, columnOffset: 0 },
    };
    const drawings = get<ISheetDrawingService>(ISheetDrawingService);
    vi.spyOn(drawings, 'getDrawingOrder').mockReturnValue(['chart']);
    vi.spyOn(drawings, 'getDrawingData').mockReturnValue({ chart: { sheetTransform } } as never);
    expect(await host.checkRoom(range(8, 3, 2, 9))).toEqual({
      free: false,
      firstOccupied: 'D4',
      problem: 'A chart or picture lies over D4. Move it, or choose another cell.',
    });
    expect((await host.checkRoom(range(9, 3, 2, 9))).free).toBe(true);
    expect((await host.checkRoom(range(3, 4, 2, 9))).free).toBe(true);
    vi.restoreAllMocks();
  });

  test('is not free in a spilled block, nor where its cells are empty', async () => {
    const { host, value } = start([['=T.BLOCK()']]);
    await vi.waitFor(() => expect(value(0, 0)).toBe('Term'));
    expect(await host.checkRoom(range(2, 1))).toEqual({ free: false, firstOccupied: 'B3' });
    expect(await host.checkRoom(range(1, 1))).toEqual({ free: false, firstOccupied: 'B2' });
    expect((await host.checkRoom(range(3, 0, 1, 2))).free).toBe(true);
  });

  test('is free beyond the edge of the sheet, unless something stands on this side of it or no sheet reaches so far', async () => {
    const { host, api } = start([[1]]);
    const sheet = api.getActiveWorkbook()!.getActiveSheet();
    const [rows, columns] = [sheet.getMaxRows(), sheet.getMaxColumns()];
    for (const beyond of [
      range(0, columns - 2, 3, 8),
      range(rows - 1, 0, 5, 2),
      range(rows + 9, columns + 9),
    ])
      expect(await host.checkRoom(beyond)).toEqual({ free: true, firstOccupied: null });
    expect(await host.checkRoom(range(0, 0, 1, columns + 1))).toEqual({ free: false, firstOccupied: 'A1' });
    await expect(host.checkRoom(range(0, 16_380, 1, 8))).rejects.toThrow(
      'This is beyond the last row or column that a sheet can have.',
    );
    expect([sheet.getMaxRows(), sheet.getMaxColumns()]).toEqual([rows, columns]);
  });
});

describe('writing', () => {
  test('a formula computes and spills, and undoing brings back what was there', async () => {
    const { host, value } = start([['before']]);
    const undo = await host.writeFormulas([{ at: range(0, 0), formula: '=T.BLOCK()' }]);
    await vi.waitFor(() => expect(value(2, 1)).toBeCloseTo(1 / 3));
    await undo();
    await settled();
    expect(await host.readRange(range(0, 0, 3, 2))).toEqual([
      ['before', null],
      [null, null],
      [null, null],
    ]);
    expect((await host.checkRoom(range(0, 1, 3, 1))).free).toBe(true);
  });

  test('a formula in the last cell of the sheet and values beyond it make the sheet larger', async () => {
    const { host, api, value } = start([[1]]);
    const sheet = api.getActiveWorkbook()!.getActiveSheet();
    const [row, column] = [sheet.getMaxRows() - 1, sheet.getMaxColumns() - 1];
    await host.writeFormulas([{ at: range(row, column), formula: '=T.BLOCK()' }]);
    await vi.waitFor(() => expect(value(row + 2, column + 1)).toBeCloseTo(1 / 3));
    const beyond = range(sheet.getMaxRows() + 5, sheet.getMaxColumns() + 5);
    await host.writeValues(beyond, [['far']]);
    expect(await host.readRange(beyond)).toEqual([['far']]);
  });

  test('values are never run as formulas, and undoing clears them', async () => {
    const { host, api } = start([[null]]);
    const cells = [['=1+1', '007', 0.1, true, null]];
    const undo = await host.writeValues(range(1, 1), cells);
    await settled();
    expect(await host.readRange(range(1, 1, 1, 5))).toEqual(cells);
    expect(api.getActiveWorkbook()!.getActiveSheet().getRange(1, 1).getFormula()).toBe('');
    await undo();
    expect((await host.checkRoom(range(1, 1, 1, 5))).free).toBe(true);
  });
});

describe('listening', () => {
  test('tells of the selection, whoever makes it', async () => {
    const { host } = start([[1, 2]]);
    const heard: RangeAddress[] = [];
    const stop = host.onSelectionChanged((selected) => heard.push(selected));
    await host.select(range(0, 0, 1, 2));
    await settled();
    expect(await host.getSelection()).toEqual(range(0, 0, 1, 2));
    expect(heard).toEqual([range(0, 0, 1, 2)]);
    stop();
    await host.select(range(1, 0));
    await settled();
    expect(heard).toHaveLength(1);
  });

  test('tells of changes inside the range once they are over, and of no others', async () => {
    const { host, type } = start([[1, 2]]);
    const changed = vi.fn();
    const stop = host.onDataChanged(range(0, 0, 5, 2), changed);
    type(9, 9, 5);
    await settled();
    expect(changed).not.toHaveBeenCalled();
    type(0, 0, 5);
    type(1, 1, 6);
    await settled();
    expect(changed).toHaveBeenCalledTimes(1);
    stop();
    type(0, 0, 6);
    await settled();
    expect(changed).toHaveBeenCalledTimes(1);
  });

  test('tells of cells that a formula has changed', async () => {
    const { host, type, value } = start([[1, null, null, '=A1*2']]);
    await vi.waitFor(() => expect(value(0, 3)).toBe(2));
    await settled();
    const changed = vi.fn();
    host.onDataChanged(range(0, 3), changed);
    type(0, 0, 5);
    await vi.waitFor(() => expect(changed).toHaveBeenCalled());
    expect(await host.readRange(range(0, 3))).toEqual([[10]]);
  });
});

test('settings live in the workbook', async () => {
  const { host, api } = start([[1]]);
  expect(await host.loadSetting('form')).toBeNull();
  await host.saveSetting('form', '{"model":"y ~ x"}');
  expect(await host.loadSetting('form')).toBe('{"model":"y ~ x"}');
  expect(api.getActiveWorkbook()!.save().custom).toEqual({ 'cellmer.form': '{"model":"y ~ x"}' });
});
