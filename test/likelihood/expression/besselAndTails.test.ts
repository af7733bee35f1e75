import { describe, expect, test } from 'vitest';
import { expressionLikelihood } from '../../../src/likelihood/expression';
import { expectDerivatives } from './derivatives';

const valueOf = (text: string) =>
  expressionLikelihood(`${text} + 0*LN(a)`, [['no column'], [0]]).value(Float64Array.of(1));

/** In 50 digits by mpmath 1.3. */
test.each([
  ['besselI(1.7, 0)', 1.8639649620738397],
  ['BESSELI(1.7, 1)', 1.1963465656344823],
  ['LN(besselI(750*a, 0))', 745.7711916414626],
  ['LN(besselI(750*a, 0, TRUE))', 745.7711916414626 - 750],
  ['log(besselI(0.5, 1))', -1.3552054470253345],
  ['pnorm(40, lower.tail = FALSE, log.p = TRUE)', -804.6084420137538],
  ['LN(1 - NORM.S.DIST(40*a, TRUE))', -804.6084420137538],
  ['pnorm(9, log.p = TRUE)', -1.1285884059538405e-19],
  ['plnorm(1e30, 1.5, 0.7, lower.tail = FALSE, log.p = TRUE)', -4665.4131201465725],
  ['pweibull(50, 3, 2, lower.tail = FALSE, log.p = TRUE)', -15625],
  ['LN(1 - WEIBULL.DIST(50*a, 3, 2, TRUE))', -15625],
  ['pweibull(1e-9, 3, 2, log.p = TRUE)', -64.24923905251907],
  ['LN(WEIBULL.DIST(1e-9, 3, 2, TRUE))', -64.24923905251907],
  ['pweibull(8, 3, 2, log.p = TRUE)', -1.603810890548638e-28],
  ['pexp(1e-12, 3, log.p = TRUE)', -26.53240882726194],
  ['pexp(45, log.p = TRUE)', -2.8625185805493937e-20],
  ['LN(1 - plogis(800*a))', -800],
  ['dvonmises(1, 1.001, 3e5, log = TRUE)', 5.2368299394471345],
])('%s is %d', (text, exact) => {
  // The least of them are less than the rounding of the exponential around.
  const tolerance = Math.abs(exact) < 1e-15 ? 1e-16 : 1e-12 * Math.abs(exact);
  expect(Math.abs(valueOf(text) - exact)).toBeLessThan(tolerance);
});

describe('derivatives', () => {
  const cells = [['y'], [0.2], [1.4], [3.3], [7]];
  test.each([
    ['LN(besselI(k*y, 0)) - k*y', [2.2]],
    ['LN(besselI(k*y, 1))', [9]],
    ['LN(besselI(k, 0, TRUE)) + 0*y', [19.99]],
    ['LN(besselI(k, 0, TRUE)) + 0*y', [0.02]],
    ['pnorm(y, m, s, lower.tail = FALSE, log.p = TRUE)', [0.5, 0.3]],
    ['pnorm(y, m, s, log.p = TRUE)', [0.5, 0.3]],
    ['plnorm(y, m, s, log.p = TRUE)', [0.5, 0.3]],
    ['plogis(y, m, s, FALSE, TRUE)', [0.5, 0.3]],
    ['pexp(y, r, log.p = TRUE)', [0.9]],
    ['pweibull(y, k, s, log.p = TRUE)', [1.7, 2.4]],
    ['pweibull(y, k, s, lower.tail = FALSE, log.p = TRUE)', [1.7, 2.4]],
    ['LN(pweibull(y + 1, k, s) - pweibull(y, k, s))', [1.7, 2.4]],
  ])('of %s are exact', (text, par) => {
    expectDerivatives(expressionLikelihood(text, cells), Float64Array.from(par));
  });
});

test('below its range a distribution function is 0, and its logarithm minus infinity', () => {
  for (const name of ['pexp(-1', 'pweibull(-1, 2', 'plnorm(-1']) {
    expect(valueOf(`${name})`)).toBe(0);
    expect(valueOf(`${name}, lower.tail = FALSE)`)).toBe(1);
    expect(valueOf(`${name}, log.p = TRUE)`)).toBe(-Infinity);
  }
});

test('a Bessel function of another order, or below 0, is refused or has no value', () => {
  expect(() => valueOf('besselI(2, 3)')).toThrow('besselI needs x and the order 0 or 1');
  expect(valueOf('besselI(-2, 0)')).toBe(-Infinity);
});
