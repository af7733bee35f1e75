import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  cellsAfter,
  inverse,
  joined,
  referenceAfter,
  takesBack,
  type Block,
  type Shift,
} from '../../workbench/shifts';

/** A corner of a sheet, each cell with a name of its own; null for those that have come. */
type Grid = (string | null)[][];

const SIZE = 24;
/** Where blocks and changes are: what they move stays within the grid. */
const PLAYED = 10;

const grid = (): Grid =>
  Array.from({ length: SIZE }, (_, row) => Array.from({ length: SIZE }, (__, column) => `${row} ${column}`));

/** What a change does, cell by cell. */
function changed(before: Grid, shift: Shift): Grid {
  const cells = before.map((row) => [...row]);
  if ('block' in shift) {
    const { top, left, bottom, right } = shift.block;
    const taken = before.slice(top, bottom).map((row) => row.slice(left, right));
    for (let i = top; i < bottom; i++) for (let j = left; j < right; j++) cells[i][j] = null;
    taken.forEach((row, i) =>
      row.forEach((cell, j) => (cells[top + shift.down + i][left + shift.right + j] = cell)),
    );
    return cells;
  }
  if (shift.along === 'columns') return turned(changed(turned(cells), { ...shift, along: 'rows' }));
  const { from, count } = shift;
  if ('before' in shift) {
    const lines = cells.splice(from, count);
    cells.splice(shift.before > from ? shift.before - count : shift.before, 0, ...lines);
    return cells;
  }
  const [first, last] = shift.within ?? [0, SIZE - 1];
  for (let column = first; column <= last; column++) {
    const line = cells.map((row) => row[column]);
    if (count > 0) line.splice(from, 0, ...Array.from({ length: count }, () => null));
    else line.splice(from, -count);
    cells.forEach((row, i) => (row[column] = line[i] ?? null));
  }
  return cells;
}

function turned(cells: Grid): Grid {
  return cells[0].map((_, column) => cells.map((row) => row[column]));
}

const place = fc.nat(PLAYED - 1);
const span = fc.tuple(place, place).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
const block = fc
  .tuple(span, span)
  .map(([[top, bottom], [left, right]]): Block => ({ top, left, bottom: bottom + 1, right: right + 1 }));
const along = fc.constantFrom('rows', 'columns' as const);
const shift: fc.Arbitrary<Shift> = fc.oneof(
  fc
    .tuple(along, place, fc.integer({ min: -5, max: 5 }), fc.option(span, { nil: undefined }))
    .filter(([, , count]) => count !== 0)
    .map(
      ([a, from, count, within]) =>
        ({ sheetId: 'a', along: a, from, count, ...(within ? { within } : {}) }) as Shift,
    ),
  fc
    .tuple(along, span, place)
    .filter(([, [first, last], before]) => before < first || before > last + 1)
    .map(([a, [first, last], before]): Shift => {
      const lines = { from: first, count: last - first + 1, before };
      return { sheetId: 'a', along: a as 'rows', ...lines };
    }),
  fc.tuple(block, place, place).map(([from, row, column]): Shift => ({
    sheetId: 'a',
    block: from,
    toSheetId: 'a',
    down: row - from.top,
    right: column - from.left,
  })),
);

const namesIn = (cells: Grid, { top, left, bottom, right }: Block): (string | null)[] =>
  cells.slice(top, bottom).flatMap((row) => row.slice(left, right));

test('cells are found where a sheet of names shows them, whatever has come, gone or moved', () => {
  fc.assert(
    fc.property(block, shift, (cells, change) => {
      const after = changed(grid(), change);
      const found = cellsAfter(cells, 'a', change).flatMap((one) => namesIn(after, one));
      const kept = after.flat().filter((name) => name !== null);
      const left = namesIn(grid(), cells).filter((name) => kept.includes(name!));
      // Cells that came between them are counted among them.
      expect(found.filter((name) => name !== null).sort()).toEqual(left.sort());
      if ('before' in change || 'block' in change) expect(found).not.toContain(null);
      expect(new Set(found.filter((name) => name !== null)).size).toBe(left.length);
    }),
    { seed: 41, numRuns: 2000 },
  );
});

test('a reference to cells that stay together goes with them, and stays where it is when they are torn apart', () => {
  fc.assert(
    fc.property(block, shift, (cells, change) => {
      const reference = referenceAfter(cells, 'a', change);
      const places = joined(cellsAfter(cells, 'a', change));
      const isGone = reference.top >= reference.bottom || reference.left >= reference.right;
      if (!('block' in change) && !('before' in change) && change.within === undefined)
        expect(places).toEqual(isGone ? [] : [reference]);
      else if (places.length > 1) expect(reference).toEqual(cells);
    }),
    { seed: 42, numRuns: 2000 },
  );
});

test('what takes a change back is told, and leaves moved cells where they were', () => {
  fc.assert(
    fc.property(block, shift, (cells, change) => {
      const back = inverse(change);
      expect(takesBack(back, change)).toBe(true);
      expect(takesBack(change, back)).toBe(true);
      if ('before' in change) {
        const there = cellsAfter(cells, 'a', change).flatMap((one) => cellsAfter(one, 'a', back));
        expect(joined(there)).toEqual([cells]);
      }
    }),
    { seed: 43, numRuns: 1000 },
  );
});

test('cells that go to another sheet leave theirs, and take the place of those there', () => {
  const [a, b] = [
    { top: 0, left: 0, bottom: 4, right: 1 },
    { top: 5, left: 0, bottom: 9, right: 1 },
  ];
  const away: Shift = { sheetId: 'a', block: { ...a, top: 2 }, toSheetId: 'b', down: 4, right: 0 };
  expect(cellsAfter(a, 'a', away)).toEqual([{ ...a, bottom: 2 }]);
  expect(cellsAfter(b, 'b', away)).toEqual([
    { ...b, bottom: 6 },
    { ...b, top: 8 },
  ]);
  expect(cellsAfter(a, 'c', away)).toEqual([a]);
  expect(referenceAfter(a, 'a', away)).toBe(a);
});
