import { expect, test } from 'vitest';
import type { CellMatrix } from '../../../src/index';
import type { ColumnType } from '../../../taskpane/state/columns';
import {
  dayText,
  isNumbersAsText,
  offeredTypes,
  readTypes,
  typedTerm,
  typeInModel,
} from '../../../taskpane/state/columnTypes';
import { summarizeData } from '../data';

const CELLS: CellMatrix = [
  ['y', 'day', 'visit', 'dose mg', 'site'],
  [1.5, 1, 45231, '10', 'A'],
  [2.5, 2, 45238.5, '2.5', 'B'],
  [1, 3, 45292, '-3', '3'],
  [4, 4, 45301, null, 'A'],
];
const { columns } = summarizeData(CELLS);
const [, day, visit, dose, site] = columns;
const termOf = (column: (typeof columns)[number], type: ColumnType) => typedTerm({ ...column, type }).text;

test('numbers can be groups, dates where they may be serial numbers of days, text a number where it is written as one', () => {
  expect(offeredTypes(day)).toEqual(['number', 'group', 'out']);
  expect(offeredTypes(visit)).toEqual(['number', 'group', 'date', 'out']);
  expect(offeredTypes(dose)).toEqual(['number', 'group', 'out']);
  expect(offeredTypes(site)).toEqual(['group', 'out']);
  expect([day, dose, site].map(isNumbersAsText)).toEqual([false, true, false]);
});

test('the formula says what a column is taken for', () => {
  expect(termOf(day, 'number')).toBe('day');
  expect(termOf(day, 'group')).toBe('factor(day)');
  expect(termOf(visit, 'date')).toBe('I(visit - 45231)');
  expect(termOf(dose, 'group')).toBe('`dose mg`');
  expect(termOf(dose, 'number')).toBe('as.numeric(`dose mg`)');
  expect(typedTerm(site)).toEqual({ text: 'site', columns: ['site'] });
});

test('a formula that takes a column for something else is read', () => {
  expect(typeInModel(day, [typedTerm({ ...day, type: 'group' })])).toBe('group');
  expect(typeInModel(dose, [typedTerm({ ...dose, type: 'number' })])).toBe('number');
  expect(typeInModel(day, [typedTerm(day)])).toBeNull();
});

test('days of a spreadsheet are those of the calendar', () => {
  // Excel: =TEXT(45231,"yyyy-mm-dd") and =DATE(2024,2,29).
  expect([45231, 45351, 61].map(dayText)).toEqual(['2023-11-01', '2024-02-29', '1900-03-01']);
});

test('stored types are taken as they are or not at all', () => {
  expect(readTypes({ day: 'group' })).toEqual({ day: 'group' });
  expect(readTypes(undefined)).toEqual({});
  expect([readTypes({ day: 'colour' }), readTypes('group'), readTypes(null)]).toEqual([null, null, null]);
});
