/** Programs in cells: one line of code per row. */

import type { OutputMatrix } from './cellTypes';
import type { ModelCode } from './modelCode';

/** One column; an empty row between languages. */
export function codeCells(programs: readonly ModelCode[]): OutputMatrix {
  return programs.flatMap(({ lines }, i) => [...(i > 0 ? [[null]] : []), ...lines.map((line) => [line])]);
}
