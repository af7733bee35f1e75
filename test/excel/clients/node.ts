/**
 * The genuine client library of Excel on the web, from @microsoft/office-js, in Node: `Excel`, `Office` and
 * `CustomFunctions` of a page of its own, connected to the simulated Excel by the bridge.
 *
 * What office.js provides before it loads this library in a browser stands in here: the association of functions with
 * their names, and `Office.context` with the requirement sets and the workbook's settings.
 */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import vm from 'node:vm';
import type { SimulatedExcel } from '../excel';
import type { Session } from '../session';
import { nativeBridge, type NativeBridge } from './bridge';
import { isSetSupported, type RequirementSets } from './requirements';

const LIBRARY = join(
  dirname(createRequire(import.meta.url).resolve('@microsoft/office-js/package.json')),
  'dist/excel-web-16.00.debug.js',
);

export interface NodeClient {
  /** The page's globals: `Excel`, `Office`, `CustomFunctions`, ... */
  readonly globals: Readonly<Record<string, unknown>>;
  readonly session: Session;
  /** Runs a script in the page, such as the functions as they were built. */
  run(source: string): void;
  /** Makes `Excel`, `Office`, `OfficeExtension` and `CustomFunctions` globals of this process; undo with the result. */
  install(): () => void;
}

export interface NodeClientOptions {
  /** The newest version of each set that this Excel has; everything by default. */
  readonly requirements?: RequirementSets;
}

export function nodeClient(excel: SimulatedExcel, { requirements }: NodeClientOptions = {}): NodeClient {
  const { bridge, session } = nativeBridge(excel);
  const page = libraryPage(bridge);
  page.Office = { ...(page.Office as object), context: officeContext(excel, requirements) };
  excel.functionsReady();
  return {
    globals: page,
    session,
    run: (source) => runIn(page, source),
    install: () => install(page),
  };
}

/** A page of its own with the library on a bridge: its globals. */
export function libraryPage(bridge: NativeBridge): Record<string, unknown> {
  const page = vm.createContext(pageGlobals());
  runIn(page, 'window = self = top = parent = globalThis; OfficeExt = {};');
  runIn(page, ASSOCIATION);
  library.runInContext(page);
  (page.OfficeExtension as { HostBridge: { init(b: NativeBridge): void } }).HostBridge.init(bridge);
  return page;
}

export function runIn(page: object, source: string): void {
  vm.runInContext(source, page);
}

const library = new vm.Script(readFileSync(LIBRARY, 'utf8'), { filename: 'excel-web.js' });

/** A global that holds the functions by their names, in upper case, and tells listeners of new ones. */
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
    ...{
      console,
      setTimeout,
      clearTimeout,
      setInterval,
      clearInterval,
      performance,
      AbortController,
      queueMicrotask,
    },
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

/** Settings as a page has them: a copy, handed back by `saveAsync`. */
function officeContext({ workbook }: SimulatedExcel, requirements?: RequirementSets) {
  const settings = new Map(workbook.settings);
  return {
    requirements: {
      isSetSupported: (name: string, version = '1.1') => isSetSupported(requirements, name, version),
    },
    document: {
      url: '',
      settings: {
        get: (key: string) => settings.get(key) ?? null,
        set: (key: string, value: unknown) => void settings.set(key, value),
        remove: (key: string) => void settings.delete(key),
        saveAsync(done: (result: { status: string }) => void) {
          workbook.settings.clear();
          for (const [key, value] of settings) workbook.settings.set(key, value);
          done({ status: 'succeeded' });
        },
      },
    },
  };
}

function install(page: Readonly<Record<string, unknown>>): () => void {
  const names = ['Excel', 'Office', 'OfficeExtension', 'CustomFunctions'];
  const globals = globalThis as Record<string, unknown>;
  const before = names.map((name) => Object.getOwnPropertyDescriptor(globals, name));
  for (const name of names)
    Object.defineProperty(globals, name, { value: page[name], configurable: true, writable: true });
  return () =>
    names.forEach((name, i) => {
      if (before[i]) Object.defineProperty(globals, name, before[i]);
      else Reflect.deleteProperty(globals, name);
    });
}
