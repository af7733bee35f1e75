import { describe, expect, test } from 'vitest';
import { normalQuantile, type FitResult, type GroupLine } from '../../src';
import type { FittedLine, LinesQuestion } from '../../src/analyses/lines';
import { example } from '../taskpane/data';
import { analyse } from './support';
import { randomEffectsOf } from '../randomEffects';

const sleep = example('sleepstudy');
const SLOPES = 'Reaction ~ Days + (Days | Subject)';

const ask = (question: Partial<LinesQuestion>) =>
  ({
    kind: 'lines',
    x: 'Days',
    by: null,
    factor: null,
    levels: [],
    points: 30,
    confidence: 0.95,
    ...question,
  }) as const;

/** Values at one of the places of a line: of the group, and of the population. */
const at = ({ x, y }: GroupLine, value: number): number => y[x.indexOf(value)];
const expected = ({ x, population }: FittedLine, value: number): number => population[x.indexOf(value)];

test('the population line is the fixed part, and the line of a group adds its effects', () => {
  const fit: FitResult = analyse(sleep, SLOPES, { kind: 'summary' });
  const [b0, b1] = fit.fixedEffects.map(({ estimate }) => estimate);
  const { levels, values } = randomEffectsOf(fit, 'Subject');
  const wanted = [3, 17];
  const { by, population, groups } = analyse(sleep, SLOPES, ask({ factor: 'Subject', levels: wanted }));
  expect(by).toEqual(['']);
  expect(population).toHaveLength(1);
  expect(groups.map(({ level }) => level)).toEqual(wanted);
  expect([...population[0].x]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  for (const day of [0, 4, 9]) {
    expect(expected(population[0], day)).toBeCloseTo(b0 + b1 * day, 9);
    wanted.forEach((level, i) => {
      expect(expected(groups[i], day)).toBeCloseTo(b0 + b1 * day, 9);
      const own = b0 + values[2 * level] + (b1 + values[2 * level + 1]) * day;
      expect(at(groups[i], day)).toBeCloseTo(own, 9);
    });
  }
  expect(levels).toHaveLength(18);
});

test('at the rows of a group its line has their fitted values, through any transformation', () => {
  for (const model of [
    'Reaction ~ poly(Days, 2) + (1 | Subject)',
    'Reaction ~ factor(Days) + (1 | Subject)',
  ]) {
    const fit: FitResult = analyse(sleep, model, { kind: 'summary' });
    const [line] = analyse(sleep, model, ask({ factor: 'Subject', levels: [5] })).groups;
    const rows = sleep
      .slice(1)
      .flatMap((row, i) => (String(row[2]) === randomEffectsOf(fit, 'Subject').levels[5] ? [i] : []));
    expect(rows).toHaveLength(10);
    for (const i of rows) expect(at(line, Number(sleep[i + 1][1]))).toBeCloseTo(fit.fitted[i], 8);
  }
});

test('other numbers are held at their mean, and labels at the commonest', () => {
  const more = sleep.map((row, i) =>
    i === 0 ? [...row, 'age', 'arm'] : [...row, 20 + (i % 7), i % 3 === 0 ? 'a' : 'b'],
  );
  const model = 'Reaction ~ Days + age + arm + (1 | Subject)';
  const fit: FitResult = analyse(more, model, { kind: 'summary' });
  const beta = Object.fromEntries(fit.fixedEffects.map(({ term, estimate }) => [term, estimate]));
  const mean = more.slice(1).reduce((sum, row) => sum + Number(row[3]) / 180, 0);
  const { population, held } = analyse(more, model, ask({}));
  expect(held).toEqual([
    { name: 'age', value: expect.closeTo(mean, 10) as number },
    { name: 'arm', value: 'b' },
  ]);
  expect(expected(population[0], 2)).toBeCloseTo(
    beta['(Intercept)'] + 2 * beta.Days + mean * beta.age + beta.armb,
    8,
  );
});

test('a level counts with the level of the outer factor in which it lies', () => {
  const pastes = example('pastes');
  const model = 'strength ~ cask + (1 | batch) + (1 | sample)';
  const fit: FitResult = analyse(pastes, model, { kind: 'summary' });
  const [line] = analyse(pastes, model, ask({ x: 'cask', factor: 'sample', levels: [4] })).groups;
  const level = randomEffectsOf(fit, 'sample').levels[4];
  const names = pastes[0].map(String);
  const row = pastes.slice(1).findIndex((cells) => String(cells[names.indexOf('sample')]) === level);
  expect([...line.y]).toHaveLength(1);
  expect(line.y[0]).toBeCloseTo(fit.fitted[row], 9);
});

test('many values of x become equally spaced ones, from the least to the largest', () => {
  const { population } = analyse(sleep, SLOPES, ask({ points: 4 }));
  expect([...population[0].x]).toEqual([0, 3, 6, 9]);
});

test('a linear model has the line of its population', () => {
  const fit: FitResult = analyse(sleep, 'Reaction ~ Days', { kind: 'summary' });
  const { population, groups } = analyse(sleep, 'Reaction ~ Days', ask({}));
  expect(groups).toEqual([]);
  expect(expected(population[0], 1) - expected(population[0], 0)).toBeCloseTo(
    fit.fixedEffects[1].estimate,
    9,
  );
});

test('a column or a factor that the model has not is named', () => {
  expect(() => analyse(sleep, SLOPES, ask({ x: 'Nights' }))).toThrow('the model has no column "Nights"');
  expect(() => analyse(sleep, SLOPES, ask({ by: 'Ward' }))).toThrow('the model has no column "Ward"');
  expect(() => analyse(sleep, SLOPES, ask({ factor: 'Ward' }))).toThrow(
    'the model has no grouping factor "Ward"',
  );
});

describe('a line per treatment', () => {
  const oats = example('oats');
  const PLOTS = 'yield ~ nitro * Variety + (1 | Block/Variety)';
  const orthodont = example('orthodont');
  const GROWTH = 'distance ~ age * Sex + (age | Subject)';

  /** x, predict(re.form = NA), and the square root of the diagonal of X·vcov·Xᵀ: lme4 in R, searched to 1e-12. */
  const OATS: readonly (readonly [number, number, number])[][] = [
    [
      [0, 81.9, 8.570756833],
      [0.2, 96.966666667, 7.88719677],
      [0.4, 112.033333333, 7.88719677],
      [0.6, 127.1, 8.570756833],
    ],
    [
      [0, 90.416666667, 8.570756833],
      [0.2, 103.333333333, 7.88719677],
      [0.4, 116.25, 7.88719677],
      [0.6, 129.166666667, 8.570756833],
    ],
    [
      [0, 73.3, 8.570756833],
      [0.2, 89.516666667, 7.88719677],
      [0.4, 105.733333333, 7.88719677],
      [0.6, 121.95, 8.570756833],
    ],
  ];

  test('has the band of its standard errors about the fixed part, as in lme4', () => {
    const question = ask({ x: 'nitro', by: 'Variety' });
    const { by, population } = analyse(oats, PLOTS, question, { ddf: 'asymptotic' });
    expect(by).toEqual(['Golden Rain', 'Marvellous', 'Victory']);
    expect(population.map(({ by: place }) => place)).toEqual([0, 1, 2]);
    population.forEach(({ x, population: mean, lower, upper }, k) =>
      OATS[k].forEach(([nitro, value, error], i) => {
        expect(x[i]).toBe(nitro);
        expect(mean[i]).toBeCloseTo(value, 6);
        expect(upper[i] - value).toBeCloseTo(normalQuantile(0.975) * error, 5);
        expect(value - lower[i]).toBeCloseTo(normalQuantile(0.975) * error, 5);
      }),
    );
  });

  test('has limits by Satterthwaite’s degrees of freedom, as emmeans and lmerTest have them', () => {
    const { population } = analyse(oats, PLOTS, ask({ x: 'nitro', by: 'Variety' }));
    // emmeans(m, ~ nitro | Variety, at = list(nitro = c(0, .2, .4, .6)), lmer.df = "satterthwaite"), of Victory.
    const limits = [
      [54.761820338, 91.838179662],
      [71.75719111, 107.276142223],
      [87.973857777, 123.49280889],
      [103.411820338, 140.488179662],
    ];
    limits.forEach(([lower, upper], i) => {
      expect(population[2].lower[i]).toBeCloseTo(lower, 4);
      expect(population[2].upper[i]).toBeCloseTo(upper, 4);
    });
    // contest1D(m, X[i, ])$df and qt() at 90 %, at the ages 8 and 14.
    const growth = analyse(orthodont, GROWTH, ask({ x: 'age', by: 'Sex', confidence: 0.9 }));
    const ends = growth.population.flatMap(({ lower, upper }) => [
      [lower[0], upper[0]],
      [lower[3], upper[3]],
    ]);
    const found = [
      [20.1244421698, 22.2937396484],
      [22.9059573758, 25.2667698969],
      [21.7162817753, 23.5149682247],
      [26.3431338333, 28.3006161667],
    ];
    found.forEach((pair, i) => pair.forEach((end, j) => expect(ends[i][j]).toBeCloseTo(end, 5)));
  });

  test('is each group’s own, whose effects are about it', () => {
    const { by, population, groups } = analyse(
      orthodont,
      GROWTH,
      ask({ x: 'age', by: 'Sex', factor: 'Subject', levels: [0, 20] }),
    );
    const fit: FitResult = analyse(orthodont, GROWTH, { kind: 'summary' });
    const { levels, values } = randomEffectsOf(fit, 'Subject');
    expect(groups).toHaveLength(2);
    for (const line of groups) {
      expect(by[line.by]).toBe(levels[line.level].startsWith('M') ? 'Male' : 'Female');
      expect([...line.population]).toEqual([...population[line.by].population]);
      const effects = [values[2 * line.level], values[2 * line.level + 1]];
      expect(at(line, 10)).toBeCloseTo(expected(line, 10) + effects[0] + 10 * effects[1], 8);
    }
  });

  test('splits a group where the treatment changes within it, and follows the factor inside', () => {
    const fit: FitResult = analyse(oats, PLOTS, { kind: 'summary' });
    const block = randomEffectsOf(fit, 'Block').levels.indexOf('II');
    const { by, groups } = analyse(
      oats,
      PLOTS,
      ask({ x: 'nitro', by: 'Variety', factor: 'Block', levels: [block] }),
    );
    expect(groups.map((line) => by[line.by])).toEqual(['Golden Rain', 'Marvellous', 'Victory']);
    oats.slice(1).forEach(([name, variety, nitro], i) => {
      if (name !== 'II') return;
      const line = groups.find((one) => by[one.by] === variety)!;
      expect(at(line, Number(nitro))).toBeCloseTo(fit.fitted[i], 8);
    });
  });

  test('runs where its own rows are, and holds the rest where all rows have it', () => {
    const short = oats.map((row, i) =>
      i === 0 ? [...row, 'rain'] : [...row, row[1] === 'Victory' ? 3 : i % 2],
    );
    const cut = short.filter(([, variety, nitro]) => variety !== 'Victory' || Number(nitro) < 0.5);
    const model = 'yield ~ nitro + Variety + rain + (1 | Block)';
    const { population, held } = analyse(cut, model, ask({ x: 'nitro', by: 'Variety' }));
    expect(population.map(({ x }) => x.length)).toEqual([4, 4, 3]);
    const fit: FitResult = analyse(cut, model, { kind: 'summary' });
    const variety = fit.fixedEffects.find(({ term }) => term === 'VarietyVictory')!.estimate;
    expect(expected(population[2], 0) - expected(population[0], 0)).toBeCloseTo(variety, 8);
    expect(held.map(({ name }) => name)).toEqual(['rain']);
  });
});
