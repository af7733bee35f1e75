import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildWorkbench, WORKBENCH } from '../../scripts/buildWorkbench.mjs';
import { CHROMIUM_ARGS, ensureChromium } from '../../scripts/chromium.mjs';
import { serveFolder } from '../../scripts/serve.mjs';

const FORMULA = 'Reaction ~ Days + (Days | Subject)';

let server: Awaited<ReturnType<typeof serveFolder>>;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  buildWorkbench({ log: () => undefined });
  server = await serveFolder(WORKBENCH, { port: 0 });
  browser = await chromium.launch({ executablePath: ensureChromium(), args: [...CHROMIUM_ARGS] });
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  page = await context.newPage();
  await page.goto(server.url);
  await page.getByRole('button', { name: 'Use selection' }).waitFor({ timeout: 60_000 });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** The field at the left of the formula bar: goes to a cell and leaves the keyboard there. */
async function goTo(cell: string): Promise<void> {
  const nameBox = page.locator('[data-u-comp="defined-name"] input, input.univer-size-full').first();
  await nameBox.fill(cell);
  await nameBox.press('Enter');
  await expect.poll(() => nameBox.inputValue()).toBe(cell);
}

async function type(cell: string, content: string): Promise<void> {
  await goTo(cell);
  await page.keyboard.type(content);
  await page.keyboard.press('Enter');
}

/** What a cell shows, by way of the clipboard. */
async function shown(cell: string): Promise<string> {
  await goTo(cell);
  await page.keyboard.press('Control+c');
  return (await page.evaluate(() => navigator.clipboard.readText())).trim();
}

/** Moves the focus on with Tab until it is on what is named so. */
async function tabTo(name: RegExp): Promise<void> {
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    const label = await page.evaluate(() => {
      const at = document.activeElement as HTMLInputElement | null;
      return at?.getAttribute('aria-label') ?? at?.labels?.[0]?.textContent ?? at?.textContent ?? '';
    });
    if (name.test(label)) return;
  }
  throw new Error(`the focus never comes to ${String(name)}`);
}

test('the sleep study is modelled by keyboard in the pane, inserted as live formulas, and follows an edit', async () => {
  await goTo('A1');
  await page.getByRole('tab', { name: 'Model' }).focus();
  await tabTo(/^Use selection/);
  await page.keyboard.press('Enter');
  await page.getByText('180 rows used, 0 dropped').waitFor();
  await page.getByRole('tab', { name: 'Model' }).focus();
  await tabTo(/^Add a fixed effect/);
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Days' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Fixed effect Days' }).waitFor();
  await tabTo(/^Days$/);
  await page.keyboard.press('Space');
  expect(await page.getByRole('textbox', { name: 'Model formula' }).inputValue()).toBe(FORMULA);
  await page.keyboard.press('Control+Enter');
  await page.locator('.cm-foot-text').getByText('Fitted · optimum verified').waitFor();

  await page.getByRole('tab', { name: 'Model' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const criterion = page.locator('.cm-stats dd').first();
  await expect.poll(() => criterion.textContent()).toBe('1743.63');
  // The first sheet has formulas of its own beside the data: the first place with room is further to the right.
  await page.getByText('8 × 8 cells, free').waitFor();
  const target = await page.getByRole('textbox', { name: 'Target cell' }).inputValue();
  expect(target).toBe("'Sleep study'!X1");
  await tabTo(/^Insert live formulas/);
  await page.keyboard.press('Enter');
  await page.getByText(`Inserted at ${target}`).waitFor();

  await type('E200', '=Y2');
  await expect.poll(async () => Number(await shown('E200')), { timeout: 10_000 }).toBeCloseTo(251.4051, 3);
  await type('A2', '349.56');
  await expect.poll(() => criterion.textContent(), { timeout: 10_000 }).not.toBe('1743.63');
  await expect
    .poll(async () => Math.abs(Number(await shown('E200')) - 251.4051), { timeout: 10_000 })
    .toBeGreaterThan(0.5);
  await type('A2', '249.56');
  await expect.poll(() => criterion.textContent(), { timeout: 10_000 }).toBe('1743.63');
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await page.getByText('8 × 8 cells, free').waitFor();
});
