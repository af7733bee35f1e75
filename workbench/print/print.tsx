/**
 * Prints a sheet: the page is hidden on paper, and the sheet stands in its place. The browser's own command for printing does the
 * same, of the whole sheet.
 */

import { flushSync } from 'react-dom';
import { createRoot, type Root } from 'react-dom/client';
import type { ReactNode } from 'react';
import { sentenceOf } from '../../src/index';
import type { RangeAddress } from '../../taskpane/host';
import { rangeAddress } from '../addresses';
import { finishEditing } from '../editing';
import { isOneCell, selected } from '../keys/selecting';
import { selectedRange } from '../selection';
import type { Spreadsheet } from '../univer';
import { printedSheet } from './printedSheet';
import { PrintView } from './PrintView';

/** What of the sheet in view is printed. */
export type Printed = 'sheet' | 'selection';

export interface Printer {
  /** The address of the selected cells where there are more than one, null otherwise. */
  selected(): string | null;
  /**
   * Opens the browser's dialog for printing.
   *
   * @throws Error with a sentence where there is nothing to print, or too much
   */
  print(what: Printed): Promise<void>;
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
      show(<p>{sentenceOf(error, 'laying out the sheet for printing')}</p>);
    }
  });
  window.addEventListener('afterprint', hide);
  return {
    selected() {
      const now = selected(spreadsheet);
      return !now || isOneCell(now) ? null : rangeAddress(now.range);
    },
    async print(what) {
      await finishEditing(spreadsheet);
      const element = show(view(what === 'selection' ? selectedRange(spreadsheet) : null));
      // Pictures are missing on paper as long as they are not decoded.
      await Promise.allSettled([...element.querySelectorAll('img')].map((image) => image.decode()));
      window.print();
    },
  };
}
