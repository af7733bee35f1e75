/** Reads delimited text into cells as a spreadsheet would hand them over. */

import { CellmerError } from '../errors';
import { detectSeparator, type Separator } from './separator';
import { columnCells, type Field } from './textColumns';
import type { CellMatrix } from './types';

interface CsvRecord {
  readonly fields: readonly Field[];
  /** 1-based line of the text on which the record begins. */
  readonly line: number;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Delimited text as cells, and what is needed to speak about it. */
export interface TextTable {
  /** The first row holds the column names. */
  readonly cells: CellMatrix;
  /** 1-based line of the text on which each row of `cells` begins. */
  readonly lines: readonly number[];
  /** Sentences on what could have been read otherwise. */
  readonly notes: readonly string[];
}

export interface TextOptions {
  /** Words for a missing value besides nothing, `NA` and `#N/A`; none by default. */
  readonly missing?: readonly string[];
}

/**
 * Reads delimited text: the first row holds the column names.
 *
 * RFC 4180 (quotes, doubled quotes, line breaks inside quotes), with or without a byte order mark, with any line
 * ending. The separator is that of comma, semicolon and tab which divides the lines most evenly. Empty lines are skipped. A
 * column without a name is called `X`, as R calls it.
 *
 * What a column holds is decided by `columnCells`: a column of numbers keeps other words as text among them, so that the reader
 * of cells can name the first.
 *
 * @throws CellmerError `data` when a quote is not closed or a line has more or fewer cells than the first
 */
export function readText(text: string, { missing = [] }: TextOptions = {}): TextTable {
  const source = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const separator = detectSeparator(source);
  const records = splitRecords(source, separator);
  if (records.length === 0)
    throw new CellmerError('data', 'the file is empty: it should begin with a line of column names');
  const [header, ...rows] = records as [CsvRecord, ...CsvRecord[]];
  requireWidth(rows, header.fields.length);
  const names = header.fields.map(({ text: name }) => name.trim() || 'X');
  const columns = names.map((_, c) => rows.map(({ fields }) => fields[c]));
  const { columns: read, notes } = columnCells(names, columns, separator, new Set(missing));
  return {
    cells: [names, ...rows.map((_, row) => read.map((column) => column[row]))],
    lines: records.map(({ line }) => line),
    notes,
  };
}

/** The cells of `readText`. */
export function parseCsv(text: string, options: TextOptions = {}): CellMatrix {
  return readText(text, options).cells;
}

function requireWidth(rows: readonly CsvRecord[], width: number): void {
  for (const { fields, line } of rows) {
    if (fields.length === width) continue;
    const found = fields.length === 1 ? '1 cell' : `${fields.length} cells`;
    throw new CellmerError('data', `line ${line} has ${found}, but the first line has ${width} column names`);
  }
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
