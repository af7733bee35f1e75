/** What the error in a cell has to say: the function's own sentence, or one about the place it stands in. */

import { FormulaDataModel } from '@univerjs/preset-sheets-core';
import { cellAddress } from '../addresses';
import { hasSpillReference } from '../files/formulaOperators';
import type { Spreadsheet } from '../univer';
import type { ErrorMessages } from './messages';
import type { Place } from './places';

/** The sentence for a cell that shows an error now; null for any other cell, whatever stood there before. */
export function explainError(spreadsheet: Spreadsheet, messages: ErrorMessages, place: Place): string | null {
  const { unitId, sheetId, row, column } = place;
  const sheet = spreadsheet.api.getWorkbook(unitId)?.getSheetBySheetId(sheetId);
  const shown = sheet?.getRange(row, column).getCellData()?.v;
  if (typeof shown !== 'string' || !shown.startsWith('#')) return null;
  if (shown === '#SPILL!') return blockedSpill(spreadsheet, place);
  const formula = sheet!.getRange(row, column).getFormula();
  if (shown === '#NAME?' && namesTable(formula)) return NO_TABLES;
  if (shown === '#REF!' && hasSpillReference(formula)) return NO_BLOCK;
  return messages.at(place);
}

const NO_TABLES =
  'There are no tables here, such as Excel has: give the cells themselves, such as A1:C181, or a name for them, in place of Table1[…].';

const NO_BLOCK =
  'A # after a cell, as in E1#, stands for the block that the formula in that cell fills: there is no such formula there now, or its result has no room.';

/** Whether a formula has something in square brackets, outside of its texts and names of sheets. */
function namesTable(formula: string): boolean {
  return formula.replace(/"[^"]*"|'[^']*'/g, '').includes('[');
}

function blockedSpill({ api, get }: Spreadsheet, { unitId, sheetId, row, column }: Place): string {
  const sheet = api.getWorkbook(unitId)?.getSheetBySheetId(sheetId);
  const wanted =
    get<FormulaDataModel>(FormulaDataModel).getArrayFormulaRange()[unitId]?.[sheetId]?.[row]?.[column];
  if (!sheet || !wanted) return 'The result does not fit here: cells that it needs are not empty.';
  const rows = wanted.endRow - row + 1;
  const columns = wanted.endColumn - column + 1;
  const cells = sheet.getRange(row, column, rows, columns).getCellDatas();
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      const cell = i + j > 0 ? cells[i]?.[j] : null;
      if (cell?.f || (cell?.v != null && cell.v !== ''))
        return `The result needs ${rows} × ${columns} cells, and ${cellAddress(row + i, column + j)} is not empty.`;
    }
  return `The result needs ${rows} × ${columns} cells, more than there is room for here.`;
}
