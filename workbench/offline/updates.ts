/** Has the browser keep the page, and hears of new versions of it. */

import { Workbox } from 'workbox-window';

export interface Updates {
  /**
   * Begins to fetch what the page may need later: to be called when it can be used already.
   *
   * @param onReady called when a new version has been fetched whole
   */
  begin(onReady: () => void): void;
  /** Has the new version take the place of this one, and opens the page anew. */
  apply(): void;
}

/** Looks for a new version no more often than this, in milliseconds. */
const PAUSE = 3_600_000;

/** Null where the browser keeps no pages: a private window, or an address without https. */
export function pageUpdates(): Updates | null {
  if (!('serviceWorker' in navigator)) return null;
  const worker = new Workbox('serviceWorker.js');
  let registration: ServiceWorkerRegistration | undefined;
  return {
    begin(onReady) {
      worker.addEventListener('waiting', onReady);
      let looked = Date.now();
      document.addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'hidden' || Date.now() - looked < PAUSE) return;
        looked = Date.now();
        // Without a network there is nothing new.
        worker.update().catch(() => undefined);
      });
      // A host that refuses the script has a page that needs the network, and nothing else.
      worker.register().then(
        (found) => (registration = found),
        () => undefined,
      );
    },
    apply() {
      const next = registration?.waiting;
      // Another window may have had it take over already.
      if (!next) return location.reload();
      next.addEventListener('statechange', () => next.state === 'activated' && location.reload());
      worker.messageSkipWaiting();
    },
  };
}
