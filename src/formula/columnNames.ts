/** Column names with blanks, read without backquotes where nothing else could be meant. */

import { BLANK } from './characters';
import { readQuoted } from './literals';
import { NAME_CHARACTER } from './names';

/**
 * Finds the longest known column name that begins at a position of the source; the answer is the name and where
 * it ends. Only names that begin with two words (`Reaction time`, `Dose (mg) day 1` does not) take part: two
 * words side by side are an error in R's grammar, so no valid formula changes its meaning.
 */
export type ColumnNameMatcher = (source: string, start: number) => { name: string; end: number } | undefined;

const WORD = '[\\p{L}\\p{M}\\p{N}._]+';
/** To be asked of names with a blank only: classes of all letters take long to compile. */
const TWO_WORDS = new RegExp(`^${WORD}${BLANK.source}+${WORD}`, 'u');

export function columnNameMatcher(columnNames: readonly string[]): ColumnNameMatcher {
  const bare = bareNameMatcher(columnNames);
  let known: ReadonlySet<string> | null = null;
  return (source, start) =>
    source[start] === '`' ? brokenName(source, start, (known ??= new Set(columnNames))) : bare(source, start);
}

/** A name between backquotes with a line break in it, which the name of the column has as the blank that it looks like. */
function brokenName(
  source: string,
  start: number,
  known: ReadonlySet<string>,
): { name: string; end: number } | undefined {
  const { value, end } = readQuoted(source, start);
  const name = value.replace(/\s*[^\S ]\s*/g, ' ');
  return known.has(name) && !known.has(value) ? { name, end } : undefined;
}

function bareNameMatcher(columnNames: readonly string[]): ColumnNameMatcher {
  const candidates = columnNames.filter((name) => BLANK.test(name) && TWO_WORDS.test(name));
  if (candidates.length === 0) return () => undefined;
  candidates.sort((a, b) => b.length - a.length);
  // By what they are with one blank for each run, for there may be as many names as columns, at every word of the formula.
  const byText = new Map(candidates.reverse().map((name) => [withSingleBlanks(name), name]));
  const lengths = [...new Set([...byText.keys()].map(({ length }) => length))].sort((a, b) => b - a);
  return (source, start) => {
    const { text, ends } = singleBlanksFrom(source, start, lengths[0]);
    for (const length of lengths) {
      const name = length > text.length ? undefined : byText.get(text.slice(0, length));
      if (name === undefined) continue;
      const end = ends[length - 1];
      if (!splitsWord(name, source, end)) return { name, end };
    }
    return undefined;
  };
}

function withSingleBlanks(name: string): string {
  return singleBlanksFrom(name, 0, name.length).text;
}

/** Up to `length` characters of a text, with one blank for each run of blanks, and where each of them ends. */
function singleBlanksFrom(
  source: string,
  start: number,
  length: number,
): { readonly text: string; readonly ends: readonly number[] } {
  let text = '';
  const ends: number[] = [];
  for (let at = start; at < source.length && text.length < length; at++) {
    const blank = isBlank(source[at]);
    if (blank) while (isBlank(source[at + 1])) at++;
    text += blank ? ' ' : source[at];
    ends.push(at + 1);
  }
  return { text, ends };
}

/**
 * Finds the longest of the names that begins at a position of the source, whatever characters it has; blanks between others may
 * be more, fewer or none. For texts that are about given names alone.
 */
export function anyNameMatcher(names: readonly string[]): ColumnNameMatcher {
  const candidates = [...names].sort((a, b) => b.length - a.length);
  return (source, start) => {
    for (const read of [endOfName, endBesidesBlanks])
      for (const name of candidates) {
        const end = read(name, source, start);
        if (end !== undefined) return { name, end };
      }
    return undefined;
  };
}

/** Where `name` ends when it begins at `start` of the source, blanks in either left aside. */
function endBesidesBlanks(name: string, source: string, start: number): number | undefined {
  let at = start;
  for (const character of name) {
    if (isBlank(character)) continue;
    while (at > start && isBlank(source[at])) at++;
    if (!source.startsWith(character, at)) return undefined;
    at += character.length;
  }
  return splitsWord(name, source, at) ? undefined : at;
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
  return splitsWord(name, source, at) ? undefined : at;
}

/** `Reaction time` is not the beginning of `Reaction times`. */
function splitsWord(name: string, source: string, end: number): boolean {
  const last = name[name.length - 1] ?? '';
  return NAME_CHARACTER.test(last) && NAME_CHARACTER.test(source[end] ?? '');
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
    if (source.slice(from, position + name.length).includes(name)) longest = name;
  }
  return longest;
}
