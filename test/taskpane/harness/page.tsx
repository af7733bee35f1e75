/** The pane alone on a page, over a spreadsheet in memory. Tests reach it through `window.harness`. */

import type { CellMatrix } from '../../../src/index';
import { spawnFitWorker } from '../../../functions/spawn';
import { mountPane } from '../../../taskpane/mount';
import { createFitService, type FitService } from '../../../worker/index';

import { fakeHost, type FakeHost } from '../fakeHost';
import { largeHost, type LargeOptions } from './large';

export interface HarnessOptions {
  readonly sheets: Readonly<Record<string, CellMatrix>>;
  readonly theme: 'light' | 'dark';
  readonly settings?: Readonly<Record<string, string>>;
  /** Fits wait this long, in milliseconds, as a large one would. */
  readonly delay?: number;
  /** A sheet `Large` in place of `sheets`: as many rows and columns, made here since they are too many to be sent. */
  readonly large?: LargeOptions;
}

export interface Harness {
  start(options: HarnessOptions): void;
  /** Takes the pane away and mounts another one on the same spreadsheet. */
  remount(): void;
  host: FakeHost;
}

let host: FakeHost;
let unmount: (() => void) | null = null;
let lastOptions: HarnessOptions;

function mount(): void {
  unmount?.();
  const { theme, delay, large } = lastOptions;
  const service = createFitService(large ? { createWorker: spawnFitWorker } : {});
  const mounted = mountPane(document.getElementById('pane')!, {
    host,
    service: delay ? slowly(service, delay) : service,
    theme,
  });
  unmount = () => mounted.unmount();
}

/** The same service, each fit after a pause in which it can be stopped. */
function slowly(service: FitService, delay: number): FitService {
  return {
    ...service,
    get computedFits() {
      return service.computedFits;
    },
    analyse(request, analysis, watch) {
      if (analysis.kind !== 'summary') return service.analyse(request, analysis, watch);
      return new Promise((resolve, reject) => {
        const begin = () => Promise.resolve(service.analyse(request, analysis)).then(resolve, reject);
        const timer = setTimeout(() => void begin(), delay);
        watch?.onStep?.({ evaluation: 2, theta: [], criterion: 0, gradientNorm: 1 });
        watch?.signal?.addEventListener('abort', () => {
          clearTimeout(timer);
          reject(new Error('stopped'));
        });
      });
    },
  };
}

const harness: Harness = {
  start(options) {
    lastOptions = options;
    host = options.large ? largeHost(options.large) : fakeHost(options.sheets);
    for (const [key, value] of Object.entries(options.settings ?? {})) host.settings.set(key, value);
    mount();
  },
  remount: mount,
  get host() {
    return host;
  },
} as Harness;

declare global {
  interface Window {
    harness: Harness;
  }
}
window.harness = harness;
