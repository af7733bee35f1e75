/** Workers that fit, each one model at a time; started when needed, stopped and replaced when a fit is given up. */

import type { TraceStep } from '../src/index';
import { fromPlainError, transferables, type FitOrder, type WorkerReport } from './messages';

/** What is used of a Worker. */
export type FitWorker = Pick<
  Worker,
  'postMessage' | 'terminate' | 'onmessage' | 'onerror' | 'onmessageerror'
>;

/** A fit handed to the pool. Exactly one of `done` and `failed` is called, unless `stop` was. */
export interface Job {
  readonly order: FitOrder;
  readonly onStart: () => void;
  readonly onStep: (step: TraceStep) => void;
  readonly done: (result: unknown) => void;
  readonly failed: (error: unknown) => void;
}

export interface PoolOptions {
  readonly createWorker: () => FitWorker;
  /** Most workers at a time, at least 1. */
  readonly size: number;
  /** Takes a job over when workers cannot be had here at all (a policy forbids them, the script is not there). */
  readonly withoutWorker: (job: Job) => void;
  /** A worker that has not reported after this long counts as not to be had, in milliseconds. */
  readonly startupLimit?: number;
}

interface Slot {
  readonly worker: FitWorker;
  ready: boolean;
  job: Job | null;
  startup: ReturnType<typeof setTimeout> | undefined;
}

const STARTUP_LIMIT = 20_000;

export class WorkerPool {
  private readonly slots = new Set<Slot>();
  private readonly queue: Job[] = [];
  private unavailable = false;

  constructor(private readonly options: PoolOptions) {}

  run(job: Job): void {
    this.queue.push(job);
    this.advance();
  }

  /** Gives a job up: out of the queue, or its worker ends with it. Nothing is reported about it any more. */
  stop(job: Job): void {
    const place = this.queue.indexOf(job);
    if (place >= 0) this.queue.splice(place, 1);
    for (const slot of this.slots) if (slot.job === job) this.end(slot);
    this.advance();
  }

  dispose(): void {
    this.queue.length = 0;
    for (const slot of this.slots) this.end(slot);
  }

  private advance(): void {
    for (const slot of this.slots) {
      if (this.queue.length === 0) return;
      if (slot.ready && !slot.job) this.assign(slot, this.queue.shift()!);
    }
    while (!this.unavailable && this.starting() < this.queue.length && this.slots.size < this.options.size)
      this.start();
    if (this.unavailable) for (const job of this.queue.splice(0)) this.options.withoutWorker(job);
  }

  private starting(): number {
    return [...this.slots].filter(({ ready }) => !ready).length;
  }

  private start(): void {
    let worker: FitWorker;
    try {
      worker = this.options.createWorker();
    } catch {
      this.unavailable = true;
      return;
    }
    const slot: Slot = { worker, ready: false, job: null, startup: undefined };
    const broken = (reason: string) => this.broken(slot, reason);
    worker.onmessage = ({ data }: MessageEvent<WorkerReport>) => this.receive(slot, data);
    worker.onerror = (event) => {
      event.preventDefault?.();
      broken(event.message || 'its script cannot be loaded');
    };
    worker.onmessageerror = () => broken('its answer could not be read');
    slot.startup = setTimeout(() => broken('it did not start'), this.options.startupLimit ?? STARTUP_LIMIT);
    this.slots.add(slot);
  }

  private assign(slot: Slot, job: Job): void {
    try {
      slot.worker.postMessage(job.order, transferables(job.order));
    } catch {
      // Not clonable: it is still whole, since nothing is handed over when the message fails.
      this.options.withoutWorker(job);
      return;
    }
    slot.job = job;
    job.onStart();
  }

  private receive(slot: Slot, report: WorkerReport): void {
    if (!this.slots.has(slot)) return;
    if (report.type === 'ready') {
      slot.ready = true;
      clearTimeout(slot.startup);
    } else if (report.type === 'step') {
      slot.job?.onStep(report.step);
      return;
    } else {
      const { job } = slot;
      slot.job = null;
      if (report.type === 'result') job?.done(report.result);
      else job?.failed(fromPlainError(report.error));
    }
    this.advance();
  }

  /** A worker that fails before it was ever ready means that there are none to be had. */
  private broken(slot: Slot, reason: string): void {
    if (!this.slots.has(slot)) return;
    this.end(slot);
    if (!slot.ready) this.unavailable = true;
    slot.job?.failed(new Error(`The fit's worker stopped: ${reason}.`));
    this.advance();
  }

  private end(slot: Slot): void {
    clearTimeout(slot.startup);
    this.slots.delete(slot);
    slot.worker.terminate();
  }
}
