import { expect, test } from 'vitest';
import { numbersAsText } from '../../src/table/numbersAsText';
import type { Cell } from '../../src/table/types';

/** Of columns side by side, given as lists. */
function found(...columns: (readonly Cell[])[]): ReturnType<typeof numbersAsText> {
  const rows = columns[0].map((_, i) => columns.map((cells) => cells[i]));
  return numbersAsText(rows, [...columns.keys()]);
}

test('numbers with a decimal comma or point are found, with blanks and numbers among them', () => {
  expect(
    found(['VP1', 'VP2', 'VP3', 'VP4'], ['664,0', null, 'NA', 487], ['-1.234,5', ',5', '2', ' 3,25 ']),
  ).toEqual([
    { column: 1, mark: ',', example: '664,0', cells: [664, null, 'NA', 487] },
    { column: 2, mark: ',', example: '-1.234,5', cells: [-1234.5, 0.5, 2, 3.25] },
  ]);
  expect(found(['664.0', '1,234.5', ''])).toEqual([
    { column: 0, mark: '.', example: '664.0', cells: [664, 1234.5, ''] },
  ]);
});

test('what cannot be told from thousands follows the other columns, and is left alone without them', () => {
  expect(found(['1,234', '5,678'])).toEqual([]);
  expect(found(['1,234', '5,678'], ['1,5', '2,5'])[0]).toMatchObject({ column: 0, cells: [1.234, 5.678] });
  expect(found(['1,234', '5,678'], ['1.5', '2.5'])).toMatchObject([{ column: 1, cells: [1.5, 2.5] }]);
});

test.each<[string, readonly Cell[]]>([
  ['whole numbers', ['1', '2']],
  ['names of digits', ['007', '1,5']],
  ['words', ['1,5', 'two']],
  ['two decimal marks', ['1,5', '1.25']],
  ['shares in per cent', ['12,5 %', '3,5 %']],
  ['truth values', ['1,5', true]],
  ['errors', ['1,5', { error: '#DIV/0!' }]],
  ['numbers', [1.5, 2]],
  ['nothing', [null, '']],
])('%s are no such numbers', (_, cells) => {
  expect(found(cells)).toEqual([]);
});
