import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  goTo,
  newWorkbook,
  openWorkbench,
  type,
  valueOf,
  values,
  type OpenWorkbench,
} from './support/workbench';

const MODEL = '"Reaction ~ Days + (Days | Subject)"';

let workbench: OpenWorkbench;
let page: Page;

beforeAll(async () => {
  workbench = await openWorkbench();
  page = workbench.page;
});
afterAll(() => workbench?.close());

/** What another program would be given. */
async function clipboard(): Promise<{ text: string[][]; html: string[][] }> {
  return page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const read = async (kind: string) => (await item.getType(kind)).text();
    const table = new DOMParser().parseFromString(await read('text/html'), 'text/html');
    return {
      text: (await read('text/plain')).split('\n').map((line) => line.split('\t')),
      html: [...table.querySelectorAll('tr')].map((row) =>
        [...row.children].map((cell) => cell.textContent ?? ''),
      ),
    };
  });
}

async function copy(range: string, key: 'c' | 'x' = 'c'): Promise<void> {
  await goTo(page, range);
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await page.keyboard.press(`Control+${key}`);
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).not.toBe('');
}

async function paste(at: string): Promise<void> {
  await goTo(page, at);
  await page.keyboard.press('Control+v');
}

test('a block of 40 rows arrives whole, as text and as a table, as it is shown', async () => {
  await type(page, 'Z3', `=LMER.COEF(A1:C181, ${MODEL})`);
  await expect.poll(() => valueOf(page, 'AA4')).not.toBe('');
  await type(page, 'Z50', '=SEQUENCE(40, 2, 0.5)');
  await expect.poll(() => valueOf(page, 'AA89')).toBe(79.5);
  await copy('Z50:AA89');
  const expected = Array.from({ length: 40 }, (_, i) => [String(2 * i + 0.5), String(2 * i + 1.5)]);
  expect(await clipboard()).toEqual({ text: expected, html: expected });
});

test('a result with formats is copied with the digits that are seen', async () => {
  await copy('E8:G10');
  const { text, html } = await clipboard();
  expect(text).toEqual([
    ['Term', 'Estimate', 'Std. Error'],
    ['(Intercept)', '251.405', '6.825'],
    ['Days', '10.467', '1.546'],
  ]);
  expect(html).toEqual(text);
});

test('pasted with its formula a block is alive again, in part it is values', async () => {
  await copy('Z50:AA89');
  await paste('AD50');
  await expect.poll(() => valueOf(page, 'AE89')).toBe(79.5);
  expect(await valueOf(page, 'AD50')).toBe(0.5);
  await copy('Z51:AA52');
  await paste('AG50');
  await expect
    .poll(() => values(page, 'AG50:AH51'))
    .toEqual([
      [2.5, 3.5],
      [4.5, 5.5],
    ]);
  await goTo(page, 'AG51');
  expect(await page.locator('[data-u-comp="formula-bar"]').innerText()).not.toContain('SEQUENCE');
});

test('cut and pasted, a block moves with its formula; what is cut of its midst stays and is pasted as values', async () => {
  await copy('Z51:AA52', 'x');
  await paste('AJ50');
  await expect
    .poll(() => values(page, 'AJ50:AK51'))
    .toEqual([
      [2.5, 3.5],
      [4.5, 5.5],
    ]);
  await expect
    .poll(() => values(page, 'Z51:AA52'))
    .toEqual([
      [2.5, 3.5],
      [4.5, 5.5],
    ]);
  await copy('Z50:AA89', 'x');
  await paste('AM50');
  await expect.poll(() => valueOf(page, 'AN89')).toBe(79.5);
  expect(await values(page, 'Z50:AA50')).toEqual([['', '']]);
});

test('blanks and plain cells are copied as ever', async () => {
  await newWorkbook(page);
  await type(page, 'A1', '1.5');
  await type(page, 'B2', 'text');
  await copy('A1:B2');
  expect((await clipboard()).text).toEqual([
    ['1.5', ''],
    ['', 'text'],
  ]);
  expect(workbench.complaints).toEqual([]);
});

test('a table that comes as text is pasted cell by cell, as an editor in Windows copies it', async () => {
  await newWorkbook(page);
  const lines = ['\tbefore\tafter', 'p<.001 & more\t1\t2', '', '\t3\t', 'note\t"of\r\ntwo"\t&lt;'];
  await page.evaluate((text) => navigator.clipboard.writeText(text), `${lines.join('\r\n')}\r\n`);
  await paste('A1');
  await expect.poll(() => valueOf(page, 'C5')).toBe('&lt;');
  expect(await values(page, 'A1:C4')).toEqual([
    ['', 'before', 'after'],
    ['p<.001 & more', 1, 2],
    ['', '', ''],
    ['', 3, ''],
  ]);
  expect(await valueOf(page, 'B5')).toMatch(/^of[\r\n]+two$/);
  expect(workbench.complaints).toEqual([]);
});

test('the menu pastes such a table cell by cell too', async () => {
  await newWorkbook(page);
  await page.evaluate(() => navigator.clipboard.writeText('\ta\n1\t<b>x</b>'));
  await goTo(page, 'A1:H20');
  await page
    .locator('canvas[id^="univer-sheet-main-canvas"]')
    .click({ button: 'right', position: { x: 300, y: 200 } });
  await page.getByText('Paste', { exact: true }).first().click();
  await expect
    .poll(() => values(page, 'A1:B2'))
    .toEqual([
      ['', 'a'],
      [1, '<b>x</b>'],
    ]);
  expect(workbench.complaints).toEqual([]);
});
