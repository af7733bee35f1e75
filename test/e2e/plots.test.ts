import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { CellMatrix } from '../../src/index';
import type { RangeAddress } from '../../taskpane/host';
import { example } from '../taskpane/data';
import { startHarness, type HarnessBrowser, type OpenOptions } from '../taskpane/harness/browser';
import { SKEWED, manyGroups, nastyGroups } from '../taskpane/plots/cases';

const SLOPES = 'Reaction ~ Days + (Days | Subject)';
const NAMES = ['Shrinkage', 'Caterpillar', 'Data', 'Residuals', 'Normal QQ', 'Profile'] as const;

const sheets: Record<string, CellMatrix> = {
  Sleep: example('sleepstudy'),
  Plates: example('penicillin'),
  Pastes: example('pastes'),
  Cake: example('cake'),
  Many: manyGroups(3000, 5),
  Nasty: nastyGroups(),
  Skewed: SKEWED,
};

let harness: HarnessBrowser;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness?.close());

/** The pane with a model fitted and the Plots view open. */
async function fitted(sheet: string, formula: string, options: Partial<OpenOptions> = {}) {
  const pane = await harness.open({ sheets: { [sheet]: sheets[sheet] }, ...options });
  const { page } = pane;
  const range: RangeAddress = {
    sheet,
    row: 0,
    column: 0,
    rows: sheets[sheet].length,
    columns: sheets[sheet][0].length,
  };
  await page.evaluate((r) => window.harness.host.userSelects(r), range);
  await page.getByRole('button', { name: 'Use selection' }).click();
  await page.getByRole('textbox', { name: 'Model formula' }).fill(formula);
  await page.getByRole('tab', { name: 'Plots' }).and(page.locator(':enabled')).waitFor();
  await page
    .locator('.cm-foot-text')
    .getByText(/^Fitted/)
    .waitFor();
  await page.getByRole('tab', { name: 'Plots' }).click();
  await page.getByRole('radiogroup', { name: 'Plot' }).waitFor();
  return pane;
}

const picture = (page: Page) => page.locator('.cm-plot-picture > svg');
const choose = async (page: Page, name: (typeof NAMES)[number]) => {
  await page.getByRole('radio', { name, exact: true }).check({ force: true });
  await drawn(page);
};
/** Until the plot asked for is there, and new. */
async function drawn(page: Page): Promise<void> {
  await picture(page).waitFor();
  await page.locator('.cm-waiting, .cm-plotold').first().waitFor({ state: 'detached' });
}

describe.each([
  [300, 'light'],
  [300, 'dark'],
  [420, 'light'],
  [420, 'dark'],
] as const)('at %i pixels, %s', (width, theme) => {
  test('every plot opens by keyboard, described and without breaches of accessibility', async () => {
    const { page, axe, shot, errors } = await fitted('Sleep', SLOPES, { width, theme });
    await page.getByRole('radio', { name: 'Shrinkage' }).focus();
    for (const [i, name] of NAMES.entries()) {
      if (i > 0) await page.keyboard.press('ArrowRight');
      await page.getByRole('radio', { name, exact: true, checked: true }).waitFor({ state: 'attached' });
      await drawn(page);
      const figure = page.getByRole('img').and(page.locator('.cm-plot-picture'));
      expect(await figure.getAttribute('aria-label')).not.toBe('');
      const words = await page.locator('.cm-plot > .cm-sr').textContent();
      expect(words!.length).toBeGreaterThan(40);
      expect(words).not.toMatch(/NaN|undefined|null|Infinity/);
      const drawing = await picture(page).evaluate((svg) => svg.outerHTML);
      expect(drawing).not.toMatch(/NaN|undefined|Infinity/);
      expect(await axe()).toEqual([]);
      await shot(`plots-${name.toLowerCase().replace(' ', '-')}`);
    }
    expect(errors).toEqual([]);
  });
});

test('slopes, both effects, and the random effects of a normal plot are one choice away', async () => {
  const { page, shot, axe } = await fitted('Sleep', SLOPES, { width: 420 });
  await drawn(page);
  await page.getByText('Slope', { exact: true }).click();
  await page.getByText('Slope of Days →').waitFor();
  await page.getByText('Both', { exact: true }).click();
  await page.getByText('Both effects of each Subject').waitFor();
  expect(await axe()).toEqual([]);
  await shot('plots-shrinkage-both');
  await choose(page, 'Caterpillar');
  await page.getByText('Slope', { exact: true }).click();
  await page.getByText('average 10.47').waitFor();
  await shot('plots-caterpillar-slope');
  await choose(page, 'Normal QQ');
  await page.getByRole('combobox', { name: 'Values' }).click();
  await page.getByRole('option', { name: 'Subject, slope' }).click();
  await page.getByText('the effects of Subject are close to normal').waitFor();
  await shot('plots-qq-effects');
});
