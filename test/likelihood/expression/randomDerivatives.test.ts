import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { expressionLikelihood } from '../../../src/likelihood/expression';
import { expectDerivatives } from './derivatives';
import { randomExpression, randomNumbers, type Point } from './randomExpressions';

/** The expression as it stands: in a sum, and not as a density by its form. */
function compiled(text: string, { x, y }: Pick<Point, 'x' | 'y'>) {
  return expressionLikelihood(`LN(EXP(${text})) + 0*(x+y)`, [
    ['x', 'y'],
    [x, y],
  ]);
}

const close = (found: number, wanted: number, size: number): boolean => Math.abs(found - wanted) <= size;

describe('derivatives of random expressions are those that R finds with D()', () => {
  // text, a, b, x, the value, and derivatives by a, b, aa, ab, bb; made by fixtures/derivativesOfR.R with R 4.2.2.
  const lines = readFileSync(new URL('fixtures/derivativesOfR.csv', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const cases = lines.slice(1).map((line) => {
    const [, text, rest] = /^"(.*)",(.*)$/.exec(line) as RegExpExecArray;
    const [a, b, x, ...wanted] = rest.split(',').map(Number);
    return { text, a, b, x, wanted };
  });

  test('of which there are 400', () => {
    expect(cases.length).toBe(400);
  });

  test.each(cases)('$text', ({ text, a, b, x, wanted }) => {
    const likelihood = compiled(text, { x, y: 0 });
    const names = likelihood.parameters.map(({ name }) => name);
    const [i, j] = [names.indexOf('a'), names.indexOf('b')];
    const { value, gradient, hessian } = likelihood.derivatives(
      Float64Array.from(names, (name) => (name === 'a' ? a : b)),
    );
    const found = [value, gradient[i], gradient[j], hessian[3 * i], hessian[1], hessian[3 * j]];
    // Derivatives may cancel, but not below the rounding of the largest one.
    const size = Math.max(1, ...wanted.map(Math.abs));
    found.forEach((one, k) => expect([k, close(one, wanted[k], 1e-11 * size)]).toEqual([k, true]));
  });
});

/** Expressions with a finite value at points taken from `values`, and that value by plain functions. */
function* samples(seed: number, count: number, value: (random: () => number) => number) {
  const random = randomNumbers(seed);
  for (let k = 0; k < count; k++) {
    const expression = randomExpression(random, 1 + Math.floor(random() * 4));
    const at = Object.fromEntries([...'abcxy'].map((name) => [name, value(random)])) as unknown as Point;
    const plain = expression.value(at);
    if (!Number.isFinite(plain) || Math.abs(plain) > 1e6 || !/\b[abc]\b/.test(expression.text)) continue;
    const likelihood = compiled(expression.text, at);
    if (likelihood.parameters.length === 0) continue;
    const names = likelihood.parameters.map(({ name }) => name as keyof Point);
    yield { ...expression, at, plain, likelihood, names, par: Float64Array.from(names, (name) => at[name]) };
  }
}

test('derivatives of random expressions are those of differences, at points without edges', () => {
  let checked = 0;
  for (const { text, plain, likelihood, par } of samples(31, 1500, (random) => 0.15 + 2 * random())) {
    const { value, gradient, hessian } = likelihood.derivatives(par);
    expect([text, close(value, plain, 1e-11 * Math.max(1, Math.abs(plain)))]).toEqual([text, true]);
    const all = [...gradient, ...hessian];
    expect([text, all.every(Number.isFinite)]).toEqual([text, true]);
    // Differences know nothing near a pole.
    if (all.some((x) => Math.abs(x) > 1e3)) continue;
    expectDerivatives(likelihood, par, 1e-5);
    checked++;
  }
  expect(checked).toBeGreaterThan(700);
});

/** By two parameters, or by one of them twice, from one side of each. */
function secondDifference(
  value: (at: Point) => number,
  at: Point,
  [i, k]: readonly (keyof Point)[],
  [s, t]: readonly number[],
  h: number,
): number {
  const one = { ...at, [i]: at[i] + s * h };
  const other = i === k ? one : { ...at, [k]: at[k] + t * h };
  const both = i === k ? { ...at, [i]: at[i] + 2 * s * h } : { ...one, [k]: at[k] + t * h };
  return (value(both) - value(one) - value(other) + value(at)) / (h * h);
}

describe('random expressions at numbers that functions end or bend at', () => {
  const VALUES = [0, 0, 1, 1, -1, 2, 0.5, 3, 0.7, -0.3, 1.9, -2];
  const STEP = 2 ** -30;
  const LARGE = 30;
  const SIDES = [1, -1].flatMap((s) => [1, -1].map((t) => [s, t]));
  const WIDTHS = [2 ** -8, 2 ** -11, 2 ** -14];

  test('have a derivative, or a cusp, or a value that no side goes to', () => {
    const counts = { finite: 0, infinite: 0, none: 0 };
    const drawn = samples(32, 12_000, (random) => VALUES[Math.floor(random() * VALUES.length)]);
    for (const { text, value, at, plain, likelihood, names, par } of drawn) {
      if (!close(likelihood.value(par), plain, 1e-11 * Math.max(1, Math.abs(plain)))) continue;
      const { gradient } = likelihood.derivatives(par);
      names.forEach((name, i) => {
        if (Number.isFinite(gradient[i])) return void counts.finite++;
        if (!Number.isNaN(gradient[i])) return void counts.infinite++;
        counts.none++;
        const slopes = [STEP, -STEP].map((h) => (value({ ...at, [name]: at[name] + h }) - plain) / h);
        const defined = slopes.filter((slope) => !Number.isNaN(slope));
        const said = [text, JSON.stringify(at), name, ...defined.map((slope) => Math.abs(slope) > LARGE)];
        expect(said).toEqual([text, JSON.stringify(at), name, ...defined.map(() => true)]);
      });
    }
    expect(counts.finite).toBeGreaterThan(5000);
    expect(counts.infinite).toBeGreaterThan(80);
    expect(counts.none).toBeLessThan(counts.finite / 100);
  });

  test('have second derivatives too, or second differences that grow without end', () => {
    const counts = { known: 0, none: 0 };
    const drawn = samples(33, 12_000, (random) => VALUES[Math.floor(random() * VALUES.length)]);
    for (const { text, value, at, plain, likelihood, names, par } of drawn) {
      if (!close(likelihood.value(par), plain, 1e-11 * Math.max(1, Math.abs(plain)))) continue;
      const { gradient, hessian } = likelihood.derivatives(par);
      for (const [i, k] of names.flatMap((_, i) => names.slice(0, i + 1).map((__, k) => [i, k]))) {
        if (!Number.isFinite(gradient[i]) || !Number.isFinite(gradient[k])) continue;
        if (!Number.isNaN(hessian[i * names.length + k])) {
          counts.known++;
          continue;
        }
        counts.none++;
        for (const sides of SIDES) {
          const sizes = WIDTHS.map((h) =>
            Math.abs(secondDifference(value, at, [names[i], names[k]], sides, h)),
          );
          const isKnown = !sizes.some(Number.isNaN);
          const said = [text, JSON.stringify(at), isKnown && !(sizes[0] < sizes[1] && sizes[1] < sizes[2])];
          expect(said).toEqual([text, JSON.stringify(at), false]);
        }
      }
    }
    expect(counts.known).toBeGreaterThan(5000);
    expect(counts.none).toBeLessThan(counts.known / 1000);
  });
});
