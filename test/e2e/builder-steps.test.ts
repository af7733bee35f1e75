import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { example } from '../taskpane/data';
import { startHarness, type HarnessBrowser, type PanePage } from '../taskpane/harness/browser';
import { FOOT } from './support/foot';

const sheets = {
  Oats: example('oats'),
  Growth: example('orthodont'),
  Sleep: example('sleepstudy'),
  Dye: example('dyestuff'),
};

let harness: HarnessBrowser;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness?.close());

/** Opens the pane on the data of a sheet, with a model typed where one is given. */
async function openOn(sheet: keyof typeof sheets, formula = '', width = 300): Promise<PanePage> {
  const pane = await harness.open({ sheets, width });
  await pane.selectAll(sheet);
  await pane.page.getByRole('button', { name: 'Use selection' }).click();
  await pane.page.getByText(/ rows used, 0 dropped$/).waitFor();
  if (formula !== '') {
    await formulaBox(pane.page).fill(formula);
    await formulaBox(pane.page).blur();
  }
  return pane;
}

const formulaBox = (page: Page) => page.getByRole('textbox', { name: 'Model formula' });
const formulaOf = (page: Page) => formulaBox(page).inputValue();
const step = (page: Page, name: 'Undo (Ctrl+Z)' | 'Redo (Ctrl+Y)' | 'Models so far') =>
  page.getByRole('group', { name: 'Steps of the model' }).getByRole('button', { name });

async function choose(page: Page, button: string, item: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}
const add = (page: Page, name: string) => choose(page, 'Add a fixed effect', name);

/** Text that is cut, and what is wider than the pane. */
const cut = (page: Page) =>
  page
    .locator('.cm-body, .cm-note, .cm-layouts, .cm-layouts label, .cm-references, .cm-steps')
    .evaluateAll((all) =>
      all.filter((one) => one.scrollWidth > one.clientWidth).map(({ className }) => className),
    );

const START = 'distance ~ 1 + (1 | Subject)';
const AGE = 'distance ~ age + (1 | Subject)';
const BOTH = 'distance ~ age + Sex + (1 | Subject)';

describe('steps', () => {
  test('are taken back and again by keys and by buttons, wherever the model is on show', async () => {
    const { page, errors } = await openOn('Growth');
    await add(page, 'age');
    await add(page, 'Sex');
    expect(await formulaOf(page)).toBe(BOTH);
    await page.keyboard.press('Control+z');
    expect(await formulaOf(page)).toBe(AGE);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    expect(await formulaOf(page)).toBe(START);
    await page.keyboard.press('Control+Shift+Z');
    await page.keyboard.press('Control+y');
    expect(await formulaOf(page)).toBe(BOTH);
    await step(page, 'Undo (Ctrl+Z)').click();
    expect(await formulaOf(page)).toBe(AGE);
    await step(page, 'Redo (Ctrl+Y)').click();
    expect(await formulaOf(page)).toBe(BOTH);
    // Where there is nothing more to bring again, the focus stays.
    expect(await step(page, 'Redo (Ctrl+Y)').getAttribute('aria-disabled')).toBe('true');
    await page.keyboard.press('Control+z');
    expect(await formulaOf(page)).toBe(AGE);
    // A click beside the controls leaves the keys with the pane.
    await page.getByRole('heading', { name: 'Varies by' }).click();
    await page.keyboard.press('Control+y');
    expect(await formulaOf(page)).toBe(BOTH);
    await page.locator(FOOT, { hasText: 'Fitted' }).waitFor();
    await page.getByRole('tab', { name: 'Results' }).click();
    const row = page.getByRole('rowheader', { name: 'Sex Male' }).or(page.locator('tr', { hasText: 'Sex' }));
    await row.first().waitFor();
    await page.keyboard.press('Control+z');
    await row.first().waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
  });

  test('in the formula are those of its own text, and one step for the model', async () => {
    const { page } = await openOn('Growth');
    await formulaBox(page).click();
    await page.keyboard.press('End');
    await page.keyboard.type(' + (1 | Sex)');
    await page.keyboard.press('Control+z');
    // The field itself has undone some of its keys, and the model has not gone further back.
    expect(await formulaOf(page)).toContain(START);
    await formulaBox(page).fill(AGE);
    await formulaBox(page).blur();
    await step(page, 'Undo (Ctrl+Z)').click();
    await step(page, 'Redo (Ctrl+Y)').click();
    expect(await formulaOf(page)).toBe(AGE);
  });

  test('stand in a list, newest first, and a click goes to any of them', async () => {
    const { page, axe, shot, errors } = await openOn('Growth');
    await add(page, 'age');
    await add(page, 'Sex');
    await page.getByText('REML · Satterthwaite').click();
    await page.getByText('ML', { exact: true }).click();
    await step(page, 'Models so far').click();
    const items = page.getByRole('menuitem');
    const ml = 'other options';
    await expect.poll(() => items.allTextContents()).toEqual([BOTH, BOTH + ml, AGE + ml, START + ml]);
    expect(await axe()).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await formulaOf(page)).toBe(AGE);
    await page.getByText(/^REML · Satterthwaite/).waitFor();
    await step(page, 'Models so far').click();
    expect(await items.count()).toBe(4);
    await items.first().click();
    expect(await formulaOf(page)).toBe(BOTH);
    await page.getByText(/^ML · Satterthwaite/).waitFor();
    await shot('steps');
    expect(errors).toEqual([]);
  });

  test('belong to their data: other data begin anew, say so, and lead back', async () => {
    const { page, selectAll, axe, errors } = await openOn('Growth');
    await add(page, 'age');
    await selectAll('Dye');
    await choose(page, 'Data: Growth!A1:D109. Change', /^Use selection/);
    await page.getByText('These data lack columns of the model before.').waitFor();
    expect(await formulaOf(page)).toBe('Yield ~ 1 + (1 | Batch)');
    expect(await step(page, 'Undo (Ctrl+Z)').getAttribute('aria-disabled')).toBe('true');
    expect(await axe()).toEqual([]);
    await page.getByRole('button', { name: 'Back to Growth!A1:D109' }).click();
    await expect.poll(() => formulaOf(page)).toBe(AGE);
    await step(page, 'Undo (Ctrl+Z)').click();
    expect(await formulaOf(page)).toBe(START);
    expect(errors).toEqual([]);
  });
});

describe.each([270, 300, 420])('at %i pixels', (width) => {
  test('an interaction is added with its main effects, which is said and can be undone', async () => {
    const { page, axe, shot, errors } = await openOn('Growth', '', width);
    await add(page, 'age × Sex');
    expect(await formulaOf(page)).toBe('distance ~ age + Sex + age:Sex + (1 | Subject)');
    const note = page.locator('.cm-note');
    expect(await note.textContent()).toContain('age and Sex came along');
    expect(await axe()).toEqual([]);
    expect(await cut(page)).toEqual([]);
    await shot('builder-note');
    await page.getByRole('button', { name: 'Fixed effect age', exact: true }).focus();
    await page.keyboard.press('Delete');
    expect(await note.textContent()).toContain('age × Sex stays, without its main effect age.');
    await note.getByRole('button', { name: 'Undo' }).click();
    expect(await formulaOf(page)).toBe('distance ~ age + Sex + age:Sex + (1 | Subject)');
    await page.getByRole('button', { name: 'Fixed effect age', exact: true }).focus();
    await page.keyboard.press('Delete');
    await note.getByRole('button', { name: 'Remove it too' }).click();
    expect(await formulaOf(page)).toBe('distance ~ Sex + (1 | Subject)');
    expect(await note.count()).toBe(0);
    expect(errors).toEqual([]);
  });

  test('a grouping factor stays a fixed effect, and what that means is said', async () => {
    const { page, axe, shot, errors } = await openOn('Oats', 'yield ~ Variety + nitro + (1 | Block)', width);
    await choose(page, 'Add grouping factor', /^Variety/);
    expect(await formulaOf(page)).toBe('yield ~ Variety + nitro + (1 | Block) + (1 | Variety)');
    const card = page.getByRole('group', { name: 'Variety', exact: true });
    await card.getByText('Variety is a fixed effect too.').waitFor();
    await card.getByText('every level is in every Block').waitFor();
    expect(await axe()).toEqual([]);
    expect(await cut(page)).toEqual([]);
    await shot('builder-layouts');
    await card.getByText('Each Block × Variety is a unit of its own').click();
    expect(await formulaOf(page)).toBe('yield ~ Variety + nitro + (1 | Block/Variety)');
    await page.getByText('Only these units differ, Block as such does not').click();
    expect(await formulaOf(page)).toBe('yield ~ Variety + nitro + (1 | Block:Variety)');
    await page.getByText('Variety Golden Rain is the same in every Block').click();
    await card.getByRole('button', { name: 'Keep the fixed one' }).click();
    expect(await formulaOf(page)).toBe('yield ~ Variety + nitro + (1 | Block)');
    expect(errors).toEqual([]);
  });
});

test('the reference level is seen, and changed where it is seen', async () => {
  const { page, axe } = await openOn('Growth', BOTH);
  await choose(page, 'Reference level of Sex: Female. Change', 'Male');
  expect(await formulaOf(page)).toBe('distance ~ age + relevel(Sex, ref = "Male") + (1 | Subject)');
  await page.getByRole('button', { name: 'Reference level of Sex: Male. Change' }).waitFor();
  expect(await axe()).toEqual([]);
});
