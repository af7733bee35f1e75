/** Fits of the data sets in `examples`, as questions get them. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelMatrices } from '../../src/design';
import type { ModelMatrices } from '../../src/design/types';
import { type Fit, fitSteps, type FitSettings } from '../../src/fits';
import { DEFAULT_FIT_OPTIONS, parseCsv, prepareModel } from '../../src/index';
import { runThrough } from '../../src/optimize/steps';

export const SETTINGS: FitSettings = {
  method: 'REML',
  tolerance: 1e-9,
  maxEvaluations: 200,
  start: null,
  optimizer: 'newton',
};

export function matricesOf(file: string, formula: string): ModelMatrices {
  const text = readFileSync(join(import.meta.dirname, '../../examples', `${file}.csv`), 'utf8');
  const { table, terms } = prepareModel({
    data: parseCsv(text),
    model: formula,
    options: DEFAULT_FIT_OPTIONS,
  });
  return modelMatrices(table, terms);
}

export function fitOf(matrices: ModelMatrices, settings: Partial<FitSettings> = {}): Fit {
  return runThrough(fitSteps(matrices, { ...SETTINGS, ...settings }));
}

/** The fit of an example. */
export function exampleFit(file: string, formula: string, settings: Partial<FitSettings> = {}): Fit {
  return fitOf(matricesOf(file, formula), settings);
}

export function unit(p: number, j: number): Float64Array {
  return Float64Array.from({ length: p }, (_, i) => (i === j ? 1 : 0));
}
