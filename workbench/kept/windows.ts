/** Whose work is whose: every open window holds a lock on its own, which the browser lets go when the window is gone. */

const PREFIX = 'cellmer-work:';

export function lockWork(work: string): void {
  // For as long as the page lives; only pages that the browser holds for safe have locks, and none where nothing is kept.
  navigator.locks?.request(PREFIX + work, () => new Promise<never>(() => undefined)).catch(() => undefined);
}

/**
 * Takes over a work for as long as the page lives. Resolves with whether it did: where an open window has it, it did not.
 */
export async function claimWork(work: string): Promise<boolean> {
  const { locks } = navigator;
  if (!locks) return true;
  return new Promise((settle, fail) => {
    locks
      .request(PREFIX + work, { ifAvailable: true }, (lock) => {
        settle(lock !== null);
        return lock === null ? undefined : new Promise<never>(() => undefined);
      })
      .catch(fail);
  });
}

/** The works of windows that are open. */
export async function openWorks(): Promise<ReadonlySet<string>> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return new Set(held.map(({ name = '' }) => name.slice(PREFIX.length)));
}
