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
const SPACE = 32;
const TAB = 9;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

export interface SplitterOptions {
  /** Whether a quote that is not closed, or closed before its field ends, is a character like others. */
  readonly lenient?: boolean;
  /** Whether a line without anything on it is a record of one empty field. */
  readonly keepBlank?: boolean;
}

/**
 * Splits text by RFC 4180 (quotes, doubled quotes, line breaks inside quotes), with any line ending. Blanks may stand before and behind
 * quotes. Where a space separates, any number of them does. Empty lines are skipped.
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
  private isQuoted = false;
  private readonly separatorCode: number;

  constructor(
    separator: Separator,
    private readonly onRecord: OnRecord,
    private readonly options: SplitterOptions = {},
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
    const { keepBlank = false } = this.options;
    const isSpaced = separatorCode === SPACE;
    let recordStart = 0;
    let { line } = this;
    texts.length = quoted.length = 0;
    for (let at = 0; at < source.length;) {
      if (isSpaced) at = behindSpaces(source, at);
      const first = source.charCodeAt(at);
      // Most fields begin with what they hold.
      const opens = first === QUOTE ? at : first <= SPACE ? this.quoteAt(source, at) : -1;
      if (opens === source.length && !isLast) break;
      let text =
        opens >= 0 && opens < source.length ? this.quotedField(source, opens, line, isLast) : undefined;
      if (text === undefined) text = this.plainField(source, at, isLast);
      if (text === null) break;
      texts.push(text);
      quoted.push(this.isQuoted);
      line += this.breaks;
      at = isSpaced ? behindSpaces(source, this.end) : this.end;
      // A space at the end of a line separates nothing.
      const isSeparated = isSpaced
        ? at > this.end && at < source.length && !isBreak(source.charCodeAt(at))
        : source.charCodeAt(at) === separatorCode;
      if (isSpaced && at === source.length && !isLast) break;
      if (isSeparated) {
        if (!isSpaced) at++;
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
      if (texts.length > 1 || quoted[0] || keepBlank || texts[0].trim() !== '')
        this.onRecord(texts, quoted, this.line);
      texts.length = quoted.length = 0;
      this.line = line;
      recordStart = at;
    }
    return source.slice(recordStart);
  }

  /** Where a field begins with a quote, be it behind blanks; -1 where it does not, the end of the source where that is not known yet. */
  private quoteAt(source: string, start: number): number {
    let at = start;
    let code = source.charCodeAt(at);
    while (code === SPACE || (code === TAB && this.separatorCode !== TAB)) code = source.charCodeAt(++at);
    return code === QUOTE || at === source.length ? at : -1;
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
    this.isQuoted = false;
    return source.slice(start, end);
  }

  /** null as for `plainField`; undefined when the quote is to be taken for a character like others. */
  private quotedField(
    source: string,
    start: number,
    line: number,
    isLast: boolean,
  ): string | null | undefined {
    let text = '';
    let from = start + 1;
    for (;;) {
      const quote = source.indexOf('"', from);
      if (quote < 0 && isLast) {
        if (this.options.lenient) return undefined;
        throw new CellmerError('data', `the quote that opens on line ${line} is never closed`);
      }
      // The next piece may begin with a second quote.
      if (!isLast && (quote < 0 || quote + 1 === source.length)) return null;
      const isClosed = source.charCodeAt(quote + 1) !== QUOTE;
      const part = source.slice(from, isClosed ? quote : quote + 1);
      text = text === '' ? part : text + part;
      from = quote + 2;
      if (!isClosed) continue;
      const end = this.endBehind(source, quote + 1);
      if (end === source.length && !isLast) return null;
      const code = source.charCodeAt(end);
      if (end < source.length && code !== this.separatorCode && !isBreak(code)) {
        if (this.options.lenient) return undefined;
        throw new CellmerError(
          'data',
          `line ${line} has the character ${source[end]} directly behind a closing quote`,
        );
      }
      this.end = this.separatorCode === SPACE ? quote + 1 : end;
      this.breaks = text.includes('\n') ? text.split('\n').length - 1 : 0;
      this.isQuoted = true;
      return text;
    }
  }

  /** Behind blanks that follow a closing quote. */
  private endBehind(source: string, start: number): number {
    const { separatorCode } = this;
    let at = start;
    for (; at < source.length; at++) {
      const code = source.charCodeAt(at);
      if (code === separatorCode || (code !== SPACE && code !== TAB)) break;
    }
    return at;
  }
}

function behindSpaces(source: string, start: number): number {
  let at = start;
  while (source.charCodeAt(at) === SPACE) at++;
  return at;
}

function isBreak(code: number): boolean {
  return code === LINE_FEED || code === CARRIAGE_RETURN;
}
