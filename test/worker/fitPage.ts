/** A page with nothing but a fit service and its workers, for the browser test. */

import { DEFAULT_FIT_OPTIONS, type Cell, type FitResult } from '../../src/index';
import { createFitService, type FitService } from '../../worker/index';
import { fitBy } from './fitBy';
import { spawnFitWorker } from '../../functions/spawn';

export interface FitPage {
  /** Fits n rows in groups of ten; says how often the page could draw meanwhile. */
  fit(n: number): Promise<{ criterion: number; steps: number; ticks: number; computedFits: number }>;
  /** Fits the same on the page itself. */
  fitHere(n: number): Promise<number>;
  /** Fits n rows and says how long the page stood still at worst, in milliseconds, from the call to the result. */
  longestBlock(n: number): Promise<number>;
  /** The same without workers, in slices. */
  longestBlockHere(n: number): Promise<number>;
  /** Gives a long fit up as soon as it has begun; resolves with the code of the error. */
  giveUp(n: number): Promise<string>;
}

const service = createFitService({ createWorker: spawnFitWorker });

function request(n: number) {
  const data: Cell[][] = [['y', 'x', 'g']];
  for (let i = 0; i < n; i++) {
    const group = Math.floor(i / 10);
    const x = (i * 7919) % 10;
    data.push([Math.sin(group) + x * (1 + Math.cos(group)) + Math.sin(i * i), x, `g${group}`]);
  }
  return { data, model: 'y ~ x + (x | g)', options: DEFAULT_FIT_OPTIONS };
}

/** Each run has data of its own, so that no result is known yet. */
let runs = 0;

/**
 * Takes the rows out of the young generation, where the data of a sheet that was read a while ago are not either: the page
 * has built a million arrays a moment before, and to move them takes the collector 25 to 60 ms, whatever happens next.
 */
function settle(): void {
  const { gc } = globalThis as { gc?: () => void };
  if (!gc) throw new Error('The browser must be started with --js-flags=--expose-gc.');
  gc();
  gc();
}

async function longestBlock(using: FitService, n: number): Promise<number> {
  const asked = request(n);
  asked.data[1][1] = ++runs / 1000;
  await fitBy(using, request(100));
  settle();
  let [longest, last] = [0, 0];
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    channel.port2.postMessage(null);
  };
  await new Promise((resolve) => setTimeout(resolve, 100));
  last = performance.now();
  channel.port2.postMessage(null);
  await fitBy(using, asked);
  await new Promise((resolve) => setTimeout(resolve, 0));
  channel.port1.close();
  return longest;
}

const page: FitPage = {
  async fit(n) {
    let [steps, ticks] = [0, 0];
    const clock = setInterval(() => ticks++, 1);
    const both = await Promise.all([
      fitBy(service, request(n), { onStep: () => steps++ }) as Promise<FitResult>,
      fitBy(service, request(n)),
    ]);
    clearInterval(clock);
    return { criterion: both[1].criterion, steps, ticks, computedFits: service.computedFits };
  },
  async fitHere(n) {
    return (await fitBy(createFitService({ smallCost: Infinity }), request(n))).criterion;
  },
  longestBlock: (n) => longestBlock(service, n),
  longestBlockHere: (n) => longestBlock(createFitService(), n),
  async giveUp(n) {
    const controller = new AbortController();
    const fit = fitBy(service, request(n), { signal: controller.signal }) as Promise<FitResult>;
    setTimeout(() => controller.abort(), 5);
    return fit.then(
      () => 'finished',
      (error: { code: string }) => error.code,
    );
  },
};

Object.assign(globalThis, { page });
