import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chiSquare } from '../../src/distributions';
import { expressionLikelihood } from '../../src/likelihood/expression';
import { maximize } from '../../src/likelihood/maximize';
import { likelihoodLimits } from '../../src/likelihood/profileInterval';

/** Something to multiply a parameter by, different from row to row. */
const covariate = fc.letrec<{ it: string }>((tie) => ({
  it: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom('x', '(x/4)^2', '1/x'),
    fc
      .tuple(fc.constantFrom('SQRT(', 'LN(1 + ', 'ATAN(', 'EXP(-0.1*'), tie('it'))
      .map(([f, t]) => `${f}abs(${t}))`),
    fc.tuple(tie('it'), tie('it')).map(([s, t]) => `(${s} + 0.5*${t})`),
    fc.tuple(tie('it'), tie('it')).map(([s, t]) => `IF(x > 4, ${s}, ${t})`),
  ),
})).it;

/** Log-densities of regressions whose likelihood has one maximum. */
const density = covariate.chain((u) =>
  fc.constantFrom(
    `dnorm(y, a + b*${u}, EXP(s), log=TRUE)`,
    `LN(NORM.DIST(y, a + b*${u}, s, FALSE))`,
    `k*(a + b*${u}) - EXP(a + b*${u})`,
    `(k>1)*(a + b*${u}) - LN(1 + EXP(a + b*${u})) - 0.05*(a^2 + b^2)`,
    `dgamma(y, shape=EXP(a), rate=EXP(a - b - 0.1*${u}), log=TRUE)`,
  ),
);

const rows = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 4 })), {
    minLength: 8,
    maxLength: 14,
  })
  .filter((all) => new Set(all.map(([y]) => y)).size > 4 && new Set(all.map(([, k]) => k > 1)).size === 2);

test('both ends of an interval satisfy the likelihood-ratio equation, whatever the expression', () => {
  let checked = 0;
  fc.assert(
    fc.property(density, rows, fc.nat(2), fc.constantFrom(0.5, 0.9, 0.95), (text, data, which, level) => {
      const likelihood = expressionLikelihood(text, [
        ['y', 'k', 'x'],
        ...data.map(([y, k], i) => [y / 10, k, i + 1]),
      ]);
      const maximum = maximize(likelihood);
      fc.pre(maximum.convergence === 0 && maximum.covariance !== null);
      const i = which % likelihood.parameters.length;
      const { name } = likelihood.parameters[i];
      const limits = likelihoodLimits(likelihood, maximum, i, level);
      const start = maximum.parameters.map((one) => ({ name: one.name, value: one.estimate }));
      for (const limit of [limits.lower, limits.upper]) {
        if (limit === null) continue;
        const { logLik } = maximize(likelihood, {
          fix: [{ name, value: limit }],
          start: start.map((one) => (one.name === name ? { name, value: limit } : one)),
        });
        const fall = 2 * (maximum.logLik - logLik);
        expect(Math.abs(fall - chiSquare.quantile(level, 1)), text).toBeLessThan(1e-9);
        checked++;
      }
    }),
    { seed: 17, numRuns: 120 },
  );
  expect(checked).toBeGreaterThan(150);
});
