/** Whether a text is a value of any kind, apart from the column that it stands in. */

import { amountOf } from './currency';
import { isMissingText } from './cells';
import { writtenDate } from './writtenDates';
import { simpleNumber, writtenNumber } from './writtenNumbers';

/**
 * Words for a missing value where they stand among numbers or dates. In a column of labels some of them are labels: `-` beside `+`.
 */
const WORDS: ReadonlySet<string> = new Set([
  ...['NaN', 'nan', 'N/A', 'n/a', 'n.a.', 'N.A.', 'na'],
  ...['.', '..', '-', '--', '\u2013', '\u2014', '?', 'NULL', 'null', 'n.d.', 'N.D.'],
]);

const LONGEST_WORD = 4;

/** @param text trimmed */
export function isMissingWord(text: string): boolean {
  return text.length <= LONGEST_WORD && WORDS.has(text);
}

/** Whether a trimmed text is a number, an amount of money or a date, however it is written; missing values are none. */
export function isWrittenValue(text: string): boolean {
  if (!Number.isNaN(simpleNumber(text))) return true;
  if (isMissingText(text) || isMissingWord(text)) return false;
  const number = amountOf(text)?.number ?? text;
  return (
    writtenNumber(number, '.') !== null ||
    writtenNumber(number, ',') !== null ||
    writtenDate(text, 'mdy') !== null ||
    writtenDate(text, 'dmy') !== null
  );
}
