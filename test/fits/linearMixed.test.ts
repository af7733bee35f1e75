import { Matrix, solve } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { chiSquare, studentT } from '../../src/distributions';
import { fittedRows, thetaOf } from '../../src/fits';
import { runThrough } from '../../src/optimize/steps';
import { denseV, denseX } from '../reference/denseLmm';
import { worst } from '../mixed/support';
import { exampleFit, unit } from './support';

const SLEEP = 'Reaction ~ Days + (Days | Subject)';

describe('parameters of a fit', () => {
  const fit = exampleFit('sleepstudy', SLEEP, { method: 'ML' });

  it('have identities, in the order of the estimates and of the information', () => {
    expect(fit.parameters).toEqual([
      { kind: 'fixed', j: 0, term: '(Intercept)' },
      { kind: 'fixed', j: 1, term: 'Days' },
      { kind: 'sigma' },
      { kind: 'sd', t: 0, a: 0, group: 'Subject', term: '(Intercept)' },
      { kind: 'cor', t: 0, a: 1, b: 0, group: 'Subject', terms: ['Days', '(Intercept)'] },
      { kind: 'sd', t: 0, a: 1, group: 'Subject', term: 'Days' },
    ]);
    expect(fit.parameterCount).toBe(6);
    expect(fit.information().size).toBe(6);
    const [{ covariance }] = fit.terms;
    expect([...fit.estimates]).toEqual([
      ...fit.fixed.estimates,
      fit.sigma ** 2,
      ...[covariance[0], covariance[2], covariance[3]],
    ]);
  });

  it('have the same places where limits are made for them', () => {
    const places = fit.limitParameters().map(({ place }) => place);
    expect(places).toHaveLength(fit.parameters.length);
    for (const place of places)
      expect(fit.parameters).toContainEqual(expect.objectContaining(place) as unknown);
  });

  it('are null where several factors make up for one another, and said to be so', () => {
    const several = exampleFit('pastes', 'strength ~ (1 | sample) + (1 | batch:cask)');
    const { identification } = several;
    expect(identification.isRegular).toBe(false);
    expect(identification.parameters).toEqual([true, true, false, false]);
    expect([...several.estimates].map(Number.isNaN)).toEqual([false, false, true, true]);
    expect(several.parameterCount).toBe(3);
  });
});

describe('linear functions of the fixed effects', () => {
  const fit = exampleFit('machines', 'score ~ Machine + (1 | Worker)');

  it.each(['satterthwaite', 'kenward-roger', 'residual', 'asymptotic'] as const)(
    'one by one are the joint test of one hypothesis, with %s',
    (ddf) => {
      const contrasts = fit.contrasts(ddf);
      for (const l of [unit(3, 1), Float64Array.of(0, 1, -1), Float64Array.of(1, 0.5, 0.25)]) {
        const { estimate, standardError, df } = contrasts.one(l);
        const { f, numDf, denDf, pValue } = contrasts.joint(l, 1);
        expect(numDf).toBe(1);
        expect(f).toBeCloseTo((estimate / standardError) ** 2, 9);
        expect(standardError ** 2).toBeCloseTo(contrasts.covariance(l, 1)[0], 12);
        if (df === null) {
          expect(denDf).toBeNull();
          expect(pValue).toBeCloseTo(chiSquare.upperTail(f, 1), 12);
        } else {
          expect(denDf).toBeCloseTo(df, 6);
          expect(pValue).toBeCloseTo(2 * (1 - studentT.cdf(Math.abs(estimate / standardError), df)), 10);
        }
      }
    },
  );

  it('have the covariance of generalized least squares with the dense matrix V', () => {
    const covariances = fit.terms.map(({ covariance }) => [[covariance[0]]]);
    const V = denseV(fit.matrices, { sigma2: fit.sigma ** 2, covariances });
    const X = denseX(fit.matrices);
    const information = X.transpose().mmul(solve(V, X));
    const product = information.mmul(Matrix.from1DArray(3, 3, fit.fixed.covariance)).to1DArray();
    expect(worst(product, [1, 0, 0, 0, 1, 0, 0, 0, 1])).toBeLessThan(1e-9);
  });

  it('refuse Kenward and Roger for a fit by maximum likelihood', () => {
    const byMl = exampleFit('machines', 'score ~ Machine + (1 | Worker)', { method: 'ML' });
    expect(() => byMl.contrasts('kenward-roger')).toThrow(/belong to a fit by REML/);
  });
});

describe('the linear predictor', () => {
  it.each([
    ['sleepstudy', SLEEP],
    ['penicillin', 'diameter ~ 1 + (1 | plate) + (1 | sample)'],
    ['machines', 'score ~ Machine + (1 | Worker) + (1 | Worker:Machine)'],
  ])('of %s at its own rows gives the fitted values', (file, formula) => {
    const fit = exampleFit(file, formula);
    const { values, undetermined } = fit.predictor(fittedRows(fit), true);
    expect(worst(values, fit.residuals('fitted'))).toBeLessThan(1e-12);
    expect(undetermined).toBeNull();
    const population = fit.predictor(fittedRows(fit), false).values;
    expect(
      worst(
        population,
        fit.matrices.y.map((v, i) => v - fit.residuals('marginal')[i]),
      ),
    ).toBeLessThan(1e-12);
  });
});

describe('a linear model', () => {
  const fit = exampleFit('sleepstudy', 'Reaction ~ Days');

  it('reports maximum likelihood whatever its method, with the words for it', () => {
    const { n } = fit.matrices;
    const rss = fit.residuals('response').reduce((sum, r) => sum + r * r, 0);
    expect(fit.kind).toBe('lm');
    expect(fit.criterion).toMatchObject({ name: 'Deviance', isRestricted: false });
    expect(fit.criterion.value).toBeCloseTo(n * (1 + Math.log((2 * Math.PI * rss) / n)), 8);
    expect(fit.criterion.logLik).toBe(-fit.criterion.value / 2);
    // R: logLik(lm(Reaction ~ Days, sleepstudy))
    expect(fit.criterion.logLik).toBeCloseTo(-950.1465, 4);
    expect(fit.minimum).not.toBeCloseTo(fit.criterion.value, 3);
  });

  it('has no random terms, factors or modes', () => {
    expect([fit.terms, fit.factors, fit.modes(), fit.ownEffects?.()]).toEqual([[], [], [], []]);
  });
});

describe('two fits', () => {
  const larger = exampleFit('sleepstudy', SLEEP);
  const smaller = exampleFit('sleepstudy', 'Reaction ~ Days + (1 | Subject)');

  it('meet where the larger model is what the smaller one is', () => {
    const theta = thetaOf(smaller, larger)!;
    const same = runThrough(larger.searchedFrom(theta, {}));
    // From there the search leads back to the same minimum, which is no lower.
    expect(same).toBe(larger);
    expect(thetaOf(exampleFit('pastes', 'strength ~ (1 | batch)'), larger)).toBeNull();
  });
});
