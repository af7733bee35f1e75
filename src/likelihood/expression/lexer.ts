/** The text of an expression cut into tokens. */

import { syntaxError } from '../../errors';
import { BLANK, lookalike, MINUS_SIGN } from '../../formula/characters';

/** Longest text, in characters: as long as a formula of Excel can be. */
export const MAX_LENGTH = 8192;
const MAX_TOKENS = 2000;

export type Token =
  | { readonly kind: 'number'; readonly value: number; readonly position: number }
  | { readonly kind: 'name'; readonly text: string; readonly isQuoted: boolean; readonly position: number }
  | { readonly kind: 'symbol'; readonly text: string; readonly position: number }
  | { readonly kind: 'end'; readonly position: number };

const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const NAME = /[\p{L}_](?:[\p{L}\p{M}\p{N}._]*[\p{L}\p{M}\p{N}_])?/uy;
const SYMBOL = /\*\*|<=|>=|<>|==|!=|&&|\|\||[-+*/^=<>!&|(),;]/y;

/** Different ways to write the same operator. */
const SAME = new Map([
  ['**', '^'],
  ['==', '='],
  ['!=', '<>'],
  ['&&', '&'],
  ['||', '|'],
  [';', ','],
]);

/** What closes a name in quotation marks. */
const CLOSING = new Map([
  ['`', '`'],
  ['[', ']'],
]);

/** @throws CellmerError `syntax` for a text that is too long or has a character that means nothing */
export function tokenize(source: string): Token[] {
  if (source.length > MAX_LENGTH)
    throw syntaxErrorIn(
      source.slice(0, 40),
      `The expression has ${source.length} characters: at most ${MAX_LENGTH} can be read`,
      0,
    );
  const tokens: Token[] = [];
  let position = 0;
  for (;;) {
    while (BLANK.test(source[position] ?? '')) position++;
    if (position >= source.length) break;
    if (tokens.length >= MAX_TOKENS)
      throw syntaxErrorIn(
        source,
        `The expression is too long: at most ${MAX_TOKENS} names, numbers and signs`,
        position,
      );
    const { token, end } = readToken(source, position);
    tokens.push(token);
    position = end;
  }
  tokens.push({ kind: 'end', position: source.length });
  return tokens;
}

export function syntaxErrorIn(source: string, message: string, position: number) {
  return syntaxError(message, source, position);
}

function readToken(source: string, position: number): { token: Token; end: number } {
  const number = match(NUMBER, source, position);
  if (number !== null) {
    const value = Number(number);
    if (!Number.isFinite(value)) throw syntaxErrorIn(source, `The number ${number} is too large`, position);
    return { token: { kind: 'number', value, position }, end: position + number.length };
  }
  const first = source[position];
  const closing = CLOSING.get(first);
  if (closing !== undefined) return readQuoted(source, position, closing);
  const name = match(NAME, source, position);
  if (name !== null)
    return { token: { kind: 'name', text: name, isQuoted: false, position }, end: position + name.length };
  const symbol = match(SYMBOL, source, position);
  if (symbol !== null)
    return {
      token: { kind: 'symbol', text: SAME.get(symbol) ?? symbol, position },
      end: position + symbol.length,
    };
  if (MINUS_SIGN.test(first)) return { token: { kind: 'symbol', text: '-', position }, end: position + 1 };
  throw syntaxErrorIn(source, unknownCharacter(source, position), position);
}

function readQuoted(source: string, position: number, closing: string): { token: Token; end: number } {
  const end = source.indexOf(closing, position + 1);
  if (end < 0)
    throw syntaxErrorIn(source, `Expected ${closing} at the end of the name, but found none`, position);
  const text = source.slice(position + 1, end).trim();
  if (text === '')
    throw syntaxErrorIn(source, `Expected a name before ${closing}, but found nothing`, position);
  return { token: { kind: 'name', text, isQuoted: true, position }, end: end + 1 };
}

function unknownCharacter(source: string, position: number): string {
  const character = String.fromCodePoint(source.codePointAt(position) ?? 0);
  if (character === '"' || character === "'")
    return `Expected a number or a name, but found ${character}: texts have no place here, and names with blanks go between backquotes`;
  const twin = lookalike(character);
  if (twin) return `Expected ${twin.meant}, but found ${character}, ${twin.kind}`;
  const isVisible = !/[\p{C}\p{Z}]/u.test(character);
  const code = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0') ?? '';
  return `Expected a number, a name or an operator, but found ${isVisible ? character : `the character U+${code}`}`;
}

function match(pattern: RegExp, source: string, position: number): string | null {
  pattern.lastIndex = position;
  return pattern.exec(source)?.[0] ?? null;
}
