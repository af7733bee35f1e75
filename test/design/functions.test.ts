/** Single functions of the evaluator against closed forms and R's own numbers. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orthogonalPolynomials, polynomialsAt, termCodings } from '../../src/design';
import { integerQuotient, remainder } from '../../src/design/operators';
import { roundDigits } from '../../src/design/rounding';

describe('roundDigits', () => {
  // round(x, digits) in R 4.2.2.
  it.each([
    [0.15, 1, 0.1],
    [0.25, 1, 0.2],
    [0.35, 1, 0.3],
    [2.675, 2, 2.67],
    [5.015, 2, 5.02],
    [-2.5, 0, -2],
    [3.5, 0, 4],
    [1250, -2, 1200],
    [1350, -2, 1400],
    [1e300, 3, 1e300],
    [0, 5, 0],
  ])('rounds %d to %d digits as R does', (x, digits, wanted) => {
    expect(roundDigits(x, digits)).toBe(wanted);
  });

  it('leaves a decimal number with that many digits alone', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: 0, max: 6 }), (whole, digits) => {
        const x = whole / 10 ** digits;
        expect(roundDigits(x, digits)).toBe(x);
      }),
    );
  });
});

describe('%% and %/%', () => {
  // R 4.2.2.
  it.each([
    [4.7, 0.1, 0.0999999999999999, 46],
    [-0.9, -0.1, -0.1, 8],
    [6, -1.2, -1.2, -6],
    [7, 3, 1, 2],
    [-7, 3, 2, -3],
    [7, -3, -2, -3],
    [5.5, 2, 1.5, 2],
  ])('%d and %d', (a, b, rest, quotient) => {
    expect(remainder(a, b)).toBeCloseTo(rest, 13);
    expect(integerQuotient(a, b)).toBe(quotient);
  });

  it('put a number together again, with a remainder of the sign of the divisor', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    const divisor = fc.double({ min: 1e-3, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(number, divisor, fc.boolean(), (a, size, isNegative) => {
        const b = isNegative ? -size : size;
        const rest = remainder(a, b);
        expect(rest === 0 || rest < 0 === b < 0).toBe(true);
        expect(Math.abs(rest)).toBeLessThanOrEqual(Math.abs(b));
        expect(integerQuotient(a, b) * b + rest).toBeCloseTo(a, 6);
      }),
    );
  });
});

describe('orthogonalPolynomials', () => {
  it('has no digits to lose to a large mean: years give the columns of 1, 2, 3, ...', () => {
    const points = Float64Array.from([3, 1, 4, 1, 5, 9, 2, 6]);
    const years = points.map((v) => v + 2 ** 20);
    const expected = orthogonalPolynomials(points, 4).columns;
    orthogonalPolynomials(years, 4).columns.forEach((column, k) =>
      column.forEach((v, i) => expect(v).toBeCloseTo(expected[k][i], 10)),
    );
  });

  it('gives columns of length 1, orthogonal to each other and to the constant, with a basis that gives them again', () => {
    const points = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 6, maxLength: 30 });
    fc.assert(
      fc.property(points, fc.integer({ min: 1, max: 4 }), (x, degree) => {
        fc.pre(new Set(x).size > degree);
        const values = Float64Array.from(x);
        const { columns, basis } = orthogonalPolynomials(values, degree);
        const product = (a: Float64Array, b: Float64Array) => a.reduce((sum, v, i) => sum + v * b[i], 0);
        const ones = values.map(() => 1);
        columns.forEach((a, j) => {
          expect(product(a, ones)).toBeCloseTo(0, 10);
          columns.forEach((b, k) => expect(product(a, b)).toBeCloseTo(j === k ? 1 : 0, 10));
        });
        polynomialsAt(values, basis).forEach((column, k) =>
          column.forEach((v, i) => expect(v).toBeCloseTo(columns[k][i], 9)),
        );
      }),
    );
  });
});

describe('termCodings', () => {
  const term = (...variables: number[]) => ({ variables, label: variables.join(':') });

  it('codes a factor by contrasts where the term without it is in the model', () => {
    const terms = [term(0), term(1), term(0, 1)];
    expect(termCodings({ intercept: true, terms }, [true, true])).toEqual([
      ['contrasts'],
      ['contrasts'],
      ['contrasts', 'contrasts'],
    ]);
  });

  it('codes a factor by dummies where its margin is missing', () => {
    expect(termCodings({ intercept: true, terms: [term(0), term(0, 1)] }, [true, true])).toEqual([
      ['contrasts'],
      ['dummies', 'contrasts'],
    ]);
  });

  it('lets the first factor stand in for a missing intercept', () => {
    const codings = termCodings({ intercept: false, terms: [term(0), term(1), term(2)] }, [
      false,
      true,
      true,
    ]);
    expect(codings.slice(1)).toEqual([['dummies'], ['contrasts']]);
  });
});
