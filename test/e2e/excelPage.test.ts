/** dist/excel as Excel loads it: the page's security policy, its workers, its commands, and the files beside it. */

import { AxeBuilder } from '@axe-core/playwright';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import metadata from '../../functions/functions.json';
import { EXCEL } from '../../scripts/buildExcel.mjs';
import { MENU_EXAMPLES } from '../../taskpane/examples';
import { LESSONS } from '../../taskpane/lessons/index';
import { SHOTS, startExcel, type ExcelServer, type OpenExcel } from './support/excel';

const MICROSOFT = 'https://appsforoffice.microsoft.com/lib/1/hosted/';

let server: ExcelServer;
beforeAll(async () => {
  server = await startExcel();
}, 600_000);
afterAll(() => server?.close());

async function openPane(options: Parameters<ExcelServer['open']>[0] = {}): Promise<OpenExcel> {
  const opened = await server.open(options);
  await opened.pane.getByRole('tab', { name: 'Model' }).waitFor({ timeout: 60_000 });
  return opened;
}

async function close({ excel, complaints, page }: OpenExcel): Promise<void> {
  expect(excel.problems).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
}

describe('taskpane.html', () => {
  test('opens under its security policy without anything refused, from its own folder and Microsoft’s', async () => {
    const opened = await openPane();
    expect(await opened.frame().evaluate('Object.keys(CustomFunctions._association.mappings).length')).toBe(
      metadata.functions.length,
    );
    await close(opened);
  });

  test('is refused code from text, styles from text, and other hosts', async () => {
    const { frame, complaints, page } = await openPane();
    await frame().evaluate(`
      // Later, for what the browser's tools evaluate themselves is exempt.
      setTimeout(() => { (0, eval)('1'); });
      document.head.append(Object.assign(document.createElement('style'), { textContent: 'p { color: red }' }));
      fetch('https://example.org/').catch(() => undefined);
      new Image().src = 'https://example.org/x.png';`);
    const refused = () => complaints.flatMap((one) => /^refused (\S+)/.exec(one)?.[1] ?? []).sort();
    await expect.poll(refused).toEqual(['connect-src', 'img-src', 'script-src', 'style-src-elem']);
    await page.context().close();
  });

  test('fits in a worker from its own folder', async () => {
    const opened = await openPane();
    const workers: string[] = [];
    opened.page.on('worker', (worker) => workers.push(worker.url()));
    const first = await opened.frame().evaluate(`(async () => {
      const rows = [['y', 'x', 'g']];
      for (let i = 0; i < 80000; i++)
        rows.push([Math.sin(i * i) + Math.cos(Math.floor(i / 10)), i % 7, 'g' + Math.floor(i / 10)]);
      const fit = CustomFunctions._association.mappings['LMER.FIT'];
      return (await fit(rows, [['y ~ x + (x | g)']], null, null, {}))[0][0];
    })()`);
    expect(first).toBe('y ~ x + (x | g)');
    expect(workers.length).toBeGreaterThan(0);
    for (const url of workers) expect(url.startsWith(server.url)).toBe(true);
    await close(opened);
  });

  test.each([
    [300, 'dark'],
    [420, 'light'],
  ] as const)(
    'shows the examples when the ribbon asks for them, and goes on when they are closed, at %i pixels, %s',
    async (width, colorScheme) => {
      const opened = await openPane({ width, colorScheme });
      const { pane, page, frame, shot } = opened;
      const ribbon = `new Promise((completed) => Office.actions._association.mappings.SHOWEXAMPLES({ completed }))`;
      await frame().evaluate(ribbon);
      const dialog = pane.getByRole('dialog', { name: 'Examples' });
      await dialog.waitFor();
      expect(await dialog.getByRole('listitem').count()).toBe(MENU_EXAMPLES.length + LESSONS.length);
      expect(await dialog.getByRole('button', { name: /^Sleep study/ }).isVisible()).toBe(true);
      await shot(`examples-${width}-${colorScheme}`);
      expect((await new AxeBuilder({ page }).include('iframe').analyze()).violations).toEqual([]);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      // Once more: the function has to leave everything as it was.
      await frame().evaluate(ribbon);
      await dialog.getByRole('button', { name: 'Close' }).click();
      await dialog.waitFor({ state: 'hidden' });
      await close(opened);
    },
  );
});

describe('without Excel', () => {
  /** The page by itself, with office.js answered so. */
  async function openAlone(answer: (route: Route) => unknown): Promise<Page> {
    const context = await server.context({ viewport: { width: 350, height: 400 } });
    const page = await context.newPage();
    await page.route(`${MICROSOFT}**`, answer);
    // The page is not loaded before its scripts are, so nothing waits for that.
    await page.goto(`${server.url}taskpane.html`, { waitUntil: 'commit' });
    return page;
  }

  test('the page says what it waits for while office.js does not arrive', async () => {
    const page = await openAlone(() => undefined);
    await page.getByText('Cellmer is waiting for Excel').waitFor({ timeout: 10_000 });
    // It is not only there, it is drawn.
    const drawn = `performance.getEntriesByName('first-contentful-paint').length`;
    await expect.poll(() => page.evaluate(drawn)).toBe(1);
    await page.screenshot({ path: join(SHOTS, 'excel-no-answer.png') });
    await page.context().close();
  });

  test.each([
    ['is not there', (route: Route) => route.fulfill({ status: 404, body: 'not found' })],
    ['is blocked', (route: Route) => route.abort('blockedbyclient')],
  ])('the page says what is missing when office.js %s', async (_, answer) => {
    const page = await openAlone(answer);
    await page.getByText('could not load office.js from appsforoffice.microsoft.com').waitFor();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await page.screenshot({ path: join(SHOTS, 'excel-no-library.png') });
    await page.context().close();
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
      const context = await server.context({ viewport: { width: 420, height: 800 }, colorScheme });
      const page = await context.newPage();
      for (const name of ['functions', 'install', 'excel', 'support', 'privacy', 'first-check', 'licence']) {
        await page.goto(`${server.url}${name}.html`);
        expect([name, (await new AxeBuilder({ page }).analyze()).violations]).toEqual([name, []]);
        // Wide tables scroll by themselves.
        expect([name, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([name, 420]);
        await page.screenshot({ path: join(SHOTS, `docs-${name}-${colorScheme}.png`) });
      }
      await context.close();
    }
  });

  test('take Excel’s help links to their functions', async () => {
    const context = await server.context({});
    const page = await context.newPage();
    for (const { id } of metadata.functions.slice(0, 3).concat(metadata.functions.slice(-3))) {
      await page.goto(`${server.url}functions.html#${id}`);
      expect(await page.locator('h2:has(:target)').textContent()).toBe(id);
    }
    await context.close();
  });
});
