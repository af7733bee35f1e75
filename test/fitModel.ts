import { analyseModel, type FitControl, type FitResult, type ModelInput } from '../src/index';

/** The summary of a model. */
export function fitModel(input: ModelInput, control?: FitControl): FitResult {
  return analyseModel(input, { kind: 'summary' }, control);
}
