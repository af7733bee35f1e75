/** How texts in cells look. */

import {
  BooleanNumber,
  BorderStyleTypes,
  HorizontalAlign,
  type IBorderStyleData,
  type IStyleData,
} from '@univerjs/core';
import type { CellStyle } from '../taskpane/host';

export const HEADER: IStyleData = { bl: BooleanNumber.TRUE };
export const NUMBER_HEADER: IStyleData = { ...HEADER, ht: HorizontalAlign.RIGHT };
/** A line of a table. */
export const RULE: IBorderStyleData = { s: BorderStyleTypes.THIN, cl: { rgb: '#000000' } };
export const INDENTED: IStyleData = { pd: { l: 10 } };

export const CELL_STYLES: Readonly<Record<CellStyle, IStyleData>> = {
  title: { bl: BooleanNumber.TRUE, fs: 13, cl: { rgb: '#047482' } },
  heading: { bl: BooleanNumber.TRUE },
  note: { it: BooleanNumber.TRUE, cl: { rgb: '#616161' } },
  header: NUMBER_HEADER,
  input: { bg: { rgb: '#fff2b3' } },
};
