import { describe, expect, test } from 'vitest';
import { expressionLikelihood } from '../../../src/likelihood/expression';

const at = (text: string, cells: (string | number)[][], par: number[]) =>
  expressionLikelihood(text, cells).derivatives(Float64Array.from(par));
const close = (found: Float64Array, wanted: number[]) =>
  wanted.forEach((x, i) => expect(Math.abs(found[i] - x)).toBeLessThan(1e-9 * Math.max(1, Math.abs(x))));

describe('a row in which a part is infinite counts with the limit of the whole', () => {
  // The value at t = 0 is that of y ~ N(c, 1): the rest is zero with all its derivatives.
  test.each([
    'a*EXP(-b/t)',
    'EXP(-b/t)*a',
    'a*EXP(-b/t)/t',
    '(a/t)*EXP(-b/t)',
    'EXP(-b/t)*LN(a*t)',
    'a/(1 + b/t)',
    'a/(1 + (b/t)^2)',
    'a*plogis(-b/t)',
    'a*(b*t)^0.5',
    'a*SQRT(b*t)',
    'a*t*LN(b*t)',
    '(b*t)*LN(b*t)*a',
    'a/EXP(b/t)/t',
    'a*(1 - EXP(-b*t))',
  ])('dnorm(y, c + %s) at t = 0', (part) => {
    const text = `dnorm(y, c + ${part}, 1, log=TRUE)`;
    const names = expressionLikelihood(text, [
      ['y', 't'],
      [1.5, 2],
    ]).parameters.map(({ name }) => name);
    const par = names.map((name) => ({ a: 1.3, b: 0.7, c: 0.4 })[name]!);
    const { value, gradient, hessian } = at(
      text,
      [
        ['y', 't'],
        [1.5, 0],
      ],
      par,
    );
    expect(value).toBeCloseTo(-0.5 * 1.1 ** 2 - 0.5 * Math.log(2 * Math.PI), 12);
    const c = names.indexOf('c');
    close(
      gradient,
      names.map((_, i) => (i === c ? 1.1 : 0)),
    );
    close(
      hessian,
      names.flatMap((_, i) => names.map((__, j) => (i === c && j === c ? -1 : 0))),
    );
    expect([...gradient, ...hessian].every((x) => !Number.isNaN(x))).toBe(true);
  });

  test('beside rows without one', () => {
    const text = 'dnorm(y, a*EXP(-b/t), 1, log=TRUE)';
    const both = at(
      text,
      [
        ['y', 't'],
        [1, 0],
        [2, 3],
      ],
      [1.2, 0.5],
    );
    const one = at(
      text,
      [
        ['y', 't'],
        [2, 3],
      ],
      [1.2, 0.5],
    );
    expect(both.gradient).toEqual(one.gradient);
    expect(both.hessian).toEqual(one.hessian);
    expect(both.value - one.value).toBeCloseTo(-0.5 - 0.5 * Math.log(2 * Math.PI), 12);
  });
});

describe('k·log(k) is 0 at k = 0', () => {
  test.each(['k*LN(k) + 0*y', 'LN(k)*k + 0*y', '-SUM(y)*0 + k*LN(k)*3', 'k*log1p(k - 1) + 0*y'])(
    '%s',
    (text) => {
      const { value, gradient } = at(text, [['y'], [1]], [0]);
      expect(Math.abs(value)).toBe(0);
      expect(gradient[0]).toBe(-Infinity);
    },
  );
});

test.each(['k*LN(k) - k*a', 'LN(k)*k - k*a', 'LN(k)*k - a*k', '(k - 1)*LN(k)*(k/(k - 1)) - k*a'])(
  'k·log(k) is 0 at k = 0 where k is a column, in either order: %s',
  (text) => {
    const cells = text.includes('/') ? [['k'], [0], [2]] : [['k'], [0], [1], [2]];
    const { value, gradient } = at(text, cells, [1]);
    expect(value).toBeCloseTo(2 * Math.log(2) - (cells.length === 3 ? 2 : 3), 12);
    expect(gradient[0]).toBeCloseTo(cells.length === 3 ? -2 : -3, 12);
  },
);

test('what has no limit has no value, and no derivative is made up', () => {
  expect(at('0*y + k/k', [['y'], [1]], [0]).value).toBe(-Infinity);
  expect(at('0*y + (EXP(k) - 1)/k', [['y'], [1]], [0]).value).toBe(-Infinity);
  // A cusp, and a value that stands alone.
  expect(at('0*y - SQRT(ABS(k))', [['y'], [1]], [0]).gradient[0]).toBeNaN();
  expect(at('y*0 + (0*y)^k', [['y'], [1]], [0]).gradient[0]).toBeNaN();
});

test('where one side only goes to the value, the derivative is that of this side', () => {
  // atan(∞) is the limit from the right.
  expect(at('0*y + ATAN(1/k)', [['y'], [1]], [0]).gradient[0]).toBe(-1);
  const { gradient, hessian } = at('0*y + k^1.5', [['y'], [1]], [0]);
  expect([gradient[0], hessian[0]]).toEqual([0, Infinity]);
});

test('an exponential of a logarithm has the derivative of what it is', () => {
  for (const text of [
    'EXP(LN(k)) + 0*y',
    'plogis(qlogis(k)) + 0*y',
    'SQRT(k)^2 + 0*y',
    'EXP(2*LN(k))/k + 0*y',
  ]) {
    const { gradient, hessian } = at(text, [['y'], [1]], [0]);
    expect([text, gradient[0], hessian[0] + 0]).toEqual([text, 1, 0]);
  }
});

test('rows without a derivative are added up with those that have one, before and after what is done with the sum', () => {
  const cells = [['y'], [3], [1], [2], [2]];
  const found = at('-SUM(SQRT((y - a)^4)) - LN(SUM(ABS(y - a)^3))', cells, [2]);
  // −Σ (y − a)², and the logarithm of two.
  expect(found.value).toBeCloseTo(-2 - Math.LN2, 12);
  expect(found.gradient[0]).toBeCloseTo(0, 12);
  expect(found.hessian[0]).toBeCloseTo(-8 - 6, 12);
});

test('the root of a square is the absolute value, with its derivative on both sides', () => {
  const gradient = (a: number) => at('-SQRT((y - a)^2)', [['y'], [2]], [a]).gradient[0];
  expect([gradient(1), gradient(2), gradient(3)].map((x) => x + 0)).toEqual([1, 0, -1]);
});

test('derivatives by counts that are parameters are those of the gamma function, at 0 too', () => {
  const EULER = 0.5772156649015329;
  const harmonic = (n: number) => Array.from({ length: n }, (_, k) => 1 / (k + 1)).reduce((a, b) => a + b, 0);
  // The derivative of log C(5, k) at 0 is ψ(6) − ψ(1), at 5 its opposite.
  expect(at('lchoose(5, k) + 0*y', [['y'], [1]], [0]).gradient[0]).toBeCloseTo(harmonic(5), 12);
  expect(at('lchoose(5, k) + 0*y', [['y'], [1]], [5]).gradient[0]).toBeCloseTo(-harmonic(5), 12);
  expect(at('dpois(k, 3, log=TRUE) + 0*y', [['y'], [1]], [0]).gradient[0]).toBeCloseTo(
    Math.log(3) + EULER,
    12,
  );
});

test('a power of a negative number has no value where its exponent can vary', () => {
  expect(at('y^k', [['y'], [-2]], [2]).value).toBe(-Infinity);
  expect(at('-(k^2) + 0*y', [['y'], [1]], [-3]).gradient[0]).toBe(6);
});

test('what leaves the range of the numbers has derivatives of zero where its function levels off', () => {
  for (const text of ['plogis(k^k)', 'ATAN(expm1(k))', '1/expm1(k)', '0.5^(k^k)'])
    expect(at(`LN(EXP(${text})) + 0*y`, [['y'], [1]], [1e9]).gradient[0]).toBeCloseTo(0, 12);
});
