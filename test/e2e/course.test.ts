/** A homework from one end to the other, by the pane: handed out, done, handed in and graded. */

import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../scripts/install.mjs';
import { writeReceipt } from '../../src/index';
import { entriesOf, textOf } from '../../workbench/files/zip';
import { homework, LABELS, rightFor } from '../workbench/coursework/homework';
import {
  goTo,
  newWorkbook,
  openFile,
  openWorkbench,
  type,
  valueOf,
  type OpenWorkbench,
} from './support/workbench';

const FOLDER = join(root, '.cache', 'shots');
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

let workbench: OpenWorkbench;
let page: Page;
let key: Buffer;

beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  key = Buffer.from(await (await homework()).arrayBuffer());
  workbench = await openWorkbench();
  page = workbench.page;
});
afterAll(() => workbench?.close());

const courseTab = () => page.getByRole('tab', { name: 'Course' });

/** What a click on a button saves. */
async function savedBy(button: string): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 60_000 }),
    page.getByRole('button', { name: button, exact: true }).click(),
  ]);
  const path = join(FOLDER, 'course-saved');
  await download.saveAs(path);
  return { name: download.suggestedFilename(), bytes: readFileSync(path) };
}

async function open(name: string, buffer: Buffer): Promise<void> {
  await openFile(page, { name, mimeType: SPREADSHEET, buffer });
}

const receiptOf = (student: string): string =>
  writeReceipt({ assignment: 'HW3', version: '2', student, answers: new Map([[LABELS[0], [[10]]]]) });

async function expectAccessible(): Promise<void> {
  const { violations } = await new AxeBuilder({ page: page as never })
    .include('.cm-pane')
    .exclude('[data-tabster-dummy]')
    .analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

test('a homework is handed out, done, handed in and graded', async () => {
  await newWorkbook(page);
  expect(await courseTab().count()).toBe(0);
  await page.evaluate(() => void (location.hash = '#course'));
  await page.getByText('This workbook has neither questions to be answered nor a key.').waitFor();
  await page.screenshot({ path: join(FOLDER, 'course-nothing.png') });
  await expectAccessible();

  await open('HW3 key.xlsx', key);
  // Whoever has asked for the view has it in every workbook.
  await page.getByRole('heading', { name: 'Make hand-out' }).waitFor();
  await courseTab().click();
  await page.screenshot({ path: join(FOLDER, 'course-teacher.png') });
  await expectAccessible();
  const handOut = await savedBy('Make hand-out');
  expect(handOut.name).toBe('HW3.xlsx');

  await open('HW3.xlsx', handOut.bytes);
  const { mean } = rightFor('ada');
  await goTo(page, 'B2');
  await type(page, 'B2', 'ada');
  await expect.poll(() => valueOf(page, 'A5')).toBe(rightFor('ada').y[0]);
  await type(page, 'E5', '10');
  await type(page, 'E6', mean.toFixed(3));
  await courseTab().click();
  const handedIn = await savedBy('Save to hand in');
  expect(handedIn.name).toBe('HW3_ada.xlsx');
  await page.getByText('Saved as HW3_ada.xlsx.').waitFor();
  await page.getByText('Not answered: Standard deviation, Standard error, Method and Sum.').waitFor();
  const receipt = await page.locator('.cm-receipt').innerText();
  expect(receipt).toMatch(/^cellmer-receipt HW3 2 ada How%20many=10 Mean=/);
  await page.screenshot({ path: join(FOLDER, 'course-student.png') });
  await expectAccessible();

  await open('HW3 key.xlsx', key);
  await courseTab().click();
  await page
    .getByLabel('Who takes part')
    .setInputFiles({ name: 'roster.csv', mimeType: 'text/csv', buffer: Buffer.from('id\nada\nbob\n') });
  await page
    .getByLabel('What was handed in')
    .setInputFiles({ name: handedIn.name, mimeType: SPREADSHEET, buffer: handedIn.bytes });
  const others = [receipt.replace(' ada ', ' eve '), receiptOf('fay')];
  await page.getByLabel('Receipts, a text that has them').fill(others.join('\n'));
  const grades = await savedBy('Grade');
  await page.getByText('2 works graded: grades and marked workbooks are saved.').waitFor();
  await page.getByText('Nothing handed in').waitFor();
  await page.screenshot({ path: join(FOLDER, 'course-graded.png') });
  await expectAccessible();
  const entries = entriesOf(grades.bytes);
  expect(entries.map(({ path }) => path)).toEqual([
    'grades.csv',
    'HW3_ada_marked.xlsx',
    'HW3_fay_marked.xlsx',
  ]);
  const lines = (await textOf(entries[0])).split('\r\n');
  expect(lines[1]).toBe('ada,HW3_ada.xlsx,3,1,2,0,0,0,0,,');
  expect(lines[2]).toContain('the receipt is not as it was written');
  expect(lines[3]).toMatch(/^fay,"?pasted text, receipt 2"?,1,1,0,0,0,0,0,.*not on the roster/);
  expect(lines[4]).toBe('bob,,,,,,,,,,nothing of this student is graded');
  expect(workbench.complaints).toEqual([]);
});
