/** The card that Univer shows while the pointer rests on an error, with the sentence of the function on it. */

import { CellAlertManagerService, type ICellAlert } from '@univerjs/preset-sheets-core';
import type { Spreadsheet } from '../univer';
import { explainError } from './explain';
import type { ErrorMessages } from './messages';

/** Univer's own cards for formula errors, by its name for them. */
const FORMULA_ERROR = 'SHEET_FORMULA_ALERT';

export function explainOnCards(spreadsheet: Spreadsheet, messages: ErrorMessages): void {
  const cards = spreadsheet.get<CellAlertManagerService>(CellAlertManagerService);
  const show = cards.showAlert.bind(cards);
  cards.showAlert = (card) =>
    show(card.key === FORMULA_ERROR ? explained(spreadsheet, messages, card) : card);
}

function explained(spreadsheet: Spreadsheet, messages: ErrorMessages, card: ICellAlert): ICellAlert {
  const { unitId, subUnitId: sheetId, row, col: column } = card.location;
  const text = explainError(spreadsheet, messages, { unitId, sheetId, row, column });
  if (text === null) return card;
  const shown = spreadsheet.api.getWorkbook(unitId)?.getSheetBySheetId(sheetId)?.getRange(row, column);
  return {
    ...card,
    title: String(shown?.getCellData()?.v ?? ''),
    message: <span className="wb-card">{text}</span>,
  };
}
