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
  type ModelArgument,
  type OutputMatrix,
} from '../src/index';
import { signalOf } from './guarded';
import { lmerOptions, type OwnOptions } from './lmerOptions';
import { answer, incoming, incomingArgument } from './runtime';
import { getFitService } from './service';

/** The arguments all LMER functions have, as they arrive: an omitted one is null or undefined. */
export interface FitCall {
  readonly data: unknown;
  /** The model, or a function that reads the formulas of several: the first is the model, the others go with it. */
  readonly model: unknown;
  readonly method: unknown;
  readonly options: unknown;
  /** Options of this function alone. */
  readonly own?: OwnOptions;
  readonly invocation?: CustomFunctions.CancelableInvocation;
}

export type Layout<R = FitResult> = (result: R, cells: CellOptions) => OutputMatrix;

/**
 * What an LMER function about the fit itself returns.
 *
 * @param check what must hold of further arguments before anything is fitted; throws CellmerError
 */
export function fitAnswer(call: FitCall, layout: Layout, check?: () => unknown): unknown[][] {
  const question = (): Analysis<'summary'> => {
    check?.();
    return { kind: 'summary' };
  };
  return analysisAnswer(call, question, layout);
}

/**
 * What an LMER function returns.
 *
 * @param question what is asked about the model, from the function's further arguments;
 * throws CellmerError
 */
export function analysisAnswer<K extends AnalysisKind>(
  call: FitCall,
  question: (options: FitOptions) => Analysis<K>,
  layout: Layout<AnalysisResult<K>>,
): unknown[][] {
  return answer(() => {
    const { fit: options, cells, timeBudget } = lmerOptions(call.method, call.options, call.own);
    const asked = question(options);
    const [model, ...others] = modelArguments(call.model);
    const address = call.invocation?.parameterAddresses?.[0] ?? null;
    const watch = { signal: signalOf(call.invocation), timeBudget };
    const data = dataArgument(call.data);
    const result = getFitService().analyse({ data, model, others, options, address }, asked, watch);
    return result instanceof Promise
      ? result.then((settled) => layout(settled, cells))
      : layout(result, cells);
  });
}

function dataArgument(data: unknown): CellMatrix {
  const cells = incoming(data);
  if (cells.length > 1) return cells;
  const found = cells[0]?.length > 1 ? 'one row' : 'one cell';
  throw new CellmerError(
    'data',
    `data is ${found}: expected a range with a header row and the data below it.`,
  );
}

function modelArguments(model: unknown): [ModelArgument, ...string[]] {
  return typeof model === 'function' ? (model as () => [string, ...string[]])() : [modelArgument(model)];
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
