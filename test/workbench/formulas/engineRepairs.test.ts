import {
  ArrayValueObject,
  type BaseFunction,
  type BaseValueObject,
  IFunctionService,
  NumberValueObject,
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

function arrayOf(rows: readonly (readonly number[])[]): ArrayValueObject {
  return ArrayValueObject.create({
    calculateValueList: rows.map((row) => row.map((value) => NumberValueObject.create(value))),
    rowCount: rows.length,
    columnCount: rows[0].length,
    unitId: 'book',
    sheetId: 'sheet-1',
    row: 0,
    column: 0,
  });
}

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
