/** Text to tokens, one at a time, so that the leftmost error is the one that is reported. */

import { BLANK, lookalike, MINUS_SIGN } from './characters';
import type { ColumnNameMatcher } from './columnNames';
import { readNumber, readQuoted } from './literals';
import { syntaxErrorAt } from './messages';
import { isKeyword, NAME_CHARACTER } from './names';

export type Token = (
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'name'; readonly value: string }
  /** Operators, `~`, `=`, `(`, `)` and `,`. */
  | { readonly kind: 'symbol'; readonly value: string }
  | { readonly kind: 'end'; readonly value: '' }
) & { readonly start: number; readonly end: number };

/** What R's grammar has and a model formula has not, with what to write in its place. */
const FOREIGN = new Map([
  ['<<-', 'assignments have no place in a formula'],
  ['->>', 'assignments have no place in a formula'],
  ['<-', 'for "less than minus" put a blank between `<` and `-`'],
  ['->', 'for "minus, greater than" put a blank between `-` and `>`'],
  [':=', 'assignments have no place in a formula'],
  [':::', 'write the function without its package'],
  ['::', 'write the function without its package'],
  ['|>', 'write the call as f(x)'],
  ['[', 'subscripts are not supported: put the values into a column of their own'],
  [']', 'subscripts are not supported: put the values into a column of their own'],
  ['$', 'columns are written without the name of their data'],
  ['@', 'columns are written without the name of their data'],
  ['{', 'braces have no place in a formula'],
  ['}', 'braces have no place in a formula'],
  [';', 'arguments are separated by commas'],
  ['#', 'comments have no place in a formula'],
  ['?', 'it has no meaning in a formula'],
  ['\\', 'it has no meaning outside quotation marks'],
]);

const FOREIGN_SYMBOL = /<<-|->>|<-|->|:=|:::|::|\|>|[[\]$@{};#?\\]/y;
const SYMBOL = /%[^%\n]*%|\*\*|<=|>=|==|!=|&&|\|\||[-+*/:^<>&|!~=(),]/y;
const NAME = /(?:\p{L}|\.(?![0-9]))[\p{L}\p{M}\p{N}._]*/uy;

export class Lexer {
  private position = 0;

  /** @param separator a character that is a symbol here though it has no place in a formula */
  constructor(
    readonly source: string,
    private readonly matchColumnName: ColumnNameMatcher,
    private readonly separator: string | null = null,
  ) {}

  /** The next token; at the end of the source an `end` token, as often as asked for. */
  next(): Token {
    const { source } = this;
    while (BLANK.test(source[this.position] ?? '')) this.position++;
    const start = this.position;
    const token: Token =
      start >= source.length ? { kind: 'end', value: '', start, end: start } : this.read(source, start);
    this.position = token.end;
    return token;
  }

  private read(source: string, start: number): Token {
    const column = this.matchColumnName(source, start);
    if (column !== undefined) return { kind: 'name', value: column.name, start, end: column.end };
    const number = readNumber(source, start);
    if (number !== undefined) return { kind: 'number', start, ...number };
    const character = source[start] ?? '';
    if (character === '`') return readBackquoted(source, start);
    if (character === '"' || character === "'") {
      return { kind: 'string', start, ...readQuoted(source, start) };
    }
    const word = match(NAME, source, start);
    if (word !== undefined) return readWord(word, source, start);
    if (character === this.separator) return { kind: 'symbol', value: character, start, end: start + 1 };
    return readSymbol(source, start);
  }
}

function match(pattern: RegExp, source: string, start: number): string | undefined {
  pattern.lastIndex = start;
  return pattern.exec(source)?.[0];
}

function readBackquoted(source: string, start: number): Token {
  const { value, end } = readQuoted(source, start);
  if (value === '') {
    throw syntaxErrorAt('Expected a name between the backquotes, but found nothing', source, start);
  }
  return { kind: 'name', value, start, end };
}

function readWord(word: string, source: string, start: number): Token {
  if (isKeyword(word)) {
    throw syntaxErrorAt(
      `Expected a variable, but found ${word}, a word of R's language: ` +
        `a column with that name goes between backquotes, \`${word}\``,
      source,
      start,
    );
  }
  return { kind: 'name', value: word, start, end: start + word.length };
}

function readSymbol(source: string, start: number): Token {
  const foreign = match(FOREIGN_SYMBOL, source, start);
  if (foreign !== undefined) {
    throw syntaxErrorAt(
      `Expected a variable or an operator, but found ${foreign} (${FOREIGN.get(foreign)})`,
      source,
      start,
    );
  }
  const symbol = match(SYMBOL, source, start);
  if (symbol !== undefined) {
    const value = symbol === '**' ? '^' : symbol;
    return { kind: 'symbol', value, start, end: start + symbol.length };
  }
  if (MINUS_SIGN.test(source[start] ?? '')) return { kind: 'symbol', value: '-', start, end: start + 1 };
  throw unknownCharacter(source, start);
}

function unknownCharacter(source: string, start: number): Error {
  const character = String.fromCodePoint(source.codePointAt(start) ?? 0);
  if (character === '%') {
    const message = 'Expected a second % to close an operator such as %in%, but found none';
    return syntaxErrorAt(message, source, start);
  }
  const twin = lookalike(character);
  if (twin !== undefined) {
    const message = `Expected ${twin.meant}, but found ${character} (${codePoint(character)}), ${twin.kind}`;
    return syntaxErrorAt(message, source, start);
  }
  const hint = NAME_CHARACTER.test(character) ? `: no name begins with it, except between backquotes` : '';
  return syntaxErrorAt(
    `Expected a variable or an operator, but found ${visible(character)}${hint}`,
    source,
    start,
  );
}

/** The character itself, or its code point where there is nothing to see. */
function visible(character: string): string {
  return /[\p{C}\p{Z}]/u.test(character) ? `the character ${codePoint(character)}` : character;
}

/** Unicode's name of a character by number, such as U+00A0. */
function codePoint(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `U+${hex.padStart(4, '0')}`;
}
