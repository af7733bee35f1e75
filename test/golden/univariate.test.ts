import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compareUnivariate, isUnivariate, type GoldenUnivariate } from './compareUnivariate';

const folder = import.meta.dirname;
const files: GoldenUnivariate[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8')))
  .filter(isUnivariate);
const csvOf = (data: string): string => readFileSync(join(folder, 'data', data), 'utf8');

test('there are results of R for counts, measurements, censored times, mixtures and regressions', () =>
  expect(files).toHaveLength(5));

test.each(files.map((golden) => [golden.id, golden] as const))('%s agrees with R', (_, golden) => {
  const rows = compareUnivariate(golden, csvOf);
  expect(rows.length).toBeGreaterThanOrEqual(8);
  expect(rows.filter(({ pass }) => !pass)).toEqual([]);
});

test('a number that is off is noticed', () => {
  for (const golden of files) {
    const wrong = JSON.parse(
      JSON.stringify(golden).replace(/"(alpha|rate|p|b0|lambda)": ?-?\d/, '"$1":9'),
    ) as GoldenUnivariate;
    expect(compareUnivariate(wrong, csvOf).some(({ pass }) => !pass)).toBe(true);
  }
});
