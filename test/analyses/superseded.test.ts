/**
 * A model whose search ends in a minimum that is not the least, until another question has come upon a lower one.
 *
 * The data are those of lower-minimum-663.csv thirty times over, with groups of their own each time: so large that other
 * minima are not looked for. The deviance is thirty times that of the one set at every theta, so that its minima, 143.97487
 * and 141.7130638 (lme4 1.1-31 by bobyqa, Nelder_Mead and nloptwrap), are thirty times as deep and in the same places.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  type Analysis,
  type AnalysisKind,
  type CellMatrix,
  DEFAULT_FIT_OPTIONS,
  type FitOptions,
  KnownMinima,
  openModel,
  parseCsv,
  prepareModel,
} from '../../src/index';
import { runThrough } from '../../src/optimize/steps';
import { repeated } from './support';

const [header, ...rows] = parseCsv(
  readFileSync(join(import.meta.dirname, 'fixtures/lower-minimum-663.csv'), 'utf8'),
);
const TIMES = 30;
const HIGHER = 143.97487 * TIMES;
const LOWEST = 141.7130638 * TIMES;
const AT_LOWEST = [[0.1503, 1.6763]];
function session(others?: string[], times = TIMES) {
  const options = { ...DEFAULT_FIT_OPTIONS, method: 'ML' } as const;
  const data = repeated([header, ...rows], times, ['g', 'h']);
  const open = openModel(prepareModel({ data, model: 'y ~ x + (x || g)', others, options }));
  return <K extends AnalysisKind>(analysis: Analysis<K>) => runThrough(open.answerSteps(analysis));
}

describe('after', () => {
  const QUESTIONS: readonly (readonly [string, Analysis])[] = [
    ['profile intervals', { kind: 'intervals', type: 'profile', parameter: 'theta_', level: 0.95 }],
    ['profiles', { kind: 'profile', parameter: 'theta_', points: 3 }],
    ['tests of the random effects', { kind: 'randomTests' }],
    ['a value of the criterion at a theta', { kind: 'deviance', theta: AT_LOWEST }],
  ];

  test.each(QUESTIONS)('%s the fit is at the lower minimum, and says so', (_name, question) => {
    const ask = session();
    const before = ask({ kind: 'summary' });
    expect(before.criterion).toBeCloseTo(HIGHER, 2);
    expect(before.certificate?.scope).toBe('local');
    ask(question);
    const after = ask({ kind: 'summary' });
    expect(after.criterion).toBeCloseTo(LOWEST, 4);
    expect(after.converged).toBe(true);
    expect(after.warnings.map(({ code }) => code)).toContain('lower-minimum');
    expect(after.certificate?.checks.at(-1)?.text).toMatch(
      /^Another question about the model found this minimum/,
    );
    const { checks } = ask({ kind: 'check' });
    expect(checks.find(({ check }) => check === 'Lowest minimum')).toMatchObject({ verdict: 'note' });
  });
});

test('profile intervals say that cells calculated before may show a higher minimum', () => {
  const { rows: found, notes } = session()({
    kind: 'intervals',
    type: 'profile',
    parameter: 'theta_',
    level: 0.95,
  });
  expect(found.slice(0, 2).map(({ estimate }) => estimate)).toEqual([
    expect.closeTo(0.16308, 4),
    expect.closeTo(1.81943, 4),
  ]);
  expect(notes.at(-1)).toMatch(
    /cells calculated before it was found show the higher one until they are calculated again/,
  );
});

test('a question asked first spares the fit the higher minimum', () => {
  const ask = session();
  ask({ kind: 'deviance', theta: [[5, 5], ...AT_LOWEST] });
  expect(ask({ kind: 'summary' }).criterion).toBeCloseTo(LOWEST, 4);
});

test('a value of the criterion that is higher changes nothing', () => {
  const ask = session();
  const before = ask({ kind: 'summary' });
  ask({ kind: 'deviance', theta: [[5, 5]] });
  expect(ask({ kind: 'summary' })).toBe(before);
});

test('a value where nothing is left of the residual is not told: it is rounding', () => {
  // Fixed and random effects that span the rows.
  const saturated: CellMatrix = [
    ['y', 'x', 'f', 'g'],
    ...[0, 1, 2].flatMap((a) =>
      [0, 1, 2, 3].map((b) => {
        const k = 4 * a + b + 1;
        return [3 * Math.sin(7.1 * k), 2 * Math.cos(3.3 * k), `f${a}`, `g${b}`];
      }),
    ),
  ];
  const options = DEFAULT_FIT_OPTIONS;
  const model = 'y ~ f*x + (x | g)';
  const told = (theta: readonly (readonly number[])[]) => {
    const minima = new KnownMinima();
    const open = openModel(prepareModel({ data: saturated, model, options }));
    runThrough(open.answerSteps({ kind: 'deviance', theta }, { minima }));
    return minima.all.map((value) => value.theta);
  };
  expect(told([[1e7, 0, 1e7]])).toEqual([]);
  expect(told([[1e7, 0, 1e7], [0.5, 0, 0.5], [0.1, 0, 0.1]])).toHaveLength(1); // prettier-ignore
});

test('a search that was not to be thorough leaves no fit that a thorough one supersedes', () => {
  const minima = new KnownMinima();
  const options = { ...DEFAULT_FIT_OPTIONS, method: 'ML' } as const;
  const data = [header, ...rows];
  const model = 'y ~ x + (x || g)';
  const fitted = (changes: Partial<FitOptions>) => {
    const open = openModel(prepareModel({ data, model, options: { ...options, ...changes } }));
    return runThrough(open.answerSteps({ kind: 'summary' }, { minima }));
  };
  const rough = fitted({ maxEvaluations: 2, start: [30, 30] });
  expect(fitted({}).criterion).toBeLessThan(rough.criterion - 1);
  expect(minima.lowered).toBe(0);
  expect(minima.all[0].isFit).toBe(true);
});

test('a comparison tells the models that it has searched again', () => {
  const ask = session(['y ~ x + (0 + x | g)']);
  const { models } = ask({ kind: 'comparison', refit: true });
  expect(models[0].criterion).toBeCloseTo(LOWEST, 4);
  expect(ask({ kind: 'summary' }).criterion).toBeCloseTo(LOWEST, 4);
});

describe('checks', () => {
  const scopeOf = (ask: ReturnType<typeof session>) =>
    ask({ kind: 'check' }).checks.find(({ check }) => check === 'Lowest minimum');

  test('prove the least minimum of two variances', () => {
    expect(scopeOf(session(undefined, 1))).toMatchObject({ value: 'proved', verdict: 'ok' });
  });

  test('that come upon a lower minimum when they prove it send the fit there, and say so', () => {
    const ask = session(undefined, 10);
    const before = ask({ kind: 'summary' });
    expect(before.certificate?.scope).toBe('local');
    expect(before.criterion).toBeCloseTo((HIGHER * 10) / TIMES, 2);
    expect(scopeOf(ask)).toMatchObject({ value: 'proved', verdict: 'note' });
    expect(ask({ kind: 'summary' }).criterion).toBeCloseTo((LOWEST * 10) / TIMES, 4);
  });

  test('leave a large model at the minimum found', () => {
    expect(scopeOf(session())).toMatchObject({ value: 'local', verdict: 'ok' });
  });
});
