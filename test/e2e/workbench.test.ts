import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../scripts/install.mjs';
import {
  goTo,
  openFile,
  openWorkbench,
  saveFile,
  type,
  valueOf,
  values,
  type OpenWorkbench,
} from './support/workbench';

const SHOTS = join(root, '.cache', 'shots');
const MODEL = '"Reaction ~ Days + (Days | Subject)"';
/** A free place on the first sheet, with room for a whole summary. */
const PLACE = 'E40';
const SUMMARY = 'E40:L70';

let workbench: OpenWorkbench;
let page: Page;

beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true });
  workbench = await openWorkbench();
  page = workbench.page;
});

afterAll(() => workbench?.close());

type Rows = (number | string | boolean)[][];

/** The number beside (`across` columns right of) the first cell that holds `label`. */
function beside(rows: Rows, label: string, across = 1): number {
  for (const row of rows) {
    const at = row.indexOf(label);
    if (at >= 0) return Number(row[at + across]);
  }
  return NaN;
}

/** Waits until the summary at PLACE satisfies a condition, and returns it. */
async function summaryWhere(condition: (rows: Rows) => boolean): Promise<Rows> {
  let rows: Rows = [];
  await expect
    .poll(async () => {
      rows = await values(page, SUMMARY);
      return condition(rows);
    })
    .toBe(true);
  return rows;
}

describe('the workbench', () => {
  test('a typed formula spills the numbers of lme4', async () => {
    await type(page, PLACE, `=LMER.FIT(A1:C181, ${MODEL})`);
    const rows = await summaryWhere((all) => beside(all, 'REML criterion') > 0);
    expect(rows[0][0]).toBe('Reaction ~ Days + (Days | Subject)');
    expect(beside(rows, '(Intercept)')).toBeCloseTo(251.405, 3);
    expect(beside(rows, 'Days')).toBeCloseTo(10.467, 3);
    const variances = rows.slice(rows.findIndex((row) => row[0] === 'Variance components'));
    expect(beside(variances, '(Intercept)', 2)).toBeCloseTo(24.74, 3);
    expect(beside(variances, 'Days', 2)).toBeCloseTo(5.922, 3);
    expect(beside(variances, 'Residual', 3)).toBeCloseTo(25.592, 3);
    expect(beside(rows, 'REML criterion')).toBeCloseTo(1743.628, 3);
    expect(beside(rows, 'Rows')).toBe(180);
  });

  test('an edited reaction time moves them, and undo brings them back', async () => {
    await type(page, 'A2', '349.56');
    await summaryWhere((rows) => Math.abs(beside(rows, '(Intercept)') - 251.405) > 0.1);
    await page.keyboard.press('Control+z');
    await summaryWhere((rows) => Math.abs(beside(rows, '(Intercept)') - 251.405) < 0.001);
  });

  test('a cleared cell drops its row and the result says so', async () => {
    await goTo(page, 'A5');
    await page.keyboard.press('Delete');
    const rows = await summaryWhere((all) => beside(all, 'Rows') === 179);
    expect(rows.flat().some((cell) => /1 row\b.*missing/.test(String(cell)))).toBe(true);
    await type(page, 'A5', '321.4398');
    await summaryWhere((all) => beside(all, 'Rows') === 180);
  });

  test('a group column in place of a formula says which model it means', async () => {
    await type(page, PLACE, '=LMER.FIT(A1:C181, "Subject")');
    const rows = await summaryWhere((all) => String(all[0][0]).includes('(1 | Subject)'));
    expect(rows[0][0]).toBe('Reaction ~ 1 + Days + (1 | Subject)');
    expect(beside(rows, 'REML criterion')).toBeCloseTo(1786.465, 3);
  });

  test('a misspelt column is #VALUE! with a sentence that names the columns there are', async () => {
    await type(page, PLACE, '=LMER.FIT(A1:C181, "Reaction ~ Dayz + (1 | Subject)")');
    await expect.poll(() => valueOf(page, PLACE)).toBe('#VALUE!');
    await goTo(page, PLACE);
    const message = page.getByRole('status').filter({ hasText: 'Dayz' });
    await message.waitFor();
    expect(await message.innerText()).toContain('it has Reaction, Days, Subject');
    await page.screenshot({ path: join(SHOTS, 'workbench-message.png') });
    await goTo(page, 'A1');
    await expect.poll(() => page.getByText('it has Reaction').isVisible()).toBe(false);
  });

  test('a spill that shrinks leaves nothing behind, and what counts its cells follows', async () => {
    await type(page, 'N60', '=COUNT(G41:G58)');
    await type(page, PLACE, `=LMER.RANEF(A1:C181, ${MODEL})`);
    await expect.poll(() => valueOf(page, 'N60')).toBe(18);
    await type(page, PLACE, `=LMER.FIXEF(A1:C181, ${MODEL})`);
    await expect.poll(() => valueOf(page, 'N60')).toBe(2);
    expect((await values(page, 'E44:H58')).flat().every((cell) => cell === '')).toBe(true);
    for (const cell of [PLACE, 'N60']) {
      await goTo(page, cell);
      await page.keyboard.press('Delete');
    }
  });

  test('autocomplete lists the functions and hints at their parameters', async () => {
    await goTo(page, PLACE);
    await page.keyboard.type('=LMER.');
    for (const name of ['LMER.FIT', 'LMER.VARCOMP', 'LMER.RANEF'])
      await page.getByText(name, { exact: true }).first().waitFor();
    await page.keyboard.type('FIT(');
    await page.getByText('Range with the data, header row first').first().waitFor();
    await page.screenshot({ path: join(SHOTS, 'workbench-hints.png') });
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  });

  test('a saved workbook opens again with the same numbers, still live', async () => {
    const file = join(SHOTS, 'saved.xlsx');
    await saveFile(page, file);
    await openFile(page, file);
    await expect.poll(() => valueOf(page, 'F9')).toBeCloseTo(251.405, 3);
    await type(page, 'A2', '349.56');
    await expect.poll(() => valueOf(page, 'F9')).not.toBeCloseTo(251.405, 3);
    await type(page, 'A2', '249.56');
    await expect.poll(() => valueOf(page, 'F9')).toBeCloseTo(251.405, 3);
    expect(await valueOf(page, 'C2')).toBe('308');
  });

  test('a file that is no workbook is refused with its name', async () => {
    const file = { name: 'notes.xlsx', mimeType: 'text/plain', buffer: Buffer.from('no workbook') };
    await openFile(page, file);
    await page.getByRole('alert').filter({ hasText: '"notes.xlsx" could not be read' }).waitFor();
    expect(await valueOf(page, 'F9')).toBeCloseTo(251.405, 3);
  });

  test('delimited text opens as a sheet, labels as text', async () => {
    const buffer = readFileSync(join(root, 'examples/rail.csv'));
    await openFile(page, { name: 'rail.csv', mimeType: 'text/csv', buffer });
    await expect.poll(async () => (await values(page, 'A1:B2'))[0]).toContain('travel');
    await type(page, 'E2', '=LMER.STAT(A1:B19, "travel ~ 1 + (1 | Rail)", "REMLcrit")');
    // lme4 1.1-31: 122.177000808597
    await expect.poll(() => valueOf(page, 'E2')).toBeCloseTo(122.177000808597, 6);
  });

  test('a menu of the bar at the top lies over the page without hiding it', async () => {
    await page.getByRole('button', { name: 'Theme' }).click();
    await page.getByRole('menuitemradio', { name: 'Light', exact: true }).waitFor();
    const inSight = await page.evaluate(() => {
      const sheet = document.querySelector('.wb-grid')!.getBoundingClientRect();
      const top = document.elementFromPoint(sheet.x + sheet.width / 2, sheet.y + sheet.height / 2);
      return top?.closest('.wb-grid') !== null;
    });
    await page.keyboard.press('Escape');
    expect(inSight).toBe(true);
  });

  test('its own parts have no accessibility violations, light and dark', async () => {
    for (const theme of ['Light', 'Dark']) {
      await page.getByRole('button', { name: 'Theme' }).click();
      await page.getByRole('menuitemradio', { name: theme, exact: true }).click();
      await page.getByRole('menuitemradio', { name: theme, exact: true }).waitFor({ state: 'detached' });
      const { violations } = await new AxeBuilder({ page })
        // Univer's own page parts, and the focus sentinels that Fluent UI keeps out of sight.
        .exclude('.wb-grid')
        .exclude('[data-tabster-dummy]')
        .analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
      await page.screenshot({ path: join(SHOTS, `workbench-${theme.toLowerCase()}.png`) });
    }
  });

  test('the splitter moves with the arrow keys and the pane can be hidden', async () => {
    const splitter = page.getByRole('separator', { name: 'Width of the pane' });
    const before = Number(await splitter.getAttribute('aria-valuenow'));
    await splitter.focus();
    await page.keyboard.press('ArrowLeft');
    expect(Number(await splitter.getAttribute('aria-valuenow'))).toBe(before + 16);
    await page.keyboard.press('Home');
    expect(Number(await splitter.getAttribute('aria-valuenow'))).toBe(270);
    await page.getByRole('button', { name: 'Show or hide the pane' }).click();
    await expect.poll(() => page.getByRole('tab', { name: 'Model' }).isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Show or hide the pane' }).click();
    await page.getByRole('tab', { name: 'Model' }).waitFor();
  });

  test('nothing was asked of another host and nothing went wrong on the console', () => {
    expect(workbench.complaints).toEqual([]);
  });
});
