/** Long work in slices, so that the page stays responsive. */

/** Milliseconds of work between two pauses: a frame at 60 per second, and time left to draw it. */
const SLICE = 10;

/** Works through all stops of `work`; where they are far from each other in time, the page gets its turn between them. */
export async function inSlices<T>(work: Generator<void, T>): Promise<T> {
  let end = performance.now() + SLICE;
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    if (performance.now() < end) continue;
    await new Promise((resolve) => setTimeout(resolve, 0));
    end = performance.now() + SLICE;
  }
}
