/** Entry of the worker that studies likelihoods, one order at a time. */

import { studiedValue, studyLikelihood } from '../src/index';
import { toPlainError } from './messages';
import type { StudyOrder, StudyReport } from './study';

interface WorkerScope {
  postMessage(message: StudyReport): void;
  onmessage: ((event: { readonly data: StudyOrder }) => void) | null;
}

const scope = globalThis as unknown as WorkerScope;

scope.onmessage = ({ data: { request, at } }) => {
  try {
    const result = at === null ? studyLikelihood(request) : studiedValue(request, at);
    scope.postMessage({ type: 'result', result });
  } catch (error) {
    scope.postMessage({ type: 'error', error: toPlainError(error) });
  }
};
