import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../scripts/install.mjs';
import type { CellMatrix } from '../../src/index';
import { example } from '../taskpane/data';
import { startHarness, type HarnessBrowser, type OpenOptions } from '../taskpane/harness/browser';
import { stillPicture } from './support/still';
import { FOOT } from './support/foot';

/** The pictures of docs/pane.md; UPDATE_PICTURE=1 takes them anew. */
const IMAGES = join(root, 'docs/images');
const SHOTS = join(root, '.cache/shots');
const LARGEST = 150_000;

const sheets: Record<string, CellMatrix> = {
  Sleep: example('sleepstudy'),
  Dye: example('dyestuff2'),
  Pastes: example('pastes'),
  Oats: example('oats'),
};

let harness: HarnessBrowser;
beforeAll(async () => {
  harness = await startHarness();
  mkdirSync(IMAGES, { recursive: true });
});
afterAll(() => harness?.close());

async function openOn(sheet: string, formula: string, options: Partial<OpenOptions>) {
  const pane = await harness.open({ sheets, width: 340, ...options });
  const { page } = pane;
  await pane.selectAll(sheet);
  await page.getByRole('button', { name: 'Use selection' }).click();
  await page.getByRole('textbox', { name: 'Model formula' }).fill(formula);
  await page.locator(FOOT, { hasText: 'Fitted · ' }).waitFor();
  await page.getByRole('tab', { name: 'Model' }).focus();
  // The field that was filled had been brought into sight.
  await page.locator('.cm-body').evaluate((body) => body.scrollTo(0, 0));
  return pane;
}

/** Takes a picture of the view from `from` on, as high as `height`, and keeps it as `docs/images/pane-NAME.png`. */
async function picture(page: Page, name: string, height: number, from = ''): Promise<void> {
  const width = page.viewportSize()!.width;
  await page.setViewportSize({ width, height });
  if (from !== '')
    await page
      .getByRole('heading', { name: from })
      .first()
      .evaluate((at) => at.scrollIntoView());
  const shot = join(SHOTS, `docs-${name}.png`);
  await stillPicture(page, { path: shot });
  const image = join(IMAGES, `pane-${name}.png`);
  if (process.env.UPDATE_PICTURE === '1') copyFileSync(shot, image);
  expect(existsSync(image)).toBe(true);
  expect(statSync(image).size).toBeLessThan(LARGEST);
}

const SLEEP = 'Reaction ~ Days + (Days | Subject)';

describe('docs/pane.md has a picture of', () => {
  test('the model as a form and as a formula', async () => {
    const { page } = await openOn('Sleep', SLEEP, {});
    await picture(page, 'form', 760);
    await picture(page, 'formula', 700, 'Formula');
  });

  test('the menu of a fixed effect, in the dark', async () => {
    const { page } = await openOn('Sleep', SLEEP, { theme: 'dark' });
    await page.getByRole('button', { name: 'Fixed effect Days' }).click();
    await page.getByRole('menuitem', { name: 'Transform' }).waitFor();
    await picture(page, 'menu', 700);
  });

  test('the results and what can be inserted', async () => {
    const { page } = await openOn('Sleep', SLEEP, {});
    await page.getByRole('tab', { name: 'Results' }).click();
    await page.getByText(/ cells, free$/).waitFor();
    await picture(page, 'results', 740);
    await picture(page, 'insert', 620, 'Insert into sheet');
  });

  test('the data with the lines of the groups, and the conditional modes in the dark', async () => {
    const { page } = await openOn('Sleep', SLEEP, { width: 400 });
    await page.getByRole('tab', { name: 'Plots' }).click();
    await page.getByRole('radio', { name: 'Data', exact: true }).check({ force: true });
    await page.getByRole('radio', { name: 'By group' }).check({ force: true });
    await page.locator('.cm-plot-picture svg').first().waitFor();
    await picture(page, 'plots', 760);
    const dark = await openOn('Sleep', SLEEP, { width: 420, theme: 'dark' });
    await dark.page.getByRole('tab', { name: 'Plots' }).click();
    await dark.page.getByRole('radio', { name: 'Caterpillar', exact: true }).check({ force: true });
    await dark.page.locator('.cm-plot-picture svg').first().waitFor();
    await picture(dark.page, 'caterpillar', 740);
  });

  test('means, a line for each variety, and their differences', async () => {
    const formula = 'yield ~ factor(nitro) * Variety + (1 | Block/Variety)';
    const { page } = await openOn('Oats', formula, { width: 420 });
    await page.getByRole('tab', { name: 'Compare' }).click();
    await page.locator('.cm-plot-picture svg').first().waitFor();
    await page.locator('.cm-sentences').first().waitFor();
    await picture(page, 'compare', 700);
  });

  test('the likelihood of 5 successes in 30 trials', async () => {
    const { page } = await openOn('Sleep', SLEEP, { width: 420 });
    await page.getByRole('tab', { name: 'Likelihood' }).click();
    await page.getByText('Maximum found').waitFor();
    await picture(page, 'likelihood', 800);
  });

  test('a fit on the boundary beside the simpler model', async () => {
    const { page } = await openOn('Dye', 'Yield ~ 1 + (1 | Batch)', {});
    await page.getByRole('tab', { name: 'Results' }).click();
    await page.getByRole('button', { name: 'Compare them' }).click();
    await page.getByRole('group', { name: 'Comparison of the models' }).waitFor();
    await picture(page, 'boundary', 760);
  });

  test('the question whether labels are nested or crossed', async () => {
    const { page } = await openOn('Pastes', 'strength ~ 1 + (1 | batch) + (1 | cask)', {});
    await page.getByText('How do batch and cask belong together?').waitFor();
    await picture(page, 'nesting', 640, 'Varies by');
  });
});

test('docs/pane.md shows every picture of the pane, and no other', () => {
  const text = readFileSync(join(root, 'docs/pane.md'), 'utf8');
  const shown = [...text.matchAll(/images\/(pane-[a-z]+)\.png/g)].map(([, name]) => name).sort();
  expect(shown).toEqual(
    [
      'boundary',
      'caterpillar',
      'compare',
      'form',
      'formula',
      'insert',
      'likelihood',
      'menu',
      'nesting',
      'plots',
      'results',
    ].map((name) => `pane-${name}`),
  );
});
