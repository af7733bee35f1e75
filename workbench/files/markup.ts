/** Markup of a part before it is read in earnest: what it is, and whether all of it is there. */

const [EXCLAMATION, QUESTION, SLASH, GREATER, DOUBLE, SINGLE] = [33, 63, 47, 62, 34, 39];

/** The name of the first element, without its prefix; empty when there is none. */
export function rootOf(xml: string): string {
  let at = xml.indexOf('<');
  while (at >= 0 && isNoElement(xml, at)) at = xml.indexOf('<', behindNoElement(xml, at));
  return NAME.exec(at < 0 ? '' : xml.slice(at, at + 200))?.[1] ?? '';
}

/** An element inside of the first one, with all that is in it. */
export interface Piece {
  /** Without its prefix. */
  readonly name: string;
  readonly text: string;
}

export interface Pieces {
  /** The tag that begins the first element, ` />` at its end left out. */
  readonly open: string;
  /** Its whole name. */
  readonly name: string;
  readonly children: readonly Piece[];
}

/** What the first element of a whole part consists of. Text between its children is left out. */
export function piecesOf(xml: string): Pieces {
  const children: Piece[] = [];
  let open = '';
  let [depth, start] = [0, 0];
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at)) {
    if (isNoElement(xml, at)) {
      at = behindNoElement(xml, at);
      continue;
    }
    const end = endOfTag(xml, at);
    if (end < 0) break;
    const isEnd = xml.charCodeAt(at + 1) === SLASH;
    const isClosed = !isEnd && xml.charCodeAt(end - 1) === SLASH;
    if (depth === 0) open = xml.slice(at, isClosed ? end - 1 : end).trimEnd();
    if (depth === 1 && !isEnd) start = at;
    if (isEnd) depth--;
    else if (!isClosed) depth++;
    // A child has ended.
    if (depth === 1 && (isEnd || isClosed)) {
      const text = xml.slice(start, end + 1);
      children.push({ name: NAME.exec(text)?.[1] ?? '', text });
    }
    at = end + 1;
  }
  return { open, name: /^<([\w.:-]+)/.exec(open)?.[1] ?? '', children };
}

const NAME = /^<(?:[\w.-]+:)?([\w.-]+)/;

/** Whether every element ends. The library reads what there is of a sheet that was cut off, or nothing, without a word. */
export function isWhole(xml: string): boolean {
  let depth = 0;
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at)) {
    if (isNoElement(xml, at)) {
      at = behindNoElement(xml, at);
      continue;
    }
    const end = endOfTag(xml, at);
    if (end < 0) return false;
    if (xml.charCodeAt(at + 1) === SLASH) depth--;
    else if (xml.charCodeAt(end - 1) !== SLASH) depth++;
    at = end + 1;
  }
  return depth === 0;
}

/** A comment, a declaration, or text that is none of markup. */
function isNoElement(xml: string, at: number): boolean {
  const code = xml.charCodeAt(at + 1);
  return code === EXCLAMATION || code === QUESTION;
}

/** The end of the text where it does not end. */
function behindNoElement(xml: string, at: number): number {
  const end = xml.startsWith('<!--', at)
    ? '-->'
    : xml.startsWith('<![CDATA[', at)
      ? ']]>'
      : xml.startsWith('<?', at)
        ? '?>'
        : '>';
  const found = xml.indexOf(end, at);
  return found < 0 ? xml.length : found + end.length;
}

/** Its `>`, which may stand in the value of an attribute as well; -1 where there is none. */
function endOfTag(xml: string, at: number): number {
  let quote = 0;
  for (let i = at + 1; i < xml.length; i++) {
    const code = xml.charCodeAt(i);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === DOUBLE || code === SINGLE) quote = code;
    else if (code === GREATER) return i;
  }
  return -1;
}
