import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareMeans, isMeans, type GoldenMeans } from './compareMeans';

const folder = import.meta.dirname;
const places = [join(folder, 'data'), join(folder, '../../examples')];

const cases: GoldenMeans[] = readdirSync(folder)
  .filter((name) => /^em_.*\.json$/.test(name))
  .map((name): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8')))
  .filter(isMeans);

const csvOf = ({ data }: GoldenMeans): string =>
  readFileSync(
    places.flatMap((place) => [join(place, data), join(place, data.toLowerCase())]).find(existsSync)!,
    'utf8',
  );

describe('marginal means agree with those of emmeans', () => {
  it('covers eleven cases', () => expect(cases).toHaveLength(11));

  it.each(cases.map((golden) => [golden.id, golden] as const))('%s', (_, golden) => {
    const rows = compareMeans(golden, csvOf(golden));
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.filter(({ pass }) => !pass)).toEqual([]);
  });
});
