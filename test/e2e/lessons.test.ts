/** Lessons as a student opens them, by the pane and by the address. */

import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../scripts/install.mjs';
import { goTo, openWorkbench, valueOf, values, type OpenWorkbench } from './support/workbench';

const SHOTS = join(root, '.cache/shots');

let workbench: OpenWorkbench;
beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true });
  workbench = await openWorkbench();
});
afterAll(() => workbench?.close());

test('a lesson is open and its first question answered within a minute of the page being there, in four clicks', async () => {
  const { page, complaints } = workbench;
  const began = Date.now();
  let clicks = 0;
  const click = async (role: 'button' | 'menuitem', name: RegExp) => {
    await page.getByRole(role, { name }).click();
    clicks++;
  };
  await click('button', /^Examples$/);
  await click('menuitem', /^Lessons$/);
  await click('menuitem', /^3\. 5 of 30/);
  await expect.poll(() => valueOf(page, "'Lesson 3'!G7")).toBe('… not answered yet');
  await page.locator('.wb-chart svg').first().waitFor();
  // A click into the yellow cell, here by the name of the cell.
  await goTo(page, 'F7');
  clicks++;
  await page.keyboard.type('0.167');
  await page.keyboard.press('Enter');
  await expect.poll(() => valueOf(page, 'G7')).toBe('✓ Right');
  expect(clicks).toBe(4);
  expect((Date.now() - began) / 1000).toBeLessThan(60);
  expect(await valueOf(page, 'F11')).toBe(1);
  // A change of the yellow counts goes through both halves and the figure.
  const drawn = () => page.locator('.wb-chart svg').first().innerHTML();
  const before = await drawn();
  await goTo(page, 'B14');
  await page.keyboard.type('9');
  await page.keyboard.press('Enter');
  await expect.poll(() => values(page, 'B20:H20').then((row) => row[0][0])).toBe(0.3);
  await expect.poll(() => valueOf(page, 'H29')).toBe(0.3);
  await expect.poll(drawn).not.toBe(before);
  expect(complaints).toEqual([]);
});

test('the address opens a lesson, and says where there is none', async () => {
  const { page } = workbench;
  await page.evaluate(() => void (location.hash = '#lesson=12'));
  await expect.poll(() => valueOf(page, "'Lesson 12'!A13")).toBe('By hand');
  expect(new URL(page.url()).hash).toBe('');
  await page.evaluate(() => void (location.hash = '#lesson=99'));
  await page.getByText('There is no lesson “99”').waitFor();
});

test('a lesson is printed on A4, on its side', async () => {
  const { page } = workbench;
  await page.evaluate(() => void (window.print = () => undefined));
  await page.getByRole('button', { name: 'Print', exact: true }).click();
  const sections = page.locator('.wb-print section');
  await sections.first().waitFor({ state: 'attached' });
  expect(await sections.first().textContent()).toContain('Lesson 12: Shrinkage');
  expect(await sections.last().textContent()).toContain('The arrows');
  const count = await sections.count();
  const path = join(SHOTS, 'lesson-12.pdf');
  await page.pdf({ path, preferCSSPageSize: true });
  expect(readFileSync(path, 'latin1').match(/\/Type \/Page\b/g)).toHaveLength(count);
});
