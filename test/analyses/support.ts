/** Analyses of cells, as tests of results ask for them. */

import {
  analyseModel,
  DEFAULT_FIT_OPTIONS,
  prepareModel,
  type Analysis,
  type AnalysisKind,
  type AnalysisResult,
  type CellMatrix,
  type FitOptions,
} from '../../src';

export function analyse<K extends AnalysisKind>(
  data: CellMatrix,
  model: string,
  analysis: Analysis<K>,
  options: Partial<FitOptions> = {},
  others: readonly string[] = [],
): AnalysisResult<K> {
  return analyseModel(
    prepareModel({ data, model, others, options: { ...DEFAULT_FIT_OPTIONS, ...options } }),
    analysis,
  );
}

/** The rows several times over, each time with levels of their own in the columns named. */
export function repeated(data: CellMatrix, times: number, groups: readonly string[]): CellMatrix {
  const [header, ...rows] = data;
  const copies = Array.from({ length: times }, (_, copy) =>
    rows.map((row) =>
      row.map((cell, j) => (groups.includes(String(header[j])) ? `${copy}:${String(cell)}` : cell)),
    ),
  );
  return [header, ...copies.flat()];
}
