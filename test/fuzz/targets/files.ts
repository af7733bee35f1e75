/** Workbooks with anything in them, whole and broken. */

import fc from 'fast-check';
import { expect } from 'vitest';
import { readWorkbook } from '../../../workbench/files/read';
import { MAX_COLUMNS, MAX_ROWS } from '../../../src/index';
import { plainBook, withSheet } from '../../workbench/files/hostile';
import { target } from '../target';

const REFUSED =
  /^"x\.xlsx" (?:is damaged: |is too large: |could not be read \((?:it is (?:no workbook|an archive without a workbook)|something in it is not as expected)\): )/;

/** Null when it was refused in our words. */
async function opened(bytes: Uint8Array<ArrayBuffer>) {
  try {
    return (await readWorkbook(new File([bytes], 'x.xlsx'))).workbook;
  } catch (error) {
    expect((error as Error).message).toMatch(REFUSED);
    return null;
  }
}

const whole = plainBook();

export const brokenFiles = target({
  name: 'broken-files',
  law: 'are opened, or refused in our words',
  cases: fc.record({
    changes: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
    end: fc.option(fc.nat(), { freq: 4 }),
  }),
  async holds({ changes, end }) {
    const bytes = new Uint8Array(await whole);
    for (const [at, value] of changes) bytes[at % bytes.length] = value;
    await opened(end === null ? bytes : bytes.slice(0, end % bytes.length));
  },
});

const letters = fc.constantFrom('A', 'B', 'C', 'AZ', 'XFD', 'XFE', 'AAAA', '');
const number = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 20 }) },
  fc.constantFrom(0, 5000, MAX_ROWS, MAX_ROWS + 1, 1e15),
);
const address = fc.tuple(letters, number).map(([column, row]) => `${column}${row}`);
const range = fc.tuple(address, address).map(([first, last]) => `${first}:${last}`);
const text = fc.oneof(
  fc.constantFrom(
    '',
    '1',
    '-1e308',
    '1e999',
    'NaN',
    'TRUE',
    '#N/A',
    '_x0041_',
    '&#0;',
    '&#x1F600;',
    '&amp;',
    ']]>',
  ),
  fc.string({ maxLength: 6 }).map((value) => value.replace(/[<&]/g, '+')),
);
const optional = (name: string, value: fc.Arbitrary<unknown>): fc.Arbitrary<string> =>
  fc.option(value).map((said) => (said === null ? '' : ` ${name}="${String(said).replaceAll('"', '')}"`));
const cell = fc
  .tuple(
    optional('r', address),
    optional('t', fc.constantFrom('s', 'str', 'inlineStr', 'b', 'e', 'n', 'd', 'x')),
    optional('s', fc.integer({ min: -1, max: 3 })),
    fc.oneof(
      fc.constant(''),
      text.map((value) => `<v>${value}</v>`),
      text.map((value) => `<is><t>${value}</t></is>`),
      fc
        .tuple(
          optional('t', fc.constantFrom('shared', 'array', 'dataTable')),
          optional('si', fc.integer({ min: -1, max: 3 })),
          optional('ref', range),
          text,
        )
        .map(([type, shared, reference, value]) => `<f${type}${shared}${reference}>${value}</f><v>1</v>`),
    ),
  )
  .map(([place, type, style, content]) => `<c${place}${type}${style}>${content}</c>`);
const row = fc
  .tuple(optional('r', number), optional('ht', text), fc.array(cell, { maxLength: 5 }))
  .map(([place, height, cells]) => `<row${place}${height} customHeight="1">${cells.join('')}</row>`);
const sheet = fc
  .tuple(
    fc.array(
      fc
        .tuple(optional('min', number), optional('max', number), optional('width', text))
        .map((said) => `<col${said.join('')}/>`),
      { maxLength: 2 },
    ),
    fc.array(row, { maxLength: 6 }),
    fc.array(
      range.map((merged) => `<mergeCell ref="${merged}"/>`),
      { maxLength: 3 },
    ),
    fc.option(fc.tuple(optional('xSplit', number), optional('ySplit', number)).map((said) => said.join(''))),
  )
  .map(
    ([columns, rows, merged, frozen]) =>
      (frozen === null
        ? ''
        : `<sheetViews><sheetView><pane state="frozen"${frozen}/></sheetView></sheetViews>`) +
      `<cols>${columns.join('')}</cols><sheetData>${rows.join('')}</sheetData><mergeCells>${merged.join('')}</mergeCells>`,
  );

export const sheets = target({
  name: 'sheets',
  law: 'of files become sheets that are no larger than a sheet can be, with finite numbers in them',
  cases: sheet,
  async holds(content) {
    const workbook = await opened(await withSheet(content));
    if (workbook === null) return;
    const { rowCount, columnCount, cellData, mergeData, freeze, rowData, columnData } =
      workbook.sheets['sheet-1'];
    expect(rowCount).toBeLessThanOrEqual(MAX_ROWS);
    expect(columnCount).toBeLessThanOrEqual(MAX_COLUMNS);
    for (const [line, cells] of Object.entries(cellData ?? {}))
      for (const [column, { v }] of Object.entries(cells as Record<number, { v?: unknown }>)) {
        expect([Number(line) < rowCount!, Number(column) < columnCount!]).toEqual([true, true]);
        if (typeof v === 'number') expect(Number.isFinite(v)).toBe(true);
      }
    for (const { startRow, startColumn, endRow, endColumn } of mergeData ?? []) {
      expect([startRow >= 0, endRow < rowCount!, startRow <= endRow]).toEqual([true, true, true]);
      expect([startColumn >= 0, endColumn < columnCount!, startColumn <= endColumn]).toEqual([
        true,
        true,
        true,
      ]);
    }
    expect([freeze!.ySplit <= rowCount!, freeze!.xSplit <= columnCount!]).toEqual([true, true]);
    for (const { h } of Object.values((rowData ?? {}) as Record<number, { h: number }>))
      expect(h >= 0 && h < 1000).toBe(true);
    for (const { w } of Object.values((columnData ?? {}) as Record<number, { w: number }>))
      expect(w >= 0 && w < 3000).toBe(true);
  },
});
