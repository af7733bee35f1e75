/**
 * The fit service: results by content, running fits shared, small fits at once, large ones in a worker.
 *
 * The same request in ten cells is computed once. A fit that nobody waits for any more is stopped. Every promise is
 * settled: by the result, an error, the caller's signal, or the caller's time budget. Where there are no workers, long
 * work is done here in slices.
 */

import {
  fitCost,
  openModel,
  CellmerError,
  preparationSteps,
  prepareModel,
  runThrough,
  stepCost,
  valuesIn,
  type Analysis,
  type KnownMinima,
  type ModelRequest,
} from '../src/index';
import { ResultCache } from './cache';
import { MinimaOfData } from './minimaOfData';
import { callKeySteps, requestKeySteps, type RequestKeys } from './hash';
import { blockCells } from './parcels';
import { WorkerPool, type FitWorker } from './pool';
import {
  Answerer,
  isCall,
  isLikelihood,
  type Core,
  type WholeQuestion,
  type Job,
  type ModelOrder,
  type ModelQuestion,
  type Order,
} from './questions';
import { inReplays } from './replay';
import { cancelled, SharedRun, tooLong } from './run';
import { SliceRunner } from './sliceRunner';
import { inLaterSlices } from './slices';
import type { FitService, FitWatch } from './types';

export type { FitService, FitWatch } from './types';
export type { FitWorker } from './pool';
export type { Core } from './questions';

export interface FitServiceOptions {
  /** Starts a worker from the page's own origin (functions/spawn.ts). Without it every fit runs on the calling thread. */
  readonly createWorker?: () => FitWorker;
  /** Most workers at a time. Default: one less than the machine has cores, 1 to 4. */
  readonly workers?: number;
  /** Fits that cost no more than this run at once, in units of `fitCost`. Default `SMALL_COST`. */
  readonly smallCost?: number;
  /** Questions with more cells than this are read in slices and prepared by the worker. Default 30,000. */
  readonly smallCells?: number;
  /** How long a caller waits who names no time budget, in milliseconds. Default 120,000. */
  readonly timeBudget?: number;
  /** Results kept. Default 200, of 200 MB together. */
  readonly cacheEntries?: number;
  readonly cacheBytes?: number;
  /** The fitting core, for tests. */
  readonly core?: Core;
}

/** What may be done at once: some milliseconds, and some tens where the code runs for the first time. */
export const SMALL_COST = 2e6;

/** A million multiplications take about 2 ms. */
const SECONDS_PER_MULTIPLICATION = 2e-9;

/** What may be one step on the page where there are no workers, in the same units: less than a quarter of a second. */
const LONGEST_STEP = 6e7;

const CORE: Core = { prepareModel, preparationSteps, openModel, fitCost, stepCost };

/** By which an answer is found again, and by what is known of the data. */
type AnswerKeys = Pick<RequestKeys, 'question'> & Partial<Pick<RequestKeys, 'data'>>;

/** Small models kept open on the calling thread, so that further questions about them need no fit. */
const OPEN_MODELS = 4;

export function createFitService(options: FitServiceOptions = {}): FitService {
  const {
    createWorker,
    core = CORE,
    smallCost = SMALL_COST,
    smallCells = 30_000,
    timeBudget = 120_000,
  } = options;
  const cache = new ResultCache({ entries: options.cacheEntries ?? 200, bytes: options.cacheBytes ?? 200e6 });
  const minima = new MinimaOfData((data) => cache.forget(data));
  const running = new Map<string, { readonly shared: SharedRun; readonly stop: () => void }>();
  const here = new Answerer(core, OPEN_MODELS);
  const inSlices = new Answerer(core, 1, (input, analysis) =>
    refuseLongSteps(core.stepCost(input, analysis)),
  );
  const runner = new SliceRunner(({ order, onStep, here: atOnce, minima: known }, isStopped) =>
    isCall(order)
      ? inReplays(atOnce!)
      : inSlices.steps(order, { onStep, shouldStop: isStopped, minima: known }),
  );
  const pool = createWorker
    ? new WorkerPool({
        createWorker,
        size: options.workers ?? coresToUse(),
        withoutWorker: (job) => runner.run(job),
      })
    : null;
  let computedFits = 0;
  let isDisposed = false;

  function answer(question: ModelQuestion, watch: FitWatch = {}): unknown {
    if (watch.signal?.aborted) throw cancelled();
    const keySteps = requestKeySteps(question.request, question.analysis);
    if (blockCells(question) > smallCells) return answerLarge(question, keySteps, watch);
    const keys = runThrough(keySteps);
    return known(keys.question, watch) ?? answerSmall(question, keys, watch);
  }

  /** The result, or a promise of it, where it is there or under way. */
  function known(key: string, watch: FitWatch): unknown {
    return cache.get(key) ?? running.get(key)?.shared.join(watch);
  }

  function answerSmall({ request, analysis }: ModelQuestion, keys: RequestKeys, watch: FitWatch): unknown {
    const modelKey = keys.model;
    const open = here.inputOf(modelKey);
    const input = open ?? core.prepareModel(request);
    if (core.fitCost(input, analysis) > smallCost) {
      // What is handed to a worker is gone from here, and an open model needs its own.
      const own = open ? core.prepareModel(request) : input;
      return start(keys, { modelKey, input: own, request, analysis }).join(watch);
    }
    const keep = keeping(keys);
    const result = computeHere({ modelKey, input, analysis }, minima.of(keys.data), watch);
    keep(result);
    return result;
  }

  async function answerLarge(
    { request, analysis }: ModelQuestion,
    keySteps: ReturnType<typeof requestKeySteps>,
    watch: FitWatch,
  ): Promise<unknown> {
    const keys = await inLaterSlices(keySteps, () => watch.signal?.aborted === true);
    if (watch.signal?.aborted || isDisposed) throw cancelled();
    return (
      known(keys.question, watch) ?? start(keys, { modelKey: keys.model, request, analysis }).join(watch)
    );
  }

  function call(asked: WholeQuestion, cost: number, atOnce: () => unknown, watch: FitWatch = {}): unknown {
    if (watch.signal?.aborted) throw cancelled();
    const keySteps = callKeySteps(asked);
    if (pool && cellsOf(asked) > smallCells) return callLarge(asked, keySteps, atOnce, watch);
    const key = runThrough(keySteps);
    const found = known(key, watch);
    if (found !== undefined) return found;
    if (cost > smallCost) return start({ question: key }, { modelKey: key, call: asked }, atOnce).join(watch);
    computedFits++;
    const result = atOnce();
    cache.set(key, result);
    return result;
  }

  async function callLarge(
    asked: WholeQuestion,
    keySteps: ReturnType<typeof callKeySteps>,
    atOnce: () => unknown,
    watch: FitWatch,
  ): Promise<unknown> {
    const key = await inLaterSlices(keySteps, () => watch.signal?.aborted === true);
    if (watch.signal?.aborted || isDisposed) throw cancelled();
    return known(key, watch) ?? start({ question: key }, { modelKey: key, call: asked }, atOnce).join(watch);
  }

  /** Computes on this thread, at once. */
  function computeHere(
    order: ModelOrder,
    ofData: KnownMinima,
    { onStep, signal, timeBudget: budget = timeBudget }: FitWatch,
  ): unknown {
    computedFits++;
    const deadline = Date.now() + budget;
    const isStopped = () => signal?.aborted === true;
    const isLate = () => Date.now() > deadline;
    try {
      const shouldStop = () => isStopped() || isLate();
      return runThrough(here.steps(order, { onStep, shouldStop, minima: ofData }));
    } catch (error) {
      throw !isStopped() && isLate() ? tooLong(budget) : error;
    }
  }

  /** Keeps an answer, unless a fit that it may rest on was superseded while it was computed. */
  function keeping({ question, data }: AnswerKeys): (result: unknown) => void {
    if (data === undefined) return (result) => cache.set(question, result);
    const ofData = minima.of(data);
    const { lowered } = ofData;
    return (result) => {
      if (ofData.lowered === lowered) cache.set(question, result, data);
    };
  }

  function start(keys: AnswerKeys, order: Order, atOnce?: () => unknown): SharedRun {
    const keep = keeping(keys);
    const settle = () => running.delete(keys.question);
    const stop = () => {
      settle();
      pool?.stop(job);
      runner.stop(job);
    };
    const shared = new SharedRun(stop, timeBudget);
    const job: Job = {
      order,
      here: atOnce,
      minima: keys.data === undefined ? undefined : minima.of(keys.data),
      onStart: () => {
        computedFits++;
        shared.begin();
      },
      onStep: (step) => shared.step(step),
      done: (result) => {
        settle();
        keep(result);
        shared.succeed(result);
      },
      failed: (error) => {
        settle();
        shared.fail(error);
      },
    };
    running.set(keys.question, { shared, stop });
    (pool ?? runner).run(job);
    return shared;
  }

  return {
    // The answer to a question is of the kind that was asked for.
    analyse: ((request: ModelRequest, analysis: Analysis, watch?: FitWatch) =>
      answer({ request, analysis }, watch)) as FitService['analyse'],
    call,
    get computedFits() {
      return computedFits;
    },
    dispose() {
      isDisposed = true;
      for (const { shared, stop } of [...running.values()]) {
        stop();
        shared.fail(cancelled());
      }
      pool?.dispose();
      cache.clear();
      minima.clear();
      here.clear();
      inSlices.clear();
    },
  };
}

function cellsOf(asked: WholeQuestion): number {
  return isLikelihood(asked) ? valuesIn(asked) : blockCells(asked);
}

/** @throws CellmerError `unsupported` for what would hold up the page */
function refuseLongSteps(cost: number): void {
  if (cost <= LONGEST_STEP) return;
  const seconds = Math.max(1, Math.round(cost * SECONDS_PER_MULTIPLICATION));
  throw new CellmerError(
    'unsupported',
    `This is too much to be calculated here, where no background workers are to be had: the sheet would stand still for about ` +
      `${seconds} ${seconds === 1 ? 'second' : 'seconds'} at a time. Expected are fewer random effects in one term or fewer levels of ` +
      'crossed factors; in a newer Excel, or a browser that allows workers, the same model can be fitted.',
  );
}

function coresToUse(): number {
  const cores =
    (globalThis as { navigator?: { hardwareConcurrency?: number } }).navigator?.hardwareConcurrency ?? 2;
  return Math.max(1, Math.min(4, cores - 1));
}
