/** How long the page is held up. */

import type { Page } from 'playwright-core';

/**
 * Does something and tells the longest time for which the page's thread then worked without a pause, in milliseconds of
 * its own computing: what else the machine does meanwhile does not count.
 */
export async function longestTask(page: Page, action: () => Promise<unknown>): Promise<number> {
  const browser = page.context().browser()!;
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
  let trace: Trace;
  try {
    await action();
  } finally {
    trace = JSON.parse((await browser.stopTracing()).toString()) as Trace;
  }
  const threads = new Set(
    trace.traceEvents.flatMap(({ name, args, pid, tid }) =>
      name === 'thread_name' && args?.name === 'CrRendererMain' ? [`${pid} ${tid}`] : [],
    ),
  );
  const tasks = trace.traceEvents.filter(
    ({ name, tdur, pid, tid }) => /RunTask$/.test(name) && tdur !== undefined && threads.has(`${pid} ${tid}`),
  );
  if (tasks.length === 0) throw new Error('the browser recorded no task of the page');
  return Math.round(Math.max(...tasks.map(({ tdur }) => tdur!)) / 1000);
}

interface Trace {
  readonly traceEvents: readonly {
    readonly name: string;
    readonly pid: number;
    readonly tid: number;
    /** Time that the thread itself has worked, in microseconds. */
    readonly tdur?: number;
    readonly args?: { readonly name?: string };
  }[];
}
