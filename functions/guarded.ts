/**
 * What every custom function does before its own work, whoever calls it: nothing while a formula is only being previewed,
 * arguments brought to their number, blanks told from zeros, too much data refused with a sentence, and cancelling.
 */

import { CellmerError } from '../src/index';
import { withBlanks } from './blanks';
import { checkArgumentSize } from './messageSize';
import { fail } from './runtime';

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

/**
 * @param parameters names of the parameters in their order, as functions.json has them
 */
export function guarded(implementation: CustomFunction, parameters: readonly string[]): CustomFunction {
  return (...given: unknown[]) => {
    const last = given.at(-1);
    const invocation = isInvocation(last) ? last : undefined;
    if (invocation?.isInValuePreview) return [[PREVIEW]];
    const signal = cancellation(invocation);
    const run = (values: readonly unknown[]) => {
      if (signal?.aborted) throw new CellmerError('cancelled', 'The calculation was stopped.');
      checkArgumentSize(values, parameters);
      return implementation(...([...values, invocation] as never[]));
    };
    try {
      const values = asMany(invocation ? given.slice(0, -1) : given, parameters);
      const told = withBlanks(values, invocation?.parameterAddresses);
      return told instanceof Promise ? told.then(run).catch(fail) : run(told);
    } catch (error) {
      return fail(error);
    }
  };
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
