/** Which character separates the fields of a text. */

import { isWrittenValue } from './writtenValues';

export type Separator = ',' | ';' | '\t' | '|' | ' ';

/** At equal chances the comma comes behind tab and semicolon: it may stand in numbers and names. */
const SEPARATORS = ['\t', ';', ',', '|'] as const;

/** Lines that are looked at, and most characters. */
const LINES = 100;
const CHARACTERS = 1 << 26;

type Counts = Record<Separator, number>;

const NONE: Counts = { ',': 0, ';': 0, '\t': 0, '|': 0, ' ': 0 };

/** `sep=;`, as Excel reads it in the first line. */
const SAID = /^"?sep=([,;\t| ])"?[ \t]*(?:\r|\n|$)/i;

/** The separator that the first line says there is. */
export function saidSeparator(source: string): Separator | null {
  return (SAID.exec(source.slice(0, 20))?.[1] as Separator | undefined) ?? null;
}

/** Finds the first lines that are not blank in a text that comes in pieces, and counts what could separate in each. */
export class HeadLines {
  private readonly lines: Counts[] = [];
  private readonly texts: string[] = [];
  private counts: Counts = { ...NONE };
  private line = '';
  private inQuotes = false;
  private isBlank = true;
  /** The character before, and the last one that is no blank. */
  private last = '\n';
  private lastFilled = '\n';
  private looked = 0;

  /** Whether nothing more is looked at. */
  get isFull(): boolean {
    return this.lines.length >= LINES || this.looked >= CHARACTERS;
  }

  /** Characters of the text that were looked at, which are whole lines but for a very long one. */
  get length(): number {
    return this.looked;
  }

  add(text: string): void {
    let from = 0;
    for (let i = 0; i < text.length && !this.isFull; i++) {
      const character = text[i];
      this.looked++;
      if (this.inQuotes) {
        if (character === '"') this.inQuotes = false;
      } else if (character === '\n' || character === '\r') {
        this.line += text.slice(from, i);
        from = i + 1;
        this.endLine();
        continue;
      } else this.addOutside(character);
      this.last = character;
      if (character.trim() === '') continue;
      this.lastFilled = character;
      this.isBlank = false;
    }
    if (!this.isFull) this.line += text.slice(from);
  }

  /** The text is over, or as much of it as is looked at; only now the separator is known. */
  end(): Separator {
    if (this.lines.length < LINES) this.endLine();
    return likeliest(this.lines, this.texts);
  }

  private addOutside(character: string): void {
    if (character === '"') {
      // A quote in the middle of a field is a character like others; one that doubles the last goes on with the field.
      const opens = /[,;\t|\n"]/.test(this.lastFilled) || (this.last === ' ' && this.isSpaced);
      if (opens) this.inQuotes = true;
    } else if (character === ' ') {
      // What stands at the beginning of a line, or between separators, separates nothing.
      if (this.last !== ' ' && this.last !== '\n') this.counts[' ']++;
    } else if (character in NONE) {
      this.counts[character as Separator]++;
      this.isBlank = false;
    }
  }

  /** Whether only spaces can separate the fields of the line. */
  private get isSpaced(): boolean {
    return SEPARATORS.every((separator) => this.counts[separator] === 0);
  }

  private endLine(): void {
    if (!this.isBlank) {
      if (this.last === ' ') this.counts[' ']--;
      this.lines.push(this.counts);
      this.texts.push(this.line.trim());
    }
    this.counts = { ...NONE };
    this.line = '';
    this.isBlank = true;
    this.last = this.lastFilled = '\n';
  }
}

/**
 * The separator that the first line says there is (`sep=;`), else the one that divides most lines alike, then the one with most
 * fields; comma where there is none. What stands in quotes does not count.
 */
export function detectSeparator(source: string): Separator {
  const said = saidSeparator(source);
  if (said !== null) return said;
  const lines = new HeadLines();
  lines.add(source);
  return lines.end();
}

/** Below this a space that divides the lines alike is the better separator. */
const DOUBTFUL = 0.5;
/** Share of the lines that spaces must divide alike. */
const ALIKE = 0.9;

function likeliest(lines: readonly Counts[], texts: readonly string[]): Separator {
  if (lines.length === 0) return ',';
  // The names stand in the first line that is divided at all; decimal commas do not stand among them.
  const header = lines.findIndex((counts) => SEPARATORS.some((separator) => counts[separator] > 0));
  const scores = SEPARATORS.map((separator) => {
    const { mode, share, presence } = regularity(lines, separator);
    const isInHeader = header >= 0 && lines[header][separator] > 0;
    return { separator, mode, score: presence * share * (isInHeader ? 1 : 0.5) };
  });
  const best = scores.reduce((best, next) =>
    next.score > best.score || (next.score === best.score && next.mode > best.mode) ? next : best,
  );
  if (best.score < DOUBTFUL && areSpaced(lines, texts)) return ' ';
  if (best.score === 0) return ',';
  // Numbers with decimal commas in a single column are not divided.
  if (best.separator === ',' && lines[0][','] === 0 && texts.slice(1).every(isWrittenValue)) return '\t';
  return best.separator;
}

/** How often a separator stands in most lines that have it, which share of all lines that is, and which share has it. */
function regularity(
  lines: readonly Counts[],
  separator: Separator,
): { readonly mode: number; readonly share: number; readonly presence: number } {
  const frequency = new Map<number, number>();
  for (const counts of lines)
    if (counts[separator] > 0) frequency.set(counts[separator], (frequency.get(counts[separator]) ?? 0) + 1);
  let [mode, most, present] = [0, 0, 0];
  for (const [count, times] of frequency) {
    present += times;
    if (times > most || (times === most && count > mode)) [mode, most] = [count, times];
  }
  return { mode, share: most / lines.length, presence: present / lines.length };
}

/** Whether spaces divide the lines alike, and numbers stand between them. */
function areSpaced(lines: readonly Counts[], texts: readonly string[]): boolean {
  const { mode, share } = regularity(lines.slice(1), ' ');
  const ofNames = lines[0][' '];
  if (lines.length < 2 || mode === 0 || share < ALIKE) return false;
  // The first line may lack the name of the names of rows, and its words may be a title where there are more.
  if (ofNames < mode - 1) return false;
  const rows = texts.slice(1).map((text) => text.split(/\s+/));
  if (texts.slice(1).every(isWrittenValue)) return false;
  // Names of rows differ.
  if (ofNames === mode - 1 && new Set(rows.map(([first]) => first)).size < rows.length) return false;
  return Array.from({ length: mode + 1 }, (_, c) => c).some(
    (c) => rows.filter((row) => isWrittenValue(row[c] ?? '')).length * 2 >= rows.length,
  );
}
