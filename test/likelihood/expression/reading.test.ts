import { describe, expect, test } from 'vitest';
import { expressionLikelihood } from '../../../src/likelihood/expression';
import { maximize } from '../../../src/likelihood/maximize';
import { expectDerivatives } from './derivatives';

const Y = [3, 5, 4, 6, 2];
const CELLS = [['y', 'n'], ...Y.map((y) => [y, 10])];
const read = (text: string, cells: (string | number)[][] = CELLS) => expressionLikelihood(text, cells);

/** What the five counts give: mean 4, its standard error √(4/5). */
const MEAN = { estimate: 4, standardError: Math.sqrt(4 / 5) };
/** 20 of 50, with standard error √(p(1 − p)/50). */
const SHARE = { estimate: 0.4, standardError: Math.sqrt((0.4 * 0.6) / 50) };
/** Mean and standard error of the mean, √(2/5), where the variance is estimated with divisor n. */
const CENTRE = { estimate: 4, standardError: Math.sqrt(2 / 5) };

describe('a density in place of a log-density has its logarithm summed', () => {
  test.each([
    ['POISSON.DIST(y,l,FALSE)', 'sum over 5 rows of LN(POISSON.DIST(y, l, FALSE))', MEAN],
    ['POISSON(y; l; 0)', 'sum over 5 rows of LN(POISSON(y, l, 0))', MEAN],
    ['dpois(y, lambda)', 'sum over 5 rows of LN(dpois(y, lambda))', MEAN],
    ['dpois(y, lambda, log=FALSE)', 'sum over 5 rows of LN(dpois(y, lambda, log=FALSE))', MEAN],
    ['dnorm(y, mu, sigma)', 'sum over 5 rows of LN(dnorm(y, mu, sigma))', CENTRE],
    ['2*dnorm(y, mu, sigma)', 'sum over 5 rows of LN(2) + LN(dnorm(y, mu, sigma))', CENTRE],
    ['dpois(y, l)*dpois(n, k)', 'sum over 5 rows of LN(dpois(y, l)) + LN(dpois(n, k))', MEAN],
    ['dpois(y, l)/dpois(3, 2)', 'sum over 5 rows of LN(dpois(y, l)) - LN(dpois(3, 2))', MEAN],
    ['SQRT(dpois(y, l)^2)', 'sum over 5 rows of 0.5*(2*LN(dpois(y, l)))', MEAN],
    ['IF(y < 0, 0, dpois(y, l))', 'sum over 5 rows of IF(y < 0, LN(0), LN(dpois(y, l)))', MEAN],
    ['PRODUCT(POISSON.DIST(y,l,FALSE))', 'SUM(LN(POISSON.DIST(y, l, FALSE)))', MEAN],
    ['prod(dpois(y, l))', 'SUM(LN(dpois(y, l)))', MEAN],
    ['SUM(dpois(y, l))', 'SUM(LN(dpois(y, l)))', MEAN],
    ['SUM(dpois(y, l)) + SUM(dpois(n, k))', 'SUM(LN(dpois(y, l))) + SUM(LN(dpois(n, k)))', MEAN],
    ['l^y*EXP(-l)/FACT(y)', 'sum over 5 rows of y*LN(l) - l - LN(FACT(y))', MEAN],
    ['POWER(l, y)*EXP(-l)', 'sum over 5 rows of y*LN(l) - l', MEAN],
    ['p^y*(1-p)^(n-y)', 'sum over 5 rows of y*LN(p) + (n - y)*LN(1 - p)', SHARE],
    [
      'COMBIN(n,y)*p^y*(1-p)^(n-y)',
      'sum over 5 rows of LN(COMBIN(n, y)) + y*LN(p) + (n - y)*LN(1 - p)',
      SHARE,
    ],
    [
      'EXP(-(y-m)^2/(2*s^2))/(s*SQRT(2*PI()))',
      'sum over 5 rows of LN(1/s/SQRT(2*PI())) - (y - m)^2/(2*s^2)',
      CENTRE,
    ],
  ])('%s is %s', (text, sentence, expected) => {
    const likelihood = read(text);
    expect(likelihood.sentence).toBe(sentence);
    expect(likelihood.remarks).toHaveLength(1);
    const { parameters, remarks } = maximize(likelihood);
    const found = parameters.find(({ name }) => 'l lambda mu m p'.split(' ').includes(name))!;
    expect(Math.abs(found.estimate - expected.estimate)).toBeLessThan(1e-9);
    expect(Math.abs(found.standardError! - expected.standardError)).toBeLessThan(1e-9);
    expect(remarks).toEqual(likelihood.remarks);
  });

  test('a probability under a condition is one', () => {
    const likelihood = read('IF(y > 3, pnorm(a), 1 - pnorm(a))');
    // Three of five: the 0.6 quantile of the normal distribution.
    expect(maximize(likelihood).parameters[0].estimate).toBeCloseTo(0.2533471031357997, 10);
  });

  test('what is read from its form alone says how to say the other', () => {
    expect(read('p^y*(1-p)^(n-y)').remarks[0]).toContain('LN(EXP(...))');
    const other = read('LN(EXP(p^y*(1-p)^(n-y)))');
    expect(other.remarks).toEqual([]);
    expect(other.value(Float64Array.of(0.5))).toBe(5 * 0.5 ** 10);
  });

  test('a column that multiplies a density is said not to count rows', () => {
    expect(read('n*dpois(y, l)').remarks[1]).toContain('n*LN(...)');
  });
});

describe('a log-density stays what it is', () => {
  test.each([
    'y*LN(l) - l',
    'dpois(y, l, log=TRUE)',
    'n*dpois(y, l, log=1)',
    '-EXP(b)*y + b',
    'y*b - EXP(b)',
    'SUM(y*b) - SUM(EXP(b))',
    'b*y - log1p(EXP(b))',
    '-(y - m)^2',
    'LN(w*dnorm(y) + (1-w)*dnorm(y, m))',
    'lgamma(y + a)',
    'IF(y > 3, LN(p), LN(1 - p))',
    'LN(dpois(y, l))',
    'SUM(LN(dpois(y, l)))',
    'LN(PRODUCT(dpois(y, l)))',
  ])('%s', (text) => {
    const likelihood = read(text);
    expect(likelihood.remarks).toEqual([]);
    expect(likelihood.sentence.replace('sum over 5 rows of ', '').replaceAll(' ', '')).toBe(
      text.replaceAll(' ', ''),
    );
  });

  test.each([
    ['dpois(y, l) + LN(l)', 'log=TRUE'],
    ['SUM(dpois(y, l)) - a^2', 'log=TRUE'],
    ['IF(y > 3, p, 1 - p)', 'write LN(...) around it'],
    ['p^3*(1-p)^7', 'write LN(...) around it'],
  ])('%s too, with a remark', (text, words) => {
    const likelihood = read(text);
    expect(likelihood.remarks[0]).toContain('as it stands');
    expect(likelihood.remarks[0]).toContain(words);
  });
});

describe('mixtures', () => {
  const text = 'w*dnorm(y, a, s) + (1-w)*dnorm(y, b, s)';
  const logNormal = (y: number, m: number, s: number): number =>
    -0.5 * ((y - m) / s) ** 2 - Math.log(s) - 0.5 * Math.log(2 * Math.PI);

  test('are a density, whose weights are between 0 and 1', () => {
    const { sentence, parameters } = read(text);
    expect(sentence).toBe('sum over 5 rows of LN(w*dnorm(y, a, s) + (1 - w)*dnorm(y, b, s))');
    expect(parameters.find(({ name }) => name === 'w')).toEqual({ name: 'w', lower: 0, upper: 1 });
  });

  test.each([text, `LN(${text})`])('are stable far out, with their derivatives: %s', (written) => {
    const likelihood = read(written, [['y'], [0], [1000], [-3000]]);
    const par = Float64Array.of(0.25, 1, 2, 4);
    const names = likelihood.parameters.map(({ name }) => name);
    expect(names).toEqual(['w', 'a', 's', 'b']);
    const expected = [0, 1000, -3000].reduce((sum, y) => {
      const one = Math.log(0.25) + logNormal(y, 1, 2);
      const other = Math.log(0.75) + logNormal(y, 4, 2);
      const top = Math.max(one, other);
      return sum + top + Math.log(Math.exp(one - top) + Math.exp(other - top));
    }, 0);
    expect(Math.abs(likelihood.value(par) / expected - 1)).toBeLessThan(1e-14);
    expectDerivatives(likelihood, par);
  });

  test('of three parts, with zeros, and by a share of zeros', () => {
    const three = 'u*dpois(y, 1) + v*dpois(y, a) + (1-u-v)*dpois(y, b)';
    expectDerivatives(read(three), Float64Array.of(0.2, 0.3, 2.5, 6));
    const zeros = [['y'], [0], [0], [3], [1]];
    const inflated = read('w*(y = 0) + (1-w)*dpois(y, l)', zeros);
    const split = read('IF(y=0, w + (1-w)*dpois(0, l), (1-w)*dpois(y, l))', zeros);
    const par = Float64Array.of(0.3, 1.7);
    const expected =
      2 * Math.log(0.3 + 0.7 * Math.exp(-1.7)) + 2 * (Math.log(0.7) - 1.7) + 4 * Math.log(1.7) - Math.log(6);
    for (const likelihood of [inflated, split]) {
      expect(likelihood.value(par)).toBeCloseTo(expected, 12);
      expectDerivatives(likelihood, par);
    }
  });

  test('products of densities are stable where they are 0', () => {
    const likelihood = read('LN(dnorm(y, m)*dnorm(n, m))', [
      ['y', 'n'],
      [400, -400],
    ]);
    expect(likelihood.value(Float64Array.of(0))).toBeCloseTo(-160_000 - Math.log(2 * Math.PI), 8);
  });
});

test('a header is never taken for a part of the expression', () => {
  // Parts of a graph are known by their operation and operands, columns by their headers alone.
  for (const header of ['ivide 0 1', 'divide 0 1', 'c1', 'p0', 'sum 2', ' 1 ', '__proto__']) {
    const cells = [
      ['y', header],
      [2, 7],
      [3, 11],
    ];
    const named = read(`-(y/a)^2 - a*[${header.trim()}] - IF(y > 0, a, y)`, cells);
    const plain = read('-(y/a)^2 - a*x - IF(y > 0, a, y)', [
      ['y', 'x'],
      [2, 7],
      [3, 11],
    ]);
    expect(named.value(Float64Array.of(1.5))).toBe(plain.value(Float64Array.of(1.5)));
  }
});
