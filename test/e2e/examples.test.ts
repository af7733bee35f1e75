import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkbench, valueOf, type OpenWorkbench } from './support/workbench';

let workbench: OpenWorkbench;
beforeAll(async () => {
  workbench = await openWorkbench();
});
afterAll(() => workbench?.close());

test('an example comes with its sheet, its analysis and its model; a click on the analysis opens the model again', async () => {
  const { page, complaints } = workbench;
  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('menuitem', { name: /^Machines/ }).click();
  await page.getByText('Example on sheet Machines').waitFor();
  await page.getByText('54 rows used, 0 dropped').waitFor();
  const formula = page.getByRole('textbox', { name: 'Model formula' });
  expect(await formula.inputValue()).toBe('score ~ Machine + (0 + Machine | Worker)');
  await expect
    .poll(() => valueOf(page, 'Machines!E4'), { timeout: 20_000 })
    .toBe('score ~ Machine + (0 + Machine | Worker)');
  await formula.fill('score ~ Machine + (1 | Worker)');
  await page.evaluate(() => window.cellmer!.read('Machines!E4'));
  const nameBox = page.locator('[data-u-comp="defined-name"] input, input.univer-size-full').first();
  // A cell inside of the spilled block, not the one with the formula.
  await nameBox.fill('F9');
  await nameBox.press('Enter');
  await page.getByText('Opened from Machines!E4').waitFor({ timeout: 10_000 });
  expect(await formula.inputValue()).toBe('score ~ Machine + (0 + Machine | Worker)');
  await page.getByRole('button', { name: 'Back to the model before' }).click();
  await expect.poll(() => formula.inputValue()).toBe('score ~ Machine + (1 | Worker)');
  expect(complaints).toEqual([]);
});
