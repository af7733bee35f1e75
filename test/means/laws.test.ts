/** What marginal means may not depend on, and what they are where that is known without a model. */

import { describe, expect, test } from 'vitest';
import {
  analyseModel,
  DEFAULT_FIT_OPTIONS,
  prepareModel,
  type Analysis,
  type Cell,
  type CellMatrix,
  type FitOptions,
} from '../../src/index';
import type { EstimatedTable } from '../../src/analyses/estimatedTable';
import { MEAN_WEIGHTS } from '../../src/means/marginalBlock';
import { generator } from '../reference/randomDesigns';

const HEADERS = ['A', 'B', 'x', 'z', 'g', 'w', 'y'];

interface Shape {
  readonly seed: number;
  readonly rows: number;
  /** Combinations of A and B without rows. */
  readonly holes: readonly string[];
}

/** Rows of unbalanced data with two factors, two covariates, groups and weights. */
function randomCells({ seed, rows, holes }: Shape): Cell[][] {
  const random = generator(seed);
  const cells: Cell[][] = [HEADERS];
  while (cells.length <= rows) {
    const [a, b, g] = [random.integer(3), Math.floor(2.99 * random.uniform() ** 1.5), random.integer(8)];
    const [x, z] = [Math.round(100 * random.normal()) / 10, random.integer(4)];
    const y = 5 + a - 0.7 * b + 0.3 * a * b + 0.2 * x + Math.sin(g) + random.normal();
    if (!holes.includes(`a${a} b${b}`))
      cells.push([`a${a}`, `b${b}`, x, z, `g${g}`, 1 + random.integer(3), y]);
  }
  return cells;
}

type Asked = Partial<Analysis<'means'>> & { readonly specs: string };

function meansOf(
  data: CellMatrix,
  model: string,
  asked: Asked,
  options: Partial<FitOptions> = {},
): EstimatedTable {
  const input = prepareModel({ data, model, options: { ...DEFAULT_FIT_OPTIONS, ...options } });
  const initial = {
    at: null,
    covariates: 'mean',
    weights: 'equal',
    type: 'link',
    bias: false,
    test: true,
  } as const;
  return analyseModel(input, { kind: 'means', ...initial, ...asked } as Analysis<'means'>);
}

const close = (a: number, b: number): number =>
  a === b || (a !== a && b !== b) ? 0 : Math.abs(a - b) / (1e-3 + Math.abs(b));

/** By labels, in whatever order they stand. */
function expectSame(found: EstimatedTable, wanted: EstimatedTable): void {
  const named = ({ labels, rows }: EstimatedTable) =>
    new Map(
      rows.map((row) => [
        labels
          .map((label, i) => `${label}=${row.labels[i]}`)
          .sort()
          .join(),
        row,
      ]),
    );
  const others = named(found);
  expect(others.size).toBe(wanted.rows.length);
  for (const [name, row] of named(wanted)) {
    const other = others.get(name)!;
    expect(other.undetermined === undefined).toBe(row.undetermined === undefined);
    for (const key of ['estimate', 'standardError', 'lower', 'upper'] as const)
      expect(close(other[key], row[key])).toBeLessThan(1e-7);
    expect(close(other.df ?? Infinity, row.df ?? Infinity)).toBeLessThan(1e-4);
  }
}

const MODELS = [
  'y ~ A * B + x + (1 | g)',
  'y ~ A + B + poly(x, 2) + (x | g)',
  'y ~ A * factor(z) + B + (1 | g)',
  'y ~ A * (x > 0) + B',
  'y ~ A * x + B * z + (1 | g)',
];

/** Of these values those of variables that the fixed part has. */
function atOf(model: string, values: Readonly<Record<string, string>>): string {
  const fixed = model.replace(/\(\S+ \| g\)/, '');
  return Object.entries(values)
    .filter(([name]) => new RegExp(`\\b${name}\\b`).test(fixed))
    .map(([name, list]) => `${name}=${list}`)
    .join('; ');
}

const SHAPES: Shape[] = [
  { seed: 1, rows: 90, holes: [] },
  { seed: 2, rows: 70, holes: ['a2 b1'] },
];

describe.each(MODELS)('means of %s', (model) => {
  describe.each(SHAPES)('of data $seed', (shape) => {
    const cells = randomCells(shape);
    const asked: Asked[] = [
      { specs: 'A' },
      { specs: 'A | B', at: atOf(model, { x: '-3,4', B: 'b0,b1,b2' }) },
      { specs: 'B', weights: 'cells', covariates: 'median' },
      { specs: '1', weights: 'proportional' },
    ];

    test('do not depend on the coding of factors', () => {
      for (const one of asked) {
        const wanted = meansOf(cells, model, one);
        for (const all of ['sum', 'helmert', 'poly'] as const)
          expectSame(meansOf(cells, model, one, { contrasts: { all, factors: {} } }), wanted);
      }
    });

    test('do not depend on the order of rows, columns and levels', () => {
      const random = generator(shape.seed + 7);
      const [headers, ...rows] = cells;
      const order = rows.map((_, i) => [random.uniform(), i]).sort(([a], [b]) => a - b);
      const mixed = [headers, ...order.map(([, i]) => rows[i])].map((row) => [...row].reverse());
      const levels = { A: { levels: ['a2', 'a0', 'a1'], ordered: false } };
      for (const one of asked) expectSame(meansOf(mixed, model, one, { levels }), meansOf(cells, model, one));
    });

    test('are averages of predictions at the points of the grid', () => {
      const input = prepareModel({ data: cells, model, options: DEFAULT_FIT_OPTIONS });
      const table = meansOf(cells, model, {
        specs: 'A * B',
        at: atOf(model, { x: '-3,4', z: '2', B: 'b2,b0' }),
      });
      const points = table.rows.flatMap(({ labels: [a, b] }) => [
        [a, b, -3, 2, 'none'],
        [a, b, 4, 2, 'none'],
      ]);
      const newData = [['A', 'B', 'x', 'z', 'g'], ...points];
      const { columns } = analyseModel(input, {
        kind: 'predict',
        newData,
        newDataAddress: null,
        random: false,
        interval: 'none',
        level: 0.95,
      });
      const { values } = columns[0];
      table.rows.forEach((row, r) => {
        if (row.undetermined === undefined)
          expect(close(row.estimate, (values[2 * r] + values[2 * r + 1]) / 2)).toBeLessThan(1e-9);
      });
      expect(table.rows.filter(({ undetermined }) => undetermined === undefined).length).toBeGreaterThan(5);
    });
  });
});

const rawMeans = (cells: CellMatrix, column: number, weight: number | null): Map<Cell, number> => {
  const sums = new Map<Cell, [number, number]>();
  for (const row of cells.slice(1)) {
    const w = weight === null ? 1 : Number(row[weight]);
    const [sum, count] = sums.get(row[column]) ?? [0, 0];
    sums.set(row[column], [sum + w * Number(row[6]), count + w]);
  }
  return new Map([...sums].map(([level, [sum, count]]) => [level, sum / count]));
};

describe('means that are known without a model', () => {
  test('with equal weights those of a balanced design are the raw means, with random effects too', () => {
    const random = generator(5);
    const rows = Array.from({ length: 96 }, (_, i) => {
      const [a, b, g] = [i % 3, Math.floor(i / 3) % 4, Math.floor(i / 12)];
      return [`a${a}`, `b${b}`, 0, 0, `g${g}`, 1, a * b + g + random.normal()];
    });
    const cells = [HEADERS, ...rows];
    const raw = rawMeans(cells, 0, null);
    for (const model of ['y ~ A * B', 'y ~ A + B + (1 | g)', 'y ~ A * B + (1 | g/B)'])
      for (const weights of MEAN_WEIGHTS)
        for (const { labels, estimate } of meansOf(cells, model, { specs: 'A', weights }).rows)
          expect(estimate).toBeCloseTo(raw.get(labels[0])!, 10);
  });

  test('of a combination that no row has are what the model says, whatever weights averages take', () => {
    const cells = randomCells({ seed: 4, rows: 80, holes: ['a2 b1'] });
    const wanted = meansOf(cells, 'y ~ A + B', { specs: 'A * B' });
    for (const weights of MEAN_WEIGHTS)
      expectSame(meansOf(cells, 'y ~ A + B', { specs: 'A * B', weights }), wanted);
    expect(wanted.rows.every(({ undetermined }) => undetermined === undefined)).toBe(true);
  });

  test('are known of a factor with a nested one beside it, whose columns are polynomials that cancel', () => {
    const random = generator(6);
    const rows = Array.from({ length: 60 }, (_, i) => {
      const a = i % 3;
      return [`a${a}`, `${a}_${(i >> 2) % 2}`, 0, 0, 'g', 1, a + random.normal()];
    });
    const cells = [HEADERS, ...rows];
    for (const specs of ['1', 'A', 'B']) {
      const found = meansOf(cells, 'y ~ A + B', { specs }, { contrasts: { all: 'poly', factors: {} } });
      expectSame(found, meansOf(cells, 'y ~ A + B', { specs }));
      expect(found.rows.every(({ undetermined }) => undetermined === undefined)).toBe(true);
    }
  });

  test('weighted by cells those of a linear model are the raw means of a factor in it, weighted ones under prior weights', () => {
    const cells = randomCells({ seed: 4, rows: 80, holes: [] });
    for (const [weights, column] of [
      [null, null],
      ['w', 5],
    ] as const) {
      const raw = rawMeans(cells, 0, column);
      const options = { weights };
      for (const { labels, estimate } of meansOf(
        cells,
        'y ~ A + B',
        { specs: 'A', weights: 'cells' },
        options,
      ).rows)
        expect(estimate).toBeCloseTo(raw.get(labels[0])!, 10);
      const all = meansOf(cells, 'y ~ A + B', { specs: '1', weights: 'proportional' }, options).rows[0];
      const [overall] = rawMeans(
        cells.map((row, i) => (i === 0 ? row : ['all', ...row.slice(1)])),
        0,
        column,
      ).values();
      expect(all.estimate).toBeCloseTo(overall, 10);
    }
  });

  test('of one factor alone they are its coefficients, with their standard errors', () => {
    const cells = randomCells({ seed: 6, rows: 60, holes: [] });
    const { rows } = meansOf(cells, 'y ~ A + (1 | g)', { specs: 'A' });
    const input = prepareModel({ data: cells, model: 'y ~ 0 + A + (1 | g)', options: DEFAULT_FIT_OPTIONS });
    const { fixedEffects } = analyseModel(input, { kind: 'summary' });
    fixedEffects.forEach(({ estimate, standardError, df, pValue }, i) => {
      expect(close(rows[i].estimate, estimate)).toBeLessThan(1e-8);
      expect(close(rows[i].standardError, standardError)).toBeLessThan(1e-8);
      expect(close(rows[i].df!, df!)).toBeLessThan(1e-5);
      expect(close(rows[i].pValue!, pValue)).toBeLessThan(1e-5);
    });
  });

  test('a combination without rows has no mean under its interaction, and one without it', () => {
    const cells = randomCells({ seed: 2, rows: 70, holes: ['a2 b1'] });
    const blank = ({ rows }: EstimatedTable) =>
      rows.filter(({ undetermined }) => undetermined !== undefined).map(({ labels }) => labels.join(' '));
    expect(blank(meansOf(cells, 'y ~ A * B + (1 | g)', { specs: 'A * B' }))).toEqual(['a2 b1']);
    expect(blank(meansOf(cells, 'y ~ A * B + (1 | g)', { specs: 'A' }))).toEqual(['a2']);
    expect(blank(meansOf(cells, 'y ~ A * B + (1 | g)', { specs: 'A', weights: 'cells' }))).toEqual([]);
    expect(blank(meansOf(cells, 'y ~ A + B + (1 | g)', { specs: 'A * B' }))).toEqual([]);
  });
});
