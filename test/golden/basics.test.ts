import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compareBasics, isBasics, type GoldenBasics } from './compareBasics';

const folder = import.meta.dirname;
const files: GoldenBasics[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8')))
  .filter(isBasics);

test('there are binomial, univariate and Poisson results of R', () => expect(files).toHaveLength(3));

test.each(files.map((golden) => [golden.id, golden] as const))('%s agrees with R', (_, golden) => {
  const rows = compareBasics(golden);
  expect(rows.length).toBeGreaterThanOrEqual(8);
  expect(rows.filter(({ pass }) => !pass)).toEqual([]);
});

test('a number that is off is noticed', () => {
  const [golden] = files.filter(({ cases }) => cases?.some((one) => 'fits' in one));
  const wrong = JSON.parse(JSON.stringify(golden).replace(/"rate":0?\.?\d/, '"rate":9')) as GoldenBasics;
  expect(compareBasics(wrong).some(({ pass }) => !pass)).toBe(true);
});
