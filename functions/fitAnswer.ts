/** From the arguments of an LMER function to its cells: read, fit once for everybody, lay out. */

import {
  type Analysis,
  type AnalysisKind,
  type AnalysisResult,
  CellmerError,
  type CellMatrix,
  type CellOptions,
  type FitOptions,
  type Method,
  type ModelArgument,
  type ModelRequest,
  modelOptionPairs,
  type OwnOptions,
  readModelOptions,
  timeBudgetIn,
  yesOrNo,
} from '../src/index';
import { firstCell } from './arguments';
import { dataOf, type CarriedModel, type OptionPairs } from './carriedModel';
import type { Call, Given } from './declare';
import { modelInCell, modelsInRange } from './modelEntity';
import type { Answer } from './runtime';
import { getFitService } from './service';

/** What all functions about a model are given. */
export interface ModelGiven {
  readonly data: Given;
  /** The model, or a function that reads the formulas of several: the first is the model, the others go with it. */
  readonly model?: Given | ((carried: readonly CarriedModel[] | null) => [string, ...string[]]);
  readonly method?: Method | null;
  readonly options: CellMatrix;
  /** Options of this function alone. */
  readonly own?: OwnOptions;
}

/** A call after its arguments were read. */
export interface AskedModel {
  readonly request: ModelRequest;
  readonly cells: CellOptions;
  /** The options that came with a model in a cell. */
  readonly pairs: OptionPairs;
  /** Where data and model stand. */
  readonly addresses: { readonly data: string | null; readonly model: string | null };
}

/** The options of a fit and of its layout. */
export interface LmerOptions {
  readonly fit: FitOptions;
  readonly cells: CellOptions;
  /** Longest the fit may take, in milliseconds; undefined where nothing is said. */
  readonly timeBudget?: number;
}

/**
 * The argument `method` goes before a method among the options.
 *
 * @param own options that the function has besides, each with what is done with its value
 * @throws CellmerError `option` for a name or value that is not allowed
 */
export function lmerOptions(method: Method | null, cells: CellMatrix, own: OwnOptions = {}): LmerOptions {
  let labels = true;
  const fit = readModelOptions(cells, { labels: (value) => (labels = yesOrNo(value)), ...own });
  return {
    fit: method === null ? fit : { ...fit, method },
    cells: { labels },
    timeBudget: timeBudgetIn(cells),
  };
}

/**
 * The answer of a function that asks a question about a model.
 *
 * @param question what is asked, from the options of the model; throws CellmerError
 * @param layout what the cells show of the result
 */
export function modelAnswer<K extends AnalysisKind>(
  given: ModelGiven,
  { signal, during }: Call,
  question: (options: FitOptions) => Analysis<K>,
  layout: (result: AnalysisResult<K>, asked: AskedModel) => Answer | Promise<Answer>,
): Answer | Promise<Answer> {
  const { data, model, method = null, options, own } = given;
  const models = data.rich && modelsInRange(data.rich);
  const carried = models?.[0] ?? null;
  const isOther = typeof model === 'function' || isGiven(model);
  const pairs = carried === null ? [] : isOther ? ofAnyModel(carried.options) : carried.options;
  const inherited: OptionPairs = carried === null ? [] : [['method', carried.method], ...pairs];
  const read = lmerOptions(method, withCarried(inherited, options, own), own);
  const isInherited = carried !== null && (isOther || carried.areInherited === true);
  const fit = isInherited ? withCarriedContrasts(read.fit, options) : read.fit;
  const analysis = question(fit);
  const at = {
    data: carried ? null : data.address,
    model: typeof model === 'object' ? model.address : null,
  };
  const ask = (found: { readonly data: CellMatrix; readonly model: ModelArgument | null }) => {
    const [first, ...others] = modelArguments(model, found.model, models);
    const request = { data: found.data, model: first, others, options: fit, address: at.data };
    const watch = { signal, timeBudget: read.timeBudget };
    const result = getFitService().analyse(request, analysis, watch);
    const asked = { request, cells: read.cells, pairs, addresses: at };
    return result instanceof Promise
      ? result.then((settled) => layout(settled, asked))
      : layout(result, asked);
  };
  if (carried === null) return ask({ data: dataArgument(data), model: null });
  const found = dataOf(carried, during);
  return found instanceof Promise ? found.then(ask) : ask(found);
}

/** Whether there is more than a blank cell. */
function isGiven(argument: Given | undefined): argument is Given {
  if (argument === undefined) return false;
  return isRange(argument) || (firstCell(argument.cells) ?? '') !== '';
}

function isRange({ cells }: Given): boolean {
  return cells.length !== 1 || cells[0].length !== 1;
}

/** What holds for another formula on the same data: a start belongs to the model that it was given for. */
function ofAnyModel(pairs: OptionPairs): OptionPairs {
  return pairs.filter(([name]) => name !== 'start');
}

/** Contrasts may be those of factors that only the model has that they came with. */
function withCarriedContrasts(fit: FitOptions, options: CellMatrix): FitOptions {
  const isGivenHere = modelOptionPairs(options).some(([name]) => name === 'contrasts');
  const isNamed = Object.keys(fit.contrasts.factors).length > 0;
  return isNamed && !isGivenHere ? { ...fit, contrasts: { ...fit.contrasts, mayBeUnused: true } } : fit;
}

/** Options of this call go before those of the model in the cell. */
function withCarried(pairs: OptionPairs, options: CellMatrix, own: OwnOptions = {}): CellMatrix {
  if (pairs.length === 0) return options;
  const given = modelOptionPairs(options);
  const others = pairs.filter(
    ([name]) => !Object.hasOwn(own, name) && !given.some(([other]) => other === name),
  );
  return [...others, ...given];
}

/** Options that belong to how a result is shown or computed, and not to the model. */
const NOT_CARRIED = ['labels', 'timeout', 'card', 'method', 'verbose'];

/** What goes with a model in a cell: the options it came with, if it came from one, and those of this call. */
export function carriedPairs(pairs: OptionPairs, options: CellMatrix): OptionPairs {
  const given = modelOptionPairs(options);
  const others = pairs.filter(([name]) => !given.some(([other]) => other === name));
  return [...others, ...given.filter(([name]) => !NOT_CARRIED.includes(name))];
}

function dataArgument({ cells }: Given): CellMatrix {
  if (cells.length > 1) return cells;
  const cell = cells[0]?.[0];
  const one = typeof cell === 'object' && cell !== null ? `the error ${cell.error}` : 'one cell';
  const found = cells[0]?.length > 1 ? 'one row' : one;
  throw new CellmerError(
    'data',
    `data is ${found}: expected a range with a header row and the data below it, or a cell with LMER.MODEL where Excel ` +
      'has data types.',
  );
}

/**
 * The model and those to compare it with.
 *
 * @param own of a model in a cell, which stands where the argument is left out
 * @param given the models in the cells that stand in place of the data
 */
function modelArguments(
  model: ModelGiven['model'],
  own: ModelArgument | null,
  given: readonly CarriedModel[] | null,
): [ModelArgument, ...string[]] {
  if (typeof model === 'function') return model(given);
  if (!isGiven(model)) return [own ?? null];
  const inCell = model.rich && !isRange(model) ? modelInCell(model.rich[0][0]) : null;
  return [inCell?.formula ?? modelArgument(model)];
}

function modelArgument(model: Given): ModelArgument {
  if (isRange(model)) return model.cells;
  const argument = firstCell(model.cells);
  if (typeof argument === 'object' && argument !== null)
    throw new CellmerError(
      'option',
      `model is the error ${argument.error}: expected a formula such as "y ~ x + (x | g)", or a group column.`,
    );
  return argument;
}
