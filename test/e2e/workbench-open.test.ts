import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { root } from '../../scripts/install.mjs';
import {
  goTo,
  leaveUnsaved,
  newWorkbook,
  openFile,
  openWorkbench,
  saveFile,
  type,
  valueOf,
  values,
  type OpenWorkbench,
} from './support/workbench';
import { FOOT } from './support/foot';

const FOLDER = join(root, '.cache', 'shots');
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

let workbench: OpenWorkbench;
let page: Page;

beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  workbench = await openWorkbench();
  page = workbench.page;
});
afterAll(() => workbench?.close());

beforeEach(async () => {
  await newWorkbook(page);
});

/** Waits until a cell of the sheet in view has a value. */
async function holds(cell: string, value: unknown): Promise<void> {
  await expect.poll(() => valueOf(page, cell)).toBe(value);
}

async function open(name: string, buffer: Buffer): Promise<void> {
  await openFile(page, { name, mimeType: SPREADSHEET, buffer });
}

async function saved(): Promise<{ name: string; path: string }> {
  const path = join(FOLDER, 'workbench-open.xlsx');
  const download = await saveFile(page, path);
  return { name: download.suggestedFilename(), path };
}

/** Drops a file onto the grid as from a folder of the system. */
async function drop(name: string, content: string): Promise<void> {
  const files = await page.evaluateHandle(
    ([fileName, text]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], fileName));
      return transfer;
    },
    [name, content],
  );
  await page.locator('#sheet').dispatchEvent('dragover', { dataTransfer: files });
  await page.getByText('Drop a workbook (.xlsx) or a table (.csv) to open it').waitFor();
  await page.locator('#sheet').dispatchEvent('drop', { dataTransfer: files });
  await expect.poll(() => page.locator('.wb-drop').count()).toBe(0);
  await leaveUnsaved(page);
}

test('a dropped table opens: numbers as numbers, quoted digits and codes with leading zeros as text', async () => {
  await drop('yields.csv', 'plot,code,y,kept\n"1","007",1.5,TRUE\n"2","008",,FALSE\n');
  await holds('A1', 'plot');
  expect(await values(page, 'A1:D3')).toEqual([
    ['plot', 'code', 'y', 'kept'],
    ['1', '007', 1.5, true],
    ['2', '008', '', false],
  ]);
});

test('a dropped file that is neither is refused with its name, and the page stays', async () => {
  await type(page, 'A1', '42');
  await drop('picture.png', 'no table');
  await page.getByRole('alert').filter({ hasText: '"picture.png" could not be read' }).waitFor();
  await holds('A1', 42);
});

test('a workbook of Excel opens: shared formulas, names, dates, booleans, errors, text that looks like a formula', async () => {
  const rows = [
    ['y', 'g', 'doubled', 'kept', 'note'],
    [1, 'a', null, true, '=1+1'],
    [2, 'a', null, false, '007'],
    [4, 'b', null, null, new Date(Date.UTC(2024, 1, 29))],
  ];
  const shared = { formulaType: 'shared', formulaSharedIndex: 0 } as const;
  const cells = new Map<string, object>([
    ['1,2', { formula: 'A2*2', formulaRef: 'C2:C4', ...shared }],
    ['2,2', { formula: '', ...shared }],
    ['3,2', { formula: '', ...shared }],
    ['0,6', { formula: 'SUM(responses)' }],
    ['1,6', { formula: 'NA()' }],
    ['2,6', { formula: '_xlfn.CONCAT(B2,B4)' }],
  ]);
  const bytes = await writeXlsx({
    sheets: [{ name: 'My data', rows, cells }],
    namedRanges: [{ name: 'responses', range: "'My data'!$A$2:$A$4" }],
  });
  await open('from excel.xlsx', Buffer.from(bytes));
  await holds('G1', 7);
  expect(await values(page, 'C2:C4')).toEqual([[2], [4], [8]]);
  expect(await values(page, 'D2:E3')).toEqual([
    [true, '=1+1'],
    [false, '007'],
  ]);
  expect(await values(page, 'G2:G3')).toEqual([['#N/A'], ['ab']]);
  expect(await valueOf(page, 'E4')).toBe(45_351);
  await type(page, 'A4', '5');
  await holds('G1', 8);
  await holds('C4', 10);
});

test('what is saved is named after the workbook, and holds values, spills and formulas for Excel', async () => {
  await drop('rail.csv', 'travel,Rail\n55,"1"\n53,"1"\n26,"2"\n37,"2"\n78,"3"\n91,"3"\n');
  await holds('A1', 'travel');
  await type(page, 'D1', '=ONEWAY.ANOVA(A1:A7, B1:B7)');
  await expect.poll(() => valueOf(page, 'F2')).toBe(2);
  await type(page, 'L1', '=A2*10');
  await holds('L1', 550);
  const { name, path } = await saved();
  expect(name).toBe('rail.xlsx');
  const [sheet] = (await readXlsx(new Uint8Array(readFileSync(path)), { readStyles: true })).sheets;
  expect(sheet.name).toBe('rail');
  expect(sheet.rows[1].slice(0, 2)).toEqual([55, '1']);
  expect(sheet.rows[1][5]).toBe(2);
  expect(sheet.cells?.get('0,3')).toMatchObject({
    formula: '_xldudf_ONEWAY_ANOVA(A1:A7, B1:B7)',
    formulaType: 'array',
    formulaDynamic: true,
  });
  expect(sheet.cells?.get('0,11')).toMatchObject({ formula: 'A2*10' });
});

test('the model in the pane is saved with the workbook and comes back with it', async () => {
  await drop('rail.csv', 'travel,Rail\n55,"1"\n53,"1"\n26,"2"\n37,"2"\n78,"3"\n91,"3"\n');
  await holds('A1', 'travel');
  await goTo(page, 'A1');
  await page.getByRole('button', { name: /^Use selection/ }).click();
  const formula = page.getByRole('textbox', { name: 'Model formula' });
  await formula.fill('travel ~ 1 + (1 | Rail)');
  await formula.press('Control+Enter');
  await page.locator(FOOT).getByText('Fitted').waitFor();
  // It is stored a moment after the last change.
  const { path } = await saved();
  const stored = async () => {
    await saved();
    return JSON.stringify((await readXlsx(new Uint8Array(readFileSync(path)))).properties ?? {});
  };
  await expect.poll(stored).toContain('travel ~ 1 + (1 | Rail)');
  await newWorkbook(page);
  await page.getByRole('button', { name: /^Use selection/ }).waitFor();
  await openFile(page, path);
  await expect.poll(() => formula.inputValue().catch(() => '')).toBe('travel ~ 1 + (1 | Rail)');
  await page.locator(FOOT).getByText('Fitted').waitFor();
});

test('a block that does not fit names the cell in its way, at the cell and on its card', async () => {
  await drop('rail.csv', 'travel,Rail\n55,"1"\n53,"1"\n26,"2"\n37,"2"\n78,"3"\n91,"3"\n');
  await holds('A1', 'travel');
  await type(page, 'E5', 'in the way');
  await type(page, 'D1', '=ONEWAY.ANOVA(A1:A7, B1:B7)');
  await holds('D1', '#SPILL!');
  await goTo(page, 'D1');
  const sentence = /^The result needs \d+ × \d+ cells, and E5 is not empty\.$/;
  await page.getByRole('status').getByText(sentence).waitFor();
  const { x, y } = (await page.locator('#sheet canvas[data-u-comp="render-canvas"]').last().boundingBox())!;
  // The middle of D1: 44 pixels of row numbers, three columns of 88, a row of letters.
  await page.mouse.move(x + 44 + 3 * 88 + 20, y + 100);
  await page.mouse.move(x + 44 + 3 * 88 + 30, y + 32, { steps: 4 });
  await page.locator('.wb-card').getByText(sentence).waitFor();
});

test('nothing went wrong on the console, and no other host was asked', () => {
  expect(workbench.complaints).toEqual([]);
});
