/** What handing in and grading need of the open workbook besides what the pane needs anyway. */

import type { CellMatrix } from '../../src/index';
import type { RangeAddress } from '../host';

/** Cells in which tables of questions begin are looked for here. */
export const LOOKED_AT = { rows: 200, columns: 40, sheets: 30 } as const;

export const UNNAMED = 'Homework';

export interface CourseBook {
  /** What its file is called, without the ending; `UNNAMED` where that is not known. */
  name(): string;
  sheets(): Promise<readonly string[]>;
  /** A sheet's cells from A1 on, as far as they are in use and within `LOOKED_AT`. */
  top(sheet: string): Promise<CellMatrix>;
  /** The cells that a defined name stands for; null where there is none of the kind. */
  named(name: string): Promise<RangeAddress | null>;
  /** Tells that something has changed, on a sheet or, null, anywhere; returns a function that stops. */
  watch(changed: (sheet: string | null) => void): () => void;
  /** The workbook as a file, as it is now. */
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
  /** Hands a file to whoever is here; null where a page cannot do that. */
  readonly save: ((bytes: Uint8Array<ArrayBuffer>, name: string) => void) | null;
}
