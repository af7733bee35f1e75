/** Entry of the worker: answers what it is sent, one order at a time, and reports every step. */

import { openModel, prepareModel, runThrough, type Cell } from '../src/index';
import { toPlainError, transferables, type WorkerMessage, type WorkerReport } from './messages';
import { unpack } from './parcels';
import { Answerer } from './questions';

/** The part of a dedicated worker's global scope that is used; the page's own types say Window. */
interface WorkerScope {
  postMessage(message: WorkerReport, transfer?: Transferable[]): void;
  onmessage: ((event: { readonly data: WorkerMessage }) => void) | null;
}

const scope = globalThis as unknown as WorkerScope;
const answerer = new Answerer({ prepareModel, openModel });
/** Blocks of cells for the order that is to come. */
let blocks: Cell[][][] = [];

scope.onmessage = ({ data }) => {
  if (data.type === 'rows') {
    const block = (blocks[data.blockNumber] ??= []);
    for (const row of data.rows) block.push(row as Cell[]);
    return;
  }
  const order = unpack(data.order, blocks);
  blocks = [];
  try {
    const onStep = (step: Extract<WorkerReport, { type: 'step' }>['step']) =>
      scope.postMessage({ type: 'step', step });
    const result = runThrough(answerer.steps(order, { onStep }));
    scope.postMessage({ type: 'result', result }, transferables(result));
  } catch (error) {
    scope.postMessage({ type: 'error', error: toPlainError(error) });
  }
};

scope.postMessage({ type: 'ready' });
