import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { modelMatrices } from '../../../src/design';
import type { ModelMatrices } from '../../../src/design/types';
import { chiSquare } from '../../../src/distributions';
import { CellmerError, DEFAULT_FIT_OPTIONS, parseCsv, prepareModel } from '../../../src';
import {
  type ProfileCurve,
  profileCurves,
  profileIntervals,
  type ProfileInterval,
} from '../../../src/inference/profile/index';
import { profileDeviances } from '../../../src/inference/profile/deviance';
import type { Limit } from '../../../src/inference/profile/limits';
import { type ModelParameter, modelParameters } from '../../../src/inference/profile/parameters';
import { fitMixedModel } from '../../../src/mixed/fit';
import type { MixedFit } from '../../../src/mixed/mixedFit';
import { denseParameters, fit } from '../../mixed/support';
import type { DenseParameters } from '../../reference/denseLmm';
import { coordinates, denseDevianceAt, denseProfileDeviance } from '../../reference/denseProfile';
import { type DesignShape, randomMatrices } from '../../reference/randomDesigns';
import { crossed, SHAPE } from '../designs';

const folder = join(import.meta.dirname, '../../../examples');
const RISE = chiSquare.quantile(0.95, 1);

function matricesOf(file: string, model: string): ModelMatrices {
  const data = parseCsv(readFileSync(join(folder, file), 'utf8'));
  const { table, terms } = prepareModel({ data, model, options: DEFAULT_FIT_OPTIONS });
  return modelMatrices(table, terms);
}

/** An interval with both limits. */
type Found = ProfileInterval & { lower: Limit; upper: Limit };
const intervalsOf = (matrices: ModelMatrices) => profileIntervals(fit(matrices, false), 0.95) as Found[];
const named = (intervals: readonly Found[], name: string) =>
  intervals.find(({ parameter }) => parameter.name === name)!;

const shapes = fc
  .record({
    seed: fc.integer({ min: 1, max: 1e6 }),
    terms: fc.constantFrom([1], [2], [1, 1]),
    spread: fc.constantFrom(0, 0.5, 1.5),
    shift: fc.constantFrom(0, 1),
    crossed: fc.boolean(),
  })
  .map((varied) => ({ ...SHAPE, ...varied }));
const designOf = (shape: DesignShape & { crossed: boolean }): ModelMatrices =>
  shape.crossed ? crossed(shape) : randomMatrices(shape);

/** A minimum that was found on the way to a limit. */
interface Minimum {
  readonly deviance: number;
  readonly theta: Float64Array;
}

/** The parameters at a minimum, as the twin takes them; the variance that theta leaves free is the best one. */
function pointOf(
  result: MixedFit,
  { place }: ModelParameter,
  value: number,
  theta: Float64Array,
): DenseParameters {
  const { at } = result.optimum;
  const there = { ...result, optimum: { ...result.optimum, at: { ...at, theta } } };
  const { sigma2, covariances } = denseParameters(there);
  const relative = covariances.map((S) => S.map((row) => row.map((v) => v / sigma2)));
  const scaled = (variance: number): DenseParameters => ({
    sigma2: variance,
    covariances: relative.map((S) => S.map((row) => row.map((v) => v * variance))),
  });
  if (place.kind === 'sigma') return scaled(value * value);
  if (place.kind === 'sd' && value > 0) return scaled(value ** 2 / relative[place.t][place.a][place.a]);
  // constant + n·log(v) + q/v at v = 1 and 2 gives q, and q/n is the best v
  const { n } = result.matrices;
  const [one, two] = [1, 2].map((v) => denseDevianceAt(result.matrices, place, value, scaled(v)));
  return scaled((2 * (one - two + n * Math.log(2))) / n);
}

/** The interval of one parameter with all minima on the way to it. */
function intervalOf(result: MixedFit, name: string): { interval: Found; minima: readonly Minimum[] } {
  const minima: Minimum[] = [];
  const onMinimum = (deviance: number, theta: Float64Array): void => void minima.push({ deviance, theta });
  const [interval] = profileIntervals(result, 0.95, (one) => one.name === name, { onMinimum }) as Found[];
  return { interval, minima };
}

/** The least minimum that a thorough search finds at a value. */
function searched(result: MixedFit, { place }: ModelParameter, value: number): Minimum[] {
  const minima: Minimum[] = [];
  const onMinimum = (deviance: number, theta: Float64Array): void => void minima.push({ deviance, theta });
  const parameter = modelParameters(result).find((one) => isDeepStrictEqual(one.place, place))!;
  const least = profileDeviances(result, { onMinimum })(parameter).search(value);
  return minima.filter(({ deviance }) => Math.abs(deviance - least) < 1e-9);
}

describe('profileIntervals against the slow twin', () => {
  test('at a limit the likelihood is as far below its maximum as it should be, and nothing near is higher', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const matrices = designOf(shape);
        const result = fit(matrices, false);
        const target = result.criterion + RISE;
        for (const { name } of modelParameters(result)) {
          const { interval, minima } = intervalOf(result, name);
          const { parameter, lower, upper } = interval;
          const { place, estimate } = parameter;
          // Where the likelihood has two maxima the profiles may begin at a better one than the fit; another test is about that.
          fc.pre(minima.every(({ deviance }) => deviance > result.criterion - 1e-6));
          if (estimate === null) continue;
          for (const { value, atBound } of [lower, upper]) {
            const there = atBound
              ? searched(result, parameter, value)
              : minima.filter(({ deviance }) => Math.abs(deviance - target) < 1e-9);
            expect([name, there.every(({ deviance }) => deviance - target < 1e-9)]).toEqual([name, true]);
            const points = there.map(({ deviance, theta }) => {
              const point = pointOf(result, parameter, value, theta);
              return { deviance, point, twin: denseDevianceAt(matrices, place, value, point) };
            });
            const best = points.find(({ deviance, twin }) => Math.abs(twin - deviance) < 1e-7);
            expect([name, value, best === undefined]).toEqual([name, value, false]);
            for (const start of [best!.point, denseParameters(result)]) {
              const lowest = denseProfileDeviance(matrices, place, value, coordinates(start));
              expect([name, lowest - best!.deviance > -1e-7]).toEqual([name, true]);
            }
          }
        }
      }),
      { numRuns: 4 },
    );
  }, 120_000);
});

describe('profileIntervals', () => {
  const sleep = (model: string) => matricesOf('sleepstudy.csv', model);

  test('of an ordinary linear model are those of the closed form', () => {
    const matrices = sleep('Reaction ~ Days');
    const result = fit(matrices, false);
    const [sigma, intercept, days] = intervalsOf(matrices);
    const n = 180;
    // n·log(1 + t²/(n − p)) = quantile, and n·(log(s²) + 1/s² − 1) = quantile with s = sigma over its estimate
    const t = Math.sqrt((n - 2) * Math.expm1(RISE / n));
    for (const { parameter, lower, upper } of [intercept, days]) {
      const error = parameter.standardError! * Math.sqrt(n / (n - 2));
      expect(lower.value).toBeCloseTo(parameter.estimate! - t * error, 9);
      expect(upper.value).toBeCloseTo(parameter.estimate! + t * error, 9);
    }
    for (const { value } of [sigma.lower, sigma.upper]) {
      const s2 = (value / sigma.parameter.estimate!) ** 2;
      expect(n * (Math.log(s2) + 1 / s2 - 1)).toBeCloseTo(RISE, 9);
    }
    expect(result.structure.m).toBe(0);
  });

  test('a model without fixed effects has those of its variances', () => {
    const [sd, sigma] = intervalsOf(sleep('Reaction ~ 0 + (1 | Subject)'));
    expect(sd.parameter.name).toBe('sd_(Intercept)|Subject');
    expect(sd.lower.value).toBeLessThan(sd.parameter.estimate!);
    expect(sigma.upper.value).toBeGreaterThan(sigma.parameter.estimate!);
  });

  test('end at zero where the model fits about as well without the effect, and say so', () => {
    const [sd] = intervalsOf(matricesOf('pastes.csv', 'strength ~ 1 + (1 | batch) + (1 | sample)')).filter(
      ({ parameter }) => parameter.name === 'sd_(Intercept)|batch',
    );
    expect(sd.lower).toEqual({ value: 0, atBound: true });
    expect(sd.upper.value).toBeCloseTo(2.9465970820687657, 8);
  });

  test('of a variance estimated as zero begin at zero', () => {
    const [sd] = intervalsOf(matricesOf('dyestuff2.csv', 'Yield ~ 1 + (1 | Batch)'));
    expect(sd.parameter).toMatchObject({ estimate: 0, standardError: null });
    expect(sd.lower).toEqual({ value: 0, atBound: true });
    expect(sd.upper.atBound).toBe(false);
  });

  test('a correlation with an effect that does not vary can be anything', () => {
    const quiet = randomMatrices({ ...SHAPE, terms: [2], spread: 0 });
    const cor = named(intervalsOf(quiet), 'cor_x1.(Intercept)|g');
    expect(cor.parameter.estimate).toBeNull();
    expect([cor.lower, cor.upper]).toEqual([
      { value: -1, atBound: true },
      { value: 1, atBound: true },
    ]);
  });

  test('a correlation whose effects may both be zero can be anything too', () => {
    const intervals = intervalsOf(matricesOf('orthodont.csv', 'distance ~ age * Sex + (age | Subject)'));
    const cor = named(intervals, 'cor_age.(Intercept)|Subject');
    expect(cor.parameter.estimate).toBeCloseTo(-0.6025, 4);
    expect([cor.lower.value, cor.upper.value]).toEqual([-1, 1]);
    // Without the intercept's effect lme4's deviance is 3.84754 higher, the quantile 3.84146: just not within the limit.
    expect(named(intervals, 'sd_(Intercept)|Subject').lower.value).toBeCloseTo(0.00124, 4);
    expect(named(intervals, 'sd_age|Subject').lower.value).toBe(0);
  });

  test('a wider level gives a wider interval, and a tiny one the estimate', () => {
    const result = fit(sleep('Reaction ~ Days + (Days | Subject)'), false);
    const [narrow, usual, wide] = [1e-6, 0.95, 0.999].map(
      (level) => profileIntervals(result, level) as Found[],
    );
    usual.forEach(({ parameter, lower, upper }, i) => {
      expect(wide[i].lower.value).toBeLessThan(lower.value);
      expect(wide[i].upper.value).toBeGreaterThan(upper.value);
      const width = narrow[i].upper.value - narrow[i].lower.value;
      expect(width / (upper.value - lower.value)).toBeLessThan(1e-5);
      expect(narrow[i].lower.value).toBeLessThanOrEqual(parameter.estimate!);
    });
  });

  test('follow the units of the data and forget the order of rows, levels and terms', () => {
    const model = 'Reaction ~ Days + (Days | Subject)';
    const before = sleep(model);
    const intervals = intervalsOf(before);
    const reversed = <T extends ArrayLike<number> & { slice(): T }>(x: T): T => {
      const copy = x.slice();
      (copy as unknown as Float64Array).reverse();
      return copy;
    };
    const columns = before.X.columns.map((x) => reversed(x));
    columns[1] = columns[1].map((v) => 1000 * v);
    const [block] = before.random;
    const group = { ...block.group, codes: reversed(block.group.codes).map((c) => 17 - c) };
    const after: ModelMatrices = {
      ...before,
      y: reversed(before.y).map((v) => v / 10),
      X: { ...before.X, columns },
      random: [{ ...block, group, Z: { names: ['Days', '(Intercept)'], columns: [columns[1], columns[0]] } }],
    };
    const changed = intervalsOf(after);
    const compare = (name: string, other: string, factor: number) => {
      for (const side of ['lower', 'upper'] as const)
        expect(named(changed, other)[side].value / factor / named(intervals, name)[side].value).toBeCloseTo(
          1,
          9,
        );
    };
    compare('sd_(Intercept)|Subject', 'sd_(Intercept)|Subject', 0.1);
    compare('sd_Days|Subject', 'sd_Days|Subject', 1e-4);
    compare('cor_Days.(Intercept)|Subject', 'cor_(Intercept).Days|Subject', 1);
    compare('sigma', 'sigma', 0.1);
    compare('Days', 'Days', 1e-4);
  });

  test('shifting a column by 10⁶ leaves all but its intercept alone to eleven digits', () => {
    const matrices = sleep('Reaction ~ Days + (Days | Subject)');
    const shifted = matrices.X.columns[1].map((v) => v + 1e6);
    const columns = [matrices.X.columns[0], shifted];
    const [block] = matrices.random;
    const after: ModelMatrices = {
      ...matrices,
      X: { ...matrices.X, columns },
      random: [{ ...block, Z: { ...block.Z, columns } }],
    };
    const [before, found] = [matrices, after].map(intervalsOf);
    for (const name of ['sd_Days|Subject', 'sigma', 'Days'])
      for (const side of ['lower', 'upper'] as const)
        expect(named(found, name)[side].value / named(before, name)[side].value).toBeCloseTo(1, 11);
    // So far from the data the effects of the intercept and of Days are the same to twelve digits: no limits, no error.
    const cor: ProfileInterval = named(found, 'cor_Days.(Intercept)|Subject');
    expect(cor.parameter.estimate).toBeLessThan(-0.99999999999);
    expect([cor.lower, cor.upper]).toEqual([null, null]);
  });

  test('stop when they are told to', () => {
    const stop = (): void => {
      throw new CellmerError('cancelled', 'stopped');
    };
    const result = fit(sleep('Reaction ~ Days + (Days | Subject)'), false);
    expect(() => profileIntervals(result, 0.95, undefined, { beforeEvaluation: stop })).toThrow('stopped');
  });

  test('find the better of two maxima when the fit stopped at the worse one', () => {
    const matrices = sleep('Reaction ~ Days + (Days | Subject)');
    const right = intervalsOf(matrices);
    // A search of one evaluation ends where it begins, far from the maximum.
    const early = fitMixedModel(matrices, {
      reml: false,
      tolerance: 1e-9,
      maxEvaluations: 1,
      start: [1, 0, 1],
    });
    expect(early.criterion).toBeGreaterThan(fit(matrices, false).criterion + 1);
    (profileIntervals(early, 0.95) as Found[]).forEach(({ lower, upper }, i) => {
      expect(lower.value).toBeCloseTo(right[i].lower.value, 7);
      expect(upper.value).toBeCloseTo(right[i].upper.value, 7);
    });
  });
});

describe('profileCurves', () => {
  const result = fit(matricesOf('sleepstudy.csv', 'Reaction ~ Days + (Days | Subject)'), false);

  test('rise from the estimate on both sides, and pass the limits where they should', () => {
    for (const { parameter, lower, upper, points } of profileCurves(result, 0.95, 21) as (ProfileCurve &
      Found)[]) {
      // The estimate is one of the values, or stands between two of them.
      expect([21, 22]).toContain(points.length);
      points.forEach(({ value, zeta, difference, relative }, i) => {
        if (i > 0) expect(value).toBeGreaterThan(points[i - 1].value);
        if (i > 0) expect(zeta).toBeGreaterThan(points[i - 1].zeta);
        expect(difference).toBeCloseTo(zeta * zeta, 12);
        expect(relative).toBeCloseTo(Math.exp(-difference / 2), 12);
        expect(value >= lower.value && value <= upper.value).toBe(difference <= RISE);
      });
      const peak = points.find(({ value }) => value === parameter.estimate)!;
      expect(peak).toMatchObject({ zeta: 0, relative: 1, quadratic: 1 });
    }
  });

  test('have the quadratic approximation as tangent parabola of the logarithm', () => {
    for (const { parameter, points } of profileCurves(result, 0.95, 401)) {
      const at = points.findIndex(({ value }) => value === parameter.estimate);
      const [before, after] = [points[at - 1], points[at + 1]].map(
        ({ difference, quadratic }) => difference / (-2 * Math.log(quadratic!)),
      );
      // The third derivative works in opposite directions.
      expect((before + after) / 2).toBeCloseTo(1, 2);
    }
  });
});
