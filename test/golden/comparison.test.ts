import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareComparison, isComparison, type GoldenComparison } from './compareComparison';

const folder = import.meta.dirname;
const places = [join(folder, 'data'), join(folder, '../../examples')];

const cases: GoldenComparison[] = readdirSync(folder)
  .filter((name) => /^lrt_.*\.json$/.test(name))
  .map((name): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8')))
  .filter(isComparison);

const csvOf = ({ data }: GoldenComparison): string =>
  readFileSync(
    places.flatMap((place) => [join(place, data), join(place, data.toLowerCase())]).find(existsSync)!,
    'utf8',
  );

describe('likelihood-ratio tests agree with anova() of ML fits in R', () => {
  it('covers four cases', () => expect(cases).toHaveLength(4));

  it.each(cases.map((golden) => [golden.id, golden] as const))('%s', (_, golden) => {
    const rows = compareComparison(golden, csvOf(golden));
    expect(rows).toHaveLength(11);
    expect(rows.filter(({ pass }) => !pass)).toEqual([]);
  });
});
