/** The custom functions in the simulated Excel, behind the genuine runtime: typed formulas, what they spill, edits. */

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import metadata from '../../functions/functions.json';
import { FUNCTIONS, getFitService, setDataTypes, setFitService, setRangeReader } from '../../functions/index';
import type { CellMatrix } from '../../src/index';
import { readAddressInExcel } from '../../taskpane/hosts/excel';
import { createFitService } from '../../worker/index';
import { exampleCells } from '../exampleCells';
import { workerSource } from '../worker/fakes';
import type { SimulatedExcel } from './excel';
import { openExcel, type Connected } from './support';

const SLEEP = exampleCells('sleepstudy');
const FORMULA = '"Reaction ~ Days + (Days | Subject)"';

let excel: SimulatedExcel;
let uninstall = (): void => undefined;

function open(options: Parameters<typeof openExcel>[0] = {}): Connected {
  const connected = openExcel({ sheets: { Sheet1: SLEEP, "It's 2": [] }, ...options });
  excel = connected.excel;
  uninstall = connected.client.install();
  for (const [id, implementation] of Object.entries(FUNCTIONS))
    connected.custom.associate(id, implementation as never);
  setRangeReader(readAddressInExcel);
  return connected;
}

beforeEach(() => setFitService(createFitService()));
afterEach(() => {
  uninstall();
  setRangeReader(null);
  setDataTypes(false);
});

/** Types a formula and gives what it spills. */
async function spilled(formula: string, at = 'Sheet1!H1'): Promise<CellMatrix> {
  excel.type(at, formula);
  await excel.settled();
  return excel.spill(at) as CellMatrix;
}

describe.each(['null', 'zero'] as const)('blanks that arrive as %s', (blanks) => {
  test('are missing values in data, groups, newdata and values, on sheets of any name', async () => {
    open({ blanks });
    excel.type('Sheet1!B6', '');
    excel.type('Sheet1!A9', '');
    expect(await spilled(`=LMER.STAT(A1:C181,${FORMULA},"dropped")`)).toEqual([[2]]);
    expect(await spilled(`=LMER.STAT(A:C,${FORMULA},"dropped")`, 'Sheet1!J1')).toEqual(
      // Excel on the web does not hand whole columns over.
      [[{ error: '#CALC!' }]],
    );
    excel.type("'It''s 2'!A1", [
      ['v', 'g'],
      [0, 'a'],
      [null, 'a'],
      [2, 'b'],
      [3, 'b'],
      [4, null],
    ]);
    const table = await spilled("=ONEWAY.ANOVA('It''s 2'!A1:A6,'It''s 2'!B1:B6)", 'Sheet1!P1');
    expect(table.flat().join('; ')).toContain('2 rows with missing');
    excel.type('Sheet1!E1', [
      ['Days', 'Subject'],
      [0, 308],
      [null, 308],
    ]);
    const predicted = await spilled(`=LMER.PREDICT(A1:C181,${FORMULA},,E1:F3)`, 'Sheet1!Z1');
    expect(typeof predicted[1][0]).toBe('number');
    expect(predicted[2].every((cell) => typeof cell !== 'number')).toBe(true);
  });

  test('are no option, no starting value and no number of trials', async () => {
    open({ blanks });
    excel.type('Sheet1!E1', [
      ['level', 0.9],
      [null, null],
    ]);
    const cells = await spilled(`=LMER.FIXEF(A1:C181,${FORMULA},,E1:F2)`);
    expect(cells[0].join()).toContain('90%');
    excel.type('Sheet1!E5', [['y'], [0], [0], [1]]);
    const mle = await spilled('=LIKELIHOOD.MLE("y*LN(p)+(1-y)*LN(1-p)",E5:E8,G5:G6)', 'Sheet1!M1');
    expect(mle.find(([name]) => name === 'p')![1]).toBeCloseTo(1 / 3, 10);
    const binomial = await spilled('=BINOM.MLE(E6:E8,G5)', 'Sheet1!R1');
    expect(binomial.flat()).toContain(1 / 3);
  });
});

test('a range is read from the sheet once for all functions that share it, and not at all without zeros', async () => {
  const { client } = open({ blanks: 'zero' });
  await excel.settled();
  const before = client.session.requests;
  for (let row = 1; row <= 5; row++) excel.type(`Sheet1!H${row}`, `=LMER.STAT(A1:C181,${FORMULA},"n")`);
  await excel.settled();
  const once = client.session.requests - before;
  excel.type('Sheet1!H7', '=ONEWAY.ANOVA(A1:A181,C1:C181)');
  await excel.settled();
  expect(excel.value('Sheet1!H5')).toBe(180);
  // One request reads the data; the rest bring results.
  expect(once).toBeLessThanOrEqual(3);
});

test('a user who types on for ten seconds and ten again gets results, not errors, and blanks stay blanks', async () => {
  open({ blanks: 'zero' });
  excel.type('Sheet1!B6', '');
  await excel.settled();
  vi.useFakeTimers({ shouldAdvanceTime: true });
  try {
    // The formula is entered, and the next cell is being typed into before anything could be asked.
    excel.type('Sheet1!H1', `=LMER.STAT(A1:C181,${FORMULA},"dropped")`);
    for (let second = 1; second <= 10; second++) {
      excel.faults.isEditing = true;
      await vi.advanceTimersByTimeAsync(1000);
      // Enter, and on to the next cell: what is committed is a cell more without a value.
      excel.faults.isEditing = false;
      excel.type(`Sheet1!A${20 + second}`, '');
    }
    expect(excel.value('Sheet1!H1')).toEqual({ error: '#BUSY!' });
    // One long text, and nothing committed meanwhile.
    excel.faults.isEditing = true;
    await vi.advanceTimersByTimeAsync(10_000);
    excel.faults.isEditing = false;
    await vi.advanceTimersByTimeAsync(3000);
    await excel.settled();
    expect(excel.value('Sheet1!H1')).toBe(11);
  } finally {
    vi.useRealTimers();
  }
});

describe('a fit whose cell is edited', () => {
  test('is stopped, while another cell that asks for the same keeps it going', async () => {
    const { create, workers } = workerSource();
    setFitService(createFitService({ createWorker: create, workers: 1, smallCost: 0 }));
    open();
    excel.type('Sheet1!H1', `=LMER.STAT(A1:C181,${FORMULA},"AIC")`);
    excel.type('Sheet1!I1', `=LMER.STAT(A1:C181,${FORMULA},"BIC")`);
    const wait = () => new Promise((resolve) => setTimeout(resolve, 60));
    await wait();
    expect(workers).toHaveLength(1);
    workers[0].report({ type: 'ready' });
    excel.type('Sheet1!H1', 'done');
    await wait();
    expect(workers[0].terminated).toBe(false);
    excel.type('Sheet1!I1', 'done');
    await wait();
    expect(workers[0].terminated).toBe(true);
    expect(getFitService().computedFits).toBe(1);
  });
});

test('a thousand recalculations of the same model cost one fit', async () => {
  open();
  excel.type('Sheet1!H1', `=LMER.STAT(A1:C181,${FORMULA},"AIC")`);
  excel.type('Sheet1!H2', `=LMER.FIXEF(A1:C181,${FORMULA})`);
  await excel.settled();
  for (let i = 0; i < 500; i++) {
    excel.recalculateAll();
    if (i % 100 === 99) await excel.settled();
  }
  await excel.settled();
  expect(getFitService().computedFits).toBe(1);
  expect(excel.value('Sheet1!H1')).toBeCloseTo(1755.6283, 3);
}, 60_000);

describe('a model in a cell', () => {
  test('serves other functions, follows its data, and survives reopening', async () => {
    open();
    setDataTypes(true);
    excel.type('Sheet1!E1', `=LMER.MODEL(A1:C181,${FORMULA})`);
    expect(await spilled('=LMER.STAT(E1,,"n")')).toEqual([[180]]);
    expect(excel.value('Sheet1!E1')).toMatchObject({ rich: { type: 'Entity' } });
    excel.type('Sheet1!A5', '');
    await excel.settled();
    expect(excel.value('Sheet1!H1')).toBe(179);
    // A new page with an empty cache: the cell is all there is.
    setFitService(createFitService());
    expect(await spilled('=LMER.STAT(E1,"Reaction ~ 1 + (1 | Subject)","n")', 'Sheet1!H3')).toEqual([[179]]);
    expect((await spilled('=LMER.FIXEF(E1)', 'Sheet1!J1'))[2][0]).toBe('Days');
  });

  test('is a line of text in an Excel without data types, and says so when it is used as data', async () => {
    open();
    excel.type('Sheet1!E1', `=LMER.MODEL(A1:C181,${FORMULA})`);
    await excel.settled();
    expect(excel.value('Sheet1!E1')).toContain('REML criterion 1743.6283');
    excel.type('Sheet1!H1', '=LMER.FIXEF(E1)');
    await excel.settled();
    expect(excel.value('Sheet1!H1')).toMatchObject({ error: '#VALUE!' });
  });
});

test('older metadata, with one argument less, and newer, with one more, still give results', async () => {
  for (const change of [-1, 1]) {
    const functions = metadata.functions.map((one) => {
      if (one.id !== 'LMER.FIXEF') return one;
      const parameters = one.parameters as { name: string; optional?: boolean }[];
      const more = [...parameters, { ...parameters[3], name: 'later' }];
      return { ...one, parameters: change < 0 ? parameters.slice(0, 3) : more };
    });
    open({ metadata: { ...metadata, functions } as never });
    expect((await spilled(`=LMER.FIXEF(A1:C181,${FORMULA})`))[2][0]).toBe('Days');
    uninstall();
  }
});
