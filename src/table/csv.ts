/** Reads delimited text into cells as a spreadsheet would hand them over. */

import { CellmerError } from '../errors';
import { headerNames } from './headers';
import { RecordSplitter } from './records';
import { HeadLines, saidSeparator, type Separator } from './separator';
import { columnCells, type Field } from './textColumns';
import { layoutOf, type TextLayout } from './textLayout';
import type { TextNote, TextOptions } from './textOptions';
import { TextRows } from './textRows';
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
  /** Whether the names stand in the text. */
  readonly hasHeaders: boolean;
  /** By column: the number format in which its numbers were written, null where they were plain or there are none. */
  readonly formats: readonly (string | null)[];
  /** What was taken for granted. */
  readonly notes: readonly TextNote[];
}

const BLANK: Field = { text: '', quoted: false };

/**
 * Reads delimited text as a spreadsheet imports it, what is not said being found from its first lines (`layoutOf`): the separator, titles
 * and comments above the table, names in no, one or two lines, units below them, names of rows. Rows may be shorter or longer than the
 * names. Empty lines are skipped. A first column without a name is called `X`, as R calls it.
 *
 * RFC 4180 (quotes, doubled quotes, line breaks inside quotes), with or without a byte order mark, with any line ending.
 *
 * What a column holds is decided by `columnCells`: a column of numbers keeps other words as text among them, so that the reader
 * of cells can name the first.
 *
 * @throws CellmerError `data` when a quote is not closed
 */
export function readText(text: string, options: TextOptions = {}): TextTable {
  const source = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const head = new HeadLines();
  head.add(source);
  const layout = textLayout(source, head, options);
  let names: readonly string[] = [];
  let namesLine = 0;
  const records: CsvRecord[] = [];
  const rows = new TextRows(layout, {
    onNames: (found, line) => ([names, namesLine] = [found, line]),
    onRow: (texts, quoted, line) =>
      records.push({ fields: texts.map((field, c) => ({ text: field, quoted: quoted[c] })), line }),
  });
  const splitter = new RecordSplitter(layout.separator, (texts, quoted, line) =>
    rows.take(texts, quoted, line),
  );
  splitter.write(source);
  splitter.finish();
  if (namesLine === 0) throw emptyFile();
  const allNames = columnNames(names, rows.width);
  const columns = allNames.map((_, c) => records.map(({ fields }) => fields[c] ?? BLANK));
  const lines = records.map(({ line }) => line);
  const read = columnCells(headerNames(allNames, allNames.length), columns, lines, layout.separator, options);
  return {
    cells: [allNames, ...records.map((_, row) => read.columns.map((column) => column[row]))],
    lines: [namesLine, ...lines],
    hasHeaders: layout.headers > 0,
    formats: read.formats,
    notes: [...layout.notes, ...rows.notes(), ...read.notes],
  };
}

/** The cells of `readText`. */
export function parseCsv(text: string, options: TextOptions = {}): CellMatrix {
  return readText(text, options).cells;
}

/**
 * @param source at least what `head` has looked at
 */
export function textLayout(source: string, head: HeadLines, options: TextOptions): TextLayout {
  const separator: Separator = options.separator ?? saidSeparator(source) ?? head.end();
  return layoutOf(source.slice(0, head.length), separator, options);
}

/** @param width as many names as there are columns, those without a name being empty */
export function columnNames(header: readonly string[], width: number): string[] {
  return Array.from({ length: width }, (_, c) => (header[c] ?? '').trim() || (c === 0 ? 'X' : ''));
}

export function emptyFile(): CellmerError {
  return new CellmerError('data', 'the file is empty: it should begin with a line of column names');
}
