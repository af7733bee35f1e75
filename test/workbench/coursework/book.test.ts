import { writeXlsx } from 'hucre/xlsx';
import { afterEach, describe, expect, test } from 'vitest';
import { Book } from '../../../workbench/coursework/book';
import { readWorkbook } from '../../../workbench/files/read';

let book: Book | null = null;
afterEach(() => {
  book?.close();
  book = null;
});

/** Text that begins with `=` is a formula. */
async function opened(
  sheets: Readonly<Record<string, readonly (readonly (string | number | null)[])[]>>,
  names: Readonly<Record<string, string>> = {},
  most?: number,
): Promise<Book> {
  const bytes = await writeXlsx({
    sheets: Object.entries(sheets).map(([name, rows]) => ({
      name,
      rows: rows.map((row) => row.map((cell) => (String(cell).startsWith('=') ? null : cell))),
      cells: new Map(
        rows.flatMap((row, i) =>
          row.flatMap((cell, j) =>
            String(cell).startsWith('=') ? [[`${i},${j}`, { formula: String(cell).slice(1) }] as const] : [],
          ),
        ),
      ),
    })),
    namedRanges: Object.entries(names).map(([name, range]) => ({ name, range })),
  });
  const file = new File([new Uint8Array(bytes)], 'key.xlsx');
  return (book = await Book.open(await readWorkbook(file), 'key.xlsx', most));
}

const at = (row: number, column: number, sheet = 'Data') => ({ sheet, row, column });

describe('a workbook without a screen', () => {
  test('calculates its formulas, ours among them, and again when a cell has changed', async () => {
    const { cell, put, still } = bound(
      await opened({ Data: [[5, 30, '=BINOM.MLE(A1,B1)', '=A1/B1', '=SQRT(D1*(1-D1)/B1)']] }),
    );
    expect(cell(at(0, 3))).toBeCloseTo(5 / 30, 12);
    expect(cell(at(0, 4))).toBeCloseTo(Math.sqrt((5 / 30) * (25 / 30)) / Math.sqrt(30), 12);
    put([[at(0, 0), 50]]);
    put([[at(0, 1), 300]]);
    await still();
    expect(cell(at(0, 4))).toBeCloseTo(Math.sqrt((5 / 30) * (25 / 30)) / Math.sqrt(300), 12);
  });

  test('finds the cells of names and addresses', async () => {
    const { block } = bound(await opened({ Data: [[1]], 'My key': [[2]] }, { q1: "'My key'!$B$2:$C$3" }));
    expect(block('Q1')).toEqual({ sheet: 'My key', row: 1, column: 1, rows: 2, columns: 2 });
    expect(block('B7', 'Data')).toEqual({ sheet: 'Data', row: 6, column: 1, rows: 1, columns: 1 });
    expect(block('nothing', 'Data')).toBeNull();
  });

  test('a circle of formulas ends', async () => {
    const { cell } = bound(await opened({ Data: [['=B1+1', '=A1+1', '=2*3']] }));
    expect(cell(at(0, 2))).toBe(6);
  });

  test('what takes longer than its limit is said, with the name of the file', async () => {
    const much = Array.from({ length: 4000 }, (_, i) => [i, `=SUMPRODUCT(A$1:A$4000*${i})`]);
    await expect(opened({ Data: much }, {}, 500)).rejects.toThrow(
      '“key.xlsx” is not calculated within 0.5 seconds: a formula in it takes too long or needs itself',
    );
  });
});

/** Its methods to be called by themselves. */
function bound(one: Book): Pick<Book, 'cell' | 'put' | 'still' | 'block'> {
  return {
    cell: (place) => one.cell(place),
    put: (entries) => one.put(entries),
    still: () => one.still(),
    block: (text, sheet) => one.block(text, sheet),
  };
}
