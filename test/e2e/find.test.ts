import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { goTo, openWorkbench, type OpenWorkbench } from './support/workbench';

let workbench: OpenWorkbench;
let page: Page;

beforeAll(async () => {
  workbench = await openWorkbench();
  page = workbench.page;
});

afterAll(() => workbench?.close());

const nameBox = () =>
  page.locator('[data-u-comp="defined-name"] input, input.univer-size-full').first().inputValue();

test('Ctrl+F finds what cells show, and Escape goes back to the cell that was found', async () => {
  const dialog = page.getByRole('dialog', { name: 'Find' }).or(page.getByText('Advanced Searching'));
  // The grid takes it up some seconds after it is drawn.
  await expect
    .poll(
      async () => {
        await goTo(page, 'H5');
        await page.keyboard.press('Control+f');
        return dialog.first().isVisible();
      },
      { timeout: 30_000, interval: 1000 },
    )
    .toBe(true);
  await page.keyboard.type('364.12');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getByText('1/1', { exact: true }).isVisible()).toBe(true);
  await page.keyboard.press('Escape');
  await expect.poll(nameBox).toBe('A181');
});
