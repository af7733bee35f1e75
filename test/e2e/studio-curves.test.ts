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

const sheets: Record<string, CellMatrix> = { Sleep: example('sleepstudy') };
const EMPTY: Record<string, CellMatrix> = { Sheet1: [[null]] };

let harness: HarnessBrowser;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness?.close());

async function openStudio(options: Partial<OpenOptions> = {}): Promise<PanePage> {
  const pane = await harness.open({ sheets: EMPTY, width: 420, ...options });
  await pane.page.getByRole('tab', { name: 'Likelihood' }).click();
  await pane.page.locator('.cm-lcard').waitFor();
  return pane;
}

const handle = (page: Page) => page.getByRole('slider');
const reading = (page: Page, name: string) =>
  page
    .locator('.cm-read > div')
    .filter({ has: page.getByText(name, { exact: true }) })
    .locator('dd')
    .textContent();
const tried = (page: Page) => page.getByRole('textbox', { name: 'Value of p' }).inputValue();
const number = (text: string | null): number => Number((text ?? '').replace('\u2212', '-'));

async function choose(page: Page, list: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: list }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

const scale = (page: Page, name: string) =>
  page.getByRole('radiogroup', { name: 'Scale' }).getByText(name, { exact: true }).click();
/** Waits for the study of these numbers. */
const shows = (page: Page, title: string) => page.getByRole('region', { name: title, exact: true }).waitFor();

/** Presses on a place, moves there in steps, and lets go. */
async function drag(page: Page, from: { x: number; y: number }, by: number, up = 0): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + by, from.y - up, { steps: 8 });
  await page.mouse.up();
}

async function centre(page: Page): Promise<{ x: number; y: number }> {
  const box = (await handle(page).boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Score and information of 5 in 30. */
const score = (p: number): number => 5 / p - 25 / (1 - p);
const information = (p: number): number => 5 / p ** 2 + 25 / (1 - p) ** 2;

async function expectSlopes(page: Page): Promise<void> {
  const p = Number(await tried(page));
  await expect.poll(async () => number(await reading(page, 'score'))).toBeCloseTo(score(p), 0);
  const printed = number(await reading(page, 'information'));
  expect(printed / information(p)).toBeCloseTo(1, 3);
}

describe('a value on the curve', () => {
  test('is dragged with the pointer, with score and information beside it', async () => {
    const { page, errors } = await openStudio();
    await expectSlopes(page);
    const before = Number(await tried(page));
    await handle(page).scrollIntoViewIfNeeded();
    await drag(page, await centre(page), 40);
    const after = Number(await tried(page));
    expect(after).toBeGreaterThan(before + 0.03);
    await expectSlopes(page);
    // The point is where the pointer let it go, and has the focus.
    expect(await handle(page).evaluate((at) => at === document.activeElement)).toBe(true);
    expect(errors).toEqual([]);
  });

  test('says every place that it is dragged over while it is dragged', async () => {
    const { page } = await openStudio();
    await handle(page).scrollIntoViewIfNeeded();
    const from = await centre(page);
    const said = new Set<string>();
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    for (let step = 1; step <= 6; step++) {
      await page.mouse.move(from.x + 6 * step, from.y);
      said.add((await handle(page).getAttribute('aria-valuetext'))!);
    }
    await page.mouse.up();
    expect(said.size).toBe(6);
    for (const text of said) expect(text).toMatch(/^p = 0\.\d+, log-likelihood −\d+\.\d{3}, score −\d/);
  });

  test('jumps to the maximum where it comes near, where the score is zero', async () => {
    const { page } = await openStudio();
    await handle(page).scrollIntoViewIfNeeded();
    const from = await centre(page);
    const [low, high, now] = await Promise.all(
      ['aria-valuemin', 'aria-valuemax', 'aria-valuenow'].map(async (name) =>
        Number(await handle(page).getAttribute(name)),
      ),
    );
    const pixels = await page.locator('.cm-ivs').evaluate((bars) => bars.getBoundingClientRect().width);
    await drag(page, from, ((1 / 6 - now) / (high - low)) * pixels + 2);
    expect(await reading(page, 'score')).toBe('0');
    expect(await reading(page, 'information')).toBe('216.0');
    expect(await tried(page)).toBe('0.16667');
  });

  test('is moved with the arrows, the pages and the ends', async () => {
    const { page } = await openStudio();
    await handle(page).focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => tried(page)).toBe('0.26');
    await page.keyboard.press('PageUp');
    await expect.poll(() => tried(page)).toBe('0.31');
    await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => tried(page)).toBe('0.255');
    await expectSlopes(page);
    await page.keyboard.press('Home');
    await expect.poll(() => tried(page)).toBe(await handle(page).getAttribute('aria-valuemin'));
  });

  test('is read on three scales, with and without the binomial coefficient', async () => {
    const { page } = await openStudio();
    const field = page.getByRole('textbox', { name: 'Value of p' });
    await field.fill('0.25');
    const kernel = 0.25 ** 5 * 0.75 ** 25;
    expect(number(await reading(page, 'log-likelihood'))).toBeCloseTo(Math.log(142506 * kernel), 3);
    await page.getByRole('checkbox', { name: 'With the binomial coefficient' }).uncheck();
    expect(number(await reading(page, 'log-likelihood'))).toBeCloseTo(Math.log(kernel), 3);
    await scale(page, 'Likelihood');
    const [digits, power] = ((await reading(page, 'likelihood')) ?? '').split(' × ');
    expect(Number(digits) * 1e-7).toBeCloseTo(kernel, 9);
    expect(power).toBe('10⁻⁷');
    await scale(page, 'Relative');
    const top = (1 / 6) ** 5 * (5 / 6) ** 25;
    expect(number(await reading(page, 'relative likelihood'))).toBeCloseTo(kernel / top, 3);
    // The constant is of no importance there.
    expect(await page.getByRole('checkbox', { name: 'With the binomial coefficient' }).count()).toBe(0);
  });

  test('stands beside the estimate with two standard errors', async () => {
    const { page } = await openStudio();
    const bars = await page.locator('.cm-ivs').textContent();
    const se = Math.sqrt(1 / 216);
    expect(bars).toContain(`Estimate ± 2 SE${(1 / 6 - 2 * se).toFixed(3)} to ${(1 / 6 + 2 * se).toFixed(3)}`);
  });
});

describe('curves that are kept', () => {
  test('5 of 30 beside 50 of 300 in one picture on the sheet is four clicks', async () => {
    const { page, errors } = await openStudio();
    await page.evaluate(() =>
      window.harness.host.userSelects({ sheet: 'Sheet1', row: 1, column: 1, rows: 1, columns: 1 }),
    );
    let clicks = 0;
    const click = async (role: 'button' | 'textbox', name: string) => {
      await page.getByRole(role, { name, exact: true }).click();
      clicks++;
    };
    await click('button', 'Keep this curve');
    await click('textbox', 'Successes');
    await page.keyboard.type('50');
    await click('textbox', 'Trials');
    await page.keyboard.type('300');
    await shows(page, '50 of 300');
    await click('button', 'Insert picture');
    await page.getByText('Inserted at Sheet1!B2').waitFor();
    expect(clicks).toBe(4);
    const [picture] = await page.evaluate(() =>
      window.harness.host.pictures.map(({ picture: { title } }) => title),
    );
    expect(picture).toBe('Likelihood of p, 50 of 300, 5 of 30');
    expect(errors).toEqual([]);
  });

  test('have names, a key and limits, are stored in the workbook, and are taken away', async () => {
    const { page, axe, errors } = await openStudio({ width: 300 });
    await page.getByRole('button', { name: 'Keep this curve' }).click();
    await page.getByRole('textbox', { name: 'Successes' }).fill('10');
    await shows(page, '10 of 30');
    await page.getByRole('button', { name: 'Keep this curve' }).click();
    const names = page.getByRole('textbox', { name: /^Name of the curve/ });
    await expect.poll(() => names.count()).toBe(2);
    await names.first().fill('a small sample');
    const rows = page.getByRole('list', { name: 'Curves that were kept' }).getByRole('listitem');
    expect(await rows.first().textContent()).toContain('0.1667 (0.063 to 0.325)');
    expect(await axe()).toEqual([]);
    expect(await page.locator('.cm-body').evaluate((body) => body.scrollWidth - body.clientWidth)).toBe(0);
    await expect
      .poll(() => page.evaluate(() => window.harness.host.settings.get('cellmer.likelihood') ?? ''))
      .toContain('a small sample');
    await page.evaluate(() => window.harness.remount());
    await page.getByRole('tab', { name: 'Likelihood' }).click();
    await page.getByRole('button', { name: 'Take 10 of 30 away' }).click();
    await expect.poll(() => names.count()).toBe(1);
    expect(await names.first().inputValue()).toBe('a small sample');
    expect(errors).toEqual([]);
  });

  test('go into the sheet with the curve on show, on one grid, where the field says', async () => {
    const { page } = await openStudio();
    await page.evaluate(() =>
      window.harness.host.userSelects({ sheet: 'Sheet1', row: 3, column: 2, rows: 1, columns: 1 }),
    );
    await page.getByRole('button', { name: 'Keep this curve' }).click();
    await page.getByRole('textbox', { name: 'Successes' }).fill('50');
    await page.getByRole('textbox', { name: 'Trials' }).fill('300');
    await shows(page, '50 of 300');
    await scale(page, 'Relative');
    for (const name of ['Estimates and standard errors', 'Likelihood interval'])
      await page.getByRole('checkbox', { name }).uncheck();
    await page.getByRole('checkbox', { name: 'All curves on one grid, ready to chart' }).check();
    const field = page.getByRole('textbox', { name: 'Target cell' });
    await expect.poll(() => field.inputValue()).toBe('Sheet1!C4');
    await page.getByRole('button', { name: 'Insert live formulas' }).click();
    await page.getByText('Inserted at Sheet1!C4').waitFor();
    const formulas = await page.evaluate(() =>
      [2, 4].map((column) => window.harness.host.formulaAt('Sheet1', 4, column)),
    );
    const end = /, "p", ([\d.]+), ([\d.]+), 101, /;
    expect(formulas[0]).toContain('"columns=value, relative; name=50 of 300"');
    expect(formulas[1]).toContain('"columns=relative; name=5 of 30"');
    expect(end.exec(formulas[0]!)!.slice(1)).toEqual(end.exec(formulas[1]!)!.slice(1));
    // What is in the way moves the place that is suggested, and the field with it.
    await page.evaluate(() =>
      window.harness.host.userSelects({ sheet: 'Sheet1', row: 3, column: 2, rows: 1, columns: 1 }),
    );
    await expect.poll(() => field.inputValue()).not.toBe('Sheet1!C4');
    const next = await field.inputValue();
    await page.getByRole('button', { name: 'Insert live formulas' }).click();
    await page.getByText(`Inserted at ${next}`).waitFor();
  });
});

describe('two parameters', () => {
  test('are contours with a point that is dragged and moved by keys, and both scores', async () => {
    const { page, axe, shot, errors } = await openStudio({ sheets });
    await page.getByRole('combobox', { name: 'Density' }).click();
    await page.getByRole('option', { name: 'Normal', exact: true }).click();
    await page.getByRole('textbox', { name: 'Values' }).fill('0.8 2.3 1.1 4.7 0.35 3.2 1.9 2.6 0.95 5.1');
    await choose(page, 'Show', 'μ and σ');
    await page.getByText('joint region at 95 %', { exact: true }).waitFor();
    await page.getByRole('textbox', { name: 'Value of μ' }).fill('2.9');
    await page.getByRole('textbox', { name: 'Value of σ' }).fill('1.2');
    const sample = [0.8, 2.3, 1.1, 4.7, 0.35, 3.2, 1.9, 2.6, 0.95, 5.1];
    const n = sample.length;
    const sum = sample.reduce((total, y) => total + y, 0);
    const slopes = (mu: number, sigma: number): [number, number] => [
      (sum - n * mu) / sigma ** 2,
      sample.reduce((total, y) => total + (y - mu) ** 2, 0) / sigma ** 3 - n / sigma,
    ];
    const expectScores = async () => {
      const [mu, sigma] = await Promise.all(
        ['μ', 'σ'].map(async (name) =>
          Number(await page.getByRole('textbox', { name: `Value of ${name}` }).inputValue()),
        ),
      );
      const [first, second] = slopes(mu, sigma);
      await expect.poll(async () => number(await reading(page, 'score of μ'))).toBeCloseTo(first, 1);
      expect(number(await reading(page, 'score of σ'))).toBeCloseTo(second, 1);
      return [mu, sigma];
    };
    await expectScores();
    await handle(page).focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowLeft');
    const [mu, sigma] = await expectScores();
    expect([mu < 2.9, sigma > 1.2]).toEqual([true, true]);
    await handle(page).scrollIntoViewIfNeeded();
    await drag(page, await centre(page), -30, 20);
    const [left, up] = await expectScores();
    expect([left < mu, up > sigma]).toEqual([true, true]);
    expect(await handle(page).getAttribute('aria-valuetext')).toMatch(
      /^μ = [\d.]+ and σ = [\d.]+, log-likelihood −[\d.]+, scores −?[\d.]+ and −?[\d.]+$/,
    );
    await shot('studio-contours');
    expect(await axe()).toEqual([]);
    expect(errors).toEqual([]);
  });
});

describe('the density of the data', () => {
  test('moves with the value on the curve, over what was observed', async () => {
    const { page } = await openStudio();
    const observed = () =>
      page
        .locator('.cm-lagainst svg text')
        .getByText(/^0\.\d{3,4}$/)
        .first()
        .textContent();
    const field = page.getByRole('textbox', { name: 'Value of p' });
    for (const p of [0.25, 0.1]) {
      await field.fill(String(p));
      // The probability of 5 in 30: what the likelihood is.
      const probability = 142506 * p ** 5 * (1 - p) ** 25;
      await expect.poll(async () => Number(await observed())).toBeCloseTo(probability, 3);
    }
  });
});

test('in high contrast the key has the colours of the curves', async () => {
  const { page } = await openStudio({ forcedColors: true });
  await page.getByRole('button', { name: 'Keep this curve' }).click();
  const colours = await page.evaluate(() => {
    const stroke = (path: Element | null) => path && getComputedStyle(path).stroke;
    const card = document.querySelector('.cm-lcard')!;
    const drawn = [...card.querySelectorAll('.cm-lplot .cm-plot-picture path')].map(stroke);
    const over = stroke(card.querySelector('.cm-lover path'));
    return {
      drawn: [...drawn, over],
      key: [...card.querySelectorAll('.cm-llegend path, .cm-lkept li > svg path')].map(stroke),
    };
  });
  expect(colours.key.length).toBeGreaterThan(4);
  for (const colour of colours.key) expect(colours.drawn).toContain(colour);
});
