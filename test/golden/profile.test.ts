import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareProfile, isProfile, profileTable, type GoldenProfile } from './compareProfile';

const folder = import.meta.dirname;
const places = [join(folder, 'data'), join(folder, '../../examples')];

const cases: GoldenProfile[] = readdirSync(folder)
  .filter((name) => /^profile_.*\.json$/.test(name))
  .map((name): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8')))
  .filter(isProfile);

const csvOf = ({ data }: GoldenProfile): string =>
  readFileSync(places.map((place) => join(place, data)).find(existsSync)!, 'utf8');

describe('profile-likelihood intervals agree with nested optimization in R', () => {
  it('covers four cases', () => expect(cases).toHaveLength(4));

  it.each(cases.map((golden) => [golden.id, golden.formula, golden] as const))('%s: %s', (_, __, golden) => {
    const rows = compareProfile(golden, profileTable(golden, csvOf(golden)));
    expect(rows).toHaveLength(2 * Object.keys(golden.exact).length);
    expect(rows.filter(({ pass }) => !pass)).toEqual([]);
  });
});

it('the limits for the stand-in of the wheat yields are those of the yields, whose sums of squares it has', () => {
  const wheat = JSON.parse(readFileSync(join(folder, '../examples/wheat.json'), 'utf8')) as {
    profile: Record<string, [number, number]>;
  };
  const csv = readFileSync(join(folder, '../../examples/wheat.csv'), 'utf8');
  const golden = { id: 'wheat', data: 'wheat.csv', formula: 'y ~ 1 + (1 | region)', level: 0.95 };
  const { deviance: _, ...exact } = wheat.profile;
  const table = profileTable({ ...golden, exact }, csv);
  expect(compareProfile({ ...golden, exact }, table).filter(({ pass }) => !pass)).toEqual([]);
  expect(table.rows[0].lower).toBe(0);
  expect(table.notes.join(' ')).toContain(
    'sd_(Intercept)|region: the likelihood does not drop to the limit before 0, where the parameter ends.',
  );
});
