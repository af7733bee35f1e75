/** Which words are names in R's grammar, and how any other column name is written so that it can be read back. */

/** A character that may stand inside a name; letters and digits of every script, as in R. */
export const NAME_CHARACTER = /[\p{L}\p{M}\p{N}._]/u;

const SYNTACTIC_NAME = /^(?:\p{L}|\.(?![0-9]))[\p{L}\p{M}\p{N}._]*$/u;

/** Words of R's language that are never names by themselves. */
const KEYWORDS = new Set(['if', 'else', 'repeat', 'while', 'function', 'for', 'next', 'break', 'in']);

/** Words that R reads as values. They are names in the syntax tree, but print without backquotes. */
const CONSTANTS = new Set([
  'TRUE',
  'FALSE',
  'NULL',
  'NA',
  'NA_integer_',
  'NA_real_',
  'NA_character_',
  'NA_complex_',
  'Inf',
  'NaN',
]);

/** Words that stand for a value rather than for a column, unless there is a column with that very name. */
const PREDEFINED = new Set([
  ...CONSTANTS,
  'T',
  'F',
  'pi',
  'treatment',
  'sum',
  'helmert',
  'poly',
  'contr.treatment',
  'contr.sum',
  'contr.helmert',
  'contr.poly',
  'contr.SAS',
]);

export function isKeyword(word: string): boolean {
  return KEYWORDS.has(word);
}

/** Whether `name` means a value (`TRUE`, `pi`, `contr.sum`) where no column is called so. */
export function isPredefined(name: string): boolean {
  return PREDEFINED.has(name);
}

/** Whether R reads `name` as one name without backquotes. */
export function isSyntacticName(name: string): boolean {
  return SYNTACTIC_NAME.test(name) && !KEYWORDS.has(name) && !CONSTANTS.has(name);
}

/**
 * A column name as it has to stand in a formula: `Days` as it is, `Reaction time` between backquotes, with
 * backquotes, backslashes and control characters inside it escaped as in R.
 */
export function quoteName(name: string): string {
  return isSyntacticName(name) ? name : `\`${escapeText(name, '`')}\``;
}

const QUOTED_NAME = /`(?:[^`\\]|\\.)*`/g;

/** A text of formulas with its names as people read them: without backquotes, each on one line. */
export function plainNames(text: string): string {
  return text.replace(QUOTED_NAME, (quoted) =>
    quoted
      .slice(1, -1)
      .replace(/\\(?:[nrtfvba]|[0-7]{3})/g, ' ')
      .replace(/\\(.)/g, '$1'),
  );
}

/** A name of the syntax tree, where the words for values stay as they are. */
export function nameText(name: string): string {
  return CONSTANTS.has(name) ? name : quoteName(name);
}

const ESCAPES = new Map([
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\v', '\\v'],
  ['\u0007', '\\a'],
]);

/** Text between `quote` characters, escaped as R escapes it: `\n`, `\"`, other control characters in octal. */
export function escapeText(text: string, quote: '"' | '`'): string {
  return Array.from(text, (character) => {
    if (character === quote) return `\\${quote}`;
    const escaped = ESCAPES.get(character);
    if (escaped !== undefined) return escaped;
    const code = character.charCodeAt(0);
    return code < 32 || code === 127 ? `\\${code.toString(8).padStart(3, '0')}` : character;
  }).join('');
}
