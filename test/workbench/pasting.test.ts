import { expect, test } from 'vitest';
import { textTable } from '../../workbench/pasting';

test.each([
  [
    'a blank first cell stays in its place',
    '\ta\tb\nx\t1\t2',
    [
      ['', 'a', 'b'],
      ['x', '1', '2'],
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
  ['a blank line is a blank row', 'a\n\nb', [['a'], [''], ['b']]],
  ['blanks at the end of a line are cells', 'a\t\t\nb', [['a', '', ''], ['b']]],
  [
    'Excel puts cells with tabs and line breaks in quotes',
    'a\t"b\r\n""c""\td"\ne',
    [['a', 'b\r\n"c"\td'], ['e']],
  ],
  [
    'other quotes are what they are',
    '5" nail\t"a" b\n"open\tx',
    [
      ['5" nail', '"a" b'],
      ['"open', 'x'],
    ],
  ],
])('%s', (_, text, rows) => {
  expect(textTable(text)).toEqual(rows);
});
