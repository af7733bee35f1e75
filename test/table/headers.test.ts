import { describe, expect, it, test } from 'vitest';
import { readTable } from '../../src/table/index';
import type { CellMatrix } from '../../src/table/types';

const na = { error: '#N/A' };

describe('headers are recognised', () => {
  test.each<[string, CellMatrix]>([
    [
      'by a text above a number',
      [
        ['y', 'x'],
        [1, 2],
      ],
    ],
    [
      'by a text above a number in any column',
      [
        [2019, 2020, 'score'],
        ['a', 'b', 5],
      ],
    ],
    [
      'by a text above a number beyond missing values',
      [
        ['y', 2020],
        [null, 3],
        ['NA', 4],
        [na, 5],
        [1, 6],
      ],
    ],
    [
      'by distinct texts above texts',
      [
        ['sex', 'answer'],
        ['male', 'yes'],
        ['female', 'no'],
      ],
    ],
    [
      'by distinct texts above booleans',
      [
        ['sex', 'treated'],
        ['male', true],
        ['female', false],
      ],
    ],
    [
      'by distinct texts above numbers written as text',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['in a single column of text', [['group'], ['a'], ['b'], ['a']]],
    [
      'when they repeat but stand above numbers',
      [
        ['x', 'x'],
        [1, 2],
      ],
    ],
    [
      'when some are numbers written as text',
      [
        ['Subject', '2001', '2002'],
        [308, 1, 2],
      ],
    ],
  ])('%s', (_, cells) => {
    expect(readTable(cells, { use: () => [] }).hasHeaders).toBe(true);
  });
});

describe('headers are not recognised', () => {
  test.each<[string, CellMatrix]>([
    [
      'in numbers',
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ['in a single row of numbers', [[1, 2]]],
    [
      'in texts above texts that repeat within the row',
      [
        ['a', 'a'],
        ['b', 'c'],
      ],
    ],
    [
      'in texts that occur again below',
      [
        ['a', 'x'],
        ['b', 'y'],
        ['a', 'z'],
      ],
    ],
    [
      'in a text and a number above the same',
      [
        ['a', 1],
        ['b', 2],
      ],
    ],
    [
      'in a missing value above a number',
      [
        ['NA', 1],
        [2, 3],
      ],
    ],
    [
      'in an error written as text above a number',
      [
        ['#N/A', 1],
        [2, 3],
      ],
    ],
    [
      'in numbers written as text',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [
      'in a number written as text above a number',
      [
        ['1', 5],
        [2, 6],
      ],
    ],
    [
      'in a blank above a number',
      [
        [null, 1],
        [2, 3],
      ],
    ],
    [
      'in booleans',
      [
        [true, false],
        [1, 2],
      ],
    ],
  ])('%s', (_, cells) => {
    const table = readTable(cells, { use: () => [] });
    expect(table.hasHeaders).toBe(false);
    expect(table.rowCount).toBe(cells.length);
    expect(table.names).toEqual(['y', 'x1'].slice(0, cells[0].length));
  });
});

describe('the option headers', () => {
  it('forces the first row to be headers', () => {
    const table = readTable(
      [
        [2001, 2002],
        [1, 2],
      ],
      { headers: true },
    );
    expect(table.names).toEqual(['2001', '2002']);
    expect(table.rowCount).toBe(1);
  });

  it('forces the first row to be data', () => {
    const table = readTable(
      [
        ['y', 'x'],
        ['a', 'b'],
      ],
      { headers: false },
    );
    expect(table.names).toEqual(['y', 'x1']);
    expect(table.columns.get('y')).toMatchObject({ levels: ['a', 'y'] });
  });
});

describe('names', () => {
  it('are trimmed, and made text', () => {
    const cells = [
      ['  dose\n', 2001, true, -0.5, false, 'a  b'],
      [1, 2, 3, 4, 5, 6],
    ];
    expect(readTable(cells).names).toEqual(['dose', '2001', 'TRUE', '-0.5', 'FALSE', 'a  b']);
  });

  it('of blank headers follow their position and avoid other headers', () => {
    const cells = [
      ['a', null, ' ', 'column3', undefined, 'column5', 'column5_'],
      [1, 2, 3, 4, 5, 6, 7],
    ];
    const { names, columns } = readTable(cells);
    expect(names).toEqual(['a', 'column2', 'column3_', 'column3', 'column5__', 'column5', 'column5_']);
    expect(columns.size).toBe(7);
  });

  it('are made up for headers that are not a number', () => {
    expect(
      readTable([
        ['y', NaN],
        [1, 2],
      ]).names,
    ).toEqual(['y', 'column2']);
  });

  it('count from y, x1, x2 without headers', () => {
    expect(readTable([[1, 2, 3, 4]]).names).toEqual(['y', 'x1', 'x2', 'x3']);
  });

  it('may repeat where they are not used', () => {
    const table = readTable(
      [
        ['y', 'x', 'x'],
        [1, 2, 3],
      ],
      { use: () => ['y'] },
    );
    expect(table.names).toEqual(['y', 'x', 'x']);
    expect([...table.columns.keys()]).toEqual(['y']);
  });

  it('that begin like a formula stay text', () => {
    expect(
      readTable([
        ['=A1', '+x', '-y', '@z'],
        [1, 2, 3, 4],
      ]).names,
    ).toEqual(['=A1', '+x', '-y', '@z']);
  });
});

describe('a first row that is blank', () => {
  const cells = [
    [null, ''],
    [' ', null],
    ['y', 'x'],
    [1, 2],
  ];

  test.each([
    ["'My sheet'!B3:C6", "begin the range at 'My sheet'!B5"],
    [null, 'begin the range at row 3'],
  ])('above headers is an error that says where to begin (%s)', (address, expected) => {
    expect(() => readTable(cells, { address })).toThrow(expected);
  });

  it('above numbers is a row with missing values', () => {
    expect(
      readTable([
        [null, null],
        [1, 2],
      ]),
    ).toMatchObject({ rowCount: 2, hasHeaders: false });
  });
});

describe('a title above the headers', () => {
  const data: CellMatrix = [
    ['y', 'g'],
    [1, 'a'],
    [2, 'b'],
  ];
  const blank = [null, null];

  it('is refused with the cell at which the range should begin', () => {
    const cells: CellMatrix = [['My study', null], ['Berlin', ''], blank, ...data];
    expect(() => readTable(cells, { address: 'Sheet1!B2:C7' })).toThrow(
      'the first row of the data holds "My study" alone: expected headers in it; begin the range at Sheet1!B5',
    );
    expect(() => readTable(cells)).toThrow(/begin the range at row 4$/);
  });

  it.each<[string, CellMatrix]>([
    [
      'a header whose neighbour has none',
      [
        ['y', null],
        [1, 'a'],
        [2, 'b'],
      ],
    ],
    ['a single column', [['title'], ['y'], [1]]],
    [
      'texts alone',
      [
        ['a', null],
        ['b', 'c'],
        ['d', 'e'],
      ],
    ],
    [
      'data with a blank',
      [
        ['a', null],
        ['b', 1],
        ['c', 2],
      ],
    ],
  ])('is not seen in %s', (_, cells) => {
    expect(() => readTable(cells)).not.toThrow();
  });

  it('is not looked for where it is said what the first row is', () => {
    expect(readTable([['My study', null], ...data], { headers: true, use: () => [] }).names).toEqual([
      'My study',
      'column2',
    ]);
  });
});

it('takes a line break in a header for the blank that it looks like', () => {
  const { names } = readTable([
    ['Reaction\ntime', 'dose \r\n (mg)', 'a\u00a0b', 'two  blanks'],
    [1, 2, 3, 4],
  ]);
  expect(names).toEqual(['Reaction time', 'dose (mg)', 'a b', 'two  blanks']);
});
