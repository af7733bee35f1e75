/** Typing into cells: how it begins and ends. */

import { ICommandService, type ICommandInfo, type IDocumentData } from '@univerjs/core';
import {
  BEFORE_CELL_EDIT,
  DeviceInputEventType,
  SetCellEditVisibleOperation,
  SheetInterceptorService,
} from '@univerjs/preset-sheets-core';
import type { Spreadsheet } from './univer';

/** Puts what is being typed into its cell, as if another cell were chosen. */
export async function finishEditing({ api, get }: Spreadsheet): Promise<void> {
  const workbook = api.getActiveWorkbook();
  if (!workbook?.isCellEditing()) return;
  await get<ICommandService>(ICommandService).executeCommand(SetCellEditVisibleOperation.id, {
    visible: false,
    eventType: DeviceInputEventType.PointerDown,
    unitId: workbook.getId(),
  });
  // The grid writes after the command.
  await new Promise((later) => setTimeout(later));
}

/**
 * Lets go of a formula that has been begun with fx. Univer 0.25 begins it in the name of its editor instead of the workbook's:
 * Escape then leaves its text behind, and the next change of the sheet fails.
 */
export function editInWorkbook({ api, get }: Spreadsheet): void {
  get<ICommandService>(ICommandService).beforeCommandExecuted(({ id, params }: Readonly<ICommandInfo>) => {
    if (id !== SetCellEditVisibleOperation.id) return;
    const editing = params as { unitId?: string };
    const workbook = api.getActiveWorkbook()?.getId();
    if (workbook !== undefined && editing.unitId !== workbook) editing.unitId = workbook;
  });
}

/** Hands the editor texts of several lines as paragraphs: Univer 0.25 takes the whole for one, and its line feeds for nothing. */
export function editLines({ get }: Spreadsheet): void {
  get<SheetInterceptorService>(SheetInterceptorService).writeCellInterceptor.intercept(BEFORE_CELL_EDIT, {
    // Before the last one, which asks no other.
    priority: 0,
    handler(cell, _, next) {
      const isLines = typeof cell?.v === 'string' && cell.v.includes('\n') && !cell.f && !cell.p;
      return next(isLines ? { ...cell, p: paragraphs(cell.v as string) } : cell);
    },
  });
}

function paragraphs(text: string): IDocumentData {
  const dataStream = text.replace(/\r?\n/g, '\r') + '\r\n';
  return {
    id: 'lines',
    documentStyle: {},
    body: {
      dataStream,
      paragraphs: [...dataStream.matchAll(/\r/g)].map(({ index }) => ({
        startIndex: index,
        paragraphId: `line-${index}`,
      })),
      sectionBreaks: [{ startIndex: dataStream.length - 1 }],
      textRuns: [],
    },
  };
}
