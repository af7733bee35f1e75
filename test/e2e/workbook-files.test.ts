import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../scripts/install.mjs';
import {
  newWorkbook,
  openFile,
  openWorkbench,
  saveFile,
  type,
  valueOf,
  values,
  type OpenWorkbench,
} from './support/workbench';

const FOLDER = join(root, '.cache', 'shots');
/** Everything on the two sheets that a newcomer sees. */
const SHEETS = ["'Sleep study'!A1:W190", 'Wheat!A1:V60'];

let workbench: OpenWorkbench;
let page: Page;

beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  workbench = await openWorkbench();
  page = workbench.page;
});
afterAll(() => workbench?.close());

async function saveAndReopen(): Promise<void> {
  const file = join(FOLDER, 'workbook-files.xlsx');
  await saveFile(page, file);
  await newWorkbook(page);
  await openFile(page, file);
}

async function everything(): Promise<unknown[]> {
  return Promise.all(SHEETS.map((range) => values(page, range)));
}

test('the first workbook comes back from a file with every value to the last digit, on both sheets', async () => {
  // The last formulas of the second sheet have been calculated as well.
  await expect.poll(() => valueOf(page, 'Wheat!N27')).not.toBe('');
  const before = await everything();
  expect(before.flat(2).filter((cell) => cell !== '').length).toBeGreaterThan(900);
  await saveAndReopen();
  await expect.poll(everything, { timeout: 60_000 }).toEqual(before);
});

test('a block of a reopened workbook grows with its data and shrinks again', async () => {
  // RANEF on the right has one row for each subject below its header.
  const groups = async () => (await values(page, 'R6:U30')).filter(([, subject]) => subject !== '').length;
  await expect.poll(groups).toBe(18);
  await type(page, 'C181', 'new');
  await expect.poll(groups).toBe(19);
  await type(page, 'C181', "'372");
  await expect.poll(groups).toBe(18);
});

test('what is in the way of a block is not lost in a file', async () => {
  await type(page, 'F41', '0.1');
  await type(page, 'E40', '=LMER.FIXEF(A1:C181, "Reaction ~ Days + (Days | Subject)")');
  await expect.poll(() => valueOf(page, 'E40')).toBe('#SPILL!');
  await saveAndReopen();
  await expect.poll(() => valueOf(page, 'F41')).toBe(0.1);
  await expect.poll(() => valueOf(page, 'E40')).toBe('#SPILL!');
  expect(workbench.complaints).toEqual([]);
});
