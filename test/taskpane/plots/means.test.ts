import { describe, expect, test } from 'vitest';
import type { Column, EstimatedTable } from '../../../src/index';
import { dodge, drawnMeans, drawnRows, groupPoints, levelsIn } from '../../../taskpane/plots/data/means';
import { wrapLabel } from '../../../taskpane/plots/figure/labels';
import { plotSymbol, symbolPath, type SymbolName } from '../../../taskpane/plots/figure/symbols';

const mean = (labels: readonly string[], estimate: number, letters?: string) => ({
  labels,
  estimate,
  standardError: 1,
  df: 10,
  lower: estimate - 2,
  upper: estimate + 2,
  statistic: null,
  pValue: null,
  ...(letters !== undefined && { letters }),
});

const table: EstimatedTable = {
  labels: ['task', 'age'],
  estimateName: 'Mean',
  rows: [
    mean(['b', '20'], 5, 'a'),
    mean(['a', '20'], NaN),
    mean(['b', '40'], 7, 'b'),
    mean(['a', '40'], 9, 'ab'),
  ],
  level: 0.95,
  statisticName: null,
  notes: [],
};

const factor = (name: string, levels: readonly string[], codes: readonly number[]): Column => ({
  kind: 'factor',
  name,
  levels,
  codes: Int32Array.from(codes),
  missing: 0,
  source: 'text',
});
const numbers = (name: string, values: readonly number[]): Column => ({
  kind: 'number',
  name,
  values: Float64Array.from(values),
  missing: 0,
});

describe('means', () => {
  test('stand at their levels in the order of the table; those that there are not are counted', () => {
    const [axis, series] = ['task', 'age'].map((name) => levelsIn(table, name));
    expect([axis.levels, series.levels]).toEqual([
      ['b', 'a'],
      ['20', '40'],
    ]);
    const { means, missing } = drawnMeans(table, { axis, series, panels: null });
    expect(missing).toBe(1);
    expect(means.map(({ place, series: line, panel, letters }) => [place, line, panel, letters])).toEqual([
      [0, 0, 0, 'a'],
      [0, 1, 0, 'b'],
      [1, 1, 0, 'ab'],
    ]);
  });
});

describe('rows behind them', () => {
  const task = factor('task', ['a', 'b', 'c'], [0, 1, 2, 1, -1, 0]);
  const age = numbers('age', [22, 41, 30, NaN, 25, 31]);
  const y = Float64Array.of(1, 2, 3, 4, 5, 6);

  test('stand at their levels, and at the nearest of numbers that were chosen; others are left out', () => {
    const rows = drawnRows(y, null, {
      axis: { column: task, levels: ['b', 'a'] },
      series: { column: age, levels: ['20', '40'] },
      panels: null,
    });
    // Of the third there is no mean, the fourth has no age, the fifth no task.
    expect(rows.map(({ x, y: value, series }) => [x, value, series])).toEqual([
      [1, 1, 0],
      [0, 2, 1],
      [1, 6, 1],
    ]);
  });

  test('are those that the fit kept, where its numbers are without levels', () => {
    const rows = drawnRows(Float64Array.of(10, 60), Int32Array.of(0, 5), {
      axis: { column: age, levels: null },
      series: null,
      panels: null,
    });
    expect(rows.map(({ x, y: value }) => [x, value])).toEqual([
      [22, 10],
      [31, 60],
    ]);
  });

  test('of one group are joined by lines along the axis, several at one place by their mean', () => {
    const days = numbers('day', [1, 0, 1, 0, 1, 1]);
    const group = factor('g', ['p', 'q'], [0, 0, 0, 1, 1, 1]);
    const points = groupPoints(
      Float64Array.of(1, 2, 3, 4, 5, 6),
      null,
      { axis: { column: days, levels: null }, series: null, panels: null },
      group,
    );
    expect(points.map(({ group: g, x, y: mean }) => [g, x, mean])).toEqual([
      [0, 0, 2],
      [0, 1, 2],
      [1, 0, 4],
      [1, 1, 5.5],
    ]);
  });

  test('are a sample of many, moved aside the same way every time', () => {
    const n = 5000;
    const many = Float64Array.from({ length: n }, (_, i) => i);
    const column = factor(
      'g',
      ['a', 'b'],
      Array.from({ length: n }, (_, i) => i % 2),
    );
    const draw = () =>
      drawnRows(many, null, { axis: { column, levels: ['a', 'b'] }, series: null, panels: null });
    const rows = draw();
    expect(rows).toHaveLength(1500);
    expect(draw()).toEqual(rows);
    for (const { aside } of rows) expect(Math.abs(aside)).toBeLessThanOrEqual(1);
    expect(new Set(rows.map(({ aside }) => aside)).size).toBeGreaterThan(1000);
  });
});

test('lines of one level stand side by side within its room, with their rows between them', () => {
  for (const lines of [1, 2, 3, 6, 12]) {
    const { offset, step, spread } = dodge(lines);
    const places = Array.from({ length: lines }, (_, k) => offset(k));
    expect(places[0]).toBeCloseTo(-places[lines - 1], 12);
    expect(places[lines - 1] + spread).toBeLessThan(0.5);
    if (lines > 1) expect(spread).toBeLessThan(step / 2);
  }
});

test('a long name goes onto two lines where it can be broken, and onto none where it cannot', () => {
  // About seven pixels a character, where nothing can be measured.
  expect(wrapLabel('short', 100)).toBe('short');
  expect(wrapLabel('Golden Rain', 50)).toBe('Golden\nRain');
  expect(wrapLabel('Go/no-go task', 55)).toBe('Go/no-\ngo task');
  expect(wrapLabel('Unbreakable', 40)).toBeNull();
});

test.each<SymbolName>(['circle', 'square', 'triangle', 'diamond', 'cross', 'wedge'])(
  'the symbol %s is the same in a plot and in a legend',
  (name) => {
    const corners: string[] = [];
    const at = (x: number, y: number) => `${Number((10 + x).toFixed(2))} ${Number((6 + y).toFixed(2))}`;
    plotSymbol(name).draw(
      {
        moveTo: (x, y) => void corners.push(at(x, y)),
        lineTo: (x, y) => void corners.push(at(x, y)),
        arc: () => undefined,
        closePath: () => undefined,
      },
      Math.PI * 9,
    );
    const path = symbolPath(name, 10, 6, 3);
    if (name === 'circle') expect(path.startsWith(`M${corners[0]}A3 3`)).toBe(true);
    else expect(path).toBe(`M${corners.join('L')}Z`);
  },
);
