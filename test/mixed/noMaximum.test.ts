/**
 * Whether a likelihood has a maximum, against the dense criterion as sigma² goes to zero: log|V| makes it fall by n − rank
 * times log sigma² where the random and fixed effects reproduce the response.
 */

import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import type { ModelMatrices } from '../../src/design/types';
import { DEFAULT_FIT_OPTIONS, prepareModel } from '../../src/index';
import { designSpan } from '../../src/mixed/designSpan';
import type { MixedFit } from '../../src/mixed/mixedFit';
import { isSaturated, isUnboundedByDesign } from '../../src/mixed/maximum';
import { denseCriterion } from '../reference/denseLmm';
import { generator } from '../reference/randomDesigns';
import { reordered, saturatedDesign } from '../reference/saturatedDesigns';
import { fitOfInput } from './support';

/** The fit of a seeded design with its rows in some order; null where the model is refused. */
function fitOf(seed: number, order = 0, optimizer: 'newton' | 'bfgs' = 'newton'): MixedFit | null {
  const { model, method, cells } = saturatedDesign(seed);
  const options = { ...DEFAULT_FIT_OPTIONS, method, optimizer };
  try {
    return fitOfInput(prepareModel({ data: reordered(cells, order), model, options }));
  } catch (error) {
    expect(String(error)).toMatch(/rows|levels|row per group/);
    return null;
  }
}

function columnsOfZ({ n, random }: ModelMatrices): Float64Array[] {
  return random.flatMap(({ group, Z }) =>
    group.levels.flatMap((_, level) =>
      Z.columns.map((z) =>
        Float64Array.from({ length: n }, (__, i) => (group.codes[i] === level ? z[i] : 0)),
      ),
    ),
  );
}

function denseRank(columns: readonly ArrayLike<number>[]): number {
  const { diagonal } = new SingularValueDecomposition(
    new Matrix(columns.map((c) => [...Array.from(c)])).transpose(),
    { autoTranspose: true },
  );
  return diagonal.filter((v) => v > 1e-8 * diagonal[0]).length;
}

const SEEDS = Array.from({ length: 120 }, (_, seed) => seed);
const fits = SEEDS.map((seed) => fitOf(seed));
const fitted = SEEDS.filter((seed) => fits[seed] !== null);

describe('a design with about as many rows as effects', () => {
  test('may have a maximum or none', () => {
    const without = fitted.filter((seed) => !fits[seed]!.hasMaximum);
    expect(without.length).toBeGreaterThan(15);
    expect(fitted.length - without.length).toBeGreaterThan(30);
  });

  test('spans what the singular values of its columns say', () => {
    for (const seed of fitted) {
      const { matrices, model, parts } = fits[seed]!;
      const Z = columnsOfZ(matrices);
      const X = matrices.X.columns;
      const span = designSpan(model, parts)!;
      expect([seed, span.rankZ, span.rank]).toEqual([seed, denseRank(Z), denseRank([...X, ...Z])]);
      const isReached = denseRank([...X, ...Z, matrices.y]) === span.rank;
      expect([seed, span.fitsResponse]).toEqual([seed, isReached]);
    }
  });

  test('has no maximum where the dense criterion falls without bound as sigma² goes to zero', () => {
    let count = 0;
    for (const seed of fitted) {
      const { matrices, model, parts, objective } = fits[seed]!;
      const { rankZ, rank, fitsResponse } = designSpan(model, parts)!;
      const missing = matrices.n - (objective.reml ? rank : rankZ);
      if (!fitsResponse || missing === 0) continue;
      count++;
      expect([seed, fits[seed]!.hasMaximum]).toEqual([seed, false]);
      const covariances = matrices.random.map(({ Z }) =>
        Z.columns.map((_, a) => Z.columns.map((__, b) => (a === b ? 1e4 : 0))),
      );
      const [near, far] = [1e-3, 1e-5].map(
        (sigma2) => denseCriterion(matrices, { sigma2, covariances }, objective.reml).criterion,
      );
      // Another rank would make a difference of 4.6.
      expect(Math.abs(far - near - missing * Math.log(1e-2))).toBeLessThan(0.5);
    }
    expect(count).toBeGreaterThan(12);
  });

  test('has a maximum that is above every likelihood with next to no residual', () => {
    const random = generator(11);
    for (const seed of fitted.filter((one) => fits[one]!.hasMaximum)) {
      const { matrices, objective, criterion } = fits[seed]!;
      for (let draw = 0; draw < 20; draw++) {
        const covariances = matrices.random.map(({ Z }) => {
          const sizes = Z.columns.map(() => 10 ** (3 * random.uniform() - 2));
          return sizes.map((size, a) => sizes.map((_, b) => (a === b ? size : 0)));
        });
        const sigma2 = 10 ** (-3 - 3 * random.uniform());
        const there = denseCriterion(matrices, { sigma2, covariances }, objective.reml).criterion;
        expect(there).toBeGreaterThan(criterion - 1e-6);
      }
    }
  });

  test('has one or none whatever the order of rows, and the same criterion', () => {
    for (const seed of fitted)
      for (const order of [1, 2, 3]) {
        const { hasMaximum, criterion } = fitOf(seed, order)!;
        expect([seed, hasMaximum]).toEqual([seed, fits[seed]!.hasMaximum]);
        if (hasMaximum) expect(Math.abs(criterion - fits[seed]!.criterion)).toBeLessThan(1e-7);
      }
  });

  test('is judged alike whichever optimizer is watched', () => {
    for (const seed of fitted.slice(0, 40))
      if (!fits[seed]!.hasMaximum) expect([seed, fitOf(seed, 0, 'bfgs')!.hasMaximum]).toEqual([seed, false]);
  });
});

test('a response made of the effects alone has no residual, however many rows there are', () => {
  const rows = Array.from({ length: 400 }, (_, i) => [
    3 + 0.1 * (i % 7) + (((i % 40) * 13) % 17),
    i % 7,
    `g${i % 40}`,
  ]);
  for (const method of ['ML', 'REML'] as const) {
    const input = prepareModel({
      data: [['y', 'x', 'g'], ...rows],
      model: 'y ~ x + (1 | g)',
      options: { ...DEFAULT_FIT_OPTIONS, method },
    });
    expect(fitOfInput(input).hasMaximum).toBe(false);
  }
});

test('a small residual is one: groups that differ a hundred thousand times as much as their rows have a maximum', () => {
  const random = generator(3);
  const rows = Array.from({ length: 60 }, (_, i) => [
    1e3 * (i % 6) ** 2 + 0.1 * random.normal(),
    `g${i % 6}`,
  ]);
  const input = prepareModel({
    data: [['y', 'g'], ...rows],
    model: 'y ~ 1 + (1 | g)',
    options: DEFAULT_FIT_OPTIONS,
  });
  const fit = fitOfInput(input);
  expect(fit.hasMaximum).toBe(true);
  expect(fit.optimum.converged).toBe(true);
});

test('what is decided from the design is decided for ML and REML apart', () => {
  // Five groups, three columns of fixed effects within them, eight rows: X and Z together span all rows, Z alone does not.
  const x = [1, -2, 0.5, 3, -1, 2, 0.3, -0.7];
  const cells = x.map((v, i) => [(5 * i * i) % 11, v, v * v, v ** 3, `g${i % 5}`]);
  const input = prepareModel({
    data: [['y', 'x', 'x2', 'x3', 'g'], ...cells],
    model: 'y ~ x + x2 + x3 + (1 | g)',
    options: DEFAULT_FIT_OPTIONS,
  });
  const { model, parts } = fitOfInput(input);
  expect(isSaturated(model, parts)).toBe(true);
  expect(isUnboundedByDesign(model, parts, false)).toBe(true);
  expect(isUnboundedByDesign(model, parts, true)).toBe(false);
});
