/**
 * Long work in steps: a generator that yields wherever it may be interrupted, before each evaluation of a criterion, say.
 * Whoever drives it decides: straight through, as `runThrough` does, or in slices between which a page stays alive.
 */

export type Steps<T> = Generator<void, T, void>;

/** The result, without a break. */
export function runThrough<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
