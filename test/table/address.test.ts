import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  cellAddress,
  columnIndex,
  columnLetters,
  MAX_COLUMNS,
  MAX_ROWS,
  parseAddress,
  printAddress,
  quoteSheet,
} from '../../src/table/address';

describe('column letters', () => {
  test.each([
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [51, 'AZ'],
    [52, 'BA'],
    [701, 'ZZ'],
    [702, 'AAA'],
    [16383, 'XFD'],
  ])('column %i is %s', (index, letters) => {
    expect(columnLetters(index)).toBe(letters);
    expect(columnIndex(letters)).toBe(index);
    expect(columnIndex(letters.toLowerCase())).toBe(index);
  });

  it('are unique and in order over a whole worksheet', () => {
    for (let c = 0; c < MAX_COLUMNS; c++) expect(columnIndex(columnLetters(c))).toBe(c);
  });

  test.each(['', 'XFE', 'ZZZ', 'AAAA', 'A1', 'Ä', ' A'])('%j is no column', (letters) => {
    expect(columnIndex(letters)).toBe(-1);
  });
});

describe('parseAddress', () => {
  const range = (row: number, column: number, rowCount: number, columnCount: number, sheet?: string) => ({
    sheet: sheet ?? null,
    row,
    column,
    rowCount,
    columnCount,
  });

  test.each([
    ['B3', range(2, 1, 1, 1)],
    ['b3:d40', range(2, 1, 38, 3)],
    ['$B$3:$D$40', range(2, 1, 38, 3)],
    ['B$3:$D40', range(2, 1, 38, 3)],
    ['D40:B3', range(2, 1, 38, 3)],
    ['D3:B40', range(2, 1, 38, 3)],
    ['Sheet1!B3:D40', range(2, 1, 38, 3, 'Sheet1')],
    ["'My sheet'!$B$3:$D$40", range(2, 1, 38, 3, 'My sheet')],
    ["'It''s'!A1", range(0, 0, 1, 1, "It's")],
    ["'a!b'!A1", range(0, 0, 1, 1, 'a!b')],
    ['[Book1.xlsx]Data!A1:B2', range(0, 0, 2, 2, '[Book1.xlsx]Data')],
    ['Größe!A1', range(0, 0, 1, 1, 'Größe')],
    ['A:C', range(0, 0, MAX_ROWS, 3)],
    ['$C:$A', range(0, 0, MAX_ROWS, 3)],
    ['3:7', range(2, 0, 5, MAX_COLUMNS)],
    ['Sheet1!$3:$3', range(2, 0, 1, MAX_COLUMNS, 'Sheet1')],
    [' A1 ', range(0, 0, 1, 1)],
    ['XFD1048576', range(MAX_ROWS - 1, MAX_COLUMNS - 1, 1, 1)],
  ])('reads %s', (text, expected) => {
    expect(parseAddress(text)).toEqual(expected);
  });

  test.each([
    '',
    'A',
    '7',
    'A0',
    'XFE1',
    'A1048577',
    'A1:',
    ':A1',
    'A1:B2:C3',
    'A1,B2',
    'A1:B2,D1:E2',
    'A1#',
    'A:3',
    'A1:B',
    'Data[#All]',
    'Sheet1!',
    '!A1',
    "'open!A1",
    '$$A1',
    'A$',
    'A-1',
  ])('does not take %j for a range', (text) => {
    expect(parseAddress(text)).toBeNull();
  });

  it('reads back whatever printAddress prints', () => {
    const ranges = fc
      .record({
        sheet: fc.option(fc.string({ minLength: 1, maxLength: 8 }), { nil: null }),
        row: fc.nat(MAX_ROWS - 1),
        column: fc.nat(MAX_COLUMNS - 1),
        rowCount: fc.integer({ min: 1, max: MAX_ROWS }),
        columnCount: fc.integer({ min: 1, max: MAX_COLUMNS }),
      })
      .map((r) => ({
        ...r,
        rowCount: Math.min(r.rowCount, MAX_ROWS - r.row),
        columnCount: Math.min(r.columnCount, MAX_COLUMNS - r.column),
      }))
      // Leading white space of a whole address is not part of it, and a quoted sheet begins with a quote anyway.
      .filter((r) => r.sheet === null || r.sheet.trim() === r.sheet);
    fc.assert(
      fc.property(ranges, fc.boolean(), (r, absolute) => {
        expect(parseAddress(printAddress(r, { absolute }))).toEqual(r);
      }),
    );
  });
});

describe('printing', () => {
  const data = parseAddress("'My sheet'!$B$3:$D$40")!;

  it('prints ranges relative or absolute', () => {
    expect(printAddress(data)).toBe("'My sheet'!B3:D40");
    expect(printAddress(data, { absolute: true })).toBe("'My sheet'!$B$3:$D$40");
    expect(printAddress(parseAddress('c:a')!)).toBe('A:C');
    expect(printAddress(parseAddress('3:7')!, { absolute: true })).toBe('$3:$7');
    expect(printAddress(parseAddress('$B$3')!)).toBe('B3');
  });

  it('names a cell by its distance from the top left cell', () => {
    expect(cellAddress(data)).toBe("'My sheet'!B3");
    expect(cellAddress(data, 37, 2)).toBe("'My sheet'!D40");
    expect(cellAddress(parseAddress('A:C')!, 4, 1)).toBe('B5');
  });

  test.each([
    ['Sheet1', 'Sheet1'],
    ['My sheet', "'My sheet'"],
    ["It's", "'It''s'"],
    ['2024', "'2024'"],
    ['A1', "'A1'"],
    ['abc12', "'abc12'"],
    ['R1C1', "'R1C1'"],
    ['RC', "'RC'"],
    ['r', "'r'"],
    ['TRUE', "'TRUE'"],
    ['a-b', "'a-b'"],
    ['Größe', 'Größe'],
    ['_x1', '_x1'],
  ])('writes the sheet %s as %s', (name, quoted) => {
    expect(quoteSheet(name)).toBe(quoted);
  });
});
