import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CellMatrix } from '../../src/index';
import { example } from '../taskpane/data';
import { startHarness, type HarnessBrowser, type OpenOptions } from '../taskpane/harness/browser';
import { FOOT } from './support/foot';

const OATS = 'yield ~ factor(nitro) * Variety + (1 | Block/Variety)';
const VARIETIES = 'yield ~ Variety + (1 | Block/Variety)';

/** Three diets whose third has no row in the second period, and a weight to transform. */
const gaps: CellMatrix = [
  ['weight', 'diet', 'period', 'pen'],
  ...Array.from({ length: 48 }, (_, i) => {
    const [diet, period] = [['hay', 'oats', 'mixed'][i % 3], ['first', 'second'][Math.floor(i / 3) % 2]];
    const weight = 40 + 6 * (i % 3) + (period === 'second' ? 3 : 0) + ((i * 37) % 11) / 5;
    return [weight, diet, period, `pen ${Math.floor(i / 6)}`];
  }).filter(([, diet, period]) => diet !== 'mixed' || period !== 'second'),
];

const sheets: Record<string, CellMatrix> = {
  Oats: example('oats'),
  Growth: example('orthodont'),
  Gaps: gaps,
};

let harness: HarnessBrowser;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness?.close());

/** The pane with a model fitted and the Compare view open. */
async function compared(sheet: string, formula: string, options: Partial<OpenOptions> = {}) {
  const pane = await harness.open({ sheets: { [sheet]: sheets[sheet] }, ...options });
  const { page } = pane;
  await pane.selectAll(sheet);
  await page.getByRole('button', { name: 'Use selection' }).click();
  await page.getByRole('textbox', { name: 'Model formula' }).fill(formula);
  await page
    .locator(FOOT)
    .getByText(/^Fitted/)
    .waitFor();
  await page.getByRole('tab', { name: 'Compare' }).click();
  await page.locator('.cm-compare').waitFor();
  return pane;
}

const picture = (page: Page) => page.locator('.cm-plot-picture > svg');
/** Until what is asked for is there, and new. */
async function settled(page: Page): Promise<void> {
  await picture(page).waitFor();
  await page.locator('.cm-waiting, .cm-plotold').first().waitFor({ state: 'detached' });
}
const description = (page: Page) => page.locator('.cm-plot > .cm-sr').textContent();
const sentences = async (page: Page) =>
  (await page.locator('.cm-sentences li').allTextContents()).map((one) => one.replaceAll('\u00a0', ' '));
const tests = (page: Page) => page.locator('.cm-compare-tests p').allTextContents();
const tick = (page: Page, group: string, name: string) =>
  page.getByRole('group', { name: group, exact: true }).getByRole('checkbox', { name, exact: true });
const choose = async (page: Page, label: string, option: RegExp | string) => {
  await page.getByRole('combobox', { name: label, exact: true }).click();
  await page.getByRole('option', { name: option }).first().click();
};

describe.each([
  [270, 'light', false],
  [420, 'dark', false],
  [340, 'dark', true],
] as const)('at %i pixels, %s, forced colours %s', (width, theme, forcedColors) => {
  test('means, their table and their differences are there, described and without breaches of accessibility', async () => {
    const { page, axe, errors, shot } = await compared('Oats', OATS, { width, theme, forcedColors });
    await settled(page);
    expect(await description(page)).toMatch(
      /^Estimated means of yield by nitro and Variety\. nitro 0, Golden Rain: 80\.00 \(/,
    );
    expect(await picture(page).evaluate((svg) => svg.outerHTML)).not.toMatch(/NaN|undefined|Infinity/);
    await page.getByRole('table', { name: 'Estimated means' }).waitFor();
    expect(await sentences(page)).toContain(
      'Nitro 0.4 is 34.7 higher than nitro 0, 14.2 to 55.2 (p < .001).',
    );
    await page.locator('.cm-sentences h3', { hasText: 'Golden Rain' }).waitFor();
    await expect
      .poll(() => tests(page))
      .toEqual(['nitro: F(3, 45) = 37.69, p < .001', 'nitro × Variety: F(6, 45) = 0.30, p = .932']);
    expect(await cutChoices(page)).toEqual([]);
    expect(await axe()).toEqual([]);
    expect(await page.locator('.cm-body').evaluate((body) => body.scrollWidth - body.clientWidth)).toBe(0);
    await shot(`compare${forcedColors ? '-forced' : ''}`);
    expect(errors).toEqual([]);
  });
});

/** Cells of the tables of estimates whose text is wider than they are, or that end outside of the pane. */
const cutCells = (page: Page) =>
  page.locator('.cm-estimates').evaluateAll((cards) =>
    cards.flatMap((card) => {
      const { right } = card.getBoundingClientRect();
      return [card, ...card.querySelectorAll('tbody :is(th, td)')]
        .filter((one) => one.clientWidth > 0)
        .filter((one) => one.scrollWidth > one.clientWidth || one.getBoundingClientRect().right > right)
        .map((one) => one.textContent);
    }),
  );

/** Chosen texts of menus that are wider than the menu. */
const cutChoices = (page: Page) =>
  page
    .locator('.cm-compare-how .fui-Dropdown__button')
    .evaluateAll((all) =>
      all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent),
    );

test('no mean, label, limit or letter is cut in a pane of any width, and letters stand last', async () => {
  const { page } = await compared('Oats', OATS, { width: 270 });
  await settled(page);
  const table = page.getByRole('table', { name: 'Estimated means' });
  await tick(page, 'Compare', 'Variety').check();
  await page.getByText('Golden Rain', { exact: false }).first().waitFor();
  await settled(page);
  for (const width of [270, 300, 420, 640, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    expect([width, await cutCells(page)]).toEqual([width, []]);
    expect(await cutChoices(page)).toEqual([]);
    expect(await table.locator('thead th').last().textContent()).toBe('Letters');
    expect(await table.locator('tbody tr').first().textContent()).toContain('0, Golden Rain');
  }
  await tick(page, 'Compare', 'nitro').uncheck();
  await settled(page);
  await expect.poll(() => table.locator('tbody tr').count()).toBe(3);
  for (const width of [270, 300, 420]) {
    await page.setViewportSize({ width, height: 900 });
    expect([width, await cutCells(page)]).toEqual([width, []]);
  }
});

test.each([270, 420])('the menu of comparisons opens inside of a pane of %i pixels', async (width) => {
  const { page } = await compared('Oats', VARIETIES, { width });
  await settled(page);
  await page.getByRole('combobox', { name: 'Comparisons' }).click();
  const list = await page.getByRole('listbox').boundingBox();
  expect(list!.x).toBeGreaterThanOrEqual(0);
  expect(list!.x + list!.width).toBeLessThanOrEqual(width);
});

test('what is compared, within what and how is chosen by keyboard', async () => {
  const { page, errors } = await compared('Oats', OATS, { width: 420 });
  await settled(page);
  await tick(page, 'Within each', 'Variety').focus();
  await page.keyboard.press('Space');
  await page.getByText('The means may mislead').first().waitFor();
  await settled(page);
  expect(await description(page)).toContain('Estimated means of yield by nitro.');
  await tick(page, 'Compare', 'Variety').focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Show 54 more' }).waitFor();
  await tick(page, 'Compare', 'nitro').focus();
  await page.keyboard.press('Space');
  await expect.poll(() => sentences(page)).toHaveLength(3);
  expect(await page.getByRole('combobox', { name: 'Adjusted by' }).textContent()).toBe('Default (Tukey)');
  await page.getByRole('combobox', { name: 'Comparisons' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('with a control');
  await page.keyboard.press('Enter');
  await choose(page, 'With', 'Victory');
  await expect.poll(() => sentences(page)).toHaveLength(2);
  await page
    .getByText(/adjusted by Dunnett/)
    .first()
    .waitFor();
  await choose(page, 'Adjusted by', /^Holm/);
  await page
    .getByText(/adjusted by Holm/)
    .first()
    .waitFor();
  await settled(page);
  expect(errors).toEqual([]);
});

test('the choice stays when another view is looked at, and for the model with another term', async () => {
  const { page } = await compared('Oats', OATS, {});
  await settled(page);
  await tick(page, 'Compare', 'Variety').check();
  await tick(page, 'Compare', 'nitro').uncheck();
  await page.getByRole('tab', { name: 'Model' }).click();
  await page.getByRole('textbox', { name: 'Model formula' }).fill(VARIETIES);
  await page.getByRole('tab', { name: 'Compare' }).click();
  await settled(page);
  await expect.poll(() => description(page)).toContain('Estimated means of yield by Variety.');
  expect(await tick(page, 'Compare', 'Variety').isChecked()).toBe(true);
});

test('means and comparisons are inserted as live formulas, the plot beside them, and all is undone', async () => {
  const { page, errors } = await compared('Oats', VARIETIES, { width: 420 });
  await settled(page);
  await page.getByRole('checkbox', { name: 'Plot as a picture' }).check();
  await page.getByRole('button', { name: 'Insert', exact: true }).click();
  await page.getByText('Inserted at Oats!F1').waitFor();
  const model = 'Oats!A1:D73, "yield ~ Variety + (1 | Block/Variety)", "Variety"';
  const formulas = await page.evaluate(() =>
    Array.from({ length: 40 }, (_, row) => window.harness.host.formulaAt('Oats', row, 5)).filter(
      (formula) => formula !== null,
    ),
  );
  expect(formulas).toEqual([`=LMER.EMMEANS(${model}, , "letters=1")`, `=LMER.CONTRASTS(${model})`]);
  const pictures = () => page.evaluate(() => window.harness.host.pictures);
  const [{ picture: plot, at }] = await pictures();
  expect(plot.title).toBe('Means of yield');
  // To the right of the widest of the two.
  expect(at.column).toBeGreaterThan(11);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Inserted at').waitFor({ state: 'detached' });
  expect(await pictures()).toEqual([]);
  expect(await page.evaluate(() => window.harness.host.formulaAt('Oats', 1, 5))).toBeNull();
  expect(errors).toEqual([]);
});

test('what the data do not determine is said and not drawn', async () => {
  const { page } = await compared('Gaps', 'weight ~ diet * period + (1 | pen)', { width: 340 });
  await settled(page);
  expect(await description(page)).not.toContain('mixed, second');
  await page.getByText('1 mean that the data do not determine is left out.').waitFor();
  await expect
    .poll(() => sentences(page))
    .toContain('The data do not determine the difference between hay and mixed.');
});

test('a transformed outcome has its own scale, where differences of logarithms are ratios, or that of the model', async () => {
  const { page } = await compared('Gaps', 'log(weight) ~ diet + period + (1 | pen)', { width: 340 });
  await settled(page);
  await expect
    .poll(() => sentences(page))
    .toContainEqual(expect.stringMatching(/^Oats is 1\.\d+ times hay, /));
  await page.getByText('Means of weight', { exact: true }).waitFor();
  await page.getByText('log(weight)', { exact: true }).click();
  await page.getByText('Means of log(weight)', { exact: true }).waitFor();
  await expect
    .poll(() => sentences(page))
    .toContainEqual(expect.stringMatching(/^Oats is 0\.\d+ higher than hay, /));
});

test('numbers have lines with bands, and their slopes in words', async () => {
  const { page, axe } = await compared('Growth', 'distance ~ age * Sex + (age | Subject)', { width: 340 });
  await settled(page);
  await tick(page, 'Compare', 'age').check();
  await tick(page, 'Within each', 'Sex').check();
  await page.getByText('distance over age', { exact: true }).waitFor();
  await settled(page);
  expect(await description(page)).toMatch(
    /^What the model expects of distance over age, by Sex\. Female goes from/,
  );
  await expect
    .poll(() => sentences(page))
    .toContainEqual(expect.stringMatching(/^Male: with each unit of age, distance rises by 0\.78/));
  await page.getByRole('region', { name: 'Differences of the slopes' }).waitFor();
  await page.getByRole('checkbox', { name: 'Subject' }).check();
  await page.getByText('Thin lines join what was observed of each Subject.').waitFor();
  expect(await axe()).toEqual([]);
});

test('a model without fixed effects says that there is nothing to compare', async () => {
  const { page } = await compared('Oats', 'yield ~ 1 + (1 | Block)', {});
  await page
    .getByText('The model has nothing among its fixed effects whose levels could be compared.')
    .waitFor();
});

test('it stays, greyed, while the next model is fitted', async () => {
  const { page } = await compared('Oats', VARIETIES, { delay: 700 });
  await settled(page);
  await page.evaluate(() => window.harness.host.userEdits('Oats', 1, 3, 200));
  await page.locator('.cm-compare.cm-old').waitFor();
  expect(await picture(page).count()).toBe(1);
  await page.locator('.cm-compare.cm-old').waitFor({ state: 'detached' });
  await settled(page);
});

test('an example that compares means has their plot on its sheet', async () => {
  const { page, errors } = await harness.open({ sheets: {} });
  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('menuitem', { name: /^Oats/ }).click();
  const pictures = () => page.evaluate(() => window.harness.host.pictures);
  await expect.poll(async () => (await pictures()).length).toBe(1);
  const [{ picture: plot, at }] = await pictures();
  expect(at.sheet).toBe('Oats');
  expect(plot.description).toContain('by nitro and Variety');
  const heading = { row: at.row - 1, column: at.column };
  expect(
    await page.evaluate(({ row, column }) => window.harness.host.valueAt('Oats', row, column), heading),
  ).toBe('The means as a plot');
  expect(errors).toEqual([]);
});
