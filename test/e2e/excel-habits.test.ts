/** What somebody who comes from Excel tries first: E1#, @, tables in files, sorting and filtering. */

import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeXlsx } from 'hucre/xlsx';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../scripts/install.mjs';
import { partsOf } from '../workbench/files/parts';
import {
  goTo,
  newWorkbook,
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

let workbench: OpenWorkbench;
let page: Page;

beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  workbench = await openWorkbench();
  page = workbench.page;
});
afterAll(() => workbench?.close());

async function save(name: string): Promise<string> {
  const file = join(FOLDER, name);
  await saveFile(page, file);
  return file;
}

async function saveAndReopen(): Promise<void> {
  const file = await save('excel-habits.xlsx');
  await newWorkbook(page);
  await openFile(page, file);
}

test('E1# and @ are typed, edited, undone, copied, saved and opened again', async () => {
  await newWorkbook(page);
  await type(page, 'A1', '3');
  await type(page, 'C1', '=SEQUENCE(A1,2)');
  await type(page, 'F1', '=SUM(C1#)');
  await type(page, 'G1', '=@C1:C3');
  await type(page, 'H1', '=ROWS(C1#)');
  expect((await values(page, 'F1:H1'))[0]).toEqual([21, 1, 3]);
  await type(page, 'A1', '4');
  await expect.poll(() => values(page, 'F1:H1')).toEqual([[36, 1, 4]]);

  await goTo(page, 'F1');
  await page.keyboard.press('F2');
  await page.keyboard.type('+1');
  await page.keyboard.press('Enter');
  await expect.poll(() => valueOf(page, 'F1')).toBe(37);
  await page.keyboard.press('Control+z');
  await expect.poll(() => valueOf(page, 'F1')).toBe(36);

  await goTo(page, 'F1');
  await page.keyboard.press('Control+c');
  await goTo(page, 'F8');
  await page.keyboard.press('Control+v');
  await expect.poll(() => valueOf(page, 'F8')).toBe('#REF!');
  await type(page, 'C8', '=SEQUENCE(2,2,5)');
  await expect.poll(() => valueOf(page, 'F8')).toBe(26);

  await saveAndReopen();
  await expect.poll(() => values(page, 'F1:H1')).toEqual([[36, 1, 4]]);
  await type(page, 'A1', '2');
  await expect.poll(() => values(page, 'F1:H1')).toEqual([[10, 1, 2]]);
  expect(await valueOf(page, 'F8')).toBe(26);
});

test('a model of a block follows its rows', async () => {
  await newWorkbook(page);
  const rows = Array.from({ length: 12 }, (_, i) => [i % 3, i, (i * 7) % 5]);
  await type(page, 'A1', '12');
  const columns = 'MOD(SEQUENCE(A1,1,0),3),SEQUENCE(A1,1,0),MOD(SEQUENCE(A1,1,0)*7,5)';
  await type(page, 'C1', `=VSTACK(HSTACK("A","B","C"),HSTACK(${columns}))`);
  await expect.poll(() => values(page, 'C1:E13')).toEqual([['A', 'B', 'C'], ...rows]);
  await type(page, 'H1', '=LMER.STAT(C1#,"C ~ B + (1 | A)","n")');
  await expect.poll(() => valueOf(page, 'H1')).toBe(12);
  await type(page, 'A1', '10');
  await expect.poll(() => valueOf(page, 'H1')).toBe(10);
  await type(page, 'H2', '=@LMER.FIXEF(C1#,"C ~ B + (1 | A)")');
  await expect.poll(() => valueOf(page, 'H2')).toBe('Term');
  expect(await values(page, 'H3:I3')).toEqual([['', '']]);
});

test('formulas of a file that name a table know its cells, and a sentence says so', async () => {
  const bytes = await writeXlsx({
    sheets: [
      {
        name: 'Data',
        rows: [
          ['g', 'y', 'twice', null, 'total'],
          ['a', 1, 2],
          ['b', 2, 4],
        ],
        cells: new Map([
          ['1,2', { formula: 'Sales[[#This Row],[y]]*2', formulaResult: 2 }],
          ['2,2', { formula: 'Sales[[#This Row],[y]]*2', formulaResult: 4 }],
          ['1,4', { formula: 'SUM(Sales[twice])', formulaResult: 6 }],
        ]),
        tables: [
          { name: 'Sales', range: 'A1:C3', columns: [{ name: 'g' }, { name: 'y' }, { name: 'twice' }] },
        ],
      },
    ],
  });
  await openFile(page, { name: 'sales.xlsx', mimeType: '', buffer: Buffer.from(bytes) });
  await expect.poll(() => valueOf(page, 'E2')).toBe(6);
  await page.getByText('“sales.xlsx” is open, but formulas that name a table').waitFor();
  await type(page, 'B3', '5');
  await expect.poll(() => valueOf(page, 'E2')).toBe(12);
});

const DATA = Array.from({ length: 12 }, (_, i) => [`s${i % 3}`, ((i * 7) % 5) + (i % 3), i] as const);

async function openData(): Promise<void> {
  const csv = [['g', 'y', 'x'], ...DATA].map((row) => row.join(',')).join('\n');
  await openFile(page, { name: 'd.csv', mimeType: '', buffer: Buffer.from(csv) });
}

async function sort(range: string, how: string): Promise<void> {
  await goTo(page, range);
  await page.locator('[data-u-comp="ribbon-toolbar-more"]').click();
  await page.locator('[data-u-command="sheet.menu.sheets-sort"]').last().click();
  await page.getByText(how, { exact: true }).click();
}

test('data that are sorted keep their headers, and a model of them is the same', async () => {
  await openData();
  await type(page, 'E1', '=LMER.STAT(A1:C13,"y ~ x + (1 | g)","logLik")');
  await expect.poll(() => valueOf(page, 'E1')).toBeLessThan(0);
  const before = (await valueOf(page, 'E1')) as number;
  await sort('B2', 'Expand Descending');
  const sorted = [['g', 'y', 'x'], ...[...DATA].sort((a, b) => b[1] - a[1])];
  await expect.poll(() => values(page, 'A1:C13')).toEqual(sorted);
  await page.waitForTimeout(1000);
  expect(await valueOf(page, 'E1')).toBeCloseTo(before, 8);
  await page.keyboard.press('Escape');
  await goTo(page, 'H20');
  await page.keyboard.press('Control+z');
  await expect.poll(() => values(page, 'A2:C13')).toEqual(DATA);
});

test('a block of a formula is not sorted, and a sentence says so', async () => {
  await newWorkbook(page);
  await type(page, 'C1', '=SEQUENCE(3)');
  await sort('C1:C3', 'Descending');
  const sentence = page.getByText('The selected range has array formulas and cannot be sorted.');
  await sentence.waitFor();
  await page.getByRole('dialog', { name: 'Sort', exact: true }).waitFor();
  // It stands beside the page, whose font it has all the same.
  expect(await sentence.evaluate((one) => getComputedStyle(one).fontFamily)).toContain('Segoe UI');
  await page.screenshot({ path: join(FOLDER, 'excel-habits-sort.png') });
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await sentence.waitFor({ state: 'detached' });
  expect(await values(page, 'C1:C3')).toEqual([[1], [2], [3]]);
});

/** What a saved file says of its filter, and which of its rows are hidden. */
function filterIn(file: string): { filter: string; hidden: number[] } {
  const xml = partsOf(readFileSync(file)).get('xl/worksheets/sheet1.xml')!;
  const rows = [...xml.matchAll(/<row r="(\d+)"[^>]*hidden=/g)];
  return {
    filter: /<autoFilter.*<\/autoFilter>/.exec(xml)?.[0] ?? '',
    hidden: rows.map(([, row]) => Number(row)),
  };
}

test('a filter outlives a reload, is saved, and filters the file that is opened again', async () => {
  await openData();
  await goTo(page, 'A1:C13');
  await page.keyboard.press('Control+Shift+l');
  await page.waitForTimeout(500);
  // The grid is a canvas: the button at the right of A1.
  await page.mouse.click(125, 145);
  await page.getByText('By Values').waitFor();
  await page.screenshot({ path: join(FOLDER, 'excel-habits-filter.png') });
  // The box before the label, which has no name.
  await page.getByText('s1', { exact: true }).click({ position: { x: -20, y: 6 }, force: true });
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await page.getByText('By Values').waitFor({ state: 'detached' });

  // Longer than an edit waits until it is kept.
  await page.waitForTimeout(1500);
  await page.reload();
  await whenReady(page);
  await page
    .getByRole('button', { name: /^Go on with/ })
    .first()
    .click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const filter =
    '<autoFilter ref="A1:C13"><filterColumn colId="0"><filters><filter val="s0"/><filter val="s2"/></filters></filterColumn></autoFilter>';
  const expected = { filter, hidden: [3, 6, 9, 12] };
  expect(filterIn(await save('filtered.xlsx'))).toEqual(expected);

  await openFile(page, join(FOLDER, 'filtered.xlsx'));
  await expect.poll(() => valueOf(page, 'C13')).toBe(11);
  await page.screenshot({ path: join(FOLDER, 'excel-habits-filtered.png') });
  expect(filterIn(await save('filtered-again.xlsx'))).toEqual(expected);
  // Nothing of it is gone: without the filter all rows are to be seen again.
  await goTo(page, 'A1:C13');
  await page.keyboard.press('Control+Shift+l');
  await page.waitForTimeout(500);
  expect(filterIn(await save('unfiltered.xlsx'))).toEqual({ filter: '', hidden: [] });
});
