import { expect, test } from 'vitest';
import { sortLabels, sortLabelSteps } from '../../src/table/levelOrder';
import { readTable, readingTable } from '../../src/table/readTable';
import type { Cell } from '../../src/table/types';

/** The result, and how often there was a stop on the way. */
function inSteps<T>(steps: Generator<void, T>): { readonly value: T; readonly stops: number } {
  for (let stops = 0; ; stops++) {
    const step = steps.next();
    if (step.done) return { value: step.value, stops };
  }
}

const label = (i: number) => `row ${((i * 7919) % 100_003).toString(36)}`;

test('labels sorted in steps are in the same order', () => {
  for (const count of [10, 32_768, 100_003]) {
    const labels = Array.from({ length: count }, (_, i) => label(i));
    const { value, stops } = inSteps(sortLabelSteps(labels));
    expect(value).toEqual(sortLabels(labels));
    expect(stops > 3).toBe(count > 32_768);
  }
});

test('a table read in steps is the same table', () => {
  const rows = Array.from({ length: 70_000 }, (_, i): Cell[] => [
    i % 5 === 0 ? null : Math.sin(i),
    label(i),
    i % 3,
  ]);
  const cells = [['y', 'id', 'k'], ...rows];
  const { value, stops } = inSteps(readingTable(cells));
  expect(value).toEqual(readTable(cells));
  expect(stops).toBeGreaterThan(4);
});

test('what is wrong with a table is said in steps too', () => {
  expect(() => inSteps(readingTable([['y'], [1], [{ error: '#DIV/0!' }]]))).toThrow('#DIV/0!');
});
