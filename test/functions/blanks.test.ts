import { afterEach, describe, expect, test } from 'vitest';
import { setRangeReader, withBlanks } from '../../functions/blanks';
import type { CellMatrix } from '../../src/index';

const SHEET: CellMatrix = [
  ['y', 'x'],
  [0, 1],
  [null, 2],
];
/** The same range as a host hands it over that turns blanks into zeros. */
const ARRIVED: CellMatrix = [
  ['y', 'x'],
  [0, 1],
  [0, 2],
];

afterEach(() => setRangeReader(null));

function readerOf(sheet: CellMatrix | null) {
  const asked: string[] = [];
  setRangeReader(async (address) => {
    asked.push(address);
    return sheet;
  });
  return asked;
}

describe('withBlanks', () => {
  test('makes those zeros blank that are blank on the sheet', async () => {
    readerOf(SHEET);
    expect(await withBlanks(ARRIVED, 'Sheet1!A1:B3')).toEqual(SHEET);
  });

  test('asks only where a zero is in doubt', () => {
    const asked = readerOf(SHEET);
    const withoutZero: CellMatrix = [['y'], [1]];
    expect(withBlanks(withoutZero, 'Sheet1!A1:A2')).toBe(withoutZero);
    expect(withBlanks(ARRIVED, null)).toBe(ARRIVED);
    expect(asked).toEqual([]);
  });

  test('asks no more once the host has been seen to tell blanks from zeros', () => {
    const asked = readerOf(SHEET);
    expect(withBlanks(SHEET, 'Sheet1!A1:B3')).toBe(SHEET);
    expect(withBlanks(ARRIVED, 'Sheet1!A1:B3')).toBe(ARRIVED);
    expect(asked).toEqual([]);
  });

  test('reads a range once for all functions that wait for it', async () => {
    const asked = readerOf(SHEET);
    await Promise.all([withBlanks(ARRIVED, 'A!A1:B3'), withBlanks(ARRIVED, 'A!A1:B3')]);
    expect(asked).toEqual(['A!A1:B3']);
  });

  test('takes the cells as they came where the sheet cannot be read or has another shape', async () => {
    readerOf(null);
    expect(await withBlanks(ARRIVED, 'A!A1:B3')).toBe(ARRIVED);
    readerOf([[1]]);
    expect(await withBlanks(ARRIVED, 'A!A1:B3')).toBe(ARRIVED);
    setRangeReader(() => Promise.reject(new Error('the workbook is closed')));
    expect(await withBlanks(ARRIVED, 'A!A1:B3')).toBe(ARRIVED);
  });

  test('leaves the cells alone without a reader', () => {
    expect(withBlanks(ARRIVED, 'A!A1:B3')).toBe(ARRIVED);
  });
});
