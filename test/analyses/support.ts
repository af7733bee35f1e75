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
): AnalysisResult<K> {
  return analyseModel(
    prepareModel({ data, model, options: { ...DEFAULT_FIT_OPTIONS, ...options } }),
    analysis,
  );
}
