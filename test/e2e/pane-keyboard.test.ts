import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CellMatrix } from '../../src/index';
import { example } from '../taskpane/data';
import { startHarness, type HarnessBrowser } from '../taskpane/harness/browser';
import { keyboardOf } from './support/keyboard';
import { FOOT } from './support/foot';

const sheets: Record<string, CellMatrix> = {
  Sleep: example('sleepstudy'),
  Pastes: example('pastes'),
  Penicillin: example('penicillin'),
  Growth: example('orthodont'),
};

let harness: HarnessBrowser;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness?.close());

/** Opens the pane on a sheet whose data are selected, and takes them, without a click. */
async function openOn(sheet: string, width = 300) {
  const pane = await harness.open({ sheets, width });
  const { page } = pane;
  await pane.selectAll(sheet);
  const keyboard = keyboardOf(page);
  await keyboard.tabTo(/^Use selection/);
  await keyboard.press('Enter');
  await page.getByText(/ rows used, 0 dropped$/).waitFor();
  return { ...pane, keyboard };
}

const formulaOf = (page: Page) => page.getByRole('textbox', { name: 'Model formula' }).inputValue();

/** Fits with Ctrl+Enter, goes to the results by the tabs, and reads the first statistic. */
async function criterionByKeyboard(page: Page, keyboard: ReturnType<typeof keyboardOf>): Promise<string> {
  await keyboard.press('Control+Enter');
  await page.locator(FOOT, { hasText: 'Fitted · ' }).waitFor();
  await keyboard.tabBackTo(/^Model$/);
  await keyboard.press('ArrowRight', 'Enter');
  await page.getByRole('region', { name: 'Fit statistics' }).waitFor();
  return (await page.locator('.cm-stats dd').first().textContent()) ?? '';
}

test('nested factors are modelled with the keyboard alone', async () => {
  const { page, keyboard, errors } = await openOn('Pastes');
  await keyboard.tabTo(/^More for sample/);
  await keyboard.press('Enter');
  await keyboard.choose(/^Remove/);
  // The focus is where another factor can be added.
  await page.waitForFunction(() => document.activeElement?.className === 'cm-addrow');
  await keyboard.press('Enter');
  await keyboard.choose(/^batch/);
  await keyboard.tabTo(/^Add grouping factor/);
  await keyboard.press('Enter');
  await keyboard.choose(/^cask/);
  expect(await formulaOf(page)).toBe('strength ~ 1 + (1 | batch) + (1 | cask)');
  await page.getByText('How do batch and cask belong together?').waitFor();
  await keyboard.tabBackTo(/^cask a is the same in every batch/);
  await keyboard.press('ArrowDown');
  expect(await formulaOf(page)).toBe('strength ~ 1 + (1 | batch:cask)');
  // The answer can be changed again: the focus is still in the question.
  await keyboard.press('ArrowUp');
  expect(await formulaOf(page)).toBe('strength ~ 1 + (1 | batch) + (1 | cask)');
  await keyboard.press('ArrowUp');
  expect(await formulaOf(page)).toBe('strength ~ 1 + (1 | batch/cask)');
  expect(await criterionByKeyboard(page, keyboard)).toBe('246.99');
  expect(errors).toEqual([]);
});

test('crossed factors are modelled with the keyboard alone', async () => {
  const { page, keyboard, errors } = await openOn('Penicillin');
  await keyboard.tabTo(/^Add grouping factor/);
  await keyboard.press('Enter');
  await keyboard.choose(/^sample/);
  expect(await formulaOf(page)).toBe('diameter ~ 1 + (1 | plate) + (1 | sample)');
  expect(await criterionByKeyboard(page, keyboard)).toBe('330.86');
  expect(errors).toEqual([]);
});

test('an interaction and another reference level are chosen with the keyboard alone', async () => {
  const { page, keyboard, errors } = await openOn('Growth');
  for (const name of [/^age/, /^Sex/]) {
    await keyboard.tabTo(/^Add a fixed effect/);
    await keyboard.press('Enter');
    await keyboard.choose(name);
  }
  await keyboard.tabBackTo(/^Fixed effect Sex/);
  await keyboard.press('Enter');
  await keyboard.choose(/^Reference level/, 'open');
  await keyboard.choose(/^Male/);
  await keyboard.tabBackTo(/^Fixed effect age/);
  await keyboard.press('Enter');
  await keyboard.choose(/^Interaction with/, 'open');
  await keyboard.choose(/^Sex/);
  expect(await formulaOf(page)).toBe(
    'distance ~ age + relevel(Sex, ref = "Male") + age:relevel(Sex, ref = "Male") + (1 | Subject)',
  );
  // lme4: REMLcrit of the same model; the reference level does not change it.
  expect(await criterionByKeyboard(page, keyboard)).toBe('433.76');
  expect(errors).toEqual([]);
});

test('blocks are ticked, placed, inserted and taken back with the keyboard alone', async () => {
  const { page, keyboard, errors } = await openOn('Sleep');
  await criterionByKeyboard(page, keyboard);
  await keyboard.tabTo(/^Variance components$/);
  await keyboard.press('Space');
  await keyboard.tabTo(/^Group effects$/);
  await keyboard.press('Space');
  await keyboard.tabTo(/^Target cell/);
  await keyboard.press('Control+a');
  await keyboard.type('Sleep!H3');
  await page.getByText(/ cells, free$/).waitFor();
  await keyboard.tabTo(/^Insert values/);
  await keyboard.press('Enter');
  await page.getByText('Inserted at Sleep!H3').waitFor();
  const at = (row: number, column: number) =>
    page.evaluate(([r, c]) => window.harness.host.valueAt('Sleep', r, c), [row, column] as const);
  expect(await at(3, 7)).toBe('Term');
  await keyboard.tabBackTo(/^Undo$/);
  await keyboard.press('Enter');
  await expect.poll(() => at(3, 7)).toBeNull();
  expect(errors).toEqual([]);
});

test.each([270, 300, 340, 420])('the arrows bring every view into sight at %i pixels', async (width) => {
  const { page, keyboard } = await openOn('Sleep', width);
  await page.locator(FOOT, { hasText: 'Fitted · ' }).waitFor();
  await page.getByRole('tab', { name: 'Model' }).focus();
  const names: string[] = [];
  for (let i = 0; i < 6; i++) {
    if (i > 0) await keyboard.press('ArrowRight');
    const { name, left, right } = await page.evaluate(() => {
      const at = document.activeElement!;
      const { left: from, right: to } = at.getBoundingClientRect();
      return { name: at.id, left: from, right: to };
    });
    names.push(name.replace('cm-tab-', ''));
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(width);
  }
  expect(names).toEqual(['model', 'results', 'compare', 'plots', 'oneway', 'likelihood']);
  const hidden = await page.locator('.cm-tabs').evaluate((tabs) => tabs.scrollWidth - tabs.clientWidth);
  expect(hidden).toBe(0);
  await keyboard.press('Enter');
  await page.locator('.cm-lcard').waitFor();
});
