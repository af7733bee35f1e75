/** Files that would stop the page: it opens them, or says why not, and answers meanwhile. */

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { withSheet } from '../workbench/files/hostile';
import {
  goTo,
  leaveUnsaved,
  newWorkbook,
  openFile,
  openWorkbench,
  type,
  valueOf,
  type OpenWorkbench,
} from './support/workbench';

let workbench: OpenWorkbench;
let page: Page;

beforeAll(async () => {
  workbench = await openWorkbench();
  page = workbench.page;
});
afterAll(() => workbench?.close());

beforeEach(async () => {
  await newWorkbook(page);
});

async function open(name: string, content: Uint8Array | string): Promise<void> {
  await openFile(page, {
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(content as string),
  });
}

async function holds(cell: string, value: unknown): Promise<void> {
  await expect.poll(() => valueOf(page, cell)).toBe(value);
}

const alert = (text: RegExp) => page.getByRole('alert').filter({ hasText: text }).waitFor();

test('a sheet whose every cell is merged, with formats at its end, opens', async () => {
  await open(
    'merged.xlsx',
    await withSheet(
      '<sheetData><row><c><v>42</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>' +
        '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    ),
  );
  await holds('A1', 42);
});

async function openText(text: string): Promise<void> {
  const row = `<row><c t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c><c><v>7</v></c></row>`;
  await open('long.xlsx', await withSheet(`<sheetData>${row}</sheetData>`));
  await holds('B1', 7);
  await goTo(page, 'B1');
  await goTo(page, 'A1');
  expect(await valueOf(page, 'A1')).toBe(text);
}

test('a text of 32,767 characters is shown and selected at once, and edited in a field of its own', async () => {
  const text = `${'x'.repeat(32_700)}\n${'y'.repeat(60)}`;
  const begun = Date.now();
  await openText(text);
  await page.keyboard.press('F2');
  const field = page.getByRole('textbox', { name: 'Text of A1' });
  await field.press('Control+End');
  await field.press('!');
  await page.getByText('32,762 of 32,767 characters').waitFor();
  await field.press('Control+Enter');
  await holds('A1', `${text}!`);
  expect(Date.now() - begun).toBeLessThan(20_000);

  await goTo(page, 'A1');
  await page.keyboard.press('Control+z');
  await holds('A1', text);
  await goTo(page, 'A1');
  await page.keyboard.press('F2');
  await field.press('z');
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await field.waitFor({ state: 'detached' });
  expect(await valueOf(page, 'A1')).toBe(text);
});

test.each([1, 900])('a text with %i ends of lines keeps them when it is edited in its cell', async (ends) => {
  const text = `${'a\n'.repeat(ends)}b`;
  await openText(text);
  await page.keyboard.press('F2');
  await page.keyboard.type('c');
  await page.keyboard.press('Enter');
  await holds('A1', `${text}c`);
});

test('a formula nested too deeply is text, which is said', async () => {
  const formula = `${'('.repeat(20_000)}1${')'.repeat(20_000)}`;
  await open(
    'deep.xlsx',
    await withSheet(`<sheetData><row><c><f>${formula}</f></c><c><v>7</v></c></row></sheetData>`),
  );
  await holds('B1', 7);
  await alert(/“deep\.xlsx” is open, but formulas .* are text \(A1 of S\)/);
  await type(page, 'C1', '=B1+1');
  await holds('C1', 8);
});

test('a file that takes long is given up by a button, and the workbook before it stays', async () => {
  await type(page, 'A1', '42');
  await holds('A1', 42);
  const buffer = Buffer.from(`a,b\n${'1,2\n'.repeat(1_000_000)}`);
  await page.getByLabel('Open a workbook').setInputFiles({ name: 'long.csv', mimeType: 'text/csv', buffer });
  await leaveUnsaved(page);
  const dialog = page.getByRole('dialog', { name: 'Opening “long.csv”' });
  await dialog.getByRole('progressbar').waitFor();
  await dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await holds('A1', 42);
  expect(await page.getByRole('alert').textContent()).toBe('');
});

test('nothing went wrong on the console, and no other host was asked', () => {
  expect(workbench.complaints).toEqual([]);
});
