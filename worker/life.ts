/**
 * How the page learns that a worker is gone. A worker that the browser has ended for want of memory, or that has closed itself,
 * says nothing, and no event tells of it. So it holds a lock for as long as it lives: the browser lets go of it in the same moment,
 * and the page that waits for it has it. Only pages that the browser holds for safe have locks (https, and the own machine).
 */

const PREFIX = 'cellmer-worker:';

/** Undefined where there are none. */
function lockManager(): LockManager | undefined {
  return (globalThis as { navigator?: { locks?: LockManager } }).navigator?.locks;
}

/** In a worker: takes a lock for the rest of its life. `ready` is told its name; at once and without one where there are none. */
export function holdLock(ready: (lock?: string) => void): void {
  const locks = lockManager();
  if (!locks) return ready();
  const name = PREFIX + crypto.randomUUID();
  locks
    .request(name, () => {
      ready(name);
      return new Promise<never>(() => undefined);
    })
    // A sandboxed page has the means and may not use them.
    .catch(() => ready());
}

/** On the page: calls `gone` once the worker that holds the lock lives no more. */
export function whenGone(lock: string, gone: () => void): void {
  lockManager()
    ?.request(lock, () => gone())
    .catch(() => undefined);
}
