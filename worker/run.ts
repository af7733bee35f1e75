/** A fit under way and everybody who waits for it. */

import { CellmerError, type TraceStep } from '../src/index';
import type { FitWatch } from './types';

interface Waiter {
  readonly onStep?: (step: TraceStep) => void;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** Stops listening to the signal. */
  readonly unlisten: () => void;
}

export function cancelled(): CellmerError {
  return new CellmerError('cancelled', 'The fit was stopped before it was finished.');
}

export class SharedRun {
  private readonly waiters = new Set<Waiter>();

  /** @param abandoned called once when the last waiter has left before the end */
  constructor(private readonly abandoned: () => void) {}

  /** A promise that always settles: with the result, with the error, or cancelled by the watch's signal. */
  join({ signal, onStep }: FitWatch = {}): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.remove(waiter);
        reject(cancelled());
        if (this.waiters.size === 0) this.abandoned();
      };
      const unlisten = () => signal?.removeEventListener('abort', leave);
      const waiter: Waiter = { onStep, resolve, reject, unlisten };
      this.waiters.add(waiter);
      signal?.addEventListener('abort', leave);
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
    waiter.unlisten();
  }
}
