/** Starts a worker from the page's own origin. The bundler recognises exactly this expression. */

export function spawnFitWorker(): Worker {
  return new Worker(new URL('./fitWorker.ts', import.meta.url));
}
