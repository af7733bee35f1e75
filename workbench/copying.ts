/**
 * Copies cells that a formula has filled as what they show. The sheet's own cells do not hold them, and Univer 0.25 copies
 * those: of a block of results only the first cell would arrive.
 */

import type { IRange } from '@univerjs/core';
import { ISheetClipboardService, type FWorksheet } from '@univerjs/preset-sheets-core';
import { spilledCells, spillRanges } from './spills';
import type { Spreadsheet } from './univer';

export function copySpills(spreadsheet: Spreadsheet): void {
  const clipboard = spreadsheet.get<ISheetClipboardService>(ISheetClipboardService);
  let shown: Shown | null = null;
  clipboard.addClipboardHook({
    id: 'cellmer.spills',
    onBeforeCopy(unitId, sheetId) {
      const sheet = spreadsheet.api.getWorkbook(unitId)?.getSheetBySheetId(sheetId);
      shown = sheet ? spilledIn(spreadsheet, sheet) : null;
    },
    getCellValueBySpecialMatrix: (row, column) => shown?.(row, column),
  });
  const generate = clipboard.generateCopyContent.bind(clipboard);
  clipboard.generateCopyContent = (unitId, sheetId, range, options) => {
    const content = generate(unitId, sheetId, range, options);
    const sheet = spreadsheet.api.getWorkbook(unitId)?.getSheetBySheetId(sheetId);
    if (!content || !sheet) return content;
    // Inside of the workbench the copied formula fills its block again: nothing may stand in its way there.
    const blocks = copiedBlocks(spreadsheet, sheet, range);
    content.discreteRange.rows.forEach((row, i) =>
      content.discreteRange.cols.forEach((column, j) => {
        if (!blocks.some((block) => isInside(block, row, column)) || !shown?.(row, column)) return;
        const { s } = content.matrixFragment.getValue(i, j) ?? {};
        content.matrixFragment.setValue(i, j, { p: null, v: null, t: null, f: null, si: null, s });
      }),
    );
    return content;
  };
  const cut = clipboard.cut.bind(clipboard);
  // Part of a block cannot leave it: it is copied.
  clipboard.cut = () => (partOfBlockSelected(spreadsheet) ? clipboard.copy() : cut());
}

function partOfBlockSelected(spreadsheet: Spreadsheet): boolean {
  const sheet = spreadsheet.api.getActiveWorkbook()?.getActiveSheet();
  const range = sheet?.getSelection()?.getActiveRange()?.getRange();
  if (!sheet || !range) return false;
  const shown = spilledIn(spreadsheet, sheet);
  const blocks = copiedBlocks(spreadsheet, sheet, range);
  for (let row = range.startRow; row <= range.endRow; row++)
    for (let column = range.startColumn; column <= range.endColumn; column++)
      if (shown(row, column) && !blocks.some((block) => isInside(block, row, column))) return true;
  return false;
}

type Copied = ReturnType<
  NonNullable<Parameters<ISheetClipboardService['addClipboardHook']>[0]['getCellValueBySpecialMatrix']>
>;
type Shown = (row: number, column: number) => Copied;

/** What the cells of a sheet show that a formula elsewhere has filled; undefined for all others. */
function spilledIn(spreadsheet: Spreadsheet, sheet: FWorksheet): Shown {
  const spilled = spilledCells(spreadsheet, sheet);
  const model = sheet.getSheet();
  return (row, column) => {
    const value = spilled[row]?.[column];
    const own = model.getCellRaw(row, column);
    if (!value || own?.f || own?.si) return undefined;
    const display = model.getCell(row, column)?.v ?? value.v ?? '';
    return { ...value, s: own?.s, displayV: String(display) };
  };
}

/** The blocks of those formulas that lie in a range themselves. */
function copiedBlocks(spreadsheet: Spreadsheet, sheet: FWorksheet, range: IRange): IRange[] {
  return spillRanges(spreadsheet, sheet)
    .filter(({ anchor }) => isInside(range, anchor.row, anchor.column))
    .map(({ anchor: { row, column }, size: { rows, columns } }) => ({
      startRow: row,
      startColumn: column,
      endRow: row + rows - 1,
      endColumn: column + columns - 1,
    }));
}

function isInside(
  { startRow, endRow, startColumn, endColumn }: IRange,
  row: number,
  column: number,
): boolean {
  return row >= startRow && row <= endRow && column >= startColumn && column <= endColumn;
}
