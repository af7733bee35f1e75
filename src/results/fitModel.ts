/** The whole path of a fit: cells and a model in, a plain result out. */

import { CellmerError } from '../errors';
import { expandTerms, parseFormula } from '../formula';
import type { ModelTerms } from '../formula/ast';
import { readTable } from '../table';
import type { CellMatrix } from '../table/types';
import { analyseModel } from './analyses';
import type { FitResult } from './fitResult';
import { isMatrix, resolveGroupColumn, unwrap } from './groupColumn';
import type { ModelInput } from './modelInput';
import type { FitControl, ModelRequest } from './request';

/**
 * Reads the formula and, in one pass, the columns it uses.
 *
 * @throws CellmerError `syntax`, `data`, `option`
 */
export function prepareModel(request: ModelRequest): ModelInput {
  const { options, address } = request;
  const model = unwrap(request.model);
  if (isFormula(model)) return readForFormula(request.data, model, options.headers, request);
  const { names, hasHeaders } = readTable(request.data, { headers: options.headers, use: () => [], address });
  refuseAmbiguous(names, model, isMatrix(model));
  const { formula, data } = resolveGroupColumn(request.data, model, names, hasHeaders);
  return readForFormula(data, formula, hasHeaders, request);
}

function refuseAmbiguous(names: readonly string[], model: unknown, isRange: boolean): void {
  if (!isRange && typeof model === 'string' && model.trim() !== '' && !names.includes(model.trim()))
    throw new CellmerError(
      'option',
      `the model "${model}" is neither a formula (no ~ in it) nor a column: the data have ${names.join(', ')}`,
    );
}

function isFormula(model: unknown): model is string {
  return typeof model === 'string' && model.includes('~');
}

/** One pass over the columns that any of the formulas uses. */
function readForFormula(
  data: CellMatrix,
  formula: string,
  headers: boolean | 'auto',
  { options, address, others = [] }: ModelRequest,
): ModelInput {
  let models: ModelTerms[] = [];
  const use = (names: readonly string[]): readonly string[] => {
    models = [formula, ...others].map((text) =>
      expandTerms(parseFormula(text, { columnNames: names }), names),
    );
    return [...new Set(models.flatMap(({ columnNames }) => columnNames))];
  };
  const table = readTable(data, { headers, use, address });
  const [terms, ...rest] = models;
  return rest.length === 0 ? { table, terms, options } : { table, terms, others: rest, options };
}

/**
 * Fits the model.
 *
 * @throws CellmerError `data`, `model`, `numeric`, `unsupported`; `cancelled` when `control.shouldStop` says so
 */
export function fitModel(input: ModelInput, control: FitControl = {}): FitResult {
  if (input.options.ddf === 'kenward-roger')
    throw new CellmerError(
      'unsupported',
      'Kenward-Roger degrees of freedom are not available yet: use satterthwaite, residual or asymptotic',
    );
  return analyseModel(input, { kind: 'summary' }, control);
}
