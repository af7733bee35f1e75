/** Numbers that are text in a sheet for their decimal mark alone: `664,0` where a point is decimal, `664.0` where a comma is. */

import { isMissing, trimText } from './cells';
import { ColumnSurvey, missingWords, readingsOf } from './textColumns';
import type { CellMatrix } from './types';
import { isPercent, writtenNumber, type DecimalMark } from './writtenNumbers';

/** What is missing as it stood there. */
type NumberOrMissing = number | string | null | { readonly error: '#N/A' };

/** A column of such numbers. */
export interface NumbersAsText {
  /** From 0. */
  readonly column: number;
  readonly mark: DecimalMark;
  /** One of the texts, with its decimal mark. */
  readonly example: string;
  /** The cells of the column, from the first row on, with numbers in place of these texts. */
  readonly cells: readonly NumberOrMissing[];
}

interface Candidate {
  readonly column: number;
  readonly survey: ColumnSurvey;
}

const NO_WORDS = missingWords({ knownWords: false });

/**
 * Of the columns `among`, from 0, those in which every text is a number, and some have a decimal mark; the others may be
 * numbers, and any may be missing. The mark is that of most numbers, as in a file; where nothing tells `1,234` from 1.234, the
 * column is none of these. Whole numbers as text are none either: these are names as often as not.
 *
 * @param rows the cells without headers
 */
export function numbersAsText(rows: CellMatrix, among: readonly number[]): NumbersAsText[] {
  const candidates = among.flatMap((column): Candidate[] => {
    const survey = surveyOf(rows, column);
    return survey ? [{ column, survey }] : [];
  });
  const readings = readingsOf(
    candidates.map(({ column }) => String(column)),
    candidates.map(({ survey }) => survey),
    '\t',
    {},
  );
  const isSeen = (mark: DecimalMark) => candidates.some(({ survey }) => survey.only[mark] > 0);
  return candidates.flatMap(({ column }, i) => {
    const { kind, mark } = readings[i];
    return kind === 'number' && isSeen(mark) ? withNumbers(rows, column, mark) : [];
  });
}

/** What its texts are; null as soon as one is no number. */
function surveyOf(rows: CellMatrix, column: number): ColumnSurvey | null {
  const survey = new ColumnSurvey('\t', NO_WORDS);
  for (const row of rows) {
    const cell = row[column];
    if (typeof cell === 'number' || isMissing(cell)) continue;
    if (typeof cell !== 'string') return null;
    const text = trimText(cell);
    const isNumber = writtenNumber(text, '.') !== null || writtenNumber(text, ',') !== null;
    if (!isNumber || isPercent(text)) return null;
    survey.add(text, false);
  }
  return survey;
}

function withNumbers(rows: CellMatrix, column: number, mark: DecimalMark): NumbersAsText[] {
  let example: string | null = null;
  const cells: NumberOrMissing[] = [];
  for (const row of rows) {
    const cell = row[column];
    if (typeof cell !== 'string' || isMissing(cell)) {
      // Anything else that is an error or a truth value has been refused.
      const isError = typeof cell === 'object' && cell !== null;
      cells.push(isError ? { error: '#N/A' } : ((cell as number | string | undefined) ?? null));
      continue;
    }
    const text = trimText(cell);
    const value = writtenNumber(text, mark);
    if (value === null || !Number.isFinite(value)) return [];
    if (text.includes(mark)) example ??= text;
    cells.push(value);
  }
  return example === null ? [] : [{ column, mark, example, cells }];
}
