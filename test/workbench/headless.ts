/** The spreadsheet without a screen, with one small workbook in it. */

import type { CustomFunction } from '../../functions/index';
import type { CellMatrix } from '../../src/index';
import type { Surroundings } from '../../workbench/formulas/hostFunction';
import { startHeadless, type HeadlessSpreadsheet } from '../../workbench/headless';
import type { Spreadsheet } from '../../workbench/univer';
import { buildWorkbook, SheetBuilder } from '../../workbench/workbook/build';

export interface Headless extends HeadlessSpreadsheet {
  /** What a cell of the sheet shows now, spilled or not, to 12 digits; null for a blank. */
  value(row: number, column: number): unknown;
  /** Types into a cell: a formula, a value, or null to clear it. */
  type(row: number, column: number, content: number | string | null): void;
}

/** Functions by name, each with its parameters; `data[]` takes a range. They get the invocation as last argument. */
export type TestFunctions = Readonly<
  Record<string, { readonly parameters: readonly string[]; readonly run: (...values: never[]) => unknown }>
>;

/** A workbook `book` with one sheet `S` (id `sheet-1`) that holds `cells`: text that begins with `=` as formulas. */
export function openHeadless(
  cells: CellMatrix,
  functions: TestFunctions = {},
  onBlock?: (spreadsheet: Spreadsheet) => Surroundings['onBlock'],
): Headless {
  const spreadsheet = startHeadless({ ...described(functions), onBlock });
  const { api } = spreadsheet;
  api.createWorkbook(buildWorkbook('book', 'Book', [filled(cells)]));
  api.disposeUnit('starting');
  const at = (row: number, column: number) => api.getActiveWorkbook()!.getActiveSheet().getRange(row, column);
  return {
    ...spreadsheet,
    value: (row, column) => at(row, column).getCellData()?.v ?? null,
    type(row, column, content) {
      const isFormula = typeof content === 'string' && content.startsWith('=');
      if (content === null) at(row, column).clearContent();
      else at(row, column).setValue(isFormula ? { f: content, v: null } : content);
    },
  };
}

function filled(cells: CellMatrix): SheetBuilder {
  const sheet = new SheetBuilder('S');
  cells.forEach((row, i) =>
    row.forEach((cell, j) => {
      if (typeof cell === 'string' && cell.startsWith('=')) sheet.formula(i, j, cell);
      else sheet.values(i, j, [[cell]]);
    }),
  );
  return sheet;
}

function described(functions: TestFunctions) {
  const implementations = Object.fromEntries(
    Object.entries(functions).map(([id, { run }]) => [id, run as CustomFunction]),
  );
  const metadata = Object.entries(functions).map(([id, { parameters }]) => ({
    id,
    description: `What ${id} does`,
    parameters: parameters.map((parameter) => ({
      name: parameter.replace('[]', ''),
      description: `What ${parameter} is`,
      ...(parameter.endsWith('[]') ? { dimensionality: 'matrix' } : {}),
    })),
  }));
  return { implementations, metadata: { functions: metadata } };
}
