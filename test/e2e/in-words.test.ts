import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { example } from '../taskpane/data';
import { startHarness, type HarnessBrowser } from '../taskpane/harness/browser';

const sheets = { Sleep: example('sleepstudy'), Growth: example('orthodont') };

let harness: HarnessBrowser;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness?.close());

/** @param said what only the verdicts of this model say: those of the guess may be there before */
async function results(sheet: keyof typeof sheets, formula: string, said: RegExp, width: number) {
  const pane = await harness.open({ sheets, width });
  await pane.selectAll(sheet);
  await pane.page.getByRole('button', { name: 'Use selection' }).click();
  await pane.page.getByRole('textbox', { name: 'Model formula' }).fill(formula);
  await pane.page.getByRole('tab', { name: 'Results' }).click();
  await pane.page.locator('.cm-words > ul:not(.cm-old) > li').getByText(said).first().waitFor();
  return pane;
}

const verdicts = (page: Page) => page.locator('.cm-words > ul > li');
const choose = (page: Page, style: string) =>
  page.getByRole('radiogroup', { name: 'Style of the sentences' }).getByText(style, { exact: true }).click();

for (const width of [300, 420])
  test(`a result begins with its verdicts, in the style that is chosen, at ${width} pixels`, async () => {
    const { page, shot, axe, errors } = await results(
      'Sleep',
      'Reaction ~ Days + (Days | Subject)',
      /slope of Days/,
      width,
    );
    await page.getByText('Subjects differed in their slope of Days, SD = 5.92').waitFor();
    expect(await verdicts(page).allTextContents()).toEqual([
      'Reaction rose with Days, b = 10.47, 95% CI [7.21, 13.73], t(17) = 6.77, p < .001.',
      'Between Subjects, the level where Days is 0 had SD = 24.7, 95% CI [14.4, 37.7].',
      'Subjects differed in their slope of Days, SD = 5.92, 95% CI [3.80, 8.75], χ²(2) = 42.84, p < .001.',
      'Marginal R² = .28, conditional R² = .80, ICC = .72.',
      'The residual SD was 25.59.',
    ]);
    const section = page.getByRole('region', { name: 'In words' });
    const first = await page.locator('.cm-view section').first().getByRole('heading').textContent();
    expect(first).toBe('In words');
    await choose(page, 'Journal');
    expect((await verdicts(page).allTextContents())[0]).toBe(
      'Days: per unit 10.47 (95% CI 7.21 to 13.73; P<0.001).',
    );
    await choose(page, 'Plain');
    await section.getByText('Methods', { exact: true }).click();
    await section.getByText(/fitted by restricted maximum likelihood/).waitFor();
    const cut = await section.evaluate(
      (element) =>
        [element, ...element.querySelectorAll('*')].filter(
          (one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== 'visible',
        ).length,
    );
    expect(cut).toBe(0);
    await shot(`in-words-${width}`);
    expect(await axe()).toEqual([]);
    expect(errors).toEqual([]);
  });

test('what is copied are the sentences of the style, with how the model was fitted', async () => {
  const { page } = await results('Growth', 'distance ~ age * Sex + (1 | Subject)', /Sex/, 350);
  await choose(page, 'Plain');
  await page.getByRole('button', { name: 'Copy as text' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.split('\n')).toEqual([
    ...(await verdicts(page).allTextContents()),
    expect.stringMatching(/^distance was analysed by a linear mixed model/),
    expect.stringMatching(/^Terms were tested by type III tests/),
    expect.stringMatching(/^The software was Cellmer \d+\.\d+\.\d+; the model formula was distance ~ /),
  ]);
});
