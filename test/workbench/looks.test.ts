import type { IStyleData } from '@univerjs/core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { BlockLook, CellMatrix } from '../../src/index';
import { formatCells } from '../../workbench/formats';
import { TypedLooks } from '../../workbench/formulas/typedLooks';
import { openHeadless, type Headless } from './headless';

let open: Headless | null = null;
// Nothing is drawn: all characters are eight pixels wide.
beforeEach(() => {
  const getContext = () => ({ font: '', measureText: (text: string) => ({ width: 8 * text.length }) });
  vi.stubGlobal('document', { createElement: () => ({ getContext }) });
});
afterEach(() => {
  open?.close();
  open = null;
  vi.unstubAllGlobals();
});

const look: BlockLook = {
  rows: 2,
  columns: 2,
  areas: [
    { row: 0, column: 0, rows: 1, columns: 2, look: { bold: true, ruleBelow: true } },
    { row: 1, column: 1, rows: 1, columns: 1, look: { align: 'end', numberFormat: '0.00' } },
  ],
  widths: [4, 30],
  sentence: 0,
};

const sheetOf = (book: Headless) => book.api.getActiveWorkbook()!.getActiveSheet();
const styleAt = (book: Headless, row: number, column: number): IStyleData | null =>
  sheetOf(book).getSheet().getCellStyle(row, column) ?? null;
const at = (row: number, column: number) => ({ sheet: 'S', row, column, rows: 1, columns: 1 });

describe('cells that are given a look', () => {
  test('have it with their formulas and values, and lose it again', async () => {
    open = openHeadless([
      ['a', '=1+1'],
      ['b', 3],
    ]);
    const book = open;
    await vi.waitFor(() => expect(book.value(0, 1)).toBe(2));
    const takeBack = formatCells(book, sheetOf(book), at(0, 0), look);
    expect(styleAt(book, 0, 1)).toMatchObject({ bl: 1, bd: { b: { s: 1 } } });
    expect(styleAt(book, 1, 1)).toEqual({ ht: 3, n: { pattern: '0.00' } });
    expect(sheetOf(book).getColumnWidth(1)).toBeGreaterThanOrEqual(30 * 8);
    expect(sheetOf(book).getColumnWidth(0)).toBe(88);
    book.type(1, 1, 4);
    expect([book.value(0, 1), book.value(1, 1)]).toEqual([2, 4]);
    await takeBack();
    expect([styleAt(book, 0, 0), styleAt(book, 1, 1)]).toEqual([null, null]);
    expect(sheetOf(book).getColumnWidth(1)).toBe(88);
    expect(sheetOf(book).getRange(0, 1).getFormula()).toBe('=1+1');
    expect(book.value(1, 1)).toBe(4);
  });

  test('have what they had before, where nobody has changed it since', async () => {
    open = openHeadless([
      ['a', 1],
      ['b', 2],
    ]);
    const book = open;
    sheetOf(book).getRange(0, 0).setFontStyle('italic');
    const takeBack = formatCells(book, sheetOf(book), at(0, 0), look);
    expect(styleAt(book, 0, 0)).toMatchObject({ it: 1, bl: 1 });
    sheetOf(book).getRange(0, 1).setBackgroundColor('#ffee00');
    sheetOf(book).setColumnWidth(1, 300);
    await takeBack();
    expect(styleAt(book, 0, 0)).toEqual({ it: 1 });
    expect(styleAt(book, 0, 1)).toMatchObject({ bl: 1, bg: { rgb: '#ffee00' } });
    expect(styleAt(book, 1, 1)).toBeNull();
    expect(sheetOf(book).getColumnWidth(1)).toBe(300);
  });

  test('lose it by one step of undo of the grid, and have it again by redo', async () => {
    open = openHeadless([
      ['a', 1],
      ['b', 2],
    ]);
    const book = open;
    formatCells(book, sheetOf(book), at(0, 0), look);
    book.api.getActiveWorkbook()!.undo();
    await vi.waitFor(() => expect(styleAt(book, 0, 0)).toBeNull());
    expect(sheetOf(book).getColumnWidth(1)).toBe(88);
    book.api.getActiveWorkbook()!.redo();
    await vi.waitFor(() => expect(styleAt(book, 0, 0)).toMatchObject({ bl: 1 }));
  });
});

describe('the result of a formula that is typed', () => {
  /** `T.GROW(n)` has n rows of two. */
  const functions = {
    'T.GROW': {
      parameters: ['n'],
      run: (n: number) => Array.from({ length: n }, (_, i) => ['row', i]),
    },
  };
  const start = (cells: CellMatrix) => {
    open = openHeadless(cells, functions, (spreadsheet) => {
      const looks = new TypedLooks(spreadsheet);
      return (place, { values: [n] }) =>
        looks.settled(place, () =>
          Promise.resolve({ ...look, rows: n as number, areas: areas(n as number) }),
        );
    });
    return open;
  };
  const areas = (n: number): BlockLook['areas'] => [
    look.areas[0],
    { row: n - 1, column: 1, rows: 1, columns: 1, look: { ruleBelow: true } },
  ];
  const settled = () => new Promise((later) => setTimeout(later, 400));

  test('has a look at once, another one when it grows, and none when the formula goes', async () => {
    const book = start([[2]]);
    book.type(0, 3, '=T.GROW(A1)');
    await vi.waitFor(() => expect(styleAt(book, 1, 4)).toMatchObject({ bd: { b: { s: 1 } } }));
    expect(styleAt(book, 0, 3)).toMatchObject({ bl: 1 });
    book.type(0, 0, 4);
    await vi.waitFor(() => expect(styleAt(book, 3, 4)).toMatchObject({ bd: { b: { s: 1 } } }));
    expect(styleAt(book, 1, 4)).toBeNull();
    book.type(0, 3, null);
    await vi.waitFor(() => expect(styleAt(book, 3, 4)).toBeNull());
    expect(styleAt(book, 0, 3)).toBeNull();
    expect(sheetOf(book).getColumnWidth(4)).toBe(88);
  });

  test('stays as it is where somebody has given its cells a format, and where it was there before', async () => {
    const book = start([[2, '=T.GROW(A1)']]);
    sheetOf(book).getRange(6, 4).setFontStyle('italic');
    book.type(5, 3, '=T.GROW(A1)');
    await settled();
    expect(book.value(5, 3)).toBe('row');
    expect(styleAt(book, 5, 3)).toBeNull();
    expect(book.value(0, 1)).toBe('row');
    expect(styleAt(book, 0, 1)).toBeNull();
  });
});
