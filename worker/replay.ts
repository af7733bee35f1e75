/**
 * Work that is no generator, in steps, for a thread that others wait for: where it evaluates a criterion it may be interrupted, and is
 * then begun anew with all that it has evaluated so far known to it, so that it soon is where it was. That takes work which does the
 * same whenever it is done, as the core's does, and evaluations that take most of its time.
 */

import type { Evaluations, Steps } from '../src/index';

/** Milliseconds of new evaluations in a step; later ones take as long as it takes to come back to them. */
const SLICE = 8;

/** Thrown through the work. */
class Interrupted extends Error {}

export function isInterruption(error: unknown): boolean {
  return error instanceof Interrupted;
}

class Replay implements Evaluations {
  private readonly known: (() => unknown)[] = [];
  private next = 0;
  private begun = 0;
  /** When new evaluations end; not known before the first of them. */
  private end: number | null = null;

  begin(): void {
    this.next = 0;
    this.begun = Date.now();
    this.end = null;
  }

  evaluate<T>(compute: () => T): T {
    if (this.next < this.known.length) return this.known[this.next++]() as T;
    const now = Date.now();
    this.end ??= now + Math.max(SLICE, now - this.begun);
    if (now > this.end) throw new Interrupted();
    const outcome = outcomeOf(compute);
    this.known.push(outcome);
    this.next++;
    return outcome();
  }
}

/** What came of it, an error too: work may go on where it could not be evaluated. */
function outcomeOf<T>(compute: () => T): () => T {
  try {
    const value = compute();
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

let current: Replay | null = null;

/** What the work that is under way evaluates through; null where it is not to be interrupted. */
export function currentReplay(): Evaluations | null {
  return current;
}

export function* inReplays<T>(work: () => T): Steps<T> {
  const replay = new Replay();
  for (;;) {
    replay.begin();
    current = replay;
    try {
      return work();
    } catch (error) {
      if (!isInterruption(error)) throw error;
    } finally {
      current = null;
    }
    yield;
  }
}
