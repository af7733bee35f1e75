import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  analyseModel,
  CellmerError,
  type CellMatrix,
  type Comparison,
  DEFAULT_FIT_OPTIONS,
  type FitOptions,
  parseCsv,
  prepareModel,
} from '../../src/index';
import { chiSquare } from '../../src/distributions';
import { likelihoodRatio } from '../../src/inference/likelihoodRatio';

interface CompareCase {
  data: string;
  formulas: string[];
  npar: number[];
  logLik: number[];
  AIC: number[];
  BIC: number[];
  Chisq: (number | null)[];
  Df: (number | null)[];
  p: (number | null)[];
}
interface RemovedCase {
  data: string;
  formula: string;
  method: FitOptions['method'];
  removed: string[];
  npar: number[];
  logLik: number[];
  AIC: number[];
  LRT: (number | null)[];
  Df: (number | null)[];
  p: (number | null)[];
}
interface DevianceCase {
  data: string;
  formula: string;
  method: FitOptions['method'];
  theta: number[][];
  value: number[];
}
const fixture = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures/comparison.json'), 'utf8')) as {
  compare: CompareCase[];
  removed: RemovedCase[];
  deviances: DevianceCase[];
};

const cellsOf = (data: string): CellMatrix =>
  parseCsv(readFileSync(join(import.meta.dirname, `../../examples/${data}.csv`), 'utf8'));

function inputOf(
  data: string | CellMatrix,
  [model, ...others]: readonly string[],
  options: Partial<FitOptions> = {},
) {
  const cells = typeof data === 'string' ? cellsOf(data) : data;
  return prepareModel({ data: cells, model, others, options: { ...DEFAULT_FIT_OPTIONS, ...options } });
}

function compare(
  data: string | CellMatrix,
  formulas: readonly string[],
  options: Partial<FitOptions> = {},
  refit = true,
): Comparison {
  return analyseModel(inputOf(data, formulas, options), { kind: 'comparison', refit });
}

/** lme4's optimizer stops a little above the optimum: by about 1e-8 on these sets. */
const AT_OPTIMUM = 1e-6;

describe.each(fixture.compare)('comparing $formulas', (expected) => {
  const { models, method } = compare(expected.data, expected.formulas);

  test('gives the criteria of anova() in R', () => {
    expect(method).toBe('ML');
    models.forEach((model, i) => {
      expect(model.parameterCount).toBe(expected.npar[i]);
      expect(Math.abs(model.logLik - expected.logLik[i])).toBeLessThan(AT_OPTIMUM);
      expect(Math.abs(model.aic - expected.AIC[i])).toBeLessThan(AT_OPTIMUM);
      expect(Math.abs(model.bic - expected.BIC[i])).toBeLessThan(AT_OPTIMUM);
    });
  });

  test('tests each model against the one before it, as anova() in R', () => {
    expect(models[0].test).toBeNull();
    models.slice(1).forEach(({ test: found }, i) => {
      expect(Math.abs(found!.statistic - expected.Chisq[i + 1]!)).toBeLessThan(AT_OPTIMUM);
      expect(found!.df).toBe(expected.Df[i + 1]);
      expect(Math.abs(found!.naive / expected.p[i + 1]! - 1)).toBeLessThan(1e-6);
    });
  });
});

describe.each(fixture.removed)('removing random effects of $formula by $method', (expected) => {
  const { rows } = analyseModel(inputOf(expected.data, [expected.formula], { method: expected.method }), {
    kind: 'randomTests',
  });

  test('gives the table of ranova()', () => {
    expect(rows.map(({ removed }) => removed)).toEqual(expected.removed);
    rows.forEach((row, i) => {
      expect(row.parameterCount).toBe(expected.npar[i]);
      expect(Math.abs(row.logLik - expected.logLik[i])).toBeLessThan(AT_OPTIMUM);
      if (i === 0) return;
      expect(Math.abs(row.test!.statistic - expected.LRT[i]!)).toBeLessThan(AT_OPTIMUM);
      expect(row.test!.df).toBe(expected.Df[i]);
      expect(Math.abs(row.test!.naive / expected.p[i]! - 1)).toBeLessThan(1e-6);
    });
  });
});

test.each([
  ['sleepstudy', 'Reaction ~ Days + (0 + Days | Subject)', '(0 + Days | Subject)', 1],
  ['machines', 'score ~ Machine + (1 | Worker) + (0 + Machine | Worker)', '(0 + Machine | Worker)', 5],
] as const)('of %s, %s, a term without a special case of its own is left out', (data, formula, term, df) => {
  const { rows } = analyseModel(inputOf(data, [formula]), { kind: 'randomTests' });
  expect(rows.at(-1)).toMatchObject({ removed: term, test: { df } });
});

test.each(fixture.deviances)(
  'the criterion of $formula by $method at given thetas is that of devFunOnly',
  (one) => {
    const { criteria } = analyseModel(inputOf(one.data, [one.formula], { method: one.method }), {
      kind: 'deviance',
      theta: one.theta,
    });
    criteria.forEach((criterion, i) => expect(Math.abs(criterion - one.value[i])).toBeLessThan(1e-8));
  },
);

describe('which models are special cases of which', () => {
  const tested = (data: string, smaller: string, larger: string) =>
    compare(data, [smaller, larger]).models[1].test;

  test.each([
    ['sleepstudy', 'Reaction ~ Days', 'Reaction ~ Days + (1 | Subject)', 1],
    ['sleepstudy', 'Reaction ~ Days + (1 | Subject)', 'Reaction ~ Days + (Days | Subject)', 1],
    ['sleepstudy', 'Reaction ~ Days + (Days || Subject)', 'Reaction ~ Days + (Days | Subject)', 0],
    [
      'sleepstudy',
      'Reaction ~ Days + (I(Days - 4) | Subject)',
      'Reaction ~ Days + (poly(Days, 2) | Subject)',
      1,
    ],
    ['machines', 'score ~ Machine', 'score ~ Machine + (Machine | Worker)', 3],
    ['machines', 'score ~ 1 + (1 | Worker/Machine)', 'score ~ 1 + (Machine | Worker)', 0],
    ['penicillin', 'diameter ~ 1 + (1 | sample)', 'diameter ~ 1 + (1 | plate) + (1 | sample)', 1],
  ])('on %s, %s is one of %s with %i variances at zero', (data, smaller, larger, collapsed) => {
    expect(tested(data, smaller, larger)).toMatchObject({ collapsed });
    // Whichever stands first: the test is of the smaller one.
    expect(tested(data, larger, smaller)!.statistic).toBe(tested(data, smaller, larger)!.statistic);
  });

  test.each([
    ['sleepstudy', 'Reaction ~ Days + (0 + Days | Subject)', 'Reaction ~ Days + (1 | Subject)'],
    ['sleepstudy', 'Reaction ~ log(Days + 1) + (1 | Subject)', 'Reaction ~ Days + (1 | Subject)'],
    ['penicillin', 'diameter ~ 1 + (1 | sample)', 'diameter ~ 1 + (1 | plate)'],
    ['pastes', 'strength ~ 1 + (1 | batch)', 'strength ~ 1 + (1 | sample)'],
  ])('on %s, %s and %s cannot be tested against each other', (data, a, b) => {
    const { models } = compare(data, [a, b]);
    expect(models[1].test).toBeNull();
    expect(models[1].remark).toMatch(/compare AIC or BIC/);
  });

  test('the same model in other words is not tested', () => {
    const { models } = compare('sleepstudy', [
      'Reaction ~ Days + (Days | Subject)',
      'Reaction ~ I(2 * Days) + (I(Days + 3) | Subject)',
    ]);
    expect(models[1].test).toBeNull();
    expect(models[1].remark).toMatch(/same model/);
    expect(Math.abs(models[0].criterion - models[1].criterion)).toBeLessThan(1e-8);
  });
});

describe('the reference distribution', () => {
  test('one more random effect beside q others is a mixture of q and q + 1 degrees of freedom', () => {
    const { pValue, reference } = compare('sleepstudy', [
      'Reaction ~ Days + (1 | Subject)',
      'Reaction ~ Days + (Days | Subject)',
    ]).models[1].test!;
    const x = 1794.0786430052262 - 1751.9393444631862;
    expect(reference).toBe('mixture');
    expect(pValue / (0.5 * chiSquare.upperTail(x, 1) + 0.5 * chiSquare.upperTail(x, 2))).toBeCloseTo(1, 6);
  });

  test('a single variance has half the p value of the chi-square distribution', () => {
    const { pValue, naive } = compare('penicillin', [
      'diameter ~ 1 + (1 | sample)',
      'diameter ~ 1 + (1 | plate) + (1 | sample)',
    ]).models[1].test!;
    expect(pValue).toBe(naive / 2);
    expect(pValue).toBeGreaterThan(0);
  });

  test('where nothing is gained the p value is 1, not a half', () => {
    const { test: found } = compare('dyestuff2', ['Yield ~ 1', 'Yield ~ 1 + (1 | Batch)']).models[1];
    expect(found).toMatchObject({ statistic: 0, df: 1, pValue: 1 });
  });

  // Numbers: lme4 2.0, lmer(y ~ 1 + (0 + xa | g) + (0 + xb | g)) against lmer(y ~ 1 + (1 | g)), xa and xb indicators of f; in 400
  // samples with equal variances chi-square(1) was below 0.05 in 3.5 % and the mixture in 9.5 %.
  test.each([
    ['REML', 2.7752074916168, 0.0957342495279],
    ['ML', 3.4366444089861, 0.0637650776462],
  ] as const)('equal variances against two are no boundary (%s)', (method, statistic, p) => {
    const groups = [
      [14.5, 13.4, 15.3, 13.6],
      [7.44, 8.34, 7.24, 9.14],
      [11.7, 10, 10.9, 9.8],
      [8.92, 10.82, 9.12, 10.02],
      [5.1, 4, 5.9, 4.2],
      [11.5, 12.4, 11.3, 13.2],
      [12.9, 11.2, 12.1, 11],
      [8.36, 10.26, 8.56, 9.46],
      [7.9, 6.8, 8.7, 7],
      [9.96, 10.86, 9.76, 11.66],
    ];
    const rows = groups.flatMap((values, g) => values.map((y) => [y, `g${g}`, g % 2 === 0 ? 'a' : 'b']));
    const cells = [['y', 'g', 'f'], ...rows];
    const { rows: tests } = analyseModel(inputOf(cells, ['y ~ 1 + (0 + f | g)'], { method }), {
      kind: 'randomTests',
    });
    expect(tests[1].test).toMatchObject({ df: 1, collapsed: 0, reference: 'chi-square' });
    expect(Math.abs(tests[1].test!.statistic - statistic)).toBeLessThan(AT_OPTIMUM);
    expect(Math.abs(tests[1].test!.pValue - p)).toBeLessThan(1e-6);
    // With both levels in each group the equal covariance matrix has no full rank.
    const crossed = cells.map((row, i) => (i === 0 ? row : [row[0], row[1], i % 2 === 0 ? 'a' : 'b']));
    const there = analyseModel(inputOf(crossed, ['y ~ 1 + (0 + f | g)'], { method }), {
      kind: 'randomTests',
    });
    expect(there.rows[1].test).toMatchObject({ df: 2, collapsed: 1, reference: 'mixture' });
  });

  test('several variances at once get the distribution that never gives too small a p value', () => {
    const both = likelihoodRatio(10, 4, { fixedDf: 0, covarianceDf: 3, collapsed: 2 });
    expect(both).toMatchObject({ reference: 'bound', pValue: both.naive });
  });
});

describe('models on common rows', () => {
  const sleep = cellsOf('sleepstudy');
  const extra: CellMatrix = sleep.map((row, i) => [
    ...row,
    i === 0 ? 'extra' : i % 9 === 0 ? null : Math.sin(i),
  ]);

  test('rows that one model cannot use are left out of all', () => {
    const { nobs, leftOut, models } = compare(extra, [
      'Reaction ~ Days + (Days | Subject)',
      'Reaction ~ Days + extra + (Days | Subject)',
    ]);
    expect([nobs, leftOut]).toEqual([160, 20]);
    const complete = extra.filter((row, i) => i === 0 || row[row.length - 1] !== null);
    const alone = compare(complete, ['Reaction ~ Days + (Days | Subject)']);
    expect(models[0].criterion).toBe(alone.models[0].criterion);
  });

  test('an ordinary linear model has the likelihood of least squares', () => {
    const [linear] = compare('sleepstudy', ['Reaction ~ Days', 'Reaction ~ Days + (1 | Subject)']).models;
    const rows = sleep.slice(1).map((row) => row.map(Number));
    const n = rows.length;
    const mean = (column: number) => rows.reduce((sum, row) => sum + row[column], 0) / n;
    const product = (a: number, b: number) =>
      rows.reduce((sum, row) => sum + (row[a] - mean(a)) * (row[b] - mean(b)), 0);
    const rss = product(0, 0) - product(0, 1) ** 2 / product(1, 1);
    expect(linear.criterion).toBeCloseTo(n * (Math.log((2 * Math.PI * rss) / n) + 1), 8);
    expect(linear.family).toBe('linear');
  });

  test('different responses are refused in a sentence', () => {
    expect(() => compare('sleepstudy', ['Reaction ~ Days', 'log(Reaction) ~ Days'])).toThrow(
      'The models have different responses, Reaction and log(Reaction)',
    );
  });

  test('REML criteria are compared only where the fixed effects are the same', () => {
    const { method, models } = compare(
      'sleepstudy',
      [
        'Reaction ~ Days + (1 | Subject)',
        'Reaction ~ Days + (Days | Subject)',
        'Reaction ~ 1 + (Days | Subject)',
      ],
      {},
      false,
    );
    expect(method).toBe('REML');
    expect(models[1].test!.statistic).toBeCloseTo(42.83682, 4);
    expect(models[2].test).toBeNull();
    expect(models[2].remark).toMatch(/REML/);
  });
});

describe('the criterion at a given theta', () => {
  const at = (formula: string, theta: number[][]) =>
    analyseModel(inputOf('sleepstudy', [formula]), { kind: 'deviance', theta }).criteria;

  test('a column of numbers is one theta', () => {
    const formula = 'Reaction ~ Days + (Days | Subject)';
    expect(at(formula, [[1], [0.2], [0.5]])).toEqual(at(formula, [[1, 0.2, 0.5]]));
  });

  test('with one parameter every row is a theta', () => {
    expect(at('Reaction ~ Days + (1 | Subject)', [[0], [1], [2]])).toHaveLength(3);
  });

  test('the wrong number of numbers is said with the names of the parameters', () => {
    expect(() => at('Reaction ~ Days + (Days | Subject)', [[1, 2]])).toThrow(
      'expected 3 numbers (Subject.(Intercept), Subject.Days.(Intercept), Subject.Days)',
    );
    expect(() => at('Reaction ~ Days', [[1]])).toThrow(CellmerError);
  });
});
