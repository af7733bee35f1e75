/** Entry of the worker that reads a file: told which, it reports how far it has come, and the workbook in pieces. */

import type { IWorkbookData } from '@univerjs/core';
import type { Cells, FileReport, FileRequest } from './opening';
import { readWorkbook, type Progress } from './read';

/** The part of a dedicated worker's global scope that is used; the page's own types say Window. */
interface WorkerScope {
  postMessage(message: FileReport): void;
  onmessage: ((event: { readonly data: FileRequest }) => void) | null;
}

const scope = globalThis as unknown as WorkerScope;

/** In one piece: the page takes it in within some milliseconds. */
const CELLS = 5000;

scope.onmessage = ({ data: { file, options } }) => {
  const onProgress = (progress: Progress): void => scope.postMessage({ type: 'progress', progress });
  readWorkbook(file, onProgress, options).then(
    (opened) => {
      const workbook = sendCells(opened.workbook);
      scope.postMessage({ type: 'opened', opened: { ...opened, workbook } });
    },
    (error: Error) => scope.postMessage({ type: 'failed', sentence: error.message }),
  );
};

/** @returns the workbook without the cells that were sent */
function sendCells(workbook: IWorkbookData): IWorkbookData {
  const sheets = Object.entries(workbook.sheets).map(([id, sheet]) => {
    let piece: Cells = {};
    let size = 0;
    for (const [row, line] of Object.entries((sheet.cellData ?? {}) as Cells)) {
      piece[Number(row)] = line;
      size += Object.keys(line).length;
      if (size < CELLS) continue;
      scope.postMessage({ type: 'cells', sheet: id, cells: piece });
      [piece, size] = [{}, 0];
    }
    return [id, { ...sheet, cellData: piece }] as const;
  });
  return { ...workbook, sheets: Object.fromEntries(sheets) };
}

scope.postMessage({ type: 'ready' });
