import { afterAll, beforeAll, expect, test } from 'vitest';
import { longestTask } from './support/longestTask';
import { goTo, openWorkbench, valueOf, type OpenWorkbench } from './support/workbench';
import { idle } from './support/still';
import { FOOT } from './support/foot';

let workbench: OpenWorkbench;
beforeAll(async () => {
  workbench = await openWorkbench();
});
afterAll(() => workbench?.close());

const sheets = () => workbench.page.locator('[data-u-comp="slide-tab-item"]').allTextContents();

async function insertSchools(): Promise<void> {
  const { page } = workbench;
  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('menuitem', { name: /^Schools/ }).click();
  await page.getByText('Example on sheet Schools, simulated').waitFor();
}

// In the computing time of the page's thread. The measuring of each row's height alone took more than a second.
const LONGEST = 250;

test('12,974 rows come onto a new sheet without holding the page up, and go again while it still works on them', async () => {
  const { page, complaints } = workbench;
  const before = await sheets();
  const inserting = await longestTask(page, async () => {
    await insertSchools();
    await page.locator(FOOT, { hasText: 'Fitted · ' }).waitFor({ timeout: 60_000 });
    await expect.poll(() => valueOf(page, 'K24'), { timeout: 60_000 }).toBe(12_974);
  });
  expect(inserting).toBeLessThan(LONGEST);
  expect(await valueOf(page, 'A12975')).not.toBe('');
  const undoing = await longestTask(page, async () => {
    await page.locator('.wb-side').getByRole('button', { name: 'Undo' }).first().click();
    await page.getByRole('button', { name: 'Examples' }).waitFor();
    await expect.poll(sheets).toEqual(before);
    await idle(page);
  });
  expect(undoing).toBeLessThan(LONGEST);
  expect(complaints).toEqual([]);
});

test("the spreadsheet's own undo takes the whole sheet away in one step, and its redo brings all of it back", async () => {
  const { page, complaints } = workbench;
  const before = await sheets();
  await insertSchools();
  await expect.poll(() => valueOf(page, 'K24'), { timeout: 60_000 }).toBe(12_974);
  const last = await valueOf(page, 'I12975');
  await goTo(page, 'A1');
  await page.keyboard.press('Control+z');
  await expect.poll(sheets).toEqual(before);
  await page.keyboard.press('Control+y');
  await expect.poll(sheets).toEqual([...before, 'Schools, simulated']);
  await goTo(page, 'A1');
  await page.locator('[data-u-comp="slide-tab-item"]').last().click();
  expect(await valueOf(page, 'I12975')).toBe(last);
  await expect.poll(() => valueOf(page, 'K24'), { timeout: 60_000 }).toBe(12_974);
  expect(complaints).toEqual([]);
});
