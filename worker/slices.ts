/** Long work on the page's own thread, a slice at a time: between two slices the page answers clicks and draws. */

import type { Steps } from '../src/index';
import { cancelled } from './run';

/**
 * Milliseconds of work between two turns of the page: of a frame at 60 per second, time is left to draw it. A slice that ends
 * in a long step lasts as much longer.
 */
const SLICE = 8;

/**
 * Begins at once. What is over within a slice is done without a break; after what takes longer the page gets its turn once
 * more before the result is taken further.
 *
 * @param isStopped asked after each turn of the page
 * Rejects with what a step throws, or with CellmerError `cancelled`.
 */
export async function inSlices<T>(steps: Steps<T>, isStopped: () => boolean = () => false): Promise<T> {
  for (let isLong = false; ;) {
    const end = Date.now() + SLICE;
    let step = steps.next();
    while (!step.done && Date.now() < end) step = steps.next();
    isLong ||= Date.now() >= end;
    if (isLong) await turn(isStopped);
    if (step.done) return step.value;
  }
}

/** Likewise, after whatever is waiting for the thread: many who begin in one turn do not hold it up together. */
export async function inLaterSlices<T>(steps: Steps<T>, isStopped?: () => boolean): Promise<T> {
  await turn(isStopped);
  return inSlices(steps, isStopped);
}

async function turn(isStopped: () => boolean = () => false): Promise<void> {
  await nextTurn();
  if (isStopped()) throw cancelled();
}

/** After whatever is waiting for the thread. */
export async function nextTurn(): Promise<void> {
  // Not every place where the functions run has timers; there nothing waits for the thread either.
  if (typeof setTimeout !== 'undefined') await new Promise((resolve) => setTimeout(resolve, 0));
}
