/** The workbench as a person uses it: a page in Chromium, the keyboard, and what the cells show. */

import { chromium, type Browser, type Download, type Locator, type Page } from 'playwright-core';
import { expect } from 'vitest';
import type {} from '../../../workbench/scripting';
import { WORKBENCH } from '../../../scripts/buildWorkbench.mjs';
import { CHROMIUM_ARGS, ensureChromium } from '../../../scripts/chromium.mjs';
import { serveFolder } from '../../../scripts/serve.mjs';
import { FOOT } from './foot';

export interface OpenWorkbench {
  readonly page: Page;
  readonly url: string;
  /** Errors on the console, exceptions, and requests to other hosts, as they happen. */
  readonly complaints: string[];
  close(): Promise<void>;
}

/** Serves the page, which has been built, and opens it. */
export async function openWorkbench({
  width = 1440,
  height = 900,
  colorScheme = 'light',
  prepare,
}: {
  width?: number;
  height?: number;
  colorScheme?: 'light' | 'dark';
  /** Runs in the page before its scripts. */
  prepare?: () => void;
} = {}): Promise<OpenWorkbench> {
  const server = await serveFolder(WORKBENCH, { port: 0 });
  const browser: Browser = await chromium.launch({
    executablePath: ensureChromium(),
    args: [...CHROMIUM_ARGS],
  });
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    // Colours in transition would be neither the one nor the other.
    reducedMotion: 'reduce',
    acceptDownloads: true,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.stack ?? String(error)));
  page.on('request', (request) => {
    const own = request.url().startsWith(server.url) || /^(?:data|blob):/.test(request.url());
    if (!own) complaints.push(`request to ${request.url()}`);
  });
  if (prepare) await page.addInitScript(prepare);
  await page.goto(server.url);
  await whenReady(page);
  return {
    page,
    url: server.url,
    complaints,
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** Until the first workbook is drawn and calculated: only then the grid takes the keyboard. */
export async function whenReady(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Use selection' }).waitFor({ timeout: 60_000 });
  await page.locator('main[aria-busy="false"]').waitFor({ timeout: 60_000 });
  await page.waitForFunction(
    async () => typeof (await window.cellmer?.read('F9'))?.[0][0] === 'number',
    undefined,
    { timeout: 60_000 },
  );
}

/** Opens an empty workbook in place of the one that is open, which is not saved. */
export async function newWorkbook(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New', exact: true }).click();
  await leaveUnsaved(page);
  await expect.poll(() => valueOf(page, 'A1')).toBe('');
}

/** Opens a file in place of the open workbook, which is not saved. */
export async function openFile(page: Page, file: Parameters<Locator['setInputFiles']>[0]): Promise<void> {
  const opened = busyAndDone(page);
  await page.getByLabel('Open a workbook').setInputFiles(file);
  await leaveUnsaved(page);
  await opened;
}

/** Settles when the sheet has been busy and is no more: at the moment when a file is asked for it is not busy yet. */
function busyAndDone(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise((settle) => {
        const main = document.querySelector('main')!;
        let wasBusy = false;
        const observer = new MutationObserver(() => {
          const isBusy = main.getAttribute('aria-busy') === 'true';
          if (wasBusy && !isBusy) {
            observer.disconnect();
            settle();
          }
          wasBusy ||= isBusy;
        });
        observer.observe(main, { attributeFilter: ['aria-busy'] });
      }),
  );
}

/** Saves the open workbook as a file. */
export async function saveFile(page: Page, file: string): Promise<Download> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const download = await waiting;
  await download.saveAs(file);
  return download;
}

/** Fits the usual model to the data of the sheet in view, the sleep study, by the pane. */
export async function fitSleepStudy(page: Page): Promise<void> {
  await goTo(page, 'A1');
  await page.getByRole('button', { name: /^Use selection/ }).click();
  await page.getByText('180 rows used, 0 dropped').waitFor();
  const formula = page.getByRole('textbox', { name: 'Model formula' });
  await formula.fill('Reaction ~ Days + (Days | Subject)');
  await formula.press('Control+Enter');
  await page.locator(FOOT).getByText('Fitted · optimum verified').waitFor();
}

/** Answers the question that comes when something has not been saved. */
export async function leaveUnsaved(page: Page): Promise<void> {
  const dontSave = page.getByRole('button', { name: 'Don’t save' });
  // It comes at once, if it does.
  await page.waitForTimeout(100);
  if (await dontSave.isVisible()) await dontSave.click();
  await dontSave.waitFor({ state: 'detached' });
}

/** Goes to a cell or range through the field at the left of the formula bar, and leaves the keyboard there. */
export async function goTo(page: Page, address: string): Promise<void> {
  const nameBox = page.locator('[data-u-comp="defined-name"] input, input.univer-size-full').first();
  for (let tries = 0; tries < 100; tries++) {
    await nameBox.fill(address);
    await nameBox.press('Enter');
    await page.waitForTimeout(50);
    if ((await nameBox.inputValue()) !== address) continue;
    await page.waitForFunction(() => document.activeElement?.getAttribute('contenteditable') === 'true');
    return;
  }
  throw new Error(`the grid does not go to ${address}`);
}

/**
 * Types into a cell and confirms with Enter; types again when the grid was not yet listening to the keyboard, which shows
 * in that the cell is still what it was.
 */
export async function type(page: Page, cell: string, content: string): Promise<void> {
  const before = await valueOf(page, cell);
  for (let tries = 0; tries < 4; tries++) {
    await goTo(page, cell);
    await page.keyboard.type(content);
    await page.keyboard.press('Enter');
    for (let waits = 0; waits < 20; waits++) {
      const now = await valueOf(page, cell);
      if (now !== '' && (now !== before || String(now) === content)) return;
      await page.waitForTimeout(100);
    }
  }
  // A formula may give what stood there before.
  if (before === '') throw new Error(`${cell} stays empty whatever is typed into it`);
}

/** The values of a range on the sheet in view, row by row, exact; blanks are empty text. */
export async function values(page: Page, range: string): Promise<(number | string | boolean)[][]> {
  const cells = await page.evaluate((address) => window.cellmer!.read(address), range);
  return cells.map((row) =>
    row.map((cell) => (typeof cell === 'object' && cell !== null ? cell.error : (cell ?? ''))),
  );
}

/** The value of one cell. */
export async function valueOf(page: Page, cell: string): Promise<number | string | boolean> {
  return (await values(page, cell))[0][0];
}

/** Moves the focus on with Tab until it is on what is named so. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    const label = await page.evaluate(() => {
      const at = document.activeElement as HTMLInputElement | null;
      return at?.getAttribute('aria-label') ?? at?.labels?.[0]?.textContent ?? at?.textContent ?? '';
    });
    if (name.test(label)) return;
  }
  throw new Error(`the focus never comes to ${String(name)}`);
}
