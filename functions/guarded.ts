/**
 * What every custom function does before its own work, whoever calls it: nothing while a formula is only being previewed,
 * arguments brought to their number, blanks told from zeros, too much data refused with a sentence, and cancelling.
 */

import { CellmerError, timeBudgetIn } from '../src/index';
import { withBlanks } from './blanks';
import { callCost } from './callCost';
import { checkArgumentSize } from './messageSize';
import { fail, fromWorker, incoming, incomingCell } from './runtime';
import { getFitService } from './service';

/** The arguments arrive in the order of functions.json, omitted ones as null or undefined; the result is rows. */
export type CustomFunction = (...values: never[]) => unknown[][] | Promise<unknown[][]>;

/** What Excel says about a call besides its arguments; the last argument of every function. */
interface Invocation {
  readonly parameterAddresses?: readonly string[];
  readonly isInValuePreview?: string | boolean;
  onCanceled?: () => void;
}

/** What a cell shows while its formula is being typed. */
const PREVIEW = '…';

/** A function as its file has it. */
export interface Implementation {
  readonly implementation: CustomFunction;
  /** Names of the parameters in their order, as functions.json has them. */
  readonly parameters: readonly string[];
}

export function guarded(id: string, own: Implementation): CustomFunction {
  return (...given: unknown[]) => {
    const last = given.at(-1);
    const invocation = isInvocation(last) ? last : undefined;
    if (invocation?.isInValuePreview) return [[PREVIEW]];
    const signal = cancellation(invocation);
    const run = (values: readonly unknown[]) => {
      if (signal?.aborted) throw new CellmerError('cancelled', 'The calculation was stopped.');
      checkArgumentSize(values, own.parameters);
      return isAboutModel(id)
        ? own.implementation(...([...values, invocation] as never[]))
        : calledByContent(id, own, values, invocation);
    };
    try {
      const values = asMany(invocation ? given.slice(0, -1) : given, own.parameters);
      const told = withBlanks(values, invocation?.parameterAddresses);
      return told instanceof Promise ? told.then(run).catch(fail) : run(told);
    } catch (error) {
      return fail(error);
    }
  };
}

/** Functions about a model share its fit, which the fit service finds by itself. */
function isAboutModel(id: string): boolean {
  return id.startsWith('LMER.');
}

/** Equal calls are computed once, and long ones in a worker. */
function calledByContent(
  id: string,
  { implementation, parameters }: Implementation,
  given: readonly unknown[],
  invocation: Invocation | undefined,
): unknown[][] | Promise<unknown[][]> {
  const values = byName(parameters, (i) =>
    Array.isArray(given[i]) ? incoming(given[i]) : incomingCell(given[i]),
  );
  const addresses = byName(parameters, (i) => invocation?.parameterAddresses?.[i] ?? null);
  const answer = getFitService().call(
    { id, values, addresses },
    callCost(id, values),
    () => implementation(...([...given, invocation] as never[])),
    { signal: signalOf(invocation), timeBudget: timeBudgetIn(values.options) },
  );
  return answer instanceof Promise
    ? answer.then((cells: unknown[][]) => cells.map((row) => row.map(fromWorker))).catch(fail)
    : (answer as unknown[][]);
}

function byName<T>(parameters: readonly string[], value: (i: number) => T): Record<string, T> {
  return Object.fromEntries(parameters.map((name, i) => [name, value(i)]));
}

/**
 * Excel keeps the list of arguments for a day: after an update it may still call with one too few, or, back at an older
 * version, with one too many, which does no harm while it is empty.
 */
function asMany(values: readonly unknown[], parameters: readonly string[]): readonly unknown[] {
  const extra = values.slice(parameters.length).filter((value) => value != null && value !== '');
  if (extra.length > 0)
    throw new CellmerError(
      'option',
      `There are ${values.length} arguments: expected at most ${parameters.length} (${parameters.join(', ')}). If Excel ` +
        'offers more than these, close and open it again.',
    );
  return parameters.map((_, i) => values[i] ?? null);
}

/** An object at the end that is no cell: those of errors and data types have one of these. */
function isInvocation(value: unknown): value is Invocation {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return !['type', 'code', 'error', 'basicValue'].some((name) => name in value);
}

const signals = new WeakMap<object, AbortSignal>();

/** Aborted when Excel gives the call up: the cell was edited or deleted, the workbook closed. */
function cancellation(invocation: Invocation | undefined): AbortSignal | undefined {
  if (!invocation || typeof AbortController === 'undefined') return undefined;
  const controller = new AbortController();
  invocation.onCanceled = () => controller.abort();
  signals.set(invocation, controller.signal);
  return controller.signal;
}

/** The signal of a call that can be cancelled. */
export function signalOf(invocation: object | undefined): AbortSignal | undefined {
  return invocation && signals.get(invocation);
}
