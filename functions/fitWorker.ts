/**
 * Entry of the worker: answers what it is sent, one order at a time, and reports every step. Orders are questions about
 * models and likelihoods, and calls of functions that take long.
 */

import {
  answerLikelihood,
  CellmerError,
  KnownMinima,
  openModel,
  preparationSteps,
  runThrough,
} from '../src/index';
import { holdLock } from '../worker/life';
import { toPlainError, transferables, type WorkerMessage, type WorkerReport } from '../worker/messages';
import { appendInPlace, pack, parcels, unpack } from '../worker/parcels';
import { Answerer, isCall, isLikelihood, type FunctionCall, type Order } from '../worker/questions';
import { declared } from './catalog';
import { computed, looked } from './guarded';
import { isHostError } from './runtime';
import { liftTimeLimit } from './timeBudget';

/** The part of a dedicated worker's global scope that is used; the page's own types say Window. */
interface WorkerScope {
  postMessage(message: WorkerReport, transfer?: Transferable[]): void;
  onmessage: ((event: { readonly data: WorkerMessage }) => void) | null;
}

const scope = globalThis as unknown as WorkerScope;
/** Nothing is gained here by reading cells in steps. */
const answerer = new Answerer({ preparationSteps: (request) => preparationSteps(request, false), openModel });
/** Blocks of cells for the order that is to come. */
let arrived: unknown[][] = [];
/** Whether the page sees by a lock that this worker lives; else it is told that an order has come. */
let isLocked = false;

// Whoever waits for a worker ends it when it takes too long.
liftTimeLimit();

scope.onmessage = ({ data }) => {
  if (data.type === 'parcel') {
    appendInPlace(arrived, data.listNumber, data.items);
    return;
  }
  if (!isLocked) scope.postMessage({ type: 'begun' });
  const order = unpack(data.order, arrived);
  arrived = [];
  try {
    report(answer(order));
  } catch (error) {
    scope.postMessage({ type: 'error', error: toPlainError(error) });
  }
};

/** The page takes a long list in as it has given one: a little at a time. */
function report(answered: unknown): void {
  const { message: result, lists } = pack(answered);
  for (const [listNumber, list] of lists.entries())
    for (const items of parcels(list)) scope.postMessage({ type: 'parcel', listNumber, items });
  scope.postMessage({ type: 'result', result }, transferables(result));
}

function answer(order: Order): unknown {
  if (isCall(order))
    return isLikelihood(order.call) ? answerLikelihood(order.call) : callFunction(order.call);
  const steps = answerer.steps(order, {
    onStep: (step) => scope.postMessage({ type: 'step', step }),
    minima: new KnownMinima(order.known, (value) => scope.postMessage({ type: 'minimum', value })),
  });
  // Answers share arrays with the open model, which the next question needs: what is handed over is a copy.
  return structuredClone(runThrough(steps));
}

/** Errors are the host's own, which has no class for them here: their sentence is what counts. */
function callFunction({ id, values, addresses, wanted }: FunctionCall): unknown {
  try {
    const own = declared(id);
    const given = own.parameters.map((name) => ({
      name,
      cells: values[name],
      rich: null,
      address: addresses[name] ?? null,
    }));
    return wanted === 'look' ? looked(own, given) : computed(own, given);
  } catch (error) {
    throw isHostError(error) ? new CellmerError('data', error.message ?? '') : error;
  }
}

holdLock((lock) => {
  isLocked = lock !== undefined;
  scope.postMessage(isLocked ? { type: 'ready', lock } : { type: 'ready' });
});
