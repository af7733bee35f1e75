import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { goTo, openWorkbench, type, valueOf, type OpenWorkbench } from './support/workbench';

let workbench: OpenWorkbench;
beforeAll(async () => {
  workbench = await openWorkbench();
});
afterAll(() => workbench?.close());

/** What the cells of a range show, as they are copied. */
async function shown(page: Page, range: string): Promise<string[][]> {
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await goTo(page, range);
  await page.waitForFunction(() => document.activeElement?.getAttribute('contenteditable') === 'true');
  await page.keyboard.press('Control+c');
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).not.toBe('');
  return (await copied()).split(/\r?\n/).map((line) => line.split('\t'));
}

test('numbers without a format are rounded to the width of their cells, and stay what they are when they are edited', async () => {
  const { page, complaints } = workbench;
  await type(page, 'AK3', '=2.302769153E-23');
  await type(page, 'AK4', '=1/3');
  await type(page, 'AK5', '123456789.123456');
  await type(page, 'AK6', '=-2.5E+120');
  const [tiny, third, large, huge] = (await shown(page, 'AK3:AK6')).flat();
  expect(tiny).toMatch(/^2\.3\d*E-23$/);
  expect(third).toMatch(/^0\.3{3,}$/);
  expect(large).toMatch(/^123456789(?:\.1)?$|^1\.2\d*E\+08$/);
  expect(huge).toMatch(/^-(?:2\.5|3)E\+120$/);
  await goTo(page, 'AK5');
  await page.keyboard.press('F2');
  await page.keyboard.press('Enter');
  expect(await valueOf(page, 'AK5')).toBe(123456789.123456);
  expect(complaints).toEqual([]);
});

test('a result that is typed is shown as a table at once, and its look goes with it', async () => {
  const { page, complaints } = workbench;
  await type(page, 'AK10', '=LMER.FIXEF(A1:C181, "Reaction ~ Days + (Days | Subject)")');
  const rows = () => shown(page, 'AK10:AP12');
  await expect.poll(rows).toEqual([
    ['Term', 'Estimate', 'Std. Error', 'df', 't value', 'p value'],
    ['(Intercept)', '251.41', '6.825', '17', '36.84', '<.001'],
    ['Days', '10.47', '1.546', '17', '6.77', '<.001'],
  ]);
  await type(page, 'AK3', '=1E-5');
  await goTo(page, 'AK10');
  await page.keyboard.press('Delete');
  await type(page, 'AL11', '251.405104');
  await expect.poll(async () => (await shown(page, 'AL11'))[0][0]).toMatch(/^251\.40\d+$/);
  expect(complaints).toEqual([]);
});
