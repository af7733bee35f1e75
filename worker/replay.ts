/**
 * Work that is no generator, in steps, for a thread that others wait for: where it evaluates a criterion it may be interrupted, and is
 * then begun anew with all that it has evaluated so far known to it, so that it soon is where it was. That takes work which does the
 * same whenever it is done, as the core's does, and evaluations that take most of its time. Evaluations may be within others, a search
 * with all it evaluates, say: of one that is over nothing is done again.
 */

import type { Evaluations, Steps } from '../src/index';

/** Milliseconds of new evaluations in a step; later ones take as long as it takes to come back to them. */
const SLICE = 8;

/** Thrown through the work. */
class Interrupted extends Error {}

export function isInterruption(error: unknown): boolean {
  return error instanceof Interrupted;
}

/** What is known of the evaluations on one level, one after another: how each came out, or of one that was interrupted those within. */
type Known = (Outcome | Known)[];
type Outcome = () => unknown;

class Replay implements Evaluations {
  private readonly known: Known = [];
  /** The level that the work is at, and how many of its evaluations are passed. */
  private level = this.known;
  private next = 0;
  private begun = 0;
  /** When new evaluations end; not known before the first of them. */
  private end: number | null = null;

  begin(): void {
    this.level = this.known;
    this.next = 0;
    this.begun = Date.now();
    this.end = null;
  }

  evaluate<T>(compute: () => T): T {
    const { level, next } = this;
    const before = next < level.length ? level[next] : null;
    if (typeof before === 'function') {
      this.next++;
      return before() as T;
    }
    if (before === null) this.interruptWhenOver();
    this.level = before ?? (level[next] = []);
    this.next = 0;
    const outcome = outcomeOf(compute);
    level[next] = outcome;
    this.level = level;
    this.next = next + 1;
    return outcome();
  }

  private interruptWhenOver(): void {
    const now = Date.now();
    this.end ??= now + Math.max(SLICE, now - this.begun);
    if (now > this.end) throw new Interrupted();
  }
}

/**
 * What came of it, an error too: work may go on where it could not be evaluated.
 *
 * @throws Interrupted
 */
function outcomeOf<T>(compute: () => T): () => T {
  try {
    const value = compute();
    return () => value;
  } catch (error) {
    if (isInterruption(error)) throw error;
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
