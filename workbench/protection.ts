/**
 * Protection that an Excel file has asked for: what it forbids is not done, and a sentence says why. The workbench has no way to take it
 * away, as Excel has with its password.
 */

import {
  CanceledError,
  ICommandService,
  type ICellData,
  type Nullable,
  type Worksheet,
} from '@univerjs/core';
import type { FWorksheet } from '@univerjs/preset-sheets-core';
import type { RangeAddress } from '../taskpane/host';
import { cellAddress } from './addresses';
import { STRUCTURE, type Allowance, type Allowances, type Protection } from './files/protected';
import type { StyleOfFile } from './files/styles';
import { loggedShifts } from './files/package/log';
import { cellsAfter, type Block } from './shifts';
import type { Spreadsheet } from './univer';

/** Mutations that change more than cells, with the allowance that they need and what they do, in words. */
const CHANGES: Readonly<Record<string, readonly [Allowance | null, string]>> = {
  'sheet.mutation.insert-row': ['insertRows', 'rows are not inserted'],
  'sheet.mutation.remove-rows': ['deleteRows', 'rows are not deleted'],
  'sheet.mutation.insert-col': ['insertColumns', 'columns are not inserted'],
  'sheet.mutation.remove-col': ['deleteColumns', 'columns are not deleted'],
  'sheet.mutation.move-range': [null, 'cells are not moved'],
  'sheet.mutation.move-rows': [null, 'rows are not moved'],
  'sheet.mutation.move-columns': [null, 'columns are not moved'],
  'sheet.mutation.reorder-range': ['sort', 'cells are not sorted'],
  'sheet.mutation.add-worksheet-merge': [null, 'cells are not merged'],
  'sheet.mutation.remove-worksheet-merge': [null, 'merged cells are not divided'],
  'sheet.mutation.set-worksheet-row-height': ['formatRows', 'heights of rows do not change'],
  'sheet.mutation.set-worksheet-col-width': ['formatColumns', 'widths of columns do not change'],
  'sheet.mutation.set-row-hidden': ['formatRows', 'rows are not hidden'],
  'sheet.mutation.set-row-visible': ['formatRows', 'hidden rows are not shown'],
  'sheet.mutation.set-col-hidden': ['formatColumns', 'columns are not hidden'],
  'sheet.mutation.set-col-visible': ['formatColumns', 'hidden columns are not shown'],
  'sheet.mutation.set-filter-range': [null, 'filters are not set'],
  'sheet.mutation.remove-filter': [null, 'filters are not removed'],
  'sheet.mutation.set-filter-criteria': ['autoFilter', 'rows are not filtered'],
};
const VALUES = 'sheet.mutation.set-range-values';
/** Those of the whole workbook. */
const STRUCTURAL: ReadonlySet<string> = new Set([
  'sheet.mutation.insert-sheet',
  'sheet.mutation.remove-sheet',
  'sheet.mutation.set-worksheet-name',
  'sheet.mutation.set-worksheet-order',
  'sheet.mutation.set-worksheet-hidden',
]);

const HOW = 'To change that, take the protection away in Excel (Review, Unprotect)';

interface Change {
  readonly unitId?: string;
  readonly subUnitId?: string;
  readonly cellValue?: Readonly<Record<number, Readonly<Record<number, Nullable<ICellData>>>>>;
}

/** @param onRefused told why something is not done */
export function respectProtection(spreadsheet: Spreadsheet, onRefused: (sentence: string) => void): void {
  const { api, get } = spreadsheet;
  const refuse = (sentence: string): never => {
    onRefused(sentence);
    throw new CanceledError();
  };
  get<ICommandService>(ICommandService).beforeCommandExecuted(({ id, params }, options) => {
    const { unitId, subUnitId, cellValue } = (params ?? {}) as Change;
    const change = CHANGES[id];
    if ((!change && id !== VALUES && !STRUCTURAL.has(id)) || unitId === undefined) return;
    const workbook = api.getWorkbook(unitId);
    const custom = workbook?.getCustomMetadata() as Readonly<Record<string, unknown>> | null | undefined;
    if (STRUCTURAL.has(id) && custom?.[STRUCTURE])
      refuse(`The workbook is protected: its sheets stay as they are. ${HOW}.`);
    const sheet = subUnitId === undefined ? null : workbook?.getSheetBySheetId(subUnitId);
    const allowances = sheet ? allowancesOf(sheet.getSheet()) : null;
    if (!sheet || allowances === null || options?.fromFormula === true) return;
    if (change && !(change[0] !== null && allowances[change[0]]))
      refuse(`The sheet “${sheet.getSheetName()}” is protected: ${change[1]}. ${HOW}.`);
    if (id !== VALUES) return;
    const locked = lockedAmong(sheet.getSheet(), openRanges(spreadsheet, sheet), cellValue ?? {}, allowances);
    if (locked !== null) refuse(sentenceAbout(sheet, locked));
  });
  api.addEvent(api.Event.BeforeSheetEditStart, (event) => {
    const { row, column, worksheet } = event;
    if (allowancesOf(worksheet.getSheet()) === null) return;
    if (!isLocked(worksheet.getSheet(), openRanges(spreadsheet, worksheet), row, column)) return;
    event.cancel = true;
    onRefused(sentenceAbout(worksheet, cellAddress(row, column)));
  });
}

/** @throws Error with a sentence when a cell of the range may not be written into */
export function requireUnlocked(
  spreadsheet: Spreadsheet,
  sheet: FWorksheet,
  { row, column, rows, columns }: RangeAddress,
): void {
  const stored = sheet.getSheet();
  if (allowancesOf(stored) === null) return;
  const open = openRanges(spreadsheet, sheet);
  for (let i = row; i < row + rows; i++)
    for (let j = column; j < column + columns; j++)
      if (isLocked(stored, open, i, j)) throw new Error(sentenceAbout(sheet, cellAddress(i, j)));
}

function sentenceAbout(sheet: FWorksheet, cell: string): string {
  return `${cell} is locked: the sheet “${sheet.getSheetName()}” is protected. ${HOW}.`;
}

/** Null where the sheet is not protected. */
function allowancesOf(sheet: Worksheet): Allowances | null {
  return (sheet.getCustomMetadata() as Protection | null | undefined)?.protection ?? null;
}

/** Where everybody may edit, after what has come, gone and moved since the file was opened. */
function openRanges(spreadsheet: Spreadsheet, sheet: FWorksheet): readonly Block[] {
  const { openRanges: ranges = [] } = (sheet.getSheet().getCustomMetadata() ?? {}) as Protection;
  if (ranges.length === 0) return ranges;
  return loggedShifts(spreadsheet).reduce<readonly Block[]>(
    (blocks, shift) => blocks.flatMap((one) => cellsAfter(one, sheet.getSheetId(), shift)),
    ranges,
  );
}

/** The first cell that would be changed and may not be; null when there is none. */
function lockedAmong(
  sheet: Worksheet,
  open: readonly Block[],
  cells: NonNullable<Change['cellValue']>,
  allowances: Allowances,
): string | null {
  for (const [row, line] of Object.entries(cells))
    for (const [column, cell] of Object.entries(line)) {
      const isFormat = cell !== null && cell !== undefined && !CONTENTS.some((key) => key in cell);
      // Formats are allowed or forbidden for all cells alike.
      if (isFormat ? allowances.formatCells : !isLocked(sheet, open, Number(row), Number(column))) continue;
      return cellAddress(Number(row), Number(column));
    }
  return null;
}

const CONTENTS = ['v', 'f', 'si', 'p'] as const;

/** Cells are locked unless they are in a range where everybody may edit, or their format, or that of the row or column where they have none, says otherwise. */
function isLocked(sheet: Worksheet, open: readonly Block[], row: number, column: number): boolean {
  const isOpen = ({ top, left, bottom, right }: Block): boolean =>
    row >= top && row < bottom && column >= left && column < right;
  if (open.some(isOpen)) return false;
  const style = sheet.getCellRaw(row, column)?.s;
  if (!style) {
    const ofRow = sheet.getRowManager().getRow(row)?.custom;
    const line = ofRow?.format === undefined ? sheet.getColumnManager().getColumn(column)?.custom : ofRow;
    return line?.unlocked !== true;
  }
  const own = (typeof style === 'string' ? sheet.getStyleDataByHash(style) : style) as Nullable<StyleOfFile>;
  return own?.file?.protection?.locked !== false;
}
