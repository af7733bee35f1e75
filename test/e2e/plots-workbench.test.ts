import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../scripts/install.mjs';
import { fitSleepStudy, openWorkbench, type OpenWorkbench } from './support/workbench';
import { stillPicture } from './support/still';

const SHOTS = join(root, '.cache/shots');

let workbench: OpenWorkbench;
beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true });
  workbench = await openWorkbench();
});
afterAll(() => workbench?.close());

test('a plot is laid over the sheet where cells are empty, and Undo takes it away', async () => {
  const { page, complaints } = workbench;
  await fitSleepStudy(page);
  await page.getByRole('tab', { name: 'Plots' }).click();
  await page.locator('.cm-plot-picture > svg').waitFor();
  const grid = () => stillPicture(page, { clip: { x: 60, y: 130, width: 900, height: 500 } });
  const insert = page.getByRole('button', { name: 'Insert picture' });
  await insert.click();
  const inserted = page.getByText(/^Inserted at 'Sleep study'![A-Z]+1$/);
  await inserted.waitFor();
  const withPicture = await grid();
  await page.screenshot({ path: join(SHOTS, 'workbench-picture.png') });
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await inserted.waitFor({ state: 'detached' });
  const without = await grid();
  await page.screenshot({ path: join(SHOTS, 'workbench-picture-undone.png') });
  expect(withPicture.equals(without)).toBe(false);
  // Inserted again it stands where it stood.
  await insert.click();
  await inserted.waitFor();
  await expect.poll(async () => (await grid()).equals(withPicture)).toBe(true);
  expect(complaints).toEqual([]);
});
