/**
 * Workers that fit, each one model at a time; started when needed, stopped and replaced when a fit is given up. What a worker was at
 * when it ended by itself is asked once more, of another.
 */

import { CellmerError, refits } from '../src/index';
import { whenGone } from './life';
import { fromPlainError, transferables, type WorkerMessage, type WorkerReport } from './messages';
import { appendInPlace, pack, sendInParcels, unpack, type Items } from './parcels';
import { isCall, isLikelihood, type Job, type Order } from './questions';

/** What is used of a Worker. */
export type FitWorker = Pick<
  Worker,
  'postMessage' | 'terminate' | 'onmessage' | 'onerror' | 'onmessageerror'
>;

export interface PoolOptions {
  readonly createWorker: () => FitWorker;
  /** Most workers at a time, at least 1; one more while somebody waits for an answer about a likelihood. */
  readonly size: number;
  /** Takes a job over when workers cannot be had here at all (a policy forbids them, the script is not there). */
  readonly withoutWorker: (job: Job) => void;
  /** A worker that has not reported after this long counts as not to be had, in milliseconds. */
  readonly startupLimit?: number;
  /** Calls `gone` once the worker that holds the lock lives no more. */
  readonly whenGone?: typeof whenGone;
}

interface Slot {
  readonly worker: FitWorker;
  ready: boolean;
  job: Job | null;
  /** Key of the model that the worker has open. */
  holds: string | null;
  /** Lists of the result that is to come. */
  arrived: unknown[][];
  /** Whether a lock tells when it ends. */
  isWatched: boolean;
  /** Runs until the worker has said what it must: that it is there, and of one that is not watched that it has an order. */
  silence: ReturnType<typeof setTimeout> | undefined;
}

const STARTUP_LIMIT = 20_000;
/** So soon a worker has taken an order out of its box, in milliseconds, when it is alive. */
const SILENCE_LIMIT = 15_000;

export class WorkerPool {
  private readonly slots = new Set<Slot>();
  private readonly queue: Job[] = [];
  /** Jobs whose worker has ended by itself. */
  private readonly askedAgain = new WeakSet<Job>();
  private unavailable = false;
  /** Starts that have failed since the last one that did not; more than one, or the very first, and there are no workers. */
  private failedStarts = 1;

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
      if (!slot.ready || slot.job) continue;
      const job = this.nextFor(slot);
      if (job) this.assign(slot, job);
    }
    const jobs = [...this.queue, ...[...this.slots].flatMap(({ job }) => job ?? [])];
    const size = this.options.size + (jobs.some(isStudio) ? 1 : 0);
    while (!this.unavailable && this.starting() < this.modelsWaiting() && this.slots.size < size)
      this.start();
    if (this.unavailable) for (const job of this.queue.splice(0)) this.options.withoutWorker(job);
  }

  /** Takes the first job out of the queue that is about the model the worker has open, or else the first at all. */
  private nextFor(slot: Slot): Job | null {
    const open = this.assignable();
    const job = open.find(({ order }) => order.modelKey === slot.holds) ?? open[0];
    if (!job) return null;
    this.queue.splice(this.queue.indexOf(job), 1);
    return job;
  }

  /**
   * Jobs in the queue, without those that would fit a model which another worker is just fitting. The studio does not wait for
   * the fits of the sheet.
   */
  private assignable(): Job[] {
    const beingFitted = new Set(
      [...this.slots].map(({ job }) => (job && isQuick(job) ? job.order.modelKey : null)),
    );
    const others = [...this.slots].filter(({ job }) => job && !isStudio(job)).length;
    const free = this.queue.filter(({ order }) => !beingFitted.has(order.modelKey));
    const studio = free.filter(isStudio);
    return studio.length > 0 || others >= this.options.size ? studio : free;
  }

  /** Jobs about one model are one worker's, one after the other. */
  private modelsWaiting(): number {
    return new Set(this.assignable().map(({ order }) => order.modelKey)).size;
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
    const slot: Slot = {
      worker,
      ready: false,
      job: null,
      holds: null,
      arrived: [],
      isWatched: false,
      silence: undefined,
    };
    const broken = (reason: string) => this.broken(slot, reason);
    worker.onmessage = ({ data }: MessageEvent<WorkerReport>) => this.receive(slot, data);
    worker.onerror = (event) => {
      event.preventDefault?.();
      broken(event.message || 'its script cannot be loaded');
    };
    worker.onmessageerror = () => broken('its answer could not be read');
    slot.silence = setTimeout(() => broken('it did not start'), this.options.startupLimit ?? STARTUP_LIMIT);
    this.slots.add(slot);
  }

  private assign(slot: Slot, job: Job): void {
    const { message, lists } = pack(orderFor(slot, job));
    slot.job = job;
    if (!isCall(job.order)) slot.holds = job.order.modelKey;
    const send = (): void => {
      this.post(slot, { type: 'order', order: message });
      if (!slot.isWatched)
        slot.silence = setTimeout(() => this.broken(slot, 'it does not answer'), SILENCE_LIMIT);
    };
    try {
      if (lists.length === 0) send();
      else
        this.sendLists(slot, job, lists)
          .then((isThere) => isThere && send())
          .catch((error: unknown) => this.broken(slot, String(error)));
    } catch {
      // Not clonable: it is still whole, since nothing is handed over when the message fails.
      slot.job = slot.holds = null;
      this.options.withoutWorker(job);
      return;
    }
    job.onStart();
  }

  /** Whether all are there, and still wanted. */
  private async sendLists(slot: Slot, job: Job, lists: readonly Items[]): Promise<boolean> {
    const isWanted = () => slot.job === job && this.slots.has(slot);
    for (const [listNumber, list] of lists.entries()) {
      // Cells hold nothing that could be handed over.
      const post = (items: Items) =>
        slot.worker.postMessage({ type: 'parcel', listNumber, items } satisfies WorkerMessage);
      if (!(await sendInParcels(list, post, isWanted))) return false;
    }
    return isWanted();
  }

  /** The columns of a likelihood are the page's own, of which the worker gets a copy. */
  private post({ worker, job }: Slot, message: WorkerMessage): void {
    worker.postMessage(message, job && isStudio(job) ? [] : transferables(message));
  }

  private receive(slot: Slot, report: WorkerReport): void {
    if (!this.slots.has(slot)) return;
    clearTimeout(slot.silence);
    if (report.type === 'ready') {
      slot.ready = true;
      this.failedStarts = 0;
      if (report.lock !== undefined) this.watch(slot, report.lock);
    } else if (report.type === 'begun') {
      return;
    } else if (report.type === 'step') {
      slot.job?.onStep(report.step);
      return;
    } else if (report.type === 'minimum') {
      slot.job?.minima?.add(report.value);
      return;
    } else if (report.type === 'parcel') {
      appendInPlace(slot.arrived, report.listNumber, report.items);
      return;
    } else {
      const { job, arrived } = slot;
      slot.job = null;
      slot.arrived = [];
      if (report.type === 'result') job?.done(unpack(report.result, arrived));
      else {
        // Perhaps it could not even be read.
        slot.holds = null;
        job?.failed(fromPlainError(report.error));
      }
    }
    this.advance();
  }

  private watch(slot: Slot, lock: string): void {
    slot.isWatched = true;
    (this.options.whenGone ?? whenGone)(lock, () => this.broken(slot, 'the browser has ended it'));
  }

  private broken(slot: Slot, reason: string): void {
    if (!this.slots.has(slot)) return;
    this.end(slot);
    if (!slot.ready) this.unavailable = ++this.failedStarts > 1;
    const { job } = slot;
    if (job && this.askedAgain.has(job)) job.failed(endedTwice(reason));
    else if (job) {
      this.askedAgain.add(job);
      job.order = again(job.order);
      this.queue.unshift(job);
    }
    this.advance();
  }

  private end(slot: Slot): void {
    clearTimeout(slot.silence);
    this.slots.delete(slot);
    slot.worker.terminate();
  }
}

/** Whether somebody in the studio waits for it. */
function isStudio({ order }: Job): boolean {
  return isCall(order) && isLikelihood(order.call);
}

/** What is soon over once the model is fitted. */
function isQuick({ order }: Job): boolean {
  return isCall(order) || !refits(order.analysis.kind);
}

function endedTwice(reason: string): CellmerError {
  return new CellmerError(
    'unsupported',
    `The worker that calculated this ended before it was done, and so did a second one (${reason}), most likely because the ` +
      'memory was used up: try fewer rows, fewer levels of the grouping factors or a simpler model.',
  );
}

/** What was read of a model has been handed over and is gone: its cells are sent. */
function again(order: Order): Order {
  return isCall(order) ? order : { ...order, input: undefined };
}

/** A model that the worker has open need not be sent again. */
function orderFor(slot: Slot, { order, minima }: Job): Order {
  if (isCall(order)) return order;
  const { modelKey, analysis, input, request } = order;
  const asked = { modelKey, analysis, known: minima?.all };
  if (slot.holds === modelKey) return asked;
  return input ? { ...asked, input } : { ...asked, request };
}
