import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { Differences } from '../../../workbench/files/differences';
import { fromXlsx } from '../../../workbench/files/fromXlsx';
import { tablesOf, withoutTables, type Table } from '../../../workbench/files/tableReferences';

/** Headers in B2:D2, data in rows 3 to 5, totals in row 6. */
const SALES: Table = {
  name: 'Sales',
  sheet: 'Data',
  cells: { sheet: null, row: 1, column: 1, rowCount: 5, columnCount: 3 },
  columns: ['Region', 'Amount', "it's # [x]"],
  hasTotals: true,
};
const OTHER: Table = {
  name: 'Other_1',
  sheet: 'My sheet',
  cells: { sheet: null, row: 0, column: 0, rowCount: 3, columnCount: 2 },
  columns: ['a', 'b'],
  hasTotals: false,
};

const TABLES = new Map([SALES, OTHER].map((table) => [table.name.toUpperCase(), table]));

describe('withoutTables', () => {
  test.each([
    ['SUM(Sales[Amount])', 'SUM($C$3:$C$5)'],
    ['SUM(sales[amount])', 'SUM($C$3:$C$5)'],
    ['ROWS(Sales)', 'ROWS($B$3:$D$5)'],
    ['ROWS(Sales[])', 'ROWS($B$3:$D$5)'],
    ['LMER.FIT(Sales[#All],"y ~ x")', 'LMER.FIT($B$2:$D$6,"y ~ x")'],
    ['Sales[#Headers]', '$B$2:$D$2'],
    ['Sales[[#Headers],[Amount]]', '$C$2'],
    ['Sales[[#Totals],[Amount]]', '$C$6'],
    ['Sales[[#Headers],[#Data],[Amount]]', '$C$2:$C$5'],
    ['Sales[[Region]:[Amount]]', '$B$3:$C$5'],
    ['Sales[[#All],[Amount]:[Region]]', '$B$2:$C$6'],
    ['Sales[[#This Row],[Amount]]*2', '$C4*2'],
    ['SUM(Sales[[#This Row],[Region]:[Amount]])', 'SUM($B4:$C4)'],
    ["Sales[it''s '# '[x']]", '$D$3:$D$5'],
    ["Sales[[#Data],[it''s '# '[x']]]+1", '$D$3:$D$5+1'],
    ['SUM(Other_1[b])+SUM(Sales[Amount])', "SUM('My sheet'!$B$2:$B$3)+SUM($C$3:$C$5)"],
    ['Other_1[[#Totals],[a]]', '#REF!'],
    ['Other_1[[#This Row],[a]]', '#VALUE!'],
  ])('reads %s as %s', (formula, expected) => {
    expect(withoutTables(formula, TABLES, { sheet: 'Data', row: 3 })).toBe(expected);
  });

  test.each([
    '"Sales[Amount]"&A1',
    "'Sales'!A1+Sales!B2",
    'Sales(1)+MySales[Amount]+Sales2',
    'Sales[Nothing]',
    'Sales[#Nothing]',
    'Unknown[Sales]',
    'Sales[Amount',
  ])('leaves %s as it stands', (formula) => {
    expect(withoutTables(formula, TABLES, { sheet: 'Data', row: 3 })).toBe(formula);
  });
});

test('an opened file knows the cells of its tables, in formulas and in names', async () => {
  const bytes = await writeXlsx({
    sheets: [
      {
        name: 'Data',
        rows: [
          ['g', 'y', 'twice'],
          ['a', 1, null],
          ['b', 2, null],
        ],
        cells: new Map([
          ['1,2', { formula: 'T1[[#This Row],[y]]*2', formulaResult: 2 }],
          ['2,2', { formula: 'T1[[#This Row],[y]]*2', formulaResult: 4 }],
        ]),
        tables: [{ name: 'T1', range: 'A1:C3', columns: [{ name: 'g' }, { name: 'y' }, { name: 'twice' }] }],
      },
      {
        name: 'Other',
        rows: [[null]],
        cells: new Map([['0,0', { formula: 'SUM(T1[y])', formulaResult: 3 }]]),
      },
    ],
    namedRanges: [{ name: 'outcome', range: 'T1[y]' }],
  });
  const workbook = await readXlsx(bytes, { readStyles: true });
  expect([...tablesOf(workbook).keys()]).toEqual(['T1']);
  const differences = new Differences();
  const { sheets, sheetOrder, resources } = fromXlsx(workbook, 'book', 'Book', { differences });
  const formula = (sheet: number, row: number, column: number) =>
    sheets[sheetOrder[sheet]].cellData?.[row]?.[column]?.f;
  expect(formula(0, 1, 2)).toBe('=$B2*2');
  expect(formula(0, 2, 2)).toBe('=$B3*2');
  expect(formula(1, 0, 0)).toBe('=SUM(Data!$B$2:$B$3)');
  expect(resources?.[0].data).toContain('"Data!$B$2:$B$3"');
  expect(differences.sentence('a.xlsx')).toMatch(
    /formulas that name a table, .+ \(C2 of Data, C3 of Data, A1 of Other and 1 more\)/,
  );
});
