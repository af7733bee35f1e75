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
import { withBlanks } from './blanks';
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
 * What an LMER function returns. While Excel only previews a formula that is being typed, nothing is computed.
 *
 * @param question what is asked about the model, from the function's further arguments, perhaps after reading cells;
 * throws CellmerError
 */
export function analysisAnswer<K extends AnalysisKind>(
  call: FitCall,
  question: (options: FitOptions) => Analysis<K> | Promise<Analysis<K>>,
  layout: Layout<AnalysisResult<K>>,
): unknown[][] {
  return answer(() => {
    if (call.invocation?.isInValuePreview) return '…';
    const { fit: options, cells: cellOptions } = lmerOptions(call.method, call.options, call.own);
    const asked = question(options);
    const [model, ...others] = modelArguments(call.model);
    const address = call.invocation?.parameterAddresses?.[0] ?? null;
    const signal = cancellation(call.invocation);
    return then(withBlanks(dataArgument(call.data), address), (data) =>
      then(asked, (analysis) =>
        then(
          getFitService().analyse({ data, model, others, options, address }, analysis, { signal }),
          (result) => layout(result, cellOptions),
        ),
      ),
    );
  });
}

/** Aborted when Excel gives the call up: the cell was edited or deleted, the workbook closed. */
function cancellation(invocation: FitCall['invocation']): AbortSignal | undefined {
  if (!invocation || typeof AbortController === 'undefined') return undefined;
  const controller = new AbortController();
  invocation.onCanceled = () => controller.abort();
  return controller.signal;
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

/** Goes on at once where nothing has to be waited for, so that small fits are in their cells at once. */
function then<T, R>(value: T | Promise<T>, next: (value: T) => R | Promise<R>): R | Promise<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}
