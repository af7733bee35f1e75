/** Deletion diagnostics against the model fitted to data that lack the rows, and against closed forms. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  analyseModel,
  answerReport,
  DEFAULT_FIT_OPTIONS,
  parseCsv,
  prepareModel,
  toCells,
  type Cell,
  type CellMatrix,
  type FitOptions,
  type FitResult,
} from '../../src/index';
import { fitModel } from '../fitModel';

const example = (name: string): CellMatrix =>
  parseCsv(readFileSync(join(import.meta.dirname, `../../examples/${name}.csv`), 'utf8'));

const inputOf = (data: CellMatrix, model: string, options: Partial<FitOptions> = {}) =>
  prepareModel({ data, model, options: { ...DEFAULT_FIT_OPTIONS, ...options } });

/** The data without the rows whose cell in a column is this. */
function lacking(data: CellMatrix, column: string, value: Cell): CellMatrix {
  const at = data[0].indexOf(column);
  return data.filter((row, i) => i === 0 || String(row[at]) !== String(value));
}

/** As the answer names them. */
function deviationsOf({ varianceComponents, sigma }: FitResult): Map<string, number> {
  const entries = varianceComponents.flatMap(({ group, terms, standardDeviations }) =>
    terms.map((term, a) => [`sd_${term}|${group.replace(/\.1$/, '')}`, standardDeviations[a]] as const),
  );
  return new Map([...entries, ['sigma', sigma]]);
}

const close = (found: number, wanted: number): boolean =>
  Math.abs(found - wanted) <= 1e-6 * Math.max(1, Math.abs(wanted));

const CASES = [
  ['penicillin', 'diameter ~ 1 + (1 | plate) + (1 | sample)', 'sample', {}],
  ['pastes', 'strength ~ 1 + (1 | batch/cask)', 'batch', {}],
  ['dyestuff2', 'Yield ~ 1 + (1 | Batch)', 'Batch', { method: 'ML' }],
  ['sleepstudy', 'Reaction ~ poly(Days, 1) + (Days || Subject)', 'Subject', { weights: 'Days + 1' }],
] as const;

describe('influence of a group', () => {
  test.each(CASES)('of %s, %s, is what fits of the other rows say', (name, model, group, options) => {
    const data = example(name);
    const input = inputOf(data, model, options);
    const found = analyseModel(input, { kind: 'influence', group });
    const whole = fitModel(input);
    const p = whole.fixedEffects.length;
    found.labels.forEach((label, u) => {
      const other = fitModel(
        inputOf(lacking(data, group, label), model.replace('poly(Days, 1)', 'Days'), options),
      );
      const own = deviationsOf(other);
      found.deviations.forEach((deviation, i) => {
        const wanted = own.get(deviation);
        if (wanted === undefined) return;
        expect([label, deviation, close(found.without[u * found.deviations.length + i], wanted)]).toEqual([
          label,
          deviation,
          true,
        ]);
      });
      expect(own.size).toBe(found.deviations.length);
      expect(found.sizes[u]).toBe(whole.nobs - other.nobs);
      if (model.includes('poly')) return;
      other.fixedEffects.forEach(({ estimate, standardError }, j) => {
        const change = whole.fixedEffects[j].estimate - estimate;
        expect(found.estimates[u * p + j]).toBeCloseTo(estimate, 5);
        expect(found.dfbetas[u * p + j]).toBeCloseTo(change / standardError, 4);
      });
    });
  });

  test('does not depend on the order of the rows', () => {
    const [header, ...rows] = example('pastes');
    const ask = (data: CellMatrix) =>
      analyseModel(inputOf(data, 'strength ~ 1 + (1 | batch/cask)'), { kind: 'influence', group: 'batch' });
    const [one, other] = [ask([header, ...rows]), ask([header, ...[...rows].reverse()])];
    expect(other.labels).toEqual(one.labels);
    one.cooksDistance.forEach((d, u) => expect(close(other.cooksDistance[u], d)).toBe(true));
    one.without.forEach((v, i) => expect(Math.abs(other.without[i] - v)).toBeLessThan(1e-5));
  });

  test('without which there is no fit is a sentence in every cell of its row', () => {
    const data: CellMatrix = [
      ['y', 'x', 'g'],
      ...Array.from({ length: 12 }, (_, i) => [
        Math.sin(9 * i) + i / 5,
        i < 3 ? 1 : 0,
        `g${Math.floor(i / 3)}`,
      ]),
    ];
    const found = analyseModel(inputOf(data, 'y ~ x + (1 | g)'), { kind: 'influence', group: '' });
    expect(found.factor).toBe('g');
    expect(found.reasons[0]).toBe('Without these rows the fixed effect x cannot be told from the others.');
    expect(found.reasons.slice(1)).toEqual([null, null, null]);
    const [, first, second] = toCells(answerReport('influence', found));
    for (const cell of first.slice(2))
      expect(cell).toMatchObject({ error: '#N/A', message: found.reasons[0] });
    for (const cell of second.slice(2)) expect(typeof cell).toBe('number');
    const two = analyseModel(inputOf(data.slice(0, 7), 'y ~ 1 + (1 | g)'), { kind: 'influence', group: 'g' });
    expect(two.reasons[0]).toMatch(/^Without these rows the grouping factor g is "g1" in every row/);
  });
});

describe('influence of a row', () => {
  const data = example('cake').map((row, i) =>
    i === 5 ? row.map((cell, j) => (j === 2 ? null : cell)) : row,
  );

  test('of a linear model is that of the closed forms', () => {
    const sleep = example('sleepstudy');
    const input = inputOf(sleep, 'Reaction ~ Days');
    const found = analyseModel(input, { kind: 'influence', group: '' });
    const { residuals, sigma } = fitModel(input);
    expect(found.factor).toBeNull();
    expect(found.labels.length).toBe(180);
    const days = sleep.slice(1).map((row) => Number(row[sleep[0].indexOf('Days')]));
    const mean = days.reduce((sum, d) => sum + d / 180, 0);
    const square = days.reduce((sum, d) => sum + (d - mean) ** 2, 0);
    found.cooksDistance.forEach((distance, i) => {
      const h = 1 / 180 + (days[i] - mean) ** 2 / square;
      const r = residuals[i];
      expect(found.leverage![i]).toBeCloseTo(h, 12);
      expect(found.fixedLeverage![i]).toBeCloseTo(h, 12);
      expect(found.standardized![i]).toBeCloseTo(r / (sigma * Math.sqrt(1 - h)), 10);
      expect(close(distance, (r * r * h) / (2 * sigma * sigma * (1 - h) ** 2))).toBe(true);
      const without = Math.sqrt((178 * sigma * sigma - (r * r) / (1 - h)) / 177);
      expect(found.without[i]).toBeCloseTo(without, 8);
      expect(close(found.covarianceRatio[i], (without / sigma) ** 4 / (1 - h))).toBe(true);
    });
  });

  test('stands beside its row, blank beside rows that were not used', () => {
    const input = inputOf(
      example('sleepstudy').map((row, i) => (i === 3 ? [null, ...row.slice(1)] : row)),
      'Reaction ~ Days + (1 | Subject)',
    );
    const found = analyseModel(input, { kind: 'influence', group: 'rows' });
    const cells = toCells(answerReport('influence', found));
    expect(cells[0]).toContain("Cook's distance");
    expect(cells[3].every((cell) => cell === null || cell === '')).toBe(true);
    expect(cells[4].every((cell) => typeof cell === 'number')).toBe(true);
    expect(found.labels.slice(0, 4)).toEqual(['1', '2', '4', '5']);
    expect(cells[180].every((cell) => typeof cell === 'number')).toBe(true);
    const { columns } = analyseModel(input, { kind: 'leverage' });
    found.places!.forEach((place, u) => expect(found.leverage![u]).toBe(columns[0].values[place]));
  });

  test('of a mixed model is what the fit without it says', () => {
    const input = inputOf(data, 'angle ~ recipe + temp + (1 | replicate)');
    const found = analyseModel(input, { kind: 'influence', group: 'rows' });
    for (const u of [0, 100, found.labels.length - 1]) {
      const row = Number(found.labels[u]);
      const other = fitModel(
        inputOf(
          data.filter((_, i) => i !== row),
          'angle ~ recipe + temp + (1 | replicate)',
        ),
      );
      const p = found.terms.length;
      other.fixedEffects.forEach(({ estimate }, j) =>
        expect(found.estimates[u * p + j]).toBeCloseTo(estimate, 6),
      );
      expect(found.without[2 * u + 1]).toBeCloseTo(other.sigma, 7);
    }
  });
});

test('what is no factor of the model is refused with those that there are', () => {
  const input = inputOf(example('sleepstudy'), 'Reaction ~ Days + (1 | Subject)');
  expect(() => analyseModel(input, { kind: 'influence', group: 'school' })).toThrow(
    'group is "school": expected "Subject" or "rows", to leave out one after the other.',
  );
});

test('more fits than can be waited for are refused', () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => [Math.sin(i * i), `g${i % 10}`]);
  const input = inputOf([['y', 'g'], ...rows], 'y ~ 1 + (1 | g)');
  expect(() => analyseModel(input, { kind: 'influence', group: 'rows' })).toThrow(
    /20,000 fits to 20,000 rows/,
  );
  expect(analyseModel(input, { kind: 'influence', group: 'g' }).cooksDistance.length).toBe(10);
});
