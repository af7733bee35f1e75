import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import webpack from 'webpack';
import { CHROMIUM_ARGS, ensureChromium } from '../../scripts/chromium.mjs';
import configure from '../../webpack.config.js';
import type { FitPage } from '../worker/fitPage';

const folder = mkdtempSync(join(tmpdir(), 'cellmer-worker-'));
let server: Server;
let browser: Browser;
let page: Page;

/** The page's script and the worker's, bundled as for Excel. */
function build(): Promise<void> {
  const [{ output, plugins: _, dependencies: __, ...rest }] = configure();
  const entry = { page: join(import.meta.dirname, '../worker/fitPage.ts') };
  return new Promise((resolve, reject) => {
    webpack(
      { ...rest, entry, output: { ...output, path: folder, filename: '[name].js' } },
      (error, stats) => {
        if (error || stats?.hasErrors()) reject(error ?? new Error(stats!.toString('errors-only')));
        else resolve();
      },
    );
  });
}

beforeAll(async () => {
  await build();
  writeFileSync(join(folder, 'index.html'), '<!doctype html><script src="page.js"></script>');
  server = createServer((request, response) => {
    const name = basename(request.url ?? '') || 'index.html';
    readFile(join(folder, name)).then(
      (content) =>
        response
          .setHeader('Content-Type', name.endsWith('.js') ? 'text/javascript' : 'text/html')
          .end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  // The page collects garbage when it says so; see there.
  const args = [...CHROMIUM_ARGS, '--js-flags=--expose-gc'];
  browser = await chromium.launch({ executablePath: ensureChromium(), args });
  page = await open();
});

async function open(): Promise<Page> {
  const opened = await browser.newPage();
  await opened.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return opened;
}

afterAll(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Calls the object `page` that test/worker/fitPage.ts has put into the browser. */
function run<K extends keyof FitPage>(method: K, rows: number, on = page): ReturnType<FitPage[K]> {
  const script = `page[${JSON.stringify(method)}](${rows})`;
  return on.evaluate(script) as ReturnType<FitPage[K]>;
}

test('a large fit runs in a worker once for all, while the page stays alive', async () => {
  const { criterion, steps, ticks, computedFits } = await run('fit', 200_000);
  expect(computedFits).toBe(1);
  expect(steps).toBeGreaterThan(0);
  expect(ticks).toBeGreaterThan(5);
  expect(criterion).toBeCloseTo(await run('fitHere', 200_000), 6);
});

/** The longest that the page may stand still, in milliseconds. */
const LIMIT = 50;

/** The least of a few runs: other programs on the machine make some of them longer. */
async function leastOf(measure: () => Promise<number>): Promise<number> {
  const found: number[] = [];
  for (let i = 0; i < 6 && Math.min(...found, Infinity) >= LIMIT; i++) found.push(await measure());
  return Math.min(...found);
}

test.each([83_333, 1_000_000])(
  '%i rows never hold the page up for 50 ms while a worker exists',
  async (rows) => {
    expect(await leastOf(() => run('longestBlock', rows))).toBeLessThan(LIMIT);
  },
);

// Where functions run for the first time they are slow: what is small enough to be done at once must be small enough then.
test.each([3000, 9999, 33_000])('nor do %i rows on a page that has just been opened', async (rows) => {
  const onNewPage = async () => {
    const opened = await open();
    const longest = await run('longestBlock', rows, opened);
    await opened.close();
    return longest;
  };
  expect(await leastOf(onNewPage)).toBeLessThan(LIMIT);
});

test('without workers a fit runs in slices shorter than 50 ms', async () => {
  expect(await leastOf(() => run('longestBlockHere', 20_000))).toBeLessThan(LIMIT);
});

test('a fit that is given up ends, and the next one runs', async () => {
  expect(await run('giveUp', 300_000)).toBe('cancelled');
  expect((await run('fit', 150_000)).criterion).toBeGreaterThan(0);
});
