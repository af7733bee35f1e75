/** Evaluations with many linked effects: value and gradient at once, second derivatives when they are asked for. */

import { describe, expect, test } from 'vitest';
import type { GroupingFactor, ModelMatrices } from '../../../src/design/types';
import { crossedObjective } from '../../../src/mixed/crossed/objective';
import { crossedStatistics } from '../../../src/mixed/crossed/statistics';
import type { MixedFit } from '../../../src/mixed/mixedFit';
import { promisedDecrease } from '../../../src/optimize/newton';
import { fullCrossedObjective } from '../../reference/fullCrossedObjective';
import { fullCrossedStatistics } from '../../reference/fullCrossedStatistics';
import { generator, randomMatrices } from '../../reference/randomDesigns';
import { fit, worst } from '../support';

interface Design {
  readonly levels: readonly [number, number];
  /** Levels of the second factor that those of one of the first meet: few make a sparse matrix. */
  readonly spread: number;
  /** Columns of the terms on the two factors, and a third factor or none. */
  readonly terms: readonly [number, number];
  readonly third: boolean;
}

const DESIGNS: Design[] = [
  { levels: [300, 240], spread: 240, terms: [1, 1], third: false },
  { levels: [400, 260], spread: 12, terms: [1, 1], third: true },
  { levels: [260, 120], spread: 10, terms: [2, 2], third: false },
  { levels: [150, 230], spread: 8, terms: [2, 1], third: true },
];

function matricesOf({ levels: [J, L], spread, terms, third }: Design): ModelMatrices {
  const n = 1600;
  const random = generator(11);
  const first = Int32Array.from({ length: n }, (_, i) => i % J);
  const second = first.map((j, i) => (i < L ? i : (Math.floor((j * L) / J) + random.integer(spread)) % L));
  const factor = (name: string, codes: Int32Array, count: number): GroupingFactor => ({
    name,
    levels: Array.from({ length: count }, (_, level) => String(level)),
    codes,
  });
  const columns = [new Float64Array(n).fill(1), Float64Array.from({ length: n }, () => random.normal())];
  const effects = (count: number, size: number): Float64Array =>
    Float64Array.from({ length: count }, () => size * random.normal());
  const [a, b, slopes] = [effects(J, 0.7), effects(L, 0.5), effects(L, 0.4)];
  const y = Float64Array.from(
    columns[1],
    (x, i) =>
      0.3 * x + a[first[i]] + b[second[i]] + (terms[1] > 1 ? x * slopes[second[i]] : 0) + random.normal(),
  );
  const term = (group: GroupingFactor, size: number) => ({
    group,
    name: group.name,
    Z: { names: ['(Intercept)', 'x'].slice(0, size), columns: columns.slice(0, size) },
  });
  const blocks = [term(factor('a', first, J), terms[0]), term(factor('b', second, L), terms[1])];
  if (third)
    blocks.push(
      term(
        factor(
          'c',
          first.map((_, i) => i % 7),
          7,
        ),
        1,
      ),
    );
  const base = randomMatrices({
    seed: 1,
    terms: [1],
    groups: 4,
    rowsPerGroup: 3,
    slopes: 0,
    singletons: false,
    spread: 1,
    scale: 1,
    shift: 0,
  });
  return { ...base, n, y, X: { names: ['(Intercept)', 'x'], columns }, random: blocks };
}

function objectivesOf({ model, parts, structure }: MixedFit, reml: boolean) {
  return [
    crossedObjective(crossedStatistics(parts, model.W, model.e), structure, parts, reml),
    fullCrossedObjective(fullCrossedStatistics(parts, model.W, model.e), structure, parts, reml),
  ];
}

describe.each(DESIGNS)('many linked effects, %j', (design) => {
  const fitted = fit(matricesOf(design), true);
  const { structure } = fitted;
  const { m } = structure;

  test('value, gradient and what is left per level are those of the twin; the rest is when it is asked for', () => {
    for (const reml of [true, false]) {
      const [own, twin] = objectivesOf(fitted, reml);
      const random = generator(4);
      const theta = Float64Array.from({ length: m }, () => 0.3 + random.uniform());
      const at = own.evaluate(theta);
      const expected = twin.evaluate(theta);
      expect(Math.abs(at.value - expected.value)).toBeLessThan(1e-9);
      for (const part of ['gradient', 'beta', 'Gamma'] as const)
        expect(worst(at[part], expected[part], 1e-6)).toBeLessThan(1e-9);
      expect(worst(at.hessian, expected.hessian, 1e-6)).toBeLessThan(1e-9);
      own.workAt(at).forEach((work, f) => {
        expect(worst(work.K, twin.workAt(expected)[f].K, 1e-6)).toBeLessThan(1e-9);
        expect(worst(work.A, twin.workAt(expected)[f].A, 1e-6)).toBeLessThan(1e-9);
      });
    }
  });

  test('the average information is what is expected of the traces in their place', () => {
    const [own, twin] = objectivesOf(fitted, true);
    const random = generator(5);
    const theta = Float64Array.from({ length: m }, () => 0.3 + random.uniform());
    const { average } = own.evaluate(theta);
    const { natural, r2, curvature } = twin.evaluate(theta);
    const { nu, p } = twin;
    const expected = curvature.map((h, at) => {
      const [i, j] = [Math.floor(at / m), at % m];
      let q = natural.quadraticK[at];
      for (let x = 0; x < p; x++) q -= natural.f[i * p + x] * natural.f[j * p + x];
      return h + natural.traceKK[at] - natural.traceProjection[at] - (nu * q) / r2;
    });
    expect(worst(average!.curvature, expected, 1e-6)).toBeLessThan(1e-9);
  });

  test('there is no average information where a variance is zero, and the twin still agrees', () => {
    const [own, twin] = objectivesOf(fitted, true);
    const theta = Float64Array.from({ length: m }, (_, i) => (i === m - 1 ? 0 : 0.5));
    const at = own.evaluate(theta);
    expect(at.average).toBeUndefined();
    expect(worst(at.hessian, twin.evaluate(theta).hessian, 1e-6)).toBeLessThan(1e-9);
  });

  test('the search ends where the exact Hessian promises no more', () => {
    expect(fitted.optimum.converged).toBe(true);
    expect(fitted.evaluations).toBeLessThanOrEqual(9);
    const [, twin] = objectivesOf(fitted, true);
    const there = twin.evaluate(fitted.optimum.at.theta);
    expect(promisedDecrease(there)).toBeLessThan(1e-9);
    expect(Math.abs(there.value - fitted.optimum.at.value)).toBeLessThan(1e-9);
  });
});
