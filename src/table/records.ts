/** Delimited text, whole or in pieces, into records of fields. */

import { CellmerError } from '../errors';
import type { Separator } from './separator';

/**
 * Called with the fields of a record, whether each stood in quotes, and the 1-based line on which the record begins. The lists
 * are used again for the next record.
 */
export type OnRecord = (texts: readonly string[], quoted: readonly boolean[], line: number) => void;

/** Most characters of one record in a text that comes in pieces: half of what one text can hold. */
const LONGEST_RECORD = 2 ** 28;

const QUOTE = 34;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * Splits text by RFC 4180 (quotes, doubled quotes, line breaks inside quotes), with any line ending. Empty lines are skipped.
 *
 * A record that a piece of the text breaks off in is read again with the next piece.
 */
export class RecordSplitter {
  /** What belongs to no whole record yet. */
  private rest = '';
  /** Length of the rest from which on it is worth to look at it again. */
  private worthwhile = 0;
  private line = 1;
  private readonly texts: string[] = [];
  private readonly quoted: boolean[] = [];
  /** Where the field ends that was read last, and its line breaks. */
  private end = 0;
  private breaks = 0;
  private readonly separatorCode: number;

  constructor(
    separator: Separator,
    private readonly onRecord: OnRecord,
  ) {
    this.separatorCode = separator.charCodeAt(0);
  }

  /** @throws CellmerError `data` at a character behind a closing quote, and for an endless record */
  write(text: string): void {
    this.rest += text;
    if (this.rest.length < this.worthwhile) return;
    const { length } = this.rest;
    this.rest = this.split(this.rest, false);
    // Looking at a long record again only when it has doubled keeps the work in proportion to the text.
    this.worthwhile = this.rest.length === length ? 2 * length : 0;
    if (this.rest.length > LONGEST_RECORD)
      throw new CellmerError(
        'data',
        `the record that begins on line ${this.line} has more than ${LONGEST_RECORD} characters: is a quote not closed?`,
      );
  }

  /** The text is over. @throws CellmerError `data` also when a quote is not closed */
  finish(): void {
    this.split(this.rest, true);
    this.rest = '';
  }

  /** Reads whole records; returns what is left. */
  private split(source: string, isLast: boolean): string {
    const { texts, quoted, separatorCode } = this;
    let recordStart = 0;
    let { line } = this;
    texts.length = quoted.length = 0;
    for (let at = 0; at < source.length;) {
      const isQuoted = source.charCodeAt(at) === QUOTE;
      const text = isQuoted
        ? this.quotedField(source, at, line, isLast)
        : this.plainField(source, at, isLast);
      if (text === null) break;
      texts.push(text);
      quoted.push(isQuoted);
      line += this.breaks;
      at = this.end;
      if (source.charCodeAt(at) === separatorCode) {
        at++;
        // A separator at the very end still has an empty field behind it.
        if (at < source.length) continue;
        if (!isLast) break;
        texts.push('');
        quoted.push(false);
      }
      if (source.charCodeAt(at) === CARRIAGE_RETURN) {
        if (at + 1 === source.length && !isLast) break;
        if (source.charCodeAt(at + 1) === LINE_FEED) at++;
      }
      at++;
      line++;
      if (texts.length > 1 || quoted[0] || texts[0].trim() !== '') this.onRecord(texts, quoted, this.line);
      texts.length = quoted.length = 0;
      this.line = line;
      recordStart = at;
    }
    return source.slice(recordStart);
  }

  /** null when it may go on behind the end of the source. */
  private plainField(source: string, start: number, isLast: boolean): string | null {
    const { separatorCode } = this;
    let end = start;
    for (; end < source.length; end++) {
      const code = source.charCodeAt(end);
      if (code === separatorCode || code === LINE_FEED || code === CARRIAGE_RETURN) break;
    }
    if (end === source.length && !isLast) return null;
    this.end = end;
    this.breaks = 0;
    return source.slice(start, end);
  }

  private quotedField(source: string, start: number, line: number, isLast: boolean): string | null {
    let text = '';
    let from = start + 1;
    for (;;) {
      const quote = source.indexOf('"', from);
      if (quote < 0 && isLast)
        throw new CellmerError('data', `the quote that opens on line ${line} is never closed`);
      // The next piece may begin with a second quote.
      if (!isLast && (quote < 0 || quote + 1 === source.length)) return null;
      const isClosed = source.charCodeAt(quote + 1) !== QUOTE;
      const part = source.slice(from, isClosed ? quote : quote + 1);
      text = text === '' ? part : text + part;
      from = quote + 2;
      if (!isClosed) continue;
      this.end = quote + 1;
      this.breaks = text.includes('\n') ? text.split('\n').length - 1 : 0;
      this.checkBehind(source, line);
      return text;
    }
  }

  private checkBehind(source: string, line: number): void {
    const { end, separatorCode } = this;
    const code = source.charCodeAt(end);
    if (end === source.length || code === separatorCode || code === LINE_FEED || code === CARRIAGE_RETURN)
      return;
    if (!/[,;\t]/.test(source[end]))
      throw new CellmerError(
        'data',
        `line ${line} has the character ${source[end]} directly behind a closing quote`,
      );
  }
}
