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

const sheets: Record<string, CellMatrix> = {
  Sleep: example('sleepstudy'),
  Cbpp: example('cbpp'),
};

let harness: HarnessBrowser;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness?.close());

/** Takes the whole sheet as the data of the pane. */
async function takeData(page: Page, sheet: string, cells: CellMatrix): Promise<void> {
  const range = { sheet, row: 0, column: 0, rows: cells.length, columns: cells[0].length };
  await page.evaluate((all) => window.harness.host.userSelects(all), range);
  await page.getByRole('button', { name: 'Use selection' }).click();
}

/** Opens the studio, with the data of a sheet where one is named. */
async function openStudio(sheet: string | null, options: Partial<OpenOptions> = {}): Promise<PanePage> {
  const all = options.sheets ?? sheets;
  const pane = await harness.open({ sheets: all, ...options });
  if (sheet) await takeData(pane.page, sheet, all[sheet]);
  await pane.page.getByRole('tab', { name: 'Likelihood' }).click();
  await pane.page.locator('.cm-lcard').waitFor();
  return pane;
}

const says = (page: Page, status: string) =>
  page.locator('.cm-foot-text').getByText(status, { exact: true }).waitFor();
const estimates = (page: Page) => page.getByRole('group', { name: 'Estimates' });
const reading = (page: Page) => page.locator('.cm-read').textContent();
async function choose(page: Page, list: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: list }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

describe.each([
  [300, 'dark'],
  [300, 'light'],
  [420, 'dark'],
  [420, 'light'],
] as const)('%i px wide, %s', (width, theme) => {
  test('the studio shows 5 of 30 without any data', async () => {
    const { page, axe, shot, errors } = await openStudio(null, { width, theme });
    const text = await page.locator('.cm-ivs').textContent();
    // Likelihood and Wald intervals of the lecture's 5 of 30.
    expect(text).toContain('0.063 to 0.325');
    expect(text).toContain('0.033 to 0.300');
    await says(page, 'Maximum found');
    expect(await page.locator('.cm-body').evaluate((body) => body.scrollWidth - body.clientWidth)).toBe(0);
    await shot('studio-binomial');
    expect(await axe()).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('a column of the data has two parameters, the other one at its best', async () => {
    const { page, axe, shot, errors } = await openStudio('Sleep', { width, theme });
    await choose(page, 'Density', 'Gamma');
    await estimates(page).getByText('rate').waitFor();
    await says(page, 'Maximum found');
    await shot('studio-gamma');
    await page.getByText('Likelihood', { exact: true }).first().click();
    await page.getByText('What optim() would say').click();
    await page.getByText('$convergence').waitFor();
    await shot('studio-gamma-likelihood');
    expect(await axe()).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('a density that is typed shows its error where it is', async () => {
    const { page, axe, shot, errors } = await openStudio('Sleep', { width, theme });
    await choose(page, 'Density', 'Type your own…');
    const box = page.getByRole('textbox', { name: 'Log-density of a row' });
    await box.fill('dnorm(Reaction, a + b*Days, s, log = TRUE');
    await page.getByRole('alert').waitFor();
    await shot('studio-own-error');
    expect(await axe()).toEqual([]);
    await box.fill('dnorm(Reaction, a + b*Days, s, log = TRUE)');
    await estimates(page).getByText('10.467').waitFor();
    await says(page, 'Maximum found');
    await shot('studio-own');
    expect(await axe()).toEqual([]);
    expect(errors).toEqual([]);
  });
});

test('0 of 3 is at the end of the parameter, said in words', async () => {
  const { page, axe, shot } = await openStudio(null);
  await page.getByRole('textbox', { name: 'Successes' }).fill('0');
  await page.getByRole('textbox', { name: 'Trials' }).fill('3');
  await says(page, 'Maximum on the boundary');
  await page.getByText(/^The likelihood is highest at p = 0, the end of what p can be/).waitFor();
  expect(await page.locator('.cm-ivs').textContent()).toContain('none: there is no standard error');
  await shot('studio-boundary');
  expect(await axe()).toEqual([]);
});

test('impossible counts are refused with a sentence, and the last curve stays', async () => {
  const { page } = await openStudio(null);
  await page.getByRole('textbox', { name: 'Successes' }).fill('31');
  await page.getByRole('alert').getByText('There are 31 successes in 30 trials').waitFor();
  await says(page, 'The density needs a fix');
  await page.locator('.cm-lstale').waitFor();
  await page.getByRole('textbox', { name: 'Successes' }).fill('50');
  await page.getByRole('textbox', { name: 'Trials' }).fill('300');
  await estimates(page).getByText('0.0215').waitFor();
});

describe('with the keyboard alone', () => {
  test('a value is tried, the formulas are inserted, taken back, and the choices come back', async () => {
    const { page, errors } = await openStudio('Cbpp', { width: 420 });
    const focused = () =>
      page.evaluate(() => {
        const at = document.activeElement as HTMLInputElement;
        const by = at.getAttribute('aria-labelledby');
        const label = by ? document.getElementById(by)?.textContent : null;
        return at.getAttribute('aria-label') ?? label ?? at.labels?.[0]?.textContent ?? at.textContent ?? '';
      });
    const tabTo = async (name: RegExp) => {
      for (let i = 0; i < 40; i++) {
        await page.keyboard.press('Tab');
        if (name.test(await focused())) return;
      }
      throw new Error(`the focus never comes to ${String(name)}`);
    };
    await page.getByRole('tab', { name: 'Likelihood' }).focus();
    await tabTo(/^Density$/);
    await tabTo(/^Typed$/);
    await page.keyboard.press('ArrowRight');
    await tabTo(/^Successes$/);
    await page.keyboard.type('incid');
    await page.keyboard.press('Enter');
    await tabTo(/^Trials$/);
    await page.keyboard.type('size');
    await page.keyboard.press('Enter');
    // 99 of 842 animals: glm() in R gives 0.1176 with standard error 0.0111.
    await estimates(page).getByText('0.11758').waitFor();
    await estimates(page).getByText('0.0111').waitFor();

    await tabTo(/^Try a value of p$/);
    const before = await reading(page);
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
    await expect.poll(() => reading(page)).not.toBe(before);
    await tabTo(/^Value of p$/);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('0.1234');
    // Not a point of the curve: 99·log(p) + 743·log(1 − p), beside its maximum.
    const at = (p: number) => 99 * Math.log(p) + 743 * Math.log(1 - p);
    const below = (at(99 / 842) - at(0.1234)).toFixed(3);
    await expect.poll(() => reading(page)).toContain(below);

    await tabTo(/^Insert live formulas$/);
    await page.keyboard.press('Enter');
    await page.getByText('Inserted at Cbpp!F1').waitFor();
    const formulaAt = (row: number) =>
      page.evaluate((at) => window.harness.host.formulaAt('Cbpp', at, 5), row);
    expect(await formulaAt(1)).toBe('=LIKELIHOOD.MLE("dbinom(incidence, size, p, log = TRUE)", Cbpp!A1:D57)');
    expect(await formulaAt(26)).toBe(
      '=LIKELIHOOD.CI("dbinom(incidence, size, p, log = TRUE)", Cbpp!A1:D57, "p")',
    );
    await tabTo(/^Undo$/);
    await page.keyboard.press('Enter');
    await expect.poll(() => formulaAt(1)).toBeNull();

    await expect
      .poll(() => page.evaluate(() => window.harness.host.settings.get('cellmer.likelihood') ?? ''))
      .toContain('0.1234');
    await page.evaluate(() => window.harness.remount());
    await page.getByRole('tab', { name: 'Likelihood' }).click();
    await estimates(page).getByText('0.11758').waitFor();
    expect(await page.getByRole('textbox', { name: 'Value of p' }).inputValue()).toBe('0.1234');
    expect(errors).toEqual([]);
  });
});

const LONG = 'long header '.repeat(25);
const NASTY: CellMatrix = [
  ['=HYPERLINK("x")', '<img src=x onerror="document.title=1">', LONG, '😀 mood', 'שלום', 'twice', 'twice'],
  ...Array.from({ length: 12 }, (_, i) => [i % 4, (i % 3) + 1, i + 0.5, i * i, (i % 5) + 0.25, i, 2 * i + 1]),
];

test('headers of any kind go through the studio and stay text', async () => {
  const pane = await openStudio('Nasty', { sheets: { Nasty: NASTY } });
  const { page, axe, shot, errors } = pane;
  await choose(page, 'Density', 'Normal');
  await says(page, 'Maximum found');
  for (const name of [NASTY[0][0], NASTY[0][1], LONG.trim(), NASTY[0][3], NASTY[0][4]])
    await choose(page, 'Column', String(name));
  // The pane has no use for two columns of one name.
  await page.getByRole('combobox', { name: 'Column' }).click();
  expect(await page.getByRole('option', { name: /twice/ }).count()).toBe(0);
  await page.keyboard.press('Escape');
  await choose(page, 'Column', LONG.trim());
  await estimates(page).getByText('6.0000').waitFor();
  expect(await page.locator('.cm-body').evaluate((body) => body.scrollWidth - body.clientWidth)).toBe(0);
  await shot('studio-nasty');
  expect(await axe()).toEqual([]);
  await choose(page, 'Density', 'Type your own…');
  const box = page.getByRole('textbox', { name: 'Log-density of a row' });
  await box.fill('dnorm([=HYPERLINK("x")], a + b*`😀 mood`, s, log = TRUE)');
  await estimates(page).getByText('b', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Insert live formulas' }).click();
  await page.getByText('Inserted at Nasty!I1').waitFor();
  expect(await page.evaluate(() => window.harness.host.formulaAt('Nasty', 1, 8))).toBe(
    '=LIKELIHOOD.MLE("dnorm([=HYPERLINK(""x"")], a + b*`😀 mood`, s, log = TRUE)", Nasty!A1:G13)',
  );
  await box.fill('dnorm(twice, a, s, log = TRUE)');
  await page.getByRole('alert').getByText('Several columns are called twice').waitFor();
  expect(await page.title()).toBe('Pane');
  expect(errors).toEqual([]);
});

test('high contrast keeps the curve, the bars and the slider', async () => {
  const { page, axe, shot } = await openStudio(null, { forcedColors: true, width: 420 });
  await shot('studio-contrast');
  expect(await axe()).toEqual([]);
  expect(await page.locator('.cm-lcard svg path').count()).toBeGreaterThan(1);
});

test('the widest and the narrowest pane show the studio whole', async () => {
  for (const width of [270, 600]) {
    const { page, shot } = await openStudio('Sleep', { width });
    await choose(page, 'Density', 'Student t');
    await estimates(page).getByText('df', { exact: true }).waitFor();
    expect(await page.locator('.cm-body').evaluate((body) => body.scrollWidth - body.clientWidth)).toBe(0);
    await shot('studio-student');
  }
});
