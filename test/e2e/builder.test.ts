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

/** Markup, where it is not kept from being that. */
const LABEL = 'M<img src=x onerror=alert(1)>&amp;';

const sheets: Record<string, CellMatrix> = {
  Sleep: example('sleepstudy'),
  Pastes: example('pastes'),
  Penicillin: example('penicillin'),
  Growth: example('orthodont'),
  Hostile: example('orthodont').map((row) => row.map((cell) => (cell === 'Male' ? LABEL : cell))),
  // The dates of visits as a spreadsheet has them, doses as text, a blank in the rows 4 and 9.
  Visits: [
    ['y', 'id', 'visit', 'dose', 'note'],
    ...Array.from({ length: 24 }, (_, i) => [
      i === 2 ? null : Math.round(100 * (5 + Math.sin(5 * i) + 0.02 * i)) / 100,
      `p${i % 6}`,
      i === 7 ? null : 45231 + 3 * i,
      String((7 * i) % 5),
      i % 2 ? 'late' : 'in time',
    ]),
  ],
  Wide: [
    ['id', 'sex', 'score1', 'score2', 'score3'],
    ...Array.from({ length: 12 }, (_, i) => [`p${i}`, i % 2 ? 'f' : 'm', i + 0.5, i + 1, i * 1.4 + 2]),
  ],
};

let harness: HarnessBrowser;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness?.close());

/** Opens the pane with the data of a sheet. */
async function openOn(sheet: string, options: Partial<OpenOptions> = {}): Promise<PanePage> {
  const pane = await harness.open({ sheets, ...options });
  const [rows, columns] = [sheets[sheet].length, sheets[sheet][0].length];
  await pane.page.evaluate((range) => window.harness.host.userSelects(range), {
    sheet,
    row: 0,
    column: 0,
    rows,
    columns,
  });
  await pane.page.getByRole('button', { name: 'Use selection' }).click();
  return pane;
}

const formulaOf = (page: Page) => page.getByRole('textbox', { name: 'Model formula' }).inputValue();
const fitted = (page: Page) =>
  page
    .locator(FOOT)
    .getByText(/^Fitted · /)
    .waitFor();
const criterion = (page: Page) => page.locator('.cm-stats dd').first().textContent();
const menuItem = (page: Page, name: string | RegExp) => page.getByRole('menuitem', { name });

/** What is on the clipboard, by type, once a table is copied: a browser looks through markup before it puts that there. */
async function copiedTable(page: Page, title: string): Promise<Record<string, string>> {
  await page.getByRole('button', { name: `Copy ${title} as a table` }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  return page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const read = async (type: string) => [type, await (await item.getType(type)).text()] as const;
    return Object.fromEntries(await Promise.all(item.types.map(read)));
  });
}

/** The words in the rows of all tables in markup, and the elements in it that are no part of a table. */
const markup = (page: Page, html: string) =>
  page.evaluate((given) => {
    const parsed = new DOMParser().parseFromString(given, 'text/html');
    const rows = [...parsed.querySelectorAll('tr')].map((row) =>
      [...row.cells].map(({ textContent }) => textContent),
    );
    const others = parsed.body.querySelectorAll(':not(table, thead, tbody, tr, th, td)');
    return { rows, others: [...others].map(({ tagName }) => tagName) };
  }, html);

async function addFixed(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a fixed effect' }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
}

async function addGroup(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Add grouping factor' }).click();
  await menuItem(page, name).click();
}

describe('without a key of notation', () => {
  test('nested factors: the question how they belong together leads from crossed to nested', async () => {
    const { page, axe, shot, errors } = await openOn('Pastes');
    await page.getByRole('button', { name: 'More for sample' }).click();
    await menuItem(page, 'Remove').click();
    await addGroup(page, /^batch/);
    await addGroup(page, /^cask/);
    expect(await formulaOf(page)).toBe('strength ~ 1 + (1 | batch) + (1 | cask)');
    await page.getByText('How do batch and cask belong together?').waitFor();
    expect(await axe()).toEqual([]);
    await shot('builder-nesting');
    await page.getByText('Each batch × cask is a unit of its own').click();
    expect(await formulaOf(page)).toBe('strength ~ 1 + (1 | batch/cask)');
    await fitted(page);
    await page.getByRole('tab', { name: 'Results' }).click();
    await expect.poll(() => criterion(page)).toBe('246.99');
    expect(errors).toEqual([]);
  });

  test('crossed factors stay crossed', async () => {
    const { page } = await openOn('Penicillin');
    await addGroup(page, /^sample/);
    expect(await formulaOf(page)).toBe('diameter ~ 1 + (1 | plate) + (1 | sample)');
    await fitted(page);
    await page.getByRole('tab', { name: 'Results' }).click();
    await expect.poll(() => criterion(page)).toBe('330.86');
  });

  test('an interaction and another reference level', async () => {
    const { page, axe, shot, errors } = await openOn('Growth');
    await addFixed(page, 'age');
    await addFixed(page, 'Sex');
    await page.getByRole('button', { name: 'Fixed effect Sex' }).click();
    await menuItem(page, 'Reference level').click();
    await menuItem(page, /^Male/).click();
    expect(await formulaOf(page)).toBe('distance ~ age + relevel(Sex, ref = "Male") + (1 | Subject)');
    await page.getByRole('button', { name: 'Fixed effect age' }).click();
    await menuItem(page, 'Interaction with').click();
    await menuItem(page, 'Sex (against Male)').click();
    expect(await formulaOf(page)).toBe(
      'distance ~ age + relevel(Sex, ref = "Male") + age:relevel(Sex, ref = "Male") + (1 | Subject)',
    );
    await fitted(page);
    await page.getByRole('tab', { name: 'Results' }).click();
    await page.getByRole('region', { name: 'Tests of terms' }).waitFor();
    await page.getByRole('region', { name: 'Correlation of fixed effects' }).waitFor();
    expect(await axe()).toEqual([]);
    await shot('builder-interaction');
    const copied = (await copiedTable(page, 'Fixed effects'))['text/plain'];
    expect(copied.split('\n')).toHaveLength(5);
    expect(copied.split('\n')[0]).toMatch(/^Term\tEstimate\tStd. Error\t/);
    expect(errors).toEqual([]);
  });

  test('a polynomial keeps its slope ticked, and a formula that is typed shows in the form', async () => {
    const { page } = await openOn('Sleep');
    await addFixed(page, 'Days');
    await page.getByRole('checkbox', { name: 'Days' }).check();
    await page.getByRole('button', { name: 'Fixed effect Days' }).click();
    await menuItem(page, 'Transform').click();
    await menuItem(page, 'Polynomial of degree 2').click();
    expect(await formulaOf(page)).toBe('Reaction ~ poly(Days, 2) + (poly(Days, 2) | Subject)');
    await page.getByRole('textbox', { name: 'Model formula' }).fill('Reaction ~ scale(Days) + (1 | Subject)');
    await page.getByRole('button', { name: 'Fixed effect Days (standardized)' }).waitFor();
    expect(await page.getByRole('checkbox', { name: 'Days (standardized)' }).isChecked()).toBe(false);
  });
});

describe('a table on the clipboard', () => {
  const ways: Record<string, () => void> = {
    'lets it write': () => undefined,
    'forbids it to write': () => {
      const forbidden = () => Promise.reject(new Error('forbidden'));
      Object.assign(navigator.clipboard, { write: forbidden, writeText: forbidden });
    },
    'lets it write text alone': () => {
      Object.assign(window, { ClipboardItem: undefined });
      document.execCommand = () => false;
    },
  };

  test.each(Object.keys(ways))(
    'is one in text and in markup, hostile labels too, where the page %s',
    async (way) => {
      const { page, errors } = await openOn('Hostile');
      await page.getByRole('textbox', { name: 'Model formula' }).fill('distance ~ age + Sex + (1 | Subject)');
      await fitted(page);
      await page.getByRole('tab', { name: 'Results' }).click();
      await page.getByRole('region', { name: 'Correlation of fixed effects' }).waitFor();
      await page.evaluate(ways[way]);
      const copied = await copiedTable(page, 'Fixed effects');
      const rows = copied['text/plain'].split('\n').map((line) => line.split('\t'));
      expect(rows.map(([label]) => label)).toEqual(['Term', '(Intercept)', 'age', `Sex${LABEL}`]);
      if (way === 'lets it write text alone') expect(Object.keys(copied)).toEqual(['text/plain']);
      else expect(await markup(page, copied['text/html'])).toEqual({ rows, others: [] });
      expect(errors).toEqual([]);
    },
  );
});

describe('data', () => {
  test('that are wide are made long, and back', async () => {
    const { page, axe, shot, errors } = await openOn('Wide');
    await page.getByText('3 columns look like score, taken several times: 1, 2 and 3.').waitFor();
    await page.getByRole('button', { name: 'Make long…' }).click();
    await page.getByRole('textbox', { name: 'Column for 1, 2 and 3' }).fill('visit');
    await page.getByRole('textbox', { name: 'Column for what was measured' }).fill('sex');
    await page.getByText('“sex” is the name of another column.').waitFor();
    expect(await axe()).toEqual([]);
    await page.getByRole('textbox', { name: 'Column for what was measured' }).fill('points');
    await shot('builder-wide');
    await page.getByRole('button', { name: 'Make long on a new sheet' }).click();
    await page.getByText('Made long on sheet Long').waitFor();
    await page.getByText('36 rows used, 0 dropped').waitFor();
    expect(await axe()).toEqual([]);
    expect(await page.evaluate(() => window.harness.host.valueAt('Long', 1, 3))).toBe(0.5);
    expect(await formulaOf(page)).toBe('points ~ 1 + (1 | id)');
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.getByText('12 rows used, 0 dropped').waitFor();
    expect(await page.evaluate(() => window.harness.host.sheetNames)).not.toContain('Long');
    expect(errors).toEqual([]);
  });

  test('are taken for what the user says they are, in the formula and in the sheet', async () => {
    const { page, axe, shot, errors } = await openOn('Visits', { width: 350 });
    const take = async (column: string, type: string) => {
      await page.getByRole('button', { name: new RegExp(`^${column}: .*Change$`) }).click();
      await page.getByRole('menuitemradio', { name: new RegExp(`^${type}`) }).click();
    };
    await take('visit', 'Date');
    await page.getByText('2023\u201111\u201101 – 2024\u201101\u201109 · days from the first').waitFor();
    await take('dose', 'Number');
    await take('note', 'Left out');
    expect(await axe()).toEqual([]);
    await addFixed(page, 'visit');
    await addFixed(page, 'dose');
    expect(await formulaOf(page)).toBe('y ~ I(visit - 45231) + as.numeric(dose) + (1 | id)');
    await page.getByRole('button', { name: 'Add a fixed effect' }).click();
    expect(await menuItem(page, 'note').count()).toBe(0);
    await page.keyboard.press('Escape');
    await take('visit', 'Group');
    expect(await formulaOf(page)).toBe('y ~ factor(visit) + as.numeric(dose) + (1 | id)');
    await take('visit', 'Date');
    await fitted(page);
    await shot('builder-types');
    await page.getByRole('tab', { name: 'Results' }).click();
    await page.getByText(/ cells, free$/).waitFor();
    await page.getByRole('button', { name: 'Insert live formulas' }).click();
    await page.getByText('Inserted at').waitFor();
    const formulas = await page.evaluate(() =>
      Array.from({ length: 12 }, (_, row) => window.harness.host.formulaAt('Visits', row, 6)),
    );
    expect(formulas.filter(Boolean).join()).toContain('I(visit - 45231) + as.numeric(dose)');
    expect(errors).toEqual([]);
  });

  test('that are left out are listed, and each leads to its cell', async () => {
    const { page, axe, errors } = await openOn('Visits', { width: 350 });
    await addFixed(page, 'visit');
    await page.getByText('2 rows left out, where a value is missing: y (1) and visit (1).').click();
    await page.getByRole('button', { name: 'Row 9: visit' }).click();
    await expect.poll(() => page.evaluate(() => window.harness.host.selected)).toBe('Visits!C9');
    await page.getByRole('button', { name: 'Row 4: y' }).click();
    await expect.poll(() => page.evaluate(() => window.harness.host.selected)).toBe('Visits!A4');
    expect(await axe()).toEqual([]);
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect.poll(() => page.evaluate(() => window.harness.host.selected)).toBe('Visits!A1:E25');
    expect(errors).toEqual([]);
  });

  test('of an example come with their analysis', async () => {
    const { page, axe, shot, errors } = await harness.open({ sheets });
    await page.getByRole('button', { name: 'Examples' }).click();
    await menuItem(page, /^Schools, simulated/).waitFor();
    await shot('builder-examples');
    await menuItem(page, /^Schools, simulated/).click();
    await page.getByText('12,974 rows used, 0 dropped').waitFor();
    await fitted(page);
    expect(await formulaOf(page)).toBe('mscore ~ flp + enroll + ses + (ses | school)');
    expect(await page.evaluate(() => window.harness.host.formulaAt('Schools, simulated', 6, 9))).toMatch(
      /^=LMER.FIT\(A1:[A-Z]12975, /,
    );
    expect(await axe()).toEqual([]);
    expect(errors).toEqual([]);
  });
});

test('a click on a formula in the sheet opens its model', async () => {
  const { page, axe, shot } = await openOn('Sleep');
  await page.evaluate(async () => {
    const at = { sheet: 'Growth', row: 0, column: 6, rows: 1, columns: 1 };
    await window.harness.host.writeFormulas([
      { at, formula: '=LMER.FIXEF(A1:D109, "distance ~ age + (age | Subject)", "ML", "level=0.9")' },
    ]);
    window.harness.host.userSelects(at);
  });
  await page.getByText('Opened from Growth!G1').waitFor();
  expect(await formulaOf(page)).toBe('distance ~ age + (age | Subject)');
  await fitted(page);
  await page.getByText('ML · Satterthwaite · 90 %').waitFor();
  expect(await axe()).toEqual([]);
  await shot('builder-opened');
  await page.getByRole('button', { name: 'Back to the model before' }).click();
  await expect.poll(() => formulaOf(page)).toBe('Reaction ~ 1 + (1 | Subject)');
});

describe('options of a cell that have no control in the pane', () => {
  const at = { sheet: 'Sleep', row: 0, column: 6, rows: 1, columns: 1 };

  test.each([300, 420])('are kept, shown and written back, at %i pixels', async (width) => {
    const { page, axe, shot, errors } = await openOn('Growth', { width });
    await page.evaluate(async (cell) => {
      const formula =
        '=LMER.FIT(A1:C181, "Reaction ~ Days + (Days | Subject)", , "subset=Days > 1; maxeval=90")';
      await window.harness.host.writeFormulas([{ at: cell, formula }]);
      window.harness.host.userSelects(cell);
    }, at);
    await page.getByText('Opened from Sleep!G1').waitFor();
    await fitted(page);
    const line = page.locator('.cm-also');
    expect(await line.textContent()).toBe('Also set:subset = Days > 1maxeval = 90');
    expect(await axe()).toEqual([]);
    expect(await page.locator('.cm-body').evaluate((body) => body.scrollWidth - body.clientWidth)).toBe(0);
    await line.scrollIntoViewIfNeeded();
    await shot(`options-also-set-${width}`);
    await page.getByRole('tab', { name: 'Results' }).click();
    const estimate = page.locator('tr', { hasText: 'Intercept' }).getByText('245.097');
    await estimate.first().waitFor();
    await page.getByText(/cells, free$/).waitFor();
    await page.getByRole('button', { name: /^Insert live formulas/ }).click();
    await page.getByText(/^Inserted at /).waitFor();
    const inserted = await page.evaluate(async () => {
      const found = await window.harness.host.listFormulas((formula) => formula.startsWith('=LMER.FIXEF'));
      return found.map(({ formula }) => formula);
    });
    expect(inserted).toEqual([
      '=LMER.FIXEF(Sleep!A1:C181, "Reaction ~ Days + (Days | Subject)", "REML", "subset=Days > 1; maxeval=90")',
    ]);
    await page.getByRole('tab', { name: 'Model' }).click();
    await page.getByRole('button', { name: 'Remove the option subset' }).click();
    await fitted(page);
    expect(await line.textContent()).toBe('Also set:maxeval = 90');
    await page.getByRole('tab', { name: 'Results' }).click();
    await page.locator('tr', { hasText: 'Intercept' }).getByText('251.405').first().waitFor();
    expect(errors).toEqual([]);
  });

  test.each([300, 420])('a cell whose model cannot be opened says why, at %i pixels', async (width) => {
    const { page, axe, shot } = await openOn('Sleep', { width });
    await page.evaluate(async (cell) => {
      const formula = '=LMER.FIT(Table1[#All], "Reaction ~ Days + (1 | Subject)")';
      await window.harness.host.writeFormulas([{ at: cell, formula }]);
      window.harness.host.userSelects(cell);
    }, at);
    const why =
      'The model of Sleep!G1 is not opened here: its data are Table1[#All], which is no range of cells.';
    await page.getByText(why).waitFor();
    expect(await axe()).toEqual([]);
    await shot(`options-not-opened-${width}`);
  });
});

describe('the one-way view', () => {
  test.each([300, 600])('has no table that is wider than a pane of %i pixels', async (width) => {
    const { page, axe, shot, errors } = await harness.open({ sheets: { Dye: example('dyestuff') }, width });
    await page.evaluate(() =>
      window.harness.host.userSelects({ sheet: 'Dye', row: 0, column: 0, rows: 31, columns: 2 }),
    );
    await page.getByRole('button', { name: 'Use selection' }).click();
    await page.getByRole('tab', { name: 'One-way' }).click();
    const means = page.getByRole('table', { name: 'Shrunken means' });
    await means.getByRole('rowheader', { name: 'F', exact: true }).waitFor();
    const tables = page.locator('.cm-oneway :is(.cm-scroll, table)');
    const cut = await tables.evaluateAll((all) =>
      all
        .map((one) => [one.className, one.scrollWidth - one.clientWidth] as const)
        .filter(([, by]) => by > 0),
    );
    expect(await tables.count()).toBeGreaterThan(4);
    expect(cut).toEqual([]);
    expect(await axe()).toEqual([]);
    await shot(`oneway-${width}`);
    expect(errors).toEqual([]);
  });

  test('shows moments, REML, ML and shrinkage side by side, and inserts them as formulas', async () => {
    const { page, axe, shot, errors } = await harness.open({
      sheets: { Wheat: example('wheat') },
      width: 420,
    });
    await page.evaluate(() =>
      window.harness.host.userSelects({ sheet: 'Wheat', row: 0, column: 0, rows: 51, columns: 2 }),
    );
    await page.getByRole('button', { name: 'Use selection' }).click();
    await page.getByRole('tab', { name: 'One-way' }).click();
    const estimates = page.getByRole('group', { name: 'Estimates' });
    await estimates.getByText('0.30993').waitFor();
    // The lecture's numbers: between mean square 3.7076, within 1.7872, tau² 0.38408 by moments and REML.
    const text = await estimates.textContent();
    for (const number of ['16.306', '1.7872', '0.38408', '0.30993']) expect(text).toContain(number);
    expect(await page.getByRole('group', { name: 'Analysis of variance' }).textContent()).toContain('3.7076');
    expect(await axe()).toEqual([]);
    expect(await page.locator('.cm-body').evaluate((body) => body.scrollWidth - body.clientWidth)).toBe(0);
    await shot('oneway');
    await page.getByRole('button', { name: 'Insert live formulas' }).click();
    await page.getByText('Inserted at Wheat!D1').waitFor();
    expect(await page.evaluate(() => window.harness.host.formulaAt('Wheat', 1, 3))).toBe(
      '=ONEWAY.ANOVA(Wheat!B1:B51, Wheat!A1:A51)',
    );
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => page.evaluate(() => window.harness.host.formulaAt('Wheat', 1, 3))).toBeNull();
    expect(errors).toEqual([]);
  });
});
