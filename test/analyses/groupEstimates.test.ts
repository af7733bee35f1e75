import { expect, test } from 'vitest';
import type { CellMatrix, FitOptions, FitResult, GroupEstimates } from '../../src';
import { analyse } from './support';
import { example } from '../taskpane/data';
import { randomEffectsOf } from '../randomEffects';

const sleep = example('sleepstudy');

function estimates(
  data: CellMatrix,
  model: string,
  options: Partial<FitOptions> = {},
): readonly GroupEstimates[] {
  return analyse(data, model, { kind: 'groups' }, options);
}

/** Intercept and slope of the least-squares line, weighted. */
function line(x: readonly number[], y: readonly number[], w: readonly number[] = x.map(() => 1)) {
  const sum = (values: readonly number[]) => values.reduce((s, v, i) => s + w[i] * v, 0);
  const total = sum(x.map(() => 1));
  const mx = sum(x) / total;
  const my = sum(y) / total;
  const slope = sum(x.map((v, i) => (v - mx) * (y[i] - my))) / sum(x.map((v) => (v - mx) ** 2));
  return [my - slope * mx, slope];
}

/** Rows of cells by a label in one of them. */
function byGroup(data: CellMatrix, column: number): Map<string, CellMatrix[number][]> {
  const groups = new Map<string, CellMatrix[number][]>();
  for (const row of data.slice(1)) {
    const label = String(row[column]);
    groups.set(label, [...(groups.get(label) ?? []), row]);
  }
  return groups;
}

function expectClose(actual: ArrayLike<number>, expected: readonly number[], digits = 8): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, i) => expect(actual[i]).toBeCloseTo(value, digits));
}

test('with as many random as fixed effects a group says what a regression of its rows alone says', () => {
  const [subjects] = estimates(sleep, 'Reaction ~ Days + (Days | Subject)');
  expect(subjects.terms).toEqual(['(Intercept)', 'Days']);
  const rows = byGroup(sleep, 2);
  const expected = subjects.levels.flatMap((level) => {
    const own = rows.get(level)!;
    return line(
      own.map((row) => Number(row[1])),
      own.map((row) => Number(row[0])),
    );
  });
  expectClose(subjects.own, expected);
  expect([...subjects.counts]).toEqual(new Array(18).fill(10));
});

test('weights count in what a group says for itself', () => {
  const weighted = sleep.map((row, i) => [...row, i === 0 ? 'w' : 1 + (i % 3)]);
  const [subjects] = estimates(weighted, 'Reaction ~ Days + (Days | Subject)', { weights: 'w' });
  const rows = byGroup(weighted, 2);
  const expected = subjects.levels.flatMap((level) => {
    const own = rows.get(level)!.map((row) => row.map(Number));
    return line(
      own.map((row) => row[1]),
      own.map((row) => row[0]),
      own.map((row) => row[3]),
    );
  });
  expectClose(subjects.own, expected);
});

test('of a random intercept alone a group says its mean', () => {
  const dye = example('dyestuff2');
  const names = dye[0].map(String);
  const [batches] = estimates(dye, 'Yield ~ 1 + (1 | Batch)');
  const at = names.indexOf('Yield');
  const rows = byGroup(dye, names.indexOf('Batch'));
  const means = batches.levels.map((level) => {
    const values = rows.get(level)!.map((row) => Number(row[at]));
    return values.reduce((s, v) => s + v, 0) / values.length;
  });
  expectClose(batches.own, means);
});

test('shrunken estimates are the averages plus the conditional modes', () => {
  const model = 'Reaction ~ Days + (Days | Subject)';
  const [subjects] = estimates(sleep, model);
  const fit: FitResult = analyse(sleep, model, { kind: 'summary' });
  expectClose(
    subjects.averages,
    fit.fixedEffects.map(({ estimate }) => estimate),
  );
  const { values } = randomEffectsOf(fit, 'Subject');
  expectClose(
    subjects.shrunken,
    [...values].map((b, i) => b + fit.fixedEffects[i % 2].estimate),
  );
});

test('of crossed factors each says what the effects of the other leave', () => {
  const plates = example('penicillin');
  const names = plates[0].map(String);
  const [y, plate, sample] = ['diameter', 'plate', 'sample'].map((name) => names.indexOf(name));
  const model = 'diameter ~ 1 + (1 | plate) + (1 | sample)';
  const fit: FitResult = analyse(plates, model, { kind: 'summary' });
  const samples = randomEffectsOf(fit, 'sample');
  const found = estimates(plates, model).find(({ factor }) => factor === 'plate')!;
  const rows = byGroup(plates, plate);
  const means = found.levels.map((level) => {
    const left = rows
      .get(level)!
      .map((row) => Number(row[y]) - samples.values[samples.levels.indexOf(String(row[sample]))]);
    return left.reduce((s, v) => s + v, 0) / left.length;
  });
  expectClose(found.own, means);
});

test('a slope that the rows of a group do not determine is no number', () => {
  const firstDay = sleep.filter((row, i) => i === 0 || String(row[2]) !== '308' || row[1] === 0);
  const [subjects] = estimates(firstDay, 'Reaction ~ Days + (Days | Subject)');
  const at = subjects.levels.indexOf('308');
  expect([...subjects.own.subarray(2 * at, 2 * at + 2)]).toEqual([NaN, NaN]);
  expect(subjects.shrunken.every(Number.isFinite)).toBe(true);
});

test('a linear model has no groups', () => {
  expect(estimates(sleep, 'Reaction ~ Days')).toEqual([]);
});
