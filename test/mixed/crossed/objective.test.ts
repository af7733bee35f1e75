import fc from 'fast-check';
import { Matrix, inverse } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import type { GroupingFactor, ModelMatrices } from '../../../src/design/types';
import { observedInformation } from '../../../src/inference/information';
import { conditionalModes, residuals } from '../../../src/mixed/conditionalModes';
import { crossedObjective } from '../../../src/mixed/crossed/objective';
import { crossedStatistics } from '../../../src/mixed/crossed/statistics';
import type { MixedObjective, NaturalDerivatives } from '../../../src/mixed/evaluation';
import { fitMixedModel } from '../../../src/mixed/fit';
import { groupObjective } from '../../../src/mixed/grouped/objective';
import { groupStatistics } from '../../../src/mixed/grouped/statistics';
import { fixedEffects } from '../../../src/mixed/userScale';
import { denseCriterion, denseMinusLogLik, denseV } from '../../reference/denseLmm';
import { differenceGradient, differenceJacobian } from '../../reference/differences';
import { fullCrossedObjective } from '../../reference/fullCrossedObjective';
import { fullCrossedStatistics } from '../../reference/fullCrossedStatistics';
import { type DesignShape, generator, randomMatrices } from '../../reference/randomDesigns';
import { denseParameters, fit, worst } from '../support';

interface CrossedShape extends DesignShape {
  /** Levels of the second factor, and sizes of the terms on it. */
  readonly otherLevels: number;
  readonly otherTerms: readonly number[];
  readonly nested: boolean;
}

/** More rows than random effects and fixed effects together: else the residual variance may tend to zero. */
const identifiable = (shape: CrossedShape): boolean => {
  const { n, X, random } = crossedMatrices(shape);
  const effects = random.reduce((sum, { group, Z }) => sum + group.levels.length * Z.columns.length, 0);
  return n > effects + X.columns.length;
};

const anyShapes = fc.record<CrossedShape>({
  seed: fc.integer({ min: 1, max: 1e9 }),
  terms: fc.constantFrom([1], [2], [1, 1]),
  groups: fc.integer({ min: 4, max: 7 }),
  rowsPerGroup: fc.integer({ min: 6, max: 9 }),
  slopes: fc.integer({ min: 0, max: 2 }),
  singletons: fc.boolean(),
  spread: fc.constantFrom(0, 0.7, 2),
  scale: fc.constantFrom(1, 1e3),
  shift: fc.constantFrom(0, 5),
  otherLevels: fc.integer({ min: 2, max: 9 }),
  otherTerms: fc.constantFrom([1], [2], [1, 1]),
  nested: fc.boolean(),
});
const shapes = anyShapes.filter(identifiable);

/** A second factor, crossed with the first or nested in it, with its own effects added to y. */
function crossedMatrices(shape: CrossedShape): ModelMatrices {
  const first = randomMatrices(shape);
  const random = generator(shape.seed + 17);
  const codes: number[] = [];
  const labels = new Map<string, number>();
  first.random[0].group.codes.forEach((g) => {
    const own = random.integer(shape.otherLevels);
    const label = shape.nested ? `${own % 2}:${g}` : String(own);
    if (!labels.has(label)) labels.set(label, labels.size);
    codes.push(labels.get(label)!);
  });
  const other: GroupingFactor = { name: 'h', levels: [...labels.keys()], codes: Int32Array.from(codes) };
  const pool = [first.X.columns[0], first.X.columns[1] ?? first.y.map((_, i) => Math.sin(i))];
  let start = 0;
  const blocks = shape.otherTerms.map((size, t) => {
    const columns = pool.slice(start, start + size);
    const names = columns.map((_, a) => `z${start + a}`);
    start += size;
    return { group: other, name: t === 0 ? 'h' : `h.${t}`, Z: { names, columns } };
  });
  const effects = other.levels.map(() => shape.spread * random.normal());
  const y = first.y.map((v, i) => v + effects[codes[i]]);
  return { ...first, y, random: [...first.random, ...blocks] };
}

const SMALL = {
  terms: [1],
  groups: 4,
  rowsPerGroup: 3,
  slopes: 0,
  singletons: false,
  spread: 1,
  scale: 1,
  shift: 0,
};

/** At a random theta: values, derivatives, every building block, and what is left per level. */
function compareObjectives(objectives: readonly MixedObjective[], m: number, seed: number): void {
  const random = generator(seed);
  compareAt(
    objectives,
    Float64Array.from({ length: m }, () => random.normal()),
  );
}

function compareAt(objectives: readonly MixedObjective[], theta: Float64Array): void {
  const [a, b] = objectives.map((objective) => objective.evaluate(theta));
  expect(Math.abs(a.value - b.value)).toBeLessThan(1e-9);
  for (const part of ['gradient', 'hessian', 'beta'] as const)
    expect(worst(b[part], a[part], 1e-6)).toBeLessThan(1e-9);
  for (const part of Object.keys(a.natural) as (keyof NaturalDerivatives)[])
    expect(worst(b.natural[part], a.natural[part], 1e-6)).toBeLessThan(1e-9);
  const [forms, ownForms] = objectives.map((objective, i) => objective.pairFormsAt([a, b][i]));
  expect(worst(ownForms, forms, 1e-6)).toBeLessThan(1e-9);
  const [left, right] = objectives.map((objective, i) => objective.workAt([a, b][i]));
  left.forEach((work, f) => {
    expect(worst(right[f].K, work.K, 1e-6)).toBeLessThan(1e-9);
    expect(worst(right[f].A, work.A, 1e-6)).toBeLessThan(1e-9);
  });
}

/** Two effects of the second factor, all but proportional to one another at the theta that its seed gives. */
const NEARLY_SINGULAR: CrossedShape = {
  seed: 8070954,
  terms: [2],
  groups: 6,
  rowsPerGroup: 6,
  slopes: 0,
  singletons: true,
  spread: 0,
  scale: 1,
  shift: 0,
  otherLevels: 7,
  otherTerms: [1, 1],
  nested: false,
};

function objectiveOf(matrices: ModelMatrices, reml: boolean) {
  return fitMixedModel(matrices, { reml, tolerance: 1e-9, maxEvaluations: 1, start: null }).objective;
}

describe('crossedObjective', () => {
  test('gives what its twin gives that holds all cross-products in full, to the last building block', () => {
    fc.assert(
      fc.property(shapes, fc.boolean(), (shape, reml) => {
        const { model, structure, parts } = fit(crossedMatrices(shape), reml);
        const objectives = [
          fullCrossedObjective(fullCrossedStatistics(parts, model.W, model.e), structure, parts, reml),
          crossedObjective(crossedStatistics(parts, model.W, model.e), structure, parts, reml),
        ];
        compareObjectives(objectives, structure.m, shape.seed);
      }),
      { numRuns: 100, examples: [[NEARLY_SINGULAR, false]] },
    );
  });

  test('and likewise where a covariance matrix is singular, nearly so, or zero', () => {
    const collapses = fc.constantFrom('first', 'second', 'both', 'rank', 'near', 'tiny');
    fc.assert(
      fc.property(shapes, fc.boolean(), collapses, (shape, reml, collapse) => {
        const { model, structure, parts } = fit(crossedMatrices(shape), reml);
        const random = generator(shape.seed);
        const theta = Float64Array.from(structure.rows, (row, i) => {
          const isFirst = row < parts[0].k;
          const value = random.normal();
          if (collapse === 'tiny') return isFirst ? value : 1e-4 * value;
          // Without its diagonal but the first a factor T has rank one.
          const isFurther = structure.cols[i] === row && row > 0 && row !== parts[0].k;
          if (collapse === 'rank') return isFurther ? 0 : value;
          if (collapse === 'near') return isFurther ? 10 ** (-6 * random.uniform()) * value : value;
          return collapse === 'both' || (collapse === 'first') === isFirst ? 0 : value;
        });
        compareAt(
          [
            fullCrossedObjective(fullCrossedStatistics(parts, model.W, model.e), structure, parts, reml),
            crossedObjective(crossedStatistics(parts, model.W, model.e), structure, parts, reml),
          ],
          theta,
        );
      }),
      { numRuns: 100 },
    );
  });

  test('and with hundreds of levels in three factors, crossed throughout or in separate parts', () => {
    const n = 1500;
    const random = generator(5);
    const factor = (name: string, code: (i: number) => number): GroupingFactor => {
      const codes = Int32Array.from({ length: n }, (_, i) => code(i));
      const used = [...new Set(codes)].sort((a, b) => a - b);
      return { name, levels: used.map(String), codes: codes.map((c) => used.indexOf(c)) };
    };
    const ones = new Float64Array(n).fill(1);
    const x = Float64Array.from({ length: n }, () => random.normal());
    const y = x.map((v) => v + random.normal());
    const designs: GroupingFactor[][] = [
      [
        factor('a', () => random.integer(230)),
        factor('b', () => random.integer(190)),
        factor('c', (i) => i % 20),
      ],
      // Nested: 300 in 60 in 30, which makes 30 components
      [factor('a', (i) => i % 300), factor('b', (i) => i % 60), factor('c', (i) => i % 30)],
    ];
    for (const [a, b, c] of designs) {
      const base = randomMatrices({ ...SMALL, seed: 1 });
      const term = (group: GroupingFactor, columns: Float64Array[]) => ({
        group,
        name: group.name,
        Z: { names: columns.map((_, i) => `z${i}`), columns },
      });
      const matrices = {
        ...base,
        n,
        y,
        X: { names: ['(Intercept)', 'x'], columns: [ones, x] },
        random: [term(a, [ones]), term(b, [ones, x]), term(c, [ones])],
      };
      const { model, structure, parts } = fitMixedModel(matrices, {
        reml: true,
        tolerance: 1e-9,
        maxEvaluations: 2,
        start: null,
      });
      expect(parts).toHaveLength(3);
      compareObjectives(
        [
          fullCrossedObjective(fullCrossedStatistics(parts, model.W, model.e), structure, parts, true),
          crossedObjective(crossedStatistics(parts, model.W, model.e), structure, parts, true),
        ],
        structure.m,
        3,
      );
    }
  });

  test('eliminates that factor first without which the least remains, however many levels it has', () => {
    const shape: CrossedShape = { ...NEARLY_SINGULAR, terms: [1], groups: 8, otherTerms: [2] };
    const { model, parts } = fit(crossedMatrices(shape), true);
    expect(parts.map(({ group }) => group.levels.length)).toEqual([8, 7]);
    const { first, q } = crossedStatistics(parts, model.W, model.e);
    expect([first.J, first.k, q]).toEqual([7, 2, 8]);
  });

  test.each([8, 240])('can be evaluated in steps, and gives the same, with two times %d levels', (levels) => {
    const shape = { ...NEARLY_SINGULAR, groups: levels, otherLevels: levels, spread: 1 };
    const objective = objectiveOf(crossedMatrices(shape), true);
    const theta = Float64Array.from({ length: objective.dimension }, (_, i) => 1 - 0.1 * i);
    const steps = objective.evaluateSteps!(theta);
    let count = 1;
    let step = steps.next();
    for (; !step.done; step = steps.next()) count++;
    expect(count).toBeGreaterThanOrEqual(levels === 8 ? 6 : 3);
    const { value, gradient, hessian } = objective.evaluate(theta);
    expect(step.value.value).toBe(value);
    expect(step.value.gradient).toEqual(gradient);
    expect(step.value.hessian).toEqual(hessian);
  });

  test('that twin gives for one factor what the objective by groups gives', () => {
    fc.assert(
      fc.property(shapes, fc.boolean(), (shape, reml) => {
        const { model, structure, parts } = fit(randomMatrices(shape), reml);
        const [{ group, columns }] = parts;
        const stats = groupStatistics(group.codes, group.levels.length, columns, model.W, model.e);
        const objectives = [
          groupObjective(stats, structure, parts, reml),
          fullCrossedObjective(fullCrossedStatistics(parts, model.W, model.e), structure, parts, reml),
        ];
        compareObjectives(objectives, structure.m, shape.seed);
      }),
      { numRuns: 60 },
    );
  });

  test('its gradient and Hessian agree with differences for crossed and nested factors', () => {
    fc.assert(
      fc.property(shapes, fc.boolean(), (shape, reml) => {
        const objective = objectiveOf(crossedMatrices(shape), reml);
        const random = generator(shape.seed + 1);
        const theta = Float64Array.from({ length: objective.dimension }, () => random.normal());
        const at = objective.evaluate(theta);
        const steps = [...theta].map(() => 1e-3);
        const value = (x: number[]): number => objective.evaluate(Float64Array.from(x)).value;
        const slope = (x: number[]): Float64Array => objective.evaluate(Float64Array.from(x)).gradient;
        expect(worst(at.gradient, differenceGradient(value, [...theta], steps), 1)).toBeLessThan(1e-6);
        expect(worst(at.hessian, differenceJacobian(slope, [...theta], steps).flat(), 1)).toBeLessThan(1e-6);
      }),
      { numRuns: 40, seed: 7 },
    );
  });
});

describe('fitMixedModel with several grouping factors', () => {
  test('reports the criterion, fixed effects, conditional modes and residuals of the dense twin', () => {
    fc.assert(
      fc.property(shapes, fc.boolean(), (shape, reml) => {
        const matrices = crossedMatrices(shape);
        const result = fit(matrices, reml);
        const ordered = { ...matrices, random: result.model.terms.map((term) => term.block) };
        const parameters = denseParameters(result);
        const dense = denseCriterion(ordered, parameters, reml);
        expect(Math.abs(result.criterion - dense.criterion)).toBeLessThan(1e-6);
        dense.beta.forEach((b, j) =>
          expect(Math.abs(fixedEffects(result)[j] - b)).toBeLessThan(1e-6 * Math.sqrt(dense.vcov.get(j, j))),
        );
        // The random part of the fitted values is (V − sigma²·I)·V⁻¹·(y − X·beta)
        const V = denseV(ordered, parameters);
        const raw = Matrix.columnVector(
          [...matrices.y].map(
            (y, i) => y - dense.beta.reduce((s, b, j) => s + b * matrices.X.columns[j][i], 0),
          ),
        );
        const expected = inverse(V).mmul(raw).mul(parameters.sigma2).to1DArray();
        const modes = conditionalModes(result);
        expect(worst(residuals(result, modes), expected, 1e-6)).toBeLessThan(1e-6);
        for (const { part, variances } of modes)
          expect(variances.length).toBe(part.group.levels.length * part.k ** 2);
      }),
      { numRuns: 40, seed: 7 },
    );
  });

  test('finds a point that no nearby variances improve on', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const matrices = crossedMatrices(shape);
        const result = fit(matrices, true);
        expect(result.optimum.converged).toBe(true);
        const { objective, optimum } = result;
        const random = generator(shape.seed + 5);
        // Near is near: tiny data can have a second minimum further away.
        for (const size of [0.01, 0.05])
          for (let i = 0; i < 5; i++) {
            const theta = optimum.at.theta.map((v) => v + size * random.normal());
            expect(objective.evaluate(theta).value).toBeGreaterThan(optimum.at.value - 1e-7);
          }
      }),
      { numRuns: 40, seed: 7 },
    );
  });

  test('the order of the terms in the formula does not matter, and factors with more levels come first', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const matrices = crossedMatrices(shape);
        const swapped = { ...matrices, random: [...matrices.random].reverse() };
        const [a, b] = [fit(matrices, true), fit(swapped, true)];
        expect(Math.abs(a.criterion - b.criterion)).toBeLessThan(1e-7);
        const levels = a.parts.map((part) => part.group.levels.length);
        expect([...levels].sort((x, y) => y - x)).toEqual(levels);
      }),
      { numRuns: 20, seed: 7 },
    );
  });

  test('the observed information is the Hessian of the dense minus log-likelihood', () => {
    const shape: CrossedShape = {
      seed: 5,
      terms: [1],
      groups: 7,
      rowsPerGroup: 8,
      slopes: 1,
      singletons: false,
      spread: 1.5,
      scale: 1,
      shift: 0,
      otherLevels: 5,
      otherTerms: [1],
      nested: false,
    };
    const matrices = crossedMatrices(shape);
    const result = fit(matrices, false);
    expect(result.boundary).toBeNull();
    const ordered = { ...matrices, random: result.model.terms.map((term) => term.block) };
    const { sigma2, covariances } = denseParameters(result);
    const x = [...fixedEffects(result), sigma2, ...covariances.map((S) => S[0][0])];
    const f = ([b0, b1, s2, g, h]: number[]): number =>
      denseMinusLogLik(ordered, [b0, b1], { sigma2: s2, covariances: [[[g]], [[h]]] });
    const steps = x.map((v) => 5e-3 * Math.abs(v));
    const differences = differenceJacobian((v) => differenceGradient(f, v, steps), x, steps);
    const { hessian, size } = observedInformation(result, false);
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) {
        const scale = Math.sqrt(hessian[i * size + i] * hessian[j * size + j]);
        expect(Math.abs(hessian[i * size + j] - differences[i][j])).toBeLessThan(1e-5 * scale);
      }
  });

  test('more linked random effects than can be held in full are refused with the numbers', () => {
    const n = 12_004;
    // Each row shares one of its two levels with the row before and the other with the row after: a single chain.
    const chain = (name: string, ahead: number): GroupingFactor => ({
      name,
      levels: Array.from({ length: n / 2 + ahead }, (_, i) => String(i)),
      codes: Int32Array.from({ length: n }, (_, i) => Math.floor((i + ahead) / 2)),
    });
    const ones = new Float64Array(n).fill(1);
    const base = randomMatrices({ ...SMALL, seed: 1 });
    const random = [chain('a', 0), chain('b', 1)].map((group) => ({
      group,
      name: group.name,
      Z: { names: ['(Intercept)'], columns: [ones] },
    }));
    const y = Float64Array.from({ length: n }, (_, i) => Math.sin(i * i));
    const matrices = { ...base, n, y, X: { names: ['(Intercept)'], columns: [ones] }, random };
    expect(() => fit(matrices, true)).toThrow(
      /besides b, 6002 random effects are linked with one another by rows of data \(a 6002\): up to 6000/,
    );
  });
});
