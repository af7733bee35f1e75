import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkbench, valueOf, values, type OpenWorkbench } from './support/workbench';
import { FOOT } from './support/foot';

let workbench: OpenWorkbench;
beforeAll(async () => {
  workbench = await openWorkbench();
});
afterAll(() => workbench?.close());

/** Of each example: its sheet, the area of the results, and some of them by place: numbers of lme4, glm() and the lecture. */
const SHEETS: readonly [menu: RegExp, sheet: string, area: string, results: Record<string, number>][] = [
  // Estimates, and the last standard error of the last driver.
  [/^Sleep study/, 'Sleep study 2', 'E1:T63', { F12: 251.4051, F13: 10.46729 }],
  // By REML, moments and shrinkage: the variance between regions is the same.
  [/^Wheat yields/, 'Wheat yields', 'D1:S83', { F16: 0.384077, E51: 0.384077, E79: 0.384077 }],
  // The means of nitrogen and of varieties, and the first difference of each: numbers of emmeans.
  [/^Oats/, 'Oats', 'F1:Y60', { G8: 79.38889, G21: -19.5, G36: 104.5, G49: -5.291667 }],
  [/^Dairy cows/, 'Dairy cows, a crossover trial', 'F1:Y40', { G8: 67.843908, G21: -1.243495 }],
  [/^Pastes/, 'Pastes', 'F1:Y63', { G12: 60.0533 }],
  [/^Dyestuff/, 'Dyestuff, simulated', 'D1:S83', { E12: 5.6656, E75: 0 }],
  // 99 of 842 animals, from the rows and from the totals; 61 of 278 in period 1.
  [/^Bovine/, 'Bovine pleuropneumonia', 'F1:P128', { G8: 99 / 842, N9: 99 / 842, N33: 61 / 278 }],
  [/^Schools/, 'Schools, simulated', 'J1:Y693', { K24: 12_974, K25: 684 }],
];

test.each(SHEETS)(
  '%s: the worked sheet has results everywhere, and errors nowhere',
  async (menu, sheet, area, results) => {
    const { page, complaints } = workbench;
    await page.getByRole('button', { name: 'Examples' }).click();
    await page.getByRole('menuitem', { name: menu }).click();
    await page.getByText(`Example on sheet ${sheet}`).waitFor();
    for (const [cell, value] of Object.entries(results))
      await expect.poll(() => valueOf(page, cell), { timeout: 60_000 }).toBeCloseTo(value, 4);
    const errors = async () =>
      (await values(page, area)).flat().filter((cell) => String(cell).startsWith('#'));
    await expect.poll(errors, { timeout: 60_000 }).toEqual([]);
    await page.locator(FOOT, { hasText: 'Fitted · ' }).waitFor();
    await page.locator('.wb-side').getByRole('button', { name: 'Undo' }).first().click();
    await page.getByRole('button', { name: 'Examples' }).waitFor();
    expect(complaints).toEqual([]);
  },
);

test('an example comes with its sheet, its analysis and its model; a click on the analysis opens the model again', async () => {
  // A page of its own: the grid measures the rows of a long sheet for a while, even once it is gone.
  await workbench.close();
  workbench = await openWorkbench();
  const { page, complaints } = workbench;
  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('menuitem', { name: /^Machines/ }).click();
  await page.getByText('Example on sheet Machines').waitFor();
  await page.getByText('54 rows used, 0 dropped').waitFor();
  const formula = page.getByRole('textbox', { name: 'Model formula' });
  expect(await formula.inputValue()).toBe('score ~ Machine + (0 + Machine | Worker)');
  await expect.poll(() => valueOf(page, 'Machines!E7')).toBe('score ~ Machine + (0 + Machine | Worker)');
  await formula.fill('score ~ Machine + (1 | Worker)');
  await page.evaluate(() => window.cellmer!.read('Machines!E7'));
  const nameBox = page.locator('[data-u-comp="defined-name"] input, input.univer-size-full').first();
  // A cell inside of the spilled block, not the one with the formula.
  await nameBox.fill('F12');
  await nameBox.press('Enter');
  await page.getByText('Opened from Machines!E7').waitFor({ timeout: 10_000 });
  expect(await formula.inputValue()).toBe('score ~ Machine + (0 + Machine | Worker)');
  await page.getByRole('button', { name: 'Back to the model before' }).click();
  await expect.poll(() => formula.inputValue()).toBe('score ~ Machine + (1 | Worker)');
  expect(complaints).toEqual([]);
});
