/** The workbench as any host of static files has it: in a folder, offline, in a new version, with a file beside it. */

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium, type Browser, type BrowserContext, type Page, type Response } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildWorkbench, SITE } from '../../scripts/buildWorkbench.mjs';
import { CHROMIUM_ARGS, ensureChromium } from '../../scripts/chromium.mjs';
import { serveFolder } from '../../scripts/serve.mjs';
import { entryOf } from '../../scripts/serviceWorker.mjs';
import { type, valueOf, whenReady } from './support/workbench';

let browser: Browser;
let folder: string;
let site: string;
let server: { url: string; close(): Promise<void> };
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  buildWorkbench({ production: true, hosted: true });
  browser = await chromium.launch({ executablePath: ensureChromium(), args: [...CHROMIUM_ARGS] });
}, 600_000);
afterAll(() => browser.close());

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cellmer-site-'));
  site = join(folder, 'courses/2027');
  cpSync(SITE, site, { recursive: true });
  writeFileSync(join(site, 'home work.csv'), 'dose,y\n1,2\n3,4\n');
  server = await serveFolder(folder, { port: 0 });
  context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  page = await context.newPage();
});
afterEach(async () => {
  await context.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

const address = (hash = '') => `${server.url}courses/2027/${hash}`;

/** Until the browser has all files of the page. */
async function kept(of = page): Promise<void> {
  await of.evaluate(async () => void (await navigator.serviceWorker.ready));
}

/** What a second build makes: another page, and a service worker that knows it. */
function buildAgain(): void {
  const html = readFileSync(join(site, 'index.html'));
  const changed = Buffer.from(html.toString().replace('<title>', '<title>New '));
  const [before, after] = [html, changed].map((content) => entryOf('index.html', content));
  const script = readFileSync(join(site, 'serviceWorker.js'), 'utf8');
  expect(script).toContain(JSON.stringify(before));
  writeFileSync(join(site, 'index.html'), changed);
  writeFileSync(
    join(site, 'serviceWorker.js'),
    script.replace(JSON.stringify(before), () => JSON.stringify(after)),
  );
}

async function lookForUpdate(): Promise<void> {
  await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
}

test('the first visit fetches less than 3 MB until the sheet can be used', async () => {
  // As a host compresses it; the files of this machine's server are compressed less, in less time.
  let bytes = 0;
  const onResponse = (response: Response) => {
    const file = join(
      site,
      new URL(response.url()).pathname.replace(/^\/courses\/2027\//, '') || 'index.html',
    );
    bytes += gzipSync(readFileSync(file)).length;
  };
  page.on('response', onResponse);
  await page.goto(address());
  await page.locator('main[aria-busy="false"]').waitFor();
  page.off('response', onResponse);
  console.log(`The first visit: ${(bytes / 1e6).toFixed(2)} MB`);
  expect(bytes).toBeGreaterThan(1e6);
  expect(bytes).toBeLessThan(3e6);
});

describe('without a network, after the first visit', () => {
  test('the page opens, in a folder and with anything behind its address, and calculates and saves', async () => {
    await page.goto(address());
    await whenReady(page);
    await kept();
    await server.close();
    await context.setOffline(true);
    await page.goto(address('?from=list'));
    await whenReady(page);
    await type(page, 'AA1', '=LMER.STAT(A1:C181, "Reaction ~ Days + (Days | Subject)", "REMLcrit")');
    await expect.poll(() => valueOf(page, 'AA1')).toBeCloseTo(1743.6283, 3);
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    expect((await saved).suggestedFilename()).toMatch(/\.xlsx$/);
    await page.goto(address('#open=home%20work.csv'));
    await page.getByRole('alert').getByText('could not be fetched: there is no connection').waitFor();
  });
});

describe('a new version', () => {
  test('is offered when it is whole, takes over with a click, and loses no work', async () => {
    await page.goto(address());
    await whenReady(page);
    await kept();
    await page.reload();
    await whenReady(page);
    buildAgain();
    await lookForUpdate();
    await page.getByText('A new version is ready').waitFor();
    // Nothing of it is used before somebody says so.
    await type(page, 'AA1', '42');
    await page.getByRole('button', { name: 'Reload' }).click();
    await page.waitForFunction(() => document.title.startsWith('New '));
    await whenReady(page);
    await page.getByRole('button', { name: /^Go on with/ }).click();
    await expect.poll(() => valueOf(page, 'AA1')).toBe(42);
    expect(await page.getByText('A new version is ready').isVisible()).toBe(false);
  });

  test('leaves other windows their own files, and is offered there too', async () => {
    await page.goto(address());
    await whenReady(page);
    await kept();
    const other = await context.newPage();
    await other.goto(address());
    await whenReady(other);
    const parts = readFileSync(join(site, 'serviceWorker.js'), 'utf8').match(/[\w.-]+\.[0-9a-f]{16}\.js/g)!;
    // A part that the page has not loaded yet, which the new version does not have.
    const part = parts.find((name) => !name.startsWith('workbench') && !name.startsWith('vendor'))!;
    const script = readFileSync(join(site, 'serviceWorker.js'), 'utf8');
    writeFileSync(
      join(site, 'serviceWorker.js'),
      script.replace(new RegExp(`\\{"url":"${part.replaceAll('.', '\\.')}"[^}]*\\},?`), ''),
    );
    rmSync(join(site, part));
    buildAgain();
    await lookForUpdate();
    await page.getByRole('button', { name: 'Reload' }).click();
    await page.waitForFunction(() => document.title.startsWith('New '));
    const status = await other.evaluate(async (url) => (await fetch(url)).status, part);
    expect(status).toBe(200);
    await other.getByRole('button', { name: 'Reload' }).click();
    await other.waitForFunction(() => document.title.startsWith('New '));
  });

  test('that does not arrive whole is not used', async () => {
    await page.goto(address());
    await whenReady(page);
    await kept();
    buildAgain();
    // The host still has the page of before, or another has changed it.
    writeFileSync(join(site, 'index.html'), 'another page');
    await lookForUpdate().catch(() => undefined);
    await page.waitForTimeout(1000);
    await page.reload();
    await whenReady(page);
    expect(await page.title()).toBe('Cellmer workbench');
  });
});

describe('a file beside the page', () => {
  test('is opened by the address, once', async () => {
    await page.goto(address('#open=home%20work.csv'));
    await expect.poll(() => valueOf(page, 'A1'), { timeout: 60_000 }).toBe('dose');
    expect(page.url()).toBe(address());
    await page.evaluate(() => void (location.hash = '#open=home%20work.csv'));
    await expect.poll(() => page.url()).toBe(address());
  });

  test('that is missing, or on another host, is a sentence', async () => {
    await page.goto(address('#open=missing.xlsx'));
    await page.getByRole('alert').getByText('There is no file “missing.xlsx” on localhost').waitFor();
    for (const elsewhere of [
      'https://example.org/a.xlsx',
      '//example.org/a.xlsx',
      'data:text/csv,a',
      'file:///etc/passwd',
    ]) {
      await page.evaluate((path) => void (location.hash = `#open=${path}`), elsewhere);
      await page.getByRole('alert').getByText(`“${elsewhere}” is not on localhost`).waitFor();
    }
  });
});
