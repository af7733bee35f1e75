import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareContrasts } from './compareContrasts';
import { compareJointTests } from './compareJointTests';
import { compareDunnett, compareLetters } from './compareLetters';
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

describe('contrasts of marginal means agree with those of emmeans', () => {
  const compared = cases.map((golden) => [golden.id, compareContrasts(golden, csvOf(golden))] as const);

  it('covers all adjustments that the cases have, and their families', () => {
    const sets = compared.flatMap(([id, rows]) => rows.map(({ quantity }) => `${id} ${quantity}`));
    expect(sets.length).toBeGreaterThan(400);
    for (const name of [
      'tukey',
      'sidak',
      'holm',
      'scheffe',
      'fdr',
      'dunnettx',
      'poly',
      'interaction',
      'eff',
      'mean_chg',
    ])
      expect(
        sets.some((set) => set.includes(name)),
        name,
      ).toBe(true);
  });

  it.each(compared)('%s', (_, rows) => expect(rows.filter(({ pass }) => !pass)).toEqual([]));
});

describe('joint tests over the grid agree with those of emmeans', () => {
  const compared = cases.map((golden) => [golden.id, compareJointTests(golden, csvOf(golden))] as const);

  it('covers ten cases', () => expect(compared.filter(([, rows]) => rows.length > 0)).toHaveLength(10));

  it.each(compared)('%s', (_, rows) => expect(rows.filter(({ pass }) => !pass)).toEqual([]));
});

describe('letters of means are those of a compact letter display', () => {
  const compared = cases.map((golden) => [golden.id, compareLetters(golden, csvOf(golden))] as const);

  it('covers three cases', () => expect(compared.filter(([, rows]) => rows.length > 0)).toHaveLength(3));

  it.each(compared)('%s', (_, rows) => expect(rows.filter(({ pass }) => !pass)).toEqual([]));
});

describe("Dunnett's comparisons agree with a quadrature in two dimensions", () => {
  it('in p values, critical value and limits', () => {
    const golden = cases.find(({ id }) => id === 'em_warpbreaks_lm')!;
    const rows = compareDunnett(golden, csvOf(golden));
    expect(rows.filter(({ pass }) => !pass)).toEqual([]);
  });
});
