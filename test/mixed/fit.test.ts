import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ModelMatrices } from '../../src/design/types';
import { conditionalModes, residuals } from '../../src/mixed/conditionalModes';
import { thetaFromFactor } from '../../src/covariance/structure';
import {
  fixedEffects,
  fixedEffectsCovariance,
  relativeFactor,
  residualSigma,
} from '../../src/mixed/userScale';
import { denseCriterion, denseModes, type DenseParameters } from '../reference/denseLmm';
import { type DesignShape, generator, randomMatrices } from '../reference/randomDesigns';
import { denseParameters, fit, worst } from './support';

/** More rows than random effects, as lme4 demands: else the residual variance may tend to zero. */
const identifiable = (shape: DesignShape): boolean => {
  const { n, random } = randomMatrices(shape);
  const k = shape.terms.reduce((a, b) => a + b, 0);
  return n > random[0].group.levels.length * k + shape.slopes + 1;
};

const shapes = fc
  .record<DesignShape>({
    seed: fc.integer({ min: 1, max: 1e9 }),
    terms: fc.constantFrom([1], [2], [1, 1], [3], [2, 1], [4]),
    groups: fc.integer({ min: 6, max: 10 }),
    rowsPerGroup: fc.integer({ min: 3, max: 6 }),
    slopes: fc.integer({ min: 0, max: 3 }),
    singletons: fc.boolean(),
    spread: fc.constantFrom(0, 0.5, 2),
    scale: fc.constantFrom(1, 1e-3, 1e3),
    shift: fc.constantFrom(0, 2, 20),
  })
  .filter(identifiable);

/** Parameters near the given ones, covariance matrices kept positive semidefinite by moving along A·Aᵀ. */
function nearby(parameters: DenseParameters, seed: number, size: number): DenseParameters {
  const random = generator(seed);
  const sigma2 = parameters.sigma2 * Math.exp(size * random.normal());
  const covariances = parameters.covariances.map((S) => {
    const scale = S.map((row, a) => Math.sqrt(Math.max(row[a], 1e-8 * parameters.sigma2)));
    const direction = S.map(() => random.normal());
    const factor = Math.exp(size * random.normal());
    return S.map((row, a) =>
      row.map((v, b) => factor * v + size * scale[a] * scale[b] * direction[a] * direction[b]),
    );
  });
  return { sigma2, covariances };
}

describe('fitMixedModel', () => {
  test('finds a point that no nearby parameters of the dense twin improve on, and reports its criterion', () => {
    fc.assert(
      fc.property(shapes, fc.boolean(), (shape, reml) => {
        const matrices = randomMatrices(shape);
        const result = fit(matrices, reml);
        const parameters = denseParameters(result);
        expect(result.optimum.converged).toBe(true);
        const dense = denseCriterion(matrices, parameters, reml);
        expect(Math.abs(result.criterion - dense.criterion)).toBeLessThan(1e-6);
        // Near is near: tiny data can have a second minimum further away.
        for (const size of [1e-3, 0.03])
          for (let i = 0; i < 6; i++) {
            const other = denseCriterion(matrices, nearby(parameters, shape.seed + i, size), reml);
            expect(other.criterion).toBeGreaterThan(result.criterion - 1e-7);
          }
      }),
      { numRuns: 40, seed: 7 },
    );
  });

  test('fixed effects, their covariance, conditional modes and variances are those of the dense twin', () => {
    fc.assert(
      fc.property(shapes, fc.boolean(), (shape, reml) => {
        const matrices = randomMatrices(shape);
        const result = fit(matrices, reml);
        const parameters = denseParameters(result);
        const dense = denseCriterion(matrices, parameters, reml);
        const p = matrices.X.columns.length;
        const beta = fixedEffects(result);
        const vcov = fixedEffectsCovariance(result);
        for (let j = 0; j < p; j++) {
          const se = Math.sqrt(dense.vcov.get(j, j));
          expect(Math.abs(beta[j] - dense.beta[j])).toBeLessThan(1e-6 * se);
          for (let l = 0; l < p; l++) {
            const scale = se * Math.sqrt(dense.vcov.get(l, l));
            expect(Math.abs(vcov[j * p + l] - dense.vcov.get(j, l))).toBeLessThan(1e-6 * scale);
          }
        }
        const [modes] = conditionalModes(result);
        const twin = denseModes(matrices, dense.beta, parameters);
        expect(worst(modes.values, twin.values.flat(), 1e-6)).toBeLessThan(1e-5);
        expect(
          worst(
            modes.variances,
            twin.variances.flatMap((v) => v.to1DArray()),
            1e-6,
          ),
        ).toBeLessThan(1e-5);
      }),
      { numRuns: 40, seed: 7 },
    );
  });

  test('residuals are the response minus fixed effects minus conditional modes', () => {
    const matrices = randomMatrices({ ...base, terms: [2], slopes: 2 });
    const result = fit(matrices, true);
    const all = conditionalModes(result);
    const [modes] = all;
    const beta = fixedEffects(result);
    const block = matrices.random[0];
    const expected = matrices.y.map((y, i) => {
      let v = y;
      matrices.X.columns.forEach((x, j) => (v -= beta[j] * x[i]));
      block.Z.columns.forEach((z, a) => (v -= modes.values[block.group.codes[i] * 2 + a] * z[i]));
      return v;
    });
    expect(worst(residuals(result, all), expected)).toBeLessThan(1e-11);
  });

  test('the order of the rows and the names of the groups do not matter', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const matrices = randomMatrices(shape);
        const before = fit(matrices, true);
        const after = fit(permuted(matrices, shape.seed), true);
        expect(Math.abs(before.criterion - after.criterion)).toBeLessThan(1e-7);
        expect(worst(fixedEffects(after), fixedEffects(before))).toBeLessThan(1e-5);
      }),
      { numRuns: 30, seed: 7 },
    );
  });

  test('columns in other units or with another origin change the likelihood only by the known constant of REML', () => {
    const matrices = randomMatrices({ ...base, terms: [2], slopes: 1 });
    for (const [factor, shift] of [
      [1e8, 0],
      [1e-8, 0],
      [1, 1e6],
      [1e3, 1e8],
      [1, 1e8],
    ]) {
      const x = matrices.X.columns[1].map((v) => factor * v + shift);
      const columns = [matrices.X.columns[0], x];
      const moved: ModelMatrices = {
        ...matrices,
        X: { ...matrices.X, columns },
        random: [{ ...matrices.random[0], Z: { ...matrices.random[0].Z, columns } }],
      };
      expect(fit(moved, false).criterion).toBeCloseTo(fit(matrices, false).criterion, 6);
      expect(fit(moved, true).criterion - 2 * Math.log(factor)).toBeCloseTo(fit(matrices, true).criterion, 6);
    }
  });

  test('no variation between groups gives a boundary fit that passes the cone condition', () => {
    let boundaries = 0;
    for (let seed = 1; seed <= 30; seed++) {
      const result = fit(randomMatrices({ ...base, seed, terms: [2], slopes: 1, spread: 0 }), true);
      expect(result.optimum.converged).toBe(true);
      if (result.boundary === null) continue;
      boundaries++;
      expect(result.boundary.slope).toBeGreaterThan(-1e-6);
    }
    expect(boundaries).toBeGreaterThan(10);
  });

  test('a collapsed variance is zero exactly', () => {
    let zeros = 0;
    for (let seed = 1; seed <= 30; seed++) {
      const result = fit(randomMatrices({ ...base, seed, terms: [1], spread: 0 }), true);
      if (result.boundary === null) continue;
      zeros++;
      expect(denseParameters(result).covariances).toEqual([[[0]]]);
    }
    expect(zeros).toBeGreaterThan(5);
  });

  test('of two minima the one without variation between groups is found where it is the lower one', () => {
    const groups = [[10, 10, 10, 10, 8.26], [10.34, 8.86], [12.17]];
    const y = Float64Array.from(groups.flat());
    const codes = Int32Array.from(groups.flatMap((values, g) => values.map(() => g)));
    const ones = new Float64Array(y.length).fill(1);
    const group = { name: 'g', levels: ['a', 'b', 'c'], codes };
    const matrices: ModelMatrices = {
      ...randomMatrices(base),
      n: y.length,
      y,
      X: { names: ['(Intercept)'], columns: [ones] },
      random: [{ group, name: 'g', Z: { names: ['(Intercept)'], columns: [ones] } }],
    };
    const result = fit(matrices, false);
    const linear = fit({ ...matrices, random: [] }, false);
    expect(denseParameters(result).covariances).toEqual([[[0]]]);
    expect(result.criterion).toBeCloseTo(linear.criterion, 10);
    // The other minimum, inside the parameter space, is higher.
    const inside = denseCriterion(matrices, { sigma2: 0.5, covariances: [[[1.5]]] }, false);
    expect(inside.criterion).toBeGreaterThan(result.criterion);
  });

  test('every start leads to the same optimum, one on the boundary too', () => {
    const matrices = randomMatrices({ ...base, terms: [2], slopes: 1, spread: 1 });
    const best = fit(matrices, true);
    for (const start of [
      [0, 0, 0],
      [5, 0, 5],
      [0.01, 0, 0.01],
      [1, -1, 0],
      [0, 0, 2],
    ]) {
      const result = fit(matrices, true, start);
      expect(result.criterion).toBeCloseTo(best.criterion, 8);
    }
  });

  test('a given start is read on the scale of the reported theta', () => {
    const matrices = randomMatrices({ ...base, terms: [2, 1], slopes: 2, spread: 1 });
    const first = fit(matrices, true);
    const theta = thetaFromFactor(
      first.structure,
      relativeFactor(first.model, first.structure, first.optimum.at.theta),
    );
    const again = fit(matrices, true, [...theta]);
    expect(again.trace[0].value).toBeCloseTo(first.criterion, 9);
    expect(again.evaluations).toBeLessThanOrEqual(2);
  });

  test('prior weights act as repeated rows do for fixed effects of a linear model', () => {
    const matrices = { ...randomMatrices({ ...base, terms: [1], slopes: 1 }), random: [] };
    const weights = Float64Array.from(matrices.y, (_, i) => 1 + (i % 3));
    const repeated = (column: Float64Array): Float64Array =>
      Float64Array.from([...column].flatMap((v, i) => Array<number>(weights[i]).fill(v)));
    const long: ModelMatrices = {
      ...matrices,
      n: weights.reduce((a, b) => a + b, 0),
      y: repeated(matrices.y),
      X: { ...matrices.X, columns: matrices.X.columns.map(repeated) },
    };
    const weighted = fit({ ...matrices, weights }, false);
    expect(worst(fixedEffects(weighted), fixedEffects(fit(long, false)))).toBeLessThan(1e-12);
  });

  test('a linear model is least squares: its residual variance is RSS/(n − p)', () => {
    const matrices = { ...randomMatrices({ ...base, slopes: 2 }), random: [] };
    const result = fit(matrices, true);
    const rss = residuals(result, conditionalModes(result)).reduce((s, r) => s + r * r, 0);
    expect(residualSigma(result) ** 2).toBeCloseTo(rss / (matrices.n - 3), 10);
    expect(result.criterion).toBeCloseTo(
      denseCriterion(matrices, { sigma2: rss / (matrices.n - 3), covariances: [] }, true).criterion,
      8,
    );
  });

  test('a response that the fixed effects determine is refused with a sentence', () => {
    const matrices = randomMatrices({ ...base, slopes: 1 });
    const y = matrices.X.columns[1].map((x) => 2 + 3 * x);
    expect(() => fit({ ...matrices, y }, true)).toThrow(/does not vary about the fixed effects/);
  });
});

const base: DesignShape = {
  seed: 11,
  terms: [1],
  groups: 9,
  rowsPerGroup: 5,
  slopes: 1,
  singletons: true,
  spread: 1,
  scale: 1,
  shift: 0,
};

function permuted(matrices: ModelMatrices, seed: number): ModelMatrices {
  const random = generator(seed);
  const order = Array.from({ length: matrices.n }, (_, i) => i);
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  const { group } = matrices.random[0];
  const relabel = group.levels.map((_, g) => group.levels.length - 1 - g);
  const newGroup = { ...group, codes: Int32Array.from(order, (i) => relabel[group.codes[i]]) };
  const done = new Map<Float64Array, Float64Array>();
  const move = (column: Float64Array): Float64Array => {
    if (!done.has(column))
      done.set(
        column,
        Float64Array.from(order, (i) => column[i]),
      );
    return done.get(column)!;
  };
  return {
    ...matrices,
    y: move(matrices.y),
    X: { ...matrices.X, columns: matrices.X.columns.map(move) },
    random: matrices.random.map((block) => ({
      ...block,
      group: newGroup,
      Z: { ...block.Z, columns: block.Z.columns.map(move) },
    })),
  };
}
