/** Numbers, strings and backquoted names of R's grammar. */

import { syntaxErrorAt } from './messages';

const NUMBER = /(?:0[xX][0-9a-fA-F]+|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)L?/y;

/** The number that begins at `start`, such as `1e-3`, `0x1F` or `1L`, and where it ends. */
export function readNumber(source: string, start: number): { value: number; end: number } | undefined {
  NUMBER.lastIndex = start;
  const text = NUMBER.exec(source)?.[0];
  if (text === undefined) return undefined;
  const value = Number(text.endsWith('L') ? text.slice(0, -1) : text);
  if (!Number.isFinite(value)) {
    throw syntaxErrorAt(`Expected a number up to 1.8e308, but found ${text}`, source, start);
  }
  return { value, end: start + text.length };
}

const SINGLE_ESCAPES = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['a', '\u0007'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
  ['\\', '\\'],
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  [' ', ' '],
  ['\n', '\n'],
]);

const CODE_ESCAPE =
  /\\(?:x([0-9a-fA-F]{1,2})|[uU](?:\{([0-9a-fA-F]{1,8})\}|([0-9a-fA-F]{1,8}))|([0-7]{1,3}))/y;

/**
 * The text between the quotation mark at `start` and the next one of its kind, with R's escapes resolved.
 *
 * @throws a syntax error at the opening mark where the closing one is missing, at the escape where it is unknown
 */
export function readQuoted(source: string, start: number): { value: string; end: number } {
  const quote = source[start];
  let value = '';
  let at = start + 1;
  while (at < source.length) {
    const character = source[at] ?? '';
    if (character === quote) return { value, end: at + 1 };
    if (character === '\\') {
      const escape = readEscape(source, at);
      value += escape.value;
      at = escape.end;
    } else {
      value += character;
      at++;
    }
  }
  const what = quote === '`' ? 'backquote' : 'quotation mark';
  throw syntaxErrorAt(
    `Expected a closing ${what} ${quote}, but found the end of the formula: it was opened here`,
    source,
    start,
  );
}

function readEscape(source: string, at: number): { value: string; end: number } {
  const simple = SINGLE_ESCAPES.get(source[at + 1] ?? '');
  if (simple !== undefined) return { value: simple, end: at + 2 };
  CODE_ESCAPE.lastIndex = at;
  const match = CODE_ESCAPE.exec(source);
  if (match !== null) {
    const [text, hex, braced, plain, octal] = match;
    const digits = hex ?? braced ?? plain;
    const code = digits !== undefined ? parseInt(digits, 16) : parseInt(octal ?? '', 8);
    if (code <= 0x10ffff) return { value: String.fromCodePoint(code), end: at + text.length };
  }
  throw syntaxErrorAt(
    `Expected an escape such as \\n, \\" or \\u00e9 after the backslash, but found ${source.slice(at, at + 2)}`,
    source,
    at,
  );
}
