/** Opens files: .xlsx workbooks and delimited text. */

import type { IWorkbookData } from '@univerjs/core';
import { readXlsx } from 'hucre/xlsx';
import { encodingOf } from '../../src/index';
import { fromCsv } from './fromCsv';
import { readable, readDrawings } from './charts/read';
import { fromXlsx, sheetIds } from './fromXlsx';

/**
 * A file as a workbook, told by the end of its name: .csv, .tsv and .txt are text, anything else should be .xlsx.
 *
 * @param onLeftOut is told of charts that cannot be shown, by their titles
 * @throws Error with a sentence that names the file and says what was expected
 */
export async function readWorkbook(
  file: File,
  onLeftOut: (charts: readonly string[]) => void = () => undefined,
): Promise<IWorkbookData> {
  const name = file.name.replace(/\.[^.]*$/, '');
  const id = `book-${Date.now()}`;
  const isText = /\.(?:csv|tsv|txt)$/i.test(file.name);
  try {
    if (isText) return fromCsv(await text(file), id, name);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const { offsets, ...whole } = await readable(bytes);
    const workbook = await readXlsx(whole.bytes, { readStyles: true });
    const drawings = readDrawings(workbook, sheetIds(workbook), id, offsets);
    if (drawings.leftOut.length > 0) onLeftOut(drawings.leftOut);
    return fromXlsx(workbook, id, name, [drawings.resource]);
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
    const expected = isText
      ? 'a table as text, column names in its first line'
      : 'an Excel workbook (.xlsx) or text (.csv)';
    throw new Error(`"${file.name}" could not be read (${reason}): expected ${expected}.`, { cause: error });
  }
}

/** Text in UTF-8 or, as Excel writes "Unicode text" and older "CSV", in UTF-16 or Windows-1252. */
async function text(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}
