import { describe, expect, test } from 'vitest';
import { analyseModel, answerReport, toCells, type CellMatrix } from '../../src/index';
import { studentT } from '../../src/distributions';
import { column, example, inputOf, message, predict } from './support';
import { randomEffectsOf } from '../randomEffects';

const SLEEP = example('sleepstudy.csv');
const MACHINES = example('machines.csv');
const slope = inputOf(SLEEP, 'Reaction ~ Days + (Days | Subject)');
const machines = inputOf(MACHINES, 'score ~ Machine + (1 | Worker) + (1 | Worker:Machine)');

describe('new rows', () => {
  test('may have further columns, in any order, and numbers for levels that were text', () => {
    const plain = predict(slope, {
      newData: [
        ['Days', 'Subject'],
        [3, '308'],
        [4, '309'],
      ],
    });
    const other = predict(slope, {
      newData: [
        ['note', 'Subject', 'Reaction', 'Days'],
        ['a', 308, 'x', 3],
        ['b', 309, null, 4],
      ],
    });
    expect(other.columns).toEqual(plain.columns);
    expect(plain).toMatchObject({ rowCount: 2, hasHeaders: true });
  });

  test('give nothing where a value is missing, and the population where only the group is', () => {
    const newData: CellMatrix = [
      ['Days', 'Subject'],
      [3, '308'],
      [null, '308'],
      [3, null],
      [{ error: '#N/A' }, 'NA'],
      [3, 'new'],
    ];
    const table = predict(slope, { newData, interval: 'both' });
    const [known, , , , fresh] = column(table, 'conditional');
    const population = column(table, 'population');
    expect(column(table, 'conditional')).toEqual([known, NaN, NaN, NaN, fresh]);
    expect(population).toEqual([population[0], NaN, population[0], NaN, population[0]]);
    expect(fresh).toBe(population[0]);
    for (const name of ['standardError', 'lower', 'upper', 'predictionLower', 'predictionUpper'])
      expect(column(table, name).map(Number.isNaN)).toEqual([false, true, true, true, false]);
    expect(toCells(answerReport('predict', table))[2]).toEqual([null, null, null, null, null, null, null]);
  });

  test('give nothing where a label of the fixed part is missing', () => {
    const table = predict(machines, {
      newData: [
        ['Machine', 'Worker'],
        ['A', '1'],
        [null, '1'],
      ],
      interval: 'both',
    });
    for (const { values } of table.columns) expect(Array.from(values, Number.isNaN)).toEqual([false, true]);
  });

  test('match nested groups by both labels; a new combination has the effect of the known factor alone', () => {
    const withoutC = MACHINES.filter(([worker, machine]) => !(worker === '1' && machine === 'C'));
    const input = inputOf(withoutC, 'score ~ Machine + (1 | Worker) + (1 | Worker:Machine)');
    const table = predict(input, {
      newData: [
        ['Machine', 'Worker'],
        ['C', '1'],
      ],
    });
    const [conditional] = column(table, 'conditional');
    const [population] = column(table, 'population');
    const fit = analyseModel(input, { kind: 'summary' });
    expect(randomEffectsOf(fit, 'Worker:Machine').levels).not.toContain('1:C');
    expect(conditional - population).toBeCloseTo(randomEffectsOf(fit, 'Worker').values[0], 10);
  });

  test('need no groups for the population', () => {
    const table = predict(slope, { newData: [['Days'], [0], [10]], random: false });
    const wanted = [251.405104848485, 251.405104848485 + 104.672859595959];
    column(table, 'population').forEach((v, i) => expect(v).toBeCloseTo(wanted[i], 6));
    expect(table.columns).toHaveLength(1);
  });

  test('take 0 and 1, or the words, for columns of TRUE and FALSE', () => {
    const data: CellMatrix = [
      ['y', 'late', 'g'],
      ...SLEEP.slice(1).map(([y, days, g]) => [y, Number(days) > 4, g]),
    ];
    const input = inputOf(data, 'y ~ late + (1 | g)');
    const wanted = predict(input, {
      newData: [
        ['late', 'g'],
        [true, '308'],
        [false, '308'],
      ],
    });
    expect(
      predict(input, {
        newData: [
          ['late', 'g'],
          [1, '308'],
          [0, '308'],
        ],
      }),
    ).toEqual(wanted);
    expect(
      predict(input, {
        newData: [
          ['late', 'g'],
          ['true', '308'],
          ['FALSE', '308'],
        ],
      }),
    ).toEqual(wanted);
    expect(
      message(() =>
        predict(input, {
          newData: [
            ['late', 'g'],
            [1, '308'],
            [2, '308'],
          ],
        }),
      ),
    ).toBe(
      'in the new data, row 2 of column "late" holds 2: expected TRUE or FALSE, as in the data of the model',
    );
  });

  test('keep the basis of the fit, whatever the new rows are', () => {
    const formula = 'Reaction ~ scale(Days) + poly(Days, 2) + (1 | Subject)';
    const all = predict(inputOf(SLEEP, formula), { newData: SLEEP });
    const one = predict(inputOf(SLEEP, formula), { newData: [SLEEP[0], SLEEP[7]] });
    expect(column(one, 'conditional')[0]).toBeCloseTo(column(all, 'conditional')[6], 9);
  });

  test('are the data themselves when none are given', () => {
    const fitted = analyseModel(slope, { kind: 'residuals', types: ['fitted'] }).columns[0].values;
    column(predict(slope), 'conditional').forEach((v, i) => expect(v).toBeCloseTo(fitted[i], 9));
    column(predict(slope, { newData: SLEEP }), 'conditional').forEach((v, i) =>
      expect(v).toBeCloseTo(fitted[i], 9),
    );
  });
});

describe('rows of the data with something missing', () => {
  const data = SLEEP.map((row, i) => {
    if (i === 2) return [null, row[1], row[2]];
    if (i === 5) return [row[0], null, row[2]];
    return row;
  });
  const input = inputOf(data, 'Reaction ~ Days + (Days | Subject)');

  test('are predicted where only the response is missing', () => {
    const table = predict(input, { interval: 'prediction' });
    expect(table.rowCount).toBe(180);
    const values = column(table, 'conditional');
    expect(values.map((v, i) => (Number.isNaN(v) ? i : -1)).filter((i) => i >= 0)).toEqual([4]);
    const fresh = predict(input, { newData: data, interval: 'prediction' });
    expect(table.columns).toEqual(fresh.columns);
  });

  test('have no residual: the cells stay empty beside them', () => {
    const cells = toCells(
      answerReport('residuals', analyseModel(input, { kind: 'residuals', types: ['response', 'scaled'] })),
    );
    expect(cells).toHaveLength(181);
    expect(cells[0]).toEqual(['Residual', 'Scaled residual']);
    expect(cells[2]).toEqual([null, null]);
    expect(cells[5]).toEqual([null, null]);
    expect(cells.flat().filter((cell) => cell === null)).toHaveLength(4);
  });

  test('with the only row of a level of a predictor stay empty', () => {
    const rare = SLEEP.map((row, i) =>
      i === 0
        ? [...row, 'kind']
        : [i === 9 ? null : row[0], row[1], row[2], i === 9 ? 'rare' : i % 2 ? 'a' : 'b'],
    );
    const table = predict(inputOf(rare, 'Reaction ~ Days + kind + (1 | Subject)'));
    expect(column(table, 'population')[8]).toBeNaN();
    expect(column(table, 'population').filter(Number.isNaN)).toHaveLength(1);
  });

  test('line up also where the data have no header row: then there is none here', () => {
    const bare = inputOf(SLEEP.slice(1), 'y ~ x1 + (x1 | x2)');
    const cells = toCells(
      answerReport('residuals', analyseModel(bare, { kind: 'residuals', types: ['response'] })),
    );
    expect(cells).toHaveLength(180);
    expect(toCells(answerReport('predict', predict(bare)))).toHaveLength(180);
    expect(toCells(answerReport('predict', predict(slope)), { labels: false })).toHaveLength(180);
  });
});

describe('new data that cannot be used', () => {
  test('say which column is missing', () => {
    expect(
      message(() =>
        predict(slope, {
          newData: [
            ['days', 'Subject'],
            [3, '308'],
          ],
        }),
      ),
    ).toBe('the new data have no column "Days": they have days, Subject, and the model needs it to predict');
  });

  test('name the cell of a text among what has to be numbers', () => {
    const newData = [
      ['Subject', 'Days'],
      ['308', 3],
      ['308', 'three'],
    ];
    expect(message(() => predict(slope, { newData, newDataAddress: 'New!$D$4:$E$6' }))).toBe(
      'in the new data, cell New!E6 (column "Days") holds the text "three" among numbers: expected only numbers (a missing value is a blank cell, #N/A or the text NA)',
    );
    const words = [
      ['Subject', 'Days'],
      ['308', null],
      ['308', 'three'],
    ];
    expect(message(() => predict(slope, { newData: words }))).toBe(
      'in the new data, row 2 of column "Days" holds "three": expected a number, as in the data of the model',
    );
  });

  test('name the cell and the level that the model does not know', () => {
    const newData = [
      ['Worker', 'Machine'],
      ['1', 'A'],
      ['1', 'D'],
    ];
    expect(message(() => predict(machines, { newData, newDataAddress: 'B2:C4' }))).toBe(
      'in the new data, cell C4 (column "Machine") gives Machine the level "D", for which the model has no effect: expected one of "A", "B", "C"',
    );
    const byDay = inputOf(SLEEP, 'Reaction ~ factor(Days) + (1 | Subject)');
    expect(
      message(() =>
        predict(byDay, {
          newData: [
            ['Days', 'Subject'],
            [9, '308'],
            [11, '308'],
          ],
        }),
      ),
    ).toContain('row 2 of column "Days" gives factor(Days) the level "11"');
  });

  test('say where a function has no finite value', () => {
    const input = inputOf(SLEEP, 'Reaction ~ log(Days + 1) + (1 | Subject)');
    expect(
      message(() =>
        predict(input, {
          newData: [
            ['Days', 'Subject'],
            [3, '308'],
            [-1, '308'],
          ],
        }),
      ),
    ).toBe(
      'in the new data, log(Days + 1) is minus infinity in row 2, where Days is -1: expected a finite number',
    );
  });

  test('say that they are meant in errors of reading', () => {
    expect(message(() => predict(slope, { newData: [[null]] }))).toBe(
      'in the new data, the data are empty: expected a row of headers and rows of values below it',
    );
  });
});

describe('limits', () => {
  const newData = [
    ['Days', 'Subject'],
    [5, '308'],
    [5, 'new'],
  ];

  test('of a mean lie within those of a new row, and known groups within unknown ones', () => {
    const table = predict(slope, { newData, interval: 'both' });
    const width = (lower: string, upper: string) =>
      column(table, upper).map((v, i) => v - column(table, lower)[i]);
    const mean = width('lower', 'upper');
    const row = width('predictionLower', 'predictionUpper');
    mean.forEach((w, i) => expect(w).toBeLessThan(row[i]));
    expect(mean[0]).toBeLessThan(mean[1]);
    expect(row[0]).toBeLessThan(row[1]);
  });

  test('of the population are those of the fixed effects', () => {
    const { fixedEffects } = analyseModel(slope, { kind: 'summary' });
    const table = predict(slope, { newData: [['Days'], [0]], random: false, interval: 'confidence' });
    expect(column(table, 'standardError')[0]).toBeCloseTo(fixedEffects[0].standardError, 10);
    expect(column(table, 'lower')[0]).toBeCloseTo(fixedEffects[0].lower, 8);
    expect(column(table, 'upper')[0]).toBeCloseTo(fixedEffects[0].upper, 8);
  });

  test('of a balanced one-way layout are the textbook ones', () => {
    // Searle, Casella & McCulloch 1992, section 3.4: the mean has m − 1 degrees of freedom and variance MSB/(mn)
    const input = inputOf(example('rail.csv'), 'travel ~ 1 + (1 | Rail)');
    const table = predict(input, { newData: [['Rail'], ['1']], random: false, interval: 'confidence' });
    expect(column(table, 'standardError')[0]).toBeCloseTo(Math.sqrt(9310.5 / 5 / 18), 6);
    expect(column(table, 'upper')[0] - column(table, 'lower')[0]).toBeCloseTo(
      2 * 2.5705818366147395 * Math.sqrt(9310.5 / 5 / 18),
      5,
    );
  });

  test('of a balanced one-way layout have the degrees of freedom of its two mean squares', () => {
    // With L1 = n·tau² + sigma² and L2 = sigma², estimated by MSB and MSW, independent with variances 2·L1²/(m − 1) and
    // 2·L2²/(m(n − 1)): Satterthwaite's formula in closed form for a known group and for a new one
    const [m, n, L1, L2] = [6, 3, 9310.5 / 5, 194 / 12];
    const known = {
      v: L2 / n - ((L2 * L2) / L1) * ((1 - 1 / m) / n),
      g1: ((L2 * L2) / (L1 * L1)) * ((1 - 1 / m) / n),
      g2: 1 / n - ((2 * L2) / L1) * ((1 - 1 / m) / n),
    };
    const fresh = { v: L1 / (m * n) + (L1 - L2) / n, g1: 1 / (m * n) + 1 / n, g2: -1 / n };
    const halfWidth = ({ v, g1, g2 }: typeof known): number => {
      const spread = (2 * (g1 * L1) ** 2) / (m - 1) + (2 * (g2 * L2) ** 2) / (m * (n - 1));
      return studentT.quantile(0.975, (2 * v * v) / spread) * Math.sqrt(v);
    };
    const input = inputOf(example('rail.csv'), 'travel ~ 1 + (1 | Rail)', { tolerance: 1e-13 });
    const table = predict(input, { newData: [['Rail'], ['1'], ['new']], interval: 'both' });
    [known, fresh].forEach((row, i) => {
      const mean = column(table, 'conditional')[i];
      expect(column(table, 'standardError')[i] / Math.sqrt(row.v)).toBeCloseTo(1, 7);
      expect((column(table, 'upper')[i] - mean) / halfWidth(row)).toBeCloseTo(1, 6);
      const withNoise = { v: row.v + L2, g1: row.g1, g2: row.g2 + 1 };
      expect((mean - column(table, 'predictionLower')[i]) / halfWidth(withNoise)).toBeCloseTo(1, 6);
    });
  });

  test('meet where nothing is estimated', () => {
    const input = inputOf(SLEEP, 'Reaction ~ 0 + (1 | Subject)');
    const table = predict(input, { newData: [['Subject'], ['308']], random: false, interval: 'confidence' });
    expect(table.columns.map(({ values }) => [...values])).toEqual([[0], [0], [0], [0]]);
  });

  test('follow the choice of degrees of freedom', () => {
    const half = (ddf: 'satterthwaite' | 'residual' | 'asymptotic') => {
      const input = inputOf(SLEEP, 'Reaction ~ Days + (Days | Subject)', { ddf });
      const table = predict(input, { newData, interval: 'confidence' });
      return (
        (column(table, 'upper')[0] - column(table, 'conditional')[0]) / column(table, 'standardError')[0]
      );
    };
    expect(half('asymptotic')).toBeCloseTo(1.959963984540054, 10);
    expect(half('residual')).toBeCloseTo(1.973380888548825, 10);
    expect(half('satterthwaite')).toBeGreaterThan(half('asymptotic'));
  });
});

test('predictions survive structured cloning, as between worker and page', () => {
  const table = predict(slope, { interval: 'both' });
  expect(structuredClone(table)).toEqual(table);
});
