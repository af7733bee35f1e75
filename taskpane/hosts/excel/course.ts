/** The open workbook, for handing out, handing in and grading. */

import type { CellMatrix } from '../../../src/index';
import { LOOKED_AT, UNNAMED, type CourseBook } from '../../course/book';
import { download } from '../../download';
import { text } from '../../text';
import { onSheetChanged } from './listen';
import { addressOf, PLACE } from './ranges';
import { readRange } from './read';
import { run } from './run';

export function courseBook(): CourseBook {
  /** By the ids that events have. */
  let names = new Map<string, string>();
  return {
    name: nameOfFile,
    sheets: () =>
      run(async (context, sync) => {
        const { worksheets } = context.workbook;
        worksheets.load(['items/id', 'items/name']);
        await sync();
        names = new Map(worksheets.items.map(({ id, name }) => [id, name]));
        return [...names.values()];
      }),
    top: topOf,
    named: (name) =>
      run(async (context, sync) => {
        const range = context.workbook.names.getItemOrNullObject(name).getRangeOrNullObject();
        range.load(PLACE);
        await sync();
        return range.isNullObject ? null : addressOf(range);
      }),
    watch: (changed) => onSheetChanged((id) => changed(names.get(id) ?? null)),
    bytes: wholeFile,
    save: canSave() ? download : null,
  };
}

async function topOf(sheet: string): Promise<CellMatrix> {
  const used = await run(async (context, sync) => {
    const range = context.workbook.worksheets.getItem(sheet).getUsedRangeOrNullObject(true);
    range.load(PLACE);
    await sync();
    return range.isNullObject ? null : addressOf(range);
  });
  if (used === null) return [];
  const rows = Math.min(LOOKED_AT.rows, used.row + used.rows);
  const columns = Math.min(LOOKED_AT.columns, used.column + used.columns);
  return readRange({ sheet, row: 0, column: 0, rows, columns });
}

/** Excel tells where the workbook lies; one that lies nowhere yet has no name. */
function nameOfFile(): string {
  const last = (Office.context.document.url ?? '').split(/[/\\]/).at(-1) ?? '';
  const name = last.replace(/[?#].*$/, '').replace(/\.[^.]*$/, '');
  if (name === '') return UNNAMED;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/**
 * Whether Excel gives the workbook as a file, and the page can hand one to somebody: pages inside of Excel for the Mac and for the iPad
 * have no downloads.
 */
function canSave(): boolean {
  const { platform, requirements } = Office.context;
  const hasDownloads = platform === Office.PlatformType.PC || platform === Office.PlatformType.OfficeOnline;
  return hasDownloads && requirements.isSetSupported('CompressedFile', '1.1');
}

/** In bytes, the most that Excel gives at once. */
const SLICE = 4_194_304;

/** @throws Error with a sentence */
async function wholeFile(): Promise<Uint8Array<ArrayBuffer>> {
  const file = await answer<Office.File>((done) =>
    Office.context.document.getFileAsync(Office.FileType.Compressed, { sliceSize: SLICE }, done),
  );
  try {
    const bytes = new Uint8Array(file.size);
    let at = 0;
    for (let i = 0; i < file.sliceCount; i++) {
      const { data } = await answer<Office.Slice>((done) => file.getSliceAsync(i, done));
      bytes.set(data as ArrayLike<number>, at);
      at += (data as ArrayLike<number>).length;
    }
    return bytes.subarray(0, at);
  } finally {
    // Excel keeps no more than two of them for a page.
    file.closeAsync();
  }
}

function answer<T>(ask: (done: (result: Office.AsyncResult<T>) => void) => void): Promise<T> {
  return new Promise((resolve, reject) =>
    ask(({ status, value, error }) => {
      if (status === Office.AsyncResultStatus.Succeeded) resolve(value);
      else reject(new Error(text.excel.noFile(error.message)));
    }),
  );
}
