import { expect, test } from 'vitest';
import {
  analyseModel,
  DEFAULT_FIT_OPTIONS,
  fitCost,
  prepareModel,
  readContrast,
  stepCost,
  type Analysis,
  type CellMatrix,
  type ModelInput,
} from '../../src/index';
import { crossedData, nestedData, slopeData } from '../../bench/data';
import { randomModel } from '../../bench/randomModels';
import { SMALL_COST } from '../../worker/index';

const cost = (data: ReturnType<typeof slopeData>, model: string): number =>
  fitCost(prepareModel({ data, model, options: DEFAULT_FIT_OPTIONS }));

test('a few hundred rows are small, a hundred thousand are not', () => {
  expect(cost(slopeData(180, 18, 'text'), 'y ~ x + (x | g)')).toBeLessThan(SMALL_COST / 2);
  expect(cost(slopeData(100_000, 10_000, 'text'), 'y ~ x + (x | g)')).toBeGreaterThan(SMALL_COST);
});

test('crossed factors are large long before one factor is', () => {
  const data = crossedData(2000, 300, 200);
  expect(cost(data, 'y ~ 1 + (1 | s)')).toBeLessThan(SMALL_COST);
  expect(cost(data, 'y ~ 1 + (1 | s) + (1 | d)')).toBeGreaterThan(SMALL_COST);
});

test('a second term on the same factor is not a second factor', () => {
  const data = nestedData(2000, 300, 20);
  expect(cost(data, 'score ~ gcsecnt + (1 | school) + (0 + gcsecnt | school)')).toBeLessThan(SMALL_COST);
});

const CHECK = { kind: 'check' } as const;
const of = (data: CellMatrix, model: string, others: readonly string[] = []): ModelInput =>
  prepareModel({ data, model, others, options: DEFAULT_FIT_OPTIONS });

test('leaving out the levels of crossed factors is large where the fit is not', () => {
  const input = of(crossedData(1200, 120, 20), 'y ~ 1 + (1 | s) + (1 | d)');
  expect(fitCost(input)).toBeLessThan(SMALL_COST);
  expect(fitCost(input, CHECK)).toBeGreaterThan(3 * SMALL_COST);
});

test('a factor whose levels are left out costs what it does, also beside one with too many levels', () => {
  // 12,000 rows without each of 3,000 levels would be too many, without each of 40 they are not.
  const rows = Array.from({ length: 12_000 }, (_, i) => [Math.sin(i), `s${i % 3000}`, `d${i % 40}`]);
  const input = of([['y', 's', 'd'], ...rows], 'y ~ 1 + (1 | s) + (1 | d)');
  expect(fitCost(input, CHECK) / fitCost(input)).toBeGreaterThan(1 + 40 / 21);
});

test('a comparison costs what its other models cost', () => {
  const data = crossedData(2000, 300, 200);
  const question = { kind: 'comparison', refit: true } as const;
  expect(fitCost(of(data, 'y ~ 1 + (1 | s)', ['y ~ 1 + (1 | d)']), question)).toBeLessThan(SMALL_COST);
  const crossed = of(data, 'y ~ 1 + (1 | s)', ['y ~ 1 + (1 | s) + (1 | d)']);
  expect(fitCost(crossed, question)).toBeGreaterThan(SMALL_COST);
});

test('80 rows with fifteen slopes are large, with one they are small', () => {
  const names = Array.from({ length: 15 }, (_, i) => `x${i}`);
  const rows = Array.from({ length: 80 }, (_, i) => [
    Math.sin(i),
    `g${i % 4}`,
    ...names.map((_, j) => Math.cos(i * (j + 1))),
  ]);
  const data = [['y', 'g', ...names], ...rows];
  const slopes = (k: number) => of(data, `y ~ 1 + (${names.slice(0, k).join(' + ')} | g)`);
  // One evaluation has the Hessian of 136 parameters; the fit of such data takes some seconds.
  expect(fitCost(slopes(15))).toBeGreaterThan(100 * SMALL_COST);
  expect(fitCost(slopes(1))).toBeLessThan(SMALL_COST);
});

test('few levels are looked at from many sides, which costs more than the fit itself', () => {
  const model = 'y ~ x + (x | g)';
  const [few, many] = [5, 50].map((groups) => cost(slopeData(500, groups, 'text'), model));
  expect(few).toBeGreaterThan(3 * many);
});

test('effects that are apart cost much less than those that are correlated', () => {
  const names = Array.from({ length: 12 }, (_, i) => `x${i}`);
  const rows = Array.from({ length: 300 }, (_, i) => [
    Math.sin(i),
    `g${i % 150}`,
    ...names.map((_, j) => Math.cos(i * (j + 1))),
  ]);
  const [apart, together] = ['||', '|'].map((bar) =>
    fitCost(of([['y', 'g', ...names], ...rows], `y ~ 1 + (${names.join(' + ')} ${bar} g)`)),
  );
  expect(apart).toBeGreaterThan(2 * SMALL_COST);
  expect(together).toBeGreaterThan(10 * apart);
});

test('profiles cost per parameter that is wanted, and tests of random effects per term', () => {
  const input = of(slopeData(180, 18, 'text'), 'y ~ x + (x | g)');
  const intervals = (parameter: string, type: 'profile' | 'wald') =>
    fitCost(input, { kind: 'intervals', parameter, type, level: 0.95 });
  expect(intervals('x', 'wald')).toBe(fitCost(input));
  expect(intervals('x', 'profile')).toBeGreaterThan(10 * fitCost(input));
  expect(intervals('', 'profile')).toBeGreaterThan(4 * intervals('x', 'profile'));
  expect(fitCost(input, { kind: 'randomTests' })).toBe(2 * fitCost(input));
});

/** Processor time of the quickest of three runs, in milliseconds: the first may still be compiling. */
function milliseconds(run: () => unknown): number {
  const times = [0, 1, 2].map(() => {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

const QUESTIONS: readonly Analysis[] = [
  { kind: 'summary' },
  { kind: 'anova', type: 3 },
  { kind: 'randomTests' },
  { kind: 'comparison', refit: true },
  { kind: 'check' },
  { kind: 'residuals', types: ['response'] },
  { kind: 'predict', newData: null, newDataAddress: null, random: true, interval: 'both', level: 0.95 },
  { kind: 'intervals', parameter: '', type: 'profile', level: 0.95 },
  { kind: 'profile', parameter: '', points: 21 },
];

/** How long what is done on the page may hold it up, in milliseconds. */
const LIMIT = 50;

test('what is done on the page holds it up for less than a twentieth of a second, whatever is asked of which model', () => {
  let asked = 0;
  for (const [rows, groups] of [
    [30, 5],
    [120, 12],
    [400, 40],
    [1500, 100],
    [4000, 30],
  ] as const) {
    const crossed = crossedData(rows, groups, 8);
    const slopes = slopeData(rows, groups, 'text');
    const models: [CellMatrix, string, string][] = [
      [slopes, 'y ~ x + (1 | g)', 'y ~ 1 + (1 | g)'],
      [slopes, 'y ~ x + (x | g)', 'y ~ x + (x || g)'],
      [slopes, 'y ~ poly(x, 3) + (poly(x, 3) | g)', 'y ~ x + (x | g)'],
      [crossed, 'y ~ 1 + (1 | s) + (1 | d)', 'y ~ 1 + (1 | s)'],
    ];
    for (const [data, model, other] of models) {
      const input = of(data, model, [other]);
      for (const question of QUESTIONS) {
        if (fitCost(input, question) > SMALL_COST) continue;
        asked++;
        const time = milliseconds(() => analyseModel(input, question));
        expect(time, `${question.kind} of ${model}, ${rows} rows`).toBeLessThan(LIMIT);
      }
    }
  }
  expect(asked).toBeGreaterThan(50);
});

test('nor do random models with up to 30 effects or with crossed factors', () => {
  let asked = 0;
  for (let seed = 1; seed <= 90; seed++) {
    const { cells, formula, words } = randomModel(seed);
    const input = of(cells, formula, ['y ~ 1 + (1 | ' + (words.includes('×') ? 'a)' : 'g)')]);
    const question = QUESTIONS[seed % QUESTIONS.length];
    if (fitCost(input, question) > SMALL_COST) continue;
    asked++;
    const time = milliseconds(() => analyseModel(input, question));
    expect(time, `${question.kind} of seed ${seed}: ${words}`).toBeLessThan(LIMIT);
  }
  expect(asked).toBeGreaterThan(10);
});

test('the joint distribution of comparisons among a hundred means is large, all pairs of ten are not', () => {
  const data = slopeData(400, 20, 'text');
  const means = (count: number) =>
    of(
      data.map((row, i) => [...row, i === 0 ? 't' : `t${i % count}`]),
      'y ~ t + (1 | g)',
    );
  const [input, few] = [means(100), means(10)];
  const question = {
    kind: 'contrasts',
    specs: 't',
    at: null,
    covariates: 'mean',
    weights: 'equal',
    type: 'link',
    reverse: false,
    letters: false,
    effect: null,
  } as const;
  const pairs = { ...question, contrast: null, adjust: null };
  expect(fitCost(input, { ...pairs, contrast: readContrast('consecutive') })).toBeGreaterThan(
    10 * SMALL_COST,
  );
  expect(fitCost(input, { ...pairs, adjust: 'mvt' })).toBeGreaterThan(10 * SMALL_COST);
  expect(fitCost(few, pairs)).toBeLessThan(SMALL_COST);
});

test('few numbers are few levels, and factors that share one are not linked: neither is refused where it takes a moment', () => {
  const rows = Array.from({ length: 4000 }, (_, i) => [
    Math.sin(i),
    i % 500,
    i % 2,
    i % 10,
    Math.floor(i / 400),
  ]);
  const data = [['y', 'g', 'v', 'a', 'b'], ...rows];
  // Crossed in full, thousands of effects would be some 10^10 multiplications.
  expect(stepCost(of(data, 'y ~ 1 + (1 | g) + (1 | g:v)'))).toBeLessThan(1e7);
  expect(stepCost(of(data, 'y ~ 1 + (1 | a) + (1 | b)'))).toBeLessThan(1e7);
  expect(stepCost(of(data, 'y ~ 1 + (1 | g) + (1 | a)'))).toBeLessThan(1e7);
});
