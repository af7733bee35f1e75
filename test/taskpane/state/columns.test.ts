import { describe, expect, test } from 'vitest';
import { completeRows } from '../../../taskpane/state/columns';
import { summarizeGroups, variesWithin } from '../../../taskpane/state/grouping';
import { guessForm } from '../../../taskpane/state/guess';
import { formulaText } from '../../../taskpane/state/form';
import { example, SMALL, summarizeData } from '../data';

const small = summarizeData(SMALL);
const named = (name: string) => small.columns.find((column) => column.name === name);

describe('summarizeData', () => {
  test('says what each column holds', () => {
    expect(small.rowCount).toBe(6);
    expect(small.hasHeaders).toBe(true);
    expect(named('Reaction')).toMatchObject({ range: [222, 260.25], missing: 1, looksLikeGroups: false });
    expect(named('Days')).toMatchObject({ range: [0, 1], distinct: 2, looksLikeGroups: false });
    expect(named('Day no')).toMatchObject({ range: null, distinct: 2, looksLikeGroups: true });
  });

  test('takes whole numbers in blocks for groups, and repeated measurements not', () => {
    expect(named('Subject')!.looksLikeGroups).toBe(true);
    expect(named('Days')!.looksLikeGroups).toBe(false);
  });

  test('draws a bar per value where there are few, in proportion to the counts', () => {
    const { columns } = summarizeData([['x'], [1], [1], [1], [1], [2], [2]]);
    expect(columns[0].bars).toEqual([1, 0.5]);
  });

  test('counts every value in the bars of a histogram', () => {
    const values = Array.from({ length: 100 }, (_, i) => [i + 0.5]);
    const { bars } = summarizeData([['x'], ...values]).columns[0];
    const tallest = Math.max(...bars);
    expect(tallest).toBe(1);
    // 100 values in 14 bars are 7 or 8 each.
    expect(Math.min(...bars)).toBeGreaterThanOrEqual(7 / 8);
  });

  test('keeps the other columns when one has an error in it', () => {
    const { columns } = summarizeData([
      ['x', 'y'],
      [1, { error: '#DIV/0!' }],
      [2, 3],
    ]);
    expect(columns[0].problem).toBeNull();
    expect(columns[1].column).toBeNull();
    expect(columns[1].problem).toContain('#DIV/0!');
  });

  test('refuses columns with the same name and keeps the rest', () => {
    const { columns } = summarizeData([
      ['x', 'x', 'y'],
      [1, 2, 3],
      [2, 3, 4],
    ]);
    expect(columns.map(({ problem }) => problem === null)).toEqual([false, false, true]);
  });

  test('counts the rows that are complete in the columns in use', () => {
    expect(completeRows([named('Days')!, named('Subject')!], 6)).toBe(6);
    expect(completeRows([named('Days')!, named('Reaction')!], 6)).toBe(5);
  });
});

describe('groups', () => {
  test('counts groups and their rows', () => {
    expect(summarizeGroups([named('Subject')])).toEqual({ groups: 3, smallest: 2, largest: 2 });
    expect(summarizeGroups([named('Subject'), named('Day no')])).toEqual({
      groups: 6,
      smallest: 1,
      largest: 1,
    });
    expect(summarizeGroups([undefined])).toBeNull();
  });

  test('knows what varies within a group', () => {
    expect(variesWithin([named('Days')], [named('Subject')])).toBe(true);
    expect(variesWithin([named('Dose')], [named('Subject')])).toBe(false);
    expect(variesWithin([named('Dose'), named('Days')], [named('Subject')])).toBe(true);
  });
});

describe('guessForm', () => {
  const guess = (name: string) => {
    const { columns, rowCount } = summarizeData(example(name));
    return formulaText(guessForm(columns, rowCount));
  };

  test.each([
    ['sleepstudy', 'Reaction ~ 1 + (1 | Subject)'],
    ['dyestuff2', 'Yield ~ 1 + (1 | Batch)'],
    ['machines', 'score ~ 1 + (1 | Worker)'],
    ['wheat', 'y ~ 1 + (1 | region)'],
  ])('begins with a mean per group of %s', (name, formula) => expect(guess(name)).toBe(formula));

  test('takes no number of the row for an outcome, wherever it begins to count', () => {
    const rows = Array.from({ length: 24 }, (_, i) => [i + 101, `school ${i % 6}`, 50 + ((i * 37) % 11)]);
    const { columns, rowCount } = summarizeData([['student', 'school', 'score'], ...rows]);
    expect(guessForm(columns, rowCount).outcome).toBe('score');
  });
});
