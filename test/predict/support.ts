/** Shared by the tests of predictions: the stored results of R, and analyses of a data file. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import {
  analyseModel,
  CellmerError,
  DEFAULT_FIT_OPTIONS,
  parseCsv,
  prepareModel,
  type CellMatrix,
  type FitOptions,
  type ModelInput,
} from '../../src/index';
import type { PredictionQuestion, PredictionTable } from '../../src/analyses/predictions';

interface Fixture {
  readonly predictions: readonly {
    readonly id: string;
    readonly data: string;
    readonly formula: string;
    readonly method: 'REML' | 'ML';
    readonly newdata: CellMatrix;
    readonly conditional: readonly number[];
    readonly population: readonly number[];
  }[];
  readonly coefSleep: {
    readonly names: readonly string[];
    readonly first: readonly number[];
    readonly last: readonly number[];
  };
  readonly coefMachines: {
    readonly names: readonly string[];
    readonly 'Worker:Machine first': readonly number[];
    readonly 'Worker last': readonly number[];
  };
  /** Of rows 1, 2, 3, 100 and 180. */
  readonly residuals: Readonly<Record<string, readonly number[]>>;
  readonly lm: { readonly newdata: CellMatrix } & Readonly<
    Record<'fit' | 'se' | 'lower' | 'upper' | 'predictionLower' | 'predictionUpper', readonly number[]>
  >;
}

export const R = JSON.parse(readFileSync(join(import.meta.dirname, 'fixture.json'), 'utf8')) as Fixture;

export function example(file: string): CellMatrix {
  return parseCsv(readFileSync(join(import.meta.dirname, '../../examples', file), 'utf8'));
}

export function inputOf(
  data: CellMatrix,
  model: string,
  options: Partial<FitOptions> = {},
  address: string | null = null,
): ModelInput {
  return prepareModel({ data, model, options: { ...DEFAULT_FIT_OPTIONS, ...options }, address });
}

export function predict(input: ModelInput, question: Partial<PredictionQuestion> = {}): PredictionTable {
  return analyseModel(input, {
    kind: 'predict',
    newData: null,
    newDataAddress: null,
    random: true,
    interval: 'none',
    level: 0.95,
    ...question,
  });
}

/** A column of a prediction as plain numbers. */
export function column(table: PredictionTable, name: string): number[] {
  const found = table.columns.find((one) => one.name === name);
  if (!found) throw new Error(`no column ${name} among ${table.columns.map((one) => one.name).join(', ')}`);
  return Array.from(found.values);
}

/** The sentence of the error that something throws. */
export function message(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(CellmerError);
    return (error as CellmerError).message;
  }
  throw new Error('It did not fail.');
}
