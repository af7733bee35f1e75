import { describe, expect, test } from 'vitest';
import type { Shift } from '../../../workbench/charts/stored';
import { Moves, withShift } from '../../../workbench/files/package/moves';

const SHEETS = [
  { id: 'a', was: 'Data', now: 'Data' },
  { id: 'b', was: "Bob's", now: 'New one' },
  { id: 'c', was: 'Gone', now: null },
];
const rows = (from: number, count: number, sheetId = 'a'): Shift => ({ sheetId, along: 'rows', from, count });
const columns = (from: number, count: number): Shift => ({ sheetId: 'a', along: 'columns', from, count });

describe('references of a file', () => {
  const two = new Moves(SHEETS, [rows(2, 2), columns(1, -1)]);
  test.each([
    ['A1', 'A1'],
    ['A3', 'A5'],
    ['$A$3', '$A$5'],
    ['A2:A3', 'A2:A5'],
    ['A1:C9', 'A1:B11'],
    ['B1', null],
    ['B1:B9', null],
    ['A:C', 'A:B'],
    ['$1:3', '$1:5'],
    ['A3:A3', 'A5:A5'],
  ])('%s on the sheet that has changed is %s', (before, after) => {
    expect(two.rectangle(before, 'a')).toBe(after);
  });

  test('to several rectangles lose those that are gone', () => {
    expect(two.rectangles('A1 B1:B4 C3', 'a')).toBe('A1 B5');
    expect(two.rectangles('B1 B3', 'a')).toBeNull();
    expect(two.rectangles('B1 B3', 'b')).toBe('B1 B3');
  });

  test('end where the sheet does', () => {
    const far = new Moves(SHEETS, [rows(0, 10)]);
    expect(far.rectangle('A1:A1048576', 'a')).toBe('A11:A1048576');
    expect(far.rectangle('A1048576', 'a')).toBeNull();
  });

  test.each([
    ['SUM(A3:A4)+LOG10(A3)', 'SUM(A5:A6)+LOG10(A5)'],
    ['B3', '#REF!'],
    ['"A3"&A3', '"A3"&A5'],
    ["'Bob''s'!A3*2", "'New one'!A3*2"],
    ["bob's!x", "bob's!x"],
    ['Gone!A1+Data!A3', '#REF!+Data!A5'],
    ['[1]Data!A3+A3', '[1]Data!A3+A5'],
    ["'[b.xlsx]Data'!A3", "'[b.xlsx]Data'!A3"],
    ['Table1[[#All],[A3]]+A3', 'Table1[[#All],[A3]]+A5'],
    ['A3B+my.A3+A3.b+_A3', 'A3B+my.A3+A3.b+_A3'],
    ["'Data:Bob''s'!A3", "'Data:Bob''s'!A3"],
    ['$A$3:INDEX(A:A,3)', '$A$5:INDEX(A:A,3)'],
    ['A3#', 'A5#'],
  ])('in the formula %s are %s', (before, after) => {
    expect(two.formula(before, 'a')).toBe(after);
  });

  test('stay as they are where nothing has moved', () => {
    const none = new Moves([SHEETS[0]], []);
    expect(none.isNone).toBe(true);
    expect(none.formula('Gone!A1', 'a')).toBe('Gone!A1');
  });
});

test('an undo takes a shift back, and nothing else does', () => {
  const one = withShift([], rows(3, -2));
  expect(withShift(one, rows(3, 2))).toEqual([]);
  expect(withShift(one, rows(4, 2))).toHaveLength(2);
  expect(withShift(one, rows(3, 2, 'b'))).toHaveLength(2);
  expect(withShift(one, rows(3, -2))).toHaveLength(2);
});
