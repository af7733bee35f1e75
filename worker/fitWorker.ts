/** Entry of the worker: fits and analyses what it is sent, one model at a time, and reports every step. */

import { analyseModel } from '../src/index';
import { toPlainError, transferables, type FitOrder, type WorkerReport } from './messages';

/** The part of a dedicated worker's global scope that is used; the page's own types say Window. */
interface WorkerScope {
  postMessage(message: WorkerReport, transfer?: Transferable[]): void;
  onmessage: ((event: { readonly data: FitOrder }) => void) | null;
}

const scope = globalThis as unknown as WorkerScope;

scope.onmessage = ({ data: { input, analysis } }) => {
  try {
    const result = analyseModel(input, analysis, {
      onStep: (step) => scope.postMessage({ type: 'step', step }),
    });
    scope.postMessage({ type: 'result', result }, transferables(result));
  } catch (error) {
    scope.postMessage({ type: 'error', error: toPlainError(error) });
  }
};

scope.postMessage({ type: 'ready' });
