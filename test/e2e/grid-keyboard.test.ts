import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkbench, type OpenWorkbench } from './support/workbench';

let workbench: OpenWorkbench;
let page: Page;

beforeAll(async () => {
  workbench = await openWorkbench();
  page = workbench.page;
});

afterAll(() => workbench?.close());

const regionOfFocus = () =>
  page.evaluate(() => {
    const within = (selector: string) => document.activeElement?.closest(selector);
    if (within('.wb-top')) return 'top';
    if (within('[data-u-comp="slide-tab-bar"]')) return 'tabs';
    if (within('.wb-grid')) return 'grid';
    return within('.wb-pane') ? 'pane' : null;
  });

const nameOfFocus = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));

async function focusGrid(): Promise<void> {
  await page.mouse.click(700, 400);
  await expect.poll(regionOfFocus).toBe('grid');
}

test('F6 leads from the grid to the pane, the tabs of the sheets, the top and back, Shift+F6 the other way', async () => {
  await focusGrid();
  for (const region of ['pane', 'tabs', 'top', 'grid']) {
    await page.keyboard.press('F6');
    expect(await regionOfFocus()).toBe(region);
  }
  for (const region of ['top', 'tabs', 'pane', 'grid']) {
    await page.keyboard.press(region === 'tabs' ? 'Control+Shift+F6' : 'Shift+F6');
    expect(await regionOfFocus()).toBe(region);
  }
});

test('Escape leaves the grid to the name box', async () => {
  await focusGrid();
  await page.keyboard.press('Escape');
  await expect.poll(nameOfFocus).toBe('Name box');
});

test('every button of the grid has a name of its own', async () => {
  const buttons = page.locator('.wb-grid').getByRole('button').filter({ visible: true });
  const names = await buttons.evaluateAll((all) =>
    all.map((one) => (one.getAttribute('aria-label') ?? one.textContent).trim()),
  );
  expect(names).toEqual(
    expect.arrayContaining([
      'Undo in the sheet',
      'Bold',
      'Borders',
      'Insert a function',
      'Add a sheet',
      'Smaller view',
      'Larger view',
    ]),
  );
  expect(names).not.toContain('');
  expect([...new Set(names)]).toEqual(names);
  await page.getByRole('toolbar', { name: 'Formats of the sheet' }).waitFor();
});

test('a formula that fx has begun goes with Escape, and the next sheet opens', async () => {
  await focusGrid();
  await page.getByRole('button', { name: 'Insert a function' }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.getByText('Wheat', { exact: true }).first().click();
  await expect.poll(() => page.evaluate(() => window.cellmer!.read('A1'))).not.toEqual([['Reaction']]);
  expect(workbench.complaints).toEqual([]);
});
