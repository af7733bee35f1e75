import { afterEach, describe, expect, test, vi } from 'vitest';
import type { CellMatrix } from '../../../src/index';
import type { HostError } from '../../../workbench/formulas/cells';
import { openHeadless, type Headless, type TestFunctions } from '../headless';

let open: Headless | null = null;
afterEach(() => {
  open?.close();
  open = null;
});

function start(cells: CellMatrix, functions: TestFunctions): Headless {
  return (open = openHeadless(cells, functions));
}

const place = (row: number, column: number) => ({ unitId: 'book', sheetId: 'sheet-1', row, column });

/** `T.SEE(data[], scalar, [other[]])` remembers its arguments. */
function spy() {
  const calls: unknown[][] = [];
  const run = (...values: unknown[]): unknown[][] => {
    calls.push(values);
    return [['seen']];
  };
  return { calls, functions: { 'T.SEE': { parameters: ['data[]', 'scalar', 'other[]'], run } } };
}

async function argumentsOf(formula: string, cells: CellMatrix): Promise<unknown[]> {
  const { calls, functions } = spy();
  const { value } = start([...cells, [formula]], functions);
  await vi.waitFor(() => expect(value(cells.length, 0)).toBe('seen'));
  return calls.at(-1)!;
}

describe('what a function is given', () => {
  test('numbers, text, booleans and blanks of a range as they are, a blank as null', async () => {
    const [data] = await argumentsOf('=T.SEE(A1:E1, 1)', [[1.5, '007', true, false, null]]);
    expect(data).toEqual([[1.5, '007', true, false, null]]);
  });

  test('an error value as an object with its code', async () => {
    const [data] = await argumentsOf('=T.SEE(A1:B1, 1)', [['=1/0', '=NA()']]);
    expect((data as HostError[][])[0].map(({ code }) => code)).toEqual(['#DIV/0!', '#N/A']);
  });

  test('a single cell as a range where a range is expected, as a value where not', async () => {
    const [data, scalar] = await argumentsOf('=T.SEE(A1, A1)', [[42]]);
    expect(data).toEqual([[42]]);
    expect(scalar).toBe(42);
  });

  test('null for an omitted argument, in the middle or at the end', async () => {
    const [data, scalar, other] = await argumentsOf('=T.SEE(A1, , )', [[42]]);
    expect([data, scalar, other]).toEqual([[[42]], null, null]);
    open!.close();
    expect((await argumentsOf('=T.SEE(A1)', [[42]])).slice(0, 3)).toEqual([[[42]], null, null]);
  });

  test('an array constant and the result of another function as rows', async () => {
    expect((await argumentsOf('=T.SEE({1,2;3,4}, 1)', [[0]]))[0]).toEqual([
      [1, 2],
      [3, 4],
    ]);
    open!.close();
    expect((await argumentsOf('=T.SEE(TRANSPOSE(A1:B1), 1)', [[5, 6]]))[0]).toEqual([[5], [6]]);
  });

  test('the exact cells of a block that has spilled, empty ones as blanks', async () => {
    const { calls, functions } = spy();
    const block = { 'T.BLOCK': { parameters: [], run: () => [['x', ''], [1 / 3, null]] } }; // prettier-ignore
    const { value } = start([['=T.BLOCK()', null, '=T.SEE(A1:B2, 1)']], { ...functions, ...block });
    await vi.waitFor(() => expect(value(0, 2)).toBe('seen'));
    expect(calls.at(-1)![0]).toEqual([
      ['x', null],
      [1 / 3, null],
    ]);
  });

  test('a whole column as far as the sheet goes', async () => {
    const { calls, functions } = spy();
    const { value } = start([['y', '=T.SEE(A:A, 1)'], [3]], functions);
    await vi.waitFor(() => expect(value(0, 1)).toBe('seen'));
    const [data] = calls.at(-1)! as unknown[][][];
    expect(data.slice(0, 3)).toEqual([['y'], [3], [null]]);
    expect(calls.at(-1)!.at(-1)).toMatchObject({ parameterAddresses: ['S!A1:A2000', null] });
  });

  test('the addresses of its references, last of all', async () => {
    const call = await argumentsOf('=T.SEE(A1:B1, 1, B1)', [[5, 6]]);
    expect(call.at(-1)).toMatchObject({ parameterAddresses: ['S!A1:B1', null, 'S!B1'] });
  });
});

describe('what a function gives', () => {
  const gives = (answer: unknown): TestFunctions => ({ 'T.GIVE': { parameters: [], run: () => answer } });

  test('rows spill, empty text stays empty, and NaN never reaches a cell', async () => {
    const { value } = start([['=T.GIVE()']], gives([['Term', 1.25, true], ['', NaN, Infinity]])); // prettier-ignore
    await vi.waitFor(() => expect(value(0, 0)).toBe('Term'));
    expect([value(0, 1), value(0, 2), value(1, 0)]).toEqual([1.25, 1, '']);
    expect([value(1, 1), value(1, 2)]).toEqual(['#NUM!', '#NUM!']);
  });

  test('a single cell is a value to calculate with', async () => {
    const { value } = start([['=T.GIVE()+1']], gives([[41]]));
    await vi.waitFor(() => expect(value(0, 0)).toBe(42));
  });

  test('a thrown error is the value of the cell, with its sentence, until the cell computes again', async () => {
    const run = (x: number): unknown => {
      if (x < 0)
        throw Object.assign(new Error(), { code: '#VALUE!', message: `x is ${x}: expected 0 or more.` });
      return [[Math.sqrt(x)]];
    };
    const { value, type, messages } = start([[-4, '=T.ROOT(A1)']], { 'T.ROOT': { parameters: ['x'], run } });
    await vi.waitFor(() => expect(value(0, 1)).toBe('#VALUE!'));
    expect(messages.at(place(0, 1))).toBe('x is -4: expected 0 or more.');
    type(0, 0, 9);
    await vi.waitFor(() => expect(value(0, 1)).toBe(3));
    expect(messages.at(place(0, 1))).toBeNull();
  });
});

describe('a function that promises', () => {
  /** Promises that the test keeps by hand, by argument. */
  function promising() {
    const started: number[] = [];
    const cancelled: number[] = [];
    const settle = new Map<
      number,
      { resolve: (answer: unknown) => void; reject: (error: unknown) => void }
    >();
    const run = (x: number, invocation: { onCanceled?: () => void }): Promise<unknown> => {
      started.push(x);
      invocation.onCanceled = () => cancelled.push(x);
      return new Promise((resolve, reject) => settle.set(x, { resolve, reject }));
    };
    return { started, cancelled, settle, functions: { 'T.SLOW': { parameters: ['x'], run } } };
  }

  test('shows that it is at work, then its result, and computes once for cells that ask the same', async () => {
    const { started, settle, functions } = promising();
    const { value } = start([[7, '=T.SLOW(A1)', '=T.SLOW(A1)', '=SUM(B1:B2)']], functions);
    await vi.waitFor(() => expect(value(0, 2)).toBe('#GETTING_DATA'));
    expect(started).toEqual([7]);
    settle.get(7)!.resolve([[70], [700]]);
    await vi.waitFor(() => expect(value(0, 3)).toBe(770));
    expect([value(0, 1), value(1, 1), value(0, 2), value(1, 2)]).toEqual([70, 700, 70, 700]);
    expect(started).toEqual([7]);
  });

  test('is cancelled when its cell asks for something else, and the late answer changes nothing', async () => {
    const { started, cancelled, settle, functions } = promising();
    const { value, type } = start([[7, '=T.SLOW(A1)']], functions);
    await vi.waitFor(() => expect(started).toEqual([7]));
    type(0, 0, 8);
    await vi.waitFor(() => expect(cancelled).toEqual([7]));
    settle.get(8)!.resolve([[80]]);
    await vi.waitFor(() => expect(value(0, 1)).toBe(80));
    settle.get(7)!.resolve([[70]]);
    await new Promise((later) => setTimeout(later, 200));
    expect(value(0, 1)).toBe(80);
  });

  test('gives its error and sentence when it fails', async () => {
    const { settle, functions } = promising();
    const { value, messages } = start([[7, '=T.SLOW(A1)']], functions);
    await vi.waitFor(() => expect(value(0, 1)).toBe('#GETTING_DATA'));
    settle.get(7)!.reject(Object.assign(new Error(), { code: '#N/A', message: 'There is no seventh.' }));
    await vi.waitFor(() => expect(value(0, 1)).toBe('#N/A'));
    expect(messages.at(place(0, 1))).toBe('There is no seventh.');
  });
});

describe('a block that shrinks', () => {
  const functions: TestFunctions = {
    'T.ROWS': {
      parameters: ['n'],
      run: (n: number) => Array.from({ length: n }, (_, i) => [i + 1, 10 * (i + 1)]),
    },
  };

  test('leaves nothing behind, and what counts its cells follows; it grows back', async () => {
    const { value, type } = start([[4, '=T.ROWS(A1)', null, '=SUM(C2:C9)']], functions);
    await vi.waitFor(() => expect(value(0, 3)).toBe(90));
    type(0, 0, 2);
    await vi.waitFor(() => expect(value(0, 3)).toBe(20));
    expect(value(3, 2)).toBeNull();
    type(0, 0, 5);
    await vi.waitFor(() => expect(value(0, 3)).toBe(140));
  });

  test('is #SPILL! over a filled cell, comes back when that is cleared, and dependents follow both', async () => {
    const { value, type } = start([[3, '=T.ROWS(A1)', null, '=SUM(C2:C9)']], functions);
    await vi.waitFor(() => expect(value(0, 3)).toBe(50));
    type(2, 2, 'in the way');
    await vi.waitFor(() => expect([value(0, 1), value(0, 3)]).toEqual(['#SPILL!', 0]));
    type(2, 2, null);
    await vi.waitFor(() => expect([value(0, 1), value(0, 3)]).toEqual([1, 50]));
  });
});
