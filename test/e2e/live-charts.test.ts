import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../scripts/install.mjs';
import {
  fitSleepStudy,
  goTo,
  openWorkbench,
  saveFile,
  type,
  valueOf,
  type OpenWorkbench,
} from './support/workbench';

const SHOTS = join(root, '.cache/shots');

let workbench: OpenWorkbench;
let page: Page;
beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true });
  workbench = await openWorkbench();
  page = workbench.page;
});
afterAll(() => workbench?.close());

const chart = () => page.locator('.wb-chart');
const drawing = () => chart().locator('.wb-chart-picture > svg');
const drawn = async (): Promise<string> => ((await drawing().count()) === 1 ? drawing().innerHTML() : '');

async function fitSleep(): Promise<void> {
  await fitSleepStudy(page);
  await page.getByRole('tab', { name: 'Plots' }).click();
}

async function insertCaterpillar(): Promise<string> {
  await page.getByRole('radio', { name: 'Caterpillar', exact: true }).check({ force: true });
  await page.getByRole('button', { name: 'Insert live chart' }).click();
  const inserted = page.getByText(/^Inserted at 'Sleep study'!/);
  await inserted.waitFor();
  return (await inserted.textContent())!.replace(/^.*!/, '');
}

test('a chart of the groups lies over the sheet beside its formula, and both are taken back together', async () => {
  await fitSleep();
  const cell = await insertCaterpillar();
  await drawing().waitFor();
  await expect.poll(() => valueOf(page, cell)).toMatch(/^Effects of Subject/);
  await page.screenshot({ path: join(SHOTS, 'live-chart.png') });
  expect(await chart().getAttribute('aria-label')).toMatch(/^Caterpillar\. Departures in/);
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect.poll(() => chart().count()).toBe(0);
  await expect.poll(() => valueOf(page, cell)).toBe('');
});

test.each(['Data', 'Predictors', 'Spread', 'Normal QQ', 'Effects QQ', 'Leverage', 'Influence'])(
  '%s is a live chart too, all of it in view',
  async (name) => {
    await page.getByRole('radio', { name, exact: true }).check({ force: true });
    const insert = page
      .getByRole('button', { name: 'Insert live chart' })
      .and(page.locator(':not([aria-disabled="true"])'));
    await page.locator('.cm-waiting, .cm-plotold').first().waitFor({ state: 'detached' });
    await insert.click();
    await page.getByText(/^Inserted at 'Sleep study'!/).waitFor();
    const points = name === 'Influence' || name === 'Effects QQ' ? 18 : 180;
    const marks = drawing().locator('circle, path[transform^="translate"]');
    await expect.poll(() => marks.count()).toBeGreaterThanOrEqual(points);
    const [grid, own] = [
      await page.locator('.wb-grid canvas').first().boundingBox(),
      await chart().boundingBox(),
    ];
    expect(own!.x + own!.width).toBeLessThanOrEqual(grid!.x + grid!.width);
    // As wide as a picture, to the end of a cell, though the sheet is scrolled.
    expect(own!.width).toBeGreaterThanOrEqual(470);
    expect(own!.width).toBeLessThan(650);
    await page.screenshot({ path: join(SHOTS, `live-chart-${name.toLowerCase().replace(' ', '-')}.png`) });
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await expect.poll(() => chart().count()).toBe(0);
  },
);

test('a plot that no formulas say tells why it is no live chart', async () => {
  await page.getByRole('radio', { name: 'Histogram', exact: true }).check({ force: true });
  const insert = page.getByRole('button', { name: 'Insert live chart' });
  await expect.poll(() => insert.getAttribute('title')).toMatch(/^A chart of a sheet cannot count/);
  expect(await insert.getAttribute('aria-disabled')).toBe('true');
  await insert.click({ force: true });
  expect(await chart().count()).toBe(0);
});

test('a reaction time that changes moves the chart', async () => {
  await insertCaterpillar();
  await drawing().waitFor();
  const before = await drawn();
  await type(page, 'A10', '900');
  await goTo(page, 'Y1');
  await expect.poll(drawn).not.toBe('');
  await expect.poll(async () => (await drawn()) === before).toBe(false);
});

test('the chart is away on another sheet, and there again on its own', async () => {
  await page.getByText('Wheat', { exact: true }).click();
  await expect.poll(() => chart().count()).toBe(0);
  await page.getByText('Sleep study', { exact: true }).click();
  await goTo(page, 'Y1');
  await expect.poll(drawn).not.toBe('');
});

test('a saved chart is in the file with its cells, and follows them again when that is opened', async () => {
  const before = await drawn();
  const file = join(SHOTS, 'live-chart.xlsx');
  await saveFile(page, file);
  await page.getByRole('button', { name: 'New' }).click();
  await expect.poll(() => chart().count()).toBe(0);
  await page.getByLabel('Open a workbook').setInputFiles(file);
  await expect.poll(() => valueOf(page, 'A10')).toBe(900);
  await goTo(page, 'Y1');
  await expect.poll(drawn).toBe(before);
  await type(page, 'A10', '430.5853');
  await goTo(page, 'Y1');
  await expect.poll(async () => (await drawn()) === before).toBe(false);
  expect(workbench.complaints).toEqual([]);
});
