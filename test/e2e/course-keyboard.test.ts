/** The view Course in the narrowest pane, with the keyboard alone: a student hands in, a teacher hands out and grades. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../scripts/install.mjs';
import { writeReceipt } from '../../src/index';
import { makeHandOuts } from '../../workbench/coursework/index';
import { homework, LABELS, rightFor, rosterOf } from '../workbench/coursework/homework';
import { keyboardOf, type Keyboard } from './support/keyboard';
import { goTo, openFile, openWorkbench, type OpenWorkbench } from './support/workbench';

const FOLDER = join(root, '.cache', 'shots');
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const NARROWEST = 270;

let workbench: OpenWorkbench;
let keyboard: Keyboard;
beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  workbench = await openWorkbench({ prepare: () => localStorage.setItem('cellmer.paneWidth', '270') });
  keyboard = keyboardOf(workbench.page);
});
afterAll(() => workbench?.close());

/** From the grid into the pane and along its tabs. */
async function toCourse(): Promise<void> {
  const { page } = workbench;
  const tab = page.getByRole('tab', { name: 'Course' });
  await tab.waitFor();
  await goTo(page, 'A1');
  await keyboard.press('F6');
  for (let i = 0; i < 6 && !(await tab.evaluate((one) => one === document.activeElement)); i++)
    await keyboard.press('ArrowRight');
  await keyboard.press('Enter');
  await expect.poll(() => tab.getAttribute('aria-selected')).toBe('true');
}

/** @param button what has been done, on which the focus stays */
async function expectInOrder(button: string, shot: string): Promise<void> {
  const { page } = workbench;
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(button);
  const pane = page.locator('.cm-pane');
  expect((await pane.boundingBox())!.width).toBeLessThanOrEqual(NARROWEST);
  await page.screenshot({ path: join(FOLDER, `course-keyboard-${shot}.png`) });
  // Nothing is wider than the pane, and nothing has to be scrolled sideways.
  const wide = await pane.evaluate((one) => {
    const { right } = one.getBoundingClientRect();
    return [...one.querySelectorAll('.cm-course *')]
      .filter((element) => element.getBoundingClientRect().right > right + 0.5)
      .map((element) => element.outerHTML.slice(0, 80));
  });
  expect(wide).toEqual([]);
  const { violations } = await new AxeBuilder({ page: page as never })
    .include('.cm-pane')
    .exclude('[data-tabster-dummy]')
    .analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

test('a student hands in', async () => {
  const { page } = workbench;
  const [{ bytes }] = (await makeHandOuts(await homework(), rosterOf('student\nada\n'))).files;
  await openFile(page, { name: 'HW3_ada.xlsx', mimeType: SPREADSHEET, buffer: Buffer.from(bytes) });
  await toCourse();
  await keyboard.tabTo(/^Save to hand in$/);
  const download = page.waitForEvent('download');
  await keyboard.press('Enter');
  expect((await download).suggestedFilename()).toBe('HW3_ada.xlsx');
  await page.getByText('Saved as HW3_ada.xlsx.').waitFor();
  await expectInOrder('Save to hand in', 'student');
});

test('a teacher hands out, and grades a receipt', async () => {
  const { page, complaints } = workbench;
  const key = Buffer.from(await (await homework()).arrayBuffer());
  await openFile(page, { name: 'HW3 key.xlsx', mimeType: SPREADSHEET, buffer: key });
  await toCourse();
  await keyboard.tabTo(/^Make hand-out$/);
  const handOut = page.waitForEvent('download');
  await keyboard.press('Enter');
  expect((await handOut).suggestedFilename()).toBe('HW3.xlsx');
  await keyboard.tabTo(/^Receipts, a text that has them$/);
  const answers = new Map([
    [LABELS[0], [[10]]],
    [LABELS[1], [[rightFor('ada').mean]]],
  ]);
  await keyboard.type(writeReceipt({ assignment: 'HW3', version: '2', student: 'ada', answers }));
  await keyboard.tabTo(/^Grade$/);
  const grades = page.waitForEvent('download');
  await keyboard.press('Enter');
  expect((await grades).suggestedFilename()).toBe('Grades.zip');
  await page.getByText('1 work graded').waitFor();
  await expectInOrder('Grade', 'teacher');
  expect(complaints).toEqual([]);
});
