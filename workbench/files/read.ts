/** Opens files: workbooks and delimited text. */

import type { IWorkbookData } from '@univerjs/core';
import { readXlsx } from 'hucre/xlsx';
import { CellmerError, encodingOf, type TextOptions } from '../../src/index';
import { damaged, FileProblem, megabytes, MOST, outOfMemory, tooLarge } from './bounds';
import { readDrawings } from './charts/read';
import { Differences } from './differences';
import { fromCsv, type TextReading } from './fromCsv';
import { filterLook } from './filters';
import { fromXlsx, nameKeys, sheetIds } from './fromXlsx';
import { readOtherBook, type OtherBook } from './otherBooks';
import { kindOf } from './otherKinds';
import { keepPackage, type KeptPackage } from './package/keep';
import { readable } from './readable';
import { tellSheetsApart } from './sheetNames';
import { asUsual } from './strict';

export interface OpenedFile {
  readonly workbook: IWorkbookData;
  /** What is not in it as it stands in the file, as a sentence; null when all is. */
  readonly differences: string | null;
  /** Id of the sheet in view; null where the file does not say. */
  readonly active: string | null;
  /** What saving writes back of an Excel file; null for other files. */
  readonly kept: KeptPackage | null;
  /** How text was read; null for workbooks. */
  readonly reading: TextReading | null;
}

/** How far reading has come: what is being done, and the share of it that is done; null when nobody knows. */
export interface Progress {
  readonly doing: string;
  readonly share: number | null;
}

/**
 * A file as a workbook.
 *
 * @param options how text is to be read
 * @throws Error with a sentence that names the file and says what was expected
 */
export async function readWorkbook(
  file: File,
  onProgress: (progress: Progress) => void = () => undefined,
  options: TextOptions = {},
): Promise<OpenedFile> {
  const name = file.name.replace(/\.[^.]*$/, '');
  const id = `book-${Date.now()}`;
  let isText = /\.(?:csv|tsv|txt|tab|dat|prn)$/i.test(file.name);
  const differences = new Differences();
  try {
    if (file.size > MOST.bytes) throw tooLarge(`has ${megabytes(file.size)}`, megabytes(MOST.bytes));
    const bytes = new Uint8Array(await file.arrayBuffer());
    onProgress({ doing: 'Reading the cells', share: null });
    const kind = await kindOf(bytes, isText);
    isText = kind === 'text';
    if (kind instanceof Error) throw kind;
    const opened =
      kind === 'text'
        ? { ...fromCsv(textOf(bytes), id, name, differences, options), active: null, kept: null }
        : { ...(await readBook(bytes, kind, id, name, differences, onProgress)), reading: null };
    return { ...opened, differences: differences.sentence(file.name) };
  } catch (error) {
    throw new Error(sentenceOf(error, file.name, isText), { cause: error });
  }
}

async function readBook(
  source: Uint8Array<ArrayBuffer>,
  kind: 'xlsx' | OtherBook,
  id: string,
  name: string,
  differences: Differences,
  onProgress: (progress: Progress) => void,
): Promise<Omit<OpenedFile, 'differences' | 'reading'>> {
  if (kind !== 'xlsx') {
    const workbook = await readOtherBook(source, kind, differences);
    tellSheetsApart(workbook, differences);
    return { workbook: fromXlsx(workbook, id, name, { differences }), active: null, kept: null };
  }
  const bytes = await asUsual(source);
  const file = await readable(bytes, (share) => onProgress({ doing: 'Looking through the sheets', share }));
  onProgress({ doing: 'Reading the cells', share: null });
  const workbook = await readXlsx(file.bytes, { readStyles: true }).catch((error: unknown) => {
    // Its own words are about archives and markup.
    throw error instanceof RangeError ? error : damaged('its parts do not fit together', error);
  });
  onProgress({ doing: 'Laying out the sheets', share: null });
  const names = workbook.sheets.map((sheet) => sheet.name);
  tellSheetsApart(workbook, differences);
  workbook.sheets.forEach((sheet, i) => {
    if (file.withoutCells[i]) differences.note('sheets', `“${sheet.name}”`);
  });
  const drawings = readDrawings(workbook, sheetIds(workbook), id, file.offsets);
  for (const chart of drawings.leftOut) differences.note('charts', `“${chart}”`);
  const opened = fromXlsx(workbook, id, name, {
    drawings: [drawings.resource],
    rows: file.rows,
    formats: file.formats,
    openRanges: file.openRanges,
    differences,
  });
  const sheets = opened.sheetOrder.map((sheet, i) => ({
    id: sheet,
    path: file.paths[i],
    name: names[i],
    filter: filterLook(opened, sheet),
    drawings: drawings.bySheet[i],
  }));
  const { kept, unseen, leftOut } = await keepPackage(
    bytes,
    file.emptied,
    sheets,
    nameKeys(opened),
    differences.losses(),
  );
  differences.noteUnseen(unseen);
  const hasDates = workbook.dateSystem === '1904' && unseen.some((kind) => DATED.has(kind));
  differences.noteLeftOut(leftOut);
  return {
    workbook: opened,
    active: opened.sheetOrder[workbook.activeSheet ?? 0] ?? null,
    kept: hasDates ? { ...kept, losses: [...kept.losses, DATES] } : kept,
  };
}

/** What has days in it that count from another one in files of 1904. */
const DATED: ReadonlySet<string> = new Set(['conditional formats', 'rules for what may be entered']);
const DATES = 'days in conditional formats and in rules for what may be entered, which count from 1904';

/** Text in UTF-8 or, as Excel writes "Unicode text" and older "CSV", in UTF-16 or Windows-1252. */
function textOf(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

function sentenceOf(error: unknown, file: string, isText: boolean): string {
  if (error instanceof FileProblem) return `"${file}" ${error.message}.`;
  // Arrays and texts that there is no memory for.
  if (error instanceof RangeError) return outOfMemory(file);
  const reason =
    error instanceof CellmerError ? error.message.replace(/\.$/, '') : 'something in it is not as expected';
  const expected = isText
    ? 'a table as text, column names in its first line'
    : 'a workbook (.xlsx, .xlsm, .xls, .ods) or text (.csv)';
  return `"${file}" could not be read (${reason}): expected ${expected}.`;
}
