/** Tables of a file over cells that may have changed: Excel repairs a file whose headers are not those of its tables. */

import { parseAddress } from '../../../src/index';
import { escaped } from '../charts/xml';
import { piecesOf } from '../markup';
import { decoded, movedPart } from './movedParts';
import type { Moves } from './moves';
import { attributeOf } from './relations';

const COLUMN = /<(?:[\w.-]+:)?tableColumn\s[^>]*>/g;

/** Names of the columns of a table as its headers show them. */
export function columnNames(xml: string): string[] {
  return [...xml.matchAll(COLUMN)].map(([column]) => shown(attributeOf(column, 'name') ?? ''));
}

/**
 * The part of a table where its cells are today, with the headers that they have.
 *
 * @param valueAt what a cell of its sheet holds; 0-based
 * @returns its text, or what cannot be kept of it, in words; null when its cells are gone, and the table with them
 */
export function tableToday(
  xml: string,
  sheetId: string,
  moves: Moves,
  valueAt: (row: number, column: number) => unknown,
): string | { readonly problem: string } | null {
  const reference = attributeOf(piecesOf(xml).open, 'ref') ?? '';
  if (moves.rectangle(reference, sheetId) === null) return null;
  return fittingTable(movedPart('table', xml, sheetId, moves), valueAt);
}

function fittingTable(
  xml: string,
  valueAt: (row: number, column: number) => unknown,
): string | { readonly problem: string } {
  const tag = /<(?:[\w.-]+:)?table\s[^>]*>/.exec(xml)?.[0] ?? '';
  const name = attributeOf(tag, 'displayName') ?? attributeOf(tag, 'name') ?? '';
  const cells = parseAddress(attributeOf(tag, 'ref') ?? '');
  const names = [...xml.matchAll(COLUMN)].map(([column]) => attributeOf(column, 'name') ?? '');
  if (!cells || cells.columnCount !== names.length)
    return { problem: `the table “${name}”, in which columns have come or gone` };
  if (attributeOf(tag, 'headerRowCount') === '0') return xml;
  const headers = names.map((_, i) => valueAt(cells.row, cells.column + i));
  if (headers.every((header, i) => header === shown(names[i]))) return xml;
  const texts = headers.map((header) => (typeof header === 'string' ? header.trim() : ''));
  const isUnique = new Set(texts.map((text) => text.toLowerCase())).size === texts.length;
  if (texts.includes('') || !isUnique)
    return { problem: `the table “${name}”, whose headers are not texts that differ` };
  let i = 0;
  const renamed = xml.replace(COLUMN, (column: string) => {
    const header = headers[i] as string;
    const own = header === shown(names[i++]);
    return own
      ? column
      : column.replace(/(\sname=")[^"]*/, (_, before: string) => before + escaped(stored(header)));
  });
  // Formulas of the table call its columns by their names.
  return renamed.replace(
    /(<(?:[\w.-]+:)?(?:calculatedColumnFormula|totalsRowFormula)[^>]*>)([^<]*)/g,
    (_, before: string, formula: string) =>
      before + escaped(withNames(decoded(formula), names, headers as string[])),
  );
}

function withNames(formula: string, names: readonly string[], headers: readonly string[]): string {
  return formula.replace(/\[([^[\]]*)\]/g, (all: string, inside: string) => {
    const at = names.findIndex((name) => name.toLowerCase() === inside.replace(/^@/, '').toLowerCase());
    return at < 0 ? all : `[${inside.startsWith('@') ? '@' : ''}${headers[at]}]`;
  });
}

/** Line breaks in the name of a column are marked. */
function shown(name: string): string {
  return name.replace(/_x([\da-f]{4})_/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

function stored(header: string): string {
  return header
    .replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_')
    .replaceAll('\n', '_x000a_')
    .replaceAll('\r', '');
}
