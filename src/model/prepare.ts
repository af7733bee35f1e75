/** From cells and a model as people give them to typed columns and terms. */

import { CellmerError } from '../errors';
import { DEFAULT_FRAME_OPTIONS, type FrameOptions } from '../design';
import { expandTerms, isPredefined, namesIn, parseExpression, parseFormula, quoteName } from '../formula';
import type { Expr, ModelTerms } from '../formula/ast';
import { runThrough, type Steps } from '../optimize/steps';
import { composed, orderLevels, readingTable, readTable, unknownColumn, type TableOptions } from '../table';
import type { Table } from '../table/types';
import {
  formulaWithGroup,
  groupName,
  isMatrix,
  resolveGroupColumn,
  unwrap,
  type ResolvedModel,
} from './groupColumn';
import type { ModelInput } from './input';
import type { FitOptions, ModelRequest } from './request';

/**
 * Reads the formula and, in one pass, the columns it uses.
 *
 * @throws CellmerError `syntax`, `data`, `option`
 */
export function prepareModel(request: ModelRequest): ModelInput {
  return runThrough(preparationSteps(request, false));
}

/**
 * The same in steps of some milliseconds.
 *
 * @param inSteps without it there are as few steps as possible, for sorting many levels in steps takes longer
 */
export function* preparationSteps(request: ModelRequest, inSteps = true): Steps<ModelInput> {
  const { formula, data, headers, taken } = resolveModel(request);
  const { address } = request;
  const { use, inputOf } = neededFor(formula, request);
  const input = inputOf(yield* readingTable(data, { headers, use, address }, inSteps));
  return taken === undefined ? input : { ...input, taken };
}

/** Reads the columns that are asked for, given the names of all. */
export type TableReader = (use: NonNullable<TableOptions['use']>) => Table;

/**
 * The same of data that are no cells, such as those of a file that is read piece by piece.
 *
 * @param model a formula or a column that groups the rows; no range
 * @throws CellmerError `syntax`, `data`, `option`
 */
export function prepareTable(
  read: TableReader,
  { model, options }: Pick<ModelRequest, 'options'> & { readonly model: string },
): ModelInput {
  if (isFormula(model)) {
    const { use, inputOf } = neededFor(model, { options });
    return inputOf(read(use));
  }
  const whole = read((names) => {
    refuseAmbiguous(names, model, false);
    return names;
  });
  const { names, columns } = whole;
  const { formula, taken } = formulaWithGroup(names, groupName(model, names), (name) => columns.get(name)!);
  const { use, inputOf } = neededFor(formula, { options });
  const used = new Set(use(names, whole.hasHeaders));
  const needed = new Map([...columns].filter(([name]) => used.has(name)));
  return { ...inputOf({ ...whole, columns: needed }), taken };
}

/**
 * The model as a formula, and the data that have all its columns, also where the groups were given as a range of their own.
 *
 * @throws CellmerError `data`, `option`
 */
export function resolveModel({
  data,
  model: given,
  options,
  address,
}: ModelRequest): ResolvedModel & { readonly headers: boolean | 'auto' } {
  const model = unwrap(given);
  if (isFormula(model)) return { formula: model, data, headers: options.headers };
  const { names, hasHeaders } = readTable(data, { headers: options.headers, use: () => [], address });
  refuseAmbiguous(names, model, isMatrix(model));
  return { ...resolveGroupColumn(data, model, names, hasHeaders), headers: hasHeaders };
}

function refuseAmbiguous(names: readonly string[], model: unknown, isRange: boolean): void {
  if (!isRange && typeof model === 'string' && model.trim() !== '' && !names.includes(composed(model.trim())))
    throw new CellmerError(
      'option',
      `the model "${model}" is neither a formula (no ~ in it) nor a column: the data have ${names.join(', ')}`,
    );
}

function isFormula(model: unknown): model is string {
  return typeof model === 'string' && model.includes('~');
}

/** What is to be read of the data: the columns that any of the formulas or options uses; and what is made of the table of them. */
function neededFor(
  formula: string,
  { options, others = [] }: Pick<ModelRequest, 'options' | 'others'>,
): { readonly use: NonNullable<TableOptions['use']>; readonly inputOf: (read: Table) => ModelInput } {
  let models: ModelTerms[] = [];
  let frame = DEFAULT_FRAME_OPTIONS;
  const use = (names: readonly string[], hasHeaders: boolean): readonly string[] => {
    const unknown = (name: string): CellmerError => unknownColumn(name, names, hasHeaders);
    models = [formula, ...others].map((text) =>
      expandTerms(parseFormula(text, { columnNames: names }), names, unknown),
    );
    frame = frameOptions(options, names);
    return [...new Set([...models.flatMap(({ columnNames }) => columnNames), ...columnsUsed(frame, names)])];
  };
  const inputOf = (read: Table): ModelInput => {
    const table = orderLevels(read, options.levels);
    const [terms, ...rest] = models;
    const input = { table, terms, frame, options };
    return rest.length === 0 ? input : { ...input, others: rest };
  };
  return { use, inputOf };
}

function frameOptions(
  { weights, offset, subset, na, contrasts }: FitOptions,
  names: readonly string[],
): FrameOptions {
  const read = (name: string, text: string | null): Expr | null =>
    text === null ? null : inOption(name, () => parseExpression(text, { columnNames: names }));
  return {
    weights: read('weights', weights),
    offset: read('offset', offset),
    subset: read('subset', subset),
    na,
    contrasts: { ...contrasts, factors: byLabel(contrasts.factors, names) },
  };
}

/** What is said of columns by their names, by the labels of their variables: `dose (mg)` is between backquotes in a formula. */
function byLabel<T>(choices: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> {
  const labelOf = (name: string): string => (names.includes(name) ? quoteName(name) : name);
  return Object.fromEntries(Object.entries(choices).map(([name, choice]) => [labelOf(name), choice]));
}

/** Runs `read` and says in a syntax error which option it is about. */
function inOption<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof CellmerError)) throw error;
    const { code, message, source, position } = error;
    throw new CellmerError(code, `in the option ${name}: ${message}`, source, position);
  }
}

function columnsUsed({ weights, offset, subset }: FrameOptions, names: readonly string[]): string[] {
  return [weights, offset, subset]
    .flatMap((expr) => (expr === null ? [] : namesIn(expr).map(({ name }) => name)))
    .filter((name) => names.includes(name) || !isPredefined(name));
}
