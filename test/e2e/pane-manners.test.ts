import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CellMatrix } from '../../src/index';
import { example } from '../taskpane/data';
import {
  startHarness,
  type HarnessBrowser,
  type OpenOptions,
  type PanePage,
} from '../taskpane/harness/browser';
import { FOOT } from './support/foot';

const sheets: Record<string, CellMatrix> = {
  Sleep: example('sleepstudy'),
  Dye: example('dyestuff2'),
  Pastes: example('pastes'),
  Growth: example('orthodont'),
};

let harness: HarnessBrowser;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness?.close());

async function use({ page, selectAll }: Pick<PanePage, 'page' | 'selectAll'>, sheet: string): Promise<void> {
  await selectAll(sheet);
  await page.getByRole('button', { name: 'Use selection' }).click();
}

const fit = async (page: Page, formula: string): Promise<void> => {
  const box = page.getByRole('textbox', { name: 'Model formula' });
  await box.clear();
  await box.pressSequentially(formula);
  await page.locator(FOOT, { hasText: 'Fitted · ' }).waitFor();
};

const THEMES = [
  ['light', {}],
  ['dark', { theme: 'dark' }],
  ['high contrast', { theme: 'dark', forcedColors: true }],
] as const;

describe.each(THEMES)('in the theme %s', (name, theme: Partial<OpenOptions>) => {
  /** A pane, and what looks at a view of it. */
  async function opened(width: number) {
    const pane = await harness.open({ sheets, width, ...theme });
    const { page, axe, shot, errors } = pane;
    const check = async (view: string): Promise<void> => {
      expect({ view, broken: await axe() }).toEqual({ view, broken: [] });
      for (const part of ['.cm-tabs', '.cm-body'])
        expect(await page.locator(part).evaluate((at) => at.scrollWidth - at.clientWidth)).toBe(0);
      await shot(`${view}-${name.replace(' ', '-')}`);
    };
    return { pane, page, check, errors };
  }

  test.each([300, 420])('no view breaks a rule of accessibility at %i pixels', async (width) => {
    const { pane, page, check, errors } = await opened(width);
    await page.getByRole('button', { name: 'Use selection' }).waitFor();
    await check('empty');
    await use(pane, 'Pastes');
    await fit(page, 'strength ~ 1 + (1 | batch) + (1 | cask)');
    await check('nesting');
    await page.getByRole('tab', { name: 'One-way' }).click();
    await page.getByRole('img', { name: 'Shrinkage of the means' }).waitFor();
    await check('oneway');
    await page.getByRole('tab', { name: 'Likelihood' }).click();
    await page.locator('.cm-lcard').waitFor();
    await check('likelihood');
    await page.getByRole('tab', { name: 'Plots' }).click();
    const plots = page.getByRole('radiogroup', { name: 'Plot' }).getByRole('radio');
    await plots.first().waitFor({ state: 'attached' });
    for (const plot of await plots.all()) {
      await plot.check({ force: true });
      await page.locator('.cm-plot-picture > svg').waitFor();
      await page.locator('.cm-waiting, .cm-plotold').first().waitFor({ state: 'detached' });
      await check(`plot-${(await plot.getAttribute('aria-label'))!.toLowerCase().replace(' ', '-')}`);
    }
    await page.getByRole('tab', { name: 'Model' }).click();
    await page.getByRole('textbox', { name: 'Model formula' }).fill('strength ~ 1 + (1 | bath)');
    await page.getByText('No column is called “bath”.').waitFor();
    await check('problem');
    expect(errors).toEqual([]);
  });

  test.each([300, 420])('no result breaks one at %i pixels', async (width) => {
    const { pane, page, check, errors } = await opened(width);
    await use(pane, 'Growth');
    await fit(page, 'distance ~ age * Sex + (age | Subject)');
    await page.getByRole('tab', { name: 'Results' }).click();
    await page.getByRole('region', { name: 'Tests of terms' }).waitFor();
    await page.getByText(/ cells, free$/).waitFor();
    await check('growth');
    await page.getByRole('tab', { name: 'Model' }).click();
    await page.evaluate(() =>
      window.harness.host.userSelects({ sheet: 'Dye', row: 1, column: 1, rows: 1, columns: 1 }),
    );
    await page.getByRole('button', { name: /^Data: / }).click();
    await page.getByRole('menuitem', { name: /^Use selection/ }).click();
    await page.locator(FOOT, { hasText: 'on the boundary' }).waitFor();
    await page.getByRole('tab', { name: 'Results' }).click();
    await page.getByRole('button', { name: 'Compare them' }).click();
    await page.getByRole('group', { name: 'Comparison of the models' }).waitFor();
    await check('coach');
    expect(errors).toEqual([]);
  });
});

test('nothing jumps while data are read, models fitted and views changed', async () => {
  const pane = await harness.open({ sheets, width: 340 });
  const { page } = pane;
  await page.evaluate(() => {
    const shifts = { sum: 0, parts: [] as string[] };
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as Shift[]) {
        if (entry.hadRecentInput) continue;
        shifts.sum += entry.value;
        shifts.parts.push(...entry.sources.map(({ node }) => `${entry.value.toFixed(4)} ${nameOf(node)}`));
      }
    }).observe({ type: 'layout-shift', buffered: true });
    interface Shift {
      readonly value: number;
      readonly hadRecentInput: boolean;
      readonly sources: readonly { readonly node: Element | null }[];
    }
    function nameOf(node: Element | null): string {
      return `${node?.nodeName} ${node?.className}`;
    }
  });
  // What comes within half a second of a key or a click is no jump by definition; so wait that long after each.
  const settle = () => page.waitForTimeout(700);
  await use(pane, 'Growth');
  await settle();
  await fit(page, 'distance ~ age * Sex + (age | Subject)');
  await settle();
  await page.getByRole('tab', { name: 'Results' }).click();
  await page.getByText(/ cells, free$/).waitFor();
  await settle();
  await page.evaluate(() => window.harness.host.userEdits('Growth', 1, 0, 27.5));
  await settle();
  await page.getByRole('tab', { name: 'Model' }).click();
  await settle();
  const shifts = await page.evaluate(
    () => (window as unknown as { shifts: { sum: number; parts: string[] } }).shifts,
  );
  // 0.1 counts as good. The button that names the selection grows with it.
  expect(shifts.sum, shifts.parts.join('\n')).toBeLessThan(0.001);
});
