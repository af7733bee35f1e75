/**
 * Prints a sheet: the page is hidden on paper, and the sheet stands in its place. The browser's own command for printing does the
 * same, of the whole sheet.
 */

import { flushSync } from 'react-dom';
import { createRoot, type Root } from 'react-dom/client';
import type { ReactNode } from 'react';
import { printAddress } from '../../src/index';
import type { RangeAddress } from '../../taskpane/host';
import { finishEditing } from '../editing';
import { selectedRange } from '../selection';
import type { Spreadsheet } from '../univer';
import { printedSheet } from './printedSheet';
import { PrintView } from './PrintView';

/** What of the sheet in view is printed. */
export type Part = 'sheet' | 'selection';

export interface Printer {
  /** The address of the selected cells where there are more than one, null otherwise. */
  selected(): string | null;
  /**
   * Opens the browser's dialog for printing.
   *
   * @throws Error with a sentence where there is nothing to print, or too much
   */
  print(part: Part): Promise<void>;
}

export function printing(spreadsheet: Spreadsheet): Printer {
  let shown: { readonly root: Root; readonly element: HTMLElement } | null = null;
  const hide = (): void => {
    shown?.root.unmount();
    shown?.element.remove();
    shown = null;
  };
  const show = (content: ReactNode): HTMLElement => {
    hide();
    const element = document.createElement('div');
    element.className = 'wb-print';
    document.body.append(element);
    const root = createRoot(element);
    shown = { root, element };
    flushSync(() => root.render(content));
    return element;
  };
  const view = (part: RangeAddress | null): ReactNode => (
    <PrintView spreadsheet={spreadsheet} printed={printedSheet(spreadsheet, part)} />
  );
  window.addEventListener('beforeprint', () => {
    if (shown) return;
    try {
      show(view(null));
    } catch (error) {
      show(<p>{error instanceof Error ? error.message : String(error)}</p>);
    }
  });
  window.addEventListener('afterprint', hide);
  return {
    selected() {
      const range = selectedRange(spreadsheet);
      if (!range || isOneCell(spreadsheet, range)) return null;
      const { row, column, rows: rowCount, columns: columnCount } = range;
      return printAddress({ sheet: null, row, column, rowCount, columnCount });
    },
    async print(part) {
      await finishEditing(spreadsheet);
      const element = show(view(part === 'selection' ? selectedRange(spreadsheet) : null));
      // Pictures are missing on paper as long as they are not decoded.
      await Promise.allSettled([...element.querySelectorAll('img')].map((image) => image.decode()));
      window.print();
    },
  };
}

/** One that is merged is one too. */
function isOneCell({ api }: Spreadsheet, { row, column, rows, columns }: RangeAddress): boolean {
  const merged = api.getActiveWorkbook()?.getActiveSheet().getSheet().getMergedCell(row, column);
  const height = merged ? merged.endRow - merged.startRow + 1 : 1;
  const width = merged ? merged.endColumn - merged.startColumn + 1 : 1;
  return rows === height && columns === width;
}
