import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { maximize, type MaximizeMethod } from '../../../src/likelihood/maximize';
import { onewayFit } from '../../../src/likelihood/oneway/fit';
import { readOneway } from '../../../src/likelihood/oneway/data';
import { onewayInformation } from '../../../src/likelihood/oneway/information';
import { onewayLikelihood } from '../../../src/likelihood/oneway/likelihood';
import { onewayStatistics } from '../../../src/likelihood/oneway/statistics';
import { readLikelihood, type ReadLikelihood } from '../../../src/likelihood/readLikelihood';
import { parseCsv, type CellMatrix } from '../../../src';
import { expectDerivatives } from '../expression/derivatives';
import fixture from '../fixtures/onewayOptim.json';

const load = (name: string) =>
  parseCsv(readFileSync(join(import.meta.dirname, '../../../examples', `${name}.csv`), 'utf8'));
const WHEAT = load('wheat');
const swapped = (cells: CellMatrix) => cells.map(([a, b]) => [b, a]);
const inOrder = (values: readonly number[] | null) => (values ?? []).map((value) => ({ name: null, value }));

describe('the one-way normal density', () => {
  test.each(fixture.results)('is maximized as by optim(): $method from $start', (run) => {
    const found = maximize(onewayLikelihood(WHEAT), {
      method: run.method as MaximizeMethod,
      start: inOrder(run.start),
      lower: inOrder(run.lower),
    });
    // The last line search of BFGS is among values that differ in their last bits: how long it takes hangs on them.
    if (run.method !== 'BFGS') expect(found.counts.function).toBe(run.counts[0]);
    expect(found.counts.gradient).toBe(run.counts[1]);
    expect([found.convergence, found.message]).toEqual([run.convergence, run.message]);
    expect(found.logLik).toBeCloseTo(-run.value, 9);
    found.parameters.forEach(({ estimate }, i) => expect(estimate).toBeCloseTo(run.par[i], 6));
  });

  test('has the exact estimates, in closed form and by Newton', () => {
    const stats = onewayStatistics(
      readOneway({ cells: WHEAT.map(([, y]) => [y]) }, { cells: WHEAT.map(([g]) => [g]) }),
    );
    const fit = onewayFit(stats, 'ML');
    const { covariance } = onewayInformation(stats, fit, 'ML');
    for (const mustSearch of [true, false]) {
      const found = maximize(onewayLikelihood(WHEAT), { mustSearch });
      expect(found.method).toBe(mustSearch ? 'Newton' : 'closed form');
      [fit.mu, fit.sigma2, fit.tau2].forEach((x, i) => {
        expect(Math.abs(found.parameters[i].estimate / x - 1)).toBeLessThan(1e-10);
        expect(found.parameters[i].standardError).toBeCloseTo(Math.sqrt(covariance![4 * i]), 9);
      });
      expect(found.logLik).toBeCloseTo(fit.logLik, 11);
      expect(found.parameters.map(({ standardError }) => standardError!.toFixed(4))).toEqual([
        '0.2583',
        '0.3996',
        '0.3090',
      ]);
    }
  });

  test('has exact derivatives, balanced or not', () => {
    const unbalanced = WHEAT.filter((_, i) => i % 7 !== 3);
    for (const cells of [WHEAT, unbalanced])
      expectDerivatives(onewayLikelihood(cells), Float64Array.of(15.8, 1.4, 0.7));
  });

  test('takes its columns in either order, and counts rows left out', () => {
    const par = Float64Array.of(16, 2, 1);
    expect(onewayLikelihood(swapped(WHEAT)).value(par)).toBe(onewayLikelihood(WHEAT).value(par));
    const holed = WHEAT.map(([g, y], i) => [g, i === 4 ? null : y]);
    const likelihood = readLikelihood('One-way Normal', holed, 'Sheet1!B2:C52');
    expect([likelihood.observations, likelihood.missing]).toEqual([49, 1]);
    expect(() => onewayLikelihood([[1, 2, 3]])).toThrow('have 3 columns: expected two, values and groups');
    expect(() => onewayLikelihood(WHEAT.map(([g]) => [g, g]))).toThrow('expected numbers');
  });

  describe('finds the groups among two columns of numbers', () => {
    const numbered = WHEAT.map(([g, y], i) =>
      i === 0 ? [g, y] : [100 + 7 * String(g).length + (i % 10), y],
    );
    const groups = numbered.map(([g]) => g);
    const whole = numbered.map(([g, y]) => [g, typeof y === 'number' ? Math.round(1e6 * y + 17 * y * y) : y]);
    const par = Float64Array.of(16, 2, 1);
    const AT: Float64Array = Float64Array.of(1.6e7, 1e12, 1e12);

    test('wherever they stand, with headers and without', () => {
      expect(new Set(groups).size).toBeGreaterThan(5);
      for (const cells of [numbered, numbered.slice(1)]) {
        const found = onewayLikelihood(cells).value(par);
        expect(found).toBeGreaterThan(-1000);
        expect(onewayLikelihood(swapped(cells)).value(par)).toBe(found);
      }
      expect(onewayLikelihood(whole).value(AT)).toBe(onewayLikelihood(swapped(whole)).value(AT));
    });

    test('and says what it took for what', () => {
      const [g, y] = WHEAT[0] as string[];
      const first = onewayLikelihood(numbered) as ReadLikelihood;
      expect(first.sentence).toBe(`one-way normal, values from ${y} (column 2), groups from ${g} (column 1)`);
      expect(first.remarks).toEqual(['The groups were found in the first column, the values in the second.']);
      const bare = onewayLikelihood(swapped(numbered.slice(1))) as ReadLikelihood;
      expect(bare.sentence).toBe('one-way normal, values from column 1, groups from column 2');
      expect(bare.remarks).toEqual([]);
    });

    test('and takes the first for values where both could be either', () => {
      // Grades of 1 to 5 in seven classes: fewer different values than groups, and no doubt of the order.
      const grades = Array.from({ length: 35 }, (_, i) => [
        1 + ((i * i + (i >> 2)) % 5),
        1 + Math.floor(i / 5),
      ]);
      expect((onewayLikelihood(grades) as ReadLikelihood).sentence).toContain('values from column 1');
      expect((onewayLikelihood(swapped(grades)) as ReadLikelihood).sentence).toContain(
        'values from column 1',
      );
    });
  });

  test('ends on the bound where groups differ too little', () => {
    for (const mustSearch of [true, false]) {
      const found = maximize(onewayLikelihood(load('dyestuff2')), { mustSearch });
      expect(found.parameters[2]).toMatchObject({ estimate: 0, state: 'on bound' });
      expect(found.warnings.map(({ code }) => code)).toEqual(['boundary']);
      expect(found.parameters[1].standardError).toBeGreaterThan(0);
    }
  });

  test('is minus infinity where variances cannot be', () => {
    const { value } = { value: (par: number[]) => onewayLikelihood(WHEAT).value(Float64Array.from(par)) };
    expect([value([16, 0, 1]), value([16, 1, -0.1]), value([NaN, 1, 1])]).toEqual([
      -Infinity,
      -Infinity,
      -Infinity,
    ]);
  });
});
