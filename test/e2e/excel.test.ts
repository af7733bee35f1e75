import { AxeBuilder } from '@axe-core/playwright';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { parseCsv } from '../../src/index';
import { DEFAULT_FORMAT } from '../excel/model/worksheet';
import { EXCEL_2019 } from '../excel/clients/requirements';
import { startExcel, type ExcelServer, type OpenExcel } from './support/excel';
import { FOOT } from './support/foot';

const FORMULA = 'Reaction ~ Days + (Days | Subject)';
const read = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8');
const sleep = parseCsv(read('../../examples/sleepstudy.csv'));
const golden = JSON.parse(read('../golden/sleep_slope_reml.json')) as {
  readonly criterion: number;
  readonly fixef: Readonly<Record<string, number>>;
  readonly se: Readonly<Record<string, number>>;
  readonly satterthwaite: { readonly df: Readonly<Record<string, number>> };
};

let server: ExcelServer;
let opened: OpenExcel | null = null;
beforeAll(async () => {
  server = await startExcel();
}, 600_000);
afterAll(() => server?.close());
afterEach(async () => {
  const { excel, complaints, page } = opened!;
  opened = null;
  expect(excel.problems).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

type OpenOptions = Parameters<ExcelServer['open']>[0];

async function open(options: OpenOptions = {}): Promise<OpenExcel> {
  opened = await server.open({ sheets: { Sleep: sleep }, ...options });
  return opened;
}

const formulaBox = ({ pane }: OpenExcel) => pane.getByRole('textbox', { name: 'Model formula' });
const says = ({ pane }: OpenExcel, status: string) =>
  pane.locator(FOOT).getByText(status, { exact: true }).waitFor();
const criterion = ({ pane }: OpenExcel) =>
  pane.locator('.cm-stats div', { hasText: 'REML criterion' }).locator('dd').textContent();

/** The sleep study fitted in the pane, its results in view. */
async function fitted(options?: OpenOptions): Promise<OpenExcel> {
  const opened = await open(options);
  await opened.pane.getByRole('button', { name: 'Use selection' }).click();
  await formulaBox(opened).fill(FORMULA);
  await says(opened, 'Fitted · optimum verified');
  await opened.pane.getByRole('tab', { name: 'Results' }).click();
  return opened;
}

test('a formula typed into the sheet spills what lme4 finds', async () => {
  const { excel, shot } = await open();
  excel.type('Sleep!E1', `=LMER.FIT(A1:C181,"${FORMULA}")`);
  await excel.settled();
  const cells = excel.spill('Sleep!E1');
  const row = (label: string) => cells.find(([first]) => first === label)!;
  expect(cells[0][0]).toBe(FORMULA);
  expect(row('REML criterion')[1]).toBeCloseTo(golden.criterion, 6);
  for (const term of ['(Intercept)', 'Days']) {
    expect(row(term)[1]).toBeCloseTo(golden.fixef[term], 6);
    expect(row(term)[2]).toBeCloseTo(golden.se[term], 6);
    expect(row(term)[3]).toBeCloseTo(golden.satterthwaite.df[term], 4);
  }
  await shot('start');
});

test('a model is built in the pane, inserted, follows an edit, and is undone', async () => {
  const opened = await fitted();
  const { excel, pane, shot } = opened;
  await expect.poll(() => criterion(opened)).toBe('1743.63');
  await pane.getByText('55 × 8 cells, free').waitFor();
  await pane.getByRole('button', { name: 'Insert live formulas' }).click();
  await pane.getByText('Inserted at Sleep!E1').waitFor();
  await shot('inserted');
  expect(excel.value('Sleep!E1')).toBe(`Fixed effects: ${FORMULA}, REML`);
  expect(excel.sheet('Sleep').format(1, 4)).toMatchObject({ bold: true });
  expect(excel.sheet('Sleep').format(2, 5).numberFormat).toBe('0.00');
  expect(excel.formula('Sleep!E2')).toBe(`=LMER.FIXEF(Sleep!A1:C181, "${FORMULA}")`);
  await excel.settled();
  expect(excel.spill('Sleep!E2')[1].slice(0, 2)).toEqual(['(Intercept)', expect.closeTo(251.4051, 4)]);
  // The chart is bound to the data, and to the means at each day and their limits.
  const [chart] = excel.sheet('Sleep').charts;
  expect(chart.series.map(({ values }) => values)).toEqual([
    'Sleep!A2:A181',
    ...['F', 'I', 'J'].map((column) => `Sleep!${column}44:${column}53`),
  ]);
  const atDayZero = () => excel.value('Sleep!F44');
  expect(atDayZero()).toBeCloseTo(251.4051, 4);

  excel.type('Sleep!A2', 349.56);
  await excel.settled();
  await expect.poll(() => criterion(opened)).not.toBe('1743.63');
  await says(opened, 'Fitted · optimum verified');
  expect(excel.spill('Sleep!E2')[1][1]).not.toBeCloseTo(251.4051, 2);
  expect(atDayZero()).toBe(excel.spill('Sleep!E2')[1][1]);

  await pane.getByRole('button', { name: 'Undo' }).click();
  await pane.getByText('55 × 8 cells, free').waitFor();
  expect(
    excel
      .block('Sleep!E1:L55')
      .flat()
      .every((cell) => cell === null),
  ).toBe(true);
  expect(excel.sheet('Sleep').format(2, 5)).toEqual(DEFAULT_FORMAT);
  expect(excel.sheet('Sleep').charts).toEqual([]);
});

test('the model is there again when the workbook is opened again, with the formulas it left', async () => {
  const opened = await fitted();
  await opened.pane.getByRole('button', { name: 'Insert live formulas' }).click();
  await opened.pane.getByText('Inserted at Sleep!E1').waitFor();
  await expect
    .poll(() => String(opened.excel.workbook.properties.get('cellmer.cellmer.model')))
    .toContain('Days | Subject');
  await opened.reload();
  await says(opened, 'Fitted · optimum verified');
  expect(await formulaBox(opened).inputValue()).toBe(FORMULA);
  opened.excel.type('Sleep!A2', 349.56);
  await opened.excel.settled();
  expect(opened.excel.spill('Sleep!E2')[1][1]).not.toBeCloseTo(251.4051, 2);
});

test('formulas that Excel has not recognised compute again when the add-in starts, and the pane says which', async () => {
  const opened = await open();
  const { excel, pane, shot } = opened;
  excel.type('Sleep!E1', `=LMER.STAT(A1:C181,"${FORMULA}","criterion")`);
  await excel.settled();
  excel.reopen((formula) => formula.replace('LMER.STAT', '_xldudf_LMER_STAT'));
  await excel.settled();
  expect(excel.value('Sleep!E1')).toEqual({ error: '#NAME?' });
  await opened.reload();
  await pane
    .getByText('1 formula of Cellmer showed #NAME? and was entered again: Sleep!E1.', { exact: true })
    .waitFor();
  await excel.settled();
  expect(excel.value('Sleep!E1')).toBeCloseTo(golden.criterion, 6);
  await shot('healed');
  await pane.getByRole('button', { name: 'Close' }).click();
  await pane.getByText('#NAME?').waitFor({ state: 'detached' });
});

test('the keyboard alone is enough, though office.js moves the focus in its own way', async () => {
  const opened = await open();
  const { excel, pane, page, frame } = opened;
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  /** Tabs until the focus is on what is named so. */
  const tabTo = async (name: RegExp) => {
    for (let i = 0; i < 60; i++) {
      await press('Tab');
      const label = await frame().evaluate(() => {
        const at = document.activeElement as HTMLInputElement;
        return at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent ?? '';
      });
      if (name.test(label)) return;
    }
    throw new Error(`the focus never comes to ${String(name)}`);
  };
  await pane.getByRole('tab', { name: 'Model' }).focus();
  await tabTo(/^Use selection/);
  await press('Enter');
  await pane.getByText('180 rows used, 0 dropped').waitFor();
  await pane.getByRole('tab', { name: 'Model' }).focus();
  await tabTo(/^Add a fixed effect/);
  await press('Enter');
  await pane.getByRole('menuitem', { name: 'Days' }).waitFor();
  await press('Enter');
  await pane.getByRole('button', { name: 'Fixed effect Days' }).waitFor();
  await tabTo(/^Days$/);
  await press('Space');
  expect(await formulaBox(opened).inputValue()).toBe(FORMULA);
  await press('Control+Enter');
  await says(opened, 'Fitted · optimum verified');
  await pane.getByRole('tab', { name: 'Model' }).focus();
  await press('ArrowRight', 'Enter');
  await expect.poll(() => criterion(opened)).toBe('1743.63');
  await pane.getByText('55 × 8 cells, free').waitFor();
  await tabTo(/^Insert live formulas/);
  await press('Enter');
  await pane.getByText('Inserted at Sleep!E1').waitFor();
  await excel.settled();
  expect(excel.spill('Sleep!E2')[1][1]).toBeCloseTo(251.4051, 4);
});

test('a click on a cell of a spilled result opens its model', async () => {
  const opened = await fitted();
  const { excel, pane } = opened;
  excel.type('Sleep!E1', '=LMER.FIXEF(A1:C181, "Reaction ~ Days + (1 | Subject)", "ML")');
  await excel.settled();
  await pane.getByRole('tab', { name: 'Model' }).click();
  excel.select('Sleep!F2');
  await pane.getByText('Opened from Sleep!E1').waitFor();
  expect(await formulaBox(opened).inputValue()).toBe('Reaction ~ Days + (1 | Subject)');
  await says(opened, 'Fitted · optimum verified');
});

test('a plot is laid beside the data as a picture, and goes again', async () => {
  const opened = await fitted();
  const { excel, pane } = opened;
  await pane.getByRole('tab', { name: 'Plots' }).click();
  await pane.getByRole('button', { name: 'Insert picture' }).first().click();
  await expect.poll(() => excel.sheet('Sleep').pictures.length).toBe(1);
  const [picture] = excel.sheet('Sleep').pictures;
  expect(picture.left).toBeGreaterThanOrEqual(3 * 48);
  expect(picture.description).not.toBe('');
  await pane.getByRole('button', { name: 'Undo' }).first().click();
  await expect.poll(() => excel.sheet('Sleep').pictures.length).toBe(0);
});

test('an example brings its sheet with formulas that Excel computes', async () => {
  const opened = await open();
  const { excel, pane, shot } = opened;
  await pane.getByRole('button', { name: 'Examples' }).click();
  await pane.getByRole('menuitem', { name: /^Machines/ }).click();
  await pane.getByText('54 rows used, 0 dropped').waitFor();
  await says(opened, 'Fitted · optimum verified');
  await excel.settled();
  expect(excel.workbook.active.name).toBe('Machines');
  expect(excel.value('Machines!E7')).toBe('score ~ Machine + (0 + Machine | Worker)');
  expect(excel.spill('Machines!E7').length).toBeGreaterThan(10);
  await shot('example');
});

test('what stands in the data never becomes a formula or a picture of it', async () => {
  const names = ['=HYPERLINK("x")', '<img src=x onerror=alert(1)>', '+cmd', 'שלום 😀', 'group'];
  const rows = Array.from({ length: 24 }, (_, i) => [
    Math.sin(i * 1.7) * 3 + i / 8,
    i % 4,
    Math.cos(i),
    i % 3,
    `'${['=1+1', '+cmd', '@x', '-y', '-1', '"q"', '&amp;', 'x'][Math.floor(i / 3)]}`,
  ]);
  const opened = await open({ sheets: { "It's": [names.map((name) => `'${name}`), ...rows] } });
  const { excel, pane } = opened;
  await pane.getByRole('button', { name: 'Use selection' }).click();
  for (const name of names.slice(1, 4)) {
    await pane.getByRole('button', { name: 'Add a fixed effect' }).click();
    await pane.getByRole('menuitem', { name, exact: true }).click();
  }
  await pane
    .locator(FOOT)
    .getByText(/^Fitted/)
    .waitFor();
  expect(await pane.locator('.cm-pane img').count()).toBe(0);
  await pane.getByRole('tab', { name: 'Results' }).click();
  await pane.getByRole('checkbox', { name: 'Group effects' }).click();
  const insert = async (how: string) => {
    await pane.getByRole('button', { name: how }).click();
    await pane.getByText("Inserted at 'It''s'!G1").waitFor();
    await excel.settled();
    return excel.block("'It''s'!G1:O80").flat();
  };
  const written = await insert('Insert values');
  for (const text of ['+cmd', '@x', '=1+1']) expect(written).toContain(text);
  expect([...excel.sheet("It's").formulas.keys()]).toEqual([]);
  await pane.getByRole('button', { name: 'Undo' }).click();
  await pane.getByText(/cells, free$/).waitFor();
  const live = await insert('Insert live formulas');
  for (const text of ['+cmd', '@x', '=1+1']) expect(live).toContain(text);
});

test('every plot and a study are drawn, and their pictures and formulas come into the sheet', async () => {
  const opened = await fitted();
  const { excel, pane, page, shot } = opened;
  await pane.getByRole('tab', { name: 'Plots' }).click();
  for (const name of ['Shrinkage', 'Caterpillar', 'Data', 'Residuals', 'Normal QQ', 'Profile']) {
    await pane.getByRole('radio', { name, exact: true }).check({ force: true });
    await pane.locator('.cm-plot-picture > svg').first().waitFor();
    await pane.locator('.cm-waiting, .cm-plotold').first().waitFor({ state: 'detached' });
  }
  await pane.getByRole('button', { name: 'Insert picture' }).first().click();
  await pane.getByText(/^Inserted at Sleep!/).waitFor();
  expect(excel.sheet('Sleep').pictures.length).toBe(1);
  expect(excel.sheet('Sleep').pictures[0].description).not.toBe('');
  await shot('plots');

  const workers = () => page.workers().map((worker) => worker.url());
  const before = workers();
  await pane.getByRole('tab', { name: 'Likelihood' }).click();
  await pane.getByRole('combobox', { name: 'Density' }).click();
  await pane.getByRole('option', { name: 'Gamma', exact: true }).click();
  await pane.getByRole('group', { name: 'Estimates' }).getByText('rate').waitFor();
  await says(opened, 'Maximum found');
  // A study is a question like any other, and needs no worker of its own.
  expect(workers().filter((url) => !before.includes(url))).toEqual([]);
  await pane.getByRole('button', { name: 'Insert live formulas' }).click();
  await pane.getByText(/^Inserted at Sleep!/).waitFor();
  await excel.settled();
  expect([...excel.sheet('Sleep').formulas.keys()].length).toBeGreaterThan(0);
  await shot('study');
});

describe('where something is in the way', () => {
  test('an Excel that never answers leaves a pane that says so and can be begun with', async () => {
    const opened = await open({ prepare: ({ faults }) => (faults.isSilent = true) });
    const { excel, pane, shot } = opened;
    await pane.getByText('The workbook has not answered yet.').waitFor();
    await shot('silent');
    excel.faults.isSilent = false;
    await pane.getByRole('button', { name: 'Choose a range…' }).click();
    await pane.getByRole('textbox', { name: 'Range with the data' }).fill('Sleep!A1:C181');
    await pane.getByRole('button', { name: 'Use range' }).click();
    await formulaBox(opened).fill(FORMULA);
    await says(opened, 'Fitted · optimum verified');
  });

  test('a protected sheet is said to be one, and what is on it stays', async () => {
    const opened = await fitted();
    opened.excel.protect('Sleep');
    await opened.pane.getByRole('button', { name: 'Insert values' }).click();
    await opened.pane.getByText('This sheet is protected').waitFor();
    await opened.shot('protected');
    expect(opened.excel.value('Sleep!E1')).toBeNull();
  });

  test('a cell that is being edited is waited for in words, and then it works', async () => {
    const opened = await fitted();
    await opened.pane.getByText('55 × 8 cells, free').waitFor();
    opened.excel.faults.isEditing = true;
    await opened.pane.getByRole('button', { name: 'Insert values' }).click();
    await opened.pane.getByText('Excel is waiting for a cell that is being edited').waitFor();
    opened.excel.faults.isEditing = false;
    await opened.pane.getByRole('button', { name: 'Insert values' }).click();
    await opened.pane.getByText('Inserted at Sleep!E1').waitFor();
    expect(opened.excel.value('Sleep!F3')).toBeCloseTo(251.4051, 4);
  });

  test('a slow Excel is slow and nothing else', async () => {
    const opened = await open();
    opened.excel.faults.delay = 400;
    await opened.pane.getByRole('button', { name: 'Use selection' }).click();
    await formulaBox(opened).fill(FORMULA);
    await says(opened, 'Fitted · optimum verified');
    opened.excel.type('Sleep!E1', '=LMER.STAT(A1:C181,"Reaction ~ Days + (Days | Subject)","REMLcrit")');
    await opened.excel.settled();
    expect(opened.excel.value('Sleep!E1')).toBeCloseTo(1743.6282719585, 6);
  });

  test('blanks that arrive as zeros are dropped all the same', async () => {
    const opened = await open({ blanks: 'zero' });
    opened.excel.type('Sleep!B7', '');
    opened.excel.type('Sleep!E1', `=LMER.STAT(A1:C181,"${FORMULA}","n")`);
    await opened.excel.settled();
    expect(opened.excel.value('Sleep!E1')).toBe(179);
  });
});

describe('an older Excel', () => {
  test('of 2019 fits and inserts', async () => {
    const opened = await fitted({ requirements: EXCEL_2019 });
    await opened.pane.getByRole('button', { name: 'Insert values' }).click();
    await opened.pane.getByText('Inserted at Sleep!E1').waitFor();
    expect(opened.excel.value('Sleep!F3')).toBeCloseTo(251.4051, 4);
  });

  test('that is too old is told so at the top of the page', async () => {
    const { pane, shot } = await open({ requirements: { ExcelApi: '1.7' } });
    await pane.getByText('Cellmer needs Excel 2021').waitFor();
    await shot('unsupported');
  });

  test('that is too old is told so in the dark as well', async () => {
    const { pane, page, shot } = await open({ requirements: { ExcelApi: '1.7' }, colorScheme: 'dark' });
    await pane.getByRole('alert').waitFor();
    await shot('unsupported-dark');
    expect((await new AxeBuilder({ page }).include('iframe').analyze()).violations).toEqual([]);
  });
});
