import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  CellmerError,
  DEFAULT_FIT_OPTIONS,
  parseCsv,
  prepareModel,
  type Cell,
  type CellMatrix,
  type FitControl,
  type FitOptions,
  type FitResult,
  type ModelArgument,
} from '../../src';
import { fitModel } from '../fitModel';

const example = (name: string): CellMatrix =>
  parseCsv(readFileSync(new URL(`../../examples/${name}.csv`, import.meta.url), 'utf8'));
const sleep = example('sleepstudy');
const slope = 'Reaction ~ Days + (Days | Subject)';

function fit(
  data: CellMatrix,
  model: ModelArgument,
  options: Partial<FitOptions> = {},
  control: FitControl = {},
): FitResult {
  return fitModel(prepareModel({ data, model, options: { ...DEFAULT_FIT_OPTIONS, ...options } }), control);
}

const codes = (result: FitResult): string[] => result.warnings.map(({ code }) => code);

/** The cells with one of them changed. */
function withCell(data: CellMatrix, row: number, column: number, cell: Cell): CellMatrix {
  return data.map((line, i) => (i === row ? line.map((old, j) => (j === column ? cell : old)) : line));
}

describe('fitModel', () => {
  test('a blank drops its row and is never a zero', () => {
    const whole = fit(sleep, slope);
    for (const blank of [null, '', undefined, 'NA', { error: '#N/A' }]) {
      const result = fit(withCell(sleep, 5, 0, blank), slope);
      expect(result.nobs).toBe(179);
      expect(result.droppedRows).toBe(1);
      expect(codes(result)).toContain('rows-dropped');
      expect(result.keptRows).not.toBeNull();
      expect(result.fixedEffects[0].estimate).not.toBe(whole.fixedEffects[0].estimate);
    }
    expect(fit(withCell(sleep, 5, 0, 0), slope).nobs).toBe(180);
  });

  test('a predictor that is numbers as text throughout is said to be a factor, unless somebody wants it to be one', () => {
    const days = sleep.map((row, i) => row.map((cell, j) => (j === 1 && i > 0 ? String(cell) : cell)));
    const said = (model: string, options: Partial<FitOptions> = {}): string[] =>
      fit(days, model, options).warnings.flatMap((one) =>
        one.code === 'numbers-as-text' ? [one.message] : [],
      );
    expect(said('Reaction ~ Days + (1 | Subject)')).toEqual([
      'Numbers as text: row 1 of column "Days" holds the number "0" as text, so Days is a factor with 10 levels. ' +
        'Turn its cells into numbers, or put it into factor() if it names groups.',
    ]);
    expect(said('Reaction ~ factor(Days) + (1 | Subject)')).toEqual([]);
    expect(said('Reaction ~ as.numeric(Days) + (1 | Subject)')).toEqual([]);
    expect(said('Reaction ~ 1 + (1 | Subject) + (1 | Days)')).toEqual([]);
    expect(
      said('Reaction ~ Days + (1 | Subject)', {
        contrasts: { all: 'treatment', factors: { Days: { kind: 'sum' } } },
      }),
    ).toEqual([]);
    expect(codes(fit(sleep, slope))).not.toContain('numbers-as-text');
  });

  test('a missing value in a column the formula does not use drops nothing', () => {
    const wide = sleep.map((row, i) => [...row, i === 0 ? 'note' : i === 7 ? null : 'x']);
    const result = fit(wide, slope);
    expect(result.droppedRows).toBe(0);
    expect(result.criterion).toBe(fit(sleep, slope).criterion);
  });

  test('a group column means an additive model with a random intercept, and says so', () => {
    const byFormula = fit(sleep, 'Reaction ~ 1 + Days + (1 | Subject)');
    for (const model of ['Subject', 3, sleep.map((row) => [row[2]])]) {
      const result = fit(sleep, model);
      expect(result.formula).toBe('Reaction ~ 1 + Days + (1 | Subject)');
      expect(result.criterion).toBe(byFormula.criterion);
    }
  });

  test('groups that are numbers and groups that are their texts give the same fit', () => {
    const numbers = sleep.map((row, i) => (i === 0 ? row : [row[0], row[1], Number(row[2])]));
    expect(fit(numbers, slope).criterion).toBe(fit(sleep, slope).criterion);
  });

  test('a boundary fit is a result with a zero variance, a warning that names it, and no standard errors of variances', () => {
    const result = fit(example('dyestuff2'), 'Yield ~ 1 + (1 | Batch)');
    expect(result.singular).toBe(true);
    expect(result.converged).toBe(true);
    expect(result.varianceComponents[0].covariance).toEqual([[0]]);
    expect(result.varianceComponents[0].standardErrors).toEqual([[null]]);
    expect(result.fullCovariance).toBeNull();
    expect(result.certificate!.boundarySlope).toBeGreaterThan(0);
    expect(result.warnings[0].message).toContain('the variance of (Intercept) between the groups of Batch');
  });

  test('a formula without a random term is an ordinary linear model and says so', () => {
    const result = fit(sleep, 'Reaction ~ Days');
    expect(result.family).toBe('linear');
    expect(codes(result)).toContain('no-random-effects');
    // R 4.2.2: lm(Reaction ~ Days, sleepstudy)
    expect(result.fixedEffects.map((e) => e.estimate)).toEqual([
      expect.closeTo(251.405104848485, 9),
      expect.closeTo(10.4672859595959, 9),
    ]);
    expect(result.fixedEffects.map((e) => e.standardError)).toEqual([
      expect.closeTo(6.61015404428758, 9),
      expect.closeTo(1.23819529804982, 9),
    ]);
    expect(result.sigma).toBeCloseTo(47.7147197437785, 9);
    expect(result.fixedEffects[1].df).toBe(178);
    expect(fit(sleep, 'Reaction ~ Days', { method: 'ML' }).logLik).toBeCloseTo(-950.146528178182, 8);
  });

  test('columns that others determine are dropped, the later ones, and named', () => {
    const doubled = sleep.map((row, i) => [...row, i === 0 ? 'Hours' : 24 * (row[1] as number)]);
    const result = fit(doubled, 'Reaction ~ Days + Hours + (Days | Subject)');
    expect(result.droppedColumns).toEqual(['Hours']);
    expect(codes(result)).toContain('rank-deficient');
    expect(result.criterion).toBeCloseTo(fit(sleep, slope).criterion, 8);
  });

  test('few groups bring a warning', () => {
    const few = sleep.slice(0, 31);
    expect(codes(fit(few, 'Reaction ~ Days + (1 | Subject)'))).toContain('few-groups');
    expect(codes(fit(sleep, slope))).toEqual([]);
  });

  test('a fit cut short by its limit says that it did not converge', () => {
    const result = fit(sleep, 'Reaction ~ 1 + (Days | Subject)', { method: 'ML', maxEvaluations: 3 });
    expect(result.converged).toBe(false);
    expect(codes(result)).toContain('not-converged');
    expect(result.evaluations).toBeLessThanOrEqual(3);
  });

  test('the certificate of a good fit has passed every check', () => {
    const { certificate, converged } = fit(sleep, slope);
    expect(converged).toBe(true);
    expect(certificate!.checks.length).toBeGreaterThanOrEqual(2);
    expect(certificate!.checks.every((check) => check.passed)).toBe(true);
    expect(certificate!.predictedDecrease).toBeLessThan(1e-9);
  });

  test('degrees of freedom: Satterthwaite, residual, none', () => {
    const first = (ddf: FitOptions['ddf']): number | null => fit(sleep, slope, { ddf }).fixedEffects[1].df;
    expect(first('satterthwaite')).toBeCloseTo(17, 6);
    expect(first('residual')).toBe(178);
    expect(first('asymptotic')).toBeNull();
    expect(first('kenward-roger')).toBeCloseTo(17, 6);
    expect(() => fit(sleep, slope, { ddf: 'kenward-roger', method: 'ML' })).toThrow(
      'Kenward-Roger degrees of freedom belong to a fit by REML',
    );
  });

  test('the level sets the width of the intervals', () => {
    const width = (level: number): number => {
      const { lower, upper } = fit(sleep, slope, { level }).fixedEffects[1];
      return upper - lower;
    };
    expect(width(0.99)).toBeGreaterThan(width(0.95));
    expect(width(0.5)).toBeLessThan(width(0.95));
  });

  test('it can be watched and stopped', () => {
    const criteria: number[] = [];
    fit(sleep, 'Reaction ~ 1 + (Days | Subject)', {}, { onStep: (step) => criteria.push(step.criterion) });
    expect(criteria.length).toBeGreaterThan(1);
    expect(criteria[criteria.length - 1]).toBeLessThan(criteria[0]);
    const stop = (): unknown => fit(sleep, slope, {}, { shouldStop: () => true });
    expect(stop).toThrow(CellmerError);
    expect(stop).toThrow(/stopped/);
  });

  test('its input and its result survive structured cloning, as a worker needs', () => {
    const input = prepareModel({ data: sleep, model: slope, options: DEFAULT_FIT_OPTIONS });
    const result = fitModel(structuredClone(input));
    expect(structuredClone(result)).toEqual(fitModel(input));
  });

  test('leading digits of the response do not matter', () => {
    const shifted = sleep.map((row, i) =>
      i === 0 ? row : [Math.round(row[0] as number) + 1e12, ...row.slice(1)],
    );
    const plain = sleep.map((row, i) => (i === 0 ? row : [Math.round(row[0] as number), ...row.slice(1)]));
    expect(fit(shifted, slope).criterion).toBeCloseTo(fit(plain, slope).criterion, 6);
  });

  test.each([
    [
      'Reaction ~ Dayz + (Days | Subject)',
      /column "Dayz" is not in the data: it has Reaction, Days, Subject/,
    ],
    ['Subjects', /neither a formula \(no ~ in it\) nor a column: the data have Reaction, Days, Subject/],
    ['Reaction ~ Days + (Days | Subject', /Expected \)/],
    [null, /the model is missing/],
  ])('the model %j is refused with a sentence', (model, sentence) => {
    expect(() => fit(sleep, model)).toThrow(sentence);
  });
});
