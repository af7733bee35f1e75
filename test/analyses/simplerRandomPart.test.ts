/** What is said of simpler random parts beside a fit on the boundary, or one that ended elsewhere, is true. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { analyseModel, DEFAULT_FIT_OPTIONS, type FitOptions, parseCsv, prepareModel } from '../../src';
import { fitModel } from '../fitModel';

const LOWER_MINIMUM = 'test/analyses/fixtures/lower-minimum-1117.csv';

function input(file: string, model: string, options: Partial<FitOptions> = {}) {
  const data = parseCsv(readFileSync(join(import.meta.dirname, '../..', file), 'utf8'));
  return prepareModel({ data, model, options: { ...DEFAULT_FIT_OPTIONS, ...options } });
}

const warning = (fit: ReturnType<typeof fitModel>, code: string) =>
  fit.warnings.find((one) => one.code === code)?.message;

const directions = (one: ReturnType<typeof input>) =>
  analyseModel(one, { kind: 'check' }).checks.filter(({ check }) => check.startsWith('Random effects of'));

test('without a term whose variance is zero the criterion is the same, and the advice says so', () => {
  const model = input('examples/dyestuff2.csv', 'Yield ~ 1 + (1 | Batch)', { method: 'ML' });
  const fit = fitModel(model);
  const without = fitModel(input('examples/dyestuff2.csv', 'Yield ~ 1', { method: 'ML' }));
  expect(fit.criterion).toBeCloseTo(without.criterion, 9);
  expect(warning(fit, 'singular')).toContain('A simpler random part fits these data as well.');
  expect(directions(model)[0].advice).toContain('Without the terms that do not the model fits as well.');
});

test('without a term whose correlation is at its end it may be larger, and the advice does not say that it is not', () => {
  const formula = 'y ~ x + z + (x | g) + (1 | h)';
  const model = input(LOWER_MINIMUM, formula);
  const fit = fitModel(model);
  for (const simpler of ['(x || g)', '(1 | g)', '(0 + x | g)'])
    expect(fitModel(input(LOWER_MINIMUM, formula.replace('(x | g)', simpler))).criterion).toBeGreaterThan(
      fit.criterion + 3.7,
    );
  expect(warning(fit, 'singular')).toContain('is estimated as −1. A simpler random part may fit');
  expect(directions(model)[0]).toMatchObject({
    value: '1 of 2',
    advice: expect.stringContaining('LMER.RANOVA'),
  });
});

test('of three effects in two directions, none without variance, that is said', () => {
  // Effects of the third column are the sum of those of the first two.
  const rows = Array.from({ length: 160 }, (_, i) => {
    const g = i % 8;
    const [x, z] = [Math.sin(3 * i), Math.cos(5 * i * i)];
    const [a, b] = [4 * Math.sin(7 * g), 4 * Math.cos(4 * g * g)];
    return [a + b * x + (a + b) * z + 2 * Math.sin(17 * i * i), x, z, `g${g}`];
  });
  const data = [['y', 'x', 'z', 'g'], ...rows];
  const fit = fitModel(prepareModel({ data, model: 'y ~ 1 + (x + z | g)', options: DEFAULT_FIT_OPTIONS }));
  expect(fit.singular).toBe(true);
  expect(warning(fit, 'singular')).toBe(
    'Boundary (singular) fit: the random effects of g vary in 2 of 3 directions. A simpler random part may fit these data as well.',
  );
});

test('a search that ended elsewhere is not called flat at its optimum', () => {
  const far = { start: [1e8], optimizer: 'bfgs' } as const;
  const fit = fitModel(input('examples/sleepstudy.csv', 'Reaction ~ Days + (1 | Subject)', far));
  expect(fit.warnings.map(({ code }) => code)).toEqual(['not-converged']);
  expect(warning(fit, 'not-converged')).toContain('could not be verified');
});
