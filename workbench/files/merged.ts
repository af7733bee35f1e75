/** Merged cells of a file. */

import type { IRange } from '@univerjs/core';
import type { Sheet } from 'hucre/xlsx';
import { rangeAddress } from '../addresses';
import type { Room } from './room';

type Merge = NonNullable<Sheet['merges']>[number];

/** In all ranges together: Univer remembers each of their cells. */
const MOST_CELLS = 1_000_000;

/**
 * Ranges of whole rows, columns and sheets end where the sheet does.
 *
 * @param onLeftOut told of ranges that lie over an earlier one, or would make too many cells
 */
export function readMerged(
  merges: readonly Merge[],
  { rowCount, columnCount }: Room,
  onLeftOut: (address: string) => void,
): IRange[] {
  const taken = new Set<number>();
  return merges.flatMap(({ startRow, startCol, endRow, endCol }) => {
    const [top, bottom] = span(startRow, endRow, rowCount);
    const [left, right] = span(startCol, endCol, columnCount);
    const size = (bottom - top + 1) * (right - left + 1);
    // Beyond the edge of the sheet there is nothing to merge.
    if (top > bottom || left > right || size < 2) return [];
    const range = { startRow: top, startColumn: left, endRow: bottom, endColumn: right };
    if (taken.size + size > MOST_CELLS || someCell(range, columnCount, (cell) => taken.has(cell))) {
      onLeftOut(rangeAddress(range));
      return [];
    }
    someCell(range, columnCount, (cell) => (taken.add(cell), false));
    return [range];
  });
}

/** First and last of a range on a sheet with `count` of them; the library gives -1 for those of `A:A`, which names none. */
function span(start: number, end: number, count: number): readonly [number, number] {
  if (!(start >= 0 && end >= 0)) return [0, count - 1];
  return [Math.min(start, end), Math.min(count - 1, Math.max(start, end))];
}

function someCell(range: IRange, columnCount: number, test: (cell: number) => boolean): boolean {
  for (let row = range.startRow; row <= range.endRow; row++)
    for (let column = range.startColumn; column <= range.endColumn; column++)
      if (test(row * columnCount + column)) return true;
  return false;
}
