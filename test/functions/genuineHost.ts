/**
 * The genuine client library of Excel on the web, from @microsoft/office-js, between a bundle of functions and a bare
 * bridge: calls with any arguments go in, results and error codes come out, without a sheet. test/excel has a whole Excel.
 */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, dirname } from 'node:path';
import vm from 'node:vm';

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

const LIBRARY = join(
  dirname(createRequire(import.meta.url).resolve('@microsoft/office-js/package.json')),
  'dist/excel-web-16.00.debug.js',
);

/** Message types of the bridge, and category and type of the entries on it. */
const REPLY = 2;
const FUNCTION_CALLS = 3;
const FUNCTION_CATEGORY = 1;
const INVOCATION = 1000;
/** Flags of an invocation: it can be cancelled; errors come as values. */
const CANCELABLE = 1;
const ERRORS_AS_VALUES = 4;

/**
 * What office.js provides before it loads the library: the global `CustomFunctions` with the functions' names, in upper
 * case, and listeners that are told of new ones.
 */
const ASSOCIATION = `
  CustomFunctionMappings = {};
  CustomFunctions = {
    _association: {
      mappings: {},
      listeners: [],
      associate(id, implementation) {
        this.mappings[id.toUpperCase()] = implementation;
        for (const listener of this.listeners) listener();
      },
      onchange(listener) {
        this.listeners.push(listener);
      },
    },
    associate(id, implementation) {
      CustomFunctions._association.associate(id, implementation);
    },
  };
`;

/** The little of a browser that the library looks at while it loads. */
function pageGlobals(): Record<string, unknown> {
  const nothing = () => undefined;
  const storage = { getItem: () => null, setItem: nothing, removeItem: nothing };
  const address = { href: 'https://localhost/', protocol: 'https:', host: 'localhost', hash: '', search: '' };
  return {
    ...{ console, setTimeout, clearTimeout, setInterval, clearInterval, performance, AbortController },
    navigator: { userAgent: '', platform: '' },
    location: { ...address, origin: 'https://localhost', pathname: '/' },
    document: {
      readyState: 'complete',
      cookie: '',
      location: address,
      addEventListener: nothing,
      getElementsByTagName: () => [],
      createElement: () => ({}),
    },
    sessionStorage: storage,
    localStorage: storage,
    ...{ addEventListener: nothing, removeEventListener: nothing, postMessage: nothing },
  };
}

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
  const page = vm.createContext(pageGlobals());
  vm.runInContext('window = self = top = parent = globalThis; OfficeExt = {};', page);
  vm.runInContext(ASSOCIATION, page);
  vm.runInContext(readFileSync(LIBRARY, 'utf8'), page, { filename: 'excel-web.js' });
  const waiting = new Map<number, (outcome: Outcome) => void>();
  const bridge = {
    onMessageFromHost: (_text: string): void => undefined,
    sendMessageToHost(text: string): void {
      const { id, message } = JSON.parse(text) as HostMessage;
      const { Actions = [] } = message.body;
      Actions.filter(({ Name }) => Name === 'SetInvocationArrayResults').forEach(settle);
      const Results = Actions.map(({ Id }) => ({ ActionId: Id, Value: null }));
      const reply = { statusCode: 200, headers: {}, body: JSON.stringify({ Results }) };
      setTimeout(() => bridge.onMessageFromHost(JSON.stringify({ id, type: REPLY, message: reply })), 0);
    },
  };
  (page.OfficeExtension as { HostBridge: { init(b: typeof bridge): void } }).HostBridge.init(bridge);

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
    run: (source) => void vm.runInContext(source, page),
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
