/** The custom functions as Excel calls them, for tests. */

import { afterEach, beforeEach, expect, vi } from 'vitest';
import { FUNCTIONS, setFitService, setRangeReader } from '../../functions/index';
import { createFitService } from '../../worker/index';
import { HostError, hostGlobals } from './hostGlobals';

export type Cells = unknown[][];

/** Gives each test of the file a runtime, an empty cache and no workbook to read. */
export function useFunctions(): void {
  beforeEach(() => {
    vi.stubGlobal('CustomFunctions', hostGlobals());
    // Everything is computed at once, whatever it costs, so that a call gives cells and not a promise of them.
    setFitService(createFitService({ smallCost: Infinity }));
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    setRangeReader(null);
  });
}

/** Calls a function: matrix arguments are rows of cells, an omitted argument is null, the invocation is last. */
export function call(id: string, ...values: unknown[]): Cells {
  return (FUNCTIONS[id] as (...values: unknown[]) => Cells)(...values);
}

/** The sentence of the `#VALUE!` that a call gives; fails when it gives a result. */
export function message(id: string, ...values: unknown[]): string {
  let cells: Cells;
  try {
    cells = call(id, ...values);
  } catch (error) {
    expect(error).toBeInstanceOf(HostError);
    expect((error as HostError).code).toBe('#VALUE!');
    return (error as HostError).message!;
  }
  throw new Error(`${id} did not fail: it gave ${JSON.stringify(cells)}.`);
}
