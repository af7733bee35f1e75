/** The same model on another response. */

import { describe, expect, it } from 'vitest';
import type { Fit } from '../../src/fits';
import { runThrough } from '../../src/optimize/steps';
import { randomStream } from '../../src/random/stream';
import { worst } from '../mixed/support';
import { exampleFit, fitOf, matricesOf, SETTINGS } from './support';

const MODELS = [
  ['sleepstudy', 'Reaction ~ Days + (Days | Subject)', 'REML'],
  ['sleepstudy', 'Reaction ~ Days + (Days | Subject)', 'ML'],
  ['sleepstudy', 'Reaction ~ Days + (Days || Subject)', 'REML'],
  ['dyestuff', 'Yield ~ 1 + (1 | Batch)', 'ML'],
  ['penicillin', 'diameter ~ 1 + (1 | plate) + (1 | sample)', 'REML'],
  ['machines', 'score ~ Machine + (1 | Worker) + (1 | Worker:Machine)', 'ML'],
  ['sleepstudy', 'Reaction ~ Days', 'REML'],
] as const;

/** Everything that a fit has estimated, relative to sizes of its own. */
function compare(found: Fit, wanted: Fit, tolerance: number): void {
  expect(Math.abs(found.minimum - wanted.minimum)).toBeLessThan(
    tolerance * Math.max(1, Math.abs(wanted.minimum)),
  );
  expect(worst(found.estimates, wanted.estimates)).toBeLessThan(tolerance);
  expect(worst(found.theta, wanted.theta, 1)).toBeLessThan(tolerance);
  expect(worst(found.fixed.covariance, wanted.fixed.covariance)).toBeLessThan(tolerance);
  expect(worst(found.residuals('fitted'), wanted.residuals('fitted'))).toBeLessThan(tolerance);
  expect(found.parameters).toEqual(wanted.parameters);
  expect(found.singular).toBe(wanted.singular);
}

describe('refitting', () => {
  it.each(MODELS)('%s: %s by %s, its own response gives the same fit', (file, formula, method) => {
    const fit = exampleFit(file, formula, { method });
    const again = runThrough(fit.refit(fit.matrices.y));
    compare(again, fit, 1e-10);
    expect(again.search.evaluations).toBe(fit.search.evaluations);
  });

  it.each(MODELS)(
    '%s: %s by %s, a new response gives what a fit from the start gives',
    (file, formula, method) => {
      const matrices = matricesOf(file, formula);
      const fit = fitOf(matrices, { method });
      const random = randomStream(2026);
      for (let i = 0; i < 20; i++) {
        const y = fit.simulate(random.split(i), true);
        const fresh = fitOf({ ...matrices, y }, { method, tolerance: 1e-12 });
        compare(runThrough(fitOf(matrices, { method, tolerance: 1e-12 }).refit(y)), fresh, 1e-5);
        const { minimum } = runThrough(fit.refit(y));
        expect(Math.abs(minimum - fresh.minimum)).toBeLessThan(1e-8 * Math.max(1, Math.abs(fresh.minimum)));
      }
    },
  );

  it('from a fit on the boundary finds what lies in the interior', () => {
    const { matrices } = exampleFit('dyestuff', 'Yield ~ 1 + (1 | Batch)');
    const flat = exampleFit('dyestuff2', 'Yield ~ 1 + (1 | Batch)');
    expect(flat.singular).toBe(true);
    compare(runThrough(flat.refit(matrices.y)), fitOf(matrices), 1e-8);
  });

  it('can be refitted again, watched and stopped', () => {
    const fit = exampleFit('sleepstudy', 'Reaction ~ Days + (Days | Subject)');
    const y = fit.simulate(randomStream(1), true);
    const there = runThrough(fit.refit(y));
    compare(runThrough(there.refit(fit.matrices.y)), fit, 1e-6);
    const steps: number[] = [];
    runThrough(fit.refit(y, { onStep: ({ criterion }) => steps.push(criterion) }));
    expect(steps.length).toBeGreaterThan(0);
    const stop = (): never => {
      throw new Error('stopped');
    };
    expect(() => runThrough(fit.refit(y, { beforeEvaluation: stop }))).toThrow('stopped');
    expect(SETTINGS.start).toBeNull();
  });

  it('refuses a response of another length, and one that is not made of numbers', () => {
    const fit = exampleFit('sleepstudy', 'Reaction ~ Days + (1 | Subject)');
    expect(() => runThrough(fit.refit(new Float64Array(179)))).toThrow(
      'the new response has 179 values, but the model was fitted to 180 rows',
    );
    const y = fit.matrices.y.slice();
    y[4] = NaN;
    expect(() => runThrough(fit.refit(y))).toThrow('value 5 of the new response is NaN: expected a number');
    expect(() => runThrough(fit.refit(new Float64Array(180)))).toThrow(/does not vary/);
  });
});
