/** dist/excel as Excel loads it: from a static server, with the genuine office.js in place of Microsoft's address. */

import { AxeBuilder } from '@axe-core/playwright';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import metadata from '../../functions/functions.json';
import { buildExcel, EXCEL } from '../../scripts/buildExcel.mjs';
import { CHROMIUM_ARGS, ensureChromium } from '../../scripts/chromium.mjs';
import { serveFolder } from '../../scripts/serve.mjs';

const MICROSOFT = 'https://appsforoffice.microsoft.com/lib/1/hosted/';
const OFFICE = join(
  dirname(createRequire(import.meta.url).resolve('@microsoft/office-js/package.json')),
  'dist',
);
/** What Excel on the web appends to the address of the page. */
const HOST_INFO = '?_host_Info=Excel$Web$16.00$en-US$x$null$$0';

/** Office says it is ready, in an Excel that has everything and answers nothing. */
const STUBS = `
  Office.onReady = () => new Promise((ready) => {
    const poll = setInterval(() => {
      if (!globalThis.Excel || !Office.actions || !Office.context) return;
      clearInterval(poll);
      const settings = { get: () => null, set() {}, saveAsync: (done) => done({ status: 'succeeded' }) };
      Object.assign(Office.context, { requirements: { isSetSupported: () => true }, document: { settings } });
      Office.addin = { showAsTaskpane: () => Promise.resolve() };
      ready({ host: 'Excel', platform: 'OfficeOnline' });
    }, 20);
  });`;

let server: Awaited<ReturnType<typeof serveFolder>>;
let browser: Browser;

beforeAll(async () => {
  await buildExcel({ log: () => undefined });
  server = await serveFolder(EXCEL, { port: 0 });
  browser = await chromium.launch({ executablePath: ensureChromium(), args: [...CHROMIUM_ARGS] });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

interface Opened {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the page's security policy has refused. */
  readonly refused: string[];
  /** Requests to other hosts than our own and Microsoft's. */
  readonly strangers: string[];
}

async function openPane(): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width: 320, height: 700 },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const [refused, strangers]: string[][] = [[], []];
  await context.route(`${MICROSOFT}**`, (route) => {
    const file = join(OFFICE, new URL(route.request().url()).pathname.slice('/lib/1/hosted/'.length));
    if (!existsSync(file)) return route.abort();
    const body = readFileSync(file, 'utf8') + (file.endsWith('office.js') ? STUBS : '');
    return route.fulfill({ body, contentType: 'text/javascript' });
  });
  page.on('request', (request) => {
    const known = [server.url, MICROSOFT, 'data:', 'blob:'].some((start) => request.url().startsWith(start));
    if (!known) strangers.push(request.url());
  });
  await page.exposeFunction('refuse', (what: string) => void refused.push(what));
  await page.addInitScript(`
    globalThis._richApiNativeBridge = { sendMessageToHost() {} };
    document.addEventListener('securitypolicyviolation', (event) =>
      refuse(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sourceFile));`);
  await page.goto(`${server.url}taskpane.html${HOST_INFO}`);
  await page.getByRole('tab', { name: 'Model' }).waitFor({ timeout: 60_000 });
  return { page, context, refused, strangers };
}

describe('taskpane.html', () => {
  test('opens under its security policy without anything refused, from its own folder and Microsoft’s', async () => {
    const { page, context, refused, strangers } = await openPane();
    expect(await page.evaluate('Object.keys(CustomFunctions._association.mappings).length')).toBe(
      metadata.functions.length,
    );
    expect(refused).toEqual([]);
    expect(strangers).toEqual([]);
    await context.close();
  });

  test('is refused code from text, styles from text, and other hosts', async () => {
    const { page, context, refused } = await openPane();
    await page.evaluate(`
      // Later, for what the browser's tools evaluate themselves is exempt.
      setTimeout(() => { (0, eval)('1'); });
      document.head.append(Object.assign(document.createElement('style'), { textContent: 'p { color: red }' }));
      fetch('https://example.org/').catch(() => undefined);
      new Image().src = 'https://example.org/x.png';`);
    await expect
      .poll(() => refused.map((one) => one.split(' ')[0]).sort())
      .toEqual(['connect-src', 'img-src', 'script-src', 'style-src-elem']);
    await context.close();
  });

  test('fits in a worker from its own folder', async () => {
    const { page, context, refused } = await openPane();
    const workers: string[] = [];
    page.on('worker', (worker) => workers.push(worker.url()));
    const first = await page.evaluate(`(async () => {
      const rows = [['y', 'x', 'g']];
      for (let i = 0; i < 80000; i++)
        rows.push([Math.sin(i * i) + Math.cos(Math.floor(i / 10)), i % 7, 'g' + Math.floor(i / 10)]);
      const fit = CustomFunctions._association.mappings['LMER.FIT'];
      return (await fit(rows, [['y ~ x + (x | g)']], null, null, {}))[0][0];
    })()`);
    expect(first).toBe('y ~ x + (x | g)');
    expect(workers.length).toBeGreaterThan(0);
    for (const url of workers) expect(url.startsWith(server.url)).toBe(true);
    expect(refused).toEqual([]);
    await context.close();
  });

  test('shows the examples when the ribbon asks for them, and goes on when they are closed', async () => {
    const { page, context, refused } = await openPane();
    const ribbon = `new Promise((completed) => Office.actions._association.mappings.SHOWEXAMPLES({ completed }))`;
    await page.evaluate(ribbon);
    const dialog = page.getByRole('dialog', { name: 'Examples' });
    await dialog.waitFor();
    expect(await dialog.getByRole('listitem').count()).toBe(7);
    expect(await dialog.getByRole('button', { name: /^Sleep study/ }).isVisible()).toBe(true);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    // Once more: the function has to leave everything as it was.
    await page.evaluate(ribbon);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(refused).toEqual([]);
    await context.close();
  });
});

describe('the files beside it', () => {
  const built = (name: string) => readFileSync(join(EXCEL, name), 'utf8');

  test('keep the names that the manifests use; what the page loads has a hash in its name', () => {
    for (const name of [
      'taskpane.html',
      'functions.js',
      'functions.json',
      'manifest.xml',
      'manifest.prefixed.xml',
      'manifest.json',
      'microsoft365.zip',
    ])
      expect([name, existsSync(join(EXCEL, name))]).toEqual([name, true]);
    const own = [...built('taskpane.html').matchAll(/(?:src|href)="?([^"> ]+)/g)].map(([, url]) => url);
    const loaded = own.filter((url) => !url.startsWith(MICROSOFT));
    expect(loaded.length).toBeGreaterThanOrEqual(2);
    for (const url of loaded) expect(url).toMatch(/^taskpane\.[0-9a-f]{10}\.(js|css)$/);
  });

  test('include the licences of what is in the bundles, none of which forbids that', () => {
    const text = built('THIRD-PARTY-LICENSES.txt');
    for (const name of ['react', 'react-dom', '@fluentui/react-menu', 'ml-matrix'])
      expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
    expect(text).toContain('Apache License');
    expect(text).not.toMatch(/^\S+ \S+ \(.*GPL.*\)$/m);
  });

  test('are help pages that anybody can read, at every width and in both colours', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({ viewport: { width: 420, height: 800 }, colorScheme });
      const page = await context.newPage();
      for (const name of ['functions', 'install', 'excel', 'support', 'privacy', 'first-check', 'licence']) {
        await page.goto(`${server.url}${name}.html`);
        expect([name, (await new AxeBuilder({ page }).analyze()).violations]).toEqual([name, []]);
        // Wide tables scroll by themselves.
        expect([name, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([name, 420]);
      }
      await context.close();
    }
  });

  test('take Excel’s help links to their functions', async () => {
    const page = await browser.newPage();
    for (const { id } of metadata.functions.slice(0, 3).concat(metadata.functions.slice(-3))) {
      await page.goto(`${server.url}functions.html#${id}`);
      expect(await page.locator('h2:has(:target)').textContent()).toBe(id);
    }
    await page.close();
  });
});
