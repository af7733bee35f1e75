import { describe, expect, test } from 'vitest';
import { subjectOf } from '../../src/analyses/subject';
import { kenwardRoger } from '../../src/inference/kenwardRoger';
import { estimationBias } from '../../src/inference/predictionBias';
import type { MixedFit } from '../../src/mixed/mixedFit';
import type { PredictionRows } from '../../src/mixed/predictRows';
import { fixedEffectsCovariance, residualSigma } from '../../src/mixed/userScale';
import type { CellMatrix } from '../../src/index';
import { fit } from '../mixed/support';
import { generator } from '../reference/randomDesigns';
import { coverage, DESIGNS } from './coverage';
import { column, example, inputOf, predict } from './support';

const SLEEP = example('sleepstudy.csv');
const KR = { ddf: 'kenward-roger' } as const;
const fitted = (data: CellMatrix, model: string): MixedFit =>
  fit(subjectOf(inputOf(data, model)).matrices, true);

/** Rows of the data, as rows of groups that the data do not have where `isNew`. */
function rowsOf(
  { matrices, model, parts }: MixedFit,
  places: readonly number[],
  isNew: boolean,
): PredictionRows {
  const at = (values: Float64Array): Float64Array => Float64Array.from(places, (i) => values[i]);
  return {
    n: places.length,
    X: model.kept.map((j) => at(matrices.X.columns[j])),
    offset: null,
    parts: parts.map(({ group }) => ({
      codes: Int32Array.from(places, (i) => (isNew ? -1 : group.codes[i])),
      columns: model.terms
        .filter(({ block }) => block.group === group)
        .flatMap(({ block }) => block.Z.columns.map(at)),
    })),
  };
}

describe('predictions by Kenward-Roger', () => {
  // emmeans with pbkrtest at the optimum of lme4, which is good to about 1e-5.
  test('of the population have the standard errors and limits of emmeans()', () => {
    const newData = [['Days'], [0], [3], [9]];
    const input = inputOf(SLEEP, 'Reaction ~ Days + (Days | Subject)', KR);
    const table = predict(input, { newData, random: false, interval: 'confidence' });
    const expected = {
      standardError: [6.824597, 7.705438, 14.628816],
      lower: [237.00646, 266.54991, 314.74658],
      upper: [265.8037, 299.064, 376.4748],
    };
    for (const name of ['standardError', 'lower', 'upper'] as const)
      column(table, name).forEach((value, i) => expect(value / expected[name][i]).toBeCloseTo(1, 4));
  });

  // With lambda = sigma² + n·tau² the weight of a group is 1 − sigma²/lambda, and both mean squares vary as chi-squares.
  test.each([0.5, 2, 8])(
    'of groups of a balanced one-way layout have the closed form: spread %d',
    (spread) => {
      const [J, n] = [8, 5];
      const random = generator(17);
      const effects = Array.from({ length: J }, () => spread * random.normal());
      const rows = Array.from({ length: J * n }, (_, i) => [
        10 + effects[i % J] + random.normal(),
        `g${i % J}`,
      ]);
      const result = fitted([['y', 'g'], ...rows], 'y ~ 1 + (1 | g)');
      const [theta] = result.optimum.at.theta;
      expect(theta).toBeGreaterThan(0.1);
      const left = 1 / (1 + n * theta ** 2);
      const expected = 2 * (left / n) * (1 - 1 / J) * (2 / (J * (n - 1)) + 2 / (J - 1));
      for (const bias of estimationBias(result, rowsOf(result, [0, 3], false)))
        expect(Math.abs(bias / expected - 1)).toBeLessThan(1e-4);
    },
  );

  test.each([
    [SLEEP, 'Reaction ~ Days + (1 | Subject)'],
    [SLEEP.slice(0, 172), 'Reaction ~ Days + (Days | Subject)'],
    [SLEEP.slice(0, 172), 'Reaction ~ Days + (Days || Subject)'],
    [example('machines.csv').slice(0, 50), 'score ~ Machine + (1 | Worker/Machine)'],
  ])('of new groups add what is added to the variance of the fixed effects: %#', (data, model) => {
    const result = fitted(data, model);
    const { p } = result.model;
    const { covariance } = kenwardRoger(result);
    const plain = fixedEffectsCovariance(result);
    const sigma2 = residualSigma(result) ** 2;
    const rows = rowsOf(result, [0, 3, 40], true);
    estimationBias(result, rows).forEach((bias, i) => {
      const x = rows.X.map((values) => values[i]);
      let added = 0;
      for (let a = 0; a < p; a++)
        for (let b = 0; b < p; b++) added += x[a] * (covariance[a * p + b] - plain[a * p + b]) * x[b];
      expect(Math.abs(bias - added / sigma2)).toBeLessThan(1e-4 * (added / sigma2) + 1e-7);
    });
  });

  test('of known groups cover the mean where a variance is small', () => {
    const small = DESIGNS.find(({ name }) => name === '10 × 5, 0.1')!;
    const [plain, adjusted] = (['satterthwaite', 'kenward-roger'] as const).map(
      (ddf) => coverage(small, 1000, 7, ddf)['known group'],
    );
    // Of 10,000 data sets 0.873 and 0.98 (docs/prediction.md).
    expect(plain).toBeLessThan(0.9);
    expect(adjusted).toBeGreaterThan(0.94);
  });

  test('leave limits by Satterthwaite as they are, and those of a linear model', () => {
    const question = {
      newData: [
        ['Days', 'Subject'],
        [3, 308],
      ],
      interval: 'both',
    } as const;
    const by = (model: string, ddf: 'satterthwaite' | 'kenward-roger') =>
      predict(inputOf(SLEEP, model, { ddf }), question);
    const linear = 'Reaction ~ Days';
    expect(by(linear, 'kenward-roger')).toEqual(by(linear, 'satterthwaite'));
    const mixed = 'Reaction ~ Days + (Days | Subject)';
    const [narrow, wide] = (['satterthwaite', 'kenward-roger'] as const).map(
      (ddf) => column(by(mixed, ddf), 'standardError')[0],
    );
    expect(wide).toBeGreaterThan(narrow);
    expect(wide).toBeLessThan(1.2 * narrow);
  });
});
