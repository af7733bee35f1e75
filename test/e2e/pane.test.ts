import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CellMatrix } from '../../src/index';
import { example } from '../taskpane/data';
import { startHarness, type HarnessBrowser, type OpenOptions } from '../taskpane/harness/browser';
import { FOOT } from './support/foot';

const FORMULA = 'Reaction ~ Days + (Days | Subject)';
const SLEEP = { sheet: 'Sleep', row: 0, column: 0, rows: 181, columns: 3 };
const sheets: Record<string, CellMatrix> = {
  Sleep: example('sleepstudy'),
  Dye: example('dyestuff2'),
};

let harness: HarnessBrowser;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness?.close());

const open = (options: Partial<OpenOptions> = {}) => harness.open({ sheets, ...options });
const select = (page: Page, range: typeof SLEEP) =>
  page.evaluate((r) => window.harness.host.userSelects(r), range);
const formulaBox = (page: Page) => page.getByRole('textbox', { name: 'Model formula' });
const says = (page: Page, status: string) => page.locator(FOOT).getByText(status, { exact: true }).waitFor();
const valueOf = (page: Page, name: string) =>
  page.locator('.cm-stats div', { hasText: name }).locator('dd').textContent();

async function openSleep(options: Partial<OpenOptions> = {}) {
  const pane = await open(options);
  await select(pane.page, SLEEP);
  await pane.page.getByRole('button', { name: 'Use selection' }).click();
  await formulaBox(pane.page).fill(FORMULA);
  return pane;
}

async function fitted(options: Partial<OpenOptions> = {}) {
  const pane = await openSleep(options);
  await pane.page.getByRole('tab', { name: 'Results' }).click();
  await pane.page.getByText(FORMULA, { exact: true }).waitFor();
  await says(pane.page, 'Fitted · optimum verified');
  return pane;
}

describe('with the keyboard alone', () => {
  test('the sleep study is modelled, fitted and inserted', async () => {
    const { page, errors } = await open();
    await select(page, SLEEP);
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    /** Tabs until the focus is on what is named so. */
    const tabTo = async (name: RegExp | string) => {
      for (let i = 0; i < 40; i++) {
        await page.keyboard.press('Tab');
        const label = await page.evaluate(() => {
          const at = document.activeElement as HTMLElement;
          const labels = (at as HTMLInputElement).labels;
          return at.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? at.textContent ?? '';
        });
        if (label.match(name)) return;
      }
      throw new Error(`the focus never comes to ${String(name)}`);
    };

    await tabTo(/^Use selection/);
    await press('Enter');
    await page.getByText('180 rows used, 0 dropped').waitFor();
    await page.getByRole('tab', { name: 'Model' }).focus();
    await tabTo(/^Add a fixed effect/);
    await press('Enter');
    await page.getByRole('menuitem', { name: 'Days' }).waitFor();
    await press('Enter');
    await page.getByRole('button', { name: 'Fixed effect Days' }).waitFor();
    await tabTo(/^Days$/);
    await press('Space');
    expect(await formulaBox(page).inputValue()).toBe(FORMULA);
    await page.getByText('3 covariance parameters for 18 groups').waitFor();
    await press('Control+Enter');
    await says(page, 'Fitted · optimum verified');

    await page.getByRole('tab', { name: 'Model' }).focus();
    await press('ArrowRight', 'Enter');
    expect(await valueOf(page, 'REML criterion')).toBe('1743.63');
    await page.getByText('free', { exact: false }).first().waitFor();
    await tabTo(/^Insert live formulas/);
    await press('Enter');
    await page.getByText('Inserted at Sleep!E1').waitFor();
    expect(await page.evaluate(() => window.harness.host.formulaAt('Sleep', 1, 4))).toBe(
      `=LMER.FIXEF(Sleep!A1:C181, "${FORMULA}")`,
    );
    expect(errors).toEqual([]);
  });

  test('Delete removes a chip and Escape closes a menu, and the focus stays near', async () => {
    const { page } = await openSleep();
    const chip = page.getByRole('button', { name: 'Fixed effect Days' });
    await chip.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Remove' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('menuitem', { name: 'Remove' }).waitFor({ state: 'detached' });
    await page.waitForFunction(
      () => document.activeElement?.getAttribute('aria-label') === 'Fixed effect Days',
    );
    await page.keyboard.press('Delete');
    await chip.waitFor({ state: 'detached' });
    expect(await formulaBox(page).inputValue()).toBe('Reaction ~ 1 + (1 | Subject)');
    await page.waitForFunction(
      () => document.activeElement?.getAttribute('aria-label') === 'Add a fixed effect',
    );
  });
});

describe('form and formula', () => {
  test('a typed formula ticks the form, and a ticked form writes the formula', async () => {
    const { page } = await openSleep();
    const slope = page.getByRole('checkbox', { name: 'Days' });
    expect(await slope.isChecked()).toBe(true);
    await page.getByRole('switch', { name: 'Correlated' }).click();
    expect(await formulaBox(page).inputValue()).toBe('Reaction ~ Days + (Days || Subject)');
    await slope.click();
    expect(await formulaBox(page).inputValue()).toBe('Reaction ~ Days + (1 | Subject)');
  });

  test('a misspelt column is shown at its place, with the way out', async () => {
    const { page, axe, shot } = await openSleep();
    await formulaBox(page).fill('Reaction ~ Days + (Days | Subjct)');
    await page.getByText('No column is called “Subjct”.').waitFor();
    expect(await page.locator('.cm-fx-text .cm-fx-wrong').textContent()).toBe('Subjct');
    await says(page, 'Formula needs a fix');
    expect(await page.getByRole('button', { name: 'Fit', exact: true }).isDisabled()).toBe(true);
    expect(await axe()).toEqual([]);
    await shot('model-error');
    await page.getByRole('button', { name: 'Use Subject' }).click();
    expect(await formulaBox(page).inputValue()).toBe(FORMULA);
  });

  test('a second grouping factor has a card of its own', async () => {
    const { page, shot } = await open({ sheets: { Plates: example('penicillin') } });
    await select(page, { sheet: 'Plates', row: 0, column: 0, rows: 1, columns: 1 });
    await page.getByRole('button', { name: 'Use selection' }).click();
    await page.getByRole('button', { name: 'Add grouping factor' }).click();
    await page.getByRole('menuitem', { name: 'sample' }).click();
    expect(await formulaBox(page).inputValue()).toBe('diameter ~ 1 + (1 | plate) + (1 | sample)');
    await says(page, 'Fitted · optimum verified');
    await shot('model-crossed');
    await page.getByRole('tab', { name: 'Results' }).click();
    expect(await valueOf(page, 'REML criterion')).toBe('330.86');
    await page.getByText('65 × 8 cells, free').waitFor();
    await shot('results-crossed');
  });

  test('a formula too rich for the form is fitted as it is written', async () => {
    const { page } = await openSleep();
    await formulaBox(page).fill('log(Reaction) ~ Days + (Days | Subject)');
    await page.getByText('It is fitted as written.').waitFor();
    await page.getByRole('tab', { name: 'Results' }).click();
    await page.getByText('log(Reaction) ~ Days + (Days | Subject)', { exact: true }).waitFor();
  });

  test.each(['lets', 'does not let'])(
    'the formula is copied as it stands where the page %s it',
    async (may) => {
      const { page } = await openSleep();
      if (may === 'does not let')
        await page.evaluate(
          () => (navigator.clipboard.writeText = () => Promise.reject(new Error('forbidden'))),
        );
      await page.getByRole('button', { name: 'Copy formula' }).click();
      await page.getByRole('button', { name: 'Copied' }).waitFor();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(FORMULA);
    },
  );

  test('a slope that cannot differ within a group is disabled and says why', async () => {
    const rows = example('sleepstudy').map((row, i) => [...row, i === 0 ? 'Dose' : Number(row[2]) % 7]);
    const { page } = await open({ sheets: { Sleep: rows } });
    await select(page, { ...SLEEP, columns: 4 });
    await page.getByRole('button', { name: 'Use selection' }).click();
    await formulaBox(page).fill('Reaction ~ Days + Dose + (1 | Subject)');
    const dose = page.getByRole('checkbox', { name: 'Dose' });
    expect(await dose.isDisabled()).toBe(true);
    const reason = await dose.getAttribute('aria-describedby');
    expect(await page.locator(`[id="${reason}"]`).textContent()).toContain('one value per Subject');
  });
});

describe('fits', () => {
  test('follow edits in the sheet', async () => {
    const { page } = await fitted();
    expect(await valueOf(page, 'REML criterion')).toBe('1743.63');
    await page.evaluate(() => window.harness.host.userEdits('Sleep', 1, 0, 349.56));
    await page.waitForFunction(() => document.querySelector('.cm-stats dd')?.textContent !== '1743.63');
    await says(page, 'Fitted · optimum verified');
  });

  test('drop rows with a blank, and say so', async () => {
    const { page } = await fitted();
    await page.evaluate(() => window.harness.host.userEdits('Sleep', 5, 0, null));
    await page.getByText('Dropped 1 row').waitFor();
    await page.getByRole('tab', { name: 'Model' }).click();
    await page.getByText('179 rows used, 1 dropped').waitFor();
  });

  test('that take long show it, and stop at once', async () => {
    const { page, shot } = await openSleep({ delay: 20_000 });
    await page
      .locator('.cm-foot-text')
      .getByText(/^Fitting, evaluation 2 · criterion 0.00 · \d s$/)
      .waitFor();
    await shot('fitting');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await says(page, 'Ready to fit');
    expect(await page.getByRole('tab', { name: 'Results' }).isDisabled()).toBe(true);
  });

  test('on the boundary come with advice that can be taken', async () => {
    const { page, axe, shot, errors } = await open();
    await select(page, { sheet: 'Dye', row: 3, column: 1, rows: 1, columns: 1 });
    await page.getByRole('button', { name: 'Use selection' }).click();
    await says(page, 'Fitted · on the boundary');
    await page.getByRole('tab', { name: 'Results' }).click();
    await page.getByText('The variance between Batch groups is estimated as zero').waitFor();
    expect(await axe()).toEqual([]);
    await shot('results-boundary');
    await page.getByRole('button', { name: 'Compare them' }).click();
    const comparison = page.getByRole('group', { name: 'Comparison of the models' });
    await comparison.getByText('Yield ~ 1 + (1 | Batch)').waitFor();
    expect(await comparison.locator('tbody tr').last().locator('td').last().textContent()).toBe('1.000');
    expect(await axe()).toEqual([]);
    await shot('results-comparison');
    await page.getByRole('button', { name: 'Use Yield ~ 1' }).click();
    await page.getByRole('heading', { name: 'Fitted by least squares' }).waitFor();
    expect(errors).toEqual([]);
  });
});

describe('insertion', () => {
  test('finds what is in the way, and undoes what it wrote', async () => {
    const { page } = await fitted();
    await page.getByText('55 × 8 cells, free').waitFor();
    await page.evaluate(() => window.harness.host.userEdits('Sleep', 4, 6, 'mine'));
    await page.getByRole('button', { name: 'Insert values' }).click();
    await page.getByText('55 × 8 cells, but G5 is not empty').waitFor();
    await page.getByRole('textbox', { name: 'Target cell' }).fill('N2');
    await page.getByText('55 × 8 cells, free').waitFor();
    await page.getByRole('button', { name: 'Insert values' }).click();
    await page.getByText('Inserted at Sleep!N2').waitFor();
    const estimate = () => page.evaluate(() => window.harness.host.valueAt('Sleep', 3, 14));
    expect(await estimate()).toBeCloseTo(251.4051, 4);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('55 × 8 cells, free').waitFor();
    expect(await estimate()).toBeNull();
  });

  test('names every block that is ticked', async () => {
    const { page } = await fitted();
    for (const block of [
      'Whole summary',
      'Covariance of fixed effects',
      'Group effects',
      'Hessian of all parameters',
      'Covariance of all parameters',
    ])
      await page.getByRole('checkbox', { name: block }).click();
    await page.getByRole('button', { name: 'Insert live formulas' }).click();
    await page.getByText('Inserted at Sleep!E1').waitFor();
    const formulas = await page.evaluate(() =>
      Array.from({ length: 160 }, (_, row) => window.harness.host.formulaAt('Sleep', row, 4)).filter(Boolean),
    );
    expect(formulas.map((formula) => formula!.split('(')[0])).toEqual([
      '=LMER.FIT',
      '=LMER.FIXEF',
      '=LMER.VARCOMP',
      '=LMER.REPORT',
      '=LMER.VCOV',
      '=LMER.HESSIAN',
      '=LMER.VCOV',
      '=LMER.RANEF',
      '=LMER.EMMEANS',
    ]);
  });
});

test('the model is there again when the pane is opened again', async () => {
  const { page } = await fitted();
  await page.waitForFunction(() =>
    window.harness.host.settings.get('cellmer.model')?.includes('Days | Subject'),
  );
  await page.evaluate(() => window.harness.remount());
  await says(page, 'Fitted · optimum verified');
  expect(await formulaBox(page).inputValue()).toBe(FORMULA);
});

test('text from the data stays text, in the pane and in formulas', async () => {
  const names = ['=HYPERLINK("x")', '<img src=x onerror=alert(1)>', 'emoji 😀', 'שלום', 'x'.repeat(300), 'g'];
  const twice = ['same', 'same'];
  const rows = Array.from({ length: 24 }, (_, i) => [
    Math.sin(i * 1.7) * 3 + i / 8,
    i % 4,
    Math.cos(i),
    i % 3,
    i % 5,
    ['=1+1', '+cmd', '@x', '<b>-y</b>', '-1', '"q"', '&amp;', "'"][Math.floor(i / 3)],
    i,
    -i,
  ]);
  const { page, errors, axe, shot } = await open({ sheets: { "It's": [[...names, ...twice], ...rows] } });
  await select(page, { sheet: "It's", row: 0, column: 0, rows: 25, columns: 8 });
  await page.getByRole('button', { name: 'Use selection' }).click();
  // Columns that share a name cannot be told apart in a formula: they say so, and are not offered.
  expect(await page.getByRole('list', { name: 'Columns' }).getByText('unusable').count()).toBe(2);
  await page.getByRole('button', { name: 'Add a fixed effect' }).click();
  expect(await page.getByRole('menuitem', { name: 'same' }).count()).toBe(0);
  await page.keyboard.press('Escape');
  for (const name of names.slice(1, 5)) {
    await page.getByRole('button', { name: 'Add a fixed effect' }).click();
    await page.getByRole('menuitem', { name, exact: true }).click();
  }
  await page.waitForFunction(() => !document.querySelector('[role=tab][disabled]'));
  expect(await axe()).toEqual([]);
  await shot('model-hostile');
  expect(await page.locator('.cm-pane img').count()).toBe(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await page.getByRole('tab', { name: 'Results' }).click();
  await shot('results-hostile');
  await page.getByRole('button', { name: 'Insert live formulas' }).click();
  await page.getByText("Inserted at 'It''s'!J1").waitFor();
  const formula = await page.evaluate(() => window.harness.host.formulaAt("It's", 1, 9));
  // Outside of the quoted texts there is nothing but the function, the range and what joins the pieces.
  expect(formula!.replace(/"(?:[^"]|"")*"/g, 'T')).toBe("=LMER.FIXEF('It''s'!A1:H25, T & T)");
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('checkbox', { name: 'Group effects' }).check();
  await page.getByText(/ cells, free$/).waitFor();
  await page.getByRole('button', { name: 'Insert values' }).click();
  await page.getByText("Inserted at 'It''s'!J1").waitFor();
  const inserted = await page.evaluate(() =>
    Array.from({ length: 60 }, (_, row) =>
      Array.from({ length: 10 }, (_, column) => ({
        value: window.harness.host.valueAt("It's", row, 9 + column),
        formula: window.harness.host.formulaAt("It's", row, 9 + column),
      })),
    ).flat(),
  );
  expect(inserted.filter((cell) => cell.formula !== null)).toEqual([]);
  expect(inserted.map((cell) => cell.value)).toEqual(
    expect.arrayContaining(['=1+1', '+cmd', '@x', '<b>-y</b>']),
  );
  expect(errors).toEqual([]);
});

describe.each([
  [300, 'light'],
  [300, 'dark'],
  [420, 'light'],
  [420, 'dark'],
] as const)('at %i pixels in the %s', (width, theme) => {
  test('every view is accessible, and fits its width', async () => {
    const { page, axe, shot, errors } = await open({ width, theme });
    await select(page, SLEEP);
    await page.getByRole('button', { name: 'Use selection' }).waitFor();
    const check = async (name: string) => {
      expect(await axe()).toEqual([]);
      expect(await page.locator('.cm-body').evaluate((body) => body.scrollWidth - body.clientWidth)).toBe(0);
      await shot(name);
    };
    await check('model-empty');
    await page.getByRole('button', { name: 'Use selection' }).click();
    await formulaBox(page).fill(FORMULA);
    await page.locator('summary', { hasText: 'Options' }).click();
    await page.locator('summary', { hasText: 'Code' }).click();
    await says(page, 'Fitted · optimum verified');
    await page.getByRole('tab', { name: 'Model' }).focus();
    await check('model');
    await page.getByRole('button', { name: 'Fixed effect Days' }).click();
    await page.getByRole('menuitem', { name: 'Remove' }).waitFor();
    await check('model-menu');
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'Results' }).click();
    await page.getByText('55 × 8 cells, free').waitFor();
    await check('results');
    await page.getByRole('button', { name: 'optimum verified' }).click();
    await check('results-checks');
    expect(errors).toEqual([]);
  });
});

test('high contrast shows the formula and its state', async () => {
  const { page, axe, shot, errors } = await openSleep({ forcedColors: true, width: 420 });
  await says(page, 'Fitted · optimum verified');
  expect(await axe()).toEqual([]);
  await shot('model-contrast');
  expect(errors).toEqual([]);
});

test.each([270, 600])('nothing is cut off at %i pixels', async (width) => {
  const { page, shot } = await fitted({ width });
  const overflow = () => page.locator('.cm-body').evaluate((body) => body.scrollWidth - body.clientWidth);
  expect(await overflow()).toBe(0);
  await shot('results');
  await page.getByRole('tab', { name: 'Model' }).click();
  expect(await overflow()).toBe(0);
  await shot('model');
});

test('no label of a variance is cut beside three correlations at 300 pixels: they stand under it', async () => {
  const names = ['reading', 'writing', 'listening'];
  const rows = Array.from({ length: 240 }, (_, i) => {
    const x = names.map((_name, a) => Math.sin((a + 3) * i * i));
    const own = (a: number) => Math.sin(7 * (a + 1) * (i % 20));
    const score = 20 + own(0) + x.reduce((sum, v, a) => sum + v * own(a + 1), 0) + Math.cos(11 * i * i);
    return [score, ...x, `School ${i % 20}`];
  });
  const data: CellMatrix = [['score', ...names, 'School'], ...rows];
  const { page, shot } = await open({ width: 300, sheets: { Schools: data } });
  await select(page, { sheet: 'Schools', row: 0, column: 0, rows: data.length, columns: 5 });
  await page.getByRole('button', { name: 'Use selection' }).click();
  const slopes = names.join(' + ');
  await formulaBox(page).fill(`score ~ ${slopes} + (${slopes} | School)`);
  await page.getByRole('tab', { name: 'Results' }).click();
  const table = page.locator('.cm-vc');
  await table.getByRole('rowheader', { name: 'listening' }).waitFor();
  await table.scrollIntoViewIfNeeded();
  const cut = await table
    .locator('tbody th')
    .evaluateAll((labels) =>
      labels.filter((th) => th.scrollWidth > th.clientWidth).map((th) => th.textContent),
    );
  expect(cut).toEqual([]);
  expect(await table.getByText('Correlation with reading').count()).toBe(2);
  expect(await table.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  expect(await page.locator('.cm-body').evaluate((body) => body.scrollWidth - body.clientWidth)).toBe(0);
  await shot('variances');
});
