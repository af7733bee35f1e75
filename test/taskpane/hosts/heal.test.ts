import { afterEach, beforeEach, expect, test } from 'vitest';
import { calledHere } from '../../../functions/storedNames';
import { healFormulas } from '../../../taskpane/hosts/excel/heal';
import { onUnknown } from '../../../taskpane/hosts/excel/unknown';
import { setNamespace } from '../../../taskpane/hosts/excel/names';
import metadata from '../../../functions/functions.json';
import { EXCEL_2019 } from '../../excel/clients/requirements';
import type { SimulatedExcel } from '../../excel/excel';
import { openExcel, type Connected } from '../../excel/support';

/** As Excel stores and shows the functions of an add-in that it does not know. */
const marked = (formula: string): string =>
  formula.replace(/"[^"]*"|LMER\.([A-Z]+)(?=\()/g, (all, name?: string) =>
    name ? `_xldudf_LMER_${name}` : all,
  );

let connected: Connected;
let excel: SimulatedExcel;
let uninstall: () => void;

async function open(options: Parameters<typeof openExcel>[0] = {}): Promise<void> {
  connected = openExcel({
    sheets: {
      Data: [
        ['y', 'x'],
        [1, 2],
      ],
      More: [],
    },
    ...options,
  });
  ({ excel } = connected);
  uninstall = connected.client.install();
  connected.custom.associate('LMER.FIXEF', () => [
    ['Term', 'Estimate'],
    ['x', 2.5],
  ]);
  connected.custom.associate('LMER.STAT', () => 7);
  await excel.settled();
}

async function reopen(shown: (formula: string) => string = marked): Promise<void> {
  await excel.settled();
  excel.reopen(shown);
  await excel.settled();
}

const at = (sheet: string, row: number, column: number) => ({ sheet, row, column, rows: 1, columns: 1 });
const heal = (pauses = [0, 100]) => healFormulas(pauses);

beforeEach(() => open());
afterEach(() => {
  uninstall();
  setNamespace('');
});

test('formulas of ours that Excel has not recognised compute again, and only they are entered', async () => {
  excel.type('Data!D1', '=LMER.FIXEF(A1:B2,"y ~ x")');
  excel.type('More!B2', '=1+INDEX(LMER.FIXEF(Data!A1:B2,"y ~ x"),2,2)');
  excel.type('Data!A4', [['=1/0'], ['=NAMELESS+1'], ['#NAME?'], ["'=LMER.STAT(1)"]]);
  await reopen();
  excel.recalculateAll();
  await excel.settled();
  expect([excel.value('Data!D1'), excel.value('Data!E2')]).toEqual([{ error: '#NAME?' }, null]);
  const entered: string[] = [];
  const enter = excel.enter.bind(excel);
  excel.enter = (place, inputs) => {
    entered.push(`${place.sheet.name} ${place.row},${place.column}`);
    enter(place, inputs);
  };
  expect(await heal()).toEqual({
    healed: [at('Data', 0, 3), at('More', 1, 1)],
    unknown: [],
    locked: [],
  });
  await excel.settled();
  expect(entered).toEqual(['Data 0,3', 'More 1,1']);
  expect(excel.spill('Data!D1')).toEqual([
    ['Term', 'Estimate'],
    ['x', 2.5],
  ]);
  expect(excel.value('More!B2')).toBe(3.5);
  expect(excel.formula('Data!D1')).toBe('=LMER.FIXEF(A1:B2,"y ~ x")');
  expect(excel.formula('Data!A5')).toBe('=NAMELESS+1');
  expect(excel.value('Data!A7')).toBe('=LMER.STAT(1)');
  expect(await heal()).toBeNull();
});

test.each([
  ['as it was typed', (formula: string) => formula],
  ['behind the name of another add-in', (formula: string) => marked(formula).replace('_xl', 'Book.xla!_xl')],
  [
    'behind its path',
    (formula: string) => marked(formula).replace('_xl', "'C:\\My add-ins\\[Book.xla]A'!_xl"),
  ],
  ['with a prefix', (formula: string) => formula.replace('LMER', 'CELLMER.LMER')],
  ['with a prefix, marked', (formula: string) => marked(formula).replace('_LMER', '_CELLMER_LMER')],
])('a formula is recognised %s', async (_, shown) => {
  excel.type('Data!D1', '=LMER.STAT(A1:B2,"y ~ LMER.STAT(x)","AIC")');
  await reopen(shown);
  expect(await heal()).toMatchObject({ healed: [at('Data', 0, 3)] });
  await excel.settled();
  expect(excel.formula('Data!D1')).toBe('=LMER.STAT(A1:B2,"y ~ LMER.STAT(x)","AIC")');
  expect(excel.value('Data!D1')).toBe(7);
});

test('the add-in with a prefix enters its own names', async () => {
  uninstall();
  const prefixed = metadata.functions.map((one) => ({ ...one, name: `CELLMER.${one.name}` }));
  await open({ metadata: { ...metadata, functions: prefixed } as never });
  setNamespace('CELLMER');
  excel.type('Data!D1', '=CELLMER.LMER.STAT(A1:B2,"y ~ x","AIC")');
  await reopen((formula) => calledHere(formula)!);
  expect(await heal()).toMatchObject({ healed: [at('Data', 0, 3)] });
  await excel.settled();
  expect(excel.formula('Data!D1')).toBe('=CELLMER.LMER.STAT(A1:B2,"y ~ x","AIC")');
});

test('it waits for as long as somebody types, and leaves alone what has been typed meanwhile', async () => {
  excel.type('Data!D1', [['=LMER.STAT(A1:B2,"y ~ x","AIC")'], ['=LMER.STAT(A1:B2,"y ~ x","BIC")']]);
  await reopen();
  excel.faults.isEditing = true;
  const healing = heal();
  await new Promise((resolve) => setTimeout(resolve, 1200));
  excel.type('Data!D1', 'mine');
  excel.faults.isEditing = false;
  expect(await healing).toMatchObject({ healed: [at('Data', 1, 3)] });
  expect(excel.value('Data!D1')).toBe('mine');
});

// Finding takes four requests (names, special cells, their places, their formulas), and looking once more before entering two.
test.each([1, 2, 3, 4, 5, 6])(
  'a cell that changes at request %i between being found and being entered stays as it is',
  async (request) => {
    excel.type('Data!D1', [['=LMER.STAT(A1:B2,"y ~ x","AIC")'], ['=LMER.STAT(A1:B2,"y ~ x","BIC")']]);
    await reopen();
    const { session } = connected.client;
    const before = session.requests;
    const healing = heal();
    while (session.requests < before + request) await new Promise((resolve) => setTimeout(resolve));
    excel.type('Data!D1', '=1+1');
    expect(await healing).toMatchObject({ healed: [at('Data', 1, 3)] });
    await excel.settled();
    expect(excel.formula('Data!D1')).toBe('=1+1');
  },
);

test('locked cells are told from those that are healed', async () => {
  excel.type('Data!D1', [['=LMER.STAT(A1:B2,"y ~ x","AIC")'], ['=LMER.STAT(A1:B2,"y ~ x","BIC")']]);
  excel.type('More!A1', '=LMER.STAT(Data!A1:B2,"y ~ x","AIC")');
  await reopen();
  excel.protect('Data');
  expect(await heal()).toEqual({
    healed: [at('More', 0, 0)],
    unknown: [],
    locked: [at('Data', 0, 3), at('Data', 1, 3)],
  });
});

test('a function that Excel has not been told of yet is tried again, and then said', async () => {
  uninstall();
  const without = metadata.functions.filter(({ name }) => name !== 'LMER.STAT');
  const known = { ...metadata, functions: [...without] };
  await open({ metadata: known as never });
  excel.type('Data!D1', '=LMER.STAT(A1:B2,"y ~ x","AIC")');
  await reopen();
  expect(await heal()).toEqual({ healed: [], unknown: [at('Data', 0, 3)], locked: [] });
  const healing = heal([0, 100, 100]);
  await new Promise((resolve) => setTimeout(resolve, 60));
  known.functions.push(metadata.functions.find(({ name }) => name === 'LMER.STAT')!);
  expect(await healing).toEqual({ healed: [at('Data', 0, 3)], unknown: [], locked: [] });
});

test('hundreds of cells take few messages, long formulas and small messages too', async () => {
  const rows = Array.from({ length: 400 }, (_, i) => [
    `=LMER.STAT(A1:B2,"y ~ x${i}${'x'.repeat(100)}","AIC")`,
  ]);
  excel.type('More!C1', rows);
  await reopen();
  excel.faults.sizeLimit = 40_000;
  const before = connected.client.session.requests;
  const healing = await heal();
  expect(healing?.healed).toHaveLength(400);
  expect(connected.client.session.requests - before).toBeLessThan(100);
  await excel.settled();
  expect(excel.formula('More!C400')).toBe(rows[399][0]);
});

test('an Excel without spills is healed too', async () => {
  uninstall();
  await open({ requirements: EXCEL_2019 });
  excel.type('Data!D1', '=LMER.STAT(A1:B2,"y ~ x","AIC")');
  await reopen();
  expect(await heal()).toMatchObject({ healed: [at('Data', 0, 3)] });
});

test('a formula of ours that comes unrecognised while the add-in is there is reported, once, and nothing else is', async () => {
  let calls = 0;
  const stop = onUnknown(() => calls++, 50);
  const looked = () => new Promise((resolve) => setTimeout(resolve, 300));
  await looked();
  excel.type('Data!A4', [['=1/0'], ['=NAMELESS+1'], ['#NAME?'], ['=LMER.STAT(A1:B2,"y ~ x","AIC")']]);
  await looked();
  expect(calls).toBe(0);
  // As a colleague without the add-in enters it.
  excel.type('More!B2', marked('=LMER.STAT(Data!A1:B2,"y ~ x","AIC")'));
  await looked();
  expect(calls).toBe(1);
  expect(await heal()).toMatchObject({ healed: [at('More', 1, 1)] });
  await looked();
  expect([calls, excel.value('More!B2')]).toEqual([1, 7]);
  // Nothing is asked of Excel while nothing changes, nor twice a minute about the same cell.
  const { requests } = connected.client.session;
  await looked();
  expect(connected.client.session.requests).toBe(requests);
  excel.type('More!B2', marked('=LMER.STAT(Data!A1:B2,"y ~ x","BIC")'));
  await looked();
  expect(calls).toBe(1);
  excel.type('More!C3', marked('=LMER.STAT(Data!A1:B2,"y ~ x","BIC")'));
  await looked();
  expect(calls).toBe(2);
  stop();
  await looked();
  excel.type('More!D4', marked('=LMER.STAT(Data!A1:B2,"y ~ x","BIC")'));
  await looked();
  expect(calls).toBe(2);
});
