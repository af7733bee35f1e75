/** Reads delimited text into cells as a spreadsheet would hand them over. */

import { CellmerError } from '../errors';
import { RecordSplitter } from './records';
import { detectSeparator } from './separator';
import { columnCells, type Field } from './textColumns';
import type { CellMatrix } from './types';

interface CsvRecord {
  readonly fields: readonly Field[];
  /** 1-based line of the text on which the record begins. */
  readonly line: number;
}

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
  const records: CsvRecord[] = [];
  const splitter = new RecordSplitter(separator, (texts, quoted, line) =>
    records.push({ fields: texts.map((field, c) => ({ text: field, quoted: quoted[c] })), line }),
  );
  splitter.write(source);
  splitter.finish();
  if (records.length === 0) throw emptyFile();
  const [header, ...rows] = records as [CsvRecord, ...CsvRecord[]];
  const width = header.fields.length;
  for (const { fields, line } of rows)
    if (fields.length !== width) throw wrongWidth(fields.length, line, width);
  const names = columnNames(header.fields.map((field) => field.text));
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

export function columnNames(header: readonly string[]): string[] {
  return header.map((name) => name.trim() || 'X');
}

export function emptyFile(): CellmerError {
  return new CellmerError('data', 'the file is empty: it should begin with a line of column names');
}

/** The error for a record with another number of fields than the first. */
export function wrongWidth(found: number, line: number, expected: number): CellmerError {
  const cells = found === 1 ? '1 cell' : `${found} cells`;
  return new CellmerError(
    'data',
    `line ${line} has ${cells}, but the first line has ${expected} column names`,
  );
}
