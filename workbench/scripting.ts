/**
 * What the page offers to scripts, in the browser's console and in tests: `cellmer.read('A1:C3')` gives the exact values
 * of cells, spilled ones too, as the functions read them.
 */

import type { SpreadsheetHost } from '../taskpane/host';
import { parseAddress, type CellMatrix } from '../src/index';

export interface Scripting {
  /** Values at an address such as `B2`, `A1:C3` or `Wheat!A1:B51`; without a sheet on the one in view. */
  read(address: string): Promise<CellMatrix>;
}

declare global {
  interface Window {
    cellmer?: Scripting;
  }
}

/** @param activeSheet name of the sheet in view */
export function offerScripting(host: SpreadsheetHost, activeSheet: () => string): void {
  window.cellmer = {
    async read(address) {
      const range = parseAddress(address);
      if (range === null) throw new Error(`"${address}" is no address: expected one like A1:C3`);
      const { sheet, row, column, rowCount: rows, columnCount: columns } = range;
      return host.readRange({ sheet: sheet ?? activeSheet(), row, column, rows, columns });
    },
  };
}
