/** Laws of the F tests of terms: what they may not depend on; and lmerTest's tables of many unbalanced models. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  analyseModel,
  type AnovaTable,
  type CellMatrix,
  DEFAULT_FIT_OPTIONS,
  type FitOptions,
  parseCsv,
  prepareModel,
  type TestType,
} from '../../src/index';
import { CONTRAST_KINDS } from '../../src/design';
import type { AnovaRow } from '../../src/analyses/anova';
import { exampleCells } from '../exampleCells';

interface Case {
  readonly formula: string;
  readonly withoutCells: boolean;
  /** There lmerTest takes its degrees of freedom from a Hessian that its differences cannot tell. */
  readonly isSingular: boolean;
  readonly tests: {
    readonly type: TestType;
    readonly terms: string[];
    readonly numDf: number[];
    readonly denDf: number[];
    readonly f: number[];
  }[];
}

const fixture = (name: string): string => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');
const CASES = JSON.parse(fixture('anovaTerms.json')) as Case[];
const WHOLE = parseCsv(fixture('terms.csv'));
/** Without two combinations of a and b. */
const HOLED = WHOLE.filter(([a, b]) => !(a === 'a3' && b === 'b4') && !(a === 'a2' && b === 'b1'));
const dataOf = ({ withoutCells }: Case): CellMatrix => (withoutCells ? HOLED : WHOLE);

function tableOf(
  data: CellMatrix,
  model: string,
  type: TestType,
  options: Partial<FitOptions> = {},
): AnovaTable {
  const input = prepareModel({ data, model, options: { ...DEFAULT_FIT_OPTIONS, ...options } });
  return analyseModel(input, { kind: 'anova', type });
}

/** Degrees of freedom and F of the rows, a term that cannot be tested with null. */
const figures = ({ rows }: AnovaTable) =>
  rows.map((row) => {
    const { numDf, f = null, denDf = null } = row as Partial<AnovaRow>;
    return { term: row.term, numDf, f, denDf };
  });

const coded = (all: (typeof CONTRAST_KINDS)[number]): Partial<FitOptions> => ({
  contrasts: { all, factors: {} },
});

const relative = (a: number | null, b: number | null): number =>
  a === null || b === null ? (a === b ? 0 : Infinity) : Math.abs(a - b) / Math.max(1e-3, Math.abs(b));

function expectSame(found: AnovaTable, wanted: AnovaTable, sameDf: (numDf: number) => boolean): void {
  const [one, other] = [figures(found), figures(wanted)];
  expect(one.map(({ term, numDf }) => [term, numDf])).toEqual(other.map(({ term, numDf }) => [term, numDf]));
  one.forEach(({ numDf, f, denDf }, i) => {
    expect(relative(f, other[i].f)).toBeLessThan(1e-6);
    if (sameDf(numDf!)) expect(relative(denDf, other[i].denDf)).toBeLessThan(1e-5);
  });
}

const always = () => true;
const TYPES = [1, 2, 3] as const;

describe.each(CASES)('$formula, empty cells: $withoutCells', (one) => {
  const data = dataOf(one);
  const tables = TYPES.map((type) => tableOf(data, one.formula, type));

  test('has the tests of lmerTest', () => {
    one.tests.forEach(({ terms, numDf, denDf, f }, i) => {
      const found = figures(tables[i]);
      expect(found.map(({ term }) => term)).toEqual(terms);
      found.forEach((row, t) => {
        expect(row.numDf).toBe(numDf[t]);
        expect(relative(row.f, f[t])).toBeLessThan(1e-3);
        if (!one.isSingular) expect(relative(row.denDf, denDf[t])).toBeLessThan(2e-4);
      });
    });
  });

  test.each(CONTRAST_KINDS)(
    'has one hypothesis and one number of degrees of freedom under %s contrasts',
    (all) => {
      TYPES.forEach((type, i) => expectSame(tableOf(data, one.formula, type, coded(all)), tables[i], always));
    },
  );

  test('does not depend on the order of the rows', () => {
    const [header, ...rows] = data;
    const turned = [header, ...rows.map((_, i) => rows[(i * 47 + 11) % rows.length])];
    expect(new Set(turned).size).toBe(data.length);
    TYPES.forEach((type, i) => expectSame(tableOf(turned, one.formula, type), tables[i], always));
  });

  test('does not depend on the order of the levels, but for the degrees of freedom of several contrasts at once', () => {
    const levels = {
      a: { levels: ['a3', 'a1', 'a2'], ordered: false },
      b: { levels: ['b4', 'b3', 'b2', 'b1'], ordered: false },
      c: { levels: ['yes', 'no'], ordered: false },
    };
    TYPES.forEach((type, i) =>
      expectSame(tableOf(data, one.formula, type, { levels }), tables[i], (numDf) => numDf === 1),
    );
  });
});

test('people with random slopes of a factor have lmerTest’s degrees of freedom in every coding', () => {
  const data = parseCsv(fixture('typedf.csv'));
  const model = 'rt ~ cong + x + (cong + x | id)';
  // lmerTest 3.1-3 with treatment contrasts
  const DENDF = { 1: 20.29291913, 2: 20.07498206, 3: 20.07498206 };
  for (const type of TYPES)
    for (const all of CONTRAST_KINDS) {
      const [cong, x] = figures(tableOf(data, model, type, coded(all)));
      expect(relative(cong.denDf, DENDF[type])).toBeLessThan(2e-5);
      expect(relative(x.denDf, 21.85277386)).toBeLessThan(2e-5);
    }
});

describe('a term that other terms determine', () => {
  const cake = exampleCells('cake') as CellMatrix;
  const ORDERS = [
    'recipe + temp + temperature',
    'temperature + recipe + temp',
    'temp + temperature + recipe',
  ];

  test.each([2, 3] as const)(
    'has 0 degrees of freedom in tests of type %i, in any coding and order',
    (type) => {
      for (const order of ORDERS)
        for (const all of CONTRAST_KINDS) {
          const table = tableOf(cake, `angle ~ ${order} + (1 | recipe:replicate)`, type, coded(all));
          const rows = new Map(table.rows.map((row) => [row.term, row]));
          expect(rows.get('temp')).toEqual({ term: 'temp', numDf: 0 });
          // What is left of the six temperatures: that they do not lie on a line.
          expect(rows.get('temperature')).toMatchObject({ numDf: 4, f: expect.closeTo(1.63106284349972, 8) });
          expect(rows.get('recipe')).toMatchObject({ numDf: 2, f: expect.closeTo(0.248788787072078, 8) });
          expect(table.notes[0]).toMatch(/^temp: other terms determine its columns/);
        }
    },
  );

  test('is tested in its turn by type I', () => {
    // lmerTest 3.1-3: anova(lmer(angle ~ recipe + temp + temperature + (1 | recipe:replicate), cake), type = 1)
    const table = tableOf(
      cake,
      'angle ~ recipe + temp + temperature + (1 | recipe:replicate)',
      1,
      coded('sum'),
    );
    expect(figures(table).map(({ numDf, f }) => [numDf, f])).toEqual([
      [2, expect.closeTo(0.248788787072078, 7)],
      [1, expect.closeTo(96.0461539654117, 4)],
      [4, expect.closeTo(1.63106284349972, 6)],
    ]);
  });

  test('is not a product of factors that stands for all their combinations', () => {
    // lmerTest 3.1-3: anova(lmer(y ~ a + interaction(b, c) + (1 | g))) by types II and III alike
    for (const type of [2, 3] as const)
      for (const all of CONTRAST_KINDS)
        expect(figures(tableOf(WHOLE, 'y ~ a + b:c + (1 | g)', type, coded(all)))[1]).toMatchObject({
          numDf: 7,
          f: expect.closeTo(0.8221456, 5),
        });
  });

  test('is any of three covariates of which one is the sum of the others', () => {
    const data = WHOLE.map((row, i) => [...row, i === 0 ? 'both' : Number(row[3]) + Number(row[4])]);
    for (const order of ['x + z + both', 'both + x + z'])
      for (const type of [2, 3] as const)
        expect(tableOf(data, `y ~ a + ${order} + (1 | g)`, type).rows.map(({ numDf }) => numDf)).toEqual([
          2, 0, 0, 0,
        ]);
  });

  test('is a factor beside one whose levels lie within its own', () => {
    const data = WHOLE.map((row, i) => [...row, i === 0 ? 'cell' : `${String(row[0])}.${String(row[1])}`]);
    for (const order of ['a + cell', 'cell + a'])
      for (const all of CONTRAST_KINDS) {
        const { rows } = tableOf(data, `y ~ ${order} + (1 | g)`, 3, coded(all));
        expect(rows.find(({ term }) => term === 'a')).toEqual({ term: 'a', numDf: 0 });
        expect(rows.find(({ term }) => term === 'cell')).toMatchObject({ numDf: 9 });
      }
  });

  test('is left aside where it says the same as a term before it', () => {
    const plain = figures(tableOf(WHOLE, 'y ~ x + a + (1 | g)', 3));
    for (const copy of ['I(2 * x)', 'I(3 - x)']) {
      const rows = figures(tableOf(WHOLE, `y ~ x + ${copy} + a + (1 | g)`, 3));
      expect(rows[1]).toMatchObject({ term: copy, numDf: 0, f: null });
      for (const [at, other] of [
        [0, 0],
        [2, 1],
      ]) {
        expect(rows[at].numDf).toBe(plain[other].numDf);
        expect(relative(rows[at].f, plain[other].f)).toBeLessThan(1e-7);
      }
    }
  });
});

test('a large constant added to the response changes no test in any coding', () => {
  const withY = (shift: number) =>
    WHOLE.map((row, i) =>
      i === 0 ? row : [...row.slice(0, -1), Math.round(100 * Number(row.at(-1))) + shift],
    );
  for (const type of TYPES)
    for (const all of CONTRAST_KINDS)
      expectSame(
        tableOf(withY(1e9), 'y ~ a * b + x + (1 | g)', type, coded(all)),
        tableOf(withY(0), 'y ~ a * b + x + (1 | g)', type),
        always,
      );
});

describe('the notes of a table', () => {
  test('name the interactions with empty cells and the columns that were dropped', () => {
    const { notes } = tableOf(HOLED, 'y ~ a * b + x + (1 | g)', 3);
    expect(notes).toEqual([
      'a:b: 2 of 12 combinations of levels have no data; the hypotheses are about the combinations that have.',
      expect.stringMatching(/^Dropped 2 columns of the fixed effects/),
    ]);
    expect(tableOf(WHOLE, 'y ~ a * b + x + (1 | g)', 3).notes).toEqual([]);
  });

  test('say that the fit is singular', () => {
    const data = exampleCells('dyestuff2') as CellMatrix;
    const numbered = data.map((row, i) => [...row, i === 0 ? 'x' : i % 3]);
    expect(tableOf(numbered, 'Yield ~ x + (1 | Batch)', 3).notes).toEqual([
      expect.stringMatching(/^Boundary \(singular\) fit: the variance of \(Intercept\)/),
    ]);
  });
});
