import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { crossedData } from '../../bench/data';
import { goTo, openFile, openWorkbench, type, valueOf, values, whenReady } from './support/workbench';
import type { OpenWorkbench } from './support/workbench';

let workbench: OpenWorkbench;
let page: Page;

beforeAll(async () => {
  workbench = await openWorkbench();
  page = workbench.page;
});
afterAll(() => workbench?.close());

/** An edit waits for less than half of that until it is written, in milliseconds. */
const SOON = 800;
const QUESTION = { name: 'Go on with your work?' };
const GO_ON = { name: /^Go on with/ };

/** When what the browser's database had last was written. */
let last = 0;

/** Until what was edited just now is in the browser's database. */
async function kept(): Promise<void> {
  await page.waitForTimeout(SOON);
  const latest = () =>
    page.evaluate(async () => {
      const answer = <T>(request: IDBRequest<T>) =>
        new Promise<T>((settle) => (request.onsuccess = () => settle(request.result)));
      const database = await answer(indexedDB.open('cellmer'));
      const works = await answer(database.transaction('works').objectStore('works').getAll());
      database.close();
      return Math.max(0, ...works.map(({ at }) => at as number));
    });
  await expect.poll(latest).toBeGreaterThan(last);
  last = await latest();
}

async function reload(): Promise<void> {
  await page.reload();
  await whenReady(page);
}

/** Ends the process of the page, which gets no chance to do anything any more, and opens another page. */
async function crash(): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const dead = page.waitForEvent('crash');
  void session.send('Page.crash').catch(() => undefined);
  await dead;
  const context = page.context();
  await page.close();
  page = await context.newPage();
  await page.goto(workbench.url);
  await whenReady(page);
}

async function goOn(): Promise<void> {
  await page.getByRole('dialog', QUESTION).getByRole('button', GO_ON).first().click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

async function isAsked(): Promise<boolean> {
  // The question comes when the page is drawn, and the database has answered.
  await page.waitForTimeout(500);
  return page.getByRole('dialog', QUESTION).isVisible();
}

test('who has changed nothing is asked nothing, neither after a reload nor by New', async () => {
  await reload();
  expect(await isAsked()).toBe(false);
  await page.getByRole('button', { name: 'New', exact: true }).click();
  await expect.poll(() => valueOf(page, 'A1')).toBe('');
  expect(await page.getByRole('dialog').count()).toBe(0);
  await reload();
  expect(await isAsked()).toBe(false);
});

test('edits of cells, formats, formulas, rows and sheets come back after the page has crashed', async () => {
  await type(page, 'A2', '349.56');
  await goTo(page, 'A3');
  await page.keyboard.press('Control+b');
  await type(page, 'X2', '=A2*2');
  await page.locator('[data-u-comp="sheet-bar-append-button"]').first().click();
  await expect.poll(() => page.getByRole('tab', { name: 'Sheet1' }).count()).toBe(1);
  await type(page, 'B2', 'mine');
  await type(page, 'B3', '=1+1');
  await kept();
  await crash();
  await goOn();
  await expect.poll(() => valueOf(page, "'Sleep study'!A2")).toBe(349.56);
  await expect.poll(() => valueOf(page, "'Sleep study'!X2")).toBe(699.12);
  await expect.poll(() => values(page, 'Sheet1!B2:B3')).toEqual([['mine'], [2]]);
  // What depends on the edited reaction time has been calculated anew.
  await expect.poll(() => valueOf(page, "'Sleep study'!F9")).not.toBeCloseTo(251.405, 1);
  await page.getByRole('tab', { name: 'Sleep study' }).click();
  await goTo(page, 'A3');
  await expect
    .poll(() => page.locator('[data-u-command="sheet.command.set-range-bold"]').first().getAttribute('class'))
    .toMatch(/univer-bg-gray-200/);
});

test('work that goes on is still kept, edits that came later too', async () => {
  await type(page, 'A2', '149.56');
  await kept();
  await crash();
  await goOn();
  await expect.poll(() => valueOf(page, "'Sleep study'!A2")).toBe(149.56);
  await expect.poll(() => values(page, 'Sheet1!B2:B3')).toEqual([['mine'], [2]]);
});

test('work that is put aside is offered again, and Start fresh forgets it', async () => {
  await reload();
  await page.getByRole('dialog', QUESTION).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await valueOf(page, 'A2')).toBe(249.56);
  await reload();
  await page.getByRole('button', { name: 'Start fresh' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await reload();
  expect(await isAsked()).toBe(false);
});

test('New and Open ask before unsaved work is left, and Cancel leaves everything as it is', async () => {
  await type(page, 'A2', '300');
  const question = page.getByRole('dialog', { name: 'Save the changes to “Cellmer”?' });
  await page.getByRole('button', { name: 'New', exact: true }).click();
  await question.getByRole('button', { name: 'Cancel' }).click();
  expect(await valueOf(page, 'A2')).toBe(300);
  const file = { name: 'two.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') };
  await page.getByLabel('Open a workbook').setInputFiles(file);
  await question.waitFor();
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });
  expect(await valueOf(page, 'A2')).toBe(300);
});

test('Save in that question saves the file, then opens the other; nothing is unsaved after that', async () => {
  await page.getByRole('button', { name: 'New', exact: true }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  expect((await download).suggestedFilename()).toBe('Cellmer.xlsx');
  await expect.poll(() => valueOf(page, 'A1')).toBe('');
  await reload();
  expect(await isAsked()).toBe(false);
});

test('leaving the page asks when something is unsaved, and not after it has been saved', async () => {
  await type(page, 'A2', '301');
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await (await download).path();
  await reload();
  expect(asked).toEqual([]);
  await type(page, 'A2', '302');
  await reload();
  expect(asked).toEqual(['beforeunload']);
  await goOn();
  await expect.poll(() => valueOf(page, 'A2')).toBe(302);
});

test('an open window does not offer the work of another one', async () => {
  const other = await page.context().newPage();
  await other.goto(workbench.url);
  await whenReady(other);
  await other.waitForTimeout(500);
  expect(await other.getByRole('dialog', QUESTION).count()).toBe(0);
  await other.close();
});

test.each([
  ['has just gone on with it', 0],
  ['has gone on with it for a while', 1500],
])('a window goes on with a copy of a work when another %s, and says so', async (_, pause) => {
  await type(page, 'A2', '444');
  await kept();
  await crash();
  const other = await page.context().newPage();
  await other.goto(workbench.url);
  await whenReady(other);
  const question = other.getByRole('dialog', QUESTION);
  await question.waitFor();
  await page.bringToFront();
  await goOn();
  await page.waitForTimeout(pause);
  await other.bringToFront();
  await question.getByRole('button', GO_ON).first().click();
  await other.getByRole('alert').getByText('is open in another window: this is a copy of it').waitFor();
  await expect.poll(() => valueOf(other, 'A2')).toBe(444);
  await type(other, 'A2', '445');
  expect(await valueOf(page, 'A2')).toBe(444);
  const download = other.waitForEvent('download');
  await other.getByRole('button', { name: 'Save', exact: true }).click();
  expect((await download).suggestedFilename()).toMatch(/\(copy\)\.xlsx$/);
  await other.close();
  // The work itself is still kept, and is the first window's.
  await page.bringToFront();
  await type(page, 'A2', '446');
  await kept();
  await crash();
  await goOn();
  await expect.poll(() => valueOf(page, 'A2')).toBe(446);
});

test('a reload in the midst of a fit comes back, and the fit is done', async () => {
  const csv = crossedData(40_000, 2000, 800)
    .map((row) => row.map(String).join(','))
    .join('\n');
  await openFile(page, { name: 'ratings.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await expect.poll(() => valueOf(page, 'A40001'), { timeout: 60_000 }).not.toBe('');
  await type(page, 'G1', '=LMER.STAT(A1:E40001,"y ~ service + (1|s) + (1|d)","sigma")');
  await expect.poll(() => valueOf(page, 'G1')).toBe('#GETTING_DATA');
  await kept();
  await crash();
  await page.getByRole('dialog', QUESTION).getByText('Go on with “ratings”').click();
  await expect.poll(() => valueOf(page, 'G1'), { timeout: 60_000 }).toBeCloseTo(1.18, 1);
  expect(await valueOf(page, 'A40001')).not.toBe('');
});
