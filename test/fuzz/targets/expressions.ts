/** Expressions of densities, and texts that resemble them. */

import fc from 'fast-check';
import { expect } from 'vitest';
import { CellmerError } from '../../../src/errors';
import { expressionLikelihood } from '../../../src/likelihood/expression';
import { parseExpression } from '../../../src/likelihood/expression/parser';
import {
  cellsOf,
  expressionLike,
  point,
  rows,
  sample,
  type Point,
} from '../../likelihood/expression/arbitraries';
import { target } from '../target';

export const expressions = target({
  name: 'expressions',
  law: 'are worth what a plain evaluation gives',
  cases: fc.record({ sample, data: rows, at: point }),
  holds({ sample: { text, value }, data, at }) {
    const likelihood = expressionLikelihood(`${text} + 0*(a+b+c)`, cellsOf(data));
    const par = Float64Array.from(likelihood.parameters, ({ name }) => at[name as keyof Point]);
    const plain = data.map((row) => value(row, at));
    const size = plain.reduce((sum, one) => sum + Math.abs(one), 1);
    // Where the plain evaluation has no value there is nothing to compare with.
    if (!(size < 1e6)) return;
    // What rounding of the point itself makes of it: sin(x^9) has few digits.
    const moved = { a: at.a * (1 + 1e-14), b: at.b * (1 - 1e-14), c: at.c * (1 + 1e-14) };
    const doubt = data.reduce((sum, row, i) => sum + Math.abs(value(row, moved) - plain[i]), 0);
    const off = likelihood.value(par) - plain.reduce((a, b) => a + b, 0);
    expect(Math.abs(off)).toBeLessThanOrEqual(1e-11 * size + 1000 * doubt);
    expect(likelihood.derivatives(par).value).toBe(likelihood.value(par));
  },
});

export const densityTexts = target({
  name: 'densities',
  law: 'as texts are read, or refused with a position inside of them',
  cases: fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), expressionLike),
  holds(text) {
    try {
      parseExpression(text);
    } catch (error) {
      if (!(error instanceof CellmerError)) throw error;
      expect(error.position).toBeLessThanOrEqual(text.length);
    }
  },
});
