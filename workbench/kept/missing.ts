/** What is in a workbook and not in the database yet. */

import type { Change } from './changes';

/** Rows that are written in one step: 1,000 rows of three columns take four milliseconds. */
export const BLOCK = 1000;

export class Missing {
  /** Blocks of rows by sheet, or all of a sheet. */
  readonly sheets = new Map<string, Set<number> | 'all'>();
  readonly removed = new Set<string>();

  /** @param everything nothing has been written yet */
  constructor(public everything: boolean) {}

  add(change: Change): void {
    if (change.kind === 'everything') this.everything = true;
    else if (change.kind === 'rows')
      this.addBlocks(
        change.sheet,
        change.rows.map((row) => Math.floor(row / BLOCK)),
      );
    else if (change.kind !== 'head') {
      this.sheets.delete(change.sheet);
      if (change.kind === 'removed') this.removed.add(change.sheet);
      else this.sheets.set(change.sheet, 'all');
    }
  }

  /** Takes up again what could not be written. */
  merge(other: Missing): void {
    this.everything ||= other.everything;
    for (const sheet of other.removed) this.removed.add(sheet);
    for (const [sheet, blocks] of other.sheets)
      if (blocks === 'all') this.sheets.set(sheet, 'all');
      else this.addBlocks(sheet, blocks);
  }

  private addBlocks(sheet: string, blocks: Iterable<number>): void {
    const before = this.sheets.get(sheet) ?? new Set();
    if (before === 'all') return;
    for (const block of blocks) before.add(block);
    this.sheets.set(sheet, before);
  }
}
