import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHarness, type HarnessBrowser } from '../taskpane/harness/browser';
import { longestTask } from './support/longestTask';
import { FOOT } from './support/foot';

let harness: HarnessBrowser;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness?.close());

const fitted = (page: Page): Promise<void> =>
  page.locator(FOOT, { hasText: 'Fitted · ' }).waitFor({ timeout: 60_000 });

/** A pane over much data, with the longest task of the page's thread in each step. */
async function opened(large: { rows: number; columns: number; levels: number; nameLength: number }) {
  const { page, shot, errors } = await harness.open({ sheets: {}, large, width: 420 });
  const tasks: Record<string, number> = {};
  const step = async (name: string, action: () => Promise<unknown>): Promise<void> => {
    tasks[name] = await longestTask(page, async () => {
      await action();
      await page.waitForTimeout(200);
    });
  };
  const model = async (): Promise<void> => {
    await step('read', async () => {
      await page.getByRole('button', { name: 'Use selection' }).click();
      await page.getByText(/000 rows used, 0 dropped/).waitFor({ timeout: 60_000 });
    });
    await step('fit', () => fitted(page));
    await step('add', async () => {
      await page.getByRole('button', { name: 'Add a fixed effect' }).click();
      await page.getByRole('menuitem', { name: /^x0/ }).first().click();
      await page.getByRole('button', { name: /^Fixed effect x0/ }).waitFor();
      // A change is fitted a moment after it, where it is fitted by itself.
      await page.waitForTimeout(500);
    });
    await step('refit', async () => {
      const fit = page.getByRole('button', { name: /^(?:Fit|Refit)$/ });
      if (await fit.isVisible()) await fit.click();
      await fitted(page);
    });
    await step('results', async () => {
      await page.getByRole('tab', { name: 'Results' }).click();
      await page.getByRole('region', { name: 'Fit statistics' }).waitFor();
    });
  };
  /** Opens all plots one after the other and returns what stands below them. */
  const plots = async (): Promise<Record<string, string>> => {
    const captions: Record<string, string> = {};
    const choices = page.getByRole('radiogroup', { name: 'Plot' }).getByRole('radio');
    await step('plots', async () => {
      await page.getByRole('tab', { name: 'Plots' }).click();
      await choices.first().waitFor();
    });
    for (const plot of await choices.all()) {
      const name = (await plot.getAttribute('aria-label'))!;
      await step(name, async () => {
        await plot.check({ force: true });
        // Influence takes a fit for each group, too many here, and says so.
        const sign = name === 'Influence' ? '.cm-plots [role="alert"]' : '.cm-plot-picture > svg';
        await page.locator(sign).first().waitFor({ timeout: 60_000 });
        await page
          .locator('.cm-waiting, .cm-plotold')
          .first()
          .waitFor({ state: 'detached', timeout: 60_000 });
      });
      captions[name] = (await page.locator('.cm-plots p').allTextContents()).join(' ');
      await shot(`large-${name.toLowerCase().replace(' ', '-')}`);
    }
    return captions;
  };
  return { errors, tasks, model, plots };
}

const over = (tasks: Record<string, number>, limit: number): Record<string, number> =>
  Object.fromEntries(Object.entries(tasks).filter(([, milliseconds]) => milliseconds > limit));

test('100,000 rows of 30 columns with names of 300 characters and 10,000 groups leave the pane awake', async () => {
  const { model, tasks, errors } = await opened({
    rows: 100_000,
    columns: 30,
    levels: 10_000,
    nameLength: 300,
  });
  await model();
  // 40 to 100 ms. Read and compared in one go, the columns alone take more than a second.
  expect(over(tasks, 150)).toEqual({});
  expect(errors).toEqual([]);
});

test('the plots of 100,000 rows show a part of the points, and say which', async () => {
  const { model, plots, tasks, errors } = await opened({
    rows: 100_000,
    columns: 5,
    levels: 10_000,
    nameLength: 5,
  });
  await model();
  const captions = await plots();
  expect(captions.Shrinkage).toContain('200 of 10,000 groups are drawn, evenly spaced in their order.');
  expect(captions.Caterpillar).toContain('200 of 10,000 groups are drawn, evenly spaced in their order.');
  expect(captions.Data).toContain('what the model expects of the population');
  expect(captions.Data).toContain('A sample of 1,500 of 100,000 rows is drawn.');
  expect(captions.Residuals).toContain('100,000 rows are counted in cells; darker cells hold more.');
  expect(captions['Normal QQ']).toContain('A sample of 20,000 of 100,000 rows.');
  expect(captions.Profile).toMatch(/interval \d/);
  // 3 to 50 ms each.
  expect(over(tasks, 150)).toEqual({});
  expect(errors).toEqual([]);
});

test('so do those of a million rows', async () => {
  const { model, plots, tasks, errors } = await opened({
    rows: 1_000_000,
    columns: 5,
    levels: 1000,
    nameLength: 5,
  });
  await model();
  const captions = await plots();
  expect(captions.Data).toContain('A sample of 1,500 of 1,000,000 rows is drawn.');
  expect(captions.Residuals).toContain('1,000,000 rows are counted in cells; darker cells hold more.');
  expect(captions['Normal QQ']).toContain('A sample of 20,000 of 1,000,000 rows.');
  // 10 to 100 ms each.
  expect(over(tasks, 200)).toEqual({});
  expect(errors).toEqual([]);
});
