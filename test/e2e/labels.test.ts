/** That nothing of the pane is cut: every view at every width, in all themes, with names that are hard to show. */

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CellMatrix } from '../../src/index';
import { example } from '../taskpane/data';
import { startHarness, type HarnessBrowser, type OpenOptions } from '../taskpane/harness/browser';
import { LONG_MODEL, longNames } from '../taskpane/longNames';
import { keyboardOf } from './support/keyboard';
import { illegible } from './support/legible';
import { openWorkbench, type OpenWorkbench } from './support/workbench';
import { FOOT } from './support/foot';

const sheets: Record<string, CellMatrix> = { Long: longNames(), Growth: example('orthodont') };
const WIDTHS = [270, 300, 350, 420, 1440];
/** Half of a screen with 740 pixels, as at 200 %. */
const HEIGHTS = [740, 370];

let harness: HarnessBrowser;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness?.close());

const tab = (page: Page, name: string) => page.locator('.cm-tabs').getByRole('tab', { name, exact: true });
const THEMES: [string, Partial<OpenOptions>][] = [
  ['light', {}],
  ['dark', { theme: 'dark' }],
  ['forced', { theme: 'dark', forcedColors: true }],
];

/** Opens all that opens, so that it is measured too. */
async function unfold(page: Page): Promise<void> {
  const closed = page.locator('.cm-body details:not([open]) > summary').first();
  while (await closed.isVisible()) await closed.click();
}

/** Each view with all that is in it, one after the other. */
const VIEWS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  async model(page) {
    await page.getByRole('textbox', { name: 'Model formula' }).fill(LONG_MODEL);
    await page.locator(FOOT, { hasText: 'Fitted · ' }).waitFor();
    await unfold(page);
    await page.locator('.cm-code pre', { hasText: 'lmer' }).waitFor();
  },
  async results(page) {
    await tab(page, 'Results').click();
    await page.getByRole('region', { name: 'Tests of terms' }).waitFor();
    await page.locator('.cm-words li').first().waitFor();
    await page.getByText(/ cells, (?:free|not free)/).waitFor();
    await unfold(page);
    await page.setViewportSize({ width: 350, height: 740 });
    await page.getByRole('button', { name: 'Show 95 % CI' }).click();
  },
  async compare(page) {
    await tab(page, 'Compare').click();
    await page.locator('.cm-sentences li').first().waitFor();
    await unfold(page);
    await page.getByRole('group', { name: 'Differences' }).first().waitFor();
  },
  async plots(page) {
    await tab(page, 'Plots').click();
    await page.locator('.cm-plot-picture > svg').waitFor();
  },
  async 'one-way'(page) {
    await tab(page, 'One-way').click();
    await page.getByRole('img', { name: 'Shrinkage of the means' }).waitFor();
  },
  async likelihood(page) {
    await tab(page, 'Likelihood').click();
    await page.locator('.cm-lcard').waitFor();
    await unfold(page);
  },
  async 'a wrong formula'(page) {
    await tab(page, 'Model').click();
    await page.getByRole('textbox', { name: 'Model formula' }).fill('Days ~ 1 + (1 | Partisipant)');
    await page.getByText('No column is called “Partisipant”.').waitFor();
  },
};

describe.each(THEMES)('in the theme %s', (_, theme) => {
  test('nothing is cut, nothing covered and no rule of accessibility broken, in any view at any width', async () => {
    const pane = await harness.open({ sheets, width: 420, ...theme });
    const { page } = pane;
    const found: string[] = [];
    const measure = async (view: string): Promise<void> => {
      for (const height of HEIGHTS)
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height });
          await page.locator('.cm-waiting, .cm-plotold').first().waitFor({ state: 'detached' });
          await expect.poll(() => settled(page)).toBe(true);
          found.push(...(await illegible(page)).map((line) => `${view} at ${width} × ${height}: ${line}`));
          const scrolls = await page.evaluate(
            () => document.documentElement.scrollHeight > window.innerHeight,
          );
          if (scrolls) found.push(`${view} at ${width} × ${height}: the page scrolls around the pane`);
        }
      found.push(...(await pane.axe()).map((line) => `${view}: ${line}`));
      await page.setViewportSize({ width: 420, height: 740 });
    };
    await page.getByRole('button', { name: 'Use selection' }).waitFor();
    await measure('empty');
    await pane.selectAll('Long');
    await page.getByRole('button', { name: 'Use selection' }).click();
    await page.getByRole('textbox', { name: 'Model formula' }).waitFor();
    for (const [view, open] of Object.entries(VIEWS)) {
      await open(page);
      await measure(view);
    }
    expect(found).toEqual([]);
    expect(pane.errors).toEqual([]);
  });
});

/** Whether drawings are as wide as their place: they are made anew after a change of width. */
function settled(page: Page): Promise<boolean> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.cm-plot-picture > svg')].every(
      (svg) => svg.getBoundingClientRect().width <= svg.parentElement!.clientWidth + 1,
    ),
  );
}

test('a coefficient of a factor says which levels it compares, at every width', async () => {
  const pane = await harness.open({ sheets, width: 300 });
  const { page } = pane;
  await pane.selectAll('Growth');
  await page.getByRole('button', { name: 'Use selection' }).click();
  await page.getByRole('textbox', { name: 'Model formula' }).fill('distance ~ age * Sex + (age | Subject)');
  await page.locator(FOOT, { hasText: 'Fitted · ' }).waitFor();
  await tab(page, 'Results').click();
  const labels = page.locator('.cm-coef tbody th');
  await expect
    .poll(() => labels.allTextContents())
    .toEqual(['Intercept', 'age', 'Sex: Male − Female', 'age × Sex: Male − Female']);
  // Limits are the first to go, and come back on request.
  const limits = page.locator('.cm-coef tbody .cm-coef-ci').first();
  expect(await limits.isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Show 95 % CI' }).click();
  expect(await limits.isVisible()).toBe(true);
  await page.setViewportSize({ width: 420, height: 740 });
  await page.getByRole('button', { name: /95 % CI/ }).waitFor({ state: 'hidden' });
  expect(await limits.isVisible()).toBe(true);
});

/** Keys after which a view that has not been left is a trap. */
const MOST_KEYS = 250;
const isIn = (page: Page, part: string) =>
  page.evaluate((selector) => document.activeElement!.closest(selector) !== null, part);

test('every view is reached and left by keyboard alone', async () => {
  const pane = await harness.open({ sheets, width: 350 });
  const { page } = pane;
  const keyboard = keyboardOf(page);
  await pane.selectAll('Growth');
  await keyboard.tabTo(/^Use selection/);
  await keyboard.press('Enter');
  await keyboard.tabTo(/^Model formula$/);
  await keyboard.press('Control+a');
  await keyboard.type('distance ~ age * Sex + (age | Subject)');
  await keyboard.press('Control+Enter');
  await page.locator(FOOT, { hasText: 'Fitted · ' }).waitFor();
  await keyboard.tabBackTo(/^Model$/);
  for (let view = 0; view < 6; view++) {
    if (view > 0) await keyboard.press('ArrowRight', 'Enter');
    const name = await page.evaluate(() => document.activeElement!.textContent);
    await page.getByRole('tabpanel', { name: name! }).waitFor();
    const controls = page.locator('.cm-body').locator('button, input, [tabindex="0"]');
    await controls.first().waitFor({ state: 'attached' });
    await keyboard.press('Tab');
    expect(await isIn(page, '.cm-body'), `${name} is entered`).toBe(true);
    for (const [key, part] of [
      ['Tab', '.cm-foot, body:not(:has(.cm-body :focus))'],
      ['Shift+Tab', '.cm-tabs'],
    ] as const) {
      let keys = 0;
      while (!(await isIn(page, part)) && keys < MOST_KEYS) {
        await keyboard.press(key);
        keys++;
      }
      expect(keys, `${name} is left with ${key}`).toBeLessThan(MOST_KEYS);
    }
  }
  expect(pane.errors).toEqual([]);
});

describe('the workbench', () => {
  let open: OpenWorkbench | undefined;
  afterAll(() => open?.close());

  test('shows the pane with all its words at 1,440 pixels, and at half of them, as at 200 %', async () => {
    open = await openWorkbench({ width: 1440, height: 900 });
    const { page, complaints } = open;
    const width = () => page.locator('.cm-pane').evaluate((pane) => Math.round(pane.clientWidth));
    expect(await width()).toBe(420);
    await page.getByRole('button', { name: 'Use selection' }).click();
    await page.locator(FOOT, { hasText: 'Fitted · ' }).waitFor();
    for (const name of ['Model', 'Results', 'Compare', 'Plots', 'One-way', 'Likelihood']) {
      await tab(page, name).click();
      await page.locator('.cm-waiting').first().waitFor({ state: 'detached' });
      for (const size of [
        { width: 1440, height: 900 },
        { width: 720, height: 450 },
      ]) {
        await page.setViewportSize(size);
        await expect.poll(() => settled(page)).toBe(true);
        expect({ name, size, cut: await illegible(page) }).toEqual({ name, size, cut: [] });
      }
    }
    expect(complaints).toEqual([]);
  });
});
