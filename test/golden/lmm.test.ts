import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prepareModel } from '../../src/index';
import { fitModel } from '../fitModel';
import { compareWithGolden } from './compare';
import { exactHessian } from './compareHessians';
import { comparePredictions } from './comparePredictions';
import { compareTests } from './compareTests';
import { goldenRequest, isLinearMixedModel, toNumber, type GoldenFit } from './golden';

const folder = import.meta.dirname;
const examples = join(folder, '../../examples');

const cases: GoldenFit[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8')))
  .filter(isLinearMixedModel);

function dataOf(golden: GoldenFit): string {
  const file = [join(folder, 'data', golden.data), join(examples, golden.data)].find(existsSync);
  if (!file) throw new Error(`neither test/golden/data nor examples has ${golden.data}`);
  return readFileSync(file, 'utf8');
}

describe('linear mixed models agree with lme4 at its exact optimum', () => {
  it('covers forty-three cases', () => expect(cases).toHaveLength(43));

  it.each(cases.map((golden) => [golden.id, golden.formula, golden] as const))('%s: %s', (_, __, golden) => {
    const csv = dataOf(golden);
    for (const ddf of ['satterthwaite', 'asymptotic'] as const) {
      const fit = fitModel(prepareModel(goldenRequest(golden, csv, { ddf })));
      const rows = compareWithGolden(golden, fit);
      expect(rows.length).toBeGreaterThan(20);
      expect(rows.filter(({ pass }) => !pass)).toEqual([]);
    }
  });
});

it.each(cases.map((golden) => [golden.id, golden] as const))(
  '%s: F tests, Kenward-Roger and R² are those of lmerTest, pbkrtest and Nakagawa',
  (_, golden) => {
    const rows = compareTests(golden, dataOf(golden));
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.filter(({ pass }) => !pass)).toEqual([]);
  },
);

it.each(cases.flatMap((golden) => (golden.predict ? [[golden.id, golden] as const] : [])))(
  '%s: predictions for new rows are those of predict()',
  (_, golden) => {
    const rows = comparePredictions(golden, goldenRequest(golden, dataOf(golden)));
    expect(rows).toHaveLength(2);
    expect(rows.filter(({ pass }) => !pass)).toEqual([]);
  },
);

it.each(
  cases.flatMap((golden) =>
    (golden.hessian_full_ML ?? golden.hessian_REML_varpar) ? [[golden.id, golden] as const] : [],
  ),
)('%s: the closed form of the Hessian is the one that R computes', (_, golden) => {
  const wanted = (golden.hessian_full_ML ?? golden.hessian_REML_varpar)!;
  const request = goldenRequest(golden, dataOf(golden));
  const exact = exactHessian(golden, wanted, fitModel(prepareModel(request)), request)!;
  const stored = wanted.hessian.values.map((row) => row.map(toNumber));
  const largest = Math.max(...stored.flat().map(Math.abs));
  stored.forEach((row, i) =>
    row.forEach((value, j) => expect(Math.abs(exact[i][j] - value) / largest).toBeLessThan(1e-9)),
  );
});
