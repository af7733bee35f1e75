/** Long work on the calling thread, a slice at a time: between two slices the page answers clicks and draws. */

import { runThrough, type Steps } from '../src/index';
import { cancelled } from './run';

/** Milliseconds of a slice. One that ends in a long step lasts as much longer. */
const SLICE = 12;

/**
 * Drives steps to their end, or until `isStopped` says so between two slices.
 *
 * Rejects with what a step throws, or with CellmerError `cancelled`.
 */
export async function runInSlices<T>(
  steps: Steps<T>,
  isStopped: () => boolean = () => false,
  slice = SLICE,
): Promise<T> {
  // Not every place where the functions run has timers; there nothing waits for the thread either.
  if (typeof setTimeout === 'undefined') return Promise.resolve().then(() => runThrough(steps));
  for (;;) {
    await nextTurn();
    if (isStopped()) throw cancelled();
    const end = Date.now() + slice;
    do {
      const step = steps.next();
      if (step.done) return step.value;
    } while (Date.now() < end);
  }
}

/** After whatever is waiting for the thread. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
