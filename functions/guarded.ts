/**
 * What every custom function does before its own work, whoever calls it: nothing while a formula is only being previewed,
 * arguments brought to their number, blanks told from zeros, too much data refused with a sentence, and cancelling.
 */

import { CellmerError, likelihoodCost, lookOf, timeBudgetIn, type BlockLook } from '../src/index';
import { firstCell } from './arguments';
import { withBlanks } from './blanks';
import type { Call, Declared, Given } from './declare';
import { checkArgumentSize } from './messageSize';
import { answer, fail, fromWorker, incoming, LaidOut, type Answer, type HostAnswer } from './runtime';
import { getFitService } from './service';
import type { SyncCall } from './sheetReading';

/** The arguments arrive in the order of functions.json, omitted ones as null or undefined; the result is rows. */
export type CustomFunction = (...values: never[]) => unknown[][] | Promise<unknown[][]>;

/** What Excel says about a call besides its arguments; the last argument of every function. */
interface Invocation extends Partial<SyncCall> {
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
    const call = { signal: cancellation(invocation), during: syncCall(invocation) };
    const addresses = parameters.map((_, i) => invocation?.parameterAddresses?.[i] ?? null);
    const run = (values: readonly unknown[]): HostAnswer => {
      if (call.signal?.aborted) throw new CellmerError('cancelled', 'The calculation was stopped.');
      const given = givenTo(own, values, addresses);
      // Functions about a model share its fit, which the fit service finds by itself.
      return own.isAboutModel ? computed(own, given, call) : calledByContent(own, given, call);
    };
    try {
      const values = asMany(invocation ? given.slice(0, -1) : given, parameters);
      const told = withBlanks(values, addresses, call.during);
      return told instanceof Promise ? told.then(run).catch(fail) : run(told);
    } catch (error) {
      return fail(error);
    }
  };
}

function givenTo(
  { parameters }: Declared,
  values: readonly unknown[],
  addresses: readonly (string | null)[],
): Given[] {
  checkArgumentSize(values, parameters);
  return parameters.map((name, i): Given => ({
    name,
    ...incoming(values[i]),
    address: addresses[i] ?? null,
  }));
}

/**
 * How the answer to a call looks as cells, once it is known; null where it is no table. What the answer itself has cost is paid
 * once for functions about a model, and again for others, in a worker where that is long.
 *
 * @param values the arguments in the order of functions.json, as a host hands them over
 * @param addresses where they stand; null for what is no reference
 */
export async function lookOfDeclared(
  own: Declared,
  values: readonly unknown[],
  addresses: readonly (string | null)[],
): Promise<BlockLook | null> {
  const told = await withBlanks(asMany(values, own.parameters), addresses);
  const given = givenTo(own, told, addresses);
  if (own.isAboutModel) return looked(own, given);
  const { asked, cost, watch } = contentOf(own, given);
  const here = () => looked(own, given);
  return (await getFitService().call({ ...asked, wanted: 'look' }, cost, here, watch)) as BlockLook | null;
}

/** How the answer to a call looks, computed here. */
export function looked(
  { compute }: Declared,
  given: readonly Given[],
): BlockLook | null | Promise<BlockLook | null> {
  const look = (found: Answer): BlockLook | null =>
    found instanceof LaidOut ? lookOf(found.report, found.cells) : null;
  const found = compute(given, {});
  return found instanceof Promise ? found.then(look) : look(found);
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
  const { asked, cost, watch } = contentOf(own, given);
  const answered = getFitService().call(asked, cost, () => computed(own, given), { ...watch, signal });
  return answered instanceof Promise
    ? answered.then((rows: unknown[][]) => rows.map((row) => row.map(fromWorker))).catch(fail)
    : (answered as unknown[][]);
}

/** A call by its content, and what it costs. */
function contentOf(own: Declared, given: readonly Given[]) {
  const byName = <T>(of: (one: Given) => T): Record<string, T> =>
    Object.fromEntries(given.map((one) => [one.name, of(one)]));
  const values = byName(({ cells }) => cells);
  return {
    asked: { id: own.id, values, addresses: byName(({ address }) => address) },
    cost: costOf(own, given, String(firstCell(values.density ?? []) ?? '')),
    watch: { timeBudget: timeBudgetIn(values.options ?? []) },
  };
}

function costOf({ maxima = 0, cost }: Declared, given: readonly Given[], density: string): number {
  const count = given.reduce((sum, { cells }) => sum + cells.length * (cells[0]?.length ?? 0), 0);
  return likelihoodCost(density, count, maxima) + (cost?.(given) ?? 0);
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

/** What is handed over where the sheet is read, for a call that Excel waits for: in Evaluate Formula, by F9, in a conditional format. */
function syncCall(invocation: Invocation | undefined): SyncCall | undefined {
  return invocation?.isInSyncExecution ? (invocation as SyncCall) : undefined;
}

/** Aborted when Excel gives the call up: the cell was edited or deleted, the workbook closed. */
function cancellation(invocation: Invocation | undefined): AbortSignal | undefined {
  if (!invocation || typeof AbortController === 'undefined') return undefined;
  const controller = new AbortController();
  invocation.onCanceled = () => controller.abort();
  return controller.signal;
}
