import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { answerReport, toCells } from '../../src/index';
import type { AnovaRow } from '../../src/analyses/anova';
import { effectSize, EFFECT_SIZES } from '../../src/analyses/effectSizes';
import { exampleCells } from '../exampleCells';
import { analyse } from './support';

interface Size {
  f: number;
  q: number;
  nu: number;
  level: number;
  eta: number[];
  omega: number[];
  epsilon: number[];
}
interface Tests {
  data: string;
  formula: string;
  terms: string[];
  aic: number[];
  chisq: number[];
  df: number[];
  p: number[];
}
const fixture = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures/termTests.json'), 'utf8')) as {
  sizes: Size[];
  tests: Tests[];
};
const CAKE = exampleCells('cake');
const FACTORS = 'angle ~ recipe * temp + (1 | recipe:replicate)';

describe('effect sizes of F tests', () => {
  test.each(fixture.sizes)('of F = $f on $q and $nu at $level are those that R makes of pf()', (size) => {
    const { f, q, nu, level } = size;
    for (const name of EFFECT_SIZES) {
      const found = effectSize(name, { f, numDf: q, denDf: nu }, level)!;
      [found.estimate, found.lower, found.upper].forEach((value, i) =>
        // R's series for pf() with a noncentrality ends at 1e-9 (pnbeta.c).
        expect(Math.abs(value - size[name][i])).toBeLessThan(1e-8),
      );
    }
  });

  test('of a linear model are shares of sums of squares', () => {
    const model = 'score ~ Machine';
    const anova = analyse(exampleCells('machines'), model, { kind: 'anova', type: 3, effects: ['eta'] });
    const [{ sumOfSquares, effects }] = anova.rows as AnovaRow[];
    const { sigma, dfResidual } = analyse(exampleCells('machines'), model, { kind: 'summary' });
    expect(effects[0]!.estimate).toBeCloseTo(sumOfSquares / (sumOfSquares + sigma ** 2 * dfResidual), 12);
    expect(effects[0]!.lower).toBeLessThan(effects[0]!.estimate);
    expect(effects[0]!.upper).toBeGreaterThan(effects[0]!.estimate);
  });

  test('stand behind the tests, whose columns are the same as without', () => {
    const cellsOf = (effects: readonly 'eta'[], ddf: 'satterthwaite' | 'asymptotic' = 'satterthwaite') =>
      toCells(
        answerReport(
          'anova',
          analyse(CAKE, FACTORS, { kind: 'anova', type: 3, effects, level: 0.9 }, { ddf }),
        ),
      );
    const [plain, sized] = [cellsOf([]), cellsOf(['eta'])];
    expect(plain[0].length).toBe(7);
    expect(sized.slice(0, 4).map((row) => row.slice(0, 7))).toEqual(plain.slice(0, 4));
    expect(sized[0].slice(7)).toEqual(['Partial eta²', 'Lower 90%', 'Upper 90%']);
    expect(sized[6][0]).toContain('two-sided at 90%');
    expect(cellsOf(['eta'], 'asymptotic')[1].slice(7)).toEqual(
      Array(3).fill(
        expect.objectContaining({ error: '#N/A', message: expect.stringContaining('ddf=satterthwaite') }),
      ),
    );
  });
});

describe('likelihood-ratio tests of terms', () => {
  test.each(fixture.tests)('$formula agrees with drop1() of lme4', ({ data, formula, ...expected }) => {
    const { rows } = analyse(exampleCells(data), formula, { kind: 'likelihoodTests' });
    const tested = rows.slice(1);
    expect(tested.map(({ removed }) => removed)).toEqual(expected.terms);
    tested.forEach(({ aic, test: one }, i) => {
      expect(one!.df).toBe(expected.df[i]);
      expect(Math.abs(aic - expected.aic[i])).toBeLessThan(1e-5);
      expect(Math.abs(one!.statistic - expected.chisq[i])).toBeLessThan(1e-5);
      expect(Math.abs(one!.pValue / expected.p[i] - 1)).toBeLessThan(1e-5);
    });
  });

  test('are the comparisons of the two models by ML, whatever the method and the degrees of freedom', () => {
    const [full, smaller] = ['score ~ Machine + (1 | Worker)', 'score ~ 1 + (1 | Worker)'];
    const cells = exampleCells('machines');
    const { models } = analyse(cells, smaller, { kind: 'comparison', refit: true }, {}, [full]);
    for (const options of [{}, { method: 'ML' }, { ddf: 'kenward-roger' }, { start: [3] }] as const) {
      const { rows } = analyse(cells, full, { kind: 'likelihoodTests' }, options);
      expect(rows[1].test!.statistic).toBeCloseTo(models[1].test!.statistic, 8);
      expect(rows[1].aic).toBeCloseTo(models[0].aic, 8);
      expect(rows[0].aic).toBeCloseTo(models[1].aic, 8);
    }
  });

  test('use the same rows, though a variable of the term has missing values', () => {
    const cells = CAKE.map((row, i) =>
      row.map((cell, j) => (CAKE[0][j] === 'recipe' && i % 7 === 1 && i > 1 ? null : cell)),
    );
    const kept = cells.filter((row) => row.every((cell) => cell !== null));
    const model = 'angle ~ recipe + temp + (1 | replicate)';
    const ofAll = analyse(cells, model, { kind: 'likelihoodTests' });
    const ofKept = analyse(kept, model, { kind: 'likelihoodTests' });
    ofAll.rows.forEach((row, i) => expect(row.logLik).toBeCloseTo(ofKept.rows[i].logLik, 8));
  });

  test('respect marginality, and say which terms others contain or determine', () => {
    const notes = (model: string) =>
      answerReport(
        'likelihoodTests',
        analyse(CAKE, model, { kind: 'likelihoodTests' }),
      ).sections[0].notes.join(' ');
    expect(notes(FACTORS)).toContain('recipe, temp are parts of other terms');
    expect(notes('angle ~ temp + I(2 * temp) + (1 | recipe:replicate)')).toContain(
      'No test of temp: without it this is the same model in other words.',
    );
    const none = analyse(CAKE, 'angle ~ 1 + (1 | recipe:replicate)', { kind: 'likelihoodTests' });
    expect(answerReport('likelihoodTests', none).opening).toEqual(['The model has no terms to test.']);
  });
});
