/** Whose work is whose: every open window holds a lock on its own, which the browser lets go when the window is gone. */

const PREFIX = 'cellmer-work:';

export function lockWork(work: string): void {
  // For as long as the page lives; only pages that the browser holds for safe have locks, and none where nothing is kept.
  navigator.locks?.request(PREFIX + work, () => new Promise<never>(() => undefined)).catch(() => undefined);
}

/** The works of windows that are open. */
export async function openWorks(): Promise<ReadonlySet<string>> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return new Set(held.map(({ name = '' }) => name.slice(PREFIX.length)));
}
