/** Which character separates the fields of a text. */

export type Separator = ',' | ';' | '\t';

/** At equal chances the comma comes last: it may stand in numbers and names. */
const SEPARATORS: readonly Separator[] = ['\t', ';', ','];

/** Lines that are looked at, and most characters. */
const LINES = 100;
const CHARACTERS = 1 << 26;

type Counts = Record<Separator, number>;

const NONE: Counts = { ',': 0, ';': 0, '\t': 0 };

/** Counts how often each separator stands in each of the first lines that are not blank, in a text that comes in pieces. */
export class SeparatorCounts {
  private readonly lines: Counts[] = [];
  private counts: Counts = { ...NONE };
  private inQuotes = false;
  private isBlank = true;
  private looked = 0;

  /** Whether nothing more is looked at. */
  get isFull(): boolean {
    return this.lines.length >= LINES || this.looked >= CHARACTERS;
  }

  add(text: string): void {
    for (let i = 0; i < text.length && !this.isFull; i++) {
      const character = text[i];
      this.looked++;
      if (character === '"') this.inQuotes = !this.inQuotes;
      if (!this.inQuotes && (character === '\n' || character === '\r')) {
        this.endLine();
        continue;
      }
      if (character.trim() !== '') this.isBlank = false;
      if (!this.inQuotes && (character === ',' || character === ';' || character === '\t')) {
        this.counts[character]++;
        this.isBlank = false;
      }
    }
  }

  /** The text is over, or as much of it as is looked at; only now the separator is known. */
  end(): Separator {
    if (this.lines.length < LINES) this.endLine();
    return likeliest(this.lines);
  }

  private endLine(): void {
    if (!this.isBlank) this.lines.push(this.counts);
    this.counts = { ...NONE };
    this.isBlank = true;
  }
}

/**
 * The separator that divides most lines into as many fields as the first, then the one with most fields; comma when the first
 * line has none. What stands in quotes does not count.
 */
export function detectSeparator(source: string): Separator {
  const counts = new SeparatorCounts();
  counts.add(source);
  return counts.end();
}

function likeliest(lines: readonly Counts[]): Separator {
  if (lines.length === 0) return ',';
  const scores = SEPARATORS.map((separator) => {
    const first = lines[0][separator];
    const alike = lines.filter((counts) => counts[separator] === first).length;
    return { separator, first, alike: first === 0 ? 0 : alike };
  });
  const best = scores.reduce((best, next) =>
    next.alike > best.alike || (next.alike === best.alike && next.first > best.first) ? next : best,
  );
  return best.first === 0 ? ',' : best.separator;
}
