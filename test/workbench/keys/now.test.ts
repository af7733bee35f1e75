import { expect, test } from 'vitest';
import { dateSerial, timeSerial } from '../../../workbench/keys/now';

test('days are counted as spreadsheets do, in local time', () => {
  // As Excel shows them: 1 March 1900 is 61, after the day that never was; 30 November 2026 is 46356.
  expect(dateSerial(new Date(1900, 2, 1, 12))).toBe(61);
  expect(dateSerial(new Date(2026, 10, 30, 0, 0, 1))).toBe(46_356);
  expect(dateSerial(new Date(2026, 10, 30, 23, 59, 59))).toBe(46_356);
});

test('the time is the part of the day that is over, to the minute', () => {
  expect(timeSerial(new Date(2026, 10, 30, 0, 0, 59))).toBe(0);
  expect(timeSerial(new Date(2026, 10, 30, 18, 0, 30))).toBe(0.75);
});
