import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../scripts/install.mjs';
import { fullBook, macroBook } from '../workbench/files/full';
import { partsOf } from '../workbench/files/parts';
import {
  goTo,
  openFile,
  openWorkbench,
  saveFile,
  type,
  valueOf,
  values,
  whenReady,
  type OpenWorkbench,
} from './support/workbench';

const FOLDER = join(root, '.cache', 'shots');
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

let workbench: OpenWorkbench;
let page: Page;

beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  workbench = await openWorkbench();
  page = workbench.page;
});
afterAll(() => workbench?.close());

async function savedParts(): Promise<Map<string, string>> {
  const file = join(FOLDER, 'file-parts.xlsx');
  await saveFile(page, file);
  return partsOf(new Uint8Array(readFileSync(file)));
}

function open(name: string, bytes: Uint8Array): Promise<void> {
  return openFile(page, { name, mimeType: TYPE, buffer: Buffer.from(bytes) });
}

const UNTOUCHED = [
  'xl/tables/table1.xml',
  'xl/comments1.xml',
  'xl/drawings/drawing1.xml',
  'xl/charts/chart1.xml',
  'xl/charts/chart2.xml',
  'xl/media/image1.png',
  'customXml/item1.xml',
];
const contents = (parts: ReadonlyMap<string, string>) => UNTOUCHED.map((path) => [path, parts.get(path)]);

test('a file has its tables, notes, charts and pictures again when it is saved, byte for byte', async () => {
  const bytes = await fullBook();
  await open('full.xlsx', bytes);
  await page.getByText(/notes and comments.* are not shown, and stay in the file/).waitFor();
  await expect
    .poll(() => page.getByRole('tab', { name: 'Other' }).getAttribute('aria-selected'))
    .toBe('true');
  await type(page, 'B1', '7');
  const parts = await savedParts();
  expect(contents(parts)).toEqual(contents(partsOf(bytes)));
  expect(parts.get('xl/worksheets/sheet2.xml')).toContain('<v>7</v>');
});

test('a locked cell of a protected sheet is not edited, and the page says why', async () => {
  await page.getByRole('tab', { name: 'Data' }).click();
  await goTo(page, 'A2');
  await page.keyboard.type('x');
  await page.keyboard.press('Enter');
  await page.getByText('A2 is locked: the sheet “Data” is protected.').waitFor();
  await goTo(page, 'A3');
  await page.keyboard.press('Delete');
  await page.getByText('A3 is locked: the sheet “Data” is protected.').waitFor();
  expect(await values(page, 'Data!A2:A3')).toEqual([['North'], ['South']]);
  await type(page, 'B2', '12');
  await page.getByRole('tab', { name: 'Other' }).click();
});

test('it has them, too, when the page was reloaded before it was saved', async () => {
  await type(page, 'B2', '8');
  await page.waitForTimeout(1000);
  page.once('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await whenReady(page);
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Go on with/ })
    .first()
    .click();
  await expect.poll(() => valueOf(page, 'Other!B2')).toBe(8);
  expect(contents(await savedParts())).toEqual(contents(partsOf(await fullBook())));
});

test('what cannot be kept is listed before saving, once', async () => {
  await open('macros.xlsm', await macroBook());
  const dialog = page.getByRole('dialog', { name: 'Save without what cannot be kept?' });
  const save = page.getByRole('button', { name: 'Save', exact: true });
  await save.click();
  await dialog.getByText('macros', { exact: true }).waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'detached' });
  await save.click();
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save anyway' }).click();
  expect((await download).suggestedFilename()).toBe('macros.xlsx');
  expect([...(await savedParts()).keys()].some((path) => path.includes('vba'))).toBe(false);
  expect(workbench.complaints).toEqual([]);
});
