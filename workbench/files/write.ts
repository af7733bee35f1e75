/** Saves the open workbook as .xlsx. */

import { FormulaDataModel } from '@univerjs/preset-sheets-core';
import { writeXlsx } from 'hucre/xlsx';
import { allSettings } from '../settings';
import type { Spreadsheet } from '../univer';
import { withCharts } from './charts/write';
import { withFilters } from './filters';
import { withResults } from './results';
import { toXlsx, type Spills } from './toXlsx';

export async function writeWorkbook(spreadsheet: Spreadsheet): Promise<Uint8Array<ArrayBuffer>> {
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
  const settings = allSettings(spreadsheet);
  const options = toXlsx({ snapshot, spills, sharedFormula, names, settings });
  const written = await withResults(await writeXlsx(options), options.sheets);
  return withFilters(await withCharts(written, snapshot, options.sheets), snapshot);
}
