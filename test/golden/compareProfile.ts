/** Compares profile-likelihood intervals with those that R finds by nested optimization (`profile_*.json`). */

import { analyseModel, prepareModel } from '../../src/index';
import type { IntervalTable } from '../../src/analyses/intervals';
import { goldenRequest, toNumber, type GoldenFit, type GoldenNumber } from './golden';
import { WorstDifference, type ComparisonRow } from './worstDifference';

export interface GoldenProfile {
  readonly id: string;
  readonly data: string;
  readonly formula: string;
  readonly level: number;
  /** Lower and upper limit by R's name of the parameter. */
  readonly exact: Readonly<Record<string, readonly [GoldenNumber, GoldenNumber]>>;
}

export function isProfile(json: unknown): json is GoldenProfile {
  return typeof json === 'object' && json !== null && 'exact' in json && 'formula' in json && 'level' in json;
}

/** @param csv text of the data file */
export function profileTable(golden: GoldenProfile, csv: string): IntervalTable {
  const input = prepareModel(goldenRequest(golden as unknown as GoldenFit, csv));
  return analyseModel(input, { kind: 'intervals', type: 'profile', parameter: '', level: golden.level });
}

/** One row per limit, relative to its size (absolute where it is zero). */
export function compareProfile(golden: GoldenProfile, table: IntervalTable): ComparisonRow[] {
  const found = new Map(table.rows.map((row) => [row.parameter, row]));
  const limits = Object.entries(golden.exact).flatMap(([name, wanted]) =>
    (['lower', 'upper'] as const).map((side, i) => {
      const scale = Math.abs(toNumber(wanted[i])) || 1;
      const limit = found.get(name)?.[side] ?? undefined;
      return new WorstDifference(`${side} ${name}`, 1e-6).add(limit, wanted[i], scale).row();
    }),
  );
  return limits.filter((row) => row.compared > 0);
}
