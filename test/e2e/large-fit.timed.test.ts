import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { crossedData } from '../../bench/data';
import { root } from '../../scripts/install.mjs';
import { goTo, openWorkbench, type, valueOf, type OpenWorkbench } from './support/workbench';

const ROWS = 73_421;
const SHOTS = join(root, '.cache', 'shots');

let workbench: OpenWorkbench;
let page: Page;

beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true });
  workbench = await openWorkbench();
  page = workbench.page;
});
afterAll(() => workbench?.close());

test('a table of 73,421 rows opens', async () => {
  await page.getByRole('button', { name: 'New' }).click();
  await expect.poll(() => valueOf(page, 'A1')).toBe('');
  const csv = crossedData(ROWS, 2972, 1128)
    .map((row) => row.map((cell) => (typeof cell === 'string' ? `"${cell}"` : String(cell))).join(','))
    .join('\n');
  await page
    .getByLabel('Open a workbook')
    .setInputFiles({ name: 'ratings.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await expect.poll(() => valueOf(page, `A${ROWS + 1}`), { timeout: 60_000 }).toMatch(/^s\d/);
});

test('while 73,421 crossed rows are fitted for a cell, other cells can be typed in', async () => {
  await type(
    page,
    'G1',
    `=LMER.STAT(A1:E${ROWS + 1},"y ~ service + (1|s) + (1|d) + (1|dept:service)","sigma")`,
  );
  await type(page, 'H1', '42');
  expect(await valueOf(page, 'H1')).toBe(42);
  await expect.poll(() => valueOf(page, 'G1'), { timeout: 60_000 }).toBeCloseTo(1.18, 1);
});

test('the pane shows such a fit under way, and Cancel stops it at once', async () => {
  await goTo(page, `A1:E${ROWS + 1}`);
  await page.getByRole('button', { name: 'Use selection' }).click();
  await page
    .getByText(/73,421 rows/)
    .first()
    .waitFor({ timeout: 30_000 });
  const formula = page.getByRole('textbox', { name: /formula/i });
  await formula.fill('y ~ service + (service | s) + (service | d) + (1 | dept)');
  // How long the page is deaf at most while the fit runs
  await page.evaluate(() => {
    const gaps = { longest: 0, last: performance.now() };
    Object.assign(window, { gaps });
    setInterval(() => {
      const now = performance.now();
      gaps.longest = Math.max(gaps.longest, now - gaps.last);
      gaps.last = now;
    }, 10);
  });
  const cancel = page.getByRole('button', { name: 'Cancel', exact: true });
  // The pane may begin by itself: then the button to fit is gone before it can be clicked.
  const began = await cancel.waitFor({ timeout: 5000 }).then(
    () => true,
    () => false,
  );
  if (!began) await page.getByRole('button', { name: /^(Fit|Refit)$/ }).click();
  await cancel.waitFor({ timeout: 30_000 });
  await page.evaluate(() => Object.assign((window as unknown as { gaps: object }).gaps, { longest: 0 }));
  await page.waitForTimeout(1500);
  await page.screenshot({ path: join(SHOTS, 'large-fit.png') });
  const start = Date.now();
  await cancel.click();
  await page
    .getByText(/Ready to fit|Changed since the fit/)
    .first()
    .waitFor({ timeout: 5000 });
  expect(Date.now() - start).toBeLessThan(2000);
  const longest = await page.evaluate(
    () => (window as unknown as { gaps: { longest: number } }).gaps.longest,
  );
  expect(longest).toBeLessThan(300);
});

test('nothing went wrong on the console', () => expect(workbench.complaints).toEqual([]));
