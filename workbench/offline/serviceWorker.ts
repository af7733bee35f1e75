/**
 * Keeps the files of the page in the browser, all of one version, so that it opens without a network. A new version is fetched
 * whole beside the one in use, and takes its place only when somebody says so, or when no window has the old one any more.
 */

import { cleanupOutdatedCaches, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';

/** The part of a service worker's global scope that is used; the page's own types say Window. */
interface Scope {
  /** The files of this version, which the build writes in its place. */
  readonly __FILES: PrecacheEntry[];
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'message' | 'activate', listener: (event: ScopeEvent) => void): void;
}

interface ScopeEvent {
  readonly data?: { readonly type?: string };
  waitUntil(done: Promise<unknown>): void;
}

declare const self: Scope;

const FILES = self.__FILES;

/** What windows with the page before still need: parts of it that they have not loaded yet. */
const EARLIER = 'cellmer-earlier';

/** A file whose name says its content. */
const HASHED = /[0-9a-f]{16,}\.\w+$/;

// Whatever is behind the question mark of an address, the page is the same.
precacheAndRoute(FILES, { ignoreURLParametersMatching: [/./] });
cleanupOutdatedCaches();
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && HASHED.test(url.pathname),
  async ({ request }) => (await caches.match(request, { cacheName: EARLIER })) ?? fetch(request),
);

self.addEventListener('message', (event) => {
  if (event.data?.type === 'SKIP_WAITING') event.waitUntil(keepEarlier().then(() => self.skipWaiting()));
});

// The window of a first visit, too, has its later parts from here: its host may have another version by then.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

/** The files of the version in use, before this one takes its place and they are cleared away. */
async function keepEarlier(): Promise<void> {
  const own = new Set(FILES.map(({ url }) => new URL(url, location.href).href));
  await caches.delete(EARLIER);
  const earlier = await caches.open(EARLIER);
  for (const name of await caches.keys()) {
    if (!name.includes('-precache-')) continue;
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const response = own.has(request.url) ? undefined : await cache.match(request);
      if (response) await earlier.put(request, response);
    }
  }
}
