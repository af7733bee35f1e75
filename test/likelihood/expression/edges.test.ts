import { describe, expect, test } from 'vitest';
import { expressionLikelihood } from '../../../src/likelihood/expression';
import edges from './fixtures/edges.json';

/** Made by fixtures/edges.py: "inf", "-inf", "none", or null where the difference quotients leave it open. */
type Wanted = number | string | null;

interface Edge {
  readonly text: string;
  readonly at: Readonly<Record<string, number>>;
  readonly value: number;
  readonly first: Readonly<Record<string, Wanted>>;
  readonly second: Readonly<Record<string, Wanted>>;
  readonly mixed: Wanted;
}

const cases = edges as unknown as Edge[];

/** What grows like a logarithm of a logarithm to a power has no series here: its mixed derivative is not made up. */
const BEYOND = ['(ABS(ABS(LN(LOG(a, b)))) ^ LN(log1p((b)^2)))'];

/** The expression as it stands: in a sum, and not as a density by its form. */
function compiled(text: string, { x, y }: Readonly<Record<string, number>>) {
  return expressionLikelihood(`LN(EXP(${text})) + 0*(x+y)`, [
    ['x', 'y'],
    [x, y],
  ]);
}

function expectDerivative(found: number, wanted: Wanted): void {
  if (wanted === null) return;
  if (wanted === 'none') expect(found).toBeNaN();
  else if (typeof wanted === 'string') expect(found).toBe(wanted === 'inf' ? Infinity : -Infinity);
  else expect(Math.abs(found - wanted)).toBeLessThanOrEqual(1e-10 * Math.max(1, Math.abs(wanted)));
}

describe('at the ends of the domains of functions, derivatives are the limits of difference quotients', () => {
  test.each(cases.map((one) => [`${one.text} at ${JSON.stringify(one.at)}`, one] as const))(
    '%s',
    (_, { text, at, value, first, second, mixed }) => {
      const likelihood = compiled(text, at);
      const names = likelihood.parameters.map(({ name }) => name);
      const found = likelihood.derivatives(Float64Array.from(names, (name) => at[name]));
      expect(Math.abs(found.value - value)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(value)));
      names.forEach((name, i) => {
        expectDerivative(found.gradient[i], first[name]);
        expectDerivative(found.hessian[i * (names.length + 1)], second[name]);
      });
      if (names.length === 2) expectDerivative(found.hessian[1], BEYOND.includes(text) ? 'none' : mixed);
    },
  );

  test('and nearly all of them are clear', () => {
    const wanted = cases.flatMap(({ first, second }) => [...Object.values(first), ...Object.values(second)]);
    expect(wanted.filter((one) => one === null).length).toBeLessThan(10);
    for (const kind of ['inf', '-inf', 'none'])
      expect(wanted.filter((one) => one === kind).length).toBeGreaterThan(15);
  });
});
