/** Long work on the calling thread, a slice at a time: between two slices the page answers clicks and draws. */

import { runThrough, type Steps } from '../src/index';
import type { Job } from './pool';
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

/** Takes the place of workers where there are none: one job at a time, in slices. */
export class SliceRunner {
  private readonly queue: Job[] = [];
  private current: Job | null = null;

  /** @param stepsOf what is to be done for a job; `isStopped` may be asked within a step */
  constructor(private readonly stepsOf: (job: Job, isStopped: () => boolean) => Steps<unknown>) {}

  run(job: Job): void {
    this.queue.push(job);
    if (this.current === null) void this.advance();
  }

  /** Nothing is reported about the job any more. */
  stop(job: Job): void {
    const place = this.queue.indexOf(job);
    if (place >= 0) this.queue.splice(place, 1);
    if (this.current === job) this.current = null;
  }

  private async advance(): Promise<void> {
    for (;;) {
      const job = this.queue.shift();
      if (job === undefined) return;
      this.current = job;
      const isStopped = () => this.current !== job;
      try {
        job.onStart();
        const result = await runInSlices(this.stepsOf(job, isStopped), isStopped);
        if (!isStopped()) job.done(result);
      } catch (error) {
        if (!isStopped()) job.failed(error);
      }
      this.current = null;
    }
  }
}
