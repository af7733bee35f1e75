import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../scripts/install.mjs';
import { goTo, openWorkbench, type, valueOf, values, type OpenWorkbench } from './support/workbench';
import { FOOT } from './support/foot';

const SHOTS = join(root, '.cache/shots');

let workbench: OpenWorkbench;
beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true });
  workbench = await openWorkbench();
});
afterAll(() => workbench?.close());

const FORMULA = 'Reaction ~ Days + (Days | Subject)';

test('somebody who has never seen a formula has the sleep study in the sheet with six clicks, in tables, a chart and sentences that follow the data', async () => {
  const { page, complaints } = workbench;
  const begun = Date.now();
  let clicks = 0;
  const click = async (target: Locator): Promise<void> => {
    await target.click();
    clicks++;
  };
  // The first cell of the data is selected when the workbench opens.
  await click(page.getByRole('button', { name: /^Use selection/ }));
  await click(page.getByRole('button', { name: 'Add a fixed effect' }));
  await click(page.getByRole('menuitem', { name: 'Days' }));
  await click(page.getByRole('checkbox', { name: 'Days' }));
  await page.locator(FOOT, { hasText: 'Fitted · optimum verified' }).waitFor();
  expect(await page.getByRole('textbox', { name: 'Model formula' }).inputValue()).toBe(FORMULA);
  await click(page.getByRole('tab', { name: 'Results' }));
  await page.getByText(/ cells, free$/).waitFor();
  const target = await page.getByRole('textbox', { name: 'Target cell' }).inputValue();
  await click(page.getByRole('button', { name: 'Insert live formulas' }));
  await page.getByText(`Inserted at ${target}`).waitFor();
  expect(clicks).toBe(6);
  // Most of a minute is left for reading.
  expect(Date.now() - begun).toBeLessThan(30_000);
  // The fixed effects: a title, a header, then the intercept and the slope with their estimates.
  const [, column] = /!([A-Z]+)1$/.exec(target)!;
  const next = column.slice(0, -1) + String.fromCharCode(column.charCodeAt(column.length - 1) + 1);
  const block = () => values(page, `${column}3:${next}4`);
  await expect.poll(block).toEqual([
    ['(Intercept)', expect.closeTo(251.4051, 4)],
    ['Days', expect.closeTo(10.46729, 4)],
  ]);
  // Below them the line of the population as a chart, and what both say in a sentence.
  const drawing = page.locator('.wb-chart .wb-chart-picture > svg');
  await drawing.waitFor();
  expect(await page.locator('.wb-chart').getAttribute('aria-label')).toMatch(/^Data and fitted lines\. /);
  const sentences = async () => (await values(page, `${column}12:${column}45`)).flat().join(' ');
  await expect.poll(sentences).toContain('Reaction rose with Days, b = 10.47');
  await page.screenshot({ path: join(SHOTS, 'newcomer-inserted.png') });
  const before = await drawing.innerHTML();
  await type(page, 'A2', '349.56');
  await expect.poll(async () => (await block())[0][1]).not.toBeCloseTo(251.4051, 2);
  await expect.poll(() => drawing.innerHTML()).not.toBe(before);
  await expect.poll(sentences).not.toContain('b = 10.47');
  await type(page, 'A2', '249.56');
  await expect.poll(sentences).toContain('b = 10.47');
  expect(complaints).toEqual([]);
});

test('all formulas are replaced by their values, and come back', async () => {
  const { page, complaints } = workbench;
  const area = 'E1:R12';
  const shown = await values(page, area);
  const sheets = ["'Wheat'!D1:M30", 'Likelihood!A1:M40'];
  const others = await Promise.all(sheets.map((range) => values(page, range)));
  expect(shown.flat().filter((cell) => cell !== '').length).toBeGreaterThan(20);
  await page.getByRole('button', { name: 'replace all of them by their values.' }).click();
  const told = page.getByText(/ formulas replaced by values\./);
  await told.waitFor();
  const count = Number(/(\d+) formulas/.exec((await told.textContent())!)![1]);
  expect(count).toBeGreaterThan(3);
  expect(await values(page, area)).toEqual(shown);
  expect(await Promise.all(sheets.map((range) => values(page, range)))).toEqual(others);

  // A change of the data moves nothing any more.
  const before = await valueOf(page, 'F9');
  await goTo(page, 'A2');
  await page.keyboard.type('400');
  await page.keyboard.press('Enter');
  await expect.poll(() => valueOf(page, 'A2')).toBe(400);
  // A formula that is calculated after it: all that would move has moved then.
  await type(page, 'Z1', '=2*A2');
  await expect.poll(() => valueOf(page, 'Z1')).toBe(800);
  expect(await values(page, area)).toEqual(shown);

  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect.poll(() => valueOf(page, 'F9')).not.toBe(before);
  await goTo(page, 'A2');
  await page.keyboard.type('249.56');
  await page.keyboard.press('Enter');
  await expect.poll(() => values(page, area)).toEqual(shown);
  expect(complaints).toEqual([]);
});
