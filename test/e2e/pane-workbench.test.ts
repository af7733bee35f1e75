import { afterAll, beforeAll, expect, test } from 'vitest';
import { goTo, openWorkbench, valueOf, tabTo, type, type OpenWorkbench } from './support/workbench';
import { FOOT } from './support/foot';

const FORMULA = 'Reaction ~ Days + (Days | Subject)';

let workbench: OpenWorkbench;
beforeAll(async () => {
  workbench = await openWorkbench();
});
afterAll(() => workbench?.close());

test('the sleep study is modelled by keyboard in the pane, inserted as live formulas, and follows an edit', async () => {
  const { page, complaints } = workbench;
  await goTo(page, 'A1');
  await page.getByRole('tab', { name: 'Model' }).focus();
  await tabTo(page, /^Use selection/);
  await page.keyboard.press('Enter');
  await page.getByText('180 rows used, 0 dropped').waitFor();
  await page.getByRole('tab', { name: 'Model' }).focus();
  await tabTo(page, /^Add a fixed effect/);
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Days' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Fixed effect Days' }).waitFor();
  await tabTo(page, /^Days$/);
  await page.keyboard.press('Space');
  expect(await page.getByRole('textbox', { name: 'Model formula' }).inputValue()).toBe(FORMULA);
  await page.keyboard.press('Control+Enter');
  await page.locator(FOOT).getByText('Fitted · optimum verified').waitFor();

  await page.getByRole('tab', { name: 'Model' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const criterion = page.locator('.cm-stats dd').first();
  await expect.poll(() => criterion.textContent()).toBe('1743.63');
  // The first sheet has formulas of its own beside the data: the first place with room is further to the right.
  await page.getByText('55 × 8 cells, free').waitFor();
  const target = await page.getByRole('textbox', { name: 'Target cell' }).inputValue();
  expect(target).toMatch(/^'Sleep study'![A-Z]+1$/);
  await tabTo(page, /^Insert live formulas/);
  await page.keyboard.press('Enter');
  await page.getByText(`Inserted at ${target}`).waitFor();

  // A cell that depends on the spilled intercept, one column to the right of the target and two rows below.
  const column = target.split('!')[1].replace('1', '');
  await type(page, 'E200', `=INDEX(${column}3:${nextColumn(column)}3, 1, 2)`);
  const intercept = async () => Number(await valueOf(page, 'E200'));
  await expect.poll(intercept).toBeCloseTo(251.4051, 3);
  await type(page, 'A2', '349.56');
  await expect.poll(() => criterion.textContent()).not.toBe('1743.63');
  await expect.poll(intercept).toBeGreaterThan(252);
  await type(page, 'A2', '249.56');
  await expect.poll(() => criterion.textContent()).toBe('1743.63');
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await page.getByText('55 × 8 cells, free').waitFor();
  expect(complaints).toEqual([]);
});

test('results leave the pane with their data, and come back with them', async () => {
  const { page, complaints } = workbench;
  const result = page.getByText(/^Fitted by REML in/);
  await result.waitFor();
  await goTo(page, 'A1:C181');
  await page.keyboard.press('Delete');
  await page.getByText(/^the data are empty/).waitFor();
  expect(await page.getByRole('tab', { name: 'Compare' }).isDisabled()).toBe(true);
  await page.keyboard.press('Control+z');
  await result.waitFor();
  expect(complaints).toEqual([]);
});

test('a cell beyond the edge of the sheet is there for whoever goes to it', async () => {
  const { page, complaints } = workbench;
  await type(page, 'BZ3000', '=6*7');
  expect(await valueOf(page, 'BZ3000')).toBe(42);
  expect(complaints).toEqual([]);
});

/** `X` to `Y`; enough for columns whose last letter is not Z. */
function nextColumn(column: string): string {
  return column.slice(0, -1) + String.fromCharCode(column.charCodeAt(column.length - 1) + 1);
}
