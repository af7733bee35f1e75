import { expect, test } from 'vitest';
import { checkedReport, checkTable } from '../../src/course/checkTable';
import { sealKey } from '../../src/course/sealKey';
import { toCells } from '../../src/layout/cells';
import { lookOf } from '../../src/layout/look';
import type { CellMatrix } from '../../src/table/types';
import { quickHash } from './quickHash';

const check = (cells: CellMatrix) => toCells(checkedReport(checkTable(cells, quickHash)));
const SEALED = sealKey(0.0680414, {}, quickHash);

test('every row has its result, points and message, and the last one the total', () => {
  const cells = check([
    ['Hint', 'QUESTION', 'Unit', ' answer', 'Key', 'Points', 'Tolerance'],
    ['use n', 'standard error', 'kg', 0.068, SEALED, 2, '3 digits'],
    ['use n', 'the same', 'kg', 0.07, SEALED, 2, null],
    ['use n', 'the same', 'kg', -0.068, SEALED, 2, null],
    ['use n', 'an open one', 'kg', 5.04, 5, 1.5, 0.05],
    [null, 'blank', null, null, SEALED, 3, null],
    [null, null, null, null, null, null, null],
    [null, 'no points said', null, 'REML', 'reml', null, null],
  ]);
  expect(cells).toEqual([
    ['Result', 'Points', 'Message'],
    ['✓ Right', 2, null],
    ['✗ Not yet', 0, 'use n'],
    ['✗ Not yet', 0, 'the size is right, the sign is not'],
    ['✓ Right', 1.5, null],
    ['… not answered yet', 0, null],
    [null, null, null],
    ['✓ Right', 1, null],
    ['3 of 6 right, 1 not answered yet', 4.5, 'of 11.5 points'],
  ]);
});

test('rows that cannot be checked say why, and the others are checked all the same', () => {
  const cells = check([
    ['Answer', 'Key', 'Points', 'Tolerance'],
    [1, null, 2, null],
    [1, { error: '#N/A' }, 2, null],
    [1, SEALED.slice(0, -3), 2, null],
    [1, 1, 'two', null],
    [1, 1, 2, 'near'],
    [{ error: '#DIV/0!' }, 1, 2, null],
    [1, 1, 2, null],
  ]);
  expect(cells.map(([result]) => result)).toEqual([
    'Result',
    ...Array<string>(5).fill('? Not checked'),
    '✗ Not yet',
    '✓ Right',
    '1 of 7 right, 5 not checked',
  ]);
  expect(cells.map(([, points]) => points)).toEqual(['Points', null, 0, 0, 0, 0, 0, 2, 2]);
  expect(cells[1][2]).toBe('this row has no key');
  expect(cells[2][2]).toContain('key is the error #N/A');
  expect(cells[3][2]).toContain('The sealed key is not as it was written');
  expect(cells[4][2]).toBe('Points is "two": expected a number from 0 on.');
  expect(cells[5][2]).toContain('expected a number above 0');
  expect(cells[6][2]).toBe('the answer is the error #DIV/0!');
  expect(cells[8][2]).toBe('of 10 points');
});

test('points look as they were given, whole or not', () => {
  const checked = checkTable([
    ['Answer', 'Key', 'Points'],
    [1, 1, 2],
    [1, 1, 1.5],
  ]);
  const { areas } = lookOf(checkedReport(checked));
  expect(areas.flatMap(({ look }) => look.numberFormat ?? [])).toEqual([]);
});

test('a header without its columns is refused with what it has', () => {
  expect(() => check([['Question', 'Reply', 'Key']])).toThrow(
    'The first row of questions has no "answer": expected a header with Answer and Key, and if wanted Question, Points, Tolerance and ' +
      'Hint. It has "Question", "Reply" and "Key".',
  );
  expect(() => check([['Answer', 'Key', 'key']])).toThrow('has "key" twice');
  expect(() => check([[null]])).toThrow('It has nothing.');
});

test('points are added without the noise of binary fractions', () => {
  const rows = Array.from({ length: 3 }, () => [1, 1, 0.1]);
  expect(check([['Answer', 'Key', 'Points'], ...rows]).at(-1)).toEqual([
    '3 of 3 right',
    0.3,
    'of 0.3 points',
  ]);
});
