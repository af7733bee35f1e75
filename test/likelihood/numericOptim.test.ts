import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseCsv, type CellMatrix } from '../../src/index';
import { maximize, type MaximizeMethod, type MaximizeOptions } from '../../src/likelihood/maximize';
import type { GivenValue } from '../../src/likelihood/parameterValues';
import { readLikelihood } from '../../src/likelihood/readLikelihood';
import fixture from './fixtures/numericOptim.json';

const WHEAT = parseCsv(readFileSync(join(import.meta.dirname, '../../examples/wheat.csv'), 'utf8'));
const { rows, groups } = fixture;

interface Run {
  readonly problem: string;
  readonly density: string;
  readonly data: string;
  readonly start: number[];
  readonly method: string;
  readonly lower: string[] | null;
  readonly upper: string[] | null;
  readonly control: Record<string, number[]> | never[];
  readonly par: number[];
  readonly value: number;
  readonly counts: (number | null)[] | null;
  readonly convergence: number;
  readonly message: string | null;
  readonly spread: number;
  readonly hessian: number[][];
}
const RUNS = fixture.results as unknown as Run[];

function table(columns: Record<string, number[]>): CellMatrix {
  const names = Object.keys(columns);
  return [names, ...columns[names[0]].map((_, i) => names.map((name) => columns[name][i]))];
}

function dataOf(name: string): CellMatrix {
  if (name === 'wheat') return WHEAT;
  if (name === 'rows' || name === 'groups') return table(name === 'rows' ? rows : groups);
  return rows[name as keyof typeof rows].map((value) => [value]);
}

const inOrder = (values: readonly (number | string)[] | null | undefined): GivenValue[] =>
  (values ?? []).map((value) => ({ name: null, value: Number(String(value).replace('Inf', 'Infinity')) }));

function optionsOf(run: Run): MaximizeOptions {
  const { ndeps, parscale, fnscale, maxit, factr, reltol } = Array.isArray(run.control)
    ? ({} as Record<string, number[] | undefined>)
    : run.control;
  return {
    derivatives: 'numeric',
    method: run.method as MaximizeMethod,
    start: inOrder(run.start),
    lower: inOrder(run.lower),
    upper: inOrder(run.upper),
    ndeps: inOrder(ndeps),
    parscale: inOrder(parscale),
    fnscale: fnscale?.[0],
    limits: {
      ...(maxit && { maxIterations: maxit[0] }),
      ...(factr && { factr: factr[0] }),
      ...(reltol && { reltol: reltol[0] }),
    },
  };
}

const likelihoodOf = (run: Run) => readLikelihood(run.density, dataOf(run.data));

describe("R's optim() without a gradient, on likelihoods", () => {
  const named = RUNS.map((run) => ({
    run,
    name: `${run.method} on ${run.problem} from ${String(run.start)} ${JSON.stringify(run.lower)} ${JSON.stringify(run.control)}`,
  }));
  test.each(named)('is reproduced, counts and Hessian included: $name', ({ run }) => {
    const found = maximize(likelihoodOf(run), optionsOf(run));
    if (run.counts) {
      expect([found.counts.function, found.counts.gradient]).toEqual(run.counts);
      expect(found.message).toBe(run.message);
    }
    expect(found.convergence).toBe(run.convergence);
    expect(Math.abs(-found.logLik / run.value - 1)).toBeLessThan(1e-12);
    // R prints seven digits; where rounding takes R itself elsewhere, it may take others as far.
    const apart = Math.max(1e-8, 3 * run.spread);
    found.parameters.forEach(({ estimate }, i) =>
      expect(Math.abs(estimate / run.par[i] - 1)).toBeLessThan(apart),
    );
    const H = run.hessian.flat();
    const scale = Math.max(...H.map(Math.abs));
    const ndeps = Array.isArray(run.control) ? undefined : run.control.ndeps;
    const step = Math.min(...(ndeps ?? [1e-3]));
    // The last bits of the function, divided by the steps twice.
    const noise = (8 * Number.EPSILON * Math.max(1, Math.abs(run.value))) / step ** 2;
    H.forEach((h, k) => expect(Math.abs(found.hessian[k] - h)).toBeLessThan(apart * scale + noise));
  });

  test('has runs of every method, most of them with counts that can be compared', () => {
    const methods = ['BFGS', 'L-BFGS-B', 'Nelder-Mead'];
    expect(new Set(RUNS.map(({ method }) => method))).toEqual(new Set(methods));
    for (const one of methods)
      expect(RUNS.filter(({ method, counts }) => method === one && counts).length).toBeGreaterThan(12);
  });
});

test("the lecture's call gives the lecture's digits", () => {
  const found = maximize(readLikelihood('one-way normal', WHEAT), {
    derivatives: 'numeric',
    method: 'L-BFGS-B',
    start: inOrder([15, 1, 1]),
    lower: inOrder(['-Inf', 0, 0]),
  });
  const printed = (x: number) => x.toPrecision(7);
  expect(found.counts).toEqual({ function: 16, gradient: 16 });
  expect(found.parameters.map(({ estimate }) => estimate.toFixed(7))).toEqual([
    '16.3063995',
    '1.7872063',
    '0.3099255',
  ]);
  expect([found.hessian[0], found.hessian[4], found.hessian[5], found.hessian[8]].map(printed)).toEqual([
    '14.98426',
    '6.710598',
    '2.245294',
    '11.22654',
  ]);
  expect(found.message).toBe('CONVERGENCE: REL_REDUCTION_OF_F <= FACTR*EPSMCH');
  // Standard errors come from the same Hessian.
  const determinant = found.hessian[4] * found.hessian[8] - found.hessian[5] ** 2;
  expect(found.parameters[2].standardError).toBeCloseTo(Math.sqrt(found.hessian[4] / determinant), 6);
  // With exact derivatives the search takes another number of steps.
  const exact = maximize(readLikelihood('one-way normal', WHEAT), {
    method: 'L-BFGS-B',
    start: inOrder([15, 1, 1]),
    lower: inOrder(['-Inf', 0, 0]),
  });
  expect(exact.counts).toEqual({ function: 15, gradient: 15 });
  expect(exact.ndeps).toBeNull();
});

describe('derivatives by differences', () => {
  const normal = () => readLikelihood('normal', dataOf('y'));
  const start = inOrder([3, 2]);

  test('are not for Newton', () => {
    expect(() => maximize(normal(), { derivatives: 'numeric' })).toThrow(
      "and Newton's method has no use for them: expected method=BFGS, L-BFGS-B or Nelder-Mead beside them.",
    );
    expect(() => maximize(normal(), { ndeps: inOrder([1e-4]) })).toThrow('ndeps');
  });
  test('have positive steps and scales', () => {
    const options = { method: 'BFGS', derivatives: 'numeric', start } as const;
    expect(() => maximize(normal(), { ...options, ndeps: inOrder([0]) })).toThrow(
      'ndeps has 0: expected positive',
    );
    expect(() => maximize(normal(), { ...options, parscale: inOrder([1, -1]) })).toThrow('parscale has -1');
    expect(() => maximize(normal(), { ...options, fnscale: 0 })).toThrow(
      'fnscale is 0: expected a number other than 0.',
    );
    expect(() => maximize(normal(), { ...options, ndeps: inOrder([1, 2, 3]) })).toThrow(
      'ndeps has 3 numbers: expected 2',
    );
  });
  test('take the sign of fnscale for what it is in R, where it says to maximize', () => {
    const options = { method: 'BFGS', derivatives: 'numeric', start } as const;
    const one = maximize(normal(), { ...options, fnscale: -1 });
    expect(one.counts).toEqual(maximize(normal(), options).counts);
  });
  test('say in which parameter they are not finite', () => {
    const near = { method: 'L-BFGS-B', derivatives: 'numeric', start: inOrder([3, 0.0005]) } as const;
    expect(() => maximize(normal(), near)).toThrow(
      'The log-likelihood is not finite within 0.001 of sigma = 0.0005, so it has no derivative by differences there; ' +
        'optim() stops likewise ("non-finite finite-difference value [2]"). Give sigma a bound further inside, take a ' +
        'smaller ndeps, or derivatives=exact.',
    );
    const smaller = maximize(normal(), { ...near, lower: inOrder(['-Inf', 0.0004]), ndeps: inOrder([1e-5]) });
    expect(smaller.convergence).toBe(0);
  });
  test('leave a Hessian on the edge of the domain without a value, and say so', () => {
    const none = readLikelihood('binary', [[0], [0], [0]]);
    const found = maximize(none, {
      method: 'L-BFGS-B',
      derivatives: 'numeric',
      start: inOrder([0.5]),
      lower: inOrder([0]),
      upper: inOrder([1]),
    });
    expect(found.parameters[0].estimate).toBe(0);
    expect(found.hessian[0]).toBeNaN();
    expect(found.parameters[0].standardError).toBeNull();
    expect(found.warnings.map(({ message }) => message).join(' ')).toContain(
      'The Hessian by differences has no value in p: the log-likelihood is not finite close to the estimates',
    );
  });
  test('are those of the free parameters where others are held', () => {
    const whole = readLikelihood('one-way normal', WHEAT);
    const found = maximize(whole, {
      method: 'BFGS',
      derivatives: 'numeric',
      fix: [{ name: 'sigma2', value: 1.787206 }],
      start: [
        { name: 'mu', value: 15 },
        { name: 'tau2', value: 1 },
      ],
      ndeps: [{ name: 'tau2', value: 1e-4 }],
    });
    expect(Array.from(found.ndeps!)).toEqual([1e-3, 1e-4]);
    expect(found.parameters[2].estimate).toBeCloseTo(0.309925, 4);
    expect(found.hessian[3]).toBeCloseTo(11.2264, 2);
  });
});
