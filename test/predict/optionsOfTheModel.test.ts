/** Offset and weights of the options go with their model to the rows it predicts. */
import { describe, expect, test } from 'vitest';
import { analyseModel, type CellMatrix, type FittedLines } from '../../src/index';
import { normal } from '../../src/distributions';
import { column, example, inputOf, predict } from './support';

const SLEEP = example('sleepstudy.csv');
const SLOPES = 'Reaction ~ Days + (Days | Subject)';
const NEW: CellMatrix = [
  ['Days', 'Subject'],
  [2, 308],
  [4, 309],
  [20, 999],
];

describe('new rows', () => {
  test('have the offset and the weights of the options, as in predict.lm()', () => {
    const input = inputOf(SLEEP, 'Reaction ~ Days', {
      offset: '3 * Days',
      weights: '1 + Days %% 3',
      ddf: 'residual',
    });
    const table = predict(input, { newData: NEW, interval: 'prediction' });
    // R: predict(lm(Reaction ~ Days, offset = 3 * Days, weights = 1 + Days %% 3), nd, interval = "prediction",
    // weights = 1 + nd$Days %% 3), R 4.2.
    const wanted = {
      conditional: [271.305438779, 292.660176052, 463.498074239],
      predictionLower: [196.973174258, 202.10021344, 379.620402666],
      predictionUpper: [345.637703301, 383.220138665, 547.375745811],
    };
    for (const [name, values] of Object.entries(wanted))
      column(table, name).forEach((v, i) => expect(v, name).toBeCloseTo(values[i], 8));
  });

  test.each(['log(1 + Days)', 'scale(Days)', '3 * Days + (Subject == "308")'])(
    'with the option offset %s are those with offset() in the formula',
    (offset) => {
      const inFormula = inputOf(SLEEP, `Reaction ~ Days + (Days | Subject) + offset(${offset})`);
      const asOption = inputOf(SLEEP, SLOPES, { offset });
      const wanted = predict(inFormula, { newData: NEW, interval: 'both' });
      expect(predict(asOption, { newData: NEW, interval: 'both' }).columns).toEqual(wanted.columns);
    },
  );

  test('have limits as wide as their weight says', () => {
    const input = inputOf(SLEEP, SLOPES, { weights: '1 + Days', ddf: 'asymptotic' });
    const { sigma } = analyseModel(input, { kind: 'summary' });
    const table = predict(input, { newData: NEW, interval: 'prediction' });
    const [se, lower, upper] = ['standardError', 'predictionLower', 'predictionUpper'].map((name) =>
      column(table, name),
    );
    [3, 5, 21].forEach((w, i) => {
      const half = normal.quantile(0.975) * Math.hypot(se[i], sigma / Math.sqrt(w));
      expect((upper[i] - lower[i]) / 2).toBeCloseTo(half, 9);
    });
  });

  test('without a column that an option needs are refused, weights only where limits of a new observation are wanted', () => {
    const data: CellMatrix = SLEEP.map((row, i) => [...row, i === 0 ? 'w' : 1 + (i % 4)]);
    const offset = inputOf(data, SLOPES, { offset: 'w' });
    expect(() => predict(offset, { newData: NEW })).toThrow(
      'the new data have no column "w": they have Days, Subject, and the option offset needs it to predict',
    );
    const weights = inputOf(data, SLOPES, { weights: 'w' });
    expect(column(predict(weights, { newData: NEW, interval: 'confidence' }), 'lower')).toHaveLength(3);
    expect(() => predict(weights, { newData: NEW, interval: 'both' })).toThrow(
      'and the option weights needs it',
    );
  });

  test('with a missing weight have no limits, and one that is not positive is refused', () => {
    const data: CellMatrix = SLEEP.map((row, i) => [...row, i === 0 ? 'w' : 1 + (i % 4)]);
    const input = inputOf(data, SLOPES, { weights: 'w' });
    const newData = (w: number | null): CellMatrix => [
      ['Days', 'Subject', 'w'],
      [2, 308, 1],
      [2, 308, w],
    ];
    const table = predict(input, { newData: newData(null), interval: 'both' });
    expect(column(table, 'predictionLower').map(Number.isNaN)).toEqual([false, true]);
    expect(column(table, 'lower').map(Number.isNaN)).toEqual([false, false]);
    expect(() => predict(input, { newData: newData(0), interval: 'both' })).toThrow(
      'in the new data, weights w is 0 in data row 2: expected positive weights',
    );
  });

  test('that are blank at the end of the range are rows too', () => {
    const line: CellMatrix = [['x', 'y'], ...[1, 2, 3, 4, 5, 6].map((x) => [x, Math.sin(x)])];
    const input = inputOf(line, 'y ~ poly(x, 3)');
    const values = column(predict(input, { newData: [['x'], [1], [2], [3], [null]] }), 'conditional');
    // R: predict(lm(y ~ poly(x, 3)), data.frame(x = c(1:3, NA))), reg-tests-1b.R, PR#16597, on six rows.
    expect(values).toHaveLength(4);
    expect(values.map(Number.isNaN)).toEqual([false, false, false, true]);
    const two = predict(inputOf(SLEEP, SLOPES), { newData: [...NEW, [null, null], ['', '']] });
    expect(two.rowCount).toBe(5);
    expect(column(two, 'conditional').map(Number.isNaN)).toEqual([false, false, false, true, true]);
  });
});

describe('rows of the data', () => {
  const withHoles: CellMatrix = SLEEP.map((row, i) => [
    i === 5 ? null : row[0],
    ...row.slice(1),
    i === 0 ? 'w' : i === 7 ? null : 1 + (i % 4),
  ]);

  test('that were not used have the offset and the weight they have', () => {
    const options = { offset: '3 * Days', weights: 'w', ddf: 'asymptotic' } as const;
    const input = inputOf(withHoles, SLOPES, options);
    const own = predict(input, { interval: 'both' });
    const again = predict(input, { newData: withHoles, interval: 'both' });
    expect(own.rowCount).toBe(180);
    for (const { name, values } of own.columns)
      column(again, name).forEach((v, i) =>
        Number.isNaN(v) ? expect(values[i]).toBeNaN() : expect(values[i], `${name} ${i}`).toBeCloseTo(v, 8),
      );
    expect(column(own, 'predictionLower').flatMap((v, i) => (Number.isNaN(v) ? [i] : []))).toEqual([6]);
  });

  test('are drawn with the offset too', () => {
    const question = {
      kind: 'lines',
      x: 'Days',
      by: null,
      factor: 'Subject',
      levels: [0],
      points: 20,
      confidence: 0.95,
    } as const;
    const linesIn = ({ population, groups }: FittedLines) =>
      [...population.map((line) => line.population), ...groups.map(({ y }) => y)].map((y) => [...y]);
    const lines = (offset: string | null, formula: string) =>
      linesIn(analyseModel(inputOf(SLEEP, formula, { offset }), question));
    expect(lines('3 * Days', SLOPES)).toEqual(lines(null, `${SLOPES} + offset(3 * Days)`));
    const [plain] = lines(null, SLOPES);
    lines('3 * Days', SLOPES)[0].forEach((v, i) => expect(v).toBeCloseTo(plain[i], 6));
  });
});
