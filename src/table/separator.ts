/** Which character separates the fields of a text. */

export type Separator = ',' | ';' | '\t';

/** At equal chances the comma comes last: it may stand in numbers and names. */
const SEPARATORS: readonly Separator[] = ['\t', ';', ','];

/** Lines that are looked at. */
const LINES = 100;

/**
 * The separator that divides most lines into as many fields as the first, then the one with most fields; comma when the first
 * line has none. What stands in quotes does not count.
 */
export function detectSeparator(source: string): Separator {
  const lines = countedLines(source);
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

type Counts = Record<Separator, number>;

/** How often each separator stands in each of the first lines that are not blank. */
function countedLines(source: string): Counts[] {
  const lines: Counts[] = [];
  let counts: Counts = { ',': 0, ';': 0, '\t': 0 };
  let inQuotes = false;
  let isBlank = true;
  for (let i = 0; i <= source.length && lines.length < LINES; i++) {
    const character = source[i] ?? '\n';
    if (character === '"') inQuotes = !inQuotes;
    if ((!inQuotes || i === source.length) && (character === '\n' || character === '\r')) {
      if (!isBlank) lines.push(counts);
      counts = { ',': 0, ';': 0, '\t': 0 };
      isBlank = true;
      continue;
    }
    if (character.trim() !== '') isBlank = false;
    if (!inQuotes && (character === ',' || character === ';' || character === '\t')) {
      counts[character]++;
      isBlank = false;
    }
  }
  return lines;
}
