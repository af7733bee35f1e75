import { describe, expect, test } from 'vitest';
import { studyLikelihood } from '../../../src/likelihood/study';
import { curveView } from '../../../taskpane/state/curveView';
import { contourView } from '../../../taskpane/state/contourView';
import { freshName, keptCurve, type KeptCurve } from '../../../taskpane/state/keptCurves';
import type { LikelihoodChoice } from '../../../taskpane/state/likelihood';
import { reduce } from '../../../taskpane/state/reducer';
import { INITIAL_STATE, type PaneState } from '../../../taskpane/state/state';
import { studioFormulas } from '../../../taskpane/state/studioFormulas';
import { readStudio, writeStudio } from '../../../taskpane/state/studioStorage';

const request = (density: string, values: readonly number[], more = {}) => ({
  ...{ density, columns: [{ name: '', values: Float64Array.from(values) }], parameter: '', level: 0.95 },
  ...{ detail: 'fine' as const, options: {} },
  ...more,
});
const counts = (k: number, n: number) => studyLikelihood(request('binomial', [k, n]));
const FIVE = keptCurve(counts(5, 30), '5 of 30', ['"binomial"', '{5,30}']);
const FIFTY = counts(50, 300);

function stateWith(choice: Partial<LikelihoodChoice>): PaneState {
  const chosen = reduce(INITIAL_STATE, { type: 'likelihood', choice });
  return reduce(chosen, { type: 'study', study: { resultTitle: '50 of 300' } });
}

describe('curves that are kept', () => {
  test('share the axes of the curve on show', () => {
    const alone = curveView(FIFTY, { scale: 'relative', constant: true, kept: [] });
    const view = curveView(FIFTY, { scale: 'relative', constant: true, kept: [FIVE] });
    expect(view.x[0]).toBeLessThan(alone.x[0]);
    expect(view.x[1]).toBeGreaterThan(alone.x[1]);
    const [behind] = view.behind;
    expect([behind.name, behind.top]).toEqual(['5 of 30', 1]);
    for (const { x, y } of behind.points) expect(y).toBeCloseTo((6 * x) ** 5 * (1.2 * (1 - x)) ** 25, 9);
  });

  test('are relative to their own tops where these are far apart, and the axis says so', () => {
    const near = curveView(FIFTY, { scale: 'log', constant: true, kept: [FIVE] });
    expect(near.axis).toBe('log');
    expect(near.behind[0].top).toBeCloseTo(Math.log(0.1921), 3);
    // Without their coefficients the tops are at −13.5 and −135.
    const far = (scale: 'log' | 'likelihood') => curveView(FIFTY, { scale, constant: false, kept: [FIVE] });
    expect([far('log').axis, far('log').behind[0].top]).toEqual(['logRelative', 0]);
    expect([far('likelihood').axis, far('likelihood').behind[0].top]).toEqual(['relative', 1]);
  });

  test('of another parameter are not drawn', () => {
    const normal = studyLikelihood(request('normal', [1, 2, 4]));
    expect(curveView(normal, { scale: 'log', constant: true, kept: [FIVE] }).behind).toEqual([]);
  });

  test('have a name each', () => {
    expect(freshName('5 of 30', [])).toBe('5 of 30');
    expect(freshName('5 of 30', [FIVE, { ...FIVE, name: '5 of 30 (2)' }])).toBe('5 of 30 (3)');
  });

  test('are stored with the choices, and nothing else is taken for them', () => {
    const { choice } = stateWith({ kept: [FIVE] }).likelihood;
    expect(readStudio(writeStudio(choice))).toEqual(choice);
    const broken: Partial<Record<keyof KeptCurve, unknown>>[] = [
      { name: 1 },
      { estimate: null },
      { limits: [1] },
      { values: [0.1] },
      { args: 'x' },
      { logLiks: ['x'] },
    ];
    for (const change of broken)
      expect(readStudio(writeStudio({ ...choice, kept: [{ ...FIVE, ...change } as KeptCurve] }))).toBeNull();
    expect(readStudio(writeStudio({ ...choice, kept: Array.from({ length: 7 }, () => FIVE) }))).toBeNull();
  });

  test('are formulas on one grid, a column for each beside the values of the parameter', () => {
    const state = stateWith({
      ...{ successes: '50', trials: '300', scale: 'log', constant: false, blocks: ['curve'] },
      kept: [FIVE, { ...FIVE, name: 'a; "b"' }],
    });
    const [block, ...others] = studioFormulas(state, FIFTY, null)!;
    expect(others).toEqual([]);
    expect(block.look.columns).toBe(4);
    const grid = '"p", 0.015, 0.495, 101';
    // The tops are far apart without the coefficients.
    expect([block, ...block.beside!].map(({ formula }) => formula)).toEqual([
      `=LIKELIHOOD.CURVE("binomial", {50,300}, ${grid}, "columns=value, relative; name=50 of 300")`,
      `=LIKELIHOOD.CURVE("binomial", {5,30}, ${grid}, "columns=relative; name=5 of 30")`,
      `=LIKELIHOOD.CURVE("binomial", {5,30}, ${grid}, "columns=relative; name='a; ""b""'")`,
    ]);
    expect(block.beside!.map(({ right }) => right)).toEqual([2, 3]);
  });
});

describe('contours', () => {
  const study = studyLikelihood(request('normal', [1, 2, 4, 7], { parameter: 'mu', second: 'sigma' }));
  const view = contourView(study, study.surface!);

  test('are at twice the fall of the log-likelihood, row by row', () => {
    const [mus, sigmas] = study.surface!.values;
    const n = 4;
    const at = (mu: number, sigma: number): number =>
      -n * Math.log(sigma) - [1, 2, 4, 7].reduce((sum, y) => sum + (y - mu) ** 2, 0) / (2 * sigma ** 2);
    const top = at(3.5, Math.sqrt(5.25));
    for (const [i, j] of [
      [0, 0],
      [10, 20],
      [40, 3],
    ])
      expect(view.distance[j * view.columns + i]).toBeCloseTo(
        Math.sqrt(2 * (top - at(mus[i], sigmas[j]))),
        6,
      );
  });

  test('have the joint region of the level among them, by the chi-square quantile with two degrees of freedom', () => {
    expect(view.regions.map(({ level }) => level)).toEqual([0.5, 0.8, 0.95, 0.99]);
    const own = view.regions.find(({ isOwn }) => isOwn)!;
    // qchisq(0.95, 2) in R.
    expect(own.distance ** 2).toBeCloseTo(5.991464547, 8);
  });

  test('lie beside the ellipse of the quadratic approximation', () => {
    // The covariance of mu and sigma is diagonal: σ²/n and σ²/2n.
    const [vx, vy] = [5.25 / 4, 5.25 / 8];
    for (const { x, y } of view.quadratic)
      expect((x - 3.5) ** 2 / vx + (y - Math.sqrt(5.25)) ** 2 / vy).toBeCloseTo(5.991464547, 6);
  });
});
