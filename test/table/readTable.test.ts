import { describe, expect, it, test } from 'vitest';
import { CellmerError } from '../../src/errors';
import { readTable, type TableOptions } from '../../src/table/index';
import type { Cell, CellMatrix, Column, FactorColumn } from '../../src/table/types';

const na = { error: '#N/A' };
const div = { error: '#DIV/0!' };

/** The column that the cells below a header make. */
function column(cells: readonly Cell[], options: TableOptions = {}): Column {
  // A second column of numbers keeps trailing blanks in the first.
  const rows = [['v', 'n'], ...cells.map((cell) => [cell, 1])];
  return readTable(rows, { headers: true, ...options }).columns.get('v')!;
}

/** Numbers as they are (missing is NaN), labels as text (missing is null). */
function content(c: Column): (number | string | null)[] {
  if (c.kind === 'number') return Array.from(c.values);
  return Array.from(c.codes, (code) => (code < 0 ? null : c.levels[code]));
}

function message(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(CellmerError);
    expect((error as CellmerError).code).toBe('data');
    return (error as CellmerError).message;
  }
  throw new Error('expected an error');
}

describe('a column of numbers', () => {
  it('keeps them exactly', () => {
    const values = [1, -0, 0.1, 5e-324, Number.MAX_VALUE, 45000.25];
    const c = column(values);
    expect(c.kind).toBe('number');
    expect(content(c)).toEqual(values);
    expect(c.missing).toBe(0);
  });

  it('has NaN where a value is missing, and counts', () => {
    const c = column([1, null, undefined, '', '  ', na, 'NA', ' NA', '#N/A', NaN, 2]);
    expect(c).toMatchObject({ kind: 'number', missing: 9 });
    expect(content(c)).toEqual([1, ...new Array<number>(9).fill(NaN), 2]);
  });

  it('is what nothing but missing values make', () => {
    expect(column([null, 'NA', na])).toMatchObject({ kind: 'number', missing: 3 });
  });
});

describe('a column of labels', () => {
  test.each<[string, Cell[], (string | null)[], string[], FactorColumn['source']]>([
    ['text', ['b', 'a', 'b'], ['b', 'a', 'b'], ['a', 'b'], 'text'],
    ['text with blanks around', [' b ', 'b', '\tb\u00a0'], ['b', 'b', 'b'], ['b'], 'text'],
    [
      'text with missing values',
      [null, 'b', 'NA', 'a', na],
      [null, 'b', null, 'a', null],
      ['a', 'b'],
      'text',
    ],
    ['text in either case', ['a', 'A'], ['a', 'A'], ['A', 'a'], 'text'],
    [
      'what looks missing elsewhere',
      ['n/a', '.', '-', 'NULL'],
      ['n/a', '.', '-', 'NULL'],
      ['-', '.', 'NULL', 'n/a'],
      'text',
    ],
    ['what begins like a formula', ['=1+1', '+a', '@b'], ['=1+1', '+a', '@b'], ['+a', '=1+1', '@b'], 'text'],
    [
      'numbers written as text alone',
      ['10', '9', '1.0', '1'],
      ['10', '9', '1.0', '1'],
      ['1', '1.0', '10', '9'],
      'text',
    ],
    ['booleans', [true, false, null, true], ['TRUE', 'FALSE', null, 'TRUE'], ['FALSE', 'TRUE'], 'boolean'],
    ['one boolean', [true, true], ['TRUE', 'TRUE'], ['TRUE'], 'boolean'],
    [
      'booleans and their names',
      ['TRUE', false, true],
      ['TRUE', 'FALSE', 'TRUE'],
      ['FALSE', 'TRUE'],
      'boolean',
    ],
    ['the names of booleans', ['TRUE', 'FALSE'], ['TRUE', 'FALSE'], ['FALSE', 'TRUE'], 'text'],
    [
      'booleans and text',
      [true, 'maybe', false],
      ['TRUE', 'maybe', 'FALSE'],
      ['FALSE', 'TRUE', 'maybe'],
      'text',
    ],
    ['numbers and text', [10, 'a', 9, -0], ['10', 'a', '9', '0'], ['0', '10', '9', 'a'], 'mixed'],
    ['text and numbers', ['a', 10, null, 10], ['a', '10', null, '10'], ['10', 'a'], 'mixed'],
    ['numbers and booleans', [1, true, NaN], ['1', 'TRUE', null], ['1', 'TRUE'], 'mixed'],
  ])('from %s', (_, cells, expected, levels, source) => {
    const c = column(cells) as FactorColumn;
    expect(c).toMatchObject({
      kind: 'factor',
      levels,
      source,
      missing: expected.filter((x) => x === null).length,
    });
    expect(content(c)).toEqual(expected);
    expect('mixedCell' in c).toBe(source === 'mixed');
  });

  test.each<[Cell[], string]>([
    [[1, 2, 'abc', 'def'], 'cell S!B4 (column "v") holds the text "abc" among numbers'],
    [['abc', 'def', 1], 'cell S!B2 (column "v") holds the text "abc" among numbers'],
    [[null, ' abc ', 1], 'cell S!B3 (column "v") holds the text "abc" among numbers'],
    [[1, true], 'cell S!B3 (column "v") holds the boolean TRUE among numbers'],
    [[1, true, 'x'], 'cell S!B4 (column "v") holds the text "x" among numbers'],
  ])('of numbers and text name the first text: %j', (cells, expected) => {
    const c = column(cells, { address: 'S!B1:C9' }) as FactorColumn;
    expect(c.mixedCell).toContain(expected);
    expect(c.mixedCell).toContain('a missing value is a blank cell, #N/A or the text NA');
  });
});

describe('an error names the cell', () => {
  const number = 'holds the text "7" among numbers: turn it into a number';
  const infinite = 'holds an infinite number: expected a finite one';
  const error = 'holds the error #DIV/0!: expected a number, a text or a blank';

  test.each<[string, Cell[], number, string]>([
    ['a number written as text after numbers', [1, 2, ' 7 '], 3, number],
    ['a number written as text before numbers', [null, '7', 'NA', 8], 2, number],
    ['the same number as text and as number', [7, '7'], 2, number],
    ['the same number as number and as text', ['7', 7], 1, number],
    ['a number written as text in a mixed column', ['a', 5, '7'], 3, number],
    ['the text of a number that made a level before', ['a', 7, '7'], 3, number],
    ['a number after text and numbers written as text', ['a', '7', '8', 5], 2, number],
    ['an error value among numbers', [1, div], 2, error],
    ['an error value among texts', ['a', 'b', div], 3, error],
    ['an error value at the start', [div], 1, error],
    ['an error value as text', ['a', ' #DIV/0!'], 2, error],
    ['an error value as text among numbers', [1, '#DIV/0!'], 2, error],
    ['infinity among numbers', [1, Infinity], 2, infinite],
    ['minus infinity among texts', ['a', -Infinity], 2, infinite],
  ])('%s', (_, cells, row, problem) => {
    expect(message(() => column(cells))).toBe(`row ${row} of column "v" ${problem}`);
    expect(message(() => column(cells, { address: "'My data'!$C$3:$D$90" }))).toBe(
      `cell 'My data'!C${row + 3} (column "v") ${problem}`,
    );
    expect(message(() => column(cells, { address: 'A:C' }))).toContain(`cell A${row + 1} (`);
    expect(message(() => column(cells, { address: 'not an address' }))).toContain(`row ${row} of`);
  });

  it('with the first row too when there are no headers', () => {
    const read = () =>
      readTable(
        [
          [1, 2],
          [3, '7'],
        ],
        { headers: false, address: 'B3:C4' },
      );
    expect(message(read)).toBe(`cell C4 (column "x1") ${number}`);
  });

  it('and suspects headers where the first row is a number written as text', () => {
    expect(message(() => readTable([['7'], [5]], { address: 'B3:B4' }))).toBe(
      `cell B3 (column "y") ${number}; if the first row holds headers, say so in the options (headers=1)`,
    );
  });

  test.each<[unknown, string]>([
    [{ type: 'Entity' }, 'object'],
    [[1], 'object'],
    [10n, 'bigint'],
    [() => 1, 'function'],
  ])('that holds something no cell can hold (case %#)', (cell, type) => {
    expect(message(() => column([1, cell as Cell]))).toBe(
      `row 2 of column "v" holds a value that is no number, text or boolean (${type})`,
    );
  });

  it('and shortens long texts', () => {
    const c = column([1, 'x'.repeat(1000)]) as FactorColumn;
    expect(c.mixedCell).toContain(`"${'x'.repeat(40)}..."`);
    expect(message(() => column([1, '7'.repeat(1000)]))).toContain(`"${'7'.repeat(40)}..."`);
  });
});

describe('columns in use', () => {
  const cells: CellMatrix = [
    ['Reaction', 'Days', 'Subject', 'notes'],
    [249.56, 0, 's308', div],
    [258.7, 1, 's308', '7'],
    [250.8, '2?', 's309', 7],
  ];

  it('are the only ones read', () => {
    const table = readTable(cells, { use: (names) => names.slice(0, 1) });
    expect([...table.columns.keys()]).toEqual(['Reaction']);
    expect(table.names).toEqual(['Reaction', 'Days', 'Subject', 'notes']);
    expect(table).toMatchObject({ rowCount: 3, hasHeaders: true });
  });

  it('may be named in any order and more than once', () => {
    const table = readTable(cells, { use: () => ['Subject', 'Reaction', 'Subject'] });
    expect([...table.columns.keys()].sort()).toEqual(['Reaction', 'Subject']);
  });

  it('are all by default', () => {
    expect(message(() => readTable(cells))).toBe(
      'row 1 of column "notes" holds the error #DIV/0!: expected a number, a text or a blank',
    );
  });

  test.each([
    ['dose', 'column "dose" is not in the data: it has Reaction, Days, Subject, notes'],
    ['days', 'column "days" is not in the data: it has Reaction, Days, Subject, notes; did you mean "Days"?'],
    [
      'Recation',
      'column "Recation" is not in the data: it has Reaction, Days, Subject, notes; did you mean "Reaction"?',
    ],
    [
      'Subjects',
      'column "Subjects" is not in the data: it has Reaction, Days, Subject, notes; did you mean "Subject"?',
    ],
    ['x', 'column "x" is not in the data: it has Reaction, Days, Subject, notes'],
  ])('that are not there are an error: %s', (name, expected) => {
    expect(message(() => readTable(cells, { use: () => [name] }))).toBe(expected);
  });

  it('that are not there may come from headers that were not recognised', () => {
    expect(message(() => readTable([[1, 2]], { use: () => ['x2'] }))).toBe(
      'column "x2" is not in the data: it has y, x1 (no header row was recognised); did you mean "x1"?',
    );
  });

  it('that are not there give a short list of many', () => {
    const header = Array.from({ length: 300 }, (_, k) => `item${k + 1}`);
    const wide = [header, header.map(() => 1)];
    expect(message(() => readTable(wide, { use: () => ['iten250'] }))).toBe(
      'column "iten250" is not in the data: it has item1, item2, item3, item4, item5, item6, item7, item8, item9, ' +
        'item10 and 290 more; did you mean "item250"?',
    );
  });

  const twice = [
    ['y', 'x', 'x', 'z', 'x'],
    [1, 2, 3, 4, 5],
  ];

  it('with one name are an error that says where they are', () => {
    const rest = 'expected different headers for the columns that a model uses';
    expect(message(() => readTable(twice, { use: () => ['x'] }))).toBe(
      `3 columns are called "x", columns 2, 3 and 5 of the data: ${rest}`,
    );
    expect(message(() => readTable(twice, { address: 'Sheet1!$Y$1:$AC$2' }))).toBe(
      `3 columns are called "x", columns Z, AA and AC: ${rest}`,
    );
    expect(readTable(twice, { use: () => ['y', 'z'] }).columns.size).toBe(2);
  });

  it('whose header is an error are refused', () => {
    const broken: CellMatrix = [
      ['y', { error: '#REF!' }],
      [1, 2],
    ];
    expect(message(() => readTable(broken))).toBe('the header of column 2 is an error: expected a name');
    expect(message(() => readTable(broken, { address: 'C5:D6' }))).toContain('cell D5');
    expect(readTable(broken, { use: () => ['y'] }).names).toEqual(['y', '#REF!']);
    expect(
      message(() =>
        readTable([
          ['y', '#N/A'],
          [1, 2],
        ]),
      ),
    ).toContain('the header of column 2 is an error');
  });
});

describe('the shape of the data', () => {
  it('ends with the last row that is not blank', () => {
    const cells = [
      ['y', 'x'],
      [1, 2],
      [null, null],
      [3, null],
      [null, ' '],
      ['', undefined],
    ];
    const table = readTable(cells);
    expect(table.rowCount).toBe(3);
    expect(content(table.columns.get('y')!)).toEqual([1, NaN, 3]);
    expect(content(table.columns.get('x')!)).toEqual([2, NaN, NaN]);
  });

  it('keeps a row that is blank only in the columns in use', () => {
    const table = readTable(
      [
        ['y', 'note'],
        [1, ''],
        [null, 'later'],
      ],
      { use: () => ['y'] },
    );
    expect(table.rowCount).toBe(2);
    expect(table.columns.get('y')!.missing).toBe(1);
  });

  it('keeps a last row of missing values that are not blank', () => {
    expect(readTable([['y'], [1], ['NA']]).rowCount).toBe(2);
    expect(readTable([['y'], [1], [na]]).rowCount).toBe(2);
  });

  it('ends with the last column that is not blank', () => {
    const table = readTable([
      ['y', null, 'x', null, ''],
      [1, null, 2, '', null],
    ]);
    expect(table.names).toEqual(['y', 'column2', 'x']);
  });

  it('keeps an empty column under a header, and a full one without', () => {
    expect(
      readTable([
        ['y', 'x'],
        [1, null],
      ]).names,
    ).toEqual(['y', 'x']);
    expect(
      readTable([
        ['y', null],
        [1, 2],
      ]).names,
    ).toEqual(['y', 'column2']);
  });

  it('may be a whole column of a worksheet', () => {
    const cells: Cell[][] = Array.from({ length: 1_048_576 }, () => [null, null]);
    cells[0] = ['y', 'g'];
    for (let i = 1; i <= 181; i++) cells[i] = [i, `s${i % 18}`];
    expect(readTable(cells, { address: 'A:B' }).rowCount).toBe(181);
  });

  test.each<[string, CellMatrix]>([
    ['no rows', []],
    ['no columns', [[], []]],
    [
      'blanks only',
      [
        [null, ''],
        [undefined, '  '],
      ],
    ],
  ])('of %s is an error', (_, cells) => {
    expect(message(() => readTable(cells))).toBe(
      'the data are empty: expected a row of headers and rows of values below it',
    );
  });

  it('of headers without rows is an error that names them', () => {
    expect(
      message(() =>
        readTable([
          ['y', 'x'],
          [null, null],
        ]),
      ),
    ).toBe('the data have headers (y, x) but no rows below them');
    expect(message(() => readTable([[1, 2, 3, 4]], { headers: true }))).toBe(
      'the data have headers (1, 2, 3, ...) but no rows below them',
    );
  });

  it('of one row of numbers is one row', () => {
    expect(readTable([[1, 2]])).toMatchObject({ rowCount: 1, hasHeaders: false });
  });

  test.each<[CellMatrix, string]>([
    [[['y', 'x'], [1, 2], [3]], 'row 3 of the data has 1 cell: expected 2 as in the first row'],
    [
      [
        ['y', 'x'],
        [1, 2, 3],
      ],
      'row 2 of the data has 3 cells: expected 2 as in the first row',
    ],
    [[[], [1]], 'row 2 of the data has 1 cell: expected 0 as in the first row'],
    [[['y'], [], [1]], 'row 2 of the data has 0 cells: expected 1 as in the first row'],
  ])('must be a rectangle (case %#)', (cells, expected) => {
    expect(message(() => readTable(cells))).toBe(expected);
  });

  it('may have a number of rows given by other data', () => {
    const groups = [['g'], ['a'], [null], ['b'], [null], [null]];
    const table = readTable(groups, { headers: true, rowCount: 5 });
    expect(table.rowCount).toBe(5);
    expect(content(table.columns.get('g')!)).toEqual(['a', null, 'b', null, null]);
    expect(readTable(groups, { headers: true, rowCount: 2 }).rowCount).toBe(2);
    expect(message(() => readTable(groups, { headers: true, rowCount: 9 }))).toBe(
      'the range of "g" has 5 rows of values: expected 9, as in the data',
    );
  });

  it('leaves the cells as they are', () => {
    const cells = Object.freeze([
      Object.freeze(['y', 'x']),
      Object.freeze([1, ' a ']),
      Object.freeze([2, 'b']),
    ]);
    expect(readTable(cells).rowCount).toBe(2);
    expect(cells).toEqual([
      ['y', 'x'],
      [1, ' a '],
      [2, 'b'],
    ]);
  });
});

describe('many rows', () => {
  const rows = 30_000;

  it.each([0, 1, 255, 256, 257, 29_999])('may change from numbers to text at row %i', (at) => {
    const cells: Cell[][] = Array.from({ length: rows }, (_, i) => [i % 7, i]);
    cells[at][0] = 'other';
    const c = readTable(cells, { headers: false }).columns.get('y')!;
    expect(content(c)).toEqual(cells.map(([cell]) => String(cell)));
    expect(c).toMatchObject({ source: 'mixed' });
  });

  it.each([0, 1, 255, 256, 257, 29_999])('may lack a number or hold infinity at row %i', (at) => {
    const cells: Cell[][] = Array.from({ length: rows }, (_, i) => [i + 0.5, i]);
    cells[at][0] = null;
    const c = readTable(cells, { headers: false }).columns.get('y')!;
    expect(content(c)).toEqual(cells.map(([cell]) => cell ?? NaN));
    expect(c.missing).toBe(1);
    cells[at][0] = -Infinity;
    expect(message(() => readTable(cells, { headers: false }))).toContain(`row ${at + 1} of column "y"`);
  });

  it('may be text after thousands of missing values', () => {
    const cells: Cell[][] = Array.from({ length: rows }, (_, i) => [i < 20_000 ? null : `s${i}`, i]);
    const c = readTable(cells, { headers: false }).columns.get('y')!;
    expect(c).toMatchObject({ kind: 'factor', source: 'text', missing: 20_000 });
    expect(content(c)).toEqual(cells.map(([cell]) => cell));
  });
});
