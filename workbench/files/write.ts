/** Saves the open workbook as .xlsx. */

import { FormulaDataModel } from '@univerjs/preset-sheets-core';
import { allSettings } from '../settings';
import type { Spreadsheet } from '../univer';
import type { KeptPackage } from './package/keep';
import { loggedShifts } from './package/log';
import type { Restored } from './package/restore/restore';
import { savedFile } from './saved';
import type { Spills, WorkbookParts } from './toXlsx';

/** @param kept of the file that the workbook came from */
export async function writeWorkbook(spreadsheet: Spreadsheet, kept: KeptPackage | null): Promise<Restored> {
  const parts = partsOf(spreadsheet);
  const active = spreadsheet.api.getActiveWorkbook()!.getActiveSheet().getSheetId();
  return savedFile(parts, active, { kept, shifts: loggedShifts(spreadsheet) });
}

/** All that a file of the open workbook is made of. */
export function partsOf(spreadsheet: Spreadsheet): WorkbookParts {
  const workbook = spreadsheet.api.getActiveWorkbook();
  if (!workbook) throw new Error('There is no open workbook to save.');
  const snapshot = workbook.save();
  const model = spreadsheet.get<FormulaDataModel>(FormulaDataModel);
  const ranges = model.getArrayFormulaRange()[snapshot.id] ?? {};
  const cells = model.getArrayFormulaCellData()[snapshot.id] ?? {};
  const spills = Object.fromEntries(
    snapshot.sheetOrder.map((id) => [id, { ranges: ranges[id] ?? {}, cells: cells[id] ?? {} } as Spills]),
  );
  const names = workbook.getDefinedNames().map((name) => ({
    name: name.getName(),
    range: name.getFormulaOrRefString(),
    scope: snapshot.sheets[name.getLocalSheetId() ?? '']?.name,
    comment: name.getComment(),
  }));
  const sharedFormula = (sheetId: string, row: number, column: number): string | null =>
    model.getFormulaStringByCell(row, column, sheetId, snapshot.id) ?? null;
  return { snapshot, spills, sharedFormula, names, settings: allSettings(spreadsheet) };
}
