/** Column names with blanks, read without backquotes where nothing else could be meant. */

import { BLANK } from './characters';
import { NAME_CHARACTER } from './names';

/**
 * Finds the longest known column name that begins at a position of the source; the answer is the name and where
 * it ends. Only names that begin with two words (`Reaction time`, `Dose (mg) day 1` does not) take part: two
 * words side by side are an error in R's grammar, so no valid formula changes its meaning.
 */
export type ColumnNameMatcher = (source: string, start: number) => { name: string; end: number } | undefined;

const WORD = '[\\p{L}\\p{M}\\p{N}._]+';
const TWO_WORDS = new RegExp(`^${WORD}${BLANK.source}+${WORD}`, 'u');

export function columnNameMatcher(columnNames: readonly string[]): ColumnNameMatcher {
  const candidates = columnNames.filter((name) => TWO_WORDS.test(name));
  candidates.sort((a, b) => b.length - a.length);
  if (candidates.length === 0) return () => undefined;
  return (source, start) => {
    for (const name of candidates) {
      const end = endOfName(name, source, start);
      if (end !== undefined) return { name, end };
    }
    return undefined;
  };
}

/** Where `name` ends when it begins at `start` of the source; any run of blanks stands for any other. */
function endOfName(name: string, source: string, start: number): number | undefined {
  let at = start;
  for (let i = 0; i < name.length; i++) {
    if (isBlank(name[i])) {
      if (!isBlank(source[at])) return undefined;
      while (isBlank(name[i + 1])) i++;
      while (isBlank(source[at])) at++;
    } else if (name[i] === source[at]) {
      at++;
    } else {
      return undefined;
    }
  }
  // `Reaction time` is not the beginning of `Reaction times`.
  const last = name[name.length - 1] ?? '';
  const splitsWord = NAME_CHARACTER.test(last) && NAME_CHARACTER.test(source[at] ?? '');
  return splitsWord ? undefined : at;
}

function isBlank(character: string | undefined): boolean {
  return character !== undefined && BLANK.test(character);
}

/** The longest of the names that covers `position` of the source; for hints about missing backquotes. */
export function nameAround(
  columnNames: readonly string[],
  source: string,
  position: number,
): string | undefined {
  let longest: string | undefined;
  for (const name of columnNames) {
    if (name.length <= (longest?.length ?? 1)) continue;
    const from = Math.max(0, position - name.length + 1);
    const found = source.indexOf(name, from);
    if (found >= 0 && found <= position) longest = name;
  }
  return longest;
}
