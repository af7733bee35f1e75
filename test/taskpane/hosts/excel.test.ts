import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { excelHost, readAddressInExcel } from '../../../taskpane/hosts/excel';
import { setPatience } from '../../../taskpane/hosts/excel/run';
import type { Chart, SpreadsheetHost } from '../../../taskpane/host';
import type { BlockLook } from '../../../src/index';
import { propertiesToSettings, settingsToProperties } from '../../../taskpane/settingProperties';
import { text } from '../../../taskpane/text';
import { EXCEL_2019 } from '../../excel/clients/requirements';
import type { SimulatedExcel } from '../../excel/excel';
import { DEFAULT_FORMAT } from '../../excel/model/worksheet';
import { openExcel, type Connected } from '../../excel/support';

let connected: Connected;
let excel: SimulatedExcel;
let host: SpreadsheetHost;
let uninstall: () => void;

const place = (row: number, column: number, rows = 1, columns = 1, sheet = 'Sheet1') => ({
  sheet,
  row,
  column,
  rows,
  columns,
});

const SHEETS = {
  Sheet1: [
    ['y', 'x', 'g'],
    [1.5, 0, 'a'],
    [2.5, null, "'"],
    ['#DIV/0!', true, '=A1&"z"'],
  ],
  Other: [],
};

async function open(options: Parameters<typeof openExcel>[0] = {}): Promise<void> {
  connected = openExcel({ sheets: SHEETS, ...options });
  excel = connected.excel;
  uninstall = connected.client.install();
  host = excelHost();
  await excel.settled();
}

beforeEach(() => open());
afterEach(() => {
  uninstall();
  setPatience();
});

const requests = () => connected.client.session.requests;
const shows = (address: string) => excel.value(address);

describe('reading', () => {
  test('tells blanks from zeros, and errors from text', async () => {
    expect(await host.readRange(place(0, 0, 4, 3))).toEqual([
      ['y', 'x', 'g'],
      [1.5, 0, 'a'],
      [2.5, null, ''],
      [{ error: '#DIV/0!' }, true, 'yz'],
    ]);
  });

  test('cuts whole columns to what is in use', async () => {
    expect(await host.getSurroundingRegion(place(0, 0, 1_048_576, 3))).toEqual(place(0, 0, 4, 3));
    expect(await host.readRange(place(0, 0, 1_048_576, 3))).toHaveLength(4);
    expect(await host.readRange(place(0, 7, 1_048_576, 1))).toEqual([[null]]);
    expect(await host.getSurroundingRegion(place(0, 7, 1_048_576, 1))).toEqual(place(0, 7));
  });

  test('finds the block around a cell', async () => {
    expect(await host.getSurroundingRegion(place(2, 1))).toEqual(place(0, 0, 4, 3));
    expect(await host.getSurroundingRegion(place(20, 20))).toEqual(place(20, 20));
  });

  test('reads an address for the functions, and only one with a sheet of this workbook', async () => {
    expect(await readAddressInExcel('Sheet1!$B$2:$B$3')).toEqual([[0], [null]]);
    expect(await readAddressInExcel('B2:B3')).toBeNull();
    expect(await readAddressInExcel('[Book.xlsx]Sheet1!B2:B3')).toBeNull();
    expect(await readAddressInExcel('not an address')).toBeNull();
  });

  test('says in words that a sheet is gone', async () => {
    await expect(host.readRange(place(0, 0, 1, 1, 'Gone'))).rejects.toThrow(text.excel.sheetGone);
  });

  test('goes through a long range in messages that Excel on the web carries', async () => {
    excel.type(
      'Other!A1',
      Array.from({ length: 120_000 }, (_, i) => [i, i / 3]),
    );
    const before = requests();
    const rows = await host.readRange(place(0, 0, 1_048_576, 2, 'Other'));
    expect(rows).toHaveLength(120_000);
    expect(rows[119_999]).toEqual([119_999, 119_999 / 3]);
    expect(requests() - before).toBeGreaterThan(2);
  });

  test('asks for less where long texts make a message too large', async () => {
    excel.faults.sizeLimit = 20_000;
    excel.type(
      'Other!A1',
      Array.from({ length: 64 }, (_, i) => [`${i} ${'x'.repeat(1000)}`]),
    );
    const rows = await host.readRange(place(0, 0, 64, 1, 'Other'));
    expect(rows.map(([cell]) => Number(String(cell).split(' ')[0]))).toEqual(
      Array.from({ length: 64 }, (_, i) => i),
    );
  });

  test('says so where one row alone is too large', async () => {
    excel.type('Other!A1', 'x'.repeat(30_000));
    excel.faults.sizeLimit = 20_000;
    await expect(host.readRange(place(0, 0, 1, 1, 'Other'))).rejects.toThrow(text.excel.tooLarge);
  });

  test('lists tables with their header rows', async () => {
    excel.addTable('Sleep', 'Sheet1!A1:C4');
    expect(await host.listTables()).toEqual([{ name: 'Sleep', range: place(0, 0, 4, 3) }]);
  });
});

describe('the selection', () => {
  test('is a range, or nothing', async () => {
    excel.select('Sheet1!A2:B3');
    expect(await host.getSelection()).toEqual(place(1, 0, 2, 2));
    excel.select(null);
    expect(await host.getSelection()).toBeNull();
  });

  test('is followed until nobody listens any more', async () => {
    const seen = vi.fn();
    const before = requests();
    const stop = host.onSelectionChanged(seen);
    await vi.waitFor(() => expect(requests()).toBeGreaterThan(before));
    excel.select('Sheet1!A4');
    await vi.waitFor(() => expect(seen).toHaveBeenCalledExactlyOnceWith(place(3, 0)));
    stop();
    await later(100);
    const after = requests();
    excel.select('Sheet1!A5');
    await later(30);
    expect(requests()).toBe(after);
    expect(seen).toHaveBeenCalledTimes(1);
  });

  test('can be set, on another sheet too', async () => {
    await host.select(place(4, 2, 1, 1, 'Other'));
    expect(excel.workbook.active.name).toBe('Other');
    expect(await host.getSelection()).toEqual(place(4, 2, 1, 1, 'Other'));
  });

  test('a listener taken away before Excel has added it hears nothing', async () => {
    const seen = vi.fn();
    host.onSelectionChanged(seen)();
    await later(50);
    excel.select('Sheet1!B2');
    await later(30);
    expect(seen).not.toHaveBeenCalled();
  });
});

const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('changes of the data', () => {
  const id = () => excel.sheet('Sheet1').id;
  const listeners = () => excel.events.count('changed', id()) + excel.events.count('calculated', id());

  test('are reported when they touch the range, or rows come and go', async () => {
    const changed = vi.fn();
    const stop = host.onDataChanged(place(0, 0, 4, 3), changed);
    await vi.waitFor(() => expect(listeners()).toBe(2));
    excel.type('Sheet1!B2', 5);
    await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(1));
    excel.type('Sheet1!E2', 5);
    await later(30);
    expect(changed).toHaveBeenCalledTimes(1);
    excel.events.changed(excel.place('Sheet1!90:90'), 'RowInserted');
    await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(2));
    stop();
    await vi.waitFor(() => expect(listeners()).toBe(0));
    excel.type('Sheet1!B2', 6);
    await later(30);
    expect(changed).toHaveBeenCalledTimes(2);
  });

  test('are reported when a formula in the range is computed again, not when one beside it is', async () => {
    const changed = vi.fn();
    const stop = host.onDataChanged(place(3, 2), changed);
    await vi.waitFor(() => expect(listeners()).toBe(2));
    excel.type('Sheet1!H9', '=A1');
    await excel.settled();
    await later(30);
    expect(changed).not.toHaveBeenCalled();
    excel.type('Sheet1!A1', 'new');
    await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(1));
    expect(shows('Sheet1!C4')).toBe('newz');
    stop();
    await vi.waitFor(() => expect(listeners()).toBe(0));
  });

  test('of a sheet that is gone are no error', async () => {
    const stop = host.onDataChanged(place(0, 0, 1, 1, 'Gone'), () => undefined);
    await later(30);
    stop();
  });
});

describe('the room check', () => {
  test('finds free cells free', async () => {
    expect(await host.checkRoom(place(0, 4, 20, 8))).toEqual({ free: true, firstOccupied: null });
  });

  test.each<[string, unknown]>([
    ['a value', 7],
    ['a zero', 0],
    ['a formula that shows nothing', '=""'],
  ])('finds %s', async (_, input) => {
    excel.type('Sheet1!F3', input);
    await excel.settled();
    expect(await host.checkRoom(place(0, 4, 20, 8))).toEqual({ free: false, firstOccupied: 'F3' });
  });

  test('finds a cell of a spill', async () => {
    excel.type('Sheet1!F1', '=SEQUENCE(3)');
    await excel.settled();
    expect(await host.checkRoom(place(2, 4, 20, 8))).toEqual({ free: false, firstOccupied: 'F3' });
  });

  test('knows that nothing spills into a table, nor over the edge of the sheet', async () => {
    excel.addTable('Table1', 'Other!B2:C3');
    expect(await host.checkRoom(place(0, 0, 2, 2, 'Other'))).toEqual({ free: false, firstOccupied: 'A1' });
    await expect(host.checkRoom(place(1_048_570, 0, 20, 2))).rejects.toThrow(
      'This is beyond the last row or column that a sheet can have.',
    );
  });
});

describe('writing', () => {
  test('puts formulas where they belong, and takes them back', async () => {
    const undo = await host.writeFormulas([
      { at: place(0, 4), formula: '=SUM(A2:A3)' },
      { at: place(5, 4), formula: '=SEQUENCE(2,2)' },
    ]);
    await excel.settled();
    expect(excel.formula('Sheet1!E1')).toBe('=SUM(A2:A3)');
    expect(excel.spill('Sheet1!E6')).toEqual([
      [1, 2],
      [3, 4],
    ]);
    await undo();
    expect(
      excel
        .block('Sheet1!E1:F7')
        .flat()
        .every((cell) => cell === null),
    ).toBe(true);
  });

  test('writes text as text, whatever it looks like', async () => {
    const texts = ['=HYPERLINK("x")', '+1', '-1', '@A1', '007', 'TRUE', "'quoted", '1-2', '1e5', '#N/A'];
    await host.writeValues(place(0, 4), [texts]);
    expect(excel.block('Sheet1!E1:N1')).toEqual([texts]);
  });

  test('writes numbers, blanks and errors as such, and takes them back', async () => {
    excel.type('Sheet1!E1', [
      ["'=A1", "'007"],
      ['=A2*2', 'mine'],
    ]);
    await excel.settled();
    const before = excel.block('Sheet1!E1:F2');
    const undo = await host.writeValues(place(0, 4), [
      [1.25, null],
      [true, { error: '#NUM!' }],
    ]);
    expect(excel.block('Sheet1!E1:F2')).toEqual([
      [1.25, null],
      [true, { error: '#NUM!' }],
    ]);
    await undo();
    await excel.settled();
    expect(before).toEqual([
      ['=A1', '007'],
      [3, 'mine'],
    ]);
    expect(excel.block('Sheet1!E1:F2')).toEqual(before);
    expect(excel.formula('Sheet1!E1')).toBeNull();
    expect(excel.formula('Sheet1!E2')).toBe('=A2*2');
  });

  test('writes what is too large for one message in parts, and takes all of it back', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => Array.from({ length: 5000 }, () => i));
    const before = requests();
    const undo = await host.writeValues(place(0, 4), rows);
    expect(requests() - before).toBeGreaterThan(3);
    expect(connected.client.session.largestRequest).toBeLessThan(5 * 1024 * 1024);
    expect(shows('Sheet1!E60')).toBe(59);
    await undo();
    expect(excel.sheet('Sheet1').used(place(0, 4, 60, 5000))).toBeNull();
  });

  test('takes back the first formula when the second is refused', async () => {
    excel.type('Sheet1!E1', 'mine');
    const written = host.writeFormulas([
      { at: place(0, 4), formula: '=1+1' },
      { at: place(5, 4), formula: '=SUM(' },
    ]);
    await expect(written).rejects.toThrow('Excel could not do that');
    expect(shows('Sheet1!E1')).toBe('mine');
    expect(shows('Sheet1!E6')).toBeNull();
  });

  test('takes back the first part when the second fails', async () => {
    excel.type('Sheet1!E1', 'mine');
    const rows = Array.from({ length: 40 }, (_, i) => Array.from({ length: 5000 }, () => i));
    let seen = 0;
    const fail = vi.spyOn(excel.faults, 'failureOf');
    const real = fail.getMockImplementation();
    fail.mockImplementation(() =>
      ++seen === 4 ? { code: 'GeneralException', message: 'internal error' } : null,
    );
    await expect(host.writeValues(place(0, 4), rows)).rejects.toThrow('Excel could not do that: ');
    fail.mockRestore();
    expect(real).toBeUndefined();
    expect(shows('Sheet1!E1')).toBe('mine');
    expect(excel.sheet('Sheet1').used(place(0, 4, 60, 5000))).toMatchObject({ rows: 1, columns: 1 });
  });
});

describe('faults', () => {
  const write = () => host.writeFormulas([{ at: place(0, 4), formula: '=1' }]);

  test('of a protected sheet are a sentence, and nothing is written', async () => {
    excel.protect('Sheet1');
    await expect(write()).rejects.toThrow(text.excel.protected);
    await expect(host.writeValues(place(0, 0), [[9]])).rejects.toThrow(text.excel.protected);
    expect(shows('Sheet1!A1')).toBe('y');
  });

  test('of a cell that is edited are a sentence, and it works again afterwards', async () => {
    excel.faults.isEditing = true;
    await expect(write()).rejects.toThrow(text.excel.editing);
    await expect(host.readRange(place(0, 0))).rejects.toThrow(text.excel.editing);
    expect(await host.getSelection()).toBeNull();
    excel.faults.isEditing = false;
    await write();
    expect(excel.formula('Sheet1!E1')).toBe('=1');
  });

  test('of Excel itself are a sentence with its reason', async () => {
    excel.faults.failNext('GeneralException', 'internal error');
    await expect(host.readRange(place(0, 0))).rejects.toThrow(/Excel could not do that: .*internal error/s);
    excel.faults.failNext('ActivityLimitReached', '');
    await expect(host.readRange(place(0, 0))).rejects.toThrow(text.excel.busy);
    excel.faults.failNext('InvalidOrTimedOutSession', '');
    await expect(host.readRange(place(0, 0))).rejects.toThrow(text.excel.sessionLost);
  });

  test('of a slow host are only slow', async () => {
    excel.faults.delay = 60;
    const start = Date.now();
    await write();
    expect(Date.now() - start).toBeGreaterThan(110);
    expect(excel.formula('Sheet1!E1')).toBe('=1');
  });

  test('of an answer that never comes end in a sentence, and what was written is taken back', async () => {
    setPatience(100);
    excel.faults.loseNext();
    await expect(host.readRange(place(0, 0))).rejects.toThrow(text.excel.silent);
    excel.type('Sheet1!E1', 'mine');
    // The first request reads, the second writes.
    const lose = vi.spyOn(excel.faults, 'losesAnswer').mockReturnValueOnce(false).mockReturnValueOnce(true);
    await expect(write()).rejects.toThrow(text.excel.silent);
    lose.mockRestore();
    expect(shows('Sheet1!E1')).toBe('mine');
  });
});

describe('the formula behind a cell', () => {
  beforeEach(async () => {
    excel.type('Sheet1!E1', '=SEQUENCE(3,2)');
    excel.type('Sheet1!H1', "'=A1");
    await excel.settled();
  });

  test('is its own, that of its block, or none', async () => {
    const found = { at: place(0, 4), formula: '=SEQUENCE(3,2)' };
    expect(await host.formulaBehind(place(0, 4))).toEqual(found);
    expect(await host.formulaBehind(place(2, 5))).toEqual(found);
    expect(await host.formulaBehind(place(0, 0))).toBeNull();
    expect(await host.formulaBehind(place(50, 50))).toBeNull();
    expect(await host.formulaBehind(place(0, 7))).toBeNull();
  });

  test('is found in its own cell only where Excel does not know the parents of spills', async () => {
    uninstall();
    await open({ requirements: EXCEL_2019 });
    excel.type('Sheet1!E1', '=SEQUENCE(3,2)');
    await excel.settled();
    expect(await host.formulaBehind(place(0, 4))).toEqual({ at: place(0, 4), formula: '=SEQUENCE(3,2)' });
    expect(await host.formulaBehind(place(2, 5))).toBeNull();
  });
});

describe.each(['empty', 'repeated', 'value'] as const)(
  'where the formulas of spilled cells are %s',
  (spilledFormulas) => {
    beforeEach(async () => {
      uninstall();
      await open({ spilledFormulas });
      excel.type('Sheet1!E1', '=SEQUENCE(3,2)');
      excel.type('Sheet1!H9', '=1+1');
      excel.type('Other!B2', "'=SUM(1)");
      await excel.settled();
    });

    test('the formula behind each of them is the first one', async () => {
      for (const [row, column] of [
        [0, 4],
        [0, 5],
        [2, 5],
      ])
        expect(await host.formulaBehind(place(row, column))).toEqual({
          at: place(0, 4),
          formula: '=SEQUENCE(3,2)',
        });
      expect(await host.formulaBehind(place(8, 7))).toEqual({ at: place(8, 7), formula: '=1+1' });
      expect(await host.formulaBehind(place(1, 1, 1, 1, 'Other'))).toBeNull();
    });

    test('all formulas of the workbook are listed once, with the block they fill', async () => {
      expect(await host.listFormulas((formula) => /SEQUENCE|\+|SUM/.test(formula))).toEqual([
        { at: place(0, 4, 3, 2), formula: '=SEQUENCE(3,2)' },
        { at: place(8, 7), formula: '=1+1' },
      ]);
    });

    test('a block that was replaced by its values spills again after undo', async () => {
      const values = excel.block('Sheet1!E1:F3') as number[][];
      const undo = await host.writeValues(place(0, 4, 3, 2), values);
      expect(excel.formula('Sheet1!E1')).toBeNull();
      await undo();
      await excel.settled();
      expect(excel.formula('Sheet1!E1')).toBe('=SEQUENCE(3,2)');
      expect(excel.spill('Sheet1!E1')).toEqual([
        [1, 2],
        [3, 4],
        [5, 6],
      ]);
    });

    test('a large block among other formulas is put back too', async () => {
      excel.type('Other!A1', '=SEQUENCE(400,3)');
      excel.type(
        'Other!D1',
        Array.from({ length: 300 }, (_, i) => [`=${i}+1`]),
      );
      excel.type('Other!F1', "'007");
      await excel.settled();
      const before = excel.block('Other!A1:F400');
      const undo = await host.writeValues(
        place(0, 0, 400, 6, 'Other'),
        before.map((row) => row.map(() => 'x')),
      );
      expect(excel.value('Other!C400')).toBe('x');
      await undo();
      await excel.settled();
      expect(excel.block('Other!A1:F400')).toEqual(before);
      expect(excel.formula('Other!D300')).toBe('=299+1');
    });

    test('they are in the way', async () => {
      expect(await host.checkRoom(place(2, 5, 2, 1))).toEqual({ free: false, firstOccupied: 'F3' });
    });
  },
);

describe('a new sheet', () => {
  const content = {
    name: 'Sheet1',
    cells: [
      ['y', '=x'],
      [1, null],
    ],
    more: [
      { row: 0, column: 4, text: '=no formula', style: 'note' as const },
      { row: 1, column: 4, formula: '=A2*2' },
    ],
    widths: { from: 4, pixels: [200, 140] },
  };

  test('has a name of its own, is in view, and goes again', async () => {
    const { range, undo } = await host.addSheet(content);
    await excel.settled();
    expect(range).toEqual(place(0, 0, 2, 2, 'Sheet1 2'));
    expect(excel.workbook.active.name).toBe('Sheet1 2');
    expect(excel.block("'Sheet1 2'!A1:E2")).toEqual([
      ['y', '=x', null, null, '=no formula'],
      [1, null, null, null, 2],
    ]);
    expect([...excel.workbook.active.widths]).toEqual([
      [4, 150],
      [5, 105],
    ]);
    const sheet = excel.workbook.active;
    expect([0, 1, 2].map((j) => sheet.format(0, j).bold)).toEqual([true, true, false]);
    expect(sheet.format(0, 4)).toMatchObject({ italic: true, color: '#616161' });
    await undo();
    expect(excel.workbook.sheets.map(({ name }) => name)).toEqual(['Sheet1', 'Other']);
  });

  test('may have nothing but cells of its own, with looks', async () => {
    const more = [
      { row: 1, column: 1, text: 'n', style: 'header' as const },
      { row: 2, column: 1, number: 0.5, style: 'input' as const, format: '0.00' },
      { row: 3, column: 1, style: 'input' as const },
    ];
    const { range } = await host.addSheet({ name: 'Plain', cells: [], more });
    await excel.settled();
    expect(range).toEqual(place(0, 0, 0, 0, 'Plain'));
    expect(excel.block('Plain!A1:B4')).toEqual([
      [null, null],
      [null, 'n'],
      [null, 0.5],
      [null, null],
    ]);
    const sheet = excel.workbook.active;
    expect(sheet.format(1, 1)).toMatchObject({ bold: true, align: 'Right', fill: null });
    expect(sheet.format(2, 1)).toMatchObject({ bold: false, numberFormat: '0.00', fill: '#FFF2B3' });
    expect(sheet.format(3, 1).fill).toBe('#FFF2B3');
    expect(sheet.format(0, 0).bold).toBe(false);
  });

  test('gets a name that Excel takes', async () => {
    const named = async (name: string) => (await host.addSheet({ ...content, name })).range.sheet;
    expect(await named('a/b: [c]')).toBe('a b   c');
    expect(await named('x'.repeat(40))).toBe('x'.repeat(31));
    expect(await named('x'.repeat(40))).toBe(`${'x'.repeat(29)} 2`);
    expect(await named("'")).toBe('Sheet');
  });

  test('is not left behind when something in it is refused', async () => {
    const refused = { ...content, more: [{ row: 0, column: 4, formula: '=SUM(' }] };
    await expect(host.addSheet(refused)).rejects.toThrow('Excel could not do that');
    expect(excel.workbook.sheets).toHaveLength(2);
  });
});

test('a formula is asked which block it fills', async () => {
  excel.type('Sheet1!G1', '={1,2;3,4;5,6}');
  excel.type('Sheet1!J1', '=1+1');
  await excel.settled();
  expect(await host.blockOf(place(0, 6))).toEqual(place(0, 6, 3, 2));
  expect(await host.blockOf(place(0, 9))).toEqual(place(0, 9));
});

describe('the look of cells', () => {
  const look: BlockLook = {
    rows: 3,
    columns: 2,
    areas: [
      { row: 0, column: 0, rows: 3, columns: 2, look: { paper: true } },
      { row: 0, column: 0, rows: 1, columns: 2, look: { bold: true, ruleAbove: true, ruleBelow: true } },
      { row: 1, column: 0, rows: 2, columns: 1, look: { align: 'start', indented: true, quiet: true } },
      { row: 1, column: 1, rows: 2, columns: 1, look: { align: 'end', numberFormat: '0.00' } },
    ],
    widths: [20, 4],
    sentence: 0,
  };
  const formats = () => [4, 5, 6].map((i) => [5, 6, 7].map((j) => excel.sheet('Sheet1').format(i, j)));

  test('is given to them, and taken back', async () => {
    const sheet = excel.sheet('Sheet1');
    const undo = await host.formatCells(place(4, 5), look);
    const line = { style: 'Continuous', color: '#000000' };
    expect(sheet.format(4, 5)).toMatchObject({
      bold: true,
      fill: '#FFFFFF',
      borders: { top: line, bottom: line },
    });
    expect(sheet.format(5, 5)).toMatchObject({ align: 'Left', indent: 1, italic: true, color: '#616161' });
    expect(sheet.format(6, 6)).toMatchObject({
      align: 'Right',
      numberFormat: '0.00',
      bold: false,
      borders: {},
    });
    expect(sheet.format(4, 7)).toEqual(DEFAULT_FORMAT);
    // Wide enough for twenty characters of Excel's usual font; four are less than a column has anyway.
    expect(sheet.widths.get(5)).toBeGreaterThan(20 * 5.25);
    expect(sheet.widths.has(6)).toBe(false);
    await undo();
    expect(formats().flat()).toEqual(Array(9).fill(DEFAULT_FORMAT));
    expect(sheet.widths.get(5)).toBe(48);
  });

  test('leaves what somebody had given them, when it is taken back, cell by cell', async () => {
    const sheet = excel.sheet('Sheet1');
    sheet.setFormat(5, 6, {
      numberFormat: '0%',
      fill: '#FFEE00',
      borders: { bottom: { style: 'Dot', color: '#FF0000' } },
    });
    sheet.setFormat(4, 6, { bold: true, align: 'Center' });
    sheet.setFormat(6, 5, { italic: true, color: '#0000FF', indent: 3 });
    sheet.widths.set(6, 200);
    const before = formats();
    const undo = await host.formatCells(place(4, 5), look);
    expect(sheet.format(5, 6)).toMatchObject({ numberFormat: '0.00', fill: '#FFFFFF' });
    expect(sheet.widths.get(6)).toBe(200);
    await undo();
    expect(formats()).toEqual(before);
  });

  test('is known to be there', async () => {
    expect(await host.hasFormats(place(4, 5, 3, 2))).toBe(false);
    const undo = await host.formatCells(place(4, 5), look);
    expect(await host.hasFormats(place(4, 5, 3, 2))).toBe(true);
    expect(await host.hasFormats(place(5, 6, 1, 1))).toBe(true);
    expect(await host.hasFormats(place(7, 5, 3, 2))).toBe(false);
    await undo();
    expect(await host.hasFormats(place(4, 5, 3, 2))).toBe(false);
  });

  test('makes the first column as wide as a sentence in it, within reason', async () => {
    const widthFor = async (sentence: number) => {
      const undo = await host.formatCells(place(4, 5), { ...look, sentence });
      const width = excel.sheet('Sheet1').widths.get(5)!;
      await undo();
      return width;
    };
    expect(await widthFor(30)).toBeGreaterThan(await widthFor(20));
    expect(await widthFor(400)).toBe(await widthFor(40));
  });

  test('is refused on a protected sheet in words, and nothing of it stays', async () => {
    excel.protect('Sheet1');
    await expect(host.formatCells(place(4, 5), look)).rejects.toThrow(text.excel.protected);
    expect(formats().flat()).toEqual(Array(9).fill(DEFAULT_FORMAT));
  });

  test('is given to many rows in messages that Excel takes', async () => {
    const rows = 150_000;
    const area = { row: 0, column: 0, rows, columns: 1, look: { numberFormat: '0.000' } };
    await host.formatCells(place(0, 8), { ...look, rows, columns: 1, areas: [area], widths: [9] });
    expect(excel.sheet('Sheet1').format(rows - 1, 8).numberFormat).toBe('0.000');
  });
});

describe('a picture', () => {
  const picture = { png: 'iVBORw0KGgo=', width: 200, height: 100, title: 'Fit', description: 'A line' };

  test('lies at its cell in its size, and goes again', async () => {
    const undo = await host.insertPicture(picture, place(2, 3));
    expect(excel.sheet('Sheet1').pictures).toMatchObject([
      { left: 3 * 48, top: 2 * 15, width: 150, height: 75, description: 'A line' },
    ]);
    await undo();
    expect(excel.sheet('Sheet1').pictures).toEqual([]);
    await undo();
  });

  test('is refused on a protected sheet in words', async () => {
    excel.protect('Sheet1');
    await expect(host.insertPicture(picture, place(0, 0))).rejects.toThrow(text.excel.protected);
  });
});

describe('a chart', () => {
  const cells = (column: number, columns = 1) => ({ ...place(1, column), rows: 9, columns });
  const means: Chart = {
    kind: 'category',
    title: 'Means of yield',
    description: 'Three means',
    xTitle: 'Variety',
    yTitle: 'yield',
    series: [
      { name: 'Mean', x: cells(4, 2), y: cells(6), mark: 'points', color: 0 },
      { name: 'Lower 95%', x: cells(4, 2), y: cells(9), mark: 'limits', color: 0 },
      { name: 'Upper 95%', x: cells(4, 2), y: cells(10), mark: 'limits', color: 0 },
    ],
    width: 480,
    height: 320,
  };
  const lookOf = ({ properties }: { properties: ReadonlyMap<string, unknown> }, ...names: string[]) =>
    names.map((name) => properties.get(name));

  test('is one of Excel at its cell, its series bound to the cells of the formulas', async () => {
    await host.insertChart(means, place(2, 3));
    const [chart, another] = excel.sheet('Sheet1').charts;
    expect(another).toBeUndefined();
    expect(lookOf(chart, 'Left', 'Top', 'Width', 'Height')).toEqual([3 * 48, 2 * 15, 360, 240]);
    expect(chart.series.map(({ x, values }) => [x, values])).toEqual([
      ['Sheet1!E2:F10', 'Sheet1!G2:G10'],
      ['Sheet1!E2:F10', 'Sheet1!J2:J10'],
      ['Sheet1!E2:F10', 'Sheet1!K2:K10'],
    ]);
    expect(
      chart.series.map((one) => lookOf(one, 'Name', 'ChartType', 'MarkerStyle', 'Format.Line.LineStyle')),
    ).toEqual([
      ['Mean', 'LineMarkers', 'Circle', 'None'],
      ['Lower 95%', 'LineMarkers', 'Dash', 'None'],
      ['Upper 95%', 'LineMarkers', 'Dash', 'None'],
    ]);
  });

  test('has titles, and a legend only where there is something to tell apart', async () => {
    await host.insertChart(means, place(0, 0));
    const [chart] = excel.sheet('Sheet1').charts;
    expect(lookOf(chart, 'Title.Text', 'CategoryAxis.Title.Text', 'ValueAxis.Title.Text')).toEqual([
      'Means of yield',
      'Variety',
      'yield',
    ]);
    expect(chart.properties.get('Legend.Visible')).toBe(false);
  });

  test('of lines along numbers has them in the colours of the plots, limits thin and not in the legend', async () => {
    const [mean, lower] = means.series;
    const lines: Chart = {
      ...means,
      kind: 'scatter',
      series: [
        { ...mean, mark: 'line' },
        { ...lower, mark: 'limits' },
        { ...mean, name: 'quadratic', mark: 'dashes', color: 'quiet' },
      ],
    };
    await host.insertChart(lines, place(0, 0));
    const [chart] = excel.sheet('Sheet1').charts;
    const look = [
      'ChartType',
      'MarkerStyle',
      'Format.Line.Color',
      'Format.Line.LineStyle',
      'Format.Line.Weight',
    ];
    expect(chart.series.map((one) => lookOf(one, ...look))).toEqual([
      ['XYScatterLinesNoMarkers', 'None', '#047482', 'Continuous', 1.75],
      ['XYScatterLinesNoMarkers', 'None', '#047482', 'Continuous', 0.75],
      ['XYScatterLinesNoMarkers', 'None', '#6b7a7d', 'Dash', 1.75],
    ]);
    expect(lookOf(chart, 'Legend.Visible', 'Legend.0.Visible', 'Legend.1.Visible')).toEqual([
      true,
      undefined,
      false,
    ]);
  });

  test('goes again, also when somebody has deleted it', async () => {
    const undo = await host.insertChart(means, place(0, 0));
    await host.insertChart({ ...means, title: 'Another' }, place(0, 9));
    await undo();
    expect(excel.sheet('Sheet1').charts.map(({ properties }) => properties.get('Title.Text'))).toEqual([
      'Another',
    ]);
    await undo();
  });

  test('is refused on a protected sheet in words, and nothing of it stays', async () => {
    excel.protect('Sheet1');
    await expect(host.insertChart(means, place(0, 0))).rejects.toThrow(text.excel.protected);
    expect(excel.sheet('Sheet1').charts).toEqual([]);
  });

  test('is taken away again when a later part of it fails', async () => {
    const [mean, lower] = means.series;
    const gone = { ...lower, y: { ...lower.y, sheet: 'Gone' } };
    await expect(host.insertChart({ ...means, series: [mean, gone] }, place(0, 0))).rejects.toThrow(
      text.excel.sheetGone,
    );
    expect(excel.sheet('Sheet1').charts).toEqual([]);
  });
});

describe('settings', () => {
  test('live in the workbook', async () => {
    expect(await host.loadSetting('model')).toBeNull();
    await host.saveSetting('model', '{}');
    await host.saveSetting('model', '{"a":1}');
    expect(await host.loadSetting('model')).toBe('{"a":1}');
  });

  test('are the custom properties of the file, as the workbench reads and writes them, of any length', async () => {
    const long = JSON.stringify({ model: 'Reaction ~ Days + '.repeat(60) });
    await host.saveSetting('model', long);
    excel.workbook.properties.set('Department', 'Biology');
    expect(propertiesToSettings(Object.fromEntries(excel.workbook.properties))['cellmer.model']).toBe(long);
    expect(await host.loadSetting('model')).toBe(long);
    await host.saveSetting('model', 'short');
    expect(await host.loadSetting('model')).toBe('short');
    excel.workbook.properties.clear();
    for (const [name, value] of Object.entries(settingsToProperties({ 'cellmer.model': long })))
      excel.workbook.properties.set(name, value);
    expect(await host.loadSetting('model')).toBe(long);
  });

  test('that were saved before they were properties are read, and are properties from then on', async () => {
    excel.workbook.settings.set('model', '{"old":1}');
    expect(await host.loadSetting('model')).toBe('{"old":1}');
    await host.saveSetting('model', '{"new":1}');
    expect(await host.loadSetting('model')).toBe('{"new":1}');
    expect([...excel.workbook.settings.keys()]).toEqual([]);
  });

  test('that cannot be saved anywhere are an error in words', async () => {
    excel.faults.failNext('AccessDenied');
    await expect(host.saveSetting('model', '{}')).rejects.toThrow(text.excel.protected);
  });
});

test('everything that Excel was asked to keep is let go', async () => {
  await host.readRange(place(0, 0, 4, 3));
  const undo = await host.writeValues(place(0, 4), [[1]]);
  await undo();
  await vi.waitFor(() => expect(excel.references.size).toBe(0));
});
