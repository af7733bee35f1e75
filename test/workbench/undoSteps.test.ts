import { IUndoRedoService, IUniverInstanceService } from '@univerjs/core';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { BlockLook } from '../../src/index';
import type { RangeAddress, SpreadsheetHost } from '../../taskpane/host';
import { whereItWas } from '../../taskpane/control/whereItWas';
import { workbenchHost } from '../../workbench/host';
import { growFor } from '../../workbench/room';
import { openHeadless, type Headless } from './headless';

let open: Headless | null = null;
afterEach(() => {
  open?.close();
  open = null;
  vi.unstubAllGlobals();
});

function start(): Headless & { host: SpreadsheetHost } {
  // Nothing is drawn: all characters are eight pixels wide.
  const getContext = () => ({ font: '', measureText: (text: string) => ({ width: 8 * text.length }) });
  vi.stubGlobal('document', { createElement: () => ({ getContext }) });
  open = openHeadless([['here']]);
  open.get<IUniverInstanceService>(IUniverInstanceService).focusUnit('book');
  return { ...open, host: workbenchHost(open) };
}

const at = (row: number, column: number): RangeAddress => ({ sheet: 'S', row, column, rows: 1, columns: 1 });
const look: BlockLook = {
  rows: 2,
  columns: 1,
  areas: [{ row: 0, column: 0, rows: 2, columns: 1, look: { bold: true } }],
  widths: [40],
  sentence: 0,
};

/** A title, a formula below it and a look: what an insertion is made of. */
async function insert({ host }: { host: SpreadsheetHost }): Promise<() => Promise<void>> {
  return host.asOneStep!(async () => {
    const undos = [
      await host.writeValues(at(2, 2), [['title']]),
      await host.writeFormulas([{ at: at(3, 2), formula: '=1+1' }]),
      await host.formatCells(at(2, 2), look),
    ];
    return async () => {
      for (const undo of undos.reverse()) await undo();
    };
  });
}

const seen = (book: Headless) => {
  const sheet = book.api.getActiveWorkbook()!.getActiveSheet();
  return {
    title: book.value(2, 2),
    formula: sheet.getRange(3, 2).getFormula(),
    isBold: sheet.getSheet().getCellStyle(2, 2)?.bl === 1,
    width: sheet.getColumnWidth(2),
  };
};
const undo = (book: Headless) => book.api.getActiveWorkbook()!.undo();
const redo = (book: Headless) => book.api.getActiveWorkbook()!.redo();

describe('an insertion of several edits', () => {
  test('is one step of the undo of the grid, and comes again as one', async () => {
    const book = start();
    const before = seen(book);
    book.type(0, 1, 'typed');
    await insert(book);
    const inserted = seen(book);
    expect(inserted).toMatchObject({ title: 'title', formula: '=1+1', isBold: true });
    expect(inserted.width).toBeGreaterThan(before.width);
    undo(book);
    expect(seen(book)).toEqual(before);
    expect(book.value(0, 1)).toBe('typed');
    redo(book);
    expect(seen(book)).toEqual(inserted);
    undo(book);
    undo(book);
    expect(book.value(0, 1)).toBe(null);
  });

  test('is one step too where the editor of cells fills its own undo meanwhile', async () => {
    const book = start();
    const steps = book.get<IUndoRedoService>(IUndoRedoService);
    const editing = () => steps.pushUndoRedo({ unitID: 'editor', undoMutations: [], redoMutations: [] });
    const before = seen(book);
    await book.host.asOneStep!(async () => {
      editing();
      const takeTitleBack = await book.host.writeValues(at(2, 2), [['title']]);
      editing();
      const takeLookBack = await book.host.formatCells(at(2, 2), look);
      return async () => {
        await takeLookBack();
        await takeTitleBack();
      };
    });
    expect(seen(book)).toMatchObject({ title: 'title', isBold: true });
    undo(book);
    expect(seen(book)).toEqual(before);
  });

  test('is taken back by its own undo as a step of the grid, which can bring it again', async () => {
    const book = start();
    const before = seen(book);
    const takeBack = await insert(book);
    await takeBack();
    expect(seen(book)).toEqual(before);
    redo(book);
    expect(seen(book)).toMatchObject({ title: 'title', isBold: true });
    await takeBack();
    expect(seen(book)).toEqual(before);
  });

  test('that the grid has taken back is not taken back again, whatever stands there by now', async () => {
    const book = start();
    const takeBack = await insert(book);
    undo(book);
    book.type(2, 2, 'mine');
    await takeBack();
    expect(book.value(2, 2)).toBe('mine');
  });

  test('is taken back by its own undo after another edit too, which stays, in one step', async () => {
    const book = start();
    const before = seen(book);
    const takeBack = await insert(book);
    book.type(0, 1, 'later');
    await takeBack();
    expect(seen(book)).toEqual(before);
    expect(book.value(0, 1)).toBe('later');
    undo(book);
    expect(seen(book)).toMatchObject({ title: 'title', formula: '=1+1', isBold: true });
    undo(book);
    expect(book.value(0, 1)).toBe(null);
    expect(seen(book)).toMatchObject({ title: 'title' });
  });
});

test('a look that is taken back and comes again leaves formulas what they are', async () => {
  const book = start();
  book.type(3, 2, '=1+1');
  const cell = book.api.getActiveWorkbook()!.getActiveSheet().getRange(3, 2);
  cell.setFontWeight('bold');
  await book.host.formatCells(at(2, 2), look);
  for (const step of [undo, undo, redo, redo]) {
    step(book);
    expect(cell.getFormula()).toBe('=1+1');
  }
});

test('growing a sheet for what is written far out leaves what can be done again', () => {
  const book = start();
  book.type(0, 1, 'typed');
  undo(book);
  const sheet = book.api.getActiveWorkbook()!.getActiveSheet();
  const rows = sheet.getMaxRows();
  growFor(book, sheet, { ...at(0, 0), rows: rows + 50 });
  expect(sheet.getMaxRows()).toBeGreaterThan(rows);
  redo(book);
  expect(book.value(0, 1)).toBe('typed');
});

test('an added sheet that the grid has taken away is not taken away again, and goes with one step of its undo', async () => {
  const book = start();
  const names = () =>
    book.api
      .getActiveWorkbook()!
      .getSheets()
      .map((sheet) => sheet.getSheetName());
  const { undo: takeAway } = await book.host.addSheet({ name: 'Long', cells: [['y'], [1]], more: [] });
  expect(names()).toEqual(['S', 'Long']);
  undo(book);
  expect(names()).toEqual(['S']);
  redo(book);
  expect(names()).toEqual(['S', 'Long']);
  await takeAway();
  expect(names()).toEqual(['S']);
  await takeAway();
  expect(names()).toEqual(['S']);
});

describe('what has been written and is taken back where it was', () => {
  const TAKES_NOTHING = /no longer holds what was written there, so that nothing is taken back/;
  const sheetOf = (book: Headless) => book.api.getActiveWorkbook()!.getActiveSheet();
  const insertToKeep = ({ host }: { host: SpreadsheetHost }) =>
    host.asOneStep!(async () => {
      const undos = [
        await host.writeValues(at(2, 2), [['title']]),
        await host.writeFormulas([{ at: at(3, 2), formula: '=1+1' }]),
      ];
      return whereItWas(host, [at(2, 2), at(3, 2)], async () => {
        for (const undo of undos.reverse()) await undo();
      });
    });

  test.each<[string, (book: Headless) => void, [title: number, formula: number]]>([
    ['a row inserted above', (book) => sheetOf(book).insertRowsBefore(0, 1), [3, 4]],
    ['a row inserted in between', (book) => sheetOf(book).insertRowsBefore(3, 1), [2, 4]],
    ['another formula in its place', (book) => book.type(3, 2, '=1+1+0'), [2, 3]],
    ['another name of the sheet', (book) => void sheetOf(book).setName('T'), [2, 3]],
  ])('stays after %s, and a sentence says so', async (_, change, [title, formula]) => {
    const book = start();
    const takeBack = await insertToKeep(book);
    change(book);
    book.type(9, 2, 'mine');
    await expect(takeBack()).rejects.toThrow(TAKES_NOTHING);
    expect(book.value(title, 2)).toBe('title');
    expect(sheetOf(book).getRange(formula, 2).getFormula()).toMatch(/^=1\+1/);
    expect(book.value(9, 2)).toBe('mine');
  });

  test('goes when other cells have been edited since', async () => {
    const book = start();
    const takeBack = await insertToKeep(book);
    book.type(9, 2, 'mine');
    await takeBack();
    expect(seen(book)).toMatchObject({ title: null, formula: '' });
    expect(book.value(9, 2)).toBe('mine');
  });
});
