/** Formulas cut into what they are made of; put together again, the pieces are the formula. */

export interface Token {
  readonly kind: 'text' | 'sheet' | 'brackets' | 'error' | 'number' | 'name' | 'space' | 'sign';
  readonly text: string;
  /** Where it begins, from 0. */
  readonly at: number;
}

/** In the order in which they are tried. */
const PATTERNS: readonly (readonly [Token['kind'], string])[] = [
  ['text', String.raw`"(?:[^"]|"")*"?`],
  // With another file before its sheet, `'C:\[x.xlsx]Sheet'!`, too.
  ['sheet', String.raw`'(?:[^']|'')*'?`],
  // `[#All]`, `[@[a b]]` and `[1]` before a sheet; an apostrophe makes a bracket a part of a name.
  ['brackets', String.raw`\[(?:'.|[^[\]']|\[(?:'.|[^[\]'])*\])*\]`],
  [
    'error',
    String.raw`#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|SPILL!|CALC!|GETTING_DATA|BUSY!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!)`,
  ],
  ['number', String.raw`(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(?![\p{L}_])`],
  ['name', String.raw`[\p{L}\p{N}_\\][\p{L}\p{N}\p{M}_.\\?]*`],
  ['space', String.raw`\s+`],
  ['sign', String.raw`<=|>=|<>|[^]`],
];
const TOKENS = new RegExp(PATTERNS.map(([kind, pattern]) => `(?<${kind}>${pattern})`).join('|'), 'giu');

/** @param formula without its `=`; what it cannot be is a sign of one character */
export function tokensOf(formula: string): Token[] {
  return [...formula.matchAll(TOKENS)].map(({ 0: text, index: at, groups = {} }) => {
    const [kind] = PATTERNS.find(([one]) => groups[one] !== undefined)!;
    return { kind, text, at };
  });
}
