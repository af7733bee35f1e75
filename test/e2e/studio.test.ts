import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CellMatrix } from '../../src/index';
import { example } from '../taskpane/data';
import {
  startHarness,
  type HarnessBrowser,
  type OpenOptions,
  type PanePage,
} from '../taskpane/harness/browser';

const sheets: Record<string, CellMatrix> = {
  Sleep: example('sleepstudy'),
  Cbpp: example('cbpp'),
};

let harness: HarnessBrowser;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness?.close());

/** Takes the whole sheet as the data of the pane. */
async function takeData(page: Page, sheet: string, cells: CellMatrix): Promise<void> {
  const range = { sheet, row: 0, column: 0, rows: cells.length, columns: cells[0].length };
  await page.evaluate((all) => window.harness.host.userSelects(all), range);
  await page.getByRole('button', { name: 'Use selection' }).click();
}

/** Opens the studio, with the data of a sheet where one is named. */
async function openStudio(sheet: string | null, options: Partial<OpenOptions> = {}): Promise<PanePage> {
  const all = options.sheets ?? sheets;
  const pane = await harness.open({ sheets: all, ...options });
  if (sheet) await takeData(pane.page, sheet, all[sheet]);
  await pane.page.getByRole('tab', { name: 'Likelihood' }).click();
  await pane.page.locator('.cm-lcard').waitFor();
  return pane;
}

const says = (page: Page, status: string) =>
  page.locator('.cm-foot-text').getByText(status, { exact: true }).waitFor();
const estimates = (page: Page) => page.getByRole('group', { name: 'Estimates' });
const reading = (page: Page) => page.locator('.cm-read').textContent();
async function choose(page: Page, list: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: list }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

describe.each([
  [300, 'dark'],
  [300, 'light'],
  [420, 'dark'],
  [420, 'light'],
] as const)('%i px wide, %s', (width, theme) => {
  test('the studio shows 5 of 30 without any data', async () => {
    const { page, axe, shot, errors } = await openStudio(null, { width, theme });
    const text = await page.locator('.cm-ivs').textContent();
    // Likelihood and Wald intervals of the lecture's 5 of 30.
    expect(text).toContain('0.063 to 0.325');
    expect(text).toContain('0.033 to 0.300');
    await says(page, 'Maximum found');
    expect(await page.locator('.cm-body').evaluate((body) => body.scrollWidth - body.clientWidth)).toBe(0);
    await shot('studio-binomial');
    expect(await axe()).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('a column of the data has two parameters, the other one at its best', async () => {
    const { page, axe, shot, errors } = await openStudio('Sleep', { width, theme });
    await choose(page, 'Density', 'Gamma');
    await estimates(page).getByText('rate').waitFor();
    await says(page, 'Maximum found');
    await shot('studio-gamma');
    await page.getByText('Likelihood', { exact: true }).first().click();
    await page.getByText('What optim() would say').click();
    await page.getByText('$convergence').waitFor();
    await shot('studio-gamma-likelihood');
    expect(await axe()).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('a density that is typed shows its error where it is', async () => {
    const { page, axe, shot, errors } = await openStudio('Sleep', { width, theme });
    await choose(page, 'Density', 'Type your own…');
    const box = page.getByRole('textbox', { name: 'Log-density of a row' });
    await box.fill('dnorm(Reaction, a + b*Days, s, log = TRUE');
    await page.getByRole('alert').waitFor();
    await shot('studio-own-error');
    expect(await axe()).toEqual([]);
    await box.fill('dnorm(Reaction, a + b*Days, s, log = TRUE)');
    await estimates(page).getByText('10.467').waitFor();
    await says(page, 'Maximum found');
    await shot('studio-own');
    expect(await axe()).toEqual([]);
    expect(errors).toEqual([]);
  });
});

test('0 of 3 is at the end of the parameter, said in words', async () => {
  const { page, axe, shot } = await openStudio(null);
  await page.getByRole('textbox', { name: 'Successes' }).fill('0');
  await page.getByRole('textbox', { name: 'Trials' }).fill('3');
  await says(page, 'Maximum on the boundary');
  await page.getByText(/^The likelihood is highest at p = 0, the end of what p can be/).waitFor();
  expect(await page.locator('.cm-ivs').textContent()).toContain('none: there is no standard error');
  await shot('studio-boundary');
  expect(await axe()).toEqual([]);
});

test('impossible counts are refused with a sentence, and the last curve stays', async () => {
  const { page } = await openStudio(null);
  await page.getByRole('textbox', { name: 'Successes' }).fill('31');
  await page.getByRole('alert').getByText('There are 31 successes in 30 trials').waitFor();
  await says(page, 'The density needs a fix');
  await page.locator('.cm-lstale').waitFor();
  await page.getByRole('textbox', { name: 'Successes' }).fill('50');
  await page.getByRole('textbox', { name: 'Trials' }).fill('300');
  await estimates(page).getByText('0.0215').waitFor();
});

void reading;
