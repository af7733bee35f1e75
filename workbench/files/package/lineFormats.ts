/** Rows and columns with formats of their own, in the words of files. */

import { element } from '../charts/xml';
import type { LineFormats } from '../styles';
import { attributeOf } from './relations';
import type { TodaysSheet } from './restore/restoring';

/** By their number in the file, the numbers of formats in the one that is written. */
export type FormatNumbers = ReadonlyMap<number, number>;

/**
 * Columns, each described by itself, some of them with a format, and those of the file that are beyond the grid.
 *
 * @param xml what the grid says of columns; empty where it says nothing
 * @param before what the file does
 */
export function withColumnFormats(
  xml: string,
  before: string,
  { columnFormats, columnCount }: Pick<TodaysSheet, 'columnFormats' | 'columnCount'>,
  numbers: FormatNumbers,
): string {
  const formatted = xml.replace(/<col\s+min="(\d+)"/g, (all: string, min: string) => {
    const format = numbers.get(columnFormats.get(Number(min) - 1) ?? -1);
    return format === undefined ? all : `${all} style="${format}"`;
  });
  const own = [...formatted.matchAll(/<col\s[^>]*>/g)].map(([tag]) => tag);
  const all = [...own, ...farColumns(before, numbers, columnCount)];
  return all.length > 0 ? element('cols', {}, ...all) : '';
}

function farColumns(before: string, numbers: FormatNumbers, count: number): string[] {
  return [...before.matchAll(COLUMNS)].flatMap(([tag]) => {
    const [min, max, style] = ['min', 'max', 'style'].map((name) => Number(attributeOf(tag, name) ?? 0));
    if (max <= count) return [];
    const format = numbers.get(style);
    const more = ['width', 'hidden', 'customWidth', 'outlineLevel', 'collapsed'].flatMap((name) => {
      const said = attributeOf(tag, name);
      return said === undefined ? [] : [[name, said] as const];
    });
    const place = { min: Math.max(min, count + 1), max, ...(format !== undefined && { style: format }) };
    return [element('col', { ...place, ...Object.fromEntries(more) })];
  });
}

const COLUMNS = /<(?:[\w.-]+:)?col\s[^>]*>/g;

/** Numbers of the formats that columns beyond the grid have in the file. */
export function farFormats(before: string, count: number): number[] {
  return [...before.matchAll(COLUMNS)].flatMap(([tag]) => {
    const style = Number(attributeOf(tag, 'style') ?? 0);
    return Number(attributeOf(tag, 'max') ?? 0) > count && style > 0 ? [style] : [];
  });
}

/** Rows of cells, some of which have a format. */
export function withRowFormats(xml: string, rows: LineFormats, numbers: FormatNumbers): string {
  const formats = [...rows].flatMap(([row, format]) => {
    const number = numbers.get(format);
    return number === undefined ? [] : [[row + 1, ` s="${number}" customFormat="1"`] as const];
  });
  if (formats.length === 0) return xml;
  const left = new Map(formats.sort(([a], [b]) => a - b));
  // Rows without cells stand before the next one that has some.
  const blank = (before: number): string => {
    let added = '';
    for (const [row, format] of left) {
      if (row >= before) break;
      left.delete(row);
      added += `<row r="${row}"${format}/>`;
    }
    return added;
  };
  const written = xml.replace(/<row r="(\d+)"/g, (tag: string, r: string) => {
    const added = blank(Number(r));
    const own = left.get(Number(r)) ?? '';
    left.delete(Number(r));
    return added + tag + own;
  });
  const rest = blank(Infinity);
  return written.endsWith('/>')
    ? `<sheetData>${rest}</sheetData>`
    : written.replace(/<\/sheetData>$/, (end: string) => rest + end);
}
