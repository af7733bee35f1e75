import { describe, expect, test } from 'vitest';
import { bringIntoView } from '../../workbench/view';

const at = (row: number, column: number) => ({ sheet: 'S', row, column, rows: 1, columns: 1 });

/** A sheet of columns of 100 pixels, with a view of some of them; tells where it is scrolled to. */
function sheetWith(view: { startRow: number; endRow: number; startColumn: number; endColumn: number }) {
  const scrolled: [row: number, column: number][] = [];
  const sheet = {
    getVisibleRange: () => view,
    getColumnWidth: () => 100,
    scrollToCell: (row: number, column: number) => void scrolled.push([row, column]),
  };
  return { sheet: sheet as never, scrolled };
}

const VIEW = { startRow: 10, endRow: 40, startColumn: 4, endColumn: 13 };

describe('what is brought into view', () => {
  test('is nothing new where the cell is in view, and what lies beside it', () => {
    const { sheet, scrolled } = sheetWith(VIEW);
    bringIntoView(sheet, at(12, 5));
    bringIntoView(sheet, at(12, 5), { at: at(12, 8), width: 480 });
    expect(scrolled).toEqual([]);
  });

  test('is a cell far away, a column before it, and its row', () => {
    const { sheet, scrolled } = sheetWith(VIEW);
    bringIntoView(sheet, at(80, 30));
    expect(scrolled).toEqual([[80, 29]]);
  });

  test('is all of what lies beside a wide table, and as much of the table as there is room for', () => {
    const { sheet, scrolled } = sheetWith(VIEW);
    // From column 7 on 9 columns reach to the end of a chart of 480 pixels at column 11, which is that of a cell.
    bringIntoView(sheet, at(12, 5), { at: at(12, 11), width: 480 });
    expect(scrolled).toEqual([[10, 7]]);
  });

  test('begins with it where there is no room for all of it', () => {
    const { sheet, scrolled } = sheetWith({ ...VIEW, endColumn: 7 });
    bringIntoView(sheet, at(12, 5), { at: at(12, 11), width: 480 });
    expect(scrolled).toEqual([[10, 11]]);
  });
});
