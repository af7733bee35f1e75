/** The whole path of a fit: cells and a model in, a plain result out. */

import { CellmerError } from '../errors';
import { modelMatrices } from '../design';
import { expandTerms, parseFormula } from '../formula';
import type { ModelTerms } from '../formula/ast';
import { fitMixedModel } from '../mixed/fit';
import { readTable } from '../table';
import type { CellMatrix, Table } from '../table/types';
import type { FitResult } from './fitResult';
import { isMatrix, resolveGroupColumn, unwrap } from './groupColumn';
import type { FitControl, FitOptions, ModelRequest } from './request';
import { summarizeFit } from './summarize';

/** A request after reading: typed columns in place of cells. Structured-clonable, so it can go to a worker. */
export interface ModelInput {
  readonly table: Table;
  readonly terms: ModelTerms;
  readonly options: FitOptions;
}

/**
 * Reads the formula and, in one pass, the columns it uses.
 *
 * @throws CellmerError `syntax`, `data`, `option`
 */
export function prepareModel(request: ModelRequest): ModelInput {
  const { options, address } = request;
  const model = unwrap(request.model);
  if (typeof model === 'string' && model.includes('~'))
    return readForFormula(request.data, model, options, options.headers, address);
  const { names, hasHeaders } = readTable(request.data, { headers: options.headers, use: () => [], address });
  refuseAmbiguous(names, model, isMatrix(model));
  const { formula, data } = resolveGroupColumn(request.data, model, names, hasHeaders);
  return readForFormula(data, formula, options, hasHeaders, address);
}

function refuseAmbiguous(names: readonly string[], model: unknown, isRange: boolean): void {
  if (!isRange && typeof model === 'string' && model.trim() !== '' && !names.includes(model.trim()))
    throw new CellmerError(
      'option',
      `the model "${model}" is neither a formula (no ~ in it) nor a column: the data have ${names.join(', ')}`,
    );
}

function readForFormula(
  data: CellMatrix,
  formula: string,
  options: FitOptions,
  headers: boolean | 'auto',
  address: string | null | undefined,
): ModelInput {
  let terms: ModelTerms | undefined;
  const use = (names: readonly string[]): readonly string[] => {
    terms = expandTerms(parseFormula(formula, { columnNames: names }), names);
    return terms.columnNames;
  };
  const table = readTable(data, { headers, use, address });
  return { table, terms: terms!, options };
}

/**
 * Fits the model.
 *
 * @throws CellmerError `data`, `model`, `numeric`, `unsupported`; `cancelled` when `control.shouldStop` says so
 */
export function fitModel(input: ModelInput, control: FitControl = {}): FitResult {
  const { options } = input;
  if (options.ddf === 'kenward-roger')
    throw new CellmerError(
      'unsupported',
      'Kenward-Roger degrees of freedom are not available yet: use satterthwaite, residual or asymptotic',
    );
  const matrices = modelMatrices(input.table, input.terms);
  const fit = fitMixedModel(matrices, {
    reml: options.method === 'REML',
    tolerance: options.tolerance,
    maxEvaluations: options.maxEvaluations,
    start: options.start,
    onStep: (step) =>
      control.onStep?.({
        evaluation: step.evaluation,
        theta: [...step.theta],
        criterion: step.value,
        gradientNorm: step.gradientNorm,
      }),
    beforeEvaluation: () => {
      if (control.shouldStop?.()) throw new CellmerError('cancelled', 'the fit was stopped');
    },
  });
  return summarizeFit(fit, options);
}
