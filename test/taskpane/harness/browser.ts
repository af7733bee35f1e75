/** A browser with the harness open. */

import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { chromium, type Browser, type Page } from 'playwright-core';
import { CHROMIUM_ARGS, ensureChromium } from '../../../scripts/chromium.mjs';
import { HARNESS } from './build';
import type { HarnessOptions } from './page';

const SHOTS = join(import.meta.dirname, '../../../.cache/shots');

export interface OpenOptions extends Omit<HarnessOptions, 'theme'> {
  readonly theme?: HarnessOptions['theme'];
  readonly width?: number;
  readonly forcedColors?: boolean;
}

export interface HarnessBrowser {
  /** A fresh page with the pane; its errors fail the test that opened it. */
  open(options: OpenOptions): Promise<PanePage>;
  close(): Promise<void>;
}

export interface PanePage {
  readonly page: Page;
  /** Selects all cells of a sheet, as a user does before taking them as data. */
  selectAll(sheet: string): Promise<void>;
  /** Saves a picture of the whole view, unrolled, under `.cache/shots`. */
  shot(name: string): Promise<void>;
  /** Breaches of the accessibility rules, as lines. */
  axe(): Promise<string[]>;
  readonly errors: readonly string[];
}

export async function startHarness(): Promise<HarnessBrowser> {
  mkdirSync(SHOTS, { recursive: true });
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: [...CHROMIUM_ARGS] });
  return { open: (options) => open(browser, options), close: () => browser.close() };
}

async function open(browser: Browser, options: OpenOptions): Promise<PanePage> {
  const { width = 300, forcedColors, theme = 'light', ...start } = options;
  const context = await browser.newContext({
    viewport: { width, height: 740 },
    deviceScaleFactor: 2,
    reducedMotion: 'reduce',
    forcedColors: forcedColors ? 'active' : 'none',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  // No server: the browser gets the files from here, and nothing from anywhere else.
  await page.route('**/*', (route) =>
    route.fulfill({ path: join(HARNESS, basename(new URL(route.request().url()).pathname)) }),
  );
  await page.goto('http://localhost/index.html');
  await page.evaluate((given) => window.harness.start(given), { ...start, theme });
  return {
    page,
    errors,
    async selectAll(sheet) {
      const cells = options.sheets[sheet];
      const range = { sheet, row: 0, column: 0, rows: cells.length, columns: cells[0].length };
      await page.evaluate((all) => window.harness.host.userSelects(all), range);
    },
    async shot(name) {
      const rest = 740 - (await page.locator('.cm-body').evaluate((body) => body.clientHeight));
      const height = await page.locator('.cm-body').evaluate((body) => body.scrollHeight);
      await page.setViewportSize({ width, height: Math.max(400, height + rest) });
      // Transitions end; a spinner never does.
      await page.evaluate(() => {
        const all = document.getAnimations();
        const ending = all.filter(({ effect }) => Number(effect?.getComputedTiming().endTime) < Infinity);
        const late = new Promise((resolve) => setTimeout(resolve, 1000));
        return Promise.race([late, Promise.allSettled(ending.map(({ finished }) => finished))]);
      });
      await page.screenshot({ path: join(SHOTS, `pane-${name}-${width}-${theme}.png`) });
      await page.setViewportSize({ width, height: 740 });
    },
    async axe() {
      // Fluent UI's focus traps: they pass the focus on as soon as they get it.
      const builder = new AxeBuilder({ page: page as never }).exclude('[data-tabster-dummy]');
      const { violations } = await builder.analyze();
      return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
    },
  };
}
