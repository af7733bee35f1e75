/** Work that was kept and belongs to no open window: one was closed, reloaded or has crashed before it was saved. */

import type { ICellData, IWorkbookData } from '@univerjs/core';
import type { KeptPackage } from '../files/package/keep';
import { readHeads, readWhole, writeAll, type Part, type Rows } from './database';
import { forgettingSteps } from './steps';
import { claimWork, openWorks } from './windows';

export interface KeptWork {
  readonly id: string;
  readonly name: string;
  /** The last edit, in milliseconds since 1970. */
  readonly at: number;
}

/** The latest first. */
export async function leftWorks(database: IDBDatabase): Promise<KeptWork[]> {
  const [heads, open] = await Promise.all([readHeads(database), openWorks()]);
  return heads.filter(({ id }) => !open.has(id)).sort((a, b) => b.at - a.at);
}

export interface TakenWork {
  readonly book: IWorkbookData;
  /** The work itself, which is this window's from now on; null where another one has gone on with it: the book is a copy then. */
  readonly work: string | null;
  readonly kept: KeptPackage | null;
}

/** @param id of the workbook that it becomes */
export async function takeWork(database: IDBDatabase, work: string, id: string): Promise<TakenWork> {
  const whole = await readWhole(database, work);
  if (!whole)
    throw new Error('This work is not kept any more: it has been saved or given up in another window.');
  const { head, parts } = whole;
  const isOurs = await claimWork(head.id);
  const name = isOurs ? head.name : `${head.name} (copy)`;
  const kept = parts.find((part) => 'kept' in part)?.kept ?? null;
  return { book: { ...head.book, id, name, sheets: assembled(parts) }, work: isOurs ? head.id : null, kept };
}

export async function forgetWorks(database: IDBDatabase, works: readonly KeptWork[]): Promise<void> {
  for (const { id } of works) await writeAll(database, forgettingSteps(id));
}

/** The sheets that parts make up. */
export function assembled(parts: readonly Part[]): IWorkbookData['sheets'] {
  const sheets: IWorkbookData['sheets'] = {};
  for (const part of parts) if ('shell' in part) sheets[part.sheet] = { ...part.shell, cellData: {} };
  for (const part of parts)
    if ('rows' in part && sheets[part.sheet])
      Object.assign(sheets[part.sheet].cellData!, uncalculated(part.rows));
  return sheets;
}

/** Formulas without what they gave: they are calculated anew, those too that were still being so. */
function uncalculated(rows: Rows): Rows {
  for (const row of Object.values(rows))
    for (const [column, cell] of Object.entries(row ?? {}))
      if (cell?.f || cell?.si) row[Number(column)] = { ...cell, v: null, t: null } satisfies ICellData;
  return rows;
}
