/** Orders carried out on the calling thread, where there are no workers. */

import type { Steps } from '../src/index';
import type { Job } from './questions';
import { inLaterSlices } from './slices';

/** Takes the place of workers where there are none: one job at a time, in slices. */
export class SliceRunner {
  private readonly queue: Job[] = [];
  private current: Job | null = null;
  private isAtWork = false;

  /** @param stepsOf what is to be done for a job; `isStopped` may be asked within a step */
  constructor(private readonly stepsOf: (job: Job, isStopped: () => boolean) => Steps<unknown>) {}

  run(job: Job): void {
    this.queue.push(job);
    // A job that was stopped is left at its next slice only; the one after it waits for that.
    if (!this.isAtWork) void this.advance();
  }

  /** Nothing is reported about the job any more. */
  stop(job: Job): void {
    const place = this.queue.indexOf(job);
    if (place >= 0) this.queue.splice(place, 1);
    if (this.current === job) this.current = null;
  }

  private async advance(): Promise<void> {
    this.isAtWork = true;
    for (let job = this.queue.shift(); job !== undefined; job = this.queue.shift()) {
      const own = job;
      this.current = own;
      const isStopped = () => this.current !== own;
      try {
        own.onStart();
        const result = await inLaterSlices(this.stepsOf(own, isStopped), isStopped);
        if (!isStopped()) own.done(result);
      } catch (error) {
        if (!isStopped()) own.failed(error);
      }
      this.current = null;
    }
    this.isAtWork = false;
  }
}
