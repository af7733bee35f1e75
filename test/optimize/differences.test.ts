import { describe, expect, test } from 'vitest';
import { minimizeBfgs } from '../../src/optimize/bfgs';
import { minimizeLbfgsb } from '../../src/optimize/lbfgsb';
import { minimizeNelderMead } from '../../src/optimize/nelderMead';
import { DifferenceError, optim, optimHessian, type OptimControl } from '../../src/optimize/optim';
import fixture from './fixtures/differences.json';

const MINIMIZERS = { BFGS: minimizeBfgs, 'Nelder-Mead': minimizeNelderMead };

/** With the operations of fixtures/differences.R in their order. */
const VALUES: Readonly<Record<string, (x: Float64Array) => number>> = {
  rosenbrock: ([a, b]) => 100 * (b - a * a) * (b - a * a) + (1 - a) * (1 - a),
  wood: ([a, b, c, d]) =>
    100 * (a * a - b) * (a * a - b) +
    (a - 1) * (a - 1) +
    (c - 1) * (c - 1) +
    90 * (c * c - d) * (c * c - d) +
    10.1 * ((b - 1) * (b - 1) + (d - 1) * (d - 1)) +
    19.8 * (b - 1) * (d - 1),
};

const control = (d: number, given: Partial<OptimControl> = {}): OptimControl => ({
  ndeps: new Float64Array(d).fill(1e-3),
  parscale: new Float64Array(d).fill(1),
  fnscale: 1,
  isNumeric: true,
  ...given,
});

interface Run {
  readonly problem: string;
  readonly start: number[];
  readonly method: string;
  readonly control: { ndeps?: number[]; parscale?: number[]; fnscale?: number[]; maxit?: number[] } | never[];
  readonly par: string[];
  readonly value: string[];
  readonly counts: (number | null)[];
  readonly convergence: number;
  readonly hessian: string[];
}
const numbers = (texts: readonly string[]) => texts.map(Number);

describe("R's optim() without a gradient", () => {
  const runs = (fixture.results as Run[]).map((run) => ({
    run,
    name: `${run.method} on ${run.problem} from ${String(run.start)} ${JSON.stringify(run.control)}`,
  }));
  test.each(runs)('is followed to the last bit, Hessian included: $name', ({ run }) => {
    const given = Array.isArray(run.control) ? {} : run.control;
    const asked = control(run.start.length, {
      ...(given.ndeps && { ndeps: Float64Array.from(given.ndeps) }),
      ...(given.parscale && { parscale: Float64Array.from(given.parscale) }),
      ...(given.fnscale && { fnscale: given.fnscale[0] }),
    });
    const value = VALUES[run.problem];
    const limits = given.maxit ? { maxIterations: given.maxit[0] } : {};
    const start = Float64Array.from(run.start);
    const found = optim(MINIMIZERS[run.method as 'BFGS'], { value, start, limits }, asked);
    expect([found.counts.function, found.counts.gradient]).toEqual(run.counts);
    expect(found.convergence).toBe(run.convergence);
    expect(Array.from(found.par)).toEqual(numbers(run.par));
    // Where BFGS has not moved by more than rounding, R reports the value of the point before.
    const close = Math.abs(found.value - Number(run.value[0]));
    expect(close).toBeLessThanOrEqual(1e-15 * Math.max(1, Math.abs(found.value)));
    expect(found.value).toBe(value(found.par));
    expect(Array.from(optimHessian(value, found.par, asked))).toEqual(numbers(run.hessian));
  });
});

test('differences are cut short at bounds', () => {
  const asked: number[] = [];
  const value = ([x]: Float64Array): number => {
    asked.push(x);
    return (x - 2) ** 2;
  };
  const box = { lower: Float64Array.of(0.9996), upper: Float64Array.of(1.0003) };
  optim(minimizeLbfgsb, { value, start: Float64Array.of(1), ...box }, control(1));
  expect(asked.slice(0, 3)).toEqual([1, 1.0003, 0.9996]);
  expect(Math.min(...asked)).toBe(0.9996);
  expect(Math.max(...asked)).toBe(1.0003);
});

test('a difference that is not finite stops the search, where it stops R', () => {
  const value = ([x, y]: Float64Array): number => x * x + (y <= 0.5 ? Infinity : y);
  const run = () => optim(minimizeBfgs, { value, start: Float64Array.of(1, 0.5005) }, control(2));
  expect(run).toThrow(DifferenceError);
  expect(run).toThrow('The function has no finite difference in parameter 2 at 0.5005 ± 0.001.');
  const H = optimHessian(value, Float64Array.of(1, 0.501), control(2));
  expect(H[0]).toBeCloseTo(2, 6);
  expect([H[1], H[2], H[3]]).toEqual([NaN, NaN, NaN]);
});

test('an exact gradient is scaled with the function', () => {
  const problem = {
    value: VALUES.rosenbrock,
    gradient: ([a, b]: Float64Array) =>
      Float64Array.of(-400 * a * (b - a * a) - 2 * (1 - a), 200 * (b - a * a)),
    start: Float64Array.of(-1.2, 1),
  };
  const scaled = optim(
    minimizeBfgs,
    problem,
    control(2, { isNumeric: false, parscale: Float64Array.of(4, 4), fnscale: 16 }),
  );
  expect(scaled.par[0]).toBeCloseTo(1, 3);
  // In scaled units the gradient is 4/16 of itself.
  const norm = Math.hypot(...problem.gradient(problem.start));
  expect(scaled.path[0].gradientNorm).toBeCloseTo(norm / 4, 10);
  expect(scaled.path[0].value).toBeCloseTo(24.2, 10);
});
