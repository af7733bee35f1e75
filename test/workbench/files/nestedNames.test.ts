import { expect, test } from 'vitest';
import { nestingBound } from '../../../workbench/files/nestedNames';

function bounded(names: Record<string, string>): string[] {
  const isBounded = nestingBound(Object.entries(names).map(([name, range]) => ({ name, range })));
  return Object.keys(names).filter(isBounded);
}

/** Each name stands for a formula of the next one. */
const chain = (length: number, of: (next: string) => string): Record<string, string> =>
  Object.fromEntries(Array.from({ length }, (_, i) => [`n${i}x`, i + 1 < length ? of(`N${i + 1}x`) : '7']));

test('names of cells, values and other names are bounded', () => {
  const names = {
    A: 'S!$A$1:$A$9',
    data: "'data'!A:A",
    rate: '0.1',
    total: 'SUM(data)*RATE',
    text: '"text"&total',
    SUM: 'A*2',
  };
  expect(bounded(names)).toEqual(Object.keys(names));
});

test('names that need themselves, at once or by others, and those that need them are not', () => {
  expect(bounded({ a_: 'b_+1', b_: 'c_', c_: 'S!A_', self: 'SELF', uses: 'self', other: '1' })).toEqual([
    'other',
  ]);
});

test('names in 64 levels are bounded, in more they are not', () => {
  expect(bounded(chain(64, (next) => next))).toHaveLength(64);
  expect(Object.keys(chain(70, (next) => next)).slice(6)).toEqual(bounded(chain(70, (next) => next)));
});

test('names that become longer than a formula may be are not, and 20,000 of them take no time', () => {
  const doubled = bounded(chain(40, (next) => `${next}+${next}`));
  expect(doubled).toHaveLength(10);
  expect(doubled).toContain('n39x');
  const begun = performance.now();
  const circle = chain(20_000, (next) => next);
  expect(bounded({ ...circle, n19999x: 'n0x' })).toEqual([]);
  expect(performance.now() - begun).toBeLessThan(2000);
});
