import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { CellMatrix } from '../../src/index';
import type { RangeAddress } from '../../taskpane/host';
import { example } from '../taskpane/data';
import { startHarness, type HarnessBrowser, type OpenOptions } from '../taskpane/harness/browser';
import { longestTask } from './support/longestTask';
import { SKEWED, manyGroups, nastyGroups } from '../taskpane/plots/cases';
import { FOOT } from './support/foot';

const SLOPES = 'Reaction ~ Days + (Days | Subject)';
const NAMES = [
  'Shrinkage',
  'Caterpillar',
  'Data',
  'Profile',
  'Residuals',
  'Predictors',
  'Spread',
  'Histogram',
  'Normal QQ',
  'Effects QQ',
  'Leverage',
  'Influence',
] as const;

const sheets: Record<string, CellMatrix> = {
  Sleep: example('sleepstudy'),
  Plates: example('penicillin'),
  Pastes: example('pastes'),
  Cake: example('cake'),
  Machines: example('machines'),
  Many: manyGroups(3000, 5),
  Nasty: nastyGroups(),
  Skewed: SKEWED,
};

let harness: HarnessBrowser;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness?.close());

const SHOTS = join(import.meta.dirname, '../../.cache/shots');
const savePicture = (name: string, png: string) =>
  writeFileSync(join(SHOTS, `picture-${name}.png`), Buffer.from(png, 'base64'));

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
    .locator(FOOT)
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
  await page.getByRole('radio', { name: 'Days', exact: true }).check({ force: true });
  await page.getByText('Slope of Days →').waitFor();
  await page.getByText('Both', { exact: true }).click();
  await page.getByText('Both effects of each Subject').waitFor();
  expect(await axe()).toEqual([]);
  await shot('plots-shrinkage-both');
  await choose(page, 'Caterpillar');
  await page.getByText('average intercept 251.4').waitFor();
  await page.getByRole('radio', { name: 'Days', exact: true }).check({ force: true });
  await page.getByText('average 10.47').waitFor();
  await shot('plots-caterpillar-slope');
  await choose(page, 'Effects QQ');
  await page.getByRole('combobox', { name: 'Values' }).click();
  await page.getByRole('option', { name: 'Subject, Days' }).click();
  await page.getByText('the effects of Subject are close to normal').waitFor();
  await shot('plots-qq-effects');
});

describe('the picture of a plot', () => {
  /** The size that a PNG file says it has. */
  const sizeOf = (png: string) => {
    const bytes = Buffer.from(png, 'base64');
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  };
  const pictures = (page: Page) => page.evaluate(() => window.harness.host.pictures);

  test('is inserted beside the data, in the light theme from a dark pane too, and undone', async () => {
    const { page, errors } = await fitted('Sleep', SLOPES, { theme: 'dark' });
    await drawn(page);
    const insert = page.getByRole('button', { name: 'Insert picture' });
    await insert.focus();
    await page.keyboard.press('Enter');
    await page.getByText('Inserted at Sleep!E1').waitFor();
    const [{ picture: first, at }] = await pictures(page);
    expect([at.row, at.column]).toEqual([0, 4]);
    expect(first.title).toBe('Shrinkage');
    expect(first.description).toContain('18 groups');
    expect(sizeOf(first.png)).toEqual([2 * first.width, 2 * first.height]);
    const paper = await page.evaluate(async (png) => {
      const image = new Image();
      image.src = `data:image/png;base64,${png}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = image.width;
      canvas.height = image.height;
      const context = canvas.getContext('2d')!;
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      const colors = new Set<string>();
      for (let i = 0; i < data.length; i += 4) colors.add(data.slice(i, i + 4).join());
      return { corner: [...data.slice(0, 4)], colors: [...colors] };
    }, first.png);
    expect(paper.corner).toEqual([255, 255, 255, 255]);
    // Petrol and ochre of the light theme.
    expect(paper.colors).toContain('4,116,130,255');
    expect(paper.colors).toContain('179,122,20,255');
    await savePicture('shrinkage', first.png);
    await choose(page, 'Data');
    await insert.click();
    await page.getByText(/^Inserted at/).waitFor();
    const both = await pictures(page);
    // Below the first one, which is still there.
    expect(both[1].at.row).toBeGreaterThan(first.height / 20);
    await savePicture('data', both[1].picture.png);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText(/^Inserted at/).waitFor({ state: 'detached' });
    expect((await pictures(page)).map(({ picture: { title } }) => title)).toEqual(['Shrinkage']);
    expect(errors).toEqual([]);
  });

  test('is copied, and the button says so for a moment', async () => {
    const { page } = await fitted('Sleep', SLOPES);
    await choose(page, 'Residuals');
    await page.getByRole('button', { name: 'Copy picture' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const types = await page.evaluate(async () =>
      (await navigator.clipboard.read()).flatMap((item) => [...item.types]),
    );
    expect(types).toContain('image/png');
    await page.getByRole('button', { name: 'Copy picture' }).waitFor();
  });

  test('is copied by selection where the page may not write to the clipboard', async () => {
    const { page } = await fitted('Sleep', SLOPES);
    await choose(page, 'Residuals');
    await page.evaluate(() => {
      navigator.clipboard.write = () => Promise.reject(new Error('not allowed'));
    });
    await page.getByRole('button', { name: 'Copy picture' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const html = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      return item.types.includes('text/html') ? (await item.getType('text/html')).text() : '';
    });
    expect(html).toContain('data:image/png;base64,');
  });
});

describe('other models', () => {
  test('an ordinary linear model has the plots that make sense, and says why not the others', async () => {
    const { page, axe, shot, errors } = await fitted('Skewed', 'y ~ x');
    await page.getByText('Not for this model: Shrinkage, Caterpillar, Effects QQ.').waitFor();
    expect(await page.getByRole('radio', { name: 'Shrinkage' }).isDisabled()).toBe(true);
    for (const name of [
      'Data',
      'Residuals',
      'Predictors',
      'Spread',
      'Normal QQ',
      'Leverage',
      'Influence',
      'Profile',
    ] as const) {
      await choose(page, name);
      expect(await axe()).toEqual([]);
      await shot(`plots-linear-${name.toLowerCase().replace(' ', '-')}`);
    }
    expect(errors).toEqual([]);
  });

  test('crossed and nested factors are chosen, and data without a predictor are shown group by group', async () => {
    const crossed = await fitted('Plates', 'diameter ~ 1 + (1 | plate) + (1 | sample)');
    await drawn(crossed.page);
    await crossed.page
      .getByText('From what each plate’s own rows say to what the model says, beside the grand mean')
      .waitFor();
    await crossed.page.getByText('sample', { exact: true }).click();
    await crossed.page.getByText('From what each sample’s own rows say').waitFor();
    await choose(crossed.page, 'Data');
    await crossed.page.getByText('diameter of each sample, highest level first.').waitFor();
    await crossed.shot('plots-crossed-data');
    const nested = await fitted('Pastes', 'strength ~ 1 + (1 | batch/cask)', { width: 420 });
    await choose(nested.page, 'Data');
    await nested.page.getByRole('radio', { name: 'batch', exact: true }).check({ force: true });
    await nested.page.getByText('strength of each batch').waitFor();
    await nested.shot('plots-nested-data');
    expect([...crossed.errors, ...nested.errors]).toEqual([]);
  });

  test('labels stand on the horizontal axis where the predictor is a factor', async () => {
    const { page, shot } = await fitted('Cake', 'angle ~ recipe + temperature + (1 | replicate)', {
      width: 420,
    });
    await choose(page, 'Data');
    await page.getByText('angle over recipe: symbols are what').waitFor();
    await page.getByText('Line per temperature', { exact: true }).waitFor();
    await shot('plots-factor-data');
  });

  test('three thousand groups are thinned, said so, and drawn in a moment', async () => {
    const { page, shot, axe, errors } = await fitted('Many', 'y ~ x + (x | g)');
    // The library is loaded, and the groups are known.
    await drawn(page);
    const longest = await longestTask(page, async () => {
      for (const name of [
        'Shrinkage',
        'Caterpillar',
        'Data',
        'Residuals',
        'Predictors',
        'Spread',
        'Normal QQ',
        'Effects QQ',
      ] as const) {
        await choose(page, name);
        await shot(`plots-many-${name.toLowerCase().replace(' ', '-')}`);
        const marks = await picture(page).evaluate((svg) => svg.querySelectorAll('*').length);
        expect(marks).toBeLessThan(4500);
      }
    });
    // Drawn from what the fit holds.
    expect(longest).toBeLessThan(200);
    expect(await axe()).toEqual([]);
    await choose(page, 'Caterpillar');
    await page.getByText('200 of 3,000 groups are drawn').waitFor();
    expect(errors).toEqual([]);
  });

  test('names from the data are text in every plot, cut where they are long, and nothing is run', async () => {
    const [y, x, g] = sheets.Nasty[0].map((name) => `\`${String(name)}\``);
    const { page, shot, axe, errors } = await fitted('Nasty', `${y} ~ ${x} + (${x} | ${g})`);
    for (const name of NAMES) {
      await choose(page, name);
      expect(await page.locator('img').count()).toBe(0);
      expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
      const overflow = await page.locator('.cm-body').evaluate((body) => body.scrollWidth - body.clientWidth);
      expect(overflow).toBe(0);
      expect(await axe()).toEqual([]);
      await shot(`plots-nasty-${name.toLowerCase().replace(' ', '-')}`);
      await page.getByRole('button', { name: 'Insert picture' }).click();
      await page.getByText(/^Inserted at/).waitFor();
    }
    const inserted = await page.evaluate(() => window.harness.host.pictures);
    expect(inserted).toHaveLength(NAMES.length);
    await savePicture('nasty', inserted[0].picture.png);
    const titles = await page.locator('.cm-plot-picture title').allTextContents();
    expect(errors).toEqual([]);
    expect(titles.every((title) => title.length < 500)).toBe(true);
  });
});

test('a plot opens large, over all of the window, and Escape leads back to the button', async () => {
  const { page, axe, errors } = await fitted('Sleep', SLOPES, { width: 420, theme: 'dark' });
  await choose(page, 'Data');
  await page.setViewportSize({ width: 1440, height: 860 });
  const open = page.getByRole('button', { name: 'Open large' });
  await open.focus();
  await page.keyboard.press('Enter');
  const large = page.getByRole('dialog', { name: 'Data and fitted lines' });
  const drawing = large.locator('.cm-plot-picture > svg');
  await drawing.waitFor();
  const box = (await drawing.boundingBox())!;
  expect(box.width).toBeGreaterThan(1300);
  expect(box.height).toBeGreaterThan(550);
  expect(await axe()).toEqual([]);
  await page.keyboard.press('Escape');
  await large.waitFor({ state: 'detached' });
  expect(await open.evaluate((button) => button === document.activeElement)).toBe(true);
  expect(errors).toEqual([]);
});

test('influence names the group that matters most, and the effect that it changes', async () => {
  const { page, axe, shot } = await fitted('Sleep', SLOPES, { width: 420 });
  await choose(page, 'Influence');
  await page.getByText(/^The model was fitted again without each\. Leaving out \d+ moves/).waitFor();
  await page.getByRole('combobox', { name: 'Effect' }).click();
  await page.getByRole('option', { name: 'Days', exact: true }).click();
  await page.getByText(/changes Days most: it is 10\.47 with all and \d+\.\d+ without\./).waitFor();
  expect(await axe()).toEqual([]);
  await shot('plots-influence-days');
  await page.getByRole('combobox', { name: 'What is left out' }).click();
  await page.getByRole('option', { name: 'Without each row', exact: true }).click();
  await page.getByText('The 30 largest of 180 are drawn.').waitFor();
});

test('no plot calls a level of a factor by the name of its column in the model', async () => {
  const { page, shot, axe } = await fitted('Machines', 'score ~ Machine + (Machine | Worker)');
  const shown = page.locator('.cm-plots');
  for (const name of NAMES) {
    await choose(page, name);
    for (const list of await shown.getByRole('combobox').all()) {
      await list.click();
      const words = await page.getByRole('option').allTextContents();
      expect(words.join('\n')).not.toMatch(/Machine[ABC]/);
      await page.keyboard.press('Escape');
    }
    expect(await shown.textContent()).not.toMatch(/Machine[ABC]|\(Intercept\)/);
  }
  await choose(page, 'Caterpillar');
  await page.getByRole('combobox', { name: 'Effect' }).click();
  await page.getByRole('option', { name: 'Machine: B − A', exact: true }).click();
  await page.getByText('Departure in Machine: B − A').first().waitFor();
  expect(await axe()).toEqual([]);
  await shot('plots-caterpillar-levels');
});

test('in high contrast the marks are in the system\u2019s colours', async () => {
  const { page, shot } = await fitted('Sleep', SLOPES, { forcedColors: true });
  await choose(page, 'Caterpillar');
  const system = await page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.color = 'Highlight';
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found;
  });
  const mark = page.locator('.cm-plot-picture [fill="var(--cmVaryMark)"]').first();
  // A mark that is being drawn again has no colour for a moment.
  await expect.poll(() => mark.evaluate((element) => getComputedStyle(element).fill)).toBe(system);
  await shot('plots-contrast');
});

test('the last plot stays, greyed, while the next fit is computed', async () => {
  const { page } = await fitted('Sleep', SLOPES, { delay: 1500 });
  await drawn(page);
  await page.getByRole('tab', { name: 'Model' }).click();
  await page.getByRole('textbox', { name: 'Model formula' }).fill('Reaction ~ Days + (1 | Subject)');
  await page.getByRole('tab', { name: 'Plots' }).click();
  await page
    .getByRole('button', { name: 'Fit', exact: true })
    .or(page.getByRole('button', { name: 'Refit' }))
    .first()
    .click();
  await page.locator('.cm-plots.cm-old').waitFor();
  expect(await picture(page).count()).toBe(1);
  await page.locator('.cm-plots.cm-old').waitFor({ state: 'detached' });
  await page.getByRole('radio', { name: 'Days', exact: true }).waitFor({ state: 'detached' });
});

test('text keeps its size from 270 to 600 pixels, and nothing sticks out', async () => {
  const { page } = await fitted('Sleep', SLOPES, { width: 270 });
  for (const width of [270, 300, 420, 600]) {
    await page.setViewportSize({ width, height: 740 });
    for (const name of NAMES) {
      await choose(page, name);
      const box = await picture(page).evaluate((svg) => {
        const { width: drawnWidth } = svg.getBoundingClientRect();
        const label = svg.querySelector('text')!;
        return {
          drawn: drawnWidth,
          wanted: Number(svg.getAttribute('width')),
          size: getComputedStyle(label).fontSize,
        };
      });
      expect(box.size).toBe('12px');
      expect(box.drawn).toBeCloseTo(box.wanted, 0);
      expect(await page.locator('.cm-body').evaluate((body) => body.scrollWidth - body.clientWidth)).toBe(0);
    }
  }
});
