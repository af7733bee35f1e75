/** Workers that end by themselves in the midst of a fit. */

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generator } from '../reference/randomDesigns';
import { watchWorkers, type Workers } from './support/endWorkers';
import { goTo, openFile, openWorkbench, type, valueOf, type OpenWorkbench } from './support/workbench';

let workbench: OpenWorkbench;
let page: Page;
let workers: Workers;

/** 80 rows in four groups with so many slopes that a fit takes seconds. */
const SLOPES = Array.from({ length: 12 }, (_, c) => `x${c}`);
const FORMULA = `y ~ 1 + (${SLOPES.join(' + ')} | g)`;

function csv(): string {
  const random = generator(15);
  const rows = Array.from({ length: 80 }, (_, i) => [
    random.normal(),
    `g${i % 4}`,
    ...SLOPES.map(() => random.normal()),
  ]);
  return [['y', 'g', ...SLOPES], ...rows].map((row) => row.join(',')).join('\n');
}

beforeAll(async () => {
  workbench = await openWorkbench();
  page = workbench.page;
  workers = await watchWorkers(page);
});
afterAll(() => workbench?.close());

/** Types a formula about the model, which takes long, and ends the worker that is at it. */
async function askAndEnd(cell: string, method: string): Promise<void> {
  const before = workers.started;
  await type(page, cell, `=LMER.STAT(A1:N81,"${FORMULA}","criterion","${method}")`);
  await expect.poll(() => valueOf(page, cell)).toBe('#GETTING_DATA');
  if (before === 0) await expect.poll(() => workers.started).toBe(1);
  await endAtWork();
}

async function endAtWork(): Promise<void> {
  const before = workers.started;
  await workers.endBusy();
  await expect.poll(() => workers.started).toBe(before + 1);
}

test('what a worker was at when it ended is calculated by another one', async () => {
  await openFile(page, { name: 'slopes.csv', mimeType: 'text/csv', buffer: Buffer.from(csv()) });
  await askAndEnd('P1', 'ML');
  await expect.poll(() => valueOf(page, 'P1'), { timeout: 120_000 }).toBeTypeOf('number');
});

test('when that ends as well the cell says so in a sentence, and the next formula is calculated', async () => {
  await askAndEnd('P2', 'REML');
  await workers.endBusy();
  await expect.poll(() => valueOf(page, 'P2')).toBe('#VALUE!');
  await goTo(page, 'P2');
  const message = page.getByRole('status').filter({ hasText: 'ended before it was done' });
  await message.waitFor();
  expect(await message.innerText()).toMatch(/most likely because the memory was used up: try fewer rows/);
  await type(page, 'P3', '=LMER.STAT(A1:N81,"y ~ x0 + (1 | g)","nobs")');
  await expect.poll(() => valueOf(page, 'P3')).toBe(80);
});
