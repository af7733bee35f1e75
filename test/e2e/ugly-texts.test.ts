/** Text as people have it: what is taken for granted is said when it opens and undone with a click, and pasted it is the same. */

import { join } from 'node:path';
import { writeXlsx } from 'hucre/xlsx';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../scripts/install.mjs';
import { goTo, newWorkbook, openFile, openWorkbench, values, type OpenWorkbench } from './support/workbench';

let workbench: OpenWorkbench;
let page: Page;

beforeAll(async () => {
  workbench = await openWorkbench();
  page = workbench.page;
});
afterAll(() => workbench?.close());

const bar = () => page.getByRole('region', { name: 'How the file was read' });

async function open(name: string, text: string): Promise<void> {
  await openFile(page, { name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await bar().getByText(name).waitFor();
}

async function click(name: string): Promise<void> {
  await bar().getByRole('button', { name }).click();
}

test('what was taken for granted is said, and undone with a click', async () => {
  await open('doses.csv', 'My study\r\ny;dose;g\r\nmg;;\r\n1,5;2;a\r\n.;3;b\r\n2,5;4;b\r\n');
  expect(await values(page, 'A1:C4')).toEqual([
    ['y', 'dose', 'g'],
    [1.5, 2, 'a'],
    ['', 3, 'b'],
    [2.5, 4, 'b'],
  ]);
  const said = await bar().textContent();
  for (const part of ['"My study" on line 1', 'line 3 is taken for units (mg)', '"." in column "y"'])
    expect(said).toContain(part);

  await click('The row is data');
  await expect.poll(() => values(page, 'A2:B2')).toEqual([['mg', '']]);
  await click('Keep the words');
  await expect.poll(() => values(page, 'A4')).toEqual([['.']]);
  await click('A column is text');
  await page.getByRole('menuitem', { name: 'Column dose is text' }).click();
  await expect.poll(() => values(page, 'B3')).toEqual([['2']]);
  await click('As at first');
  await expect.poll(() => values(page, 'A2:B2')).toEqual([[1.5, 2]]);
  await click('Row 1 is data');
  await expect.poll(() => values(page, 'A1:A2')).toEqual([['y'], ['mg']]);
  await click('Close');
  await bar().waitFor({ state: 'detached' });
  expect(workbench.complaints).toEqual([]);
});

test('the bar goes with its file', async () => {
  await open('numbers.csv', '40.2,33.2\n44,44.5\n');
  expect(await bar().textContent()).toContain('Line 1 is taken for data');
  await newWorkbook(page);
  await bar().waitFor({ state: 'detached' });
});

test('the bar goes with its file when something is said of the next one too', async () => {
  const said = page.getByRole('alert');
  await open('numbers.csv', '40.2,33.2\n44,44.5\n');
  await openFile(page, join(root, 'test/workbench/files/otherPrograms/book.xls'));
  await said.filter({ hasText: '“book.xls” is open, but' }).waitFor();
  await bar().waitFor({ state: 'detached' });
  // And of a text that is not open as it stands, how it was read is said besides.
  await open('letters.csv', `y,letter\n1,${'x'.repeat(40_000)}\n2,b\n`);
  await said.filter({ hasText: '“letters.csv” is open, but' }).waitFor();
});

test('pasted text has the numbers and dates that it has in a file, and its words', async () => {
  await newWorkbook(page);
  const text = 'id\ty\twhen\tp\r\n007\t1.234,5\t31.3.2020\t12,5%\r\n12\t-\t1.4.2020\t3%\r\n';
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await goTo(page, 'B2');
  await page.keyboard.press('Control+v');
  await expect
    .poll(() => values(page, 'B2:E4'))
    .toEqual([
      ['id', 'y', 'when', 'p'],
      ['007', 1234.5, 43921, 0.125],
      ['12', '-', 43922, 0.03],
    ]);
  await page.keyboard.press('Control+z');
  await expect.poll(() => values(page, 'B2:C2')).toEqual([['', '']]);
  expect(workbench.complaints).toEqual([]);
});

test('what is pasted as text into cells for texts stays text', async () => {
  const style = { numFmt: '@' };
  const cells = new Map([1, 2, 4].map((row) => [`${row},1`, { style }]));
  const book = await writeXlsx({ sheets: [{ name: 'S', rows: [['ids']], cells }] });
  await openFile(page, { name: 'ids.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from(book) });
  await expect.poll(() => values(page, 'A1')).toEqual([['ids']]);
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), 'y\tcode\n1.50\t1.50\n2\t12\n');
  await goTo(page, 'A1');
  await page.keyboard.press('Control+v');
  await expect
    .poll(() => values(page, 'A1:B3'))
    .toEqual([
      ['y', 'code'],
      [1.5, '1.50'],
      [2, '12'],
    ]);
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), '0815');
  await goTo(page, 'B5');
  await page.keyboard.press('Control+v');
  await expect.poll(() => values(page, 'B5:B5')).toEqual([['0815']]);
  await goTo(page, 'C5');
  await page.keyboard.press('Control+v');
  await expect.poll(() => values(page, 'C5:C5')).toEqual([[815]]);
  // Once more into one that has been pasted into.
  await goTo(page, 'B2');
  await page.keyboard.press('Control+v');
  await expect.poll(() => values(page, 'B2:B2')).toEqual([['0815']]);
});

test('cells that are text in Excel stay text when they are pasted', async () => {
  await newWorkbook(page);
  // As Excel writes it.
  const html = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=ProgId content=Excel.Sheet><style>
<!--.xl65 {mso-number-format:"\\@";} .xl66 {mso-number-format:0%;}--></style></head><body><table>
<tr><td>id</td><td>p</td></tr><tr><td class=xl65>00123</td><td class=xl66 align=right>50%</td></tr>
<tr><td class=xl65>1-2</td><td class=xl66 align=right>7%</td></tr></table></body></html>`;
  await page.evaluate(
    (copied) =>
      navigator.clipboard.write([
        new ClipboardItem({
          'text/html': new Blob([copied], { type: 'text/html' }),
          'text/plain': new Blob(['id\tp\n00123\t50%\n1-2\t7%\n'], { type: 'text/plain' }),
        }),
      ]),
    html,
  );
  await goTo(page, 'A1');
  await page.keyboard.press('Control+v');
  await expect
    .poll(() => values(page, 'A1:B3'))
    .toEqual([
      ['id', 'p'],
      ['00123', 0.5],
      ['1-2', 0.07],
    ]);
  expect(workbench.complaints).toEqual([]);
});
