/** Compares predictions for new rows, with random effects and without. */

import { analyseModel, prepareModel, type CellMatrix, type ModelRequest } from '../../src/index';
import type { PredictionTable } from '../../src/analyses/predictions';
import type { GoldenFit } from './golden';
import { WorstDifference, type ComparisonRow } from './worstDifference';

/** Relative to sigma; none where the golden result has no predictions. */
export function comparePredictions(golden: GoldenFit, request: ModelRequest): ComparisonRow[] {
  const { predict } = golden;
  if (!predict || predict.newdata.length === 0) return [];
  const table = analyseModel(prepareModel(request), {
    kind: 'predict',
    newData: cellsOf(predict.newdata),
    newDataAddress: null,
    random: true,
    interval: 'none',
    level: 0.95,
  });
  const rows = [
    compare('predictions', table, 'conditional', predict.with_re, golden.sigma),
    compare('population predictions', table, 'population', predict.without_re, golden.sigma),
  ];
  return rows.filter(({ compared }) => compared > 0);
}

function compare(
  quantity: string,
  { columns }: PredictionTable,
  name: string,
  wanted: NonNullable<GoldenFit['predict']>['with_re'],
  sigma: number,
): ComparisonRow {
  const worst = new WorstDifference(quantity, 1e-5);
  const values = columns.find((column) => column.name === name)?.values;
  wanted?.forEach((value, i) => worst.add(values?.[i], value, sigma));
  return worst.row();
}

function cellsOf(rows: NonNullable<GoldenFit['predict']>['newdata']): CellMatrix {
  const names = Object.keys(rows[0]);
  return [names, ...rows.map((row) => names.map((name) => row[name]))];
}
