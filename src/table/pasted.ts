/** A table of text that goes into cells as it stands: nothing in it is left out, moved or taken for missing. */

import { trimText } from './cells';
import { RecordSplitter } from './records';
import { HeadLines, type Separator } from './separator';
import { columnCells, type Field } from './textColumns';
import type { TextOptions } from './textOptions';
import type { CellMatrix } from './types';

export interface PastedTable {
  /** Rows of equal length. */
  readonly cells: CellMatrix;
  /** By column: the number format in which its numbers were written, null where they were plain or there are none. */
  readonly formats: readonly (string | null)[];
}

const BLANK: Field = { text: '', quoted: false };

/**
 * Text with tabs between its cells as programs copy it, or divided as a text file where it has none and every line is divided alike.
 * Numbers and dates are read column by column as `readText` reads them, and all other words stay text; a quote that is not closed is a
 * character like others.
 *
 * @param options `home` and `locale` are used
 * @param isText whether what goes so many rows down and columns to the right stays text, whatever it looks like
 * @returns null for what is no table: a single field, or lines of words
 */
export function readPasted(
  text: string,
  options: TextOptions = {},
  isText: (row: number, column: number) => boolean = () => false,
): PastedTable | null {
  const separator = pastedSeparator(text);
  const rows: Field[][] = [];
  const splitter = new RecordSplitter(
    separator,
    // What stood in quotes says nothing here: spreadsheets quote for the sake of line breaks alone.
    (texts) => rows.push(texts.map((field) => ({ text: field, quoted: false }))),
    { lenient: true, keepBlank: true },
  );
  splitter.write(text);
  splitter.finish();
  if (rows.length < 2 && (rows[0]?.length ?? 0) < 2) return null;
  const width = Math.max(...rows.map(({ length }) => length));
  const columns = Array.from({ length: width }, (_, c) => rows.map((row) => row[c] ?? BLANK));
  const names = columns.map((_, c) => String(c + 1));
  const lines = rows.map((_, i) => i + 1);
  const read = columnCells(names, columns, lines, separator, { ...options, knownWords: false });
  return {
    cells: rows.map((row, i) =>
      read.columns.map((column, c) => {
        const own = isText(i, c) ? null : column[i];
        return own ?? (trimText(row[c]?.text ?? '') || null);
      }),
    ),
    formats: read.formats,
  };
}

/** A tab where there is one; else what divides each line into as many fields, with values among them. */
function pastedSeparator(text: string): Separator {
  if (text.includes('\t')) return '\t';
  const head = new HeadLines();
  head.add(text);
  const separator = head.end();
  const lines = text.split(/\r\n?|\n/).filter((line) => line.trim() !== '');
  if (separator === ' ' || lines.length < 2) return '\t';
  const counts = new Set<number>();
  const splitter = new RecordSplitter(separator, (texts) => counts.add(texts.length), { lenient: true });
  splitter.write(text);
  splitter.finish();
  return counts.size === 1 && !counts.has(1) ? separator : '\t';
}
