/** Long work in slices, so that the page stays responsive. */

/** Milliseconds of work between two pauses: a frame at 60 per second, and time left to draw it. */
const SLICE = 8;

/**
 * Works through all stops of `work`; where they are far from each other in time, the page gets its turn between them, and
 * once more before the result is taken further.
 */
export async function inSlices<T>(work: Generator<void, T>): Promise<T> {
  let isLong = false;
  let end = performance.now() + SLICE;
  for (;;) {
    const { done, value } = work.next();
    if (done) {
      if (isLong || performance.now() >= end) await nextTurn();
      return value;
    }
    if (performance.now() < end) continue;
    isLong = true;
    await nextTurn();
    end = performance.now() + SLICE;
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
