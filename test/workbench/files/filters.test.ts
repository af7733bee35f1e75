import { BooleanNumber, type IWorkbookData } from '@univerjs/core';
import type { IAutoFilter } from '@univerjs/preset-sheets-filter';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { FILTERS, filterOf, withFilters } from '../../../workbench/files/filters';
import { readWorkbook } from '../../../workbench/files/read';
import { toXlsx } from '../../../workbench/files/toXlsx';
import { changeParts } from '../../../workbench/files/zip';
import { buildWorkbook, SheetBuilder } from '../../../workbench/workbook/build';
import { partsOf } from './parts';

const HIDDEN_BUTTON = '<filterColumn colId="0" hiddenButton="1"/>';
/** Headers in B2:D2 and three rows below them. */
const REF = { startRow: 1, endRow: 4, startColumn: 1, endColumn: 3 };

function book(filter: object | null): IWorkbookData {
  const rows = [
    ['group', 'x & "y"', 'note'],
    ['a<1', 1, null],
    ['b', 20, 'yes'],
    ['c', 3, 'no'],
  ];
  const data = buildWorkbook('book', 'Book', [new SheetBuilder('S').values(1, 1, rows)]);
  const id = data.sheetOrder[0];
  return { ...data, resources: filter ? [{ name: FILTERS, data: JSON.stringify({ [id]: filter }) }] : [] };
}

async function saved(snapshot: IWorkbookData): Promise<Uint8Array<ArrayBuffer>> {
  const written = await writeXlsx(
    toXlsx({ snapshot, spills: {}, sharedFormula: () => null, names: [], settings: {} }),
  );
  return withFilters(new Uint8Array(written), snapshot);
}

async function reopened(snapshot: IWorkbookData) {
  const { workbook: again } = await readWorkbook(new File([await saved(snapshot)], 'again.xlsx'));
  return { filter: filterOf(again, again.sheetOrder[0]), sheet: again.sheets[again.sheetOrder[0]] };
}

describe('a filter is saved and opened again', () => {
  test.each<[string, Partial<IAutoFilter>]>([
    ['without a choice', {}],
    [
      'with values, one of them with signs of XML',
      { filterColumns: [{ colId: 1, filters: { filters: ['a<1', 'c'] } }], cachedFilteredOut: [3] },
    ],
    [
      'with blanks among the values',
      { filterColumns: [{ colId: 3, filters: { blank: true, filters: ['no'] } }], cachedFilteredOut: [3] },
    ],
    [
      'with blanks alone',
      { filterColumns: [{ colId: 3, filters: { blank: true, filters: [] } }], cachedFilteredOut: [3, 4] },
    ],
    [
      'with two conditions that both hold, and a text in another column',
      {
        filterColumns: [
          { colId: 1, customFilters: { customFilters: [{ val: '*"b"&*' }] } },
          {
            colId: 2,
            customFilters: {
              and: BooleanNumber.TRUE,
              customFilters: [
                { val: '2', operator: 'greaterThan' as never },
                { val: '10', operator: 'lessThanOrEqual' as never },
              ],
            },
          },
        ],
        cachedFilteredOut: [2, 3],
      },
    ],
    [
      'with one of two conditions',
      {
        filterColumns: [
          {
            colId: 2,
            customFilters: {
              customFilters: [
                { val: '3', operator: 'equal' as never },
                { val: '20', operator: 'notEqual' as never },
              ],
            },
          },
        ],
        cachedFilteredOut: [3],
      },
    ],
  ])('%s', async (_, given) => {
    const filter = { ref: REF, ...given };
    const again = await reopened(book(filter));
    expect(again.filter).toEqual(filter);
    // The filter hides them, not the sheet.
    expect(again.sheet.rowData).toEqual({});
  });

  test('as Excel has it, and its rows are hidden in the file', async () => {
    const filter = {
      ref: REF,
      filterColumns: [
        { colId: 2, customFilters: { customFilters: [{ val: '2', operator: 'greaterThan' }] } },
      ],
      cachedFilteredOut: [2],
    };
    const bytes = await saved(book(filter));
    const xml = partsOf(bytes).get('xl/worksheets/sheet1.xml')!;
    expect(xml).toContain(
      '<autoFilter ref="B2:D5"><filterColumn colId="1"><customFilters><customFilter operator="greaterThan" val="2"/>',
    );
    expect(xml).toMatch(/<row r="3"[^>]*hidden="(?:1|true)"/);
    expect(xml.match(/hidden=/g)).toHaveLength(1);
    // No cell is lost by it.
    expect((await readXlsx(bytes)).sheets[0].rows[2][1]).toBe('a<1');
  });
});

test('rows that a filter by colour hides stay hidden', async () => {
  const filter = {
    ref: REF,
    filterColumns: [{ colId: 1, colorFilters: { cellFillColors: ['rgb(255,0,0)'] } }],
    cachedFilteredOut: [2, 4],
  };
  const again = await reopened(book(filter));
  expect(again.filter).toEqual({ ref: REF });
  expect(again.sheet.rowData).toEqual({ 2: { hd: 1 }, 4: { hd: 1 } });
});

test('a filter by dates has no conditions, which is said, and its rows stay hidden', async () => {
  const filter = {
    ref: REF,
    filterColumns: [
      { colId: 1, filters: { filters: ['b'] } },
      { colId: 2, filters: { filters: ['MARK'] } },
    ],
    cachedFilteredOut: [2],
  };
  const dates = '<dateGroupItem year="2026" dateTimeGrouping="year"/>';
  const bytes = await changeParts(
    await saved(book(filter)),
    (path) => path === 'xl/worksheets/sheet1.xml',
    async (_, text) => (await text()).replace('<filter val="MARK"/>', dates),
  );
  const { workbook, differences } = await readWorkbook(new File([bytes], 'dates.xlsx'));
  expect(filterOf(workbook, workbook.sheetOrder[0])).toEqual({ ref: REF });
  expect(workbook.sheets[workbook.sheetOrder[0]].rowData).toEqual({ 2: { hd: 1 } });
  expect(differences).toContain('filters by dates, ranks, colours or icons have no conditions');
  expect(differences).toContain('(B2:D5 of S)');
});

test('a column whose button alone is hidden is not filtered', async () => {
  const filter = { ref: REF, filterColumns: [{ colId: 1, filters: { filters: ['MARK'] } }] };
  const bytes = await changeParts(
    await saved(book(filter)),
    (path) => path === 'xl/worksheets/sheet1.xml',
    async (_, text) => (await text()).replace(/<filterColumn.*<\/filterColumn>/, HIDDEN_BUTTON),
  );
  const { workbook, differences } = await readWorkbook(new File([bytes], 'button.xlsx'));
  expect(filterOf(workbook, workbook.sheetOrder[0])).toEqual({ ref: REF });
  expect(differences).toBeNull();
});

test('hidden rows and columns stay hidden, and sizes with them', async () => {
  const snapshot = book(null);
  const sheet = snapshot.sheets[snapshot.sheetOrder[0]];
  sheet.rowData = {
    2: { hd: BooleanNumber.TRUE },
    3: { h: 40, ia: BooleanNumber.FALSE, hd: BooleanNumber.TRUE },
  };
  sheet.columnData = { 1: { w: 70 }, 2: { hd: BooleanNumber.TRUE } };
  const again = await reopened(snapshot);
  expect(again.filter).toBeNull();
  expect(again.sheet.rowData).toEqual({ 2: { hd: 1 }, 3: { h: 40, ia: 0, hd: 1 } });
  expect(again.sheet.columnData).toMatchObject({ 1: { w: 70 }, 2: { hd: 1 } });
});
