/** Starts the worker for likelihoods from the page's own origin. The bundler recognises exactly this expression. */

export function spawnStudyWorker(): Worker {
  return new Worker(new URL('./studyWorker.ts', import.meta.url));
}
