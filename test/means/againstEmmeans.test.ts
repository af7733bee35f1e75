/** Marginal means in the many ways to ask for them, against emmeans: fixtures/emmeans.R made the figures. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseCsv, type Cell } from '../../src/index';
import { call, useFunctions } from '../functions/callFunctions';

interface Case {
  readonly data: string;
  readonly formula: string;
  readonly specs: string;
  readonly options: string;
  readonly titles: readonly string[];
  readonly labels: readonly (readonly string[])[];
  readonly estimate: readonly (number | null)[];
  readonly se: readonly (number | null)[];
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
}

const CASES = JSON.parse(
  readFileSync(join(import.meta.dirname, 'fixtures/emmeans.json'), 'utf8'),
) as readonly Case[];

const FOLDERS = ['../../examples', '../golden/data'].map((folder) => join(import.meta.dirname, folder));

const csvOf = (data: string): string =>
  readFileSync(FOLDERS.map((folder) => join(folder, `${data}.csv`)).find(existsSync)!, 'utf8');

/** Columns of numbers that are labels in R. */
const FACTORS: Readonly<Record<string, readonly string[]>> = {
  cake: ['temperature', 'replicate'],
  sleepstudy: ['Subject'],
  sleep_ext: ['Subject'],
  nels_like: ['school'],
};

/** The data as cells, with labels of numbers as text. */
function cellsOf(data: string): Cell[][] {
  const [names, ...rows] = parseCsv(csvOf(data));
  const isFactor = names.map((name) => FACTORS[data]?.includes(String(name)) === true);
  return [[...names], ...rows.map((row) => row.map((cell, j) => (isFactor[j] ? String(cell) : cell)))];
}

interface Shown {
  readonly titles: readonly string[];
  readonly labels: readonly string[];
  /** Estimate, standard error, lower and upper limit; null for none. */
  readonly numbers: readonly (number | null)[];
}

async function shownRows({ data, formula, specs, options }: Case): Promise<Shown[]> {
  const ddf = formula.includes('|') ? ['ddf=asymptotic'] : [];
  const text = [options, ...ddf].filter((part) => part !== '').join('; ');
  const [header, ...rows] = await call('LMER.EMMEANS', cellsOf(data), [[formula]], specs, null, [[text]]);
  const at = ['Std. Error', 'Lower 95%', 'Upper 95%'].map((title) => header.indexOf(title));
  const places = [at[0] - 1, ...at];
  const end = rows.findIndex((row) => row[0] === '');
  return rows.slice(0, end).map((row) => ({
    titles: header.slice(0, at[0] - 1).map(String),
    labels: row.slice(0, at[0] - 1).map(String),
    numbers: places.map((place) => (typeof row[place] === 'number' ? row[place] : null)),
  }));
}

/** Digits of numbers that are levels. */
const near = (a: string, b: string): boolean => a === b || Math.abs(Number(a) - Number(b)) < 1e-6;

useFunctions();

describe.each(CASES)('$formula, $specs, $options', (one) => {
  test('has the rows of emmeans in its order, with its numbers, and none where it has none', async () => {
    const shown = await shownRows(one);
    expect(shown).toHaveLength(one.estimate.length);
    const titles = one.titles.filter((title) => title !== '1');
    expect([...shown[0].titles].sort()).toEqual(titles.length === 0 ? ['Mean of'] : [...titles].sort());
    shown.forEach(({ titles: own, labels, numbers }, r) => {
      titles.forEach((title, t) =>
        expect(labels[own.indexOf(title)]).toSatisfy((label: string) => near(label, one.labels[r][t])),
      );
      [one.estimate[r], one.se[r], one.lower[r], one.upper[r]].forEach((wanted, i) => {
        const found = numbers[i];
        expect(found === null).toBe(wanted === null);
        if (found !== null && wanted !== null)
          expect(Math.abs(found - wanted) / one.se[r]!).toBeLessThan(2e-6);
      });
    });
  });
});
