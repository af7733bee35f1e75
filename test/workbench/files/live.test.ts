import { FormulaDataModel } from '@univerjs/preset-sheets-core';
import { afterEach, expect, test } from 'vitest';
import { readWorkbook } from '../../../workbench/files/read';
import { writeWorkbook } from '../../../workbench/files/write';
import { loadSetting, saveSetting } from '../../../workbench/settings';
import { openHeadless, type Headless } from '../headless';
import { cellXml } from './parts';

let book: Headless;
afterEach(() => book?.close());

/** `COUNTDOWN(n)` spills n, n - 1, ..., 1 below each other, each beside its square root. */
const COUNTDOWN = {
  parameters: ['n'],
  run: (n: number) => Array.from({ length: n }, (_, i) => [n - i, Math.sqrt(n - i)]),
};

function open(cells: Parameters<typeof openHeadless>[0]): Headless {
  return (book = openHeadless(cells, { 'COUNT.DOWN': COUNTDOWN as never }));
}

async function saveAndReopen(): Promise<void> {
  const { bytes } = await writeWorkbook(book, null);
  const before = book.api.getActiveWorkbook()!.getId();
  const { workbook } = await readWorkbook(new File([bytes], 'again.xlsx'));
  book.api.createWorkbook(workbook);
  book.api.disposeUnit(before);
}

function exact(row: number, column: number): unknown {
  const all = book.get<FormulaDataModel>(FormulaDataModel).getArrayFormulaCellData();
  const unit = book.api.getActiveWorkbook()!.getId();
  return all[unit]?.['sheet-1']?.[row]?.[column]?.v ?? book.value(row, column);
}

const soon = { timeout: 10_000 };

test('a saved block is computed anew when opened, and follows its input', async () => {
  open([[3, '=COUNT.DOWN(A1)']]);
  await expect.poll(() => exact(2, 2), soon).toBe(1);
  await saveAndReopen();
  await expect.poll(() => exact(0, 2), soon).toBe(Math.sqrt(3));
  expect([exact(0, 1), exact(1, 1), exact(2, 1), exact(3, 1)]).toEqual([3, 2, 1, null]);
  book.type(0, 0, 5);
  await expect.poll(() => exact(4, 1), soon).toBe(1);
  expect(exact(0, 2)).toBe(Math.sqrt(5));
});

test('what is in the way of a block is still there, and the block comes when it goes', async () => {
  open([
    [2, '=COUNT.DOWN(A1)'],
    [null, 'mine'],
  ]);
  await expect.poll(() => book.value(0, 1), soon).toBe('#SPILL!');
  await saveAndReopen();
  expect(book.value(1, 1)).toBe('mine');
  await expect.poll(() => book.value(0, 1), soon).toBe('#SPILL!');
  book.type(1, 1, null);
  await expect.poll(() => exact(1, 1), soon).toBe(1);
});

test('names and settings are there after saving and opening, and names can be used', async () => {
  open([[4, '=SQRT(length_of)']]);
  book.api.getActiveWorkbook()!.insertDefinedName('length_of', 'S!$A$1');
  book.api.getActiveWorkbook()!.insertDefinedName('half_of', '=1/2');
  saveSetting(book, 'form', 'y ~ x'.repeat(100));
  await saveAndReopen();
  expect(loadSetting(book, 'form')).toBe('y ~ x'.repeat(100));
  const names = book.api.getActiveWorkbook()!.getDefinedNames();
  expect(names.map((name) => [name.getName(), name.getFormulaOrRefString()])).toEqual([
    ['length_of', 'S!$A$1'],
    ['half_of', '=1/2'],
  ]);
  book.type(1, 1, '=length_of*half_of');
  await expect.poll(() => book.value(1, 1), soon).toBe(2);
});

test('spill references and @ are functions in the file, and the operators again when it is opened', async () => {
  open([[3, null, '=COUNT.DOWN(A1)', null, null, '=SUM(C1#)', '=@C1:C3', '=ROWS(C1#)']]);
  await expect.poll(() => book.value(0, 5), soon).toBeCloseTo(6 + Math.sqrt(3) + Math.sqrt(2) + 1, 9);
  const { bytes } = await writeWorkbook(book, null);
  expect(cellXml(bytes, 'F1')).toContain('>SUM(_xlfn.ANCHORARRAY(C1))</f>');
  expect(cellXml(bytes, 'F1')).toContain('t="array"');
  expect(cellXml(bytes, 'G1')).toContain('>_xlfn.SINGLE(C1:C3)</f>');
  await saveAndReopen();
  const formula = (column: number) =>
    book.api.getActiveWorkbook()!.getActiveSheet().getRange(0, column).getFormula();
  expect([5, 6, 7].map(formula)).toEqual(['=SUM(C1#)', '=@C1:C3', '=ROWS(C1#)']);
  await expect.poll(() => [5, 6, 7].map((column) => book.value(0, column)).slice(1), soon).toEqual([3, 3]);
  book.type(0, 0, 5);
  await expect.poll(() => [6, 7].map((column) => book.value(0, column)), soon).toEqual([5, 5]);
});
