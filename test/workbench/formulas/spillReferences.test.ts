import { LexerTreeBuilder } from '@univerjs/preset-sheets-core';
import { afterEach, describe, expect, test } from 'vitest';
import { explainError } from '../../../workbench/formulas/explain';
import { openHeadless, type Headless, type TestFunctions } from '../headless';

let headless: Headless | undefined;
afterEach(() => headless?.close());

/** A function like those of the add-in: a block of `rows` × 2, of which the second column is ten times the first. */
const BLOCKS: TestFunctions = {
  'TEST.BLOCK': {
    parameters: ['rows'],
    run: (rows: number) => Array.from({ length: rows }, (_, i) => [i + 1, 10 * (i + 1)]),
  },
  'TEST.LATER': {
    parameters: ['rows'],
    run: async (rows: number) => Array.from({ length: rows }, (_, i) => [i + 1, 10 * (i + 1)]),
  },
  'TEST.SUM': {
    parameters: ['data[]'],
    run: (data: number[][], { parameterAddresses }: { parameterAddresses: string[] }) =>
      `${data.flat().reduce((sum, value) => sum + value, 0)} of ${parameterAddresses[0]}`,
  },
};

/** A1 says how many rows the block in C1 has. */
function withBlock(formula: string, name = 'TEST.BLOCK'): Headless {
  headless = openHeadless([[3, null, `=${name}(A1)`, null, null, formula]], BLOCKS);
  return headless;
}

const shown = (row = 0, column = 5) => expect.poll(() => headless!.value(row, column));

describe('a cell with # after it', () => {
  test.each([
    ['=SUM(C1#)', 66],
    ['=SUM($C$1#)', 66],
    ['=SUM( C1# , 1)', 67],
    ['=INDEX(C1#,2,2)', 20],
    ['=ROWS(C1#)', 3],
    ['=-SUM(C1#)', -66],
    ['=SUM(-C1#)', -66],
    ['=SUM(C1#*2)', 132],
    ['=SUM(1+C1#)', 72],
    ['=SUM(C1#/C1#)', 6],
    ['=IF(SUM(C1#)>60,"more","less")', 'more'],
    ['=SUM(S!C1#)', 66],
    ['=SUM(FILTER(C1#,INDEX(C1#,0,1)>1))', 55],
    ['=SUM(INDEX(C1#,0,2))', 60],
    ['=SUM(OFFSET(C1#,1,0,2))', 55],
    ['=TEST.SUM(C1#)', '66 of S!C1:D3'],
    ['="#"&ROWS(C1#)&"C1#"', '#3C1#'],
  ])('%s is %s', async (formula, expected) => {
    withBlock(formula);
    await shown().toBe(expected);
  });

  test('spills as the block itself, and follows its values and its size', async () => {
    withBlock('=C1#');
    await shown(2, 6).toBe(30);
    headless!.type(0, 0, 5);
    await shown(4, 6).toBe(50);
    headless!.type(0, 0, 2);
    await shown(2, 6).toBe(null);
    expect(headless!.value(1, 6)).toBe(20);
  });

  test.each(['TEST.BLOCK', 'TEST.LATER'])('is calculated anew with the block of %s', async (name) => {
    withBlock('=SUM(C1#)', name);
    await shown().toBe(66);
    headless!.type(0, 0, 10);
    await shown().toBe(605);
    headless!.type(0, 0, 2);
    await shown().toBe(33);
    headless!.type(0, 0, 1);
    await shown().toBe(11);
  });

  test('follows a block that begins as one cell and becomes one again', async () => {
    headless = openHeadless([[1, null, '=SEQUENCE(A1)', null, null, '=SUM(C1#)']]);
    await shown().toBe(1);
    headless.type(0, 0, 4);
    await shown().toBe(10);
    headless.type(0, 0, 1);
    await shown().toBe(1);
  });

  test('follows another formula in its cell', async () => {
    withBlock('=SUM(C1#)');
    await shown().toBe(66);
    headless!.type(0, 2, '=SEQUENCE(4)');
    await shown().toBe(10);
    headless!.type(0, 2, '=TEST.BLOCK(A1)');
    await shown().toBe(66);
  });

  test('reaches through a chain of blocks', async () => {
    headless = openHeadless([
      [2, '=SEQUENCE(A1)', '=B1#*10', '=SORT(C1#,1,-1)', '=INDEX(D1#,1)', '=SUM(B1#,C1#,D1#)'],
    ]);
    await shown(0, 4).toBe(20);
    headless.type(0, 0, 4);
    await shown(0, 4).toBe(40);
    await shown().toBe(10 + 100 + 100);
    headless.type(0, 0, 3);
    await shown().toBe(6 + 60 + 60);
  });

  test('knows a block on another sheet', async () => {
    withBlock('=C1');
    await shown().toBe(1);
    const book = headless!.api.getActiveWorkbook()!;
    book.insertSheet('My sheet');
    const other = book.getSheetByName('My sheet')!;
    other.getRange('A1').setValue({ f: '=SUM(S!C1#)' });
    other.getRange('A2').setValue({ f: '=SEQUENCE(2,2)' });
    const at = (address: string) => expect.poll(() => other.getRange(address).getCellData()?.v);
    await at('A1').toBe(66);
    await at('B3').toBe(4);
    const first = book.getSheetByName('S')!;
    first.getRange('H1').setValue({ f: "=SUM('My sheet'!A2#)" });
    first.getRange('I1').setValue({ f: "=INDEX('My sheet'!A2#,2,1)" });
    const onFirst = (address: string) => expect.poll(() => first.getRange(address).getCellData()?.v);
    await onFirst('H1').toBe(10);
    await onFirst('I1').toBe(3);
    other.getRange('A2').setValue({ f: '=SEQUENCE(3,2)' });
    await onFirst('H1').toBe(21);
  });

  test.each([
    ['a number', 5],
    ['a formula of one value', '=A1*2'],
    ['the sum of a range', '=SUM(A1:A3)'],
    ['nothing', null],
  ])('is #REF! when the cell has %s, and says why', async (_, content) => {
    withBlock('=SUM(C1#)');
    await shown().toBe(66);
    headless!.type(0, 2, content);
    await shown().toBe('#REF!');
    const place = { unitId: 'book', sheetId: 'sheet-1', row: 0, column: 5 };
    expect(explainError(headless!, headless!.messages, place)).toContain('stands for the block');
    headless!.type(0, 2, '=TEST.BLOCK(A1)');
    await shown().toBe(66);
  });

  test('is #REF! while the block has no room', async () => {
    withBlock('=SUM(C1#)');
    await shown().toBe(66);
    headless!.type(1, 2, 'in the way');
    await shown(0, 2).toBe('#SPILL!');
    await shown().toBe('#REF!');
    headless!.type(1, 2, null);
    await shown().toBe(66);
  });

  test.each(['=C1##', '=#', '=SUM(#)', '=C1:#'])(
    '%s is no formula, and does no harm to others',
    async (formula) => {
      withBlock(formula);
      headless!.type(1, 5, '=SUM(C1#)');
      await shown(1, 5).toBe(66);
      expect(String(headless!.value(0, 5))).toMatch(/^#/);
    },
  );

  test('moves with rows and columns that are put before it', async () => {
    withBlock('=SUM(C1#)');
    await shown().toBe(66);
    const sheet = headless!.api.getActiveWorkbook()!.getActiveSheet();
    sheet.insertRows(0, 2);
    await shown(2, 5).toBe(66);
    expect(sheet.getRange(2, 5).getFormula()).toBe('=SUM(C3#)');
  });

  test.each(['=C1#', '=SUM(C1#)'])('%s keeps its # when it is filled down', async (formula) => {
    headless = openHeadless([
      [2, null, '=SEQUENCE(1,2,A1)'],
      [5, null, '=SEQUENCE(1,2,A2)'],
    ]);
    headless.type(0, 5, formula);
    await expect.poll(() => headless!.value(0, 5)).toBe(formula === '=C1#' ? 2 : 5);
    const sheet = headless.api.getActiveWorkbook()!.getActiveSheet();
    await sheet.getRange('F1').autoFill(sheet.getRange('F1:F2'));
    await shown(1, 5).toBe(formula === '=C1#' ? 5 : 11);
    expect(sheet.getRange('F2').getFormula()).toBe(formula.replace('C1', 'C2'));
  });
});

describe('@', () => {
  /** Numbers down A and along row 1, and a formula in D3. */
  const withFormula = (formula: string): void => {
    headless = openHeadless(
      [
        [1, 2, 3, 4, 5],
        [10, null, '=TEST.BLOCK(3)', null, null],
        [100, null, null, null, null, formula],
      ],
      BLOCKS,
    );
  };
  const result = () => shown(2, 5);

  test.each([
    ['=@A1:A10', 100],
    ['=@A:A', 100],
    ['=@$A$1:$A$3', 100],
    ['=@S!A1:A3', 100],
    ['=-@A1:A3', -100],
    ['=1+@A1:A3', 101],
    ['=@A1:A3*2', 200],
    ['=SUM(@A1:A3)', 100],
    ['=@A1', 1],
    ['=-@A1', -1],
    ['=@TEST.BLOCK(3)', 1],
    ['=-@TEST.BLOCK(3)', -1],
    ['=@INDEX(A1:A3,2)', 10],
    ['=@SEQUENCE(3,1,7)+1', 8],
    ['=SUM(@C2#)', '#VALUE!'],
    ['=@C2:C4', 2],
    ['=@(A1:A3)', 100],
    ['=@A8:A10', '#VALUE!'],
    ['=@A1:B10', '#VALUE!'],
    ['=@5', 5],
    ['=@"a"&"@"', 'a@'],
  ])('%s in F3 is %s', async (formula, expected) => {
    withFormula(formula);
    await result().toBe(expected);
  });

  test('depends on what it takes, and on that alone', async () => {
    headless = openHeadless([
      ['=B3+1', '=C1'],
      ['=B1*2', '=@A1:A3'],
      [100, '=@A1:A3'],
    ]);
    headless.type(0, 2, 4);
    // B3 takes A3; that A1 comes from B3 is no circle.
    await shown(0, 0).toBe(101);
    headless.type(2, 0, 7);
    await shown(0, 0).toBe(8);
    await shown(1, 1).toBe(8);
    headless.type(0, 2, 5);
    await shown(1, 1).toBe(10);
  });

  test('calls its function for results only, not to learn what it depends on', async () => {
    let calls = 0;
    const counted: TestFunctions = {
      'TEST.COUNT': {
        parameters: ['data[]'],
        run: (data: number[][]) => {
          calls++;
          return [[data[0][0]], [data.length]];
        },
      },
    };
    headless = openHeadless([[1], [2], ['=@TEST.COUNT(A1:A2)']], counted);
    await shown(2, 0).toBe(1);
    calls = 0;
    headless.type(0, 0, 5);
    await shown(2, 0).toBe(5);
    expect(calls).toBe(1);
    expect(headless.value(3, 0)).toBe(null);
  });
});

test.each([
  ['=@A1:A3', 0],
  ['=-A1:A3', 0],
  ['=-@A1:A3', 0],
  ['=SUM(@A1:A3', 1],
  ['=SUM(@A1:A3)', 0],
  ['=SUM(C1#', 1],
  ['=C1#', 0],
  ['=@C1#', 0],
  ['=SUM(INDEX(A1:A3', 2],
])('%s lacks %s brackets when it is entered', (formula, missing) => {
  headless = openHeadless([[1]]);
  expect(headless.get<LexerTreeBuilder>(LexerTreeBuilder).checkIfAddBracket(formula)).toBe(missing);
});
