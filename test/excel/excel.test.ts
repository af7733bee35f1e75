import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nodeClient, type NodeClient } from './clients/node';
import { SimulatedExcel } from './excel';

let excel: SimulatedExcel;
let client: NodeClient;
let run: typeof Excel.run;
let custom: {
  associate(id: string, implementation: unknown): void;
  Error: new (code: string, message?: string) => Error;
};

beforeEach(() => {
  excel = new SimulatedExcel({
    sheets: {
      Sheet1: [
        ['y', 'x'],
        [1, 2],
        [3, null],
      ],
      Other: [],
    },
  });
  client = nodeClient(excel);
  run = (client.globals.Excel as typeof Excel).run;
  custom = client.globals.CustomFunctions as typeof custom;
});
afterEach(() => expect(excel.problems).toEqual([]));

describe('ranges', () => {
  test('are read with their values, types and place', async () => {
    await run(async (context) => {
      const range = context.workbook.worksheets.getItem('Sheet1').getRangeByIndexes(0, 0, 3, 2);
      range.load(['values', 'valueTypes', 'address', 'worksheet/name']);
      await context.sync();
      expect(range.values).toEqual([
        ['y', 'x'],
        [1, 2],
        [3, ''],
      ]);
      expect(range.valueTypes[2]).toEqual(['Double', 'Empty']);
      expect(range.address).toBe('Sheet1!A1:B3');
      expect(range.worksheet.name).toBe('Sheet1');
    });
  });

  test('are written, many cells in the pieces in which the library sends them', async () => {
    await run(async (context) => {
      const range = context.workbook.worksheets.getItem('Other').getRangeByIndexes(2, 1, 2000, 2);
      range.values = Array.from({ length: 2000 }, (_, i) => [i, `'=${i}`]);
      await context.sync();
    });
    expect(excel.block('Other!B2002:C2002')).toEqual([[1999, '=1999']]);
    await expect.poll(() => excel.references.size).toBe(0);
  });

  test('are null objects where there is nothing', async () => {
    await run(async (context) => {
      const used = context.workbook.worksheets.getItem('Other').getUsedRangeOrNullObject(true);
      used.load(['rowIndex', 'worksheet/name']);
      await context.sync();
      expect(used.isNullObject).toBe(true);
    });
  });

  test('fail with the code of Excel where there is no such sheet', async () => {
    const asked = run(async (context) => {
      const range = context.workbook.worksheets.getItem('Gone').getRange('A1');
      range.load('values');
      await context.sync();
    });
    await expect(asked).rejects.toMatchObject({ code: 'ItemNotFound' });
  });
});

describe('what the simulator does not have', () => {
  test.each<[string, (range: Excel.Range) => void]>([
    ['the method RangeFormat.AutofitColumns', (range) => range.format.autofitColumns()],
    ['the property Range.hyperlink', (range) => range.load('hyperlink')],
    ['the method Range.GetEntireRow', (range) => range.getEntireRow()],
    ['the method Range.Merge', (range) => range.merge()],
    ['a way to set Range.FormulasR1C1', (range) => (range.formulasR1C1 = [['=1']])],
    ['Range.load() without names of properties', (range) => range.load()],
  ])('is a problem that names it: %s', async (name, ask) => {
    const asked = run(async (context) => {
      ask(context.workbook.worksheets.getItem('Sheet1').getRange('A1'));
      await context.sync();
    });
    await expect(asked).rejects.toThrow();
    // Found even where the code under test swallows the error.
    expect(excel.problems.splice(0).map(({ message }) => message)).toEqual([
      `The simulated Excel does not have ${name}.`,
    ]);
  });
});

describe('custom functions', () => {
  test('are called with cells and addresses, and spill', async () => {
    const seen: unknown[] = [];
    custom.associate('LMER.FIT', (...args: unknown[]) => {
      seen.push(...args);
      return [
        ['a', 1],
        ['b', 2],
      ];
    });
    excel.type('Sheet1!D1', '=LMER.FIT(A1:B3, "y ~ " & "x", "ML")');
    await excel.settled();
    expect(seen.slice(0, 4)).toEqual([
      [
        ['y', 'x'],
        [1, 2],
        [3, null],
      ],
      [['y ~ x']],
      'ML',
      null,
    ]);
    expect((seen[4] as { parameterAddresses: unknown }).parameterAddresses).toEqual([
      'Sheet1!A1:B3',
      null,
      null,
      null,
    ]);
    expect(excel.spill('Sheet1!D1')).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
  });
});
