import { describe, expect, test } from 'vitest';
import type { CellMatrix } from '../../../src/index';
import { tableText } from '../../../src/layout/clipboard';
import { longTable, unusableName, usualNames, wideData } from '../../../taskpane/state/wide';
import { example, SMALL, summarizeData } from '../data';

const WIDE: CellMatrix = [
  ['id', 'sex', 'score 1', 'score 2', 'score 3', 'age0'],
  ['a', 'f', 10, 11, null, 30],
  ['b', 'm', 20, 21, 22, 31],
];
const found = (cells: CellMatrix) => wideData(summarizeData(cells));

/** Twelve persons with a number in each column, about as large as `levels` says, and up to `spread` from it. */
function persons(names: readonly string[], levels: readonly number[], spread: readonly number[]): CellMatrix {
  const rows = Array.from({ length: 12 }, (_, i) => [
    `p${i + 1}`,
    ...names.map((__, j) => Math.round(10 * (levels[j] + spread[j] * Math.sin(7 * i + 3 * j))) / 10),
  ]);
  return [['id', ...names], ...rows];
}
const alike = (names: readonly string[]) =>
  persons(
    names,
    names.map((_, j) => 500 + 10 * j),
    names.map(() => 80),
  );
const columns = (cells: CellMatrix) => found(cells)?.columns.map((at) => cells[0][at]) ?? null;

describe('wide data', () => {
  test('are noticed by names that differ in a number', () => {
    expect(found(WIDE)).toEqual({
      columns: [2, 3, 4],
      factors: [{ name: 'occasion', levels: [1, 2, 3] }],
      stem: 'score',
    });
    expect(
      found([
        ['id', '2019', '2020', '2021.5'],
        ['x', 1, 2, 3],
        ['y', 2, 3, 4],
      ]),
    ).toMatchObject({ stem: '', factors: [{ levels: [2019, 2020, 2021.5] }] });
  });

  test('are noticed where the measurement grows from occasion to occasion', () => {
    const names = ['day8', 'day15', 'day22', 'day29'];
    expect(columns(persons(names, [240, 260, 320, 400], [15, 18, 20, 30]))).toEqual(names);
  });

  test('are noticed by names of two parts, every one with every other, which are two factors', () => {
    const names = ['congruent_chair', 'congruent_house', 'incongruent_chair', 'incongruent_house'];
    expect(found(alike(names))).toEqual({
      columns: [1, 2, 3, 4],
      factors: [
        { name: 'condition', levels: ['congruent', 'congruent', 'incongruent', 'incongruent'] },
        { name: 'item', levels: ['chair', 'house', 'chair', 'house'] },
      ],
      stem: '',
    });
    const others = ['rt.pre.A', 'rt.pre.B', 'rt.post.A', 'rt.post.B', 'rt.late.A', 'rt.late.B'];
    expect(found(alike(others))).toMatchObject({ stem: 'rt', factors: [{}, { levels: [...'ABABAB'] }] });
    expect(columns(alike(['easyFirst', 'easyLast', 'hardFirst', 'hardLast']))).toHaveLength(4);
  });

  test('may have a number as one of two factors', () => {
    expect(found(alike(['word_1', 'word_2', 'picture_1', 'picture_2']))).toMatchObject({
      factors: [{ name: 'condition' }, { name: 'occasion', levels: [1, 2, 1, 2] }],
    });
  });

  test('may stand beside a column whose name has as many parts', () => {
    const cells = persons(
      ['congruent_chair', 'congruent_house', 'incongruent_chair', 'incongruent_house', 'body_weight'],
      [500, 520, 530, 560, 70],
      [80, 80, 80, 80, 12],
    );
    expect(columns(cells)).toEqual(cells[0].slice(1, 5));
  });

  test('are noticed by a word in common and one scale', () => {
    expect(found(alike(['rt_congruent', 'rt_incongruent']))).toMatchObject({
      columns: [1, 2],
      stem: 'rt',
      factors: [{ levels: ['congruent', 'incongruent'] }],
    });
  });

  test('are noticed by one scale alone where three neighbours or more have it and rows are named', () => {
    expect(found(alike(['neutral', 'congruent', 'incongruent']))).toMatchObject({
      columns: [1, 2, 3],
      stem: '',
    });
    expect(found(alike(['neutral', 'congruent']))).toBeNull();
    const noNames = alike(['neutral', 'congruent', 'incongruent']).map((row) => row.slice(1));
    expect(found(noNames)).toBeNull();
  });

  test('are not seen in long data, nor in a few variables with numbers in their names', () => {
    for (const name of ['sleepstudy', 'orthodont', 'oats', 'cake', 'machines', 'penicillin', 'wheat'])
      expect({ name, wide: found(example(name)) }).toEqual({ name, wide: null });
    expect(found(SMALL)).toBeNull();
    expect(
      found([
        ['y', 'x1', 'x2'],
        [1, 2, 3],
        [2, 3, 4],
        [3, 4, 6],
      ]),
    ).toBeNull();
  });

  test.each([
    [
      ['height_cm', 'weight_kg'],
      [170, 70],
      [20, 20],
    ],
    [
      ['height_cm', 'arm_cm'],
      [170, 70],
      [20, 8],
    ],
    [
      ['bp_systolic', 'bp_diastolic'],
      [130, 80],
      [20, 10],
    ],
    [
      ['age', 'height', 'weight', 'iq'],
      [40, 170, 70, 100],
      [18, 15, 15, 30],
    ],
    [
      ['reaction_time', 'error_rate', 'trial_count'],
      [500, 0.1, 60],
      [100, 0.1, 3],
    ],
    [
      ['x1', 'x2', 'x3'],
      [0.5, 3000, 7],
      [0.5, 2000, 3],
    ],
  ])('are not seen in other measurements of one person: %j', (names, levels, spread) => {
    expect(found(persons(names, levels, spread))).toBeNull();
  });

  test('are not seen in coded answers to different questions', () => {
    const cells: CellMatrix = [
      ['id', 'smoker', 'married', 'employed'],
      ...Array.from({ length: 12 }, (_, i) => [`p${i}`, i % 2, Number(i % 3 === 0), Number(i > 4)]),
    ];
    expect(found(cells)).toBeNull();
  });
});

describe('wide data made long', () => {
  const long = (cells: CellMatrix, change: (names: ReturnType<typeof usualNames>) => object = () => ({})) => {
    const names = usualNames(found(cells)!, summarizeData(cells));
    return longTable(cells, found(cells)!, { ...names, ...change(names) });
  };

  test('have one row per row and occasion, blanks kept', () => {
    expect(long(WIDE)).toEqual({
      unit: 'id',
      cells: [
        ['id', 'sex', 'age0', 'occasion', 'score'],
        ['a', 'f', 30, 1, 10],
        ['a', 'f', 30, 2, 11],
        ['a', 'f', 30, 3, null],
        ['b', 'm', 31, 1, 20],
        ['b', 'm', 31, 2, 21],
        ['b', 'm', 31, 3, 22],
      ],
    });
  });

  test('have the columns that the user names, one for each of two factors', () => {
    const cells = alike(['congruent_chair', 'congruent_house', 'incongruent_chair', 'incongruent_house']);
    const { cells: made } = long(cells, () => ({ factors: ['congruence', 'picture'], measure: 'ms' }));
    expect(made.slice(0, 3)).toEqual([
      ['id', 'congruence', 'picture', 'ms'],
      ['p1', 'congruent', 'chair', cells[1][1]],
      ['p1', 'congruent', 'house', cells[1][2]],
    ]);
    expect(made).toHaveLength(1 + 12 * 4);
  });

  test('get a column with the number of the row where nothing else tells rows apart', () => {
    const cells: CellMatrix = [
      ['row', 't1', 't2', 't3'],
      ['f', 1, 2, 3],
      ['f', 4, 5, 6],
    ];
    const { cells: made, unit } = long(cells);
    expect(made.slice(0, 2)).toEqual([
      ['row 2', 'row', 'occasion', 't'],
      [1, 'f', 1, 1],
    ]);
    expect(unit).toBe('row 2');
  });

  test('take no name twice, nor none', () => {
    const [wide, summary] = [found(WIDE)!, summarizeData(WIDE)];
    expect(unusableName({ factors: ['time'], measure: 'score' }, wide, summary)).toBeNull();
    expect(unusableName({ factors: [' '], measure: 'score' }, wide, summary)).toBe('');
    expect(unusableName({ factors: ['time'], measure: 'sex' }, wide, summary)).toBe('sex');
    expect(unusableName({ factors: ['time'], measure: 'time ' }, wide, summary)).toBe('time');
  });
});

test('copied text never begins like a formula', () => {
  expect(tableText([['=HYPERLINK("x")', '+1', 'a\tb', -1.5, null, { error: '#NUM!' }]])).toBe(
    `'=HYPERLINK("x")\t'+1\ta b\t-1.5\t\t#NUM!`,
  );
});
