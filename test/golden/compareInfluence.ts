/** Compares deletion diagnostics and leverage with `diag_*.json`: dense algebra and refits by lme4, polished to the true optimum. */

import { analyseModel, prepareModel } from '../../src/index';
import {
  type GoldenFit,
  goldenRequest,
  type GoldenMatrix,
  type GoldenNumber,
  type GoldenVector,
} from './golden';
import { WorstDifference, type ComparisonRow } from './worstDifference';

export interface GoldenDiagnostics extends Pick<GoldenFit, 'data' | 'formula' | 'method' | 'factors'> {
  readonly leverage: GoldenVector;
  readonly leverage_marginal: GoldenVector;
  /** Residual/(sigma·√(1 − leverage)). */
  readonly studentized_internal: GoldenVector;
  readonly influence_by_group: {
    readonly group: string;
    readonly levels: readonly string[];
    readonly cooks: readonly GoldenNumber[];
    readonly dfbetas: GoldenMatrix;
    readonly mdffits: readonly GoldenNumber[];
    readonly covratio: readonly GoldenNumber[];
    readonly sigma_deleted: readonly GoldenNumber[];
  };
}

export function isDiagnostics(json: unknown): json is GoldenDiagnostics {
  return typeof json === 'object' && json !== null && 'influence_by_group' in json && 'leverage' in json;
}

/** @param csv text of the data file */
export function compareInfluence(golden: GoldenDiagnostics, csv: string): ComparisonRow[] {
  const input = prepareModel(goldenRequest(golden, csv));
  const wanted = golden.influence_by_group;
  const found = analyseModel(input, { kind: 'influence', group: wanted.group });
  const units = wanted.levels.map((level) => found.labels.indexOf(level));
  const perUnit = (quantity: string, of: (u: number) => number, values: readonly GoldenNumber[]) => {
    const worst = new WorstDifference(quantity, 1e-6);
    units.forEach((u, i) => worst.add(of(u), values[i], Math.max(0.01, Math.abs(Number(values[i])))));
    return worst.row();
  };
  const [p, q] = [found.terms.length, found.deviations.length];
  const { columns } = analyseModel(input, { kind: 'leverage' });
  const perRow = (quantity: string, name: string, { first }: GoldenVector) => {
    const worst = new WorstDifference(quantity, 1e-7);
    const { values } = columns.find((column) => column.name === name)!;
    first.forEach((value, i) => worst.add(values[i], value, 1));
    return worst.row();
  };
  return [
    perUnit("Cook's distance of groups", (u) => found.cooksDistance[u], wanted.cooks),
    perUnit('MDFFITS', (u) => found.mdffits[u], wanted.mdffits),
    perUnit('COVRATIO', (u) => found.covarianceRatio[u], wanted.covratio),
    perUnit('sigma without a group', (u) => found.without[u * q + q - 1], wanted.sigma_deleted),
    ...found.terms.map((term, j) =>
      perUnit(
        `DFBETAS ${term}`,
        (u) => found.dfbetas[u * p + j],
        wanted.dfbetas.values.map((row) => row[wanted.dfbetas.cols.indexOf(term)]),
      ),
    ),
    perRow('leverage', 'leverage', golden.leverage),
    perRow('leverage of the fixed part', 'fixedLeverage', golden.leverage_marginal),
    perRow('standardized residuals', 'standardized', golden.studentized_internal),
  ];
}
