/** Records of a text into the names and rows of its table, and counts of what is not as most of it. */

import { trimText } from './cells';
import { defaultNames } from './headers';
import { isHash, ROW_NAMES, unhashed, type TextLayout } from './textLayout';
import type { TextNote } from './textOptions';
import { unwrapped } from './wrappedText';

export interface RowTaker {
  /** Called once, before the rows, with the names of as many columns as have one. */
  readonly onNames: (names: readonly string[], line: number) => void;
  /** Called with the fields of a row, as `OnRecord`: they may be fewer or more than names. */
  readonly onRow: (texts: readonly string[], quoted: readonly boolean[], line: number) => void;
}

export class TextRows {
  private header: (readonly string[])[] = [];
  private headerLine = 0;
  private hasUnits = false;
  private hasNames = false;
  private named = 0;
  private comments = 0;
  private readonly shorter = new Counted();
  private readonly longer = new Counted();
  /** Fields of the longest row down to the last one with something in it, or as many as there are names. */
  width = 0;

  constructor(
    private readonly layout: TextLayout,
    private readonly taker: RowTaker,
  ) {}

  take(fields: readonly string[], inQuotes: readonly boolean[], line: number): void {
    const { layout } = this;
    if (line < layout.firstLine) return;
    const { texts, quoted } = unwrapped(fields, inQuotes);
    if (!this.hasNames) {
      if (layout.headers > 0) {
        this.takeHeader(texts, line);
        return;
      }
      this.named = this.width = effectiveWidth(texts, layout.fields);
      this.begin(defaultNames(this.named), line);
    }
    if (layout.units && !this.hasUnits) {
      this.hasUnits = true;
      return;
    }
    if (texts.length !== this.named) {
      if (this.isComment(texts, quoted)) return;
      this.count(texts, line);
    }
    this.taker.onRow(texts, quoted, line);
  }

  /** What is not as most of it. */
  notes(): TextNote[] {
    const notes: TextNote[] = [];
    const { comments, shorter, longer, named } = this;
    if (comments > 0)
      notes.push({
        sentence: `${comments === 1 ? 'a line' : `${comments} lines`} with # in front among the rows ${comments === 1 ? 'is' : 'are'} left out`,
        instead: null,
      });
    if (shorter.count > 0)
      notes.push({
        sentence: `${rowsOf(shorter)} fewer cells than the ${named} columns: the others are blank`,
        instead: null,
      });
    if (longer.count > 0)
      notes.push({
        sentence: `${rowsOf(longer)} more cells than there are names (${named}): they stand in columns without one`,
        instead: null,
      });
    return notes;
  }

  private takeHeader(texts: readonly string[], line: number): void {
    const { layout, header } = this;
    const names = header.length === 0 && layout.hasHash ? unhashed(texts) : texts;
    header.push([...(layout.rowNames ? [header.length === 0 ? ROW_NAMES : ''] : []), ...names]);
    if (header.length === 1) this.headerLine = line;
    if (header.length < layout.headers) return;
    const joined = joinedNames(header);
    const width = effectiveWidth(joined, 0);
    this.named = this.width = width === 0 ? joined.length : width;
    this.begin(joined.slice(0, this.named), this.headerLine);
  }

  private begin(names: readonly string[], line: number): void {
    this.hasNames = true;
    this.taker.onNames(names, line);
  }

  /** A line that begins with a `#` and is not divided like the others. */
  private isComment(texts: readonly string[], quoted: readonly boolean[]): boolean {
    if (quoted[0] || texts.length === this.layout.fields || !isHash(trimText(texts[0]))) return false;
    this.comments++;
    return true;
  }

  private count(texts: readonly string[], line: number): void {
    if (texts.length < this.named) {
      this.shorter.add(line);
      return;
    }
    const length = effectiveWidth(texts, this.named);
    if (length === this.named) return;
    this.longer.add(line);
    if (length > this.width) this.width = length;
  }
}

function rowsOf({ count, first }: Counted): string {
  return count === 1 ? `line ${first} has` : `line ${first} and ${count - 1} more have`;
}

class Counted {
  count = 0;
  first = 0;

  add(line: number): void {
    if (this.count++ === 0) this.first = line;
  }
}

/** Fields down to the last one with something in it, but no fewer than `least`. */
function effectiveWidth(texts: readonly string[], least: number): number {
  let width = texts.length;
  while (width > least && trimText(texts[width - 1]) === '') width--;
  return width;
}

/** Names in two lines, one above the other; what stands above several stands once, before the first of them. */
function joinedNames(lines: readonly (readonly string[])[]): string[] {
  const [first, second] = lines;
  if (second === undefined) return [...first];
  let above = '';
  return Array.from({ length: Math.max(first.length, second.length) }, (_, c) => {
    above = trimText(first[c] ?? '') || above;
    const below = trimText(second[c] ?? '');
    return trimText(`${below === '' ? trimText(first[c] ?? '') : above} ${below}`);
  });
}
