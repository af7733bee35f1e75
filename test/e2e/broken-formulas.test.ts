import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  goTo,
  newWorkbook,
  openWorkbench,
  valueOf,
  values,
  type,
  type OpenWorkbench,
} from './support/workbench';

let workbench: OpenWorkbench;
let page: Page;

beforeAll(async () => {
  workbench = await openWorkbench();
  page = workbench.page;
});
beforeEach(() => newWorkbook(page));
afterAll(() => workbench?.close());

const sentence = (text: string) => page.getByText(text, { exact: true });
const REFUSED =
  '“)” at character 7 stands where a value or a reference is expected. Correct it, or press Escape.';

test('a formula that is none stays in its editor, with a sentence, and is taken once it is one', async () => {
  await type(page, 'B1', '5');
  await goTo(page, 'B1');
  await page.keyboard.type('=2*(3+)');
  for (const key of ['Enter', 'Tab', 'Control+Enter']) {
    await page.keyboard.press(key);
    await sentence(REFUSED).waitFor();
    expect(await valueOf(page, 'B1')).toBe(5);
  }
  // The cursor stands where something is missing.
  await page.keyboard.type('4');
  await page.keyboard.press('Enter');
  await expect.poll(() => valueOf(page, 'B1')).toBe(14);
  await sentence(REFUSED).waitFor({ state: 'detached' });
});

test('Escape leaves the cell as it was, and brackets are closed for the typist', async () => {
  await type(page, 'A1', '=1+2');
  await goTo(page, 'A1');
  await page.keyboard.type('=2*(3+)');
  await page.keyboard.press('Enter');
  await sentence(REFUSED).waitFor();
  await page.keyboard.press('Escape');
  await sentence(REFUSED).waitFor({ state: 'detached' });
  expect(await valueOf(page, 'A1')).toBe(3);
  await type(page, 'A2', '=SUM(A1,(4');
  expect(await valueOf(page, 'A2')).toBe(7);
  await type(page, 'A3', '=');
  expect(await valueOf(page, 'A3')).toBe('=');
});

test('what is pasted and is no formula is a text, and a formula beside it is one', async () => {
  await page.evaluate(() => navigator.clipboard.writeText('=1+\t=2+3\n=SUM(1;2)\t=SUM(1'));
  await goTo(page, 'C1');
  await page.keyboard.press('Control+V');
  await expect
    .poll(() => values(page, 'C1:D2'))
    .toEqual([
      ['=1+', 5],
      ['=SUM(1;2)', '=SUM(1'],
    ]);
  await sentence(
    '“=1+” is pasted as a text: At the end of the formula a value or a reference is expected.',
  ).waitFor();
  expect(workbench.complaints).toEqual([]);
});
