import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GroupingFactor, ModelMatrices } from '../../src/design/types';
import { fitMixedModel } from '../../src/mixed/fit';
import { crossed, SHAPE } from '../inference/designs';
import { generator, randomMatrices } from '../reference/randomDesigns';

const fit = (matrices: ModelMatrices, reml: boolean) =>
  fitMixedModel(matrices, { reml, tolerance: 1e-10, maxEvaluations: 300, start: null });

/** One factor with and without a slope, and two crossed factors. */
const design = fc
  .record({
    seed: fc.integer({ min: 1, max: 1e6 }),
    kind: fc.constantFrom('one', 'slope', 'crossed'),
    reml: fc.boolean(),
  })
  .map(({ seed, kind, reml }) => {
    const shape = { ...SHAPE, seed, terms: kind === 'slope' ? [2] : [1] };
    return { matrices: kind === 'crossed' ? crossed(shape) : randomMatrices(shape), reml, seed };
  });

const check = (property: (given: { matrices: ModelMatrices; reml: boolean; seed: number }) => void) =>
  fc.assert(fc.property(design, property), { seed: 11, numRuns: 60 });

/** Each array and factor replaced once, so that what is shared stays shared. */
function mapped(
  matrices: ModelMatrices,
  numbers: (column: Float64Array) => Float64Array,
  factor: (group: GroupingFactor) => GroupingFactor,
): ModelMatrices {
  const columns = new Map<Float64Array, Float64Array>();
  const groups = new Map<GroupingFactor, GroupingFactor>();
  const column = (x: Float64Array) => columns.get(x) ?? columns.set(x, numbers(x)).get(x)!;
  const group = (g: GroupingFactor) => groups.get(g) ?? groups.set(g, factor(g)).get(g)!;
  return {
    ...matrices,
    y: column(matrices.y),
    X: { ...matrices.X, columns: matrices.X.columns.map(column) },
    random: matrices.random.map((block) => ({
      ...block,
      group: group(block.group),
      Z: { ...block.Z, columns: block.Z.columns.map(column) },
    })),
  };
}

const shuffled = (n: number, seed: number): number[] => {
  const random = generator(seed);
  const order = [...Array(n).keys()];
  for (let i = n - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
};

describe('a fit does not depend on', () => {
  test('the order of the rows', () =>
    check(({ matrices, reml, seed }) => {
      const order = shuffled(matrices.n, seed);
      const other = mapped(
        matrices,
        (x) => Float64Array.from(order, (row) => x[row]),
        (g) => ({ ...g, codes: Int32Array.from(order, (row) => g.codes[row]) }),
      );
      expect(Math.abs(fit(other, reml).criterion - fit(matrices, reml).criterion)).toBeLessThan(1e-8);
    }));

  test('the names and the order of the groups', () =>
    check(({ matrices, reml, seed }) => {
      const other = mapped(
        matrices,
        (x) => x,
        (g) => {
          const order = shuffled(g.levels.length, seed + g.levels.length);
          return {
            ...g,
            levels: order.map((l) => `new ${l}`),
            codes: g.codes.map((code) => order.indexOf(code)),
          };
        },
      );
      expect(Math.abs(fit(other, reml).criterion - fit(matrices, reml).criterion)).toBeLessThan(1e-8);
    }));

  test('the order of the random terms', () =>
    check(({ matrices, reml }) => {
      const other = { ...matrices, random: [...matrices.random].reverse() };
      expect(Math.abs(fit(other, reml).criterion - fit(matrices, reml).criterion)).toBeLessThan(1e-8);
    }));

  test('the unit and the origin of a column: ML not at all, REML by a known constant', () =>
    check(({ matrices, reml }) => {
      const slope = matrices.X.columns[1];
      for (const [factor, shift] of [
        [1e8, 0],
        [1, 1e8],
        [1e-8, 0],
      ]) {
        const other = mapped(
          matrices,
          (x) => (x === slope ? x.map((v) => factor * v + shift) : x),
          (g) => g,
        );
        const constant = reml ? 2 * Math.log(factor) : 0;
        const difference = fit(other, reml).criterion - fit(matrices, reml).criterion - constant;
        // A column shifted by 1e8 has lost eight of its sixteen digits before anything is computed.
        expect(Math.abs(difference)).toBeLessThan(shift === 1e8 ? 1e-5 : 1e-7);
      }
    }));

  test('the unit of the response, but for a known constant', () =>
    check(({ matrices, reml }) => {
      const other = { ...matrices, y: matrices.y.map((v) => 1e6 * v) };
      const [a, b] = [fit(matrices, reml), fit(other, reml)];
      const constant = 2 * a.objective.nu * Math.log(1e6);
      expect(Math.abs(b.criterion - a.criterion - constant)).toBeLessThan(1e-7);
    }));
});
