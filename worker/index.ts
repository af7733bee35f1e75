/**
 * The fit service: results by content, running fits shared, small fits at once, large ones in a worker.
 *
 * The same request in ten cells is computed once. A fit that nobody waits for any more is stopped. Every promise is
 * settled: by the result, an error, the caller's signal, or the time budget.
 */

import {
  analyseModel,
  CellmerError,
  prepareModel,
  type Analysis,
  type FitResult,
  type ModelInput,
  type ModelRequest,
} from '../src/index';
import { ResultCache } from './cache';
import { fitCost } from './cost';
import { requestKey } from './hash';
import { WorkerPool, type FitWorker, type Job } from './pool';
import { cancelled, SharedRun } from './run';
import type { FitOrder } from './messages';
import type { FitService, FitWatch } from './types';

export type { FitService, FitWatch } from './types';
export type { FitWorker } from './pool';

export interface FitServiceOptions {
  /** Starts a worker from the page's own origin (worker/spawn.ts). Without it every fit runs on the calling thread. */
  readonly createWorker?: () => FitWorker;
  /** Most workers at a time. Default: one less than the machine has cores, 1 to 4. */
  readonly workers?: number;
  /** Fits that cost no more than this run at once, in units of `fitCost`. Default 5e6, some 10 ms. */
  readonly smallCost?: number;
  /** A fit that takes longer is stopped, in milliseconds. Default 120,000. */
  readonly timeBudget?: number;
  /** Results kept. Default 200, of 200 MB together. */
  readonly cacheEntries?: number;
  readonly cacheBytes?: number;
  /** The fitting core, for tests. */
  readonly core?: Core;
}

export interface Core {
  readonly prepareModel: typeof prepareModel;
  readonly analyseModel: (
    input: ModelInput,
    analysis: Analysis,
    control: Parameters<typeof analyseModel>[2],
  ) => unknown;
  readonly fitCost: (input: ModelInput, analysis: Analysis) => number;
}

const CORE: Core = { prepareModel, analyseModel, fitCost };

export function createFitService(options: FitServiceOptions = {}): FitService {
  const { createWorker, core = CORE, smallCost = 5e6, timeBudget = 120_000 } = options;
  const cache = new ResultCache({ entries: options.cacheEntries ?? 200, bytes: options.cacheBytes ?? 200e6 });
  const running = new Map<string, { readonly shared: SharedRun; readonly stop: () => void }>();
  const pool = createWorker
    ? new WorkerPool({ createWorker, size: options.workers ?? coresToUse(), withoutWorker: runLater })
    : null;
  let computedFits = 0;

  function answer(request: ModelRequest, analysis: Analysis, watch: FitWatch = {}): unknown {
    if (watch.signal?.aborted) throw cancelled();
    const key = requestKey(request, analysis);
    const cached = cache.get(key);
    if (cached) return cached;
    const underWay = running.get(key);
    if (underWay) return underWay.shared.join(watch);
    const input = core.prepareModel(request);
    const task = { input, analysis };
    if (core.fitCost(input, analysis) > smallCost) return start(key, task).join(watch);
    const result = computeHere(task, watch.onStep, () => watch.signal?.aborted === true);
    cache.set(key, result);
    return result;
  }

  /** Computes on this thread. */
  function computeHere(
    { input, analysis }: FitOrder,
    onStep: Job['onStep'] | undefined,
    isStopped: () => boolean,
  ): unknown {
    computedFits++;
    const deadline = Date.now() + timeBudget;
    const isLate = () => Date.now() > deadline;
    try {
      return core.analyseModel(input, analysis, { onStep, shouldStop: () => isStopped() || isLate() });
    } catch (error) {
      throw !isStopped() && isLate() ? tooLong(timeBudget) : error;
    }
  }

  /** Computes on this thread after whatever is waiting there, such as showing that a fit is under way. */
  function runLater(job: Job): void {
    afterOthers(() => {
      if (stopped.has(job)) return;
      try {
        job.done(computeHere(job.order, job.onStep, () => stopped.has(job)));
      } catch (error) {
        job.failed(error);
      }
    });
  }

  /** Jobs given up before their turn on this thread. */
  const stopped = new WeakSet<Job>();

  function start(key: string, order: FitOrder): SharedRun {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = () => {
      clearTimeout(timer);
      running.delete(key);
    };
    const stop = () => {
      settle();
      stopped.add(job);
      pool?.stop(job);
    };
    const shared = new SharedRun(stop);
    const job: Job = {
      order,
      onStart: () => {
        computedFits++;
        timer = setTimeout(() => {
          stop();
          shared.fail(tooLong(timeBudget));
        }, timeBudget);
      },
      onStep: (step) => shared.step(step),
      done: (result) => {
        settle();
        cache.set(key, result);
        shared.succeed(result);
      },
      failed: (error) => {
        settle();
        shared.fail(error);
      },
    };
    running.set(key, { shared, stop });
    if (pool) pool.run(job);
    else runLater(job);
    return shared;
  }

  return {
    // The answer to a question is of the kind that was asked for.
    analyse: answer as FitService['analyse'],
    fit: (request, watch) => answer(request, { kind: 'summary' }, watch) as FitResult | Promise<FitResult>,
    get computedFits() {
      return computedFits;
    },
    dispose() {
      for (const { shared, stop } of [...running.values()]) {
        stop();
        shared.fail(cancelled());
      }
      pool?.dispose();
      cache.clear();
    },
  };
}

function tooLong(timeBudget: number): CellmerError {
  return new CellmerError(
    'model',
    `The fit was stopped because it took longer than ${timeBudget / 1000} seconds: try a simpler model or fewer rows.`,
  );
}

function coresToUse(): number {
  const cores =
    (globalThis as { navigator?: { hardwareConcurrency?: number } }).navigator?.hardwareConcurrency ?? 2;
  return Math.max(1, Math.min(4, cores - 1));
}

/** Not every place where functions.js runs has timers. */
function afterOthers(action: () => void): void {
  if (typeof setTimeout === 'function') setTimeout(action, 0);
  else void Promise.resolve().then(action);
}
