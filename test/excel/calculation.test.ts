import { describe, expect, test, vi } from 'vitest';
import { openExcel } from './support';

const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('recalculation', () => {
  test('follows an edit through formulas that read each other', async () => {
    const { excel } = openExcel();
    excel.type('Sheet1!A1', [[1], [2]]);
    excel.type('Sheet1!B1', '=SUM(A1:A2)');
    excel.type('Sheet1!C1', '=B1*2 & "!"');
    await excel.settled();
    expect(excel.value('Sheet1!C1')).toBe('6!');
    excel.type('Sheet1!A2', 5);
    await excel.settled();
    expect(excel.value('Sheet1!C1')).toBe('12!');
  });

  test('reads a block that another formula fills, and follows it when it shrinks', async () => {
    const { excel } = openExcel();
    excel.type('Sheet1!A1', 3);
    excel.type('Sheet1!B1', '=SEQUENCE(A1)');
    excel.type('Sheet1!C1', '=SUM(B1#)');
    await excel.settled();
    expect(excel.value('Sheet1!C1')).toBe(6);
    excel.type('Sheet1!A1', 2);
    await excel.settled();
    expect(excel.value('Sheet1!C1')).toBe(3);
    expect(excel.value('Sheet1!B3')).toBeNull();
  });

  test('knows tables, names, quoted sheets and array constants', async () => {
    const { excel } = openExcel({
      sheets: {
        Sheet1: [],
        "It's": [
          ['y', 'x'],
          [1, 10],
          [2, 20],
        ],
      },
    });
    excel.addTable('Sleep', "'It''s'!A1:B3");
    excel.addName('block', "'It''s'!A2:A3");
    const cases: [string, unknown][] = [
      ['=SUM(Sleep[x])', 30],
      ['=SUM(Sleep)', 33],
      ['=ROWS(Sleep[#All])', 3],
      ['=ROWS(Sleep[[#All],[x]])', 3],
      ['=SUM(block)', 3],
      ["=SUM('It''s'!B:B)", 30],
      ['=INDEX({1,2;3,4},2,1)', 3],
      ['=-2^2+10%', 4.1],
      ['=IFERROR(1/0,"no")', 'no'],
      ['=SUM(Gone!A1)', { error: '#REF!' }],
    ];
    cases.forEach(([formula], i) => excel.type(`Sheet1!A${i + 1}`, formula));
    await excel.settled();
    cases.forEach(([, expected], i) => expect(excel.value(`Sheet1!A${i + 1}`)).toEqual(expected));
  });

  test('keeps formulas on their data when rows come and go, and computes them again', async () => {
    const { excel, custom } = openExcel();
    custom.associate('LMER.FIT', (data: never) => (data as number[][]).reduce((sum, [x]) => sum + x, 0));
    excel.type('Sheet1!A1', [[1], [2], [3]]);
    excel.type('Sheet1!B5', '=LMER.FIT(A1:A3,"x")');
    excel.type('Sheet1!C1', '=SUM(B5,A2)');
    await excel.settled();
    excel.shiftRows('Sheet1!2:3', 'insert');
    await excel.settled();
    expect(excel.formula('Sheet1!B7')).toBe('=LMER.FIT(A1:A5,"x")');
    expect(excel.formula('Sheet1!C1')).toBe('=SUM(B7,A4)');
    expect(excel.value('Sheet1!C1')).toBe(8);
    expect(excel.functions.invocations).toBe(2);
    excel.shiftRows('Sheet1!2:4', 'delete');
    await excel.settled();
    expect(excel.formula('Sheet1!B4')).toBe('=LMER.FIT(A1:A2,"x")');
    expect(excel.value('Sheet1!B4')).toBe(4);
    expect(excel.value('Sheet1!C1')).toEqual({ error: '#REF!' });
  });

  test('fails loudly at a function that the simulator does not know', async () => {
    const { excel } = openExcel();
    excel.type('Sheet1!A1', '=WEBSERVICE("x")');
    await expect(excel.settled()).rejects.toThrow('WEBSERVICE');
    excel.problems.length = 0;
  });
});

describe('spilling', () => {
  test('shows #SPILL! where something is in the way, and fills the room when it goes', async () => {
    const { excel } = openExcel();
    excel.type('Sheet1!B3', 'mine');
    excel.type('Sheet1!A1', '=SEQUENCE(3,2)');
    await excel.settled();
    expect(excel.value('Sheet1!A1')).toEqual({ error: '#SPILL!' });
    expect(excel.value('Sheet1!B3')).toBe('mine');
    excel.type('Sheet1!B3', '');
    await excel.settled();
    expect(excel.spill('Sheet1!A1')).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    excel.type('Sheet1!A2', 0);
    await excel.settled();
    expect(excel.block('Sheet1!A1:B3')).toEqual([
      [{ error: '#SPILL!' }, null],
      [0, null],
      [null, null],
    ]);
  });

  test('does not go into a table', async () => {
    const { excel } = openExcel();
    excel.addTable('Table1', 'Sheet1!A2:A4');
    excel.type('Sheet1!A1', '=SEQUENCE(2)');
    await excel.settled();
    expect(excel.value('Sheet1!A1')).toEqual({ error: '#SPILL!' });
  });
});

describe('custom functions', () => {
  test('show #BUSY! until their promise settles, and what reads them waits', async () => {
    const { excel, custom } = openExcel();
    let resolve: (value: number[][]) => void = () => undefined;
    custom.associate('LMER.FIT', () => new Promise<number[][]>((done) => (resolve = done)));
    excel.type('Sheet1!A1', '=LMER.FIT({1},"x")');
    excel.type('Sheet1!D1', '=SUM(A1#)');
    await later(50);
    expect(excel.value('Sheet1!A1')).toEqual({ error: '#BUSY!' });
    resolve([[1, 2]]);
    await excel.settled();
    expect(excel.block('Sheet1!A1:B1')).toEqual([[1, 2]]);
    expect(excel.value('Sheet1!D1')).toBe(3);
  });

  test('are told when nobody waits for them: the cell was edited, or what they read', async () => {
    const { excel, custom } = openExcel();
    const cancelled = vi.fn();
    let calls = 0;
    custom.associate('LMER.FIT', (...args: never[]) => {
      const invocation = args[args.length - 1] as { onCanceled: unknown };
      invocation.onCanceled = cancelled;
      return ++calls < 3 ? new Promise(() => undefined) : [['done']];
    });
    excel.type('Sheet1!A1', 1);
    excel.type('Sheet1!B1', '=LMER.FIT(A1,"x")');
    await expect.poll(() => calls).toBe(1);
    excel.type('Sheet1!A1', 2);
    await expect.poll(() => cancelled.mock.calls.length).toBe(1);
    await expect.poll(() => calls).toBe(2);
    excel.type('Sheet1!B1', '=LMER.FIT(A1,"y")');
    await excel.settled();
    expect(cancelled).toHaveBeenCalledTimes(2);
    expect(excel.value('Sheet1!B1')).toBe('done');
  });

  test('give errors with their sentence, and NaN as Excel takes it', async () => {
    const { excel, custom } = openExcel();
    custom.associate('LMER.FIT', (_: never, model: never) => {
      if (model[0][0] === 'throw') throw new custom.Error('#VALUE!', 'a sentence');
      if (model[0][0] === 'reject') return Promise.reject(new custom.Error('#N/A', 'there is none'));
      return [[NaN, Infinity, undefined, new custom.Error('#N/A', 'in a cell'), true]];
    });
    ['throw', 'reject', 'cells'].forEach((model, i) =>
      excel.type(`Sheet1!A${i + 1}`, `=LMER.FIT({1},"${model}")`),
    );
    await excel.settled();
    expect(excel.value('Sheet1!A1')).toEqual({ error: '#VALUE!', message: 'a sentence' });
    expect(excel.value('Sheet1!A2')).toEqual({ error: '#N/A', message: 'there is none' });
    expect(excel.spill('Sheet1!A3')).toEqual([[0, 0, 0, { error: '#N/A', message: 'in a cell' }, true]]);
  });

  test.each<['null' | 'zero', null | 0]>([
    ['null', null],
    ['zero', 0],
  ])('get blanks in ranges as %s', async (blanks, blank) => {
    const { excel, custom } = openExcel({ blanks, sheets: { Sheet1: [[1, null, '']] } });
    const seen = vi.fn(() => 'ok');
    custom.associate('LMER.FIT', seen as never);
    excel.type('Sheet1!A2', '=LMER.FIT(A1:C1,"x")');
    await excel.settled();
    expect((seen.mock.calls[0] as unknown[])[0]).toEqual([[1, blank, blank]]);
  });

  test('get error cells as error objects, and entities as what they are', async () => {
    const { excel, custom } = openExcel({ sheets: { Sheet1: [['#DIV/0!']] } });
    const entity = {
      type: 'Entity',
      text: 'a model',
      basicType: 'Error',
      basicValue: '#VALUE!',
      properties: {},
    };
    const seen = vi.fn((data: unknown[][]) => (data[0][0] === 1 ? [[entity]] : 'ok'));
    custom.associate('LMER.FIT', seen as never);
    excel.type('Sheet1!B1', '=LMER.FIT({1},"x")');
    excel.type('Sheet1!C1', '=LMER.FIT(A1:B1,"x")');
    await excel.settled();
    expect(excel.value('Sheet1!B1')).toEqual({ rich: entity });
    expect(seen.mock.calls[1][0]).toMatchObject([[{ code: '#DIV/0!' }, entity]]);
  });

  test('are not called with more than a message holds, nor with whole columns', async () => {
    const { excel, custom } = openExcel();
    const seen = vi.fn(() => 'ok');
    custom.associate('LMER.FIT', seen as never);
    excel.faults.sizeLimit = 2000;
    excel.type(
      'Sheet1!A1',
      Array.from({ length: 500 }, (_, i) => [i * Math.PI]),
    );
    excel.type('Sheet1!B1', '=LMER.FIT(A1:A500,"x")');
    excel.type('Sheet1!B2', '=LMER.FIT(A1:A20,"x")');
    excel.type('Sheet1!B3', '=LMER.FIT(A:A,"x")');
    await excel.settled();
    expect(excel.block('Sheet1!B1:B3')).toEqual([[{ error: '#VALUE!' }], ['ok'], [{ error: '#CALC!' }]]);
    expect(seen).toHaveBeenCalledTimes(1);
  });

  test('of a page that has gone are called again in the next one', async () => {
    const { excel, custom } = openExcel();
    custom.associate('LMER.FIT', () => new Promise(() => undefined));
    excel.type('Sheet1!A1', '=LMER.FIT({1},"x")');
    await later(30);
    const { nodeClient } = await import('./clients/node');
    const next = nodeClient(excel);
    (next.globals.CustomFunctions as typeof custom).associate('LMER.FIT', () => 'again');
    await excel.settled();
    expect(excel.value('Sheet1!A1')).toBe('again');
  });
});
