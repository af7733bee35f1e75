/** Formats of whole columns, which the library for .xlsx neither reads nor writes: they go from one file to the other by their numbers. */

import { piecesOf, type Piece } from '../markup';
import { element } from '../charts/xml';
import { attributeOf } from './relations';

/** Numbers below are those of Excel's own formats of numbers. */
const FIRST_OWN = 164;
/** What a format is made of: the attribute that names it by its number, and the list that it is in. */
const MADE_OF = [
  ['fontId', 'fonts'],
  ['fillId', 'fills'],
  ['borderId', 'borders'],
] as const;

/**
 * Styles with some formats of another file at their end.
 *
 * @param own of a file that the library has written
 * @param formats numbers that the formats have in the other file
 * @returns which number each has here
 */
export function withFormats(
  own: string,
  other: string,
  formats: readonly number[],
): { readonly xml: string; readonly numbers: ReadonlyMap<number, number> } {
  const lists = new Map(piecesOf(own).children.map(({ name, text }) => [name, entriesOf(text)]));
  const others = new Map(piecesOf(other).children.map(({ name, text }) => [name, entriesOf(text)]));
  const all = lists.get('cellXfs') ?? [];
  const numbers = new Map<number, number>();
  for (const format of formats) {
    const text = others.get('cellXfs')?.[format];
    if (text === undefined) continue;
    const tag = /^<[^>]*>/.exec(text)?.[0] ?? '';
    let copied = tag.replace(/\sxfId="[^"]*"/, ' xfId="0"');
    for (const [attribute, list] of MADE_OF) {
      const number = addedTo(lists, list, others.get(list)?.[Number(attributeOf(tag, attribute) ?? 0)]);
      copied = copied.replace(new RegExp(`\\s${attribute}="[^"]*"`), ` ${attribute}="${number}"`);
    }
    const ofNumbers = addedNumberFormat(lists, others, Number(attributeOf(tag, 'numFmtId') ?? 0));
    copied = copied.replace(/\snumFmtId="[^"]*"/, ` numFmtId="${ofNumbers}"`);
    numbers.set(format, all.push(copied + text.slice(tag.length)) - 1);
  }
  lists.set('cellXfs', all);
  const { open, name, children } = piecesOf(own);
  const texts = children.map((piece) => withEntries(piece, lists));
  // The first of the lists, where the file had none so far.
  const hasNumbers = children.some((piece) => piece.name === 'numFmts');
  const first = hasNumbers || !lists.has('numFmts') ? '' : listOf('numFmts', lists.get('numFmts')!);
  return { xml: `${open}>${first}${texts.join('')}</${name}>`, numbers };
}

type Lists = Map<string, string[]>;

function entriesOf(list: string): string[] {
  return piecesOf(list).children.map(({ text }) => text);
}

function withEntries({ name, text }: Piece, lists: Lists): string {
  const entries = lists.get(name) ?? [];
  return entries.length > entriesOf(text).length ? listOf(name, entries) : text;
}

function listOf(name: string, entries: readonly string[]): string {
  return element(name, { count: entries.length }, ...entries);
}

/** The number of an entry at the end of a list; the first one where there is none to add. */
function addedTo(lists: Lists, name: string, entry: string | undefined): number {
  const list = lists.get(name) ?? [];
  lists.set(name, list);
  if (entry === undefined) return 0;
  const known = list.indexOf(entry);
  return known >= 0 ? known : list.push(entry) - 1;
}

function addedNumberFormat(lists: Lists, others: Lists, id: number): number {
  if (id < FIRST_OWN) return id;
  const entry = others.get('numFmts')?.find((one) => attributeOf(one, 'numFmtId') === String(id));
  if (entry === undefined) return 0;
  const list = lists.get('numFmts') ?? [];
  const code = attributeOf(entry, 'formatCode');
  const known = list.find((one) => attributeOf(one, 'formatCode') === code);
  if (known !== undefined) return Number(attributeOf(known, 'numFmtId'));
  const next = Math.max(FIRST_OWN - 1, ...list.map((one) => Number(attributeOf(one, 'numFmtId')))) + 1;
  list.push(entry.replace(/\snumFmtId="[^"]*"/, ` numFmtId="${next}"`));
  lists.set('numFmts', list);
  return next;
}
