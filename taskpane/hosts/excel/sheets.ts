/** New sheets. */

import type { Cell, OutputCell } from '../../../src/index';
import type { SheetContent, SpreadsheetHost, CellStyle } from '../../host';
import { officeHelpers } from './helpers';
import { formulaHere } from './names';
import { POINTS } from './ranges';
import { run, runOrTakeBack } from './run';
import { writeValues, writtenCell } from './write';

/** Longest name of a sheet, and the characters that it may not have. */
const LONGEST_NAME = 31;
const FORBIDDEN = /[\\/?*[\]:]/g;

const FONTS: Readonly<Record<CellStyle, Partial<Excel.Interfaces.RangeFontData>>> = {
  title: { bold: true, size: 14, color: '#047482' },
  heading: { bold: true },
  note: { italic: true, color: '#616161' },
  header: { bold: true },
  input: {},
};
const INPUT_FILL = '#FFF2B3';

/** Text goes in as text; the sheet is in view at the end. When something fails, the sheet goes again. */
export async function addSheet({
  name,
  cells,
  more,
  widths,
}: SheetContent): ReturnType<SpreadsheetHost['addSheet']> {
  const columns = Math.max(0, ...cells.map(({ length }) => length));
  const sheet = await freeName(name);
  const range = { sheet, row: 0, column: 0, rows: cells.length, columns };
  const undo = () => removeSheet(sheet);
  const { ExcelUtilities } = await officeHelpers();
  await runOrTakeBack(async (context, sync) => {
    const added = await ExcelUtilities.forceCreateSheet(context.workbook, sheet);
    if (columns > 0) {
      await writeValues(
        range,
        cells.map((row) => Array.from({ length: columns }, (_, j) => givenCell(row[j]))),
      );
      added.getRangeByIndexes(0, 0, 1, columns).format.font.bold = true;
    }
    for (const one of more) writeCell(added.getRangeByIndexes(one.row, one.column, 1, 1), one);
    widths?.pixels.forEach((width, j) => {
      added.getRangeByIndexes(0, widths.from + j, 1, 1).format.columnWidth = width * POINTS;
    });
    added.activate();
    await sync();
  }, undo);
  return { range, undo };
}

function writeCell(
  cell: Excel.Range,
  { text: label, number, formula, style, format }: SheetContent['more'][number],
): void {
  if (format !== undefined) cell.numberFormat = [[format]];
  if (formula !== undefined) cell.formulas = [[formulaHere(formula)]];
  else if (label !== undefined || number !== undefined) cell.values = [[writtenCell(number ?? label!)]];
  if (style === undefined) return;
  Object.assign(cell.format.font, FONTS[style]);
  if (style === 'header') cell.format.horizontalAlignment = 'Right';
  if (style === 'input') cell.format.fill.color = INPUT_FILL;
}

/** A name that Excel takes and no sheet has: the helper that makes the sheet would take its place. */
function freeName(wanted: string): Promise<string> {
  return run(async (context, sync) => {
    const sheets = context.workbook.worksheets;
    sheets.load('items/name');
    await sync();
    const taken = new Set(sheets.items.map(({ name }) => name.toLowerCase()));
    const stem =
      wanted
        .replace(FORBIDDEN, ' ')
        .replace(/^'+|'+$/g, '')
        .trim() || 'Sheet';
    let free = stem.slice(0, LONGEST_NAME);
    for (let number = 2; taken.has(free.toLowerCase()); number++)
      free = `${stem.slice(0, LONGEST_NAME - String(number).length - 1)} ${number}`;
    return free;
  });
}

function removeSheet(name: string): Promise<void> {
  return run(async (context, sync) => {
    context.workbook.worksheets.getItem(name).delete();
    await sync();
  });
}

function givenCell(cell: Cell): OutputCell {
  return typeof cell === 'object' && cell !== null ? cell.error : (cell ?? null);
}
