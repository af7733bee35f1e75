import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { answerReport, parseCsv, toCells, type CellMatrix, type FitOptions } from '../../src/index';
import type { AnovaRow } from '../../src/analyses/anova';
import { exampleCells } from '../exampleCells';
import { analyse } from './support';

interface Case {
  data: string;
  formula: string;
  method: 'REML' | 'ML';
  options: { 'alpha.fixed'?: number; 'reduce.random'?: boolean; keep?: string; ddf?: string };
  factors: string[];
  random: {
    terms: string[];
    eliminated: (number | null)[];
    npar: number[];
    logLik: number[];
    lrt: (number | null)[];
    df: (number | null)[];
    p: (number | null)[];
  };
  fixed: {
    terms: string[];
    eliminated: number[];
    numDf: number[];
    denDf: number[];
    f: number[];
    p: number[];
  };
  found: string;
}
const fixtures = join(import.meta.dirname, 'fixtures');
const cases = JSON.parse(readFileSync(join(fixtures, 'step.json'), 'utf8')) as Case[];
const EXAMPLES = ['sleepstudy.csv', 'cake.csv', 'machines.csv', 'dyestuff2.csv'];

/** Numbers that name levels as text, so that they are levels. */
function cellsOf({ data, factors }: Case): CellMatrix {
  const cells = EXAMPLES.includes(data)
    ? exampleCells(data.replace('.csv', ''))
    : parseCsv(readFileSync(join(fixtures, data), 'utf8'));
  const [header] = cells;
  return cells.map((row, i) =>
    row.map((cell, j) => (i > 0 && factors.includes(String(header[j])) ? `l${String(cell)}` : cell)),
  );
}

const DEFAULTS = {
  alphaRandom: 0.1,
  alphaFixed: 0.05,
  keep: [] as readonly string[],
  fixedTest: 'f' as 'f' | 'lrt',
};
const stepOf = (
  cells: CellMatrix,
  formula: string,
  question: Partial<typeof DEFAULTS> = {},
  options: Partial<FitOptions> = {},
) => analyse(cells, formula, { kind: 'elimination', ...DEFAULTS, ...question }, options);

/** Terms as the two write them: R leaves blanks where formulas have none, and an intercept that is understood. */
const plain = (text: string) => text.replaceAll(/\s/g, '').replaceAll('(1+', '(');
/** The summands of a formula, in any order. */
const summands = (formula: string) => {
  const [response, right] = plain(formula).split('~');
  return [response, ...right.split(/\+(?![^(]*\))/).filter((part) => part !== '1').sort()]; // prettier-ignore
};
const expectNear = (ours: number | null | undefined, theirs: number | null, within: number) => {
  if (theirs === null) expect(ours ?? null).toBeNull();
  else expect(Math.abs(ours! - theirs) / Math.max(1, Math.abs(theirs))).toBeLessThan(within);
};

describe.each(cases)('elimination from $formula by $method', (one) => {
  const { formula, method, options, random, fixed, found } = one;
  const result = stepOf(
    cellsOf(one),
    formula,
    {
      ...(options['alpha.fixed'] !== undefined && { alphaFixed: options['alpha.fixed'] }),
      ...(options['reduce.random'] === false && { alphaRandom: 1 }),
      ...(options.keep !== undefined && { keep: [options.keep] }),
    },
    { method, ddf: options.ddf === 'Kenward-Roger' ? 'kenward-roger' : 'satterthwaite' },
  );

  test('leaves out the random effects that lmerTest leaves out, with its tests', () => {
    expect(result.random.map(({ removed }) => plain(removed))).toEqual(random.terms.map(plain));
    expect(result.random.map(({ step }) => step)).toEqual(random.eliminated);
    result.random.forEach(({ parameterCount, logLik, test: own }, i) => {
      expect(parameterCount).toBe(random.npar[i]);
      expectNear(logLik, random.logLik[i], 1e-7);
      expectNear(own?.statistic, random.lrt[i], 1e-5);
      expectNear(own?.df, random.df[i], 1e-12);
      expectNear(own?.naive, random.p[i], 1e-4);
    });
  });

  test('leaves out the terms that lmerTest leaves out, with its tests', () => {
    expect(result.fixed.map(({ term }) => plain(term))).toEqual(fixed.terms.map(plain));
    expect(result.fixed.map(({ step }) => step)).toEqual(fixed.eliminated);
    (result.fixed as readonly AnovaRow[]).forEach(({ numDf, denDf, f, pValue }, i) => {
      expect(numDf).toBe(fixed.numDf[i]);
      expectNear(denDf, fixed.denDf[i], 1e-4);
      expectNear(f, fixed.f[i], 1e-4);
      expectNear(pValue, fixed.p[i], 1e-4);
    });
  });

  test('finds the model that lmerTest finds, in a formula that fits it', () => {
    expect(summands(result.found)).toEqual(summands(found));
    const again = stepOf(cellsOf(one), result.found, { alphaRandom: 1, alphaFixed: 1 }, { method });
    const last = result.random.filter(({ step }) => step !== 0).at(-1)!;
    const isFixedSame = result.fixed.every(({ step }) => step === 0);
    if (isFixedSame) expectNear(again.random[0].logLik, last.logLik, 1e-9);
    expect(again.fixed.map(({ term }) => term)).toEqual(
      result.fixed.filter(({ step }) => step === 0).map(({ term }) => term),
    );
  });
});

describe('backward elimination', () => {
  const CAKE = exampleCells('cake');
  const FORMULA = 'angle ~ recipe * temp + (1 | recipe:replicate) + (1 | replicate)';

  test('writes the formula into the first cell, then the path', () => {
    const cells = toCells(answerReport('elimination', stepOf(CAKE, FORMULA)));
    expect(cells[0][0]).toBe('angle ~ 1 + temp + (1 | recipe:replicate) + (1 | replicate)');
    const titles = cells.filter(([first]) => first === 'Term');
    expect(titles.map((row) => row.filter((cell) => cell !== null && cell !== ''))).toEqual([
      ['Term', 'Eliminated', 'npar', 'logLik', 'AIC', 'LRT', 'Df', 'p value'],
      ['Term', 'Eliminated', 'Sum Sq', 'Mean Sq', 'NumDF', 'DenDF', 'F', 'p value'],
    ]);
    expect(cells.flat().join(' ')).toContain('do not know of the choice');
  });

  test('by likelihood ratios fits by ML, and is LRT of LMER.ANOVA at its first step', () => {
    const result = stepOf(CAKE, FORMULA, { alphaRandom: 1, fixedTest: 'lrt' });
    expect(result.fixedByLikelihood.map(({ removed, step }) => [removed, step])).toEqual([
      ['<none>', null],
      ['recipe:temp', 1],
      ['recipe', 2],
      ['temp', 0],
    ]);
    const { rows } = analyse(CAKE, FORMULA, { kind: 'likelihoodTests' });
    expect(result.fixedByLikelihood[1]).toEqual({ ...rows[1], step: 1 });
    const cells = toCells(answerReport('elimination', result)).flat();
    expect(cells).toContain('angle ~ 1 + temp + (1 | recipe:replicate) + (1 | replicate)');
    expect(cells.join(' ')).toContain('Fitted by ML; each row is the model without the term named');
  });

  test('keeps what is to be kept, and what that contains', () => {
    const { fixed } = stepOf(CAKE, FORMULA, { keep: ['recipe:temp'] });
    expect(fixed.map(({ term, step }) => [term, step])).toEqual([['recipe:temp', 0]]);
    expect(() => stepOf(CAKE, FORMULA, { keep: ['recipes'] })).toThrow(
      'The option keep names "recipes": expected terms of the fixed part, recipe, temp, recipe:temp.',
    );
  });

  test('where nothing may go is the tests of every term, which are those of the other functions', () => {
    const { random, fixed, found } = stepOf(CAKE, FORMULA, { alphaRandom: 1, alphaFixed: 1 });
    const { rows } = analyse(CAKE, FORMULA, { kind: 'randomTests' });
    expect(random.map(({ removed, test: own }) => [removed, own])).toEqual(
      rows.map(({ removed, test: own }) => [removed, own]),
    );
    const anova = analyse(CAKE, FORMULA, { kind: 'anova', type: 3 }).rows as AnovaRow[];
    expect((fixed[0] as AnovaRow).f).toBeCloseTo(anova[2].f, 9);
    expect(found).toBe('angle ~ 1 + recipe + temp + recipe:temp + (1 | recipe:replicate) + (1 | replicate)');
    const report = answerReport('elimination', stepOf(CAKE, FORMULA, { alphaRandom: 1, alphaFixed: 1 }));
    expect(report.notes.join()).not.toContain('chosen');
  });

  test('reduces one slope at a time and writes what is left so that it can be read', () => {
    const cells = exampleCells('sleepstudy').map((row, i) => [
      ...row,
      i === 0 ? 'my x' : Math.sin(i),
      i === 0 ? 'z' : Math.cos(3 * i),
    ]);
    const { random, found } = stepOf(cells, 'Reaction ~ Days + (1 + Days + `my x` * z | Subject)');
    expect(random.filter(({ step }) => step !== 0).map(({ removed }) => removed)).toEqual([
      '<none>',
      '`my x`:z in (1 + Days + `my x` * z | Subject)',
      expect.stringMatching(/^(`my x`|z) in \(Days \+ `my x` \+ z \| Subject\)$/),
      expect.stringMatching(/^(`my x`|z) in \(Days \+ (`my x`|z) \| Subject\)$/),
    ]);
    expect(found).toBe('Reaction ~ 1 + Days + (Days | Subject)');
  });
});
