import { expect, test } from 'vitest';
import { DEFAULT_FIT_OPTIONS, prepareModel } from '../../../src';
import { fitModel } from '../../fitModel';

const ROWS = [
  ['g', 'h', 'x', 'y'],
  ['a0', 'b0', 2.88, 0.83],
  ['a0', 'b2', 2.95, 1.29],
  ['a2', 'b5', 1.61, -9.92],
  ['a2', 'b3', 4.44, 10.78],
  ['a0', 'b3', 3.74, 1.36],
  ['a0', 'b2', 3.24, -0.36],
  ['a1', 'b1', 4.78, -0.49],
  ['a2', 'b3', 3.37, 5.85],
  ['a1', 'b0', 2.12, 0.28],
  ['a1', 'b5', 2.52, -2.45],
  ['a0', 'b0', 2.48, 1.58],
  ['a0', 'b5', 3.34, -0.29],
  ['a2', 'b3', 2.49, -0.2],
  ['a2', 'b5', 2.62, -5.85],
  ['a0', 'b3', 1.4, 3.06],
  ['a1', 'b2', 1.23, 2.44],
  ['a0', 'b3', 3.07, 1.6],
  ['a2', 'b4', 2.65, -0.88],
  ['a0', 'b1', 2.67, 2.59],
  ['a2', 'b0', 2.73, -1.13],
];

// lme4 1.1-31 (R 4.2.2): the lowest deviance of nine searches by bobyqa and nlminb from different starts, at
// theta = 1.37172, 2.96589, 8.72822. Four of them end there, five in the other minimum, 105.616033545119.
test('the lower of two minima is found when the moments lead to the other one, on the boundary', () => {
  const model = 'y ~ x + (x || g) + (1 | h)';
  const fit = fitModel(
    prepareModel({ data: ROWS, model, options: { ...DEFAULT_FIT_OPTIONS, method: 'ML' } }),
  );
  expect(fit.criterion).toBeCloseTo(98.236669030725, 8);
  expect(fit.converged).toBe(true);
  expect(fit.singular).toBe(false);
});
