/**
 * What every custom function does before its own work, whoever calls it: nothing while a formula is only being previewed,
 * arguments brought to their number, blanks told from zeros, too much data refused with a sentence, and cancelling.
 */

import { CellmerError, likelihoodCost, timeBudgetIn } from '../src/index';
import { firstCell } from './arguments';
import { withBlanks } from './blanks';
import type { Call, Declared, Given } from './declare';
import { checkArgumentSize } from './messageSize';
import { answer, fail, fromWorker, incoming, type HostAnswer } from './runtime';
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

/** The function as a host calls it. */
export function hosted(own: Declared): CustomFunction {
  const { parameters } = own;
  return (...given: unknown[]) => {
    const last = given.at(-1);
    const invocation = isInvocation(last) ? last : undefined;
    if (invocation?.isInValuePreview) return [[PREVIEW]];
    const call = { signal: cancellation(invocation) };
    const addresses = parameters.map((_, i) => invocation?.parameterAddresses?.[i] ?? null);
    const run = (values: readonly unknown[]): HostAnswer => {
      if (call.signal?.aborted) throw new CellmerError('cancelled', 'The calculation was stopped.');
      checkArgumentSize(values, parameters);
      // Functions about a model share its fit, which the fit service finds by itself.
      const given = parameters.map((name, i): Given => ({
        name,
        ...incoming(values[i]),
        address: addresses[i],
      }));
      return own.isAboutModel ? computed(own, given, call) : calledByContent(own, given, call);
    };
    try {
      const values = asMany(invocation ? given.slice(0, -1) : given, parameters);
      const told = withBlanks(values, addresses);
      return told instanceof Promise ? told.then(run).catch(fail) : run(told);
    } catch (error) {
      return fail(error);
    }
  };
}

/** The answer to a call, as the host takes it, computed here. */
export function computed({ compute }: Declared, given: readonly Given[], call: Call = {}): HostAnswer {
  return answer(() => compute(given, call));
}

/** Equal calls are computed once, and long ones in a worker. */
function calledByContent(
  own: Declared,
  given: readonly Given[],
  { signal }: Call,
): unknown[][] | Promise<unknown[][]> {
  const byName = <T>(of: (one: Given) => T): Record<string, T> =>
    Object.fromEntries(given.map((one) => [one.name, of(one)]));
  const values = byName(({ cells }) => cells);
  const answered = getFitService().call(
    { id: own.id, values, addresses: byName(({ address }) => address) },
    costOf(own, given, String(firstCell(values.density ?? []) ?? '')),
    () => computed(own, given),
    { signal, timeBudget: timeBudgetIn(values.options ?? []) },
  );
  return answered instanceof Promise
    ? answered.then((rows: unknown[][]) => rows.map((row) => row.map(fromWorker))).catch(fail)
    : (answered as unknown[][]);
}

function costOf({ maxima = 0 }: Declared, given: readonly Given[], density: string): number {
  const count = given.reduce((sum, { cells }) => sum + cells.length * (cells[0]?.length ?? 0), 0);
  return likelihoodCost(density, count, maxima);
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

/** Aborted when Excel gives the call up: the cell was edited or deleted, the workbook closed. */
function cancellation(invocation: Invocation | undefined): AbortSignal | undefined {
  if (!invocation || typeof AbortController === 'undefined') return undefined;
  const controller = new AbortController();
  invocation.onCanceled = () => controller.abort();
  return controller.signal;
}
