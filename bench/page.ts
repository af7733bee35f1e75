/**
 * `npm run bench -- --page`: the workbench in Chromium, built as it is shipped. When the first numbers stand in the first
 * workbook and what came over the wire for them; how long after Enter the result of a new model stands in the sheet; and the
 * longest task of the page meanwhile, in the time of its own thread.
 */

import type { Page } from 'playwright-core';
import type {} from '../workbench/scripting';
import { buildWorkbench } from '../scripts/buildWorkbench.mjs';
import { longestTask } from '../test/e2e/support/longestTask';
import { goTo, openWorkbench, whenReady, type OpenWorkbench } from '../test/e2e/support/workbench';
import { median, milliseconds, table } from './tables';

const REPETITIONS = 7;

interface Entry {
  readonly name: string;
  /** What is entered the n-th time: a model of its own each time, since a known one is answered from the cache. */
  formula(n: number): string;
  /** A cell of an empty column, below which the result spills. */
  readonly cell: string;
}

const SLEEP_STUDY: Entry = {
  name: '180 rows',
  formula: (n) => `=LMER.FIT(A1:C181, "Reaction ~ Days + (Days | Subject)", , "subset=Days < ${1000 + n}")`,
  cell: 'AA1',
};
const SCHOOLS: Entry = {
  name: '12,974 rows',
  formula: (n) => `=LMER.FIT(A1:H12975, "mscore ~ ses + (ses | school)", , "subset=ses < ${1000 + n}")`,
  cell: 'AA1',
};

/** The table of what was measured. */
export async function pageTimes(): Promise<string> {
  await buildWorkbench({ production: true, log: console.error });
  const loads: Load[] = [];
  const small = await inWorkbench(async (workbench) => {
    for (let i = 0; i < REPETITIONS; i++) loads.push(await load(workbench));
    return entries(workbench.page, SLEEP_STUDY);
  });
  const large = await inWorkbench(async ({ page }) => {
    await insertSchools(page);
    return entries(page, SCHOOLS);
  });
  return [
    `The page: first numbers ${milliseconds(median(loads.map(({ numbers }) => numbers)))} after the address, ` +
      `${(loads[0].bytes / 1024 / 1024).toFixed(2)} MB in ${loads[0].requests} requests, ` +
      `longest task ${milliseconds(median(loads.map(({ longest }) => longest)))}`,
    '',
    'From Enter to the spill',
    table([
      ['data', 'first', 'median', 'slowest', 'longest task'],
      ...[small, large].map(({ name, times, longest }) => [
        name,
        milliseconds(times[0]),
        milliseconds(median(times.slice(1))),
        milliseconds(Math.max(...times.slice(1))),
        milliseconds(longest),
      ]),
    ]),
  ].join('\n');
}

async function inWorkbench<T>(work: (workbench: OpenWorkbench) => Promise<T>): Promise<T> {
  const workbench = await openWorkbench();
  try {
    return await work(workbench);
  } finally {
    await workbench.close();
  }
}

interface Load {
  /** Milliseconds from the navigation until the first workbook shows its first result. */
  readonly numbers: number;
  /** What came over the wire, compressed as it came. */
  readonly bytes: number;
  readonly requests: number;
  readonly longest: number;
}

/** Opens the page as a new visitor does: a browser context of its own has nothing in its cache. */
async function load({ page: first, url }: OpenWorkbench): Promise<Load> {
  const context = await first
    .context()
    .browser()!
    .newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    const wire = await context.newCDPSession(page);
    await wire.send('Network.enable');
    let bytes = 0;
    let requests = 0;
    wire.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
      requests++;
    });
    let numbers = 0;
    const longest = await longestTask(page, async () => {
      await page.goto(url, { waitUntil: 'commit' });
      numbers = await page.evaluate(firstNumbers);
      await whenReady(page);
    });
    return { numbers, bytes, requests, longest };
  } finally {
    await context.close();
  }
}

async function firstNumbers(): Promise<number> {
  while (typeof (await window.cellmer?.read('F9'))?.[0][0] !== 'number')
    await new Promise((next) => setTimeout(next, 5));
  return performance.now();
}

async function insertSchools(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('menuitem', { name: /^Schools/ }).click();
  await page.getByText('Example on sheet Schools, simulated').waitFor();
  await page.locator('.cm-foot-text', { hasText: 'Fitted · ' }).waitFor({ timeout: 60_000 });
}

async function entries(page: Page, { name, formula, cell }: Entry) {
  const times: number[] = [];
  const longest = await longestTask(page, async () => {
    for (let n = 0; n <= REPETITIONS; n++) times.push(await enter(page, cell, formula(n)));
  });
  return { name, times, longest };
}

/** Milliseconds from the key until a frame is drawn with the result. */
async function enter(page: Page, cell: string, formula: string): Promise<number> {
  await goTo(page, cell);
  await page.keyboard.press('Delete');
  await page.waitForFunction(async (at) => ((await window.cellmer!.read(at))[0][0] ?? '') === '', cell);
  await page.waitForFunction(() => document.activeElement?.getAttribute('contenteditable') === 'true');
  await page.keyboard.type(formula);
  const key = await page.evaluateHandle(nextKey);
  await page.keyboard.press('Enter');
  return page.evaluate(untilFilled, { key, cell });
}

/** In a record, since a promise by itself would be waited for. */
interface Key {
  readonly pressed: Promise<number>;
}

function nextKey(): Key {
  const pressed = new Promise<number>((settle) => {
    addEventListener('keydown', ({ timeStamp }) => settle(timeStamp), { capture: true, once: true });
  });
  return { pressed };
}

async function untilFilled({ key, cell }: { readonly key: Key; readonly cell: string }): Promise<number> {
  const pressed = await key.pressed;
  while (((await window.cellmer!.read(cell))[0][0] ?? '') === '')
    await new Promise((next) => setTimeout(next, 2));
  await new Promise((next) => requestAnimationFrame(next));
  return performance.now() - pressed;
}
