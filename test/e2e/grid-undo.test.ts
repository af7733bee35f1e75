import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fitSleepStudy, goTo, openWorkbench, type, valueOf, type OpenWorkbench } from './support/workbench';

let workbench: OpenWorkbench;
let page: Page;
beforeAll(async () => {
  workbench = await openWorkbench();
  page = workbench.page;
});
afterAll(() => workbench?.close());

const paneUndo = () => page.locator('.wb-side').getByRole('button', { name: 'Undo' }).last();
const chart = () => page.locator('.wb-chart');

async function inGrid(key: 'Control+z' | 'Control+y' | 'Control+b', cell = 'A1'): Promise<void> {
  await goTo(page, cell);
  await page.waitForFunction(() => document.activeElement?.getAttribute('contenteditable') === 'true');
  await page.keyboard.press(key);
}

/** Inserts the chosen blocks and gives the cell of the first title and that of the intercept, one to the right and two below. */
async function insertTables(): Promise<{ title: string; intercept: string }> {
  await page.getByRole('tab', { name: 'Results' }).click();
  await page.getByRole('button', { name: /^Insert live formulas/ }).click();
  const inserted = page.getByText(/^Inserted at 'Sleep study'!/);
  await inserted.waitFor();
  const title = (await inserted.textContent())!.replace(/^.*!/, '');
  const column = title.replace(/\d+$/, '');
  const next = column.slice(0, -1) + String.fromCharCode(column.charCodeAt(column.length - 1) + 1);
  return { title, intercept: `${next}3` };
}

test('a formula stays when its cell is made bold, that is taken back and comes again', async () => {
  await type(page, 'E192', '4');
  await type(page, 'E193', '=E192*2');
  await expect.poll(() => valueOf(page, 'E193')).toBe(8);
  await inGrid('Control+b', 'E193');
  await inGrid('Control+z');
  await inGrid('Control+y');
  await type(page, 'E192', '5');
  await expect.poll(() => valueOf(page, 'E193')).toBe(10);
});

test('tables and their chart that the pane inserts go with one Ctrl+Z of the grid, and come again with one Ctrl+Y', async () => {
  await fitSleepStudy(page);
  await type(page, 'E190', 'before');
  const { title, intercept } = await insertTables();
  await expect.poll(() => valueOf(page, intercept)).toBeCloseTo(251.405, 3);
  expect(await chart().count()).toBe(1);
  await inGrid('Control+z');
  await expect.poll(() => valueOf(page, title)).toBe('');
  await expect.poll(() => valueOf(page, intercept)).toBe('');
  await expect.poll(() => chart().count()).toBe(0);
  expect(await valueOf(page, 'E190')).toBe('before');
  await inGrid('Control+y');
  await expect.poll(() => valueOf(page, title)).not.toBe('');
  await expect.poll(() => valueOf(page, intercept)).toBeCloseTo(251.405, 3);
  await expect.poll(() => chart().count()).toBe(1);
  await paneUndo().click();
  await expect.poll(() => valueOf(page, title)).toBe('');
  await inGrid('Control+z');
  await expect.poll(() => valueOf(page, 'E190')).toBe('');
  expect(workbench.complaints).toEqual([]);
});

test('after the Ctrl+Z of the grid the pane takes nothing back that has been typed since', async () => {
  const { title } = await insertTables();
  await expect.poll(() => valueOf(page, title)).not.toBe('');
  await inGrid('Control+z');
  await expect.poll(() => valueOf(page, title)).toBe('');
  await type(page, title, 'mine');
  await paneUndo().click();
  await page.getByText(/^Inserted at/).waitFor({ state: 'detached' });
  expect(await valueOf(page, title)).toBe('mine');
  await inGrid('Control+z');
  await expect.poll(() => valueOf(page, title)).toBe('');
});

/** Inserts a live chart and gives the cell of the first title. */
async function insertChart(): Promise<string> {
  await page.getByRole('tab', { name: 'Plots' }).click();
  await page.getByRole('radio', { name: 'Caterpillar', exact: true }).check({ force: true });
  await page.getByRole('button', { name: 'Insert live chart' }).click();
  const inserted = page.getByText(/^Inserted at 'Sleep study'!/);
  await inserted.waitFor();
  await chart().waitFor();
  return (await inserted.textContent())!.replace(/^.*!/, '');
}

test('a live chart goes with its formulas in one Ctrl+Z, and comes again with them', async () => {
  const cell = await insertChart();
  await expect.poll(() => valueOf(page, cell)).toMatch(/^Effects of Subject/);
  await inGrid('Control+z');
  await expect.poll(() => chart().count()).toBe(0);
  await expect.poll(() => valueOf(page, cell)).toBe('');
  await inGrid('Control+y');
  await expect.poll(() => valueOf(page, cell)).toMatch(/^Effects of Subject/);
  await expect.poll(() => chart().count()).toBe(1);
  await inGrid('Control+z');
  await expect.poll(() => valueOf(page, cell)).toBe('');
  await expect.poll(() => chart().count()).toBe(0);
  expect(workbench.complaints).toEqual([]);
});

test('a chart comes where one was that the Ctrl+Z of the grid has taken away', async () => {
  const cell = await insertChart();
  await expect.poll(() => valueOf(page, cell)).toMatch(/^Effects of Subject/);
  await goTo(page, cell);
  const place = await chart().boundingBox();
  await inGrid('Control+z');
  await expect.poll(() => chart().count()).toBe(0);
  expect(await insertChart()).toBe(cell);
  await goTo(page, cell);
  await expect.poll(() => chart().boundingBox()).toEqual(place);
});
