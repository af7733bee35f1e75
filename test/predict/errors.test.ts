import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GroupingFactor, ModelMatrices } from '../../src/design/types';
import { predictionErrors } from '../../src/inference/prediction';
import { satterthwaite } from '../../src/inference/satterthwaite';
import type { MixedFit } from '../../src/mixed/mixedFit';
import { relativeErrors } from '../../src/mixed/predictErrors';
import { conditionalMeans, populationMeans, type PredictionRows } from '../../src/mixed/predictRows';
import { fixedEffectsCovariance, residualSigma } from '../../src/mixed/userScale';
import { studentT } from '../../src/distributions';
import { denseParameters, fit, worst } from '../mixed/support';
import { type DenseRow, hendersonVariance, predictionErrorVariance } from '../reference/denseHenderson';
import { generator, randomMatrices } from '../reference/randomDesigns';

interface Shape {
  readonly seed: number;
  /** Sizes of the terms on each factor. */
  readonly terms: readonly (readonly number[])[];
  readonly nested: boolean;
  readonly weighted: boolean;
  /** Standard deviation of the random effects: with 0 the fit is mostly at the boundary. */
  readonly spread: number;
}

const shapes = fc.record<Shape>({
  seed: fc.integer({ min: 1, max: 1e9 }),
  terms: fc.constantFrom(
    [[1]],
    [[2]],
    [[1, 1]],
    [[1], [1]],
    [[2], [1]],
    [[1], [2]],
    [[2], [1, 1]],
    [[1], [1], [1]],
    [[2], [1], [1]],
  ),
  nested: fc.boolean(),
  weighted: fc.boolean(),
  spread: fc.constantFrom(0, 1, 2),
});

/** Levels of the factors: with two random effects per level the second has more of them than the first. */
const LEVELS = [9, 8, 3];
const ROWS = 75;

/** Three columns shared by X and Z; factors crossed at random, or each a refinement of the next. */
function designOf({ seed, terms, nested, weighted, spread }: Shape): ModelMatrices {
  const base = randomMatrices({
    seed,
    terms: [1],
    groups: ROWS,
    rowsPerGroup: 1,
    slopes: 2,
    singletons: true,
    spread: 0,
    scale: 10,
    shift: 1,
  });
  const random = generator(seed + 5);
  const { n } = base;
  const factors = terms.map((_, f): GroupingFactor => {
    const count = LEVELS[f];
    const codes = Int32Array.from({ length: n }, (_, i) =>
      nested ? Math.floor(((i % LEVELS[0]) * count) / LEVELS[0]) : i < count ? i : random.integer(count),
    );
    return { name: `f${f}`, levels: Array.from({ length: count }, (_, j) => `${f}.${j}`), codes };
  });
  const y = Float64Array.from(base.y);
  const blocks = terms.flatMap((sizes, f) => {
    let start = 0;
    return sizes.map((size, t) => {
      const columns = base.X.columns.slice(start, start + size);
      start += size;
      for (const column of columns) {
        const effects = factors[f].levels.map(() => (spread * random.normal()) / rms(column));
        for (let i = 0; i < n; i++) y[i] += effects[factors[f].codes[i]] * column[i];
      }
      const name = t === 0 ? factors[f].name : `${factors[f].name}.${t}`;
      return { group: factors[f], name, Z: { names: columns.map((_, a) => `z${a}`), columns } };
    });
  });
  const weights = weighted ? y.map(() => 0.5 + 2 * random.uniform()) : null;
  return { ...base, y, random: blocks, weights };
}

/** New rows with known and unknown levels, for the fit and for the dense twin. */
function rowsFor(result: MixedFit, seed: number, n: number): { rows: PredictionRows; dense: DenseRow[] } {
  const random = generator(seed + 99);
  const { matrices, model, parts } = result;
  const columns = matrices.X.columns.map((column, c) =>
    Float64Array.from({ length: n }, () => (c === 0 ? 1 : 2 * column[random.integer(column.length)])),
  );
  const codes = new Map(
    parts.map(({ group }) => [
      group,
      Int32Array.from({ length: n }, () => random.integer(group.levels.length + 1) - 1),
    ]),
  );
  const newColumn = (column: Float64Array): Float64Array => columns[matrices.X.columns.indexOf(column)];
  const rows: PredictionRows = {
    n,
    X: model.kept.map((j) => columns[j]),
    offset: null,
    parts: parts.map(({ group }) => ({
      codes: codes.get(group)!,
      columns: model.terms
        .filter(({ block }) => block.group === group)
        .flatMap(({ block }) => block.Z.columns.map(newColumn)),
    })),
  };
  const dense = Array.from({ length: n }, (_, i) => ({
    x: rows.X.map((column) => column[i]),
    // The twin has the terms in the order of the model, as the estimates are
    terms: model.terms.map(({ block }) => ({
      z: block.Z.columns.map((column) => newColumn(column)[i]),
      level: codes.get(block.group)![i],
    })),
  }));
  return { rows, dense };
}

/** The matrices with their random terms in the order of the model. */
function inModelOrder({ matrices, model }: MixedFit): ModelMatrices {
  return { ...matrices, random: model.terms.map(({ block }) => block) };
}

describe('the variance of a prediction error', () => {
  test('is that of the inverse of the dense mixed model equations, for crossed and nested factors, weights and new levels', () => {
    let compared = 0;
    fc.assert(
      fc.property(shapes, fc.boolean(), (shape, reml) => {
        const result = fit(designOf(shape), reml);
        const { rows, dense } = rowsFor(result, shape.seed, 4);
        const matrices = inModelOrder(result);
        const parameters = denseParameters(result);
        const found = relativeErrors(result, result.optimum.at, rows, true);
        const sigma2 = residualSigma(result) ** 2;
        const isRegular = parameters.covariances.every(
          (block) => Math.min(...block.map((row, a) => row[a])) > 1e-3 * sigma2 && determinant(block) > 1e-6,
        );
        if (isRegular) compared++;
        dense.forEach((row, i) => {
          const wanted = predictionErrorVariance(matrices, parameters, result.model.kept, row);
          expect(Math.abs(sigma2 * found[i] - wanted)).toBeLessThan(1e-8 * wanted);
          if (!isRegular) return;
          const henderson = hendersonVariance(matrices, parameters, result.model.kept, row);
          expect(Math.abs(sigma2 * found[i] - henderson)).toBeLessThan(1e-7 * henderson);
        });
      }),
      { numRuns: 60, seed: 11 },
    );
    expect(compared).toBeGreaterThan(15);
  });

  test('without random effects is xᵀVar(betaHat)x', () => {
    const result = fit(
      designOf({ seed: 4, terms: [[2], [1]], nested: false, weighted: true, spread: 1 }),
      true,
    );
    const { rows } = rowsFor(result, 4, 5);
    const found = relativeErrors(result, result.optimum.at, rows, false);
    const vcov = fixedEffectsCovariance(result);
    const p = rows.X.length;
    const wanted = Array.from(found, (_, i) =>
      rows.X.reduce((sum, x, a) => sum + rows.X.reduce((s, y, b) => s + x[i] * vcov[a * p + b] * y[i], 0), 0),
    );
    expect(
      worst(
        found.map((h) => h * residualSigma(result) ** 2),
        wanted,
      ),
    ).toBeLessThan(1e-12);
  });

  test('of a level that the data do not have is that of the population plus that of its effects', () => {
    const result = fit(designOf({ seed: 8, terms: [[2]], nested: false, weighted: false, spread: 1 }), true);
    const { rows } = rowsFor(result, 8, 6);
    const unknown = {
      ...rows,
      parts: rows.parts.map((part) => ({ ...part, codes: part.codes.map(() => -1) })),
    };
    const population = relativeErrors(result, result.optimum.at, rows, false);
    const [[S00, S01], [, S11]] = denseParameters(result).covariances[0];
    const [z0, z1] = rows.parts[0].columns;
    const sigma2 = residualSigma(result) ** 2;
    relativeErrors(result, result.optimum.at, unknown, true).forEach((h, i) => {
      const own = z0[i] * z0[i] * S00 + 2 * z0[i] * z1[i] * S01 + z1[i] * z1[i] * S11;
      expect(h * sigma2).toBeCloseTo(population[i] * sigma2 + own, 8);
    });
    expect(Array.from(conditionalMeans(result, unknown))).toEqual(Array.from(populationMeans(result, rows)));
  });
});

describe('degrees of freedom of a prediction', () => {
  const result = fit(
    designOf({ seed: 21, terms: [[2], [1]], nested: false, weighted: false, spread: 1 }),
    true,
  );

  test('are those of the coefficient where the row picks one out', () => {
    const p = result.model.p;
    const rows: PredictionRows = {
      n: p,
      X: Array.from({ length: p }, (_, c) => Float64Array.from({ length: p }, (_, i) => (i === c ? 1 : 0))),
      offset: null,
      parts: [],
    };
    const zero = new Float64Array(p);
    const errors = predictionErrors(result, rows, false, 'satterthwaite');
    const { upper } = errors.limits(zero, 0.95);
    const degrees = satterthwaite(result);
    const t = Array.from(upper, (v, i) => v / errors.standardErrors[i]);
    t.forEach((v, i) => expect(v).toBeCloseTo(tQuantile(degrees[i]), 10));
  });

  test('without random effects agree with differences in theta', () => {
    // Rows whose z is zero: the conditional error is then the population's
    const { rows } = rowsFor(result, 3, 5);
    const zeroed = {
      ...rows,
      parts: rows.parts.map(({ codes, columns }) => ({ codes, columns: columns.map((z) => z.map(() => 0)) })),
    };
    const means = new Float64Array(5);
    const exact = predictionErrors(result, rows, false, 'satterthwaite').limits(means, 0.9, null);
    const differenced = predictionErrors(result, zeroed, true, 'satterthwaite').limits(means, 0.9, null);
    expect(worst(differenced.upper, exact.upper)).toBeLessThan(1e-8);
  });
});

function determinant([first, second]: readonly (readonly number[])[]): number {
  if (second === undefined) return 1;
  return 1 - first[1] ** 2 / (first[0] * second[1]);
}

function rms(x: Float64Array): number {
  return Math.sqrt(x.reduce((sum, v) => sum + v * v, 0) / x.length);
}

function tQuantile(df: number): number {
  return studentT.quantile(0.975, df);
}
