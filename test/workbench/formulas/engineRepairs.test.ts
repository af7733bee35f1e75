import { CellValueType, ObjectMatrix, type ICellData } from '@univerjs/core';
import {
  ArrayValueObject,
  type BaseFunction,
  type BaseValueObject,
  IFunctionService,
  NumberValueObject,
  RangeReferenceObject,
  StringValueObject,
} from '@univerjs/preset-sheets-core';
import { afterEach, expect, test } from 'vitest';
import { explainError } from '../../../workbench/formulas/explain';
import { openHeadless, type Headless } from '../headless';

let headless: Headless | undefined;
afterEach(() => headless?.close());

test.each(['=Table1[x', '=Table1[x]', '=SUM(Table1[[#All],[x]])', '=Table1[@x]', '=[@x]*2'])(
  'formulas after %s are read as ever',
  async (typed) => {
    headless = openHeadless([['x'], [3], [1], ['=SUM(A2:A3)']]);
    await expect.poll(() => headless!.value(3, 0)).toBe(4);
    headless.type(0, 3, typed);
    await expect.poll(() => headless!.value(0, 3)).toBe('#NAME?');
    const place = { unitId: 'book', sheetId: 'sheet-1', row: 0, column: 3 };
    expect(explainError(headless, headless.messages, place)).toContain('There are no tables here');
    headless.type(0, 4, '=INDEX(A2:A3,1)');
    await expect.poll(() => headless!.value(0, 4)).toBe(3);
    headless.type(1, 0, 4);
    await expect.poll(() => headless!.value(3, 0)).toBe(5);
  },
);

test('a text in brackets is no table', async () => {
  headless = openHeadless([['=NOSUCH("[x]")']]);
  await expect.poll(() => headless!.value(0, 0)).toBe('#NAME?');
  const place = { unitId: 'book', sheetId: 'sheet-1', row: 0, column: 0 };
  expect(explainError(headless, headless.messages, place)).toBeNull();
});

/** Three rows in no order, down and up. */
const NUMBERS = [
  [3, 1, 2],
  [1, 5, 4],
  [2, 3, 9],
];

function arrayOf(rows: readonly (readonly (number | string)[])[]): ArrayValueObject {
  return ArrayValueObject.create({
    calculateValueList: rows.map((row) => row.map(valueOf)),
    rowCount: rows.length,
    columnCount: rows[0].length,
    unitId: 'book',
    sheetId: 'sheet-1',
    row: 0,
    column: 0,
  });
}

const valueOf = (value: number | string): BaseValueObject =>
  typeof value === 'number' ? NumberValueObject.create(value) : StringValueObject.create(value);

const content = (array: ArrayValueObject) =>
  array.getArrayValue().map((row) => row.map((cell) => cell?.getValue()));

test('no function of the engine changes an array that it is given', () => {
  headless = openHeadless([[1]]);
  const functions = [
    ...headless.get<IFunctionService>(IFunctionService).getExecutors().values(),
  ] as BaseFunction[];
  const shapes = [NUMBERS, NUMBERS.map(([first]) => [first]), [NUMBERS[0]]];
  const changed = new Set<string>();
  let answered = 0;
  for (const each of functions)
    for (const shape of shapes)
      for (const scalars of [0, 1, 2, 3]) {
        const arrays = [arrayOf(shape), arrayOf(shape), arrayOf(shape)];
        for (const count of [1, 2, 3]) {
          const numbers: BaseValueObject[] = Array.from({ length: scalars }, () =>
            NumberValueObject.create(1),
          );
          try {
            each.calculate(...arrays.slice(0, count), ...numbers);
            answered++;
          } catch {
            // It wants other arguments.
          }
          for (const array of arrays)
            if (JSON.stringify(content(array)) !== JSON.stringify(shape)) changed.add(String(each.name));
        }
      }
  expect(functions.length).toBeGreaterThan(300);
  expect(answered).toBeGreaterThan(5000);
  expect([...changed]).toEqual([]);
});

const DATES = [[40003], [40001], [40002]];
const FLOWS = [[-100], [70], [60]];
const COLUMN = NUMBERS.map(([first]) => [first]);
const TABLE = [
  ['g', 'y'],
  ['b', 3],
  ['a', 1],
  ['b', 2],
];
const WANTED = [['g'], ['b']];
type Argument = number | string | readonly (readonly (number | string)[])[];

/** Functions that are content with other arguments only, each with some that it answers. */
const CALLS: readonly [string, ...Argument[]][] = [
  ...['AVERAGE', 'COUNT', 'COUNTA', 'MAX', 'MIN', 'PRODUCT', 'STDEV', 'STDEVP', 'SUM', 'VAR', 'VARP'].map(
    (of): [string, ...Argument[]] => [`D${of}`, TABLE, 'y', WANTED],
  ),
  ['DGET', TABLE, 'y', [['g'], ['a']]],
  ['IRR', FLOWS],
  ['MIRR', FLOWS, 0.1, 0.1],
  ['XIRR', FLOWS, [[40001], [40203], [40102]]],
  ['XNPV', 0.1, FLOWS, [[40001], [40203], [40102]]],
  ['FVSCHEDULE', 1, [[0.3], [0.1], [0.2]]],
  ['SERIESSUM', 2, 0, 1, COLUMN],
  ['NETWORKDAYS', 40000, 40010, DATES],
  ['NETWORKDAYS.INTL', 40000, 40010, 1, DATES],
  ['WORKDAY', 40000, 5, DATES],
  ['WORKDAY.INTL', 40000, 5, 1, DATES],
  ['PROB', COLUMN, [[0.2], [0.3], [0.5]], 1, 2],
  ['TRIMMEAN', COLUMN, 0.2],
  ['PERCENTILE.EXC', COLUMN, 0.5],
  ['T.TEST', COLUMN, [[1], [5], [2]], 2, 1],
  ['TTEST', COLUMN, [[1], [5], [2]], 2, 1],
  ['SUMIF', COLUMN, '>1', COLUMN],
  ['SUMIFS', COLUMN, COLUMN, '>1'],
  ['AVERAGEIF', COLUMN, '>1', COLUMN],
  ['AVERAGEIFS', COLUMN, COLUMN, '>1'],
  ['COUNTIF', COLUMN, '>1'],
  ['COUNTIFS', COLUMN, '>1'],
  ['MAXIFS', COLUMN, COLUMN, '>1'],
  ['MINIFS', COLUMN, COLUMN, '>1'],
  ['RANK', 2, COLUMN],
  ['RANK.AVG', 2, COLUMN],
  ['RANK.EQ', 2, COLUMN],
];

/** The same as cells of a sheet of their own. */
function cellsOf(rows: readonly (readonly (number | string)[])[], sheetId: string): RangeReferenceObject {
  const cellData = new ObjectMatrix<ICellData>();
  rows.forEach((row, i) =>
    row.forEach((v, j) =>
      cellData.setValue(i, j, { v, t: typeof v === 'number' ? CellValueType.NUMBER : CellValueType.STRING }),
    ),
  );
  const [endRow, endColumn] = [rows.length - 1, rows[0].length - 1];
  const cells = new RangeReferenceObject({ startRow: 0, startColumn: 0, endRow, endColumn });
  cells.setDefaultUnitId('book');
  cells.setDefaultSheetId(sheetId);
  const sheet = { cellData, rowCount: 9, columnCount: 9, rowData: {}, columnData: {} };
  cells.setUnitData({ book: { [sheetId]: sheet } });
  return cells;
}

test.each(CALLS)('%s leaves its arguments as they are', (...call) => {
  const [name, ...given] = call as [string, ...Argument[]];
  headless = openHeadless([[1]]);
  const called = headless.get<IFunctionService>(IFunctionService).getExecutor(name)!;
  const blocks: [ArrayValueObject, Argument][] = [];
  const values = given.map((argument, i) => {
    if (!Array.isArray(argument)) return valueOf(argument as number | string);
    const rows = argument as readonly (readonly (number | string)[])[];
    const range = called.needsReferenceObject ? cellsOf(rows, `${name}-${i}`) : null;
    // The engine remembers the cells of a range in this array.
    const array = range?.toArrayValueObject() ?? arrayOf(rows);
    blocks.push([array, rows]);
    return (range ?? array) as BaseValueObject;
  });
  const answer = called.calculate(...values) as BaseValueObject;
  expect(answer.isError()).toBe(false);
  expect(blocks.length).toBeGreaterThan(0);
  for (const [array, rows] of blocks) expect(content(array)).toEqual(rows);
});

test('an empty text in a block is one wherever the block is repeated, and a blank in a range a zero as ever', async () => {
  const block = [
    ['term', ''],
    ['', 2],
  ];
  const functions = { BLOCK: { parameters: ['x'], run: () => block } };
  const cells = [
    ['=BLOCK(1)', null, '=A1#', null, '=A1:B2', null, '=G5:G6'],
    [null],
    ['=COUNTA(A1#)', '=SUM(A1#)', '=COUNT(A1:B2)'],
  ];
  headless = openHeadless(cells, functions);
  const shown = (row: number, column: number) =>
    [0, 1].map((i) => [0, 1].map((j) => headless!.value(row + i, column + j)));
  await expect.poll(() => shown(0, 2)).toEqual(block);
  await expect.poll(() => shown(0, 4)).toEqual(block);
  await expect.poll(() => [0, 1].map((row) => headless!.value(row, 6))).toEqual([0, 0]);
  await expect.poll(() => [0, 1, 2].map((column) => headless!.value(2, column))).toEqual([4, 2, 1]);
  headless.type(0, 0, '=BLOCK(2)');
  await expect.poll(() => shown(0, 2)).toEqual(block);
});
