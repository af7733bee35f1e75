/**
 * Delimited text of any size into typed columns, in one pass and without the text: what is in memory are the columns in use.
 *
 * How a column is to be read follows from all of its fields, and how bytes are to be read from all of them (`readingsOf`,
 * `EncodingSurvey`). So the first lines let guess, everything is read so, and where it has turned out otherwise at the end
 * it is read once more. The table is that of `readText` and `readTable` in every case.
 */

import { findColumns } from './columnNames';
import { ColumnReader } from './columnReader';
import { trimText } from './cells';
import { columnNames, emptyFile, textLayout } from './csv';
import { headerNames } from './headers';
import type { TextPlace } from './place';
import { checkRowCount, refuseErrorHeaders, withoutBreak, type TableOptions } from './readTable';
import { RecordSplitter } from './records';
import { HeadLines } from './separator';
import {
  cellOf,
  ColumnSurvey,
  isMissingField,
  isWord,
  missingWords,
  notesOn,
  readingsOf,
  type MissingWords,
  type Reading,
} from './textColumns';
import { EncodingSurvey, joinedBytes, SAMPLE, type TextEncoding } from './textEncoding';
import type { TextLayout } from './textLayout';
import type { TextNote, TextOptions } from './textOptions';
import { TextRows } from './textRows';
import type { Column, Table } from './types';

/** Bytes that can be read more than once. */
export interface ByteSource {
  /** How many there are, where that is known: an estimate of the number of rows follows from it. */
  readonly size: number | null;
  /** From the beginning, in pieces. A piece is not kept when the next one is asked for. */
  readonly pieces: () => Iterable<Uint8Array>;
  /** What makes text of them, see `TextDecoder`. */
  readonly decoder: (encoding: TextEncoding) => {
    readonly decode: (bytes?: Uint8Array, options?: { readonly stream: boolean }) => string;
  };
}

export interface StreamOptions extends TextOptions {
  /** The columns to read, as for `readTable`. */
  readonly use?: TableOptions['use'];
  /** How a missing value is written, see `TextPlace`. */
  readonly missingHint: string;
  /** Told once, when everything is read, what was taken for granted. */
  readonly onNotes?: (notes: readonly TextNote[]) => void;
}

/** Characters of the beginning from which it is guessed how columns are to be read; more where lines are longer. */
const HEAD = 1 << 16;
/** Rows whose errors count in the order of columns, as `readTable` reads them. */
const BLOCK_ROWS = 256;

/**
 * Reads delimited text with a line of column names, as `readText` and `readTable` with headers do, in one pass, or two where the
 * first lines have not shown how to read the others.
 *
 * @throws CellmerError `data` as they do, an `UnreadableText` for bytes that no text has
 */
export function readTextTable(source: ByteSource, options: StreamOptions): Table {
  let guess: Guess = { encoding: null, readings: null, width: null, rows: null };
  for (;;) {
    const pass: Pass = new Pass(source, options, guess);
    try {
      pass.run();
    } catch (error) {
      // Names of columns, and so what is said about them, depend on how the bytes are read.
      const encoding = pass.isPlain ? pass.guess.encoding : encodingOfAll(source);
      if (encoding === pass.guess.encoding) {
        // What was taken for granted may be what is wrong.
        options.onNotes?.(pass.layoutNotes);
        throw error;
      }
      guess = { encoding, readings: null, width: null, rows: null };
      continue;
    }
    if (pass.isRight()) return pass.table();
    guess = pass.found();
  }
}

function encodingOfAll({ pieces }: ByteSource): TextEncoding {
  const survey = new EncodingSurvey();
  for (const piece of pieces()) survey.add(piece);
  return survey.encoding();
}

/** What is read as if it were known. */
interface Guess {
  readonly encoding: TextEncoding | null;
  /** By column. */
  readonly readings: readonly Reading[] | null;
  /** Columns. */
  readonly width: number | null;
  readonly rows: number | null;
}

/** One pass over the bytes. */
class Pass {
  private readonly bytes = new EncodingSurvey();
  private readonly missing: MissingWords;
  private readonly lines = new Integers();
  /** Characters of the beginning, while it is not yet known how to go on; then null. */
  private head: string | null = '';
  private headLines: HeadLines | null = new HeadLines();
  private layout: TextLayout | null = null;
  private textRows: TextRows | null = null;
  private splitter: RecordSplitter | null = null;
  private isFirstText = true;

  /** The names of columns; none before they are read. */
  private headers: readonly string[] = [];
  private surveys: ColumnSurvey[] = [];
  /** Positions of the columns in use, and their readers. */
  private used: readonly number[] = [];
  private readers: readonly ColumnReader[] = [];
  /** What was wrong in a column in use, and in which block. */
  private failures: ({ readonly error: unknown; readonly block: number } | null)[] = [];

  private rows = 0;
  /** Rows down to the last one with something in it, whatever is read as a number. */
  private filledRows = 0;
  /** By column: rows down to the last one with a word in it that is missing among numbers. */
  private rowsToWord: number[] = [];
  private bytesRead = 0;

  constructor(
    private readonly source: ByteSource,
    private readonly options: StreamOptions,
    public guess: Guess,
  ) {
    this.missing = missingWords(options);
  }

  /** Whether the bytes so far are the same characters in all encodings. */
  get isPlain(): boolean {
    return this.bytes.isPlain;
  }

  /** What was taken for granted before any row was read. */
  get layoutNotes(): readonly TextNote[] {
    return this.layout?.notes ?? [];
  }

  run(): void {
    let decoder: ReturnType<ByteSource['decoder']> | null = null;
    for (const piece of joinedPieces(this.source.pieces())) {
      this.bytes.add(piece);
      this.bytesRead += piece.length;
      const encoding = this.guess.encoding ?? this.bytes.encoding();
      this.guess = { ...this.guess, encoding };
      decoder ??= this.source.decoder(encoding);
      this.take(decoder.decode(piece, { stream: true }));
    }
    if (decoder !== null) this.take(decoder.decode());
    if (this.head !== null) this.begin();
    this.splitter!.finish();
    if (this.headers.length === 0) throw emptyFile();
  }

  /** Whether everything was as it had been guessed. */
  isRight(): boolean {
    const { readings, encoding, width } = this.found();
    const guess = this.guess.readings!;
    return (
      encoding === this.guess.encoding &&
      width === this.guess.width &&
      this.used.every((c) => isSameReading(readings[c], guess[c], this.surveys[c]))
    );
  }

  found(): Guess & { readonly readings: readonly Reading[] } {
    return {
      encoding: this.bytes.encoding(),
      readings: readingsOf(this.headers, this.surveys, this.layout!.separator, this.options),
      width: this.textRows!.width,
      rows: this.rows,
    };
  }

  table(): Table {
    const { readings } = this.found();
    const { headers } = this;
    const layout = this.layout!;
    const lines = this.lines.values.subarray(1);
    const notes = notesOn(headers, this.surveys, readings, lines, this.options);
    this.options.onNotes?.([...this.layoutNotes, ...this.textRows!.notes(), ...notes]);
    const rowCount = this.rowsToWord.reduce(
      (most, rows, c) => (readings[c].kind === 'text' ? Math.max(most, rows) : most),
      this.filledRows,
    );
    checkRowCount(rowCount, this.rows, headers);
    const failed = this.failures.filter((failure) => failure !== null);
    failed.sort((a, b) => a.block - b.block);
    if (failed.length > 0) throw failed[0].error;
    const columns = new Map<string, Column>();
    this.used.forEach((c, k) => {
      this.readers[k].cut(rowCount);
      columns.set(headers[c], withoutBreak(this.readers[k].finish(false)));
    });
    return { rowCount, names: headers, columns, hasHeaders: layout.headers > 0 };
  }

  private take(text: string): void {
    if (text === '') return;
    const piece = this.isFirstText && text.startsWith('\uFEFF') ? text.slice(1) : text;
    this.isFirstText = false;
    if (this.head === null) {
      this.splitter!.write(piece);
      return;
    }
    this.head += piece;
    this.headLines!.add(piece);
    if (this.head.length >= HEAD && this.headLines!.isFull) this.begin();
  }

  /** The beginning has said how to go on. */
  private begin(): void {
    const head = this.head!;
    const layout = textLayout(head, this.headLines!, this.options);
    this.layout = layout;
    this.headLines = this.head = null;
    if (this.guess.readings === null) this.guess = { ...this.guess, ...this.guessed(head, layout) };
    const textRows = new TextRows(layout, {
      onNames: (names, line) => this.takeNames(names, line),
      onRow: (texts, quoted, line) => {
        this.lines.add(line);
        this.takeRow(texts, quoted);
      },
    });
    this.textRows = textRows;
    this.splitter = new RecordSplitter(layout.separator, (texts, quoted, line) =>
      textRows.take(texts, quoted, line),
    );
    this.splitter.write(head);
  }

  /** What there would be if all of it were like the beginning, and somewhat more rows. */
  private guessed(head: string, layout: TextLayout): Pick<Guess, 'readings' | 'width' | 'rows'> {
    const surveys: ColumnSurvey[] = [];
    let names: readonly string[] = [];
    let rows = 0;
    const textRows = new TextRows(layout, {
      onNames: (found) => (names = found),
      onRow: (texts, quoted) => {
        rows++;
        for (let c = 0; c < texts.length; c++) {
          surveys[c] ??= this.newSurvey(layout);
          surveys[c].add(trimText(texts[c]), quoted[c]);
        }
      },
    });
    const splitter = new RecordSplitter(layout.separator, (texts, quoted, line) =>
      textRows.take(texts, quoted, line),
    );
    splitter.write(head);
    const { width } = textRows;
    while (surveys.length < width) surveys.push(this.newSurvey(layout));
    surveys.length = width;
    const { size } = this.source;
    return {
      readings: likelyReadings(headerNames(columnNames(names, width), width), surveys, layout, this.options),
      width,
      rows: size === null ? null : Math.ceil((1.02 * size * (rows + 1)) / Math.max(1, this.bytesRead)),
    };
  }

  private newSurvey({ separator }: TextLayout): ColumnSurvey {
    return new ColumnSurvey(separator, this.missing);
  }

  private takeNames(found: readonly string[], line: number): void {
    const layout = this.layout!;
    this.lines.add(line);
    // Where the beginning has broken off in the names nothing is known.
    if (this.guess.width! < found.length) this.guess = { ...this.guess, width: found.length };
    const width = this.guess.width!;
    const names = columnNames(found, width);
    const headers = (this.headers = headerNames(names, width));
    this.surveys = names.map(() => this.newSurvey(layout));
    this.rowsToWord = names.map(() => 0);
    if (this.guess.readings!.length < width)
      this.guess = {
        ...this.guess,
        readings: likelyReadings(headers, this.surveys, layout, this.options),
      };
    const hasHeaders = layout.headers > 0;
    const { use, missingHint } = this.options;
    this.used = findColumns(use ? use(headers, hasHeaders) : headers, headers, hasHeaders, null);
    refuseErrorHeaders(names, this.used, headers, null);
    const { lines } = this;
    const text: TextPlace = {
      get lines() {
        return lines.values;
      },
      missingHint,
    };
    const place = { address: null, firstRow: 1, text };
    this.readers = this.used.map((c) => new ColumnReader(headers[c], c, this.guess.rows ?? 0, place));
    this.failures = this.used.map(() => null);
  }

  private takeRow(texts: readonly string[], quoted: readonly boolean[]): void {
    const { surveys, missing, used } = this;
    this.rows++;
    let next = 0;
    for (let c = 0; c < surveys.length; c++) {
      const text = c < texts.length ? trimText(texts[c]) : '';
      const simple = surveys[c].add(text, quoted[c]);
      if (simple === simple) this.filledRows = this.rows;
      else if (this.filledRows < this.rows && !isMissingField(text, quoted[c], missing))
        if (isWord(text, missing)) this.rowsToWord[c] = this.rows;
        else this.filledRows = this.rows;
      if (used[next] === c) this.append(next++, text, quoted[c], simple);
    }
  }

  private append(k: number, text: string, quoted: boolean, simple: number): void {
    if (this.failures[k] !== null) return;
    try {
      this.readers[k].append(cellOf(text, quoted, simple, this.guess.readings![this.used[k]], this.missing));
    } catch (error) {
      // It may be one of how the column was taken for, and one of another column may come first.
      this.failures[k] = { error, block: Math.floor((this.rows - 1) / BLOCK_ROWS) };
    }
  }
}

/** How columns are read of which only the first rows are known; one that begins with nothing is likely to hold numbers. */
function likelyReadings(
  names: readonly string[],
  surveys: readonly ColumnSurvey[],
  { separator }: TextLayout,
  options: TextOptions,
): Reading[] {
  return readingsOf(names, surveys, separator, options).map((reading, c) =>
    surveys[c].present > 0 || options.text?.includes(names[c]) ? reading : { ...reading, kind: 'number' },
  );
}

/** Whether two ways to read a column give the same cells. */
function isSameReading(a: Reading, b: Reading, survey: ColumnSurvey): boolean {
  if (survey.present + survey.wordCount === 0) return true;
  const isText = ({ kind }: Reading): boolean =>
    kind === 'text' || (kind === 'digits' && survey.wordCount === 0);
  if (isText(a) && isText(b)) return true;
  if (a.kind !== b.kind) return false;
  if (a.kind === 'date') return a.order === b.order || survey.isWithoutOrder;
  if (a.kind !== 'number') return true;
  return a.percent === b.percent && a.currency === b.currency && (a.mark === b.mark || survey.isWithoutMark);
}

/** Pieces that are long enough to see how the first of them is written. */
function* joinedPieces(pieces: Iterable<Uint8Array>): Generator<Uint8Array, void, void> {
  let rest = new Uint8Array(0);
  for (const piece of pieces) {
    const joined = rest.length === 0 && piece.length >= SAMPLE ? piece : joinedBytes(rest, piece);
    if (joined.length >= SAMPLE) yield joined;
    rest = joined.length >= SAMPLE ? new Uint8Array(0) : joined.slice();
  }
  if (rest.length > 0) yield rest;
}

/** A growing list of whole numbers, with room behind them. */
class Integers {
  values = new Int32Array(1024);
  private length = 0;

  add(value: number): void {
    if (this.length === this.values.length) {
      const { values } = this;
      this.values = new Int32Array(2 * values.length);
      this.values.set(values);
    }
    this.values[this.length++] = value;
  }
}
