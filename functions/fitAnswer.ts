/** From the arguments of an LMER function to its cells: read, fit once for everybody, lay out. */

import {
  type Analysis,
  type AnalysisKind,
  type AnalysisResult,
  CellmerError,
  type CellMatrix,
  type CellOptions,
  type FitOptions,
  type FitResult,
  type Method,
  type ModelArgument,
  type ModelRequest,
  type OutputMatrix,
  modelOptionPairs,
} from '../src/index';
import { dataOf, type CarriedModel, type OptionPairs } from './carriedModel';
import type { Call, Given } from './declare';
import { lmerOptions, type OwnOptions } from './lmerOptions';
import { modelInCell, modelsInRange } from './modelEntity';
import { incoming, incomingArgument, type Answer } from './runtime';
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

export type Layout<R = FitResult> = (result: R, cells: CellOptions) => OutputMatrix;

/**
 * The answer of a function that asks a question about a model.
 *
 * @param question what is asked about the model, from the function's further arguments;
 * throws CellmerError
 */
export function analysisAnswer<K extends AnalysisKind>(
  given: ModelGiven,
  call: Call,
  question: (options: FitOptions) => Analysis<K>,
  layout: Layout<AnalysisResult<K>>,
): Answer | Promise<Answer> {
  return modelAnswer(given, call, question, (result, { cells }) => layout(result, cells));
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

/** The same with whatever the layout makes of the result. */
export function modelAnswer<K extends AnalysisKind>(
  given: ModelGiven,
  { signal }: Call,
  question: (options: FitOptions) => Analysis<K>,
  layout: (result: AnalysisResult<K>, asked: AskedModel) => Answer | Promise<Answer>,
): Answer | Promise<Answer> {
  const { data, model, method = null, options, own } = given;
  const models = modelsInRange(data.value);
  const carried = models?.[0] ?? null;
  const isOther = typeof model === 'function' || isGiven(model?.value);
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
  if (carried === null) return ask({ data: dataArgument(data.value), model: null });
  const found = dataOf(carried);
  return found instanceof Promise ? found.then(ask) : ask(found);
}

function isGiven(argument: unknown): boolean {
  const cell = incomingArgument(argument);
  return cell != null && cell !== '';
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

function dataArgument(data: unknown): CellMatrix {
  const cells = incoming(data);
  if (cells.length > 1) return cells;
  const found = cells[0]?.length > 1 ? 'one row' : 'one cell';
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
  const inCell = modelInCell(model?.value);
  if (inCell !== null) return [inCell.formula];
  return [own !== null && !isGiven(model?.value) ? own : modelArgument(model?.value)];
}

function modelArgument(model: unknown): ModelArgument {
  const argument = incomingArgument(model);
  if (typeof argument === 'object' && argument !== null && 'error' in argument)
    throw new CellmerError(
      'option',
      `model is the error ${argument.error}: expected a formula such as "y ~ x + (x | g)", or a group column.`,
    );
  return argument;
}
