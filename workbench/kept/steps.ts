/** The steps in which a workbook, or what has changed of it, is written into the database. */

import type { IWorkbookData, IWorksheetData } from '@univerjs/core';
import type { KeptPackage } from '../files/package/keep';
import { NO_SHEET, type Rows, type Steps } from './database';
import { BLOCK, type Missing } from './missing';

/**
 * @param book the workbook itself, read while the steps are taken: no copy of it is made
 * @param kept of the file that the workbook came from; it never changes
 * @param former a work that this one goes on with and that goes when this one is there, where it did not go before
 */
export function* writingSteps(
  work: string,
  book: IWorkbookData,
  missing: Missing,
  former: string | null,
  kept: KeptPackage | null,
): Steps {
  const { sheets, ...rest } = book;
  if (former !== null && missing.everything) yield* forgettingSteps(former);
  if (missing.everything) yield (writing) => writing.forgetParts(work);
  yield (writing) => writing.head({ id: work, name: book.name, at: Date.now(), book: rest, former });
  if (missing.everything && kept) yield (writing) => writing.part(work, { sheet: NO_SHEET, kept });
  for (const id of missing.removed) if (!sheets[id]) yield (writing) => writing.forgetSheet(work, id);
  for (const id of missing.everything ? book.sheetOrder : missing.sheets.keys()) {
    const blocks = missing.everything ? 'all' : missing.sheets.get(id)!;
    if (sheets[id]) yield* sheetSteps(work, id, sheets[id], blocks);
  }
}

export function* forgettingSteps(work: string): Steps {
  yield (writing) => writing.forgetHead(work);
  yield (writing) => writing.forgetParts(work);
}

function* sheetSteps(
  work: string,
  id: string,
  sheet: Partial<IWorksheetData>,
  blocks: ReadonlySet<number> | 'all',
): Steps {
  if (blocks === 'all') {
    const { cellData: _, ...shell } = sheet;
    yield (writing) => writing.forgetSheet(work, id);
    yield (writing) => writing.part(work, { sheet: id, shell });
  }
  const last = Math.floor((sheet.rowCount ?? 0) / BLOCK);
  for (const block of blocks === 'all' ? Array.from({ length: last + 1 }, (__, i) => i) : blocks)
    yield (writing) => writing.part(work, { sheet: id, block, rows: rowsOf(sheet, block) });
}

function rowsOf({ cellData }: Partial<IWorksheetData>, block: number): Rows {
  const all = (cellData ?? {}) as Rows;
  const rows: Rows = {};
  for (let row = block * BLOCK; row < (block + 1) * BLOCK; row++) if (all[row]) rows[row] = all[row];
  return rows;
}
