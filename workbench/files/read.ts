/** Opens files: .xlsx workbooks and delimited text. */

import type { IWorkbookData } from '@univerjs/core';
import { readXlsx } from 'hucre/xlsx';
import { parseCsv } from '../../src/index';
import { buildWorkbook, SheetBuilder } from '../workbook/build';
import { fromXlsx } from './fromXlsx';

/** @throws Error with a sentence when the file is neither */
export async function readWorkbook(file: File): Promise<IWorkbookData> {
  const name = file.name.replace(/\.[^.]*$/, '');
  const id = `book-${Date.now()}`;
  if (/\.(?:csv|tsv|txt)$/i.test(file.name)) {
    const cells = parseCsv(await file.text());
    return buildWorkbook(id, name, [new SheetBuilder(sheetName(name)).data(0, 0, cells)]);
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  try {
    return fromXlsx(await readXlsx(bytes, { readStyles: true }), id, name);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `"${file.name}" could not be read (${reason}): expected an Excel workbook (.xlsx) or text (.csv).`,
      { cause: error },
    );
  }
}

/** Excel allows 31 characters and none of []:*?/\ in the name of a sheet. */
function sheetName(name: string): string {
  return (
    name
      .replace(/[[\]:*?/\\]/g, ' ')
      .slice(0, 31)
      .trim() || 'Data'
  );
}
