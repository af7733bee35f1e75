/**
 * Filters of a sheet, in Univer's snapshots and in .xlsx files (ISO/IEC 29500-1 18.3.2). The library for .xlsx knows the values that
 * a filter lets through; conditions and blanks are put into its part and taken from there here.
 */

import { BooleanNumber, type IWorkbookData } from '@univerjs/core';
import type { CustomFilterOperator, IAutoFilter, IFilterColumn } from '@univerjs/preset-sheets-filter';
import type { Sheet, WriteSheet } from 'hucre/xlsx';
import { parseAddress } from '../../src/index';
import { rangeAddress } from '../addresses';
import { element, type Attributes } from './charts/xml';
import type { Room } from './room';
import { changeParts } from './zip';

/** Where snapshots keep filters, by the id of their sheet. */
export const FILTERS = 'SHEET_FILTER_PLUGIN';

export function filterOf({ resources }: IWorkbookData, sheetId: string): IAutoFilter | null {
  const kept = resources?.find(({ name }) => name === FILTERS)?.data;
  return kept ? ((JSON.parse(kept) as Record<string, IAutoFilter | undefined>)[sheetId] ?? null) : null;
}

/** A filter as text, to tell whether it is still the same: rows that it hides are counted among it. Null where there is none. */
export function filterLook(snapshot: IWorkbookData, sheetId: string): string | null {
  const filter = filterOf(snapshot, sheetId);
  return filter && JSON.stringify([filter.ref, filter.filterColumns ?? [], filter.cachedFilteredOut ?? []]);
}

/** What the library writes: the range, which `withFilters` fills. */
export function writeFilter(filter: IAutoFilter | null): Pick<WriteSheet, 'autoFilter'> {
  return filter ? { autoFilter: { range: rangeAddress(filter.ref) } } : {};
}

/** The file with what its filters let through. */
export async function withFilters(
  bytes: Uint8Array<ArrayBuffer>,
  snapshot: IWorkbookData,
): Promise<Uint8Array<ArrayBuffer>> {
  const filters = new Map<string, IAutoFilter>();
  snapshot.sheetOrder.forEach((id, i) => {
    const filter = filterOf(snapshot, id);
    if (filter?.filterColumns?.length) filters.set(`xl/worksheets/sheet${i + 1}.xml`, filter);
  });
  if (filters.size === 0) return bytes;
  return changeParts(
    bytes,
    (path) => filters.has(path),
    async (path, text) => (await text()).replace(/<autoFilter [^>]*\/>/, () => filterXml(filters.get(path)!)),
  );
}

function filterXml({ ref, filterColumns = [] }: IAutoFilter): string {
  const columns = filterColumns.map((column) => columnXml(column, column.colId - ref.startColumn));
  return element('autoFilter', { ref: rangeAddress(ref) }, ...columns);
}

const NONE: Attributes = {};

/** Colours are left out: their rows are hidden, and the file does not say why. */
function columnXml({ filters, customFilters }: IFilterColumn, colId: number): string {
  if (filters) {
    const values = (filters.filters ?? []).map((val) => element('filter', { val }));
    return element(
      'filterColumn',
      { colId },
      element('filters', filters.blank ? { blank: 1 } : NONE, ...values),
    );
  }
  if (!customFilters) return '';
  const conditions = customFilters.customFilters.map(({ val, operator }) =>
    element('customFilter', { ...(operator && { operator }), val }),
  );
  return element(
    'filterColumn',
    { colId },
    element('customFilters', customFilters.and ? { and: 1 } : NONE, ...conditions),
  );
}

/** Before what stands for something else than a value: a character of nobody's. */
const MARK = '\ue000';

/** The part that holds a sheet so that the library reads conditions and blanks, as marked values; null when it has none. */
export function withMarkedConditions(xml: string): string | null {
  // It stands behind the cells, of which there may be millions.
  const start = xml.indexOf('<autoFilter ', xml.lastIndexOf('sheetData'));
  const end = start < 0 ? -1 : xml.indexOf('</autoFilter>', start);
  return end < 0 ? null : xml.slice(0, start) + marked(xml.slice(start, end)) + xml.slice(end);
}

function marked(filter: string): string {
  return filter.replace(ELEMENT, (all, name: string, attributes: string) => {
    if (name === 'filters')
      return isSet(attributes, 'blank')
        ? `<filters>${value('blank')}${attributes.endsWith('/') ? '</filters>' : ''}`
        : all;
    if (name === 'customFilters') return isSet(attributes, 'and') ? all + value('and') : all;
    if (name !== 'customFilter') return value('other');
    const operator = /\boperator="(\w+)"/.exec(attributes)?.[1] ?? 'equal';
    const operand = /\bval="([^"]*)"/.exec(attributes)?.[1];
    return value(operand === undefined ? 'other' : `${operator}${MARK}${operand}`);
  });
}

const ELEMENT =
  /<(filters|customFilters?|dateGroupItem|top10|colorFilter|iconFilter|dynamicFilter)\b([^<>]*)>/g;

function isSet(attributes: string, name: string): boolean {
  return new RegExp(`\\b${name}="(?:1|true)"`).test(attributes);
}

const value = (text: string): string => `<filter val="${MARK}${text}"/>`;

/**
 * The filter of a sheet that was read from such a part. Rows that are hidden in its range are those that it does not let through.
 *
 * @param rows by their 0-based place
 * @param room the filter ends where the sheet does
 * @param onUnread is told the range of a filter by dates, ranks, colours or icons, which has no conditions then: its rows stay hidden
 * @returns null when there is none
 */
export function readFilter(
  { autoFilter }: Sheet,
  rows: Rows,
  room: Room,
  onUnread: (range: string) => void,
): IAutoFilter | null {
  const range = parseAddress(autoFilter?.range ?? '');
  if (!range || range.row >= room.rowCount || range.column >= room.columnCount) return null;
  const ref = {
    startRow: range.row,
    endRow: Math.min(range.row + range.rowCount, room.rowCount) - 1,
    startColumn: range.column,
    endColumn: Math.min(range.column + range.columnCount, room.columnCount) - 1,
  };
  // A column may have no more than a button that is hidden.
  const filterColumns = (autoFilter?.columns ?? [])
    .filter(({ colIndex, filters }) => filters?.length && range.column + colIndex <= ref.endColumn)
    .map(({ colIndex, filters = [] }) => readColumn(range.column + colIndex, filters));
  if (filterColumns.includes(null)) onUnread(rangeAddress(ref));
  if (filterColumns.length === 0 || filterColumns.includes(null)) return { ref };
  const hidden = [...rows].filter(([row, def]) => def.hidden && row > ref.startRow && row <= ref.endRow);
  return {
    ref,
    filterColumns: filterColumns as IFilterColumn[],
    cachedFilteredOut: hidden.map(([row]) => row),
  };
}

type Rows = ReadonlyMap<number, { readonly hidden?: boolean }>;

/** Null for what Univer cannot filter by. */
function readColumn(colId: number, values: readonly string[]): IFilterColumn | null {
  const special = values.filter((one) => one.startsWith(MARK)).map((one) => one.slice(MARK.length));
  if (special.includes('other')) return null;
  const conditions = special
    .filter((one) => one.includes(MARK))
    .map((one) => {
      const [operator, val] = one.split(MARK);
      // Texts, with * and ?, are compared without an operator.
      const isText = operator === 'equal' && (val.trim() === '' || !Number.isFinite(Number(val)));
      return { val, ...(!isText && { operator: operator as CustomFilterOperator }) };
    });
  if (conditions.length > 2) return null;
  if (conditions.length > 0) {
    const customFilters = conditions as [(typeof conditions)[0]];
    return {
      colId,
      customFilters: { ...(special.includes('and') && { and: BooleanNumber.TRUE }), customFilters },
    };
  }
  const filters = values.filter((one) => !one.startsWith(MARK));
  return { colId, filters: { ...(special.includes('blank') && { blank: true }), filters } };
}
