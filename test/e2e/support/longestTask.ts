/** How long a page stands still while something is done to it. */

import type { Page } from 'playwright-core';

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds by the clock, and of the thread's own work. */
  readonly dur?: number;
  readonly tdur?: number;
}

const MARK = 'the thread of this frame';

/**
 * The longest task of the thread that a frame lives on while `work` is under way, in milliseconds of the thread's own time:
 * what other programs on the machine, or other pages, take away from it is not the page's doing.
 */
export async function longestTask(
  page: Page,
  work: () => Promise<unknown>,
  frame = page.mainFrame(),
): Promise<number> {
  const browser = page.context().browser()!;
  await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing'] });
  let trace: Buffer;
  try {
    await frame.evaluate(`performance.mark(${JSON.stringify(MARK)})`);
    await work();
  } finally {
    trace = await browser.stopTracing();
  }
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const mark = traceEvents.find(({ name }) => name === MARK);
  if (!mark) throw new Error('the trace does not show the frame');
  const own = traceEvents.filter(
    ({ name, pid, tid }) => pid === mark.pid && tid === mark.tid && name.endsWith('RunTask'),
  );
  if (own.length === 0) throw new Error('the trace has no tasks of the frame');
  return own.reduce((longest, { dur = 0, tdur = dur }) => Math.max(longest, tdur / 1000), 0);
}
