/** Orders carried out on the calling thread, where there are no workers. */

import type { Steps } from '../src/index';
import type { Job } from './questions';
import { inLaterSlices } from './slices';

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
        const result = await inLaterSlices(this.stepsOf(job, isStopped), isStopped);
        if (!isStopped()) job.done(result);
      } catch (error) {
        if (!isStopped()) job.failed(error);
      }
      this.current = null;
    }
  }
}
