/** What is tried on random cases, said once: by the property tests on a fixed number of them, by `npm run fuzz` for as long as it runs. */

import fc from 'fast-check';

export interface Target<T = unknown> {
  /** Behind `--only`. */
  readonly name: string;
  /** What holds of every case, as the end of a sentence that begins with the name. */
  readonly law: string;
  readonly cases: fc.Arbitrary<T>;
  /** Throws when it does not. */
  readonly holds: (one: T) => void | Promise<void>;
}

/** A target whose cases have a type of their own, which nobody who runs it needs to know. */
export function target<T>(given: Target<T>): Target {
  return given as unknown as Target;
}

/** As a test: on so many cases, the same in every run. */
export function tried({ cases, holds }: Target, numRuns: number): Promise<void> {
  return fc.assert(
    fc.asyncProperty(cases, async (one) => holds(one)),
    { numRuns },
  );
}
