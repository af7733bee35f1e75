/** Columns whose blank cells may be written into on a protected sheet: the library reads formats of cells alone. */

import { piecesOf } from './markup';
import { attributeOf } from './package/relations';

/** First and last, 0-based. */
export type Columns = readonly [number, number];

/** Numbers of the formats that unlock a cell. */
export function unlockingFormats(stylesXml: string): ReadonlySet<number> {
  const formats = piecesOf(stylesXml).children.find(({ name }) => name === 'cellXfs');
  const numbers = (formats ? piecesOf(formats.text).children : []).flatMap(({ text }, i) =>
    /<(?:[\w.-]+:)?protection\s[^>]*locked\s*=\s*["'](?:0|false)/.test(text) ? [i] : [],
  );
  return new Set(numbers);
}

/** Columns of a sheet with the number of their format. */
export function formattedColumns(sheetXml: string): readonly (readonly [Columns, number])[] {
  const end = sheetXml.indexOf('sheetData');
  const head = end < 0 ? '' : sheetXml.slice(0, end);
  return [...head.matchAll(/<(?:[\w.-]+:)?col\s[^>]*>/g)].flatMap(([tag]) => {
    const [min, max, style] = ['min', 'max', 'style'].map((name) => Number(attributeOf(tag, name) ?? NaN));
    return min >= 1 && max >= min && style > 0 ? [[[min - 1, max - 1], style] as const] : [];
  });
}

/** A format that says nothing but that a cell is not locked, at the end of the formats of a file that the library has written. */
export function withUnlockingFormat(stylesXml: string): { readonly xml: string; readonly number: number } {
  const count = Number(/<cellXfs\s+count="(\d+)"/.exec(stylesXml)?.[1] ?? 0);
  const format =
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyProtection="1"><protection locked="0"/></xf>';
  const xml = stylesXml
    .replace(/<cellXfs\s+count="\d+"/, `<cellXfs count="${count + 1}"`)
    .replace('</cellXfs>', `${format}</cellXfs>`);
  return { xml, number: count };
}
