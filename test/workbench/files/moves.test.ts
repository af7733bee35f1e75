import { describe, expect, test } from 'vitest';
import type { Shift } from '../../../workbench/shifts';
import { withShift } from '../../../workbench/files/package/log';
import { Moves } from '../../../workbench/files/package/moves';

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
    expect(far.rectangle('A2:A1048576', 'a')).toBe('A12:A1048576');
    // Excel knows no difference between that and A:A.
    expect(far.rectangle('A1:A1048576', 'a')).toBe('A1:A1048576');
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

describe('rules', () => {
  const place = (moves: Moves, text: string) => moves.rectangles(text, 'a');
  test('follow rows that are dragged, and keep one rectangle where they still have one', () => {
    const dragged = new Moves(SHEETS, [{ sheetId: 'a', along: 'rows', from: 1, count: 2, before: 6 }]);
    expect(place(dragged, 'B2:B3')).toBe('B5:B6');
    expect(place(dragged, 'B1:B9')).toBe('B1:B9');
    expect(place(dragged, 'B3:B4')).toBe('B2 B6');
  });

  test('follow cells that make room, move up or are dragged', () => {
    const room = new Moves(SHEETS, [{ ...rows(2, 2), within: [1, 1] }]);
    expect(place(room, 'A3:C5')).toBe('A3:A5 C3:C5 B5:B7');
    expect(place(room, 'B2:B9')).toBe('B2:B11');
    expect(room.formula('B3+A3+A3:B3', 'a')).toBe('B5+A3+A3:B3');
    const up = new Moves(SHEETS, [{ ...rows(2, -2), within: [1, 1] }]);
    expect(place(up, 'B3:B4')).toBeNull();
    const block = { top: 1, left: 1, bottom: 3, right: 2 };
    const dragged = new Moves(SHEETS, [{ sheetId: 'a', block, toSheetId: 'a', down: 0, right: 2 }]);
    expect(place(dragged, 'B2:B4 D1:D9')).toBe('D1:D9 B4');
    expect(dragged.formula('B2+B4+$B$2:$B$3+B2:B4', 'a')).toBe('D2+B4+$D$2:$D$3+B2:B4');
  });

  test('say so where their cells have gone to another sheet', () => {
    const block = { top: 1, left: 1, bottom: 3, right: 2 };
    const away = new Moves(SHEETS, [rows(0, 1), { sheetId: 'a', block, toSheetId: 'b', down: 0, right: 0 }]);
    expect(place(away, 'B1:B9')).toBe('B4:B10');
    expect(['B1', 'B1:C9', 'C1', 'B4'].map((one) => away.haveLeft(one, 'a'))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test.each([
    // Its first row is gone: what the others were asked stays as it was.
    ['$B2>3', 'A2:A9', [rows(1, -1)], '$B2>3', 'A2:A8'],
    ['A2>A1', 'A2:A9', [rows(1, -1)], 'A2>A1', 'A2:A8'],
    ['A2>A1', 'A2:A9', [rows(1, 1)], 'A3>A2', 'A3:A10'],
    ['A2>A1', 'A2:A9', [rows(3, -1)], 'A2>A1', 'A2:A8'],
    ['$B2>$C$1', 'A2:A9', [rows(0, 1)], '$B3>$C$2', 'A3:A10'],
    // The first row goes elsewhere: the rule begins at another cell.
    ['$B2>3', 'A2:A4', [{ sheetId: 'a', along: 'rows', from: 1, count: 1, before: 9 }], '$B2>3', 'A2:A3 A9'],
    ['B2>3', 'A2:A4', [columns(0, 2)], 'D2>3', 'C2:C4'],
  ] as const)('%s for %s is read from their first cell', (text, before, shifts, after, where) => {
    const moves = new Moves(SHEETS, shifts);
    const now = moves.rectangles(before, 'a')!;
    expect(now.split(' ').sort()).toEqual(where.split(' ').sort());
    expect(moves.ruleFormula(text, before, now, 'a')).toBe(after);
  });
});

test('an undo takes a shift back, and nothing else does', () => {
  const one = withShift([], rows(3, -2));
  expect(withShift(one, rows(3, 2))).toEqual([]);
  expect(withShift(one, rows(4, 2))).toHaveLength(2);
  expect(withShift(one, rows(3, 2, 'b'))).toHaveLength(2);
  expect(withShift(one, rows(3, -2))).toHaveLength(2);
});
