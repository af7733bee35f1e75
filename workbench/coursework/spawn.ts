/** Starts a worker from the page's own origin. The bundler recognises exactly this expression. */

export function spawnTeacher(): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url));
}
