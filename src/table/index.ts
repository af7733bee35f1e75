/** Cells to typed columns: what a blank, a text, an error or a date means is decided here and nowhere else. */

export { columnLetters, MAX_COLUMNS, MAX_ROWS, parseAddress, printAddress } from './address';
export { isBlank, isMissing, isNumericText } from './cells';
export { closestName, unknownChoice, unknownColumn } from './columnNames';
export { factorOf } from './grouping';
export { composed, numberLabel } from './labels';
export { compareCodePoints } from './levelOrder';
export { numbersAsText, type NumbersAsText } from './numbersAsText';
export { orderLevels, type LevelOrder } from './orderLevels';
export { readTable, readingTable, type TableOptions } from './readTable';
export { canBeResponse, isDesign, variesWithin } from './responseColumn';
export { detectSeparator } from './separator';
export { selectRows } from './selectRows';
export { readSample, sampleOf, type Sample } from './sample';
export { parseCsv, readText, type TextTable } from './csv';
export type { TextNote, TextOptions } from './textOptions';
export { dateOrderOf, isoDate } from './writtenDates';
export type { Separator } from './separator';
export { readPasted, type PastedTable } from './pasted';
export type { Origin, TextPlace } from './place';
export { encodingOf, EncodingSurvey, UnreadableText } from './textEncoding';
export { readTextTable, type ByteSource } from './textStream';
export type { Cell, CellMatrix, Column } from './types';
