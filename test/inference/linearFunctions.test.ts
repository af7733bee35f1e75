/** Laws of linear functions of the fixed effects: what is computed for many together is what is computed for each alone. */

import { performance } from 'node:perf_hooks';
import { describe, expect, test } from 'vitest';
import type { ModelMatrices } from '../../src/design/types';
import { DENOMINATORS } from '../../src/inference/denominator';
import { multiply } from '../../src/linalg/dense';
import { fitOf } from '../fits/support';
import { generator, randomMatrices } from '../reference/randomDesigns';
import { crossed, SHAPE } from './designs';

const DESIGNS: [string, ModelMatrices][] = [1, 2, 3].flatMap((seed): [string, ModelMatrices][] => [
  [`an intercept, seed ${seed}`, randomMatrices({ ...SHAPE, seed, slopes: 3, singletons: true })],
  [`correlated slopes, seed ${seed}`, randomMatrices({ ...SHAPE, seed, terms: [2], groups: 12 })],
  [`crossed factors, seed ${seed}`, crossed({ ...SHAPE, seed, slopes: 2, groups: 9 })],
  [`a variance of zero, seed ${seed}`, randomMatrices({ ...SHAPE, seed, spread: 0, slopes: 2 })],
  [
    `columns of very different sizes, seed ${seed}`,
    randomMatrices({ ...SHAPE, seed, slopes: 3, scale: 1e4 }),
  ],
]);

function randomRows(rows: number, p: number, seed: number): Float64Array {
  const random = generator(seed);
  return Float64Array.from({ length: rows * p }, () => random.normal());
}

const close = (a: number | null, b: number | null, share: number): void => {
  if (a === null || b === null) expect(a).toBe(b);
  else if (a !== b) expect(Math.abs(a - b)).toBeLessThan(share * Math.abs(b));
};

describe.each(DESIGNS)('linear functions of the fixed effects with %s', (_, matrices) => {
  const fit = fitOf(matrices);

  test.each(DENOMINATORS)('together are what each is alone, %s', (ddf) => {
    const contrasts = fit.contrasts(ddf);
    const { p } = contrasts;
    const rows = 6;
    const L = randomRows(rows, p, 11);
    const functions = contrasts.several(L, rows);
    const random = generator(12);
    for (let c = 0; c < 20; c++) {
      const places = [random.integer(rows), random.integer(rows), random.integer(rows)];
      const weights = places.map(() => random.normal());
      const l = new Float64Array(p);
      places.forEach((place, i) => l.forEach((__, j) => (l[j] += weights[i] * L[place * p + j])));
      const found = functions.combination(places, weights);
      const alone = contrasts.one(l);
      expect(Math.abs(found.estimate - alone.estimate)).toBeLessThan(1e-10 * (1 + Math.abs(alone.estimate)));
      close(found.standardError, alone.standardError, 1e-8);
      close(found.df, alone.df, 1e-7);
    }
    expect([...functions.covariance]).toEqual([...contrasts.covariance(L, rows)]);
  });

  test.each(DENOMINATORS)('have the degrees of freedom of the F test of one hypothesis, %s', (ddf) => {
    const contrasts = fit.contrasts(ddf);
    for (let seed = 20; seed < 26; seed++) {
      const l = randomRows(1, contrasts.p, seed);
      const { estimate, standardError, df } = contrasts.one(l);
      const { f, denDf } = contrasts.joint(l, 1);
      close((estimate / standardError) ** 2, f, 1e-9);
      close(df, denDf, 1e-7);
    }
  });
});

describe('two hundred means and all their differences', () => {
  /** One factor of 200 levels in rows that each have a group. */
  function manyLevels(n: number): ModelMatrices {
    const levels = 200;
    const random = generator(3);
    const codes = Int32Array.from({ length: n }, () => random.integer(400));
    const effects = Float64Array.from({ length: 400 }, () => random.normal());
    const columns = [new Float64Array(n).fill(1)];
    for (let j = 1; j < levels; j++)
      columns.push(Float64Array.from({ length: n }, (_, i) => +(i % levels === j)));
    const shape = randomMatrices({ ...SHAPE, slopes: 0 });
    const group = { name: 'g', levels: [...effects.keys()].map((g) => `g${g}`), codes };
    const y = Float64Array.from(codes, (g, i) => effects[g] + (i % levels) / 100 + random.normal());
    const names = columns.map((_, j) => `x${j}`);
    const assign = Int32Array.from(columns, (_, j) => (j === 0 ? -1 : 0));
    const Z = { names: ['(Intercept)'], columns: [columns[0]] };
    return {
      ...shape,
      n,
      y,
      X: { names, columns },
      assign,
      termLabels: ['x'],
      random: [{ group, name: 'g', Z }],
    };
  }

  const quickest = (run: () => void): number =>
    Math.min(
      ...[1, 2, 3, 4, 5].map(() => {
        const start = performance.now();
        run();
        return performance.now() - start;
      }),
    );

  test.each(['satterthwaite', 'kenward-roger'] as const)(
    'take as long as a few products of matrices, %s',
    // Whoever else uses the machine can only make it look slower.
    { retry: 3 },
    (ddf) => {
      const k = 200;
      const contrasts = fitOf(manyLevels(4000)).contrasts(ddf);
      const L = new Float64Array(k * k);
      for (let r = 0; r < k; r++) L[r * k] = L[r * k + r] = 1;
      const S = contrasts.covariance(L, k);
      const df: number[] = [];
      const all = quickest(() => {
        const functions = contrasts.several(L, k);
        for (let i = 0; i < k; i++)
          for (let j = 0; j < i; j++) df.push(functions.combination([i, j], [1, -1]).df!);
      });
      expect(all).toBeLessThan(12 * quickest(() => multiply(S, S, k, k, k)));
      expect(Math.min(...df.slice(0, 19_900))).toBeGreaterThan(3000);
      expect(Math.max(...df.slice(0, 19_900))).toBeLessThan(4000);
    },
  );
});
