import { describe, expect, test } from 'vitest';
import { expressionLikelihood } from '../../src/likelihood/expression';
import { maximize, maximizeMethod, type MaximizeMethod } from '../../src/likelihood/maximize';
import type { GivenValue } from '../../src/likelihood/parameterValues';
import fixture from './fixtures/maximum.json';

const { data, truth, optim } = fixture;
const CELLS = [
  ['y', 'x', 'z', 'k', 'c1'],
  ...data.y.map((_, i) => [data.y[i], data.x[i], data.z[i], data.k[i], data.c1[i]]),
];
const read = (text: string) => expressionLikelihood(text, CELLS);
const inOrder = (values: readonly number[]): GivenValue[] => values.map((value) => ({ name: null, value }));
const named = (values: Record<string, number>): GivenValue[] =>
  Object.entries(values).map(([name, value]) => ({ name, value }));

const TEXTS = {
  logistic: 'k*(a + b*x) - log1p(EXP(a + b*x))',
  poisson: 'dpois(c1, EXP(a + b*x + d*z), log=TRUE)',
  regression: 'LN(NORM.DIST(y, a + b*x, s, FALSE))',
  gamma: 'dgamma(y, shape, rate, log=TRUE)',
};

describe('the default method', () => {
  test.each(Object.keys(TEXTS) as (keyof typeof TEXTS)[])(
    'finds the maximum of %s to ten digits from its own start, with its covariance matrix',
    (name) => {
      const found = maximize(read(TEXTS[name]));
      const { par, vcov, logLik } = truth[name];
      expect(found.convergence).toBe(0);
      expect(found.warnings).toEqual([]);
      expect(Math.abs(found.logLik / logLik - 1)).toBeLessThan(1e-13);
      found.parameters.forEach(({ estimate, standardError }, i) => {
        const error = Math.sqrt(vcov[i][i]);
        expect(Math.abs(estimate - par[i])).toBeLessThan(1e-10 * error);
        expect(Math.abs(standardError! / error - 1)).toBeLessThan(1e-10);
      });
      vcov.flat().forEach((v, k) => {
        const scale = Math.sqrt(
          vcov[Math.floor(k / par.length)][Math.floor(k / par.length)] * vcov[k % par.length][k % par.length],
        );
        expect(Math.abs(found.covariance![k] - v)).toBeLessThan(1e-9 * scale);
      });
    },
  );

  test.each([
    [5, 30, 216],
    [50, 300, 2160],
  ])('finds %d successes of %d with information %d', (y, n, information) => {
    const cells = [
      ['y', 'n'],
      [y, n],
    ];
    const found = maximize(expressionLikelihood('y*LN(p) + (n-y)*LN(1-p)', cells));
    expect(found.parameters[0].estimate).toBeCloseTo(1 / 6, 14);
    expect(found.hessian[0]).toBeCloseTo(information, 8);
    expect(found.parameters[0].standardError).toBeCloseTo(1 / Math.sqrt(information), 12);
    const two = maximize(expressionLikelihood('y*LN(p) + (n-y)*LN(1-p)', cells), { isTwoErrors: true });
    expect(two.parameters[0].lower).toBeCloseTo(1 / 6 - 2 / Math.sqrt(information), 12);
    expect(two.parameters[0].upper).toBeCloseTo(1 / 6 + 2 / Math.sqrt(information), 12);
  });

  test('does not depend on where it starts', () => {
    for (const start of [
      [1, 1],
      [50, 1],
      [0.1, 20],
      [300, 300],
    ]) {
      const found = maximize(read(TEXTS.gamma), { start: inOrder(start) });
      found.parameters.forEach(({ estimate }, i) =>
        expect(Math.abs(estimate / truth.gamma.par[i] - 1)).toBeLessThan(1e-10),
      );
    }
  });

  test('ends on the bound of the domain where the data say so', () => {
    const none = expressionLikelihood('y*LN(p) + (1-y)*LN(1-p)', [['y'], [0], [0], [0]]);
    const found = maximize(none);
    expect(found.parameters[0]).toEqual({
      name: 'p',
      estimate: 0,
      standardError: null,
      lower: null,
      upper: null,
      state: 'on bound',
    });
    expect(found.logLik).toBe(0);
    expect(found.convergence).toBe(0);
    expect(found.warnings.map(({ code }) => code)).toEqual(['boundary']);
    expect(found.warnings[0].message).toBe(
      'The estimate of p lies on its bound 0: a standard error is not defined there.',
    );
  });
  test('ends on a bound that is given, with the others at their best', () => {
    const found = maximize(read(TEXTS.gamma), { upper: named({ Shape: 5 }) });
    expect(found.parameters[0]).toMatchObject({ estimate: 5, state: 'on bound', standardError: null });
    const rate = 5 / (data.y.reduce((sum, y) => sum + y, 0) / data.y.length);
    expect(found.parameters[1].estimate).toBeCloseTo(rate, 12);
    expect(found.parameters[1].standardError).toBeCloseTo(rate / Math.sqrt(5 * data.y.length), 12);
    expect(found.covariance![0]).toBeNaN();
  });
  test('says when the data do not determine the parameters', () => {
    const found = maximize(read('dnorm(y, a + b, 1, log=TRUE)'));
    expect(found.covariance).toBeNull();
    expect(found.parameters.map(({ standardError }) => standardError)).toEqual([null, null]);
    expect(found.warnings.map(({ code }) => code)).toEqual(['not-positive-definite']);
  });
  test('says when it has not converged', () => {
    const found = maximize(read(TEXTS.gamma), { start: inOrder([0.1, 20]), limits: { maxIterations: 2 } });
    expect(found.convergence).toBe(1);
    expect(found.warnings[0].message).toMatch(
      /^Not converged \(code 1\): Newton reached its limit after \d+ eval/,
    );
  });
  test('does not take an unbounded likelihood for a maximum', () => {
    const found = maximize(expressionLikelihood('dnorm(y, m, s, log=TRUE)', [['y'], [2], [2], [2]]));
    expect(found.convergence).not.toBe(0);
    expect(found.warnings[0].code).toBe('not-converged');
  });
});

test('says which parameter runs away', () => {
  const even = [0, 1, 2, 3, 1, 1, 2, 1].map((y) => [y]);
  const found = maximize(expressionLikelihood('dnbinom(y, size, mu=mu, log=TRUE)', [['y'], ...even]));
  expect(found.warnings.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^The search has gone very far in size, .* it may have no maximum\./),
  ]);
});

describe("R's methods", () => {
  const texts: Record<string, string> = { ...TEXTS, binomial: 'SUM(x)/SUM(x)*(5*LN(p) + 25*LN(1-p))' };
  test.each(optim.map((run) => ({ ...run, name: `${run.method} on ${run.problem}` })))(
    'return what optim() does: $name from $start in $lower, $upper',
    (run) => {
      const found = maximize(read(texts[run.problem]), {
        method: run.method as MaximizeMethod,
        start: inOrder(run.start),
        lower: inOrder(run.lower ?? []),
        upper: inOrder(run.upper ?? []),
      });
      expect([found.counts.function, found.counts.gradient]).toEqual(run.counts);
      expect(found.convergence).toBe(run.convergence);
      expect(found.message).toBe(run.message);
      expect(Math.abs(found.logLik + run.value)).toBeLessThan(1e-11 * Math.abs(run.value));
      found.parameters.forEach(({ estimate }, i) =>
        expect(Math.abs(estimate / run.par[i] - 1)).toBeLessThan(1e-7),
      );
      // optim() differences the gradient.
      run.hessian
        .flat()
        .forEach((h, i) => expect(Math.abs(found.hessian[i] - h)).toBeLessThan(2e-4 * Math.abs(h)));
    },
  );
  test('have names whose spelling does not matter', () => {
    expect(
      ['newton', 'bfgs', 'LBFGSB', 'l-bfgs-b', 'nelder mead', 'NELDER-MEAD'].map(maximizeMethod),
    ).toEqual(['Newton', 'BFGS', 'L-BFGS-B', 'L-BFGS-B', 'Nelder-Mead', 'Nelder-Mead']);
    expect(() => maximizeMethod('CG')).toThrow('The method is "CG": expected one of Newton, BFGS,');
  });
  test('take no bounds where R would change the method', () => {
    expect(() => maximize(read(TEXTS.gamma), { method: 'BFGS', lower: inOrder([0, 0]) })).toThrow(
      'The method BFGS takes no bounds',
    );
  });
  test('survive the edge of the domain without bounds', () => {
    for (const method of ['BFGS', 'L-BFGS-B', 'Nelder-Mead'] as const) {
      const found = maximize(read('dnorm(y, m, s, log=TRUE)'), { method, start: named({ m: 2, s: 1 }) });
      expect(found.convergence).toBe(0);
      expect(found.logLik).toBeGreaterThan(maximize(read('dnorm(y, m, s, log=TRUE)')).logLik - 1e-4);
    }
  });
});

describe('parameters that are held', () => {
  test.each(['Newton', 'BFGS', 'L-BFGS-B', 'Nelder-Mead'] as const)('stay where they are: %s', (method) => {
    const found = maximize(read(TEXTS.gamma), {
      method,
      fix: named({ shape: 2 }),
      start: named({ rate: 1 }),
    });
    expect(found.parameters[0]).toEqual({
      name: 'shape',
      estimate: 2,
      standardError: null,
      lower: null,
      upper: null,
      state: 'fixed',
    });
    const rate = 2 / (data.y.reduce((sum, y) => sum + y, 0) / data.y.length);
    expect(found.parameters[1].estimate).toBeCloseTo(rate, method === 'Newton' ? 13 : 3);
    expect(found.hessian).toHaveLength(1);
  });
  test('need no starting values', () => {
    const found = maximize(read(TEXTS.gamma), { fix: named({ rate: 1 }) });
    expect(found.parameters.map(({ state }) => state)).toEqual(['free', 'fixed']);
    expect(found.convergence).toBe(0);
  });
  test('must not be all', () => {
    expect(() => maximize(read(TEXTS.gamma), { fix: inOrder([1, 2]) })).toThrow('All parameters are held');
  });
});

describe('starting values and bounds', () => {
  test.each([
    [{ start: inOrder([1]) }, 'start has 1 number: expected 2, for shape, rate.'],
    [{ start: inOrder([1, 2, 3]) }, 'start has 3 numbers: expected 2'],
    [
      { start: named({ shap: 1, rate: 1 }) },
      'start names shap. Did you mean shape? The parameters are shape, rate.',
    ],
    [{ start: [...named({ rate: 1 }), ...named({ RATE: 1 })] }, 'start gives rate twice.'],
    [{ start: named({ shape: -1, rate: 1 }) }, 'not finite at the starting values shape = -1, rate = 1'],
    [{ lower: named({ rate: 3 }), upper: named({ rate: 2 }) }, 'The bounds of rate are 3 and 2'],
    [{ level: 1 }, 'The level is 1'],
  ])('%j', (options, message) => {
    expect(() => maximize(read(TEXTS.gamma), options)).toThrow(message);
  });
  test('may be given for some parameters', () => {
    expect(maximize(read(TEXTS.gamma), { start: named({ rate: 1 }) }).convergence).toBe(0);
  });
  test('are looked for inside the bounds', () => {
    const found = maximize(read('LN(w*dnorm(y, a, 1) + (1-w)*dnorm(y, b, 1))'), {
      lower: named({ w: 0 }),
      upper: named({ w: 1 }),
    });
    expect(found.convergence).toBe(0);
    expect(found.parameters[0].estimate).toBeGreaterThanOrEqual(0);
    expect(found.parameters[0].estimate).toBeLessThanOrEqual(1);
  });
});

test('the path leads from the start to the estimates, uphill', () => {
  for (const method of ['Newton', 'BFGS', 'L-BFGS-B', 'Nelder-Mead'] as const) {
    const { path, parameters, logLik } = maximize(read(TEXTS.logistic), { method, start: inOrder([0, 0]) });
    expect(Array.from(path[0].par)).toEqual([0, 0]);
    expect(path[0].value).toBeCloseTo(-12 * Math.LN2, 12);
    expect(Array.from(path[path.length - 1].par)).toEqual(parameters.map(({ estimate }) => estimate));
    expect(path[path.length - 1].value).toBe(logLik);
    for (let i = 1; i < path.length; i++)
      expect(path[i].value).toBeGreaterThanOrEqual(path[i - 1].value - 1e-12);
  }
});
