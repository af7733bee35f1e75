/** How much one call may carry: Excel on the web sends at most 5 MB in one message, either way. */

import { CellmerError } from '../src/index';

export interface MessageSizes {
  /** Values in all arguments of a call together, first rows not counted. */
  readonly arguments: number;
  /** Cells of an answer. */
  readonly answer: number;
}

/** 5 MB at some 20 characters per number. */
const EXCEL_ON_THE_WEB: MessageSizes = { arguments: 250_000, answer: 250_000 };
let sizes = EXCEL_ON_THE_WEB;

/** Sets how much this host carries; as much as Excel on the web where nothing is said. */
export function setMessageSizes(next: Partial<MessageSizes> = EXCEL_ON_THE_WEB): void {
  sizes = { ...sizes, ...next };
}

/** Values that a call may have in all its arguments together, first rows not counted. */
export function largestArguments(): number {
  return sizes.arguments;
}

/** @throws CellmerError `data` for a block that is too large for the host */
export function checkAnswerSize(rows: number, columns: number): void {
  if (rows * columns <= sizes.answer) return;
  throw new CellmerError(
    'data',
    `The result has ${rows} rows of ${columns} cells, and this Excel takes at most ${sizes.answer} cells from one ` +
      'function. Ask for a part of it, or for fewer groups.',
  );
}

/**
 * Blank cells do not count, so that whole columns are as large as their used part.
 *
 * @throws CellmerError `data` with what to do
 */
export function checkArgumentSize(values: readonly unknown[], names: readonly string[]): void {
  if (values.reduce<number>((sum, value) => sum + cellCount(value), 0) <= sizes.arguments) return;
  const counts = values.map(valueCount);
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total <= sizes.arguments) return;
  const name = names[counts.indexOf(Math.max(...counts))];
  throw new CellmerError(
    'data',
    `${name} has about ${total} values, and this Excel hands at most ${sizes.arguments} to one function. Give only the ` +
      'columns that the model uses, or fewer rows (a table of them); or fit it in the Cellmer pane, which reads the ' +
      'sheet in parts and has no such limit.',
  );
}

function cellCount(value: unknown): number {
  return Array.isArray(value) ? value.length * ((value[0] as unknown[] | undefined)?.length ?? 0) : 0;
}

function valueCount(value: unknown): number {
  if (!Array.isArray(value)) return 0;
  let count = 0;
  for (let i = 1; i < value.length; i++) {
    const row = value[i] as readonly unknown[];
    for (let j = 0; j < row.length; j++) if (row[j] != null && row[j] !== '') count++;
  }
  return count;
}
