import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../scripts/install.mjs';
import {
  fitSleepStudy,
  goTo,
  openFile,
  openWorkbench,
  type,
  valueOf,
  type OpenWorkbench,
} from './support/workbench';

const SHOTS = join(root, '.cache/shots');

let workbench: OpenWorkbench;
let page: Page;
beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true });
  workbench = await openWorkbench({ colorScheme: 'dark' });
  page = workbench.page;
  // The browser's dialog would have to be answered.
  await page.evaluate(() => {
    window.print = () => {
      document.body.dataset.printed = String(Number(document.body.dataset.printed ?? 0) + 1);
    };
  });
});
afterAll(() => workbench?.close());

const printed = () => page.evaluate(() => Number(document.body.dataset.printed ?? 0));
const pages = () => page.locator('.wb-print section');
const cells = (at = 0) =>
  pages()
    .nth(at)
    .locator('tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? '')),
    );

async function print(how: () => Promise<void>): Promise<void> {
  const before = await printed();
  await how();
  await expect.poll(printed).toBe(before + 1);
}

/** How many pages a PDF file has that the browser makes of what is printed; it is over then. */
async function pagesOnPaper(name: string): Promise<number> {
  const path = join(SHOTS, `${name}.pdf`);
  await page.pdf({ path, preferCSSPageSize: true });
  return readFileSync(path, 'latin1').match(/\/Type \/Page\b/g)!.length;
}

test('the sheet is printed as it shows, with nothing of the page around it, in the light theme', async () => {
  await print(() => page.getByRole('button', { name: 'Print', exact: true }).click());
  const first = await cells();
  expect(first[0].slice(0, 5)).toEqual([
    'Reaction',
    'Days',
    'Subject',
    '',
    'Reaction time after nights without sleep',
  ]);
  expect(first[9].slice(0, 7)).toEqual(['430.59', '8', '308', '', 'Days', '10.467', '1.546']);
  const header = pages().first().locator('td').first();
  const style = await header.evaluate((cell) => {
    const { fontWeight } = getComputedStyle(cell.firstElementChild!);
    return { fontWeight, color: getComputedStyle(cell).color, right: cell.getBoundingClientRect().width };
  });
  expect(style).toMatchObject({ fontWeight: '700', color: 'rgb(0, 0, 0)' });
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.wb-page').isVisible()).toBe(false);
  expect(await pages().first().isVisible()).toBe(true);
  await page.screenshot({ path: join(SHOTS, 'print.png') });
  // The frozen header stands on every page, and the pages are numbered.
  expect((await cells(1))[0].slice(0, 3)).toEqual(['Reaction', 'Days', 'Subject']);
  const count = await pages().count();
  expect(await pages().nth(1).locator('footer').textContent()).toBe(`Page 2 of ${count}`);
  expect(await pages().first().locator('header').textContent()).toContain('Sleep study');
  await page.emulateMedia({ media: null });
  expect(await pagesOnPaper('print')).toBe(count);
  await expect.poll(() => page.locator('.wb-print').count()).toBe(0);
});

test('each row is on one page, and no page is empty', async () => {
  await print(() => page.keyboard.press('Control+p'));
  const reactions = [];
  const count = await pages().count();
  for (let at = 0; at < count; at++) {
    const rows = (await cells(at)).slice(at === 0 ? 0 : 1);
    expect(rows.flat().join('')).not.toBe('');
    reactions.push(...rows.map(([reaction]) => reaction).filter((text) => /^\d+\.\d\d$/.test(text)));
  }
  expect(reactions.length).toBe(180);
  await pagesOnPaper('print-again');
});

test('the browser’s own command prints the sheet too', async () => {
  expect(await page.locator('.wb-print').count()).toBe(0);
  expect(await pagesOnPaper('print-browser')).toBeGreaterThan(3);
  await expect.poll(() => page.locator('.wb-print').count()).toBe(0);
});

test('of selected cells it is asked whether they are printed, or the whole sheet', async () => {
  await goTo(page, 'A1:B4');
  await page.keyboard.press('Control+p');
  await page.getByText('The cells A1:B4 are selected.').waitFor();
  await print(() => page.getByRole('button', { name: 'Print the selection' }).click());
  expect(await cells()).toEqual([
    ['Reaction', 'Days'],
    ['249.56', '0'],
    ['258.70', '1'],
    ['250.80', '2'],
  ]);
  expect(await pagesOnPaper('print-selection')).toBe(1);
});

test('text is printed as text, whatever it looks like, and reaches over empty cells only', async () => {
  await page.getByText('Wheat', { exact: true }).first().click();
  await type(page, 'AK3', '<b onmouseover="x">bold</b> and a text that is longer than its cell');
  await type(page, 'AL4', 'neighbour');
  await type(page, 'AK4', 'this one has a neighbour and must end before it');
  await goTo(page, 'AK3:AL4');
  await page.keyboard.press('Control+p');
  await print(() => page.getByRole('button', { name: 'Print the selection' }).click());
  expect((await cells())[0][0]).toBe('<b onmouseover="x">bold</b> and a text that is longer than its cell');
  expect(await page.locator('.wb-print b').count()).toBe(0);
  const widths = await pages()
    .locator('td > div')
    .evaluateAll((texts) => texts.map((text) => text.getBoundingClientRect().width));
  expect(widths[0]).toBeGreaterThan(widths[1] * 1.5);
  await pagesOnPaper('print-text');
});

test('a live chart is printed where it lies', async () => {
  await page.getByText('Sleep study', { exact: true }).first().click();
  await fitSleepStudy(page);
  await page.getByRole('tab', { name: 'Plots' }).click();
  await page.getByRole('radio', { name: 'Caterpillar', exact: true }).check({ force: true });
  await page.getByRole('button', { name: 'Insert live chart' }).click();
  await page.getByText(/^Inserted at 'Sleep study'!/).waitFor();
  await page.locator('.wb-grid .wb-chart-picture > svg').waitFor();
  await goTo(page, 'A1');
  await print(() => page.keyboard.press('Control+p'));
  const chart = page.locator('.wb-print .wb-chart');
  expect(await chart.count()).toBe(1);
  expect(
    await chart.locator('.wb-chart-picture > svg circle, .wb-chart-picture > svg path').count(),
  ).toBeGreaterThan(10);
  await page.emulateMedia({ media: 'print' });
  await chart.scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(SHOTS, 'print-chart.png') });
  const paper = await chart.evaluate((figure) => getComputedStyle(figure).backgroundColor);
  expect(paper).toBe('rgb(255, 255, 255)');
  await page.emulateMedia({ media: null });
  await pagesOnPaper('print-chart');
});

test('a sheet of 100,000 rows is not printed at once, which is said, and a part of it is', async () => {
  const lines = Array.from({ length: 100_000 }, (_, i) => `${i},${i * 2},g${i % 7}`);
  const buffer = Buffer.from(['y,x,g', ...lines].join('\n'));
  await openFile(page, { name: 'large.csv', mimeType: 'text/csv', buffer });
  await expect
    .poll(() => page.locator('[data-u-comp="slide-tab-item"]').allTextContents())
    .toEqual(['large']);
  await expect.poll(() => valueOf(page, 'A100001')).toBe(99_999);
  await page.keyboard.press('Control+p');
  await page
    .getByText(/has 100,001 rows of 3 columns, and no more than 60,000 cells are printed at once/)
    .waitFor();
  expect(await page.locator('.wb-print').count()).toBe(0);
  await goTo(page, 'A1:C50');
  await page.keyboard.press('Control+p');
  await print(() => page.getByRole('button', { name: 'Print the selection' }).click());
  expect((await cells()).flat()).toContain('g2');
  expect(workbench.complaints).toEqual([]);
});
