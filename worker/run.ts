/** A computation under way and everybody who waits for it. */

import { CellmerError, type TraceStep } from '../src/index';
import type { FitWatch } from './types';

interface Waiter {
  readonly onStep?: (step: TraceStep) => void;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** Begins to measure the time that this caller gives it. */
  readonly startClock: () => void;
  /** Stops the clock and stops listening to the signal. */
  readonly release: () => void;
}

export function cancelled(): CellmerError {
  return new CellmerError('cancelled', 'The calculation was stopped before it was finished.');
}

export function tooLong(timeBudget: number): CellmerError {
  return new CellmerError(
    'model',
    `The fit was stopped because it took longer than ${timeBudget / 1000} seconds: try a simpler model or fewer rows, or ` +
      `give it more time with the option timeout=${Math.ceil(timeBudget / 1000) * 5}.`,
  );
}

export class SharedRun {
  private readonly waiters = new Set<Waiter>();
  private isBegun = false;

  /**
   * @param abandoned called once when the last waiter has left before the end
   * @param timeBudget of a caller who names none, in milliseconds
   */
  constructor(
    private readonly abandoned: () => void,
    private readonly timeBudget: number,
  ) {}

  /** The clocks of all who wait begin to run: its turn has come. They run on when it is begun anew. */
  begin(): void {
    if (this.isBegun) return;
    this.isBegun = true;
    for (const waiter of this.waiters) waiter.startClock();
  }

  /** A promise that always settles: with the result, the error, or cancelled by the watch's signal or time budget. */
  join({ signal, onStep, timeBudget = this.timeBudget }: FitWatch = {}): Promise<unknown> {
    return new Promise((resolve, reject) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const leave = (error: CellmerError) => {
        this.remove(waiter);
        reject(error);
        if (this.waiters.size === 0) this.abandoned();
      };
      const onAbort = () => leave(cancelled());
      const startClock = () => {
        if (timeBudget < Infinity && typeof setTimeout !== 'undefined')
          timer = setTimeout(() => leave(tooLong(timeBudget)), timeBudget);
      };
      const release = () => {
        if (timer !== undefined) clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
      };
      const waiter: Waiter = { onStep, resolve, reject, startClock, release };
      this.waiters.add(waiter);
      signal?.addEventListener('abort', onAbort);
      if (this.isBegun) startClock();
    });
  }

  step(step: TraceStep): void {
    for (const waiter of this.waiters) waiter.onStep?.(step);
  }

  succeed(result: unknown): void {
    for (const waiter of this.takeAll()) waiter.resolve(result);
  }

  fail(error: unknown): void {
    for (const waiter of this.takeAll()) waiter.reject(error);
  }

  private takeAll(): Waiter[] {
    const all = [...this.waiters];
    all.forEach((waiter) => this.remove(waiter));
    return all;
  }

  private remove(waiter: Waiter): void {
    this.waiters.delete(waiter);
    waiter.release();
  }
}
