import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../scripts/install.mjs';
import { openWorkbench, valueOf, values, type OpenWorkbench } from './support/workbench';

let workbench: OpenWorkbench;
beforeAll(async () => {
  workbench = await openWorkbench();
});
afterAll(() => workbench?.close());

test("the third sheet has the lecture's numbers, each in a live cell", async () => {
  const { page, complaints } = workbench;
  const at = (cell: string) => valueOf(page, `Likelihood!${cell}`);
  await page.getByText('Likelihood', { exact: true }).first().click();
  await expect.poll(() => at('H14'), { timeout: 30_000 }).not.toBe('');
  // L(1/2) = 1/8 and L(1/3) = 8/27 of three failures; of the two, 1/3 is the more likely.
  expect(await at('D6')).toBeCloseTo(1 / 8, 12);
  expect(await at('D7')).toBeCloseTo(8 / 27, 12);
  expect(await at('D8')).toBeCloseTo(1 / 3, 12);
  const column = async (range: string) =>
    new Map((await values(page, `Likelihood!${range}`)).map((row) => [row[0], row]));
  const [small, large] = [await column('A12:C32'), await column('E12:G32')];
  expect([small.get('Information')![1], large.get('Information')![1]]).toEqual([216, 2160]);
  expect([small.get('Estimate')![1], large.get('Estimate')![1]]).toEqual([1 / 6, 1 / 6]);
  expect(small.get('Likelihood ratio')![1]).toBeCloseTo(0.0632348416951349, 9);
  const minus = (await values(page, 'Likelihood!L6:L10')).map(([value]) => value as number);
  expect(minus[0].toFixed(4)).toBe('88.6121');
  expect(minus[1].toFixed(4)).toBe('100.1217');
  expect(minus.slice(2).map((value) => value.toFixed(5))).toEqual(['88.76881', '88.58599', '88.67161']);
  const found = await values(page, 'Likelihood!H13:M45');
  const cells = found.flat().map(String);
  expect(cells.some((cell) => cell.startsWith('CONVERGENCE'))).toBe(true);
  const numbers = found.flat().filter((cell): cell is number => typeof cell === 'number');
  for (const estimate of [16.3064, 1.7872, 0.3099])
    expect(numbers.some((number) => Math.abs(number - estimate) < 5e-4)).toBe(true);
  mkdirSync(join(root, '.cache/shots'), { recursive: true });
  await page.screenshot({ path: join(root, '.cache/shots/workbench-likelihood.png') });
  expect(complaints).toEqual([]);
});
