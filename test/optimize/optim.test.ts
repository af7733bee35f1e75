import { describe, expect, test } from 'vitest';
import { minimizeBfgs } from '../../src/optimize/bfgs';
import { minimizeBoundedNewton, NEWTON_MESSAGES } from '../../src/optimize/boundedNewton';
import { minimizeLbfgsb } from '../../src/optimize/lbfgsb';
import type { Minimization, Minimizer } from '../../src/optimize/minimizer';
import { minimizeNelderMead } from '../../src/optimize/nelderMead';
import fixture from './fixtures/optim.json';
import { PROBLEMS } from './problems';

const MINIMIZERS: Readonly<Record<string, Minimizer>> = {
  'Nelder-Mead': minimizeNelderMead,
  BFGS: minimizeBfgs,
  'L-BFGS-B': minimizeLbfgsb,
};

interface Run {
  readonly problem: string;
  readonly start: number | number[];
  readonly method: string;
  readonly lower: string[] | null;
  readonly upper: string[] | null;
  readonly control: Record<string, number> | never[];
  readonly par: number[];
  readonly value: number;
  readonly counts: (number | null)[];
  readonly convergence: number;
  readonly message: string | null;
}

const bound = (texts: string[] | null, d: number, none: number) =>
  Float64Array.from({ length: d }, (_, i) => {
    if (!texts) return none;
    const text = texts[i];
    return text.endsWith('Inf') ? none : Number(text);
  });

function problemOf(run: Run): Minimization {
  const start = Float64Array.from([run.start].flat());
  const control = Array.isArray(run.control) ? {} : run.control;
  const { maxit, ...limits } = control;
  return {
    ...PROBLEMS[run.problem],
    start,
    lower: bound(run.lower, start.length, -Infinity),
    upper: bound(run.upper, start.length, Infinity),
    limits: maxit === undefined ? limits : { ...limits, maxIterations: maxit },
  };
}

const title = ({ problem, method, start, lower, control }: Run) =>
  `${method} on ${problem} from ${String(start)}${lower ? ' in bounds' : ''} ${JSON.stringify(control)}`;

describe("R's optim()", () => {
  test.each((fixture.results as Run[]).map((run) => ({ run, name: title(run) })))(
    'counts, code, message and parameters are those of $name',
    ({ run }) => {
      const found = MINIMIZERS[run.method](problemOf(run));
      expect([found.counts.function, found.counts.gradient]).toEqual(run.counts);
      expect(found.convergence).toBe(run.convergence);
      expect(found.message).toBe(run.message);
      found.par.forEach((x, i) => expect(Math.abs(x - run.par[i])).toBeLessThan(1e-7));
      expect(Math.abs(found.value - run.value)).toBeLessThan(1e-9 * Math.max(1, Math.abs(run.value)));
    },
  );
});

describe('Newton inside bounds', () => {
  // With an upper bound of 0.5 wood has several minima, and another one is found.
  const hasOther = (run: Run) => run.problem === 'wood' && run.upper?.[2] === '0.5';
  const runs = (fixture.results as Run[]).filter(
    (run) => run.problem !== 'flat' && run.convergence === 0 && !hasOther(run),
  );
  test.each(runs.map((run) => ({ run, name: title(run) })))('does no worse than $name', ({ run }) => {
    const problem = problemOf(run);
    const found = minimizeBoundedNewton({ ...problem, limits: {} });
    expect(found.convergence).toBe(0);
    expect(found.message).toBe(NEWTON_MESSAGES.converged);
    expect(found.value).toBeLessThanOrEqual(run.value + 1e-12 * Math.max(1, Math.abs(run.value)));
    found.par.forEach((x, i) => {
      expect(x).toBeGreaterThanOrEqual(problem.lower![i]);
      expect(x).toBeLessThanOrEqual(problem.upper![i]);
    });
  });

  test('finds the mean and standard deviation of a normal sample to rounding', () => {
    const found = minimizeBoundedNewton({
      ...PROBLEMS.normal,
      start: Float64Array.of(1, 5),
      lower: Float64Array.of(-Infinity, 0),
    });
    const mean = fixture.y.reduce((sum, y) => sum + y, 0) / 10;
    const sd = Math.sqrt(fixture.y.reduce((sum, y) => sum + (y - mean) ** 2, 0) / 10);
    expect(found.par[0]).toBeCloseTo(mean, 14);
    expect(found.par[1]).toBeCloseTo(sd, 14);
    expect(found.path.length).toBeLessThan(20);
    expect(found.path[0].par).toEqual(Float64Array.of(1, 5));
  });

  test('leaves a saddle point', () => {
    const found = minimizeBoundedNewton({
      value: ([x, y]) => x ** 4 - x ** 2 + y ** 2,
      gradient: ([x, y]) => Float64Array.of(4 * x ** 3 - 2 * x, 2 * y),
      hessian: ([x]) => Float64Array.of(12 * x ** 2 - 2, 0, 0, 2),
      start: Float64Array.of(0, 0),
    });
    expect(found.value).toBeCloseTo(-0.25, 14);
  });
});

describe('where there is no curvature', () => {
  const along = (
    value: (x: number) => number,
    slope: (x: number) => number,
    bend: (x: number) => number,
  ) => ({
    value: ([x]: Float64Array) => value(x),
    gradient: ([x]: Float64Array) => Float64Array.of(slope(x)),
    hessian: ([x]: Float64Array) => Float64Array.of(bend(x)),
  });
  const quartic = along(
    (x) => (x - 3) ** 4,
    (x) => 4 * (x - 3) ** 3,
    (x) => 12 * (x - 3) ** 2,
  );
  const line = along(
    (x) => -2 * x,
    () => -2,
    () => 0,
  );
  test.each([3, 4, -100])('Newton finds the minimum of a fourth power from %d', (start) => {
    const found = minimizeBoundedNewton({ ...quartic, start: Float64Array.of(start) });
    expect(found.convergence).toBe(0);
    expect(found.value).toBeLessThan(1e-10);
  });
  test('Newton goes down a line to its bound', () => {
    const found = minimizeBoundedNewton({ ...line, start: Float64Array.of(0), upper: Float64Array.of(1e5) });
    expect([found.par[0], found.convergence]).toEqual([1e5, 0]);
  });
  test('Newton reports that a line without a bound has no minimum', () => {
    expect(minimizeBoundedNewton({ ...line, start: Float64Array.of(0) }).convergence).toBeGreaterThan(0);
  });
});

describe('points without a finite value', () => {
  /** The normal sample with holes in it: infinite, not a number, minus infinity. */
  const pitted = (par: Float64Array) => {
    if (par[1] <= 0.2) return -Infinity;
    if (par[1] > 6) return NaN;
    return par[0] > 4.5 ? Infinity : PROBLEMS.normal.value(par);
  };
  test.each([...Object.entries(MINIMIZERS), ['Newton', minimizeBoundedNewton]] as [string, Minimizer][])(
    '%s steps back from them',
    (_, minimize) => {
      const found = minimize({ ...PROBLEMS.normal, value: pitted, start: Float64Array.of(0, 4) });
      expect(found.convergence).toBe(0);
      expect(found.par[0]).toBeCloseTo(3.43, 2);
      expect(Number.isFinite(found.value)).toBe(true);
    },
  );
  test.each([...Object.entries(MINIMIZERS), ['Newton', minimizeBoundedNewton]] as [string, Minimizer][])(
    '%s says that the start is one of them',
    (_, minimize) => {
      const problem = { ...PROBLEMS.normal, start: Float64Array.of(0, -1) };
      expect(() => minimize(problem)).toThrow('no finite value at the starting values (0, -1)');
    },
  );
});

test('beforeEvaluation can stop a minimizer', () => {
  let count = 0;
  const problem = {
    ...PROBLEMS.rosenbrock,
    start: Float64Array.of(-1.2, 1),
    beforeEvaluation: () => {
      if (++count > 5) throw new Error('stopped');
    },
  };
  for (const minimize of Object.values(MINIMIZERS)) {
    count = 0;
    expect(() => minimize(problem)).toThrow('stopped');
  }
});
