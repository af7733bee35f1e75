import { describe, expect, test } from 'vitest';
import { expressionLikelihood } from '../../../src/likelihood/expression';
import { expectDerivatives } from './derivatives';
import fixture from './fixtures/densities.json';

const { data, at } = fixture;
const cells = [['y', 'k', 'n', 'q'], ...data.y.map((_, i) => [data.y[i], data.k[i], data.n[i], data.q[i]])];

/** Some of the texts are densities by their form, whose logarithm would be taken. */
const asItStands = (text: string) => expressionLikelihood(`LN(EXP(${text}))`, cells);

describe('expressions that R reads too', () => {
  test.each(fixture.results)('$text is $value, with the right derivatives', ({ text, value }) => {
    const likelihood = asItStands(text);
    const par = Float64Array.from(likelihood.parameters, ({ name }) => at[name as keyof typeof at]);
    expect(Math.abs(likelihood.value(par) / value - 1)).toBeLessThan(1e-12);
    expectDerivatives(likelihood, par);
  });
});

describe("Excel's names for the same", () => {
  test.each([
    ['LN(NORM.DIST(y, m, s, FALSE))', 'dnorm(y, m, s, log=TRUE)'],
    ['LN(NORMDIST(y; m; s; 0))', 'dnorm(y, m, s, log=TRUE)'],
    ['LN(NORM.S.DIST(y - m))', 'dnorm(y, m, log=TRUE)'],
    ['LN(PHI(y - m))', 'dnorm(y, m, log=TRUE)'],
    ['LN(NORM.DIST(y, m, s, TRUE))', 'pnorm(y, m, s, log.p=TRUE)'],
    ['ln(binom.dist(k, n, p, false))', 'dbinom(k, n, p, log=TRUE)'],
    ['LN(POISSON.DIST(k, m, FALSE))', 'dpois(k, m, log=TRUE)'],
    ['LN(EXPON.DIST(y, a, FALSE))', 'dexp(y, a, log=TRUE)'],
    ['LN(GAMMA.DIST(y, a, b, FALSE))', 'dgamma(y, shape=a, scale=b, log=TRUE)'],
    ['LN(WEIBULL.DIST(y, a, b, FALSE))', 'dweibull(y, a, b, log=TRUE)'],
    ['LN(LOGNORM.DIST(y, m, s, FALSE))', 'dlnorm(y, m, s, log=TRUE)'],
    ['LN(BETA.DIST(q, a, b, FALSE))', 'dbeta(q, a, b, log=TRUE)'],
    ['LN(NEGBINOM.DIST(k, a, p, FALSE))', 'dnbinom(k, a, p, log=TRUE)'],
    ['LN(T.DIST((y-m)/s, a, FALSE)/s)', 'dt((y - m)/s, a, log=TRUE) - log(s)'],
    ['GAMMALN(y + a)', 'lgamma(y + a)'],
    ['GAMMALN.PRECISE(y + a)', 'lgamma(y + a)'],
    ['COMBIN(n, k)*a', 'choose(n, k)*a'],
    ['FACT(k)*a', 'factorial(k)*a'],
    ['LOG10(y*a)', 'log10(y*a)'],
    ['LOG(y*a)', 'log10(y*a)'],
    ['LOG(y*a, 2)', 'log2(y*a)'],
    ['LN(y*a)', 'log(y*a)'],
    ['POWER(y, a)', 'y^a'],
    ['IF(y>m, a, b*y)', 'ifelse(y > m, a, b*y)'],
    ['IF(OR(AND(y>=1.7, y<4), k=0), a, b)', 'ifelse(y >= 1.7 & y < 4 | k == 0, a, b)'],
    ['IF(NOT(y>m), a, b)', 'ifelse(!(y > m), a, b)'],
    ['-SUM((y - SUM(y*p)/COUNT(y))^2)', '-sum((y - sum(y*p)/6)^2)'],
    ['-2**2*a', '-2^2*a'],
  ])('%s is %s', (excel, r) => {
    const likelihood = asItStands(excel);
    const par = Float64Array.from(likelihood.parameters, ({ name }) => at[name as keyof typeof at]);
    const expected = fixture.results.find(({ text }) => text === r)!.value;
    expect(Math.abs(likelihood.value(par) / expected - 1)).toBeLessThan(1e-12);
    expectDerivatives(likelihood, par);
  });

  test.each([
    ['EXPON.DIST(y, a, TRUE)', (y: number) => 1 - Math.exp(-1.7 * y)],
    ['WEIBULL.DIST(y, a, b, TRUE)', (y: number) => 1 - Math.exp(-((y / 0.6) ** 1.7))],
  ])('%s is the distribution function', (text, f) => {
    const likelihood = asItStands(text);
    const par = Float64Array.from(likelihood.parameters, ({ name }) => at[name as keyof typeof at]);
    expect(likelihood.value(par)).toBeCloseTo(
      data.y.reduce((sum, y) => sum + f(y), 0),
      13,
    );
    expectDerivatives(likelihood, par);
  });
});

describe('data and parameters that cannot be', () => {
  const value = (text: string, y: number, par: number[]) =>
    expressionLikelihood(text, [['y'], [y]]).value(Float64Array.from(par));
  test.each([
    ['dpois(y, m, log=TRUE)', 1.5, [2]],
    ['dpois(y, m, log=TRUE)', -1, [2]],
    ['dbinom(y, 3, p, log=TRUE)', 4, [0.5]],
    ['dexp(y, r, log=TRUE)', -0.1, [1]],
    ['dgamma(y, a, b, log=TRUE)', 1, [-1, 1]],
    ['dnorm(y, m, s, log=TRUE)', 1, [0, -1]],
    ['LN(p) + y', 1, [-1]],
    ['LN(p) + y', 1, [0]],
    ['dunif(y, a, b, log=TRUE)', 3, [0, 2]],
    ['y/p', 0, [0]],
  ])('%s at y = %d and %j is minus infinity', (text, y, par) => {
    expect(value(text, y, par)).toBe(-Infinity);
  });

  test('zero successes are no trouble where the probability is zero', () => {
    const likelihood = expressionLikelihood('y*LN(p) + (1-y)*LN(1-p)', [['y'], [0], [0], [0]]);
    expect(likelihood.value(Float64Array.of(0))).toBe(0);
    expect(likelihood.derivatives(Float64Array.of(0)).gradient[0]).toBe(-3);
    expect(likelihood.parameters).toEqual([{ name: 'p', lower: 0, upper: 1 }]);
  });
});
