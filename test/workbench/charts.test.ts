import { describe, expect, test } from 'vitest';
import { shiftedChart, type StoredChart } from '../../workbench/charts/stored';
import type { Shift } from '../../workbench/shifts';

/** Rows 10 to 19 of column 4. */
const range = { sheetId: 'a', row: 10, column: 4, rows: 10, columns: 1 };
const chart: StoredChart = {
  kind: 'scatter',
  title: '',
  description: '',
  xTitle: '',
  yTitle: '',
  series: [{ name: 'y', x: { ...range, column: 3 }, y: range, mark: 'points', color: 0 }],
};

const rows = (from: number, count: number): Shift => ({ sheetId: 'a', along: 'rows', from, count });
const after = (shift: Shift) => shiftedChart(chart, shift).series[0].y;

describe('the cells of a chart', () => {
  test.each([
    ['above them', rows(2, 3), 13, 10],
    ['right before the first', rows(10, 1), 11, 10],
    ['within them', rows(12, 2), 10, 12],
  ])('move or widen with rows that come %s', (_, shift, row, height) => {
    expect(after(shift)).toEqual({ ...range, row, rows: height });
  });

  test.each([
    ['above them', rows(2, -3), 7, 10],
    ['above and at the beginning of them', rows(8, -4), 8, 8],
    ['within them', rows(12, -2), 10, 8],
    ['at their end', rows(18, -5), 10, 8],
    ['all around them', rows(5, -20), 5, 0],
  ])('move or narrow with rows that go %s', (_, shift, row, height) => {
    expect(after(shift)).toEqual({ ...range, row, rows: height });
  });

  test('move with columns, x and y each for itself', () => {
    const { x, y } = shiftedChart(chart, { sheetId: 'a', along: 'columns', from: 4, count: 2 }).series[0];
    expect([x.column, y.column, x.columns, y.columns]).toEqual([3, 6, 1, 1]);
  });

  test('stay where they are when something happens below them or on another sheet', () => {
    expect(shiftedChart(chart, rows(20, 5))).toBe(chart);
    expect(shiftedChart(chart, { ...rows(0, 5), sheetId: 'b' })).toBe(chart);
  });
});
