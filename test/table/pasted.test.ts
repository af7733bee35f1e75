import { describe, expect, it } from 'vitest';
import { readPasted, type Cell, type TextOptions } from '../../src/table';
import { UGLY_TEXTS } from './uglyTexts';

const cellsOf = (text: string, options?: TextOptions) => readPasted(text, options)?.cells;

describe('readPasted', () => {
  it.each<[string, string, Cell[][]]>([
    [
      'a blank first cell stays in its place',
      '\ta\tb\nx\t1\t2',
      [
        [null, 'a', 'b'],
        ['x', 1, 2],
      ],
    ],
    [
      'lines end as Windows, old Macs and others have it',
      'a\tb\r\nc\td\re\tf\n',
      [
        ['a', 'b'],
        ['c', 'd'],
        ['e', 'f'],
      ],
    ],
    ['a blank line is a blank row', 'a\n\nb', [['a'], [null], ['b']]],
    [
      'blanks at the end of a line are cells, and rows are as long as the longest',
      'a\t\t\nb',
      [
        ['a', null, null],
        ['b', null, null],
      ],
    ],
    [
      'Excel puts cells with tabs and line breaks in quotes',
      'a\t"b\r\n""c""\td"\ne',
      [
        ['a', 'b\r\n"c"\td'],
        ['e', null],
      ],
    ],
    [
      'other quotes are what they are',
      '5" nail\t"a" b\n"open\tx',
      [
        ['5" nail', '"a" b'],
        ['"open', 'x'],
      ],
    ],
    [
      'titles, comments and missing words stay where they are',
      'My study\t\n# by hand\t\nx\ty\n.\tNA\n1,5\t-\n2,5\t3\n',
      [
        ['My study', null],
        ['# by hand', null],
        ['x', 'y'],
        ['.', 'NA'],
        [1.5, '-'],
        [2.5, 3],
      ],
    ],
    [
      'ids with zeros in front are text, in the whole column',
      'id\ty\n007\t1\n12\t2',
      [
        ['id', 'y'],
        ['007', 1],
        ['12', 2],
      ],
    ],
    [
      'a text file without tabs is divided as one',
      'y;x\n1,5;a\n2,5;b\n',
      [
        ['y', 'x'],
        [1.5, 'a'],
        [2.5, 'b'],
      ],
    ],
    [
      'sentences are not divided',
      'Dear Anna, hello\nI am fine, and you, too',
      [['Dear Anna, hello'], ['I am fine, and you, too']],
    ],
    ['a single line with tabs is a row', '1\t2,5', [[1, 2.5]]],
  ])('%s', (_, text, cells) => {
    expect(cellsOf(text)).toEqual(cells);
  });

  it.each(['word', '1,5', 'a, b; c', ''])('is no table in %j', (text) => {
    expect(readPasted(text)).toBeNull();
  });

  it('leaves text what shall stay text', () => {
    const text = '007\t1.50\n12\t 2.50 \n\t3\n';
    expect(readPasted(text, {}, (row, column) => column === 1 && row < 2)?.cells).toEqual([
      ['007', '1.50'],
      ['12', '2.50'],
      [null, 3],
    ]);
  });

  it('reads dates and amounts, and says how they were written', () => {
    expect(readPasted('d\tp\n04/03/2020\t$1.50\n', { home: 'en-GB' })).toEqual({
      cells: [
        ['d', 'p'],
        [43894, 1.5],
      ],
      formats: ['dd/mm/yyyy', '"$"#,##0.00'],
    });
  });
});

/** Numbers of a column are the same whether a text is opened or pasted, where it is a table with one line of names. */
it.each(
  Object.entries(UGLY_TEXTS).filter(
    ([, { text, options, said = [], isHeaderless }]) =>
      text.includes('\t') &&
      !text.includes('"') &&
      options === undefined &&
      !isHeaderless &&
      said.every((part) => !/missing/.test(part)),
  ),
)('%s: pasted as opened', (_, { text, cells, formats }) => {
  expect(readPasted(text)).toEqual({ cells, formats: formats ?? cells[0].map(() => null) });
});
