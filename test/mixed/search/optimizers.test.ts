import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DEFAULT_FIT_OPTIONS, parseCsv, prepareModel } from '../../../src';
import { fitModel } from '../../fitModel';
import { OPTIMIZERS } from '../../../src/mixed/search/optimizers';
import type { OptimizerName } from '../../../src/mixed/search/optimizers';

const folder = join(import.meta.dirname, '../../../examples');

function fitWith(optimizer: OptimizerName, file: string, model: string, more = {}) {
  const data = parseCsv(readFileSync(join(folder, file), 'utf8'));
  return fitModel(prepareModel({ data, model, options: { ...DEFAULT_FIT_OPTIONS, optimizer, ...more } }));
}

const MODELS = [
  ['sleepstudy.csv', 'Reaction ~ Days + (Days | Subject)'],
  ['sleepstudy.csv', 'Reaction ~ Days + (Days || Subject)'],
  ['penicillin.csv', 'diameter ~ 1 + (1 | plate) + (1 | sample)'],
  ['pastes.csv', 'strength ~ 1 + (1 | batch / cask)'],
] as const;

describe('the option optimizer', () => {
  test.each(MODELS)('every method ends where Newton does: %s, %s', (file, model) => {
    const newton = fitWith('newton', file, model);
    for (const optimizer of OPTIMIZERS) {
      const { criterion, theta, evaluations } = fitWith(optimizer, file, model, { maxEvaluations: 2000 });
      expect([optimizer, criterion - newton.criterion < 1e-8]).toEqual([optimizer, true]);
      theta.forEach((v, i) => expect(v).toBeCloseTo(newton.theta[i], 4));
      expect(evaluations).toBeGreaterThanOrEqual(newton.evaluations);
    }
  });

  test('methods differ in the number of evaluations, and each says how the criterion fell', () => {
    const [newton, bfgs, , simplex] = OPTIMIZERS.map((name) => fitWith(name, ...MODELS[0]));
    expect(newton.evaluations).toBeLessThan(bfgs.evaluations);
    expect(bfgs.evaluations).toBeLessThan(simplex.evaluations);
    for (const { trace, criterion } of [newton, bfgs, simplex]) {
      trace.forEach((step, i) => i > 0 && expect(step.criterion).toBeLessThanOrEqual(trace[i - 1].criterion));
      expect(trace[trace.length - 1].criterion).toBeCloseTo(criterion, 8);
    }
  });

  test('a method that is stopped early is not called converged', () => {
    const { converged, warnings } = fitWith('nelder-mead', ...MODELS[0], { maxEvaluations: 10 });
    expect(converged).toBe(false);
    expect(warnings.length).toBeGreaterThan(0);
  });

  test('a method that stays on a boundary where the criterion falls into the interior is found out', () => {
    const model = 'Reaction ~ Days + (1 | Subject)';
    const { converged, certificate } = fitWith('bfgs', 'sleepstudy.csv', model, { start: [0] });
    expect(converged).toBe(false);
    expect(certificate?.boundarySlope).toBeLessThan(-1);
    expect(fitWith('newton', 'sleepstudy.csv', model, { start: [0] }).converged).toBe(true);
  });

  test.each(MODELS)(
    'no method is called unconverged that begins, and ends, at the optimum: %s, %s',
    (file, model) => {
      const { theta, criterion } = fitWith('newton', file, model);
      for (const optimizer of OPTIMIZERS) {
        const again = fitWith(optimizer, file, model, { start: theta });
        expect([optimizer, again.converged]).toEqual([optimizer, true]);
        expect(again.criterion).toBeCloseTo(criterion, 8);
      }
    },
  );

  test.each([1e3, 1e8, 1e200])('a start as far out as %s is drawn in', (far) => {
    const model = 'Reaction ~ Days + (Days || Subject)';
    const { criterion } = fitWith('newton', 'sleepstudy.csv', model);
    const fit = fitWith('newton', 'sleepstudy.csv', model, { start: [far, far] });
    expect(fit.converged).toBe(true);
    expect(fit.criterion).toBeCloseTo(criterion, 8);
  });

  test.each(MODELS)('one evaluation is not called converged by any method: %s, %s', (file, model) => {
    for (const optimizer of OPTIMIZERS) {
      const start = fitWith('newton', file, model).theta.map((v) => v + 0.5);
      const { converged } = fitWith(optimizer, file, model, { maxEvaluations: 1, start });
      expect([optimizer, converged]).toEqual([optimizer, false]);
    }
  });

  test('a search that stays at a variance of zero although the criterion falls there says so', () => {
    const stay = { start: [0] };
    const fit = fitWith('l-bfgs-b', 'sleepstudy.csv', 'Reaction ~ Days + (1 | Subject)', stay);
    expect(fit.converged).toBe(false);
    expect(fit.warnings[0].message).toContain('verified: the criterion curves downwards in a direction');
    const failed = fit.certificate!.checks.filter(({ passed }) => !passed).map(({ text }) => text);
    expect(failed).toHaveLength(2);
    expect(failed[1]).toContain('At the boundary the criterion falls when the collapsed variance grows');
  });
});
