import { describe, expect, test } from 'vitest';
import { toCells } from '../../src/layout/cells';
import { lookOf, stackedLook, TITLE_LOOK, type BlockLook, type CellLook } from '../../src/layout/look';
import { columnsOf, factsOf, reportOf, tableOf } from '../../src/layout/report';
import { everyKind } from './everyKind';

/** All that is said of a cell. */
function at({ areas }: BlockLook, row: number, column: number): CellLook {
  const over = areas.filter(
    (area) =>
      row >= area.row &&
      row < area.row + area.rows &&
      column >= area.column &&
      column < area.column + area.columns,
  );
  return Object.assign({}, ...over.map(({ look }) => look)) as CellLook;
}

const fixed = tableOf(
  'fixed',
  columnsOf(
    ['term', 'Term', 'label'],
    ['estimate', 'Estimate', 'estimate'],
    ['p', 'p value', 'p'],
    ['g', 'Group', 'text'],
  ),
  [
    ['(Intercept)', 251.405, 1.17e-17, 'a'],
    ['Days', 10.4672, { none: 'no p' }, 'b'],
  ],
);

describe('the look of a table', () => {
  const look = lookOf(reportOf([fixed]));

  test('has a header in bold between two rules, and a rule under its last row', () => {
    for (let j = 0; j < 4; j++) {
      expect(at(look, 0, j)).toMatchObject({ bold: true, ruleAbove: true, ruleBelow: true });
      expect(at(look, 1, j)).not.toHaveProperty('ruleBelow');
      expect(at(look, 2, j)).toMatchObject({ ruleBelow: true });
      expect(at(look, 2, j)).not.toHaveProperty('bold');
    }
  });

  test('has words at the left and numbers, with their headers, at the right', () => {
    for (let i = 0; i < 3; i++)
      expect([0, 1, 2, 3].map((j) => at(look, i, j).align)).toEqual(['start', 'end', 'end', 'start']);
    expect(at(look, 1, 3)).toMatchObject({ indented: true });
    expect(at(look, 1, 0)).not.toHaveProperty('indented');
  });

  test('has the number formats of the kinds of its columns', () => {
    expect([0, 1, 2, 3].map((j) => at(look, 1, j).numberFormat)).toEqual([
      undefined,
      '0.00',
      '[<0.001]"<.001";0.000',
      undefined,
    ]);
    expect(at(look, 0, 1)).not.toHaveProperty('numberFormat');
  });

  test('is as wide as what it shows', () => {
    expect(look.widths).toEqual(['(Intercept)'.length, 'Estimate'.length, 'p value'.length, 'Group'.length]);
  });
});

test('sentences alone have neither rules nor a column that holds the longest of them', () => {
  const sentences = tableOf('sentences', columnsOf(['sentence', null, 'text']), [['a'.repeat(300)], ['b']]);
  const look = lookOf(reportOf([sentences]));
  expect(look).toMatchObject({ rows: 2, columns: 1, widths: [0], sentence: 0 });
  expect(at(look, 0, 0)).toEqual({ paper: true });
});

test('facts of several kinds are written each in its own way', () => {
  const facts = factsOf('fit', null, [
    ['Rows', 180, 'count'],
    ['Log-likelihood', -871.8141, 'criterion'],
    ['REML criterion', 1743.6283, 'criterion'],
    ['Converged', true, 'flag'],
  ]);
  const look = lookOf(reportOf([{ ...facts, title: 'Fit' }]));
  expect([1, 2, 3, 4].map((i) => at(look, i, 1).numberFormat)).toEqual(['0', '0.00', '0.00', undefined]);
  expect(at(look, 0, 0)).toMatchObject({ bold: true });
  expect(at(look, 1, 0)).toMatchObject({ ruleAbove: true });
  expect(at(look, 4, 1)).toMatchObject({ ruleBelow: true, align: 'start' });
});

test.each([true, false])('a look is as large as the cells it is for, labels %s', (labels) => {
  const report = reportOf([fixed, { ...fixed, title: 'Again', notes: ['beware'] }, ...everyKind.sections], {
    opening: ['y ~ x', 'fitted'],
    warnings: [{ code: 'singular', message: 'boundary' }],
  });
  const cells = toCells(report, { labels });
  const look = lookOf(report, { labels });
  expect([look.rows, look.columns]).toEqual([cells.length, cells[0].length]);
  // Each number of an estimate is found with its format where the cells have it.
  cells.forEach((row, i) =>
    row.forEach((cell, j) => {
      if (cell === 251.405) expect(at(look, i, j).numberFormat).toBe('0.00');
      if (cell === 'y ~ x') expect(at(look, i, j)).toMatchObject(labels ? { quiet: true } : {});
      if (cell === 'Again' || cell === 'Term') expect(at(look, i, j)).toMatchObject({ bold: true });
    }),
  );
  expect(look.sentence).toBe(labels ? 'boundary'.length : 0);
});

test('looks one below the other share the widths of their columns', () => {
  const look = lookOf(reportOf([fixed]));
  const whole = stackedLook([
    { look: TITLE_LOOK, offset: 0 },
    { look, offset: 1 },
    { look: { ...look, widths: [3, 20] }, offset: 5 },
  ]);
  expect([whole.rows, whole.columns]).toEqual([8, 4]);
  expect(whole.widths).toEqual([11, 20, 7, 5]);
  expect(at(whole, 0, 0)).toEqual({ bold: true, paper: true });
  expect(at(whole, 7, 3)).toMatchObject({ paper: true });
  expect(at(whole, 6, 1)).toMatchObject({ numberFormat: '0.00' });
});

test('looks beside each other keep their places, formats and widths', () => {
  const look = lookOf(reportOf([fixed]));
  const whole = stackedLook([
    { look, offset: 0 },
    { look, offset: 0, right: 4 },
  ]);
  expect([whole.rows, whole.columns]).toEqual([3, 8]);
  expect(whole.widths).toEqual([...look.widths, ...look.widths]);
  for (const i of [0, 1, 2])
    for (const j of [0, 1, 2, 3]) expect(at(whole, i, j + 4)).toEqual({ ...at(look, i, j), paper: true });
});

test('the axes of a surface are written alike and no longer than they have to be', () => {
  const [down, across] = [
    [15, 15 + 1 / 12, 15 + 2 / 12],
    [1, 1 + 1 / 30],
  ];
  const columns = columnsOf(
    ['value', 'mu \\ sigma', 'label'],
    ...across.map((value) => [String(value), value, 'criterion'] as const),
  );
  const rows = down.map((value) => [value, -1, -2]);
  const look = lookOf(reportOf([tableOf('surface', columns, rows)]));
  expect([1, 2].map((j) => at(look, 0, j).numberFormat)).toEqual(['0.000', '0.000']);
  expect([1, 2, 3].map((i) => at(look, i, 0).numberFormat)).toEqual(['0.000', '0.000', '0.000']);
  expect(look.widths).toEqual(['mu \\ sigma'.length, 5, 5]);
});
