/** What people come for, with the clicks that it takes. */

import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { example } from '../taskpane/data';
import { startHarness, type HarnessBrowser } from '../taskpane/harness/browser';
import { FOOT } from './support/foot';

const sheets = { Oats: example('oats'), Sleep: example('sleepstudy') };

let harness: HarnessBrowser;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness?.close());

/** The pane beside data that are selected, and a hand that counts. */
async function begin(sheet: keyof typeof sheets) {
  const pane = await harness.open({ sheets, width: 420 });
  await pane.selectAll(sheet);
  const hand = { clicks: 0 };
  const click = async (target: Locator): Promise<void> => {
    await target.click();
    hand.clicks++;
  };
  const { page } = pane;
  await click(page.getByRole('button', { name: /^Use selection/ }));
  const add = async (button: string, name: string | RegExp): Promise<void> => {
    await click(page.getByRole('button', { name: button }));
    await click(page.getByRole('menuitem', { name, exact: true }));
  };
  return { ...pane, hand, click, add };
}

const formulaOf = (page: Page) => page.getByRole('textbox', { name: 'Model formula' }).inputValue();
const fitted = (page: Page) => page.locator(FOOT, { hasText: 'Fitted · optimum verified' }).waitFor();
const formulas = (page: Page) =>
  page.evaluate(async () =>
    (await window.harness.host.listFormulas(() => true)).map(({ formula }) => formula),
  );

test('whether Days matters and whether subjects differ is in the sheet, in tables, as a chart and in sentences, after five clicks', async () => {
  const { page, hand, click, add, errors } = await begin('Sleep');
  await add('Add a fixed effect', 'Days');
  await fitted(page);
  await click(page.getByRole('tab', { name: 'Results' }));
  await page.getByText(/ cells, free$/).waitFor();
  const words = page.getByRole('region', { name: 'In words' });
  // lme4 and lmerTest: 10.467 (8.879, 12.055 by the t of 161 df), SD 37.12; the likelihood ratio is 107.20.
  await words
    .getByText('Reaction rose with Days, b = 10.47, 95% CI [8.88, 12.06], t(161) = 13.02, p < .001.')
    .waitFor();
  await words
    .getByText(/^Subjects differed in their level, SD = 37\.1, .* χ²\(1\) = 107\.20, p < \.001\.$/)
    .waitFor();
  await click(page.getByRole('button', { name: 'Insert live formulas' }));
  await page.getByText(/^Inserted at /).waitFor();
  expect(hand.clicks).toBe(5);
  expect(await formulas(page)).toEqual([
    '=LMER.FIXEF(Sleep!A1:C181, "Reaction ~ Days + (1 | Subject)")',
    '=LMER.VARCOMP(Sleep!A1:C181, "Reaction ~ Days + (1 | Subject)")',
    '=LMER.REPORT(Sleep!A1:C181, "Reaction ~ Days + (1 | Subject)")',
    '=LMER.EMMEANS(Sleep!A1:C181, "Reaction ~ Days + (1 | Subject)", "Days", , "at=Days=0,1,2,3,4,5,6,7,8,9")',
  ]);
  const charts = await page.evaluate(() => window.harness.host.charts.map(({ chart }) => chart));
  expect(charts.map(({ xTitle, yTitle, series }) => [xTitle, yTitle, series.length])).toEqual([
    ['Days', 'Reaction', 4],
  ]);
  expect(errors).toEqual([]);
});

test('a split plot has its means with letters in the sheet after twelve clicks', async () => {
  const { page, hand, click, add, axe, shot, errors } = await begin('Oats');
  await add('Add a fixed effect', 'nitro');
  await click(page.getByRole('button', { name: 'Fixed effect nitro' }));
  await click(page.getByRole('menuitem', { name: 'Transform' }));
  await click(page.getByRole('menuitem', { name: 'As groups' }));
  await add('Add a fixed effect', 'nitro (groups) × Variety');
  await add('Add grouping factor', /^Block × Variety/);
  await fitted(page);
  expect(await formulaOf(page)).toBe(
    'yield ~ factor(nitro) + Variety + factor(nitro):Variety + (1 | Block/Variety)',
  );
  await shot('split-plot');
  await click(page.getByRole('tab', { name: 'Compare' }));
  await page.locator('.cm-sentences').first().waitFor();
  await click(page.getByRole('button', { name: 'Insert', exact: true }));
  await page.getByText(/^Inserted at /).waitFor();
  expect(hand.clicks).toBe(12);
  expect((await formulas(page)).filter((formula) => /^=LMER\.EMMEANS\(.*letters/.test(formula))).toHaveLength(
    1,
  );
  expect(await axe()).toEqual([]);
  await shot('split-plot-means');
  expect(errors).toEqual([]);
});
