/** Calls of the custom functions, options and all. */

import fc from 'fast-check';
import { expect } from 'vitest';
import { callsOf, functions, type Call } from '../../functions/anyCalls';
import { call } from '../../functions/callFunctions';
import { HostError } from '../../functions/hostGlobals';
import { target } from '../target';

/** Cells that Excel can show, or a sentence; the functions must be in use. */
export async function answersInCells({ id, values }: Call): Promise<void> {
  let cells: unknown[][];
  try {
    cells = await call(id, ...values);
  } catch (error) {
    expect(error).toBeInstanceOf(HostError);
    expect((error as HostError).message).not.toMatch(/went wrong|undefined|\bNaN\b|^$/);
    return;
  }
  for (const row of cells) {
    expect(row.length).toBe(cells[0].length);
    for (const cell of row) expect([cell, isShown(cell)]).toEqual([cell, true]);
  }
}

function isShown(cell: unknown): boolean {
  if (typeof cell === 'number') return Number.isFinite(cell);
  if (typeof cell === 'string') return !/\bNaN\b|undefined|\[object|Infinity/.test(cell);
  return typeof cell === 'boolean' || cell instanceof HostError;
}

/** Those of profiles take seconds each. */
const quick = functions.filter(({ id }) => !/PROFILE|\.CI$/.test(id));

export const calls = target({
  name: 'calls',
  law: 'of any function with any arguments answer in cells that can be shown, or in a sentence',
  cases: fc.oneof(...quick.map(callsOf)),
  holds: answersInCells,
});
