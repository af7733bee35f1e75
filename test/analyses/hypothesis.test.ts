import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { toCells, type CellMatrix, type FitOptions } from '../../src/index';
import { hypothesisReport } from '../../src/analyses/hypothesis';
import { exampleCells } from '../exampleCells';
import { analyse } from './support';

interface OneDdf {
  /** Estimate, standard error, df, t, lower, upper, p. */
  singles: number[][];
  /** NumDF, DenDF, F, p. */
  joint: number[] | null;
}
interface Case {
  data: string;
  formula: string;
  hypothesis: string;
  satterthwaite: OneDdf;
  kenward: OneDdf;
}
const cases = JSON.parse(
  readFileSync(join(import.meta.dirname, 'fixtures/hypotheses.json'), 'utf8'),
) as Case[];
const testOf = (
  data: CellMatrix,
  formula: string,
  hypothesis: string | CellMatrix,
  options: Partial<FitOptions> = {},
) =>
  analyse(
    data,
    formula,
    {
      kind: 'hypothesis',
      hypothesis: typeof hypothesis === 'string' ? [[hypothesis]] : hypothesis,
      level: 0.95,
    },
    options,
  );
const relative = (ours: number, theirs: number) => Math.abs(ours - theirs) / Math.max(1, Math.abs(theirs));

const CAKE = exampleCells('cake');
const ADDITIVE = 'angle ~ recipe + temp + (1 | recipe:replicate)';
const refusal = (hypothesis: string | CellMatrix, formula = ADDITIVE) => {
  try {
    testOf(CAKE, formula, hypothesis);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it was not refused');
};

describe.each(cases)('$hypothesis in $formula', ({ data, formula, hypothesis, satterthwaite, kenward }) => {
  test.each([
    ['satterthwaite', satterthwaite],
    ['kenward-roger', kenward],
  ] as const)('agrees with lmerTest and pbkrtest by %s', (ddf, { singles, joint }) => {
    const found = testOf(exampleCells(data), formula, hypothesis, { ddf });
    expect(found.rows.length).toBe(singles.length);
    found.rows.forEach(({ test: one }, i) => {
      const { estimate, standardError, df, statistic, lower, upper, pValue } = one!;
      const ours = [estimate, standardError, df!, statistic, lower, upper, pValue];
      ours.forEach((value, c) => expect(relative(value, singles[i][c])).toBeLessThan(2e-5));
    });
    if (joint === null) expect(found.joint).toBeNull();
    else {
      const { numDf, denDf, f, pValue } = found.joint!;
      [numDf, denDf!, f, pValue].forEach((value, c) => expect(relative(value, joint[c])).toBeLessThan(2e-5));
    }
  });
});

describe('a hypothesis', () => {
  test('about one coefficient is the t test of the summary, to the last digit', () => {
    for (const ddf of ['satterthwaite', 'kenward-roger', 'residual', 'asymptotic'] as const) {
      const { fixedEffects } = analyse(CAKE, ADDITIVE, { kind: 'summary' }, { ddf });
      for (const { term, estimate, standardError, df, statistic, pValue, lower, upper } of fixedEffects) {
        const { rows } = testOf(CAKE, ADDITIVE, `${term} = 0`, { ddf });
        expect(rows[0].test).toEqual({ estimate, standardError, df, statistic, pValue, lower, upper });
      }
    }
  });

  test('about all coefficients of a term is the F test of the term, by its name, by theirs, and as a matrix', () => {
    for (const ddf of ['satterthwaite', 'kenward-roger'] as const) {
      const { rows } = analyse(CAKE, ADDITIVE, { kind: 'anova', type: 3 }, { ddf });
      const { numDf, denDf, f, pValue } = rows[0] as {
        numDf: number;
        denDf: number;
        f: number;
        pValue: number;
      };
      const matrix = [['recipeB', 'recipeC'], [1, 0], [0, 1]]; // prettier-ignore
      for (const hypothesis of ['recipe = 0', 'recipeB = 0, recipeC', 'recipeC = recipeB = 0', matrix]) {
        const { joint } = testOf(CAKE, ADDITIVE, hypothesis, { ddf });
        expect(joint!.numDf).toBe(numDf);
        expect(joint!.f).toBeCloseTo(f, 10);
        expect(joint!.denDf).toBeCloseTo(denDf, 8);
        expect(joint!.pValue).toBeCloseTo(pValue, 10);
      }
    }
  });

  test('that is true of the estimates has an F of zero, and several have the mean of t² where they are uncorrelated', () => {
    const [recipeB, temp] = testOf(CAKE, ADDITIVE, 'recipeB = 0; temp = 0').rows.map((row) => row.test!);
    const exact = testOf(CAKE, ADDITIVE, `recipeB = ${recipeB.estimate}; temp = ${temp.estimate}`);
    expect(exact.joint!.f).toBeLessThan(1e-20);
    expect(exact.joint!.pValue).toBe(1);
    // temp is balanced over the recipes
    const { joint, rows } = testOf(CAKE, ADDITIVE, 'recipeB = 1; temp = 0.1');
    const mean = rows.reduce((sum, row) => sum + row.test!.statistic ** 2, 0) / 2;
    expect(relative(joint!.f, mean)).toBeLessThan(1e-9);
  });

  test('is the same in other units, however small the numbers become', () => {
    const tiny = CAKE.map((row, i) =>
      row.map((cell, j) => (i > 0 && CAKE[0][j] === 'temp' ? Number(cell) * 1e9 : cell)),
    );
    const before = testOf(CAKE, ADDITIVE, 'recipeB = 1; temp = 0.1').joint!;
    const after = testOf(tiny, ADDITIVE, 'recipeB = 1; temp = 0.1e-9').joint!;
    expect(after.numDf).toBe(2);
    expect(relative(after.f, before.f)).toBeLessThan(1e-7);
  });

  test('is found whatever characters the names of coefficients have, in any order of their parts and with any blanks', () => {
    const formula = 'angle ~ recipe * poly(temp, 2) + I(temp^3) + (1 | recipe:replicate)';
    const first = testOf(CAKE, formula, 'recipeB:poly(temp, 2)1 = 0; I(temp^3) = 0').rows;
    const second = testOf(CAKE, formula, 'poly(temp,2)1:recipeB=0\n I( temp^3 )').rows;
    expect(second.map((row) => row.test)).toEqual(first.map((row) => row.test));
    expect(second[1].label).toBe('I( temp^3 ) = 0');
    const columns = CAKE.map((row, i) =>
      row.map((cell, j) => (i === 0 && CAKE[0][j] === 'temp' ? 'oven (°C) = x' : cell)),
    );
    const named = testOf(
      columns,
      'angle ~ recipe + `oven (°C) = x` + (1 | recipe:replicate)',
      '2*`oven (°C) = x` = 0.2',
    );
    expect(named.rows[0].test!.estimate).toBeCloseTo(0.316063492, 8);
  });

  test('of numbers on both sides says what the coefficients are compared with', () => {
    const { rows } = testOf(CAKE, ADDITIVE, '(recipeB + 1)/2 - (0.5 - temp) = -recipeC + sqrt(4)');
    expect(rows[0].value).toBe(2);
    const [b, c, t] = testOf(CAKE, ADDITIVE, 'recipeB; recipeC; temp').rows.map((row) => row.test!.estimate);
    expect(rows[0].test!.estimate).toBeCloseTo(b / 2 + t + c, 12);
  });

  test('leaves the limits of the estimate as they are, whatever value is compared with', () => {
    const limits = (value: string): number[] => {
      const { lower, upper } = testOf(CAKE, ADDITIVE, `temp = ${value}`).rows[0].test!;
      return [lower, upper];
    };
    for (const value of ['1', '-1e15', '1e300']) expect(limits(value)).toEqual(limits('0'));
  });

  test('about a model without coefficients says that there are none', () => {
    expect(refusal('temp = 0', 'angle ~ 0 + (1 | recipe:replicate)')).toContain('there are none');
  });

  test('that follows from others adds no degree of freedom, and the joint test is that of the others', () => {
    const { joint, notes } = testOf(CAKE, ADDITIVE, 'recipeB = 1; recipeC = 2; recipeB + recipeC = 3');
    const without = testOf(CAKE, ADDITIVE, 'recipeB = 1; recipeC = 2').joint!;
    expect(joint!.numDf).toBe(2);
    expect(joint!.f).toBeCloseTo(without.f, 10);
    expect(notes).toEqual([
      expect.stringContaining('"recipeB + recipeC = 3" follows from the hypotheses before it'),
    ]);
  });

  test('about a dropped column has no numbers, unless the columns that determine it say the same', () => {
    const twice = 'angle ~ temp + I(2 * temp) + (1 | recipe:replicate)';
    const one = testOf(CAKE, 'angle ~ temp + (1 | recipe:replicate)', 'temp = 0').rows[0].test!;
    const found = testOf(CAKE, twice, 'I(2 * temp) = 0; temp = 0; temp + 2*I(2 * temp) = 0');
    expect(found.rows[0].test).toBeNull();
    expect(found.rows[1].test!.estimate).toBeCloseTo(one.estimate, 10);
    // The slope is temp's coefficient and twice that of the other column.
    expect(found.rows[2].test!.estimate).toBeCloseTo(one.estimate, 10);
    expect(found.notes.join()).toContain('that the data determine');
    const [, row] = toCells(hypothesisReport(found));
    expect(row[0]).toBe('I(2 * temp) = 0');
    expect(row[1]).toMatchObject({ error: '#N/A' });
    expect(row[2]).toBe(0);
  });
});

describe('a hypothesis as a matrix', () => {
  test('has names for its rows in a first column of text, and values in a last one', () => {
    const named = testOf(CAKE, ADDITIVE, [
      ['', 'temp', 'recipeB', 'rhs'],
      ['slope', 1, 0, 0.1],
      ['B', 0, 1, 0],
    ]);
    expect(named.rows.map(({ label, value }) => [label, value])).toEqual([['slope', 0.1], ['B', 0]]); // prettier-ignore
    const plain = testOf(CAKE, ADDITIVE, [[0, 0, 0, 1, 0.1], [0, 1, 0, 0, 0]]); // prettier-ignore
    expect(plain.rows.map((row) => row.test)).toEqual(named.rows.map((row) => row.test));
    expect(plain.rows[0].label).toBe('temp = 0.1');
    expect(plain.joint).toEqual(named.joint);
  });

  test.each([
    [[[1, 0, 0]], 'has 3 columns of numbers: expected 4, one for each coefficient ((Intercept), recipeB, recipeC, temp)'],
    [[['temp', 'recipeD'], [1, 0]], 'a column "recipeD": expected coefficients, (Intercept), recipeB, recipeC, temp, or "rhs" for the values; did you mean recipeB?'],
    [[['temp', 'recipeB'], [1, null]], 'Row 2, column 2 of the hypothesis is blank: expected a number; write 0'],
    [[[0, 1, 0, 0], [0, 0, 0, 0]], 'Row 2 of the hypotheses has no weight but zeros'],
    [[[0, 1, 0, 0, 1], [0, 2, 0, 0, 1]], 'The hypothesis "2*recipeB = 1" contradicts "recipeB = 1"'],
    [[[0, 'rhs']], 'has a header row and no row of weights below it'],
    [[[{ error: '#REF!' }]], 'The hypothesis holds an error'],
    [[[null]], 'The hypothesis is empty'],
  ] as [CellMatrix, string][])('%j is refused in a sentence', (hypothesis, sentence) =>
    expect(refusal(hypothesis)).toContain(sentence),
  ); // prettier-ignore
});

describe('a hypothesis that cannot be read', () => {
  test.each([
    ['recipeB * recipeC = 1', 'linear in the coefficients: expected sums of numbers times coefficients, but found recipeB * recipeC'],
    ['1/temp = 2', 'but found 1/temp'],
    ['temp^2 = 1', 'but found temp^2'],
    ['exp(temp) = 1', 'expected a number in exp(), but found temp'],
    ['tmp = 0', 'there are (Intercept), recipeB, recipeC, temp; did you mean temp?'],
    ['temp > 0', 'Expected = between two sides that are equal, but found >'],
    ['recipe = temp', 'a number on the other side of a term'],
    ['2*recipe = 0', 'Expected recipe alone on its side'],
    ['temp = temp', 'Expected a coefficient in each equation, but found none'],
    ['temp = 1/0', 'Expected finite numbers'],
    ['temp = (1', 'but found the end of the hypothesis'],
    ['temp = "a"', 'but found text'],
    ['recipeB = recipeC + 1; recipeC = recipeB', 'contradicts "recipeB = recipeC + 1": both cannot be true'],
    [' ; ', 'The hypothesis is empty'],
  ])('%s is refused in a sentence', (hypothesis, sentence) => expect(refusal(hypothesis)).toContain(sentence)); // prettier-ignore

  test('has the place of what is wrong', () => {
    expect(refusal('temp = 0; recipeB = recipD')).toContain('\n' + ' '.repeat(20) + '^');
  });
});
