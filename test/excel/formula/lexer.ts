/** Cuts a formula into words. */

export interface Word {
  readonly kind: 'number' | 'text' | 'error' | 'reference' | 'spill' | 'table' | 'name' | 'symbol' | 'end';
  readonly text: string;
  readonly position: number;
}

const SHEET = String.raw`(?:'(?:[^']|'')+'!|[\p{L}_][\p{L}\p{N}_.]*!)`;
const CELL = String.raw`\$?[A-Za-z]{1,3}\$?\d{1,7}`;
const AREA = String.raw`(?:${CELL}:${CELL}|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}|\$?\d{1,7}:\$?\d{1,7}|${CELL})`;

/** In the order in which they are tried. */
const PATTERNS: readonly (readonly [Word['kind'], RegExp])[] = [
  ['text', /"(?:[^"]|"")*"/uy],
  ['error', /#(?:N\/A|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|NULL!|SPILL!|CALC!)/iuy],
  ['spill', new RegExp(`${SHEET}?${CELL}#`, 'uy')],
  ['reference', new RegExp(`${SHEET}?${AREA}(?![\\p{L}\\p{N}_.(])`, 'uy')],
  ['number', /(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/iuy],
  ['table', /[\p{L}_][\p{L}\p{N}_.]*\[(?:\[[^\]]*\]|[^[\]]|,)*\]/uy],
  ['name', /[\p{L}_\\][\p{L}\p{N}_.]*/uy],
  ['symbol', /<=|>=|<>|[-+*/^&=<>(){},;%@]/uy],
];

export function words(formula: string): Word[] {
  const found: Word[] = [];
  let position = 1;
  while (position < formula.length) {
    if (/\s/.test(formula[position])) {
      position++;
      continue;
    }
    const word = wordAt(formula, position);
    if (!word) throw new Error(`cannot read "${formula.slice(position, position + 20)}" in ${formula}`);
    found.push(word);
    position += word.text.length;
  }
  return [...found, { kind: 'end', text: '', position }];
}

function wordAt(formula: string, position: number): Word | null {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = position;
    const match = pattern.exec(formula);
    if (match) return { kind, text: match[0], position };
  }
  return null;
}
