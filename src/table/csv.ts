/** Reads delimited text into cells as a spreadsheet would hand them over. */

import { CellmerError } from '../errors';
import type { Cell, CellMatrix } from './types';

type Separator = ',' | ';' | '\t';

interface Field {
  readonly text: string;
  readonly quoted: boolean;
}

interface CsvRecord {
  readonly fields: readonly Field[];
  /** 1-based line of the text on which the record begins. */
  readonly line: number;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

const DOT_NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const COMMA_NUMBER = /^[+-]?(?:\d+,?\d*|,\d+)(?:[eE][+-]?\d+)?$/;
const INFINITE = /^[+-]?Inf$/;

/**
 * Cells of delimited text: the first row holds the column names.
 *
 * RFC 4180 (quotes, doubled quotes, line breaks inside quotes), with or without a byte order mark, with any line
 * ending. The separator is the one of comma, semicolon and tab that is most frequent in the first line; with
 * semicolons numbers may have a decimal comma. Empty lines are skipped.
 *
 * A column is numeric when all its cells that are not missing are numbers without quotes, and logical when they all are
 * TRUE or FALSE without quotes; anything else is text, so quoted numbers are labels, as R's write.csv means them.
 * Missing: an empty cell, `NA`, and `NaN` among numbers. A column without a name is called `X`, as R calls it.
 *
 * @throws CellmerError `data` when a quote is not closed or a line has more or fewer cells than the first
 */
export function parseCsv(text: string): CellMatrix {
  const source = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const separator = detectSeparator(source);
  const records = splitRecords(source, separator);
  if (records.length === 0)
    throw new CellmerError('data', 'the file is empty: it should begin with a line of column names');
  const [header, ...rows] = records as [CsvRecord, ...CsvRecord[]];
  const width = header.fields.length;
  for (const { fields, line } of rows) {
    if (fields.length === width) continue;
    const found = fields.length === 1 ? '1 cell' : `${fields.length} cells`;
    throw new CellmerError('data', `line ${line} has ${found}, but the first line has ${width} column names`);
  }
  const names: Cell[] = header.fields.map(({ text: name }) => name.trim() || 'X');
  const readers = names.map((_, column) => cellReader(rows, column, separator));
  return [names, ...rows.map(({ fields }) => fields.map((field, column) => readers[column](field)))];
}

/** The most frequent separator outside quotes in the first line; comma when there is none. */
function detectSeparator(source: string): Separator {
  const counts = { ',': 0, ';': 0, '\t': 0 };
  let inQuotes = false;
  for (const character of source) {
    if (character === '"') inQuotes = !inQuotes;
    else if (!inQuotes && (character === '\n' || character === '\r')) break;
    else if (!inQuotes && character in counts) counts[character as Separator]++;
  }
  return (Object.keys(counts) as Separator[]).reduce((best, next) =>
    counts[next] > counts[best] ? next : best,
  );
}

/** One pass over the text; cells are slices of it. */
function splitRecords(source: string, separator: Separator): CsvRecord[] {
  const records: CsvRecord[] = [];
  let fields: Field[] = [];
  let line = 1;
  let firstLine = 1;
  let at = 0;
  while (at < source.length) {
    const field = source[at] === '"' ? quotedField(source, at, line) : plainField(source, at, separator);
    fields.push(field);
    line += field.lines;
    at = field.end;
    if (source[at] === separator) {
      at++;
      // A separator at the very end still has an empty cell behind it.
      if (at < source.length) continue;
      fields.push({ text: '', quoted: false });
    }
    if (source[at] === '\r' && source[at + 1] === '\n') at++;
    at++;
    line++;
    if (!isEmptyLine(fields)) records.push({ fields, line: firstLine });
    fields = [];
    firstLine = line;
  }
  return records;
}

function isEmptyLine(fields: readonly Field[]): boolean {
  return fields.length === 1 && !fields[0].quoted && fields[0].text.trim() === '';
}

interface ReadField extends Field {
  /** Index behind the cell: of a separator, a line break or the end. */
  readonly end: number;
  /** Line breaks inside the cell. */
  readonly lines: number;
}

function plainField(source: string, start: number, separator: Separator): ReadField {
  const separatorCode = separator.charCodeAt(0);
  let end = start;
  for (; end < source.length; end++) {
    const code = source.charCodeAt(end);
    if (code === separatorCode || code === LINE_FEED || code === CARRIAGE_RETURN) break;
  }
  return { text: source.slice(start, end), quoted: false, end, lines: 0 };
}

function quotedField(source: string, start: number, line: number): ReadField {
  let text = '';
  let from = start + 1;
  for (;;) {
    const quote = source.indexOf('"', from);
    if (quote < 0) throw new CellmerError('data', `the quote that opens on line ${line} is never closed`);
    text += source.slice(from, quote);
    if (source[quote + 1] !== '"') {
      const end = quote + 1;
      if (end < source.length && !/[,;\t\r\n]/.test(source[end])) {
        throw new CellmerError(
          'data',
          `line ${line} has the character ${source[end]} directly behind a closing quote`,
        );
      }
      return { text, quoted: true, end, lines: text.split('\n').length - 1 };
    }
    text += '"';
    from = quote + 2;
  }
}

/** Decides what a column is, and returns the function that turns its cells into values. */
function cellReader(
  rows: readonly CsvRecord[],
  column: number,
  separator: Separator,
): (field: Field) => Cell {
  const present = rows.map(({ fields }) => fields[column]).filter((field) => !isMissing(field));
  const all = (test: (text: string) => boolean): boolean =>
    present.length > 0 && present.every(({ text, quoted }) => !quoted && test(text.trim()));
  if (all((text) => DOT_NUMBER.test(text) || isSpecialNumber(text))) return orMissing(toNumber);
  if (separator === ';' && all((text) => COMMA_NUMBER.test(text) || isSpecialNumber(text))) {
    return orMissing((text) => toNumber(text.replace(',', '.')));
  }
  if (all((text) => /^(?:TRUE|FALSE|true|false)$/.test(text)))
    return orMissing((text) => text.toUpperCase() === 'TRUE');
  return orMissing((text) => text);
}

function isMissing({ text, quoted }: Field): boolean {
  return text.trim() === '' || (!quoted && text.trim() === 'NA');
}

function isSpecialNumber(text: string): boolean {
  return text === 'NaN' || INFINITE.test(text);
}

function toNumber(text: string): number | null {
  if (text === 'NaN') return null;
  return Number(text.replace('Inf', 'Infinity'));
}

function orMissing(convert: (text: string) => Cell): (field: Field) => Cell {
  return (field) => (isMissing(field) ? null : convert(field.text.trim()));
}
