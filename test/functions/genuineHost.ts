/**
 * The genuine client library of Excel on the web, from @microsoft/office-js, between a bundle of functions and a bare
 * bridge: calls with any arguments go in, results and error codes come out, without a sheet. test/excel has a whole Excel.
 */

import vm from 'node:vm';
import type { NativeBridge } from '../excel/clients/bridge';
import { libraryPage, runIn } from '../excel/clients/node';

/** What Excel makes of an invocation. */
export interface Outcome {
  readonly succeeded: boolean;
  /** The block of cells, or the message of an error. */
  readonly value: unknown;
  /** For an error: 7 is #VALUE!, 1 is #N/A. */
  readonly errorCode: number | null;
}

export interface GenuineHost {
  /** Runs a script in the page. */
  run(source: string): void;
  /** The value of an expression in the page. */
  get(expression: string): unknown;
  invoke(id: string, parameters: unknown[], addresses?: string[]): Promise<Outcome>;
}

/** Message types of the bridge, and category and type of the entries on it. */
const REPLY = 2;
const FUNCTION_CALLS = 3;
const FUNCTION_CATEGORY = 1;
const INVOCATION = 1000;
/** Flags of an invocation: it can be cancelled; errors come as values. */
const CANCELABLE = 1;
const ERRORS_AS_VALUES = 4;

interface Action {
  readonly Id: number;
  readonly Name: string;
  readonly QueryInfo?: unknown;
  readonly ArgumentInfo?: { readonly Arguments: readonly unknown[] };
}

interface HostMessage {
  readonly id: number;
  readonly message: { readonly body: { readonly Actions?: readonly Action[] } };
}

export function genuineHost(): GenuineHost {
  const waiting = new Map<number, (outcome: Outcome) => void>();
  const bridge: NativeBridge = {
    onMessageFromHost: () => undefined,
    sendMessageToHost(text) {
      const { id, message } = JSON.parse(text) as HostMessage;
      const { Actions = [] } = message.body;
      Actions.filter(({ Name }) => Name === 'SetInvocationArrayResults').forEach(settle);
      const Results = Actions.map(({ Id }) => ({ ActionId: Id, Value: null }));
      const reply = { statusCode: 200, headers: {}, body: JSON.stringify({ Results }) };
      setTimeout(() => bridge.onMessageFromHost(JSON.stringify({ id, type: REPLY, message: reply })), 0);
    },
  };
  const page = libraryPage(bridge);

  function settle({ ArgumentInfo }: Action): void {
    const [results] = ArgumentInfo!.Arguments as [unknown[][]];
    for (const [id, succeeded, value, errorCode] of results)
      waiting.get(id as number)?.({
        succeeded: succeeded as boolean,
        value,
        errorCode: succeeded ? null : (errorCode as number),
      });
  }

  const send = (message: unknown) =>
    bridge.onMessageFromHost(
      JSON.stringify({
        type: FUNCTION_CALLS,
        message: { entries: [[FUNCTION_CATEGORY, INVOCATION, '', message, 0]] },
      }),
    );

  let last = 0;
  return {
    run: (source) => runIn(page, source),
    get: (expression) => vm.runInContext(expression, page) as unknown,
    invoke: (id, parameters, addresses) =>
      new Promise((resolve) => {
        const number = ++last;
        waiting.set(number, resolve);
        const flags = CANCELABLE | ERRORS_AS_VALUES;
        send([number, id, parameters, 'Sheet1!E1', flags, addresses ?? null]);
      }),
  };
}
