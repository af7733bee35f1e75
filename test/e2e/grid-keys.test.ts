/** The keys that people bring from Excel, in the grid of the workbench. */

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  goTo,
  newWorkbook,
  openWorkbench,
  type,
  valueOf,
  values,
  type OpenWorkbench,
} from './support/workbench';

let workbench: OpenWorkbench;
let page: Page;

/** A block from B2 to C5 below a header, and one number far out at H12. */
const CELLS = ['x\ty', '1\t10', '2\t20', '4\t40'].join('\n');

beforeAll(async () => {
  workbench = await openWorkbench();
  page = workbench.page;
});
afterAll(() => workbench?.close());

const nameBox = () => page.locator('[data-u-comp="defined-name"] input, input.univer-size-full').first();
const selection = () => nameBox().inputValue();

async function press(from: string, ...keys: string[]): Promise<void> {
  await goTo(page, from);
  await page.waitForFunction(() => document.activeElement?.getAttribute('contenteditable') === 'true');
  for (const key of keys) await page.keyboard.press(key);
}

async function selects(from: string, keys: string | string[], to: string): Promise<void> {
  await press(from, ...[keys].flat());
  await expect.poll(selection).toBe(to);
}

/** What cells show, as they are copied. */
async function shown(range: string): Promise<string> {
  await page.evaluate(() => navigator.clipboard.writeText('-'));
  await press(range, 'Control+c');
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).not.toBe('-');
  await page.keyboard.press('Escape');
  return copied();
}

test('cells are pasted into an empty workbook', async () => {
  await newWorkbook(page);
  await page.evaluate((text) => navigator.clipboard.writeText(text), CELLS);
  await press('B2', 'Control+v');
  await expect.poll(() => valueOf(page, 'C5')).toBe(40);
  await type(page, 'H12', '7');
});

describe('keys that select', () => {
  test.each([
    ['Control+Home', 'D9', 'A1'],
    ['Control+End', 'A1', 'H12'],
    ['Home', 'D9', 'A9'],
    ['Control+Shift+Home', 'C4', 'A1:C4'],
    ['Control+Shift+End', 'C4', 'C4:H12'],
    ['Shift+Home', 'C4', 'A4:C4'],
    ['Control+ArrowDown', 'B2', 'B5'],
    ['Control+ArrowUp', 'C5', 'C2'],
    ['Control+ArrowRight', 'B3', 'C3'],
    ['Control+ArrowRight', 'C12', 'H12'],
    ['Control+ArrowLeft', 'C3', 'B3'],
    ['Control+Shift+ArrowDown', 'B3', 'B3:B5'],
    ['Control+Shift+ArrowRight', 'B3', 'B3:C3'],
    ['Control+a', 'B3', 'B2:C5'],
  ])('%s from %s selects %s', (key, from, to) => selects(from, key, to));

  test('Control+Shift with both arrows selects a block', () =>
    selects('B2', ['Control+Shift+ArrowDown', 'Control+Shift+ArrowRight'], 'B2:C5'));

  test('Ctrl+A selects the block around the cell, and then all', async () => {
    await press('B3', 'Control+a', 'Control+a');
    await expect.poll(selection).toMatch(/^A1:[A-Z]+\d+$|^A:[A-Z]+$|^1:\d+$/);
  });

  test('Shift and the space bar select the row, Ctrl the column', async () => {
    await press('C4', 'Shift+Space');
    await expect.poll(selection).toMatch(/^4:4$|^A4:[A-Z]+4$/);
    await press('C4', 'Control+Space');
    await expect.poll(selection).toMatch(/^C:C$|^C1:C\d+$/);
    expect(await valueOf(page, 'C4')).toBe(20);
  });

  test('a page down and up comes back', async () => {
    await press('B2', 'PageDown');
    await expect.poll(selection).toMatch(/^B[2-6]\d$/);
    await page.keyboard.press('PageUp');
    await expect.poll(selection).toBe('B2');
  });
});

describe('keys that write', () => {
  test('Alt+= proposes the sum of the numbers above, and Enter takes it', async () => {
    await press('B6', 'Alt+=');
    await page.keyboard.press('Enter');
    await expect.poll(() => valueOf(page, 'B6')).toBe(7);
    await press('D3', 'Alt+=', 'Enter');
    await expect.poll(() => valueOf(page, 'D3')).toBe(11);
  });

  test('Escape lets go of the sum that Alt+= proposes', async () => {
    await press('C6', 'Alt+=', 'Escape');
    await page.waitForTimeout(200);
    expect(await valueOf(page, 'C6')).toBe('');
  });

  test('Alt+= with a selection sums its rows and columns in one step', async () => {
    for (const cell of ['B6', 'D3']) await press(cell, 'Delete');
    await expect.poll(() => values(page, 'B6:D6')).toEqual([['', '', '']]);
    await press('B3:D6', 'Alt+=');
    await expect.poll(() => values(page, 'B6:D6')).toEqual([[7, 70, 77]]);
    expect(await values(page, 'D3:D5')).toEqual([[11], [22], [44]]);
    await page.keyboard.press('Control+z');
    await expect.poll(() => values(page, 'B6:D6')).toEqual([['', '', '']]);
    expect(await values(page, 'D3:D5')).toEqual([[''], [''], ['']]);
  });

  test('Alt+= sums a selection that was made from its last cell to its first', async () => {
    await press('C6', 'Shift+ArrowUp', 'Shift+ArrowUp', 'Shift+ArrowUp', 'Shift+ArrowLeft', 'Alt+=');
    await expect.poll(() => values(page, 'B6:C6')).toEqual([[7, 70]]);
    await page.keyboard.press('Control+z');
    await expect.poll(() => values(page, 'B6:C6')).toEqual([['', '']]);
  });

  test('Ctrl+; writes the date of today and Ctrl+Shift+; the time, as numbers that are shown as such', async () => {
    const now = await page.evaluate(() => {
      const at = new Date();
      const two = (number: number) => String(number).padStart(2, '0');
      return {
        days: Date.UTC(at.getFullYear(), at.getMonth(), at.getDate()) / 86_400_000 + 25_569,
        date: `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`,
        minutes: at.getHours() * 60 + at.getMinutes(),
      };
    });
    await press('E2', 'Control+;');
    await expect.poll(() => valueOf(page, 'E2')).toBe(now.days);
    expect(await shown('E2')).toBe(now.date);
    await press('E3', 'Control+Shift+;');
    await expect.poll(() => valueOf(page, 'E3')).not.toBe('');
    const minutes = Number(await valueOf(page, 'E3')) * 1440;
    expect(Math.abs(minutes - now.minutes)).toBeLessThanOrEqual(1);
    expect(await shown('E3')).toMatch(/^\d\d:\d\d$/);
  });

  test('Ctrl+D fills down and Ctrl+R to the right, with references that move', async () => {
    await type(page, 'F3', '=B3*2');
    await press('F3:F5', 'Control+d');
    await expect.poll(() => values(page, 'F3:F5')).toEqual([[2], [4], [8]]);
    await press('F3:G3', 'Control+r');
    await expect.poll(() => valueOf(page, 'G3')).toBe(20);
  });

  test('Ctrl+Enter fills the selection with what has been typed, a formula with references that move', async () => {
    await press('I3:I5');
    await page.keyboard.type('=B3+1');
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => values(page, 'I3:I5')).toEqual([[2], [3], [5]]);
    await press('J3:J4');
    await page.keyboard.type('5');
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => values(page, 'J3:J4')).toEqual([[5], [5]]);
    expect(await selection()).toBe('J3:J4');
  });

  test('F2 edits a cell at its end, and F4 makes a reference absolute, part by part', async () => {
    await type(page, 'K3', '=B3');
    await press('K3', 'F2', 'F4', 'Enter');
    await press('K3:K4', 'Control+d');
    await expect.poll(() => values(page, 'K3:K4')).toEqual([[1], [1]]);
    await press('K3', 'F2', 'F4', 'F4', 'Enter');
    await press('K3:K4', 'Control+d');
    await expect.poll(() => values(page, 'K3:K4')).toEqual([[1], [2]]);
  });

  test('Delete empties all selected cells', async () => {
    await press('I3:K5', 'Delete');
    await expect.poll(() => values(page, 'I3:K5').then((rows) => rows.flat().join(''))).toBe('');
  });
});

describe('keys that are typed where they are text', () => {
  test('in a cell that is being edited they write nothing of their own and select nothing', async () => {
    await press('A20');
    await page.keyboard.type('ab');
    for (const key of ['Shift+Space', 'Home', 'Control+;', 'Alt+=', 'Control+Home'])
      await page.keyboard.press(key);
    await page.keyboard.type('c');
    await page.keyboard.press('Enter');
    await expect.poll(() => valueOf(page, 'A20')).toMatch(/^(?:cab |ab c| ?cab ?)$/);
    expect(await selection()).toBe('A21');
  });

  test('in the pane they do nothing to the sheet', async () => {
    await goTo(page, 'A22');
    const tab = page.getByRole('tab', { name: 'Model' });
    await tab.focus();
    for (const key of ['Control+;', 'Alt+=', 'Control+Home', 'Delete', 'Shift+Space'])
      await page.keyboard.press(key);
    await page.waitForTimeout(200);
    expect(await valueOf(page, 'A22')).toBe('');
    expect(await selection()).toBe('A22');
  });
});

test('the list of keys that the grid shows has them by name', async () => {
  await press('A1', 'Control+\\');
  const item = page.locator('li', { hasText: 'To the last cell in use' }).last();
  await item.waitFor();
  expect(await item.textContent()).toContain('Ctrl+End');
  expect(workbench.complaints).toEqual([]);
});
