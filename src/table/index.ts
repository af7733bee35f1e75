/** Cells to typed columns: what a blank, a text, an error or a date means is decided here and nowhere else. */

export {
  cellAddress,
  columnIndex,
  columnLetters,
  MAX_COLUMNS,
  MAX_ROWS,
  parseAddress,
  printAddress,
  quoteSheet,
  type AddressStyle,
  type RangeAddress,
} from './address';
export { isBlank, isCellError, isMissing, isNumericText } from './cells';
export { closestName, unknownColumn } from './columnNames';
export { factorOf, type Grouping } from './grouping';
export { composed, numberLabel } from './labels';
export { compareCodePoints } from './levelOrder';
export { orderLevels, type LevelOrder } from './orderLevels';
export { readTable, readingTable, type TableOptions } from './readTable';
export { canBeResponse, isDesign, variesWithin } from './responseColumn';
export { selectRows } from './selectRows';
export { readSample, type Sample, type SampleOptions } from './sample';
export { parseCsv, readText, type TextOptions, type TextTable } from './csv';
export type { Origin, TextPlace } from './place';
export { encodingOf, type TextEncoding } from './textEncoding';
export type { Cell, CellError, CellMatrix, Column, FactorColumn, NumericColumn, Table } from './types';
