import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CellmerError } from '../../src/index';
import { answer, incoming } from '../../functions/runtime';
import { setMessageSizes } from '../../functions/messageSize';
import { syntaxError } from '../../src/errors';
import { HostError, hostGlobals } from './hostGlobals';

beforeEach(() => void vi.stubGlobal('CustomFunctions', hostGlobals()));
afterEach(() => {
  vi.unstubAllGlobals();
  setMessageSizes();
});

/** The error that `compute` ends in. */
async function failure(compute: () => unknown): Promise<HostError> {
  try {
    await compute();
  } catch (error) {
    return error as HostError;
  }
  throw new Error('It did not fail.');
}

describe('answer', () => {
  test('gives rows of equal length, empty cells as empty text', () => {
    expect(answer(() => [[1, null], ['a'], [true, false, 'x']])).toEqual([
      [1, '', ''],
      ['a', '', ''],
      [true, false, 'x'],
    ]);
  });

  test('gives a single value as one cell', () => {
    expect(answer(() => 0.5)).toEqual([[0.5]]);
    expect(answer(() => null)).toEqual([['']]);
    expect(answer(() => [])).toEqual([['']]);
  });

  test('never lets NaN or an infinity out: Excel would show 0', () => {
    const [row] = answer(() => [[NaN, Infinity, -Infinity, 1]]) as HostError[][];
    expect(row.slice(0, 3)).toEqual(Array(3).fill(new HostError('#NUM!')));
    expect(row[0]).toBeInstanceOf(HostError);
    expect(row[3]).toBe(1);
  });

  test('gives an error in a cell its message only where Excel shows one', () => {
    const cells = answer(() => [
      [
        { error: '#N/A', message: 'There is none.' },
        { error: '#NUM!', message: 'lost' },
      ],
    ]);
    expect(cells).toEqual([[new HostError('#N/A', 'There is none.'), new HostError('#NUM!')]]);
  });

  test('turns bad input into #VALUE! with its sentence, at once or later', async () => {
    const wrong = new CellmerError('data', 'column "dose" is not in the data: it has y, g');
    const expected = { code: '#VALUE!', message: wrong.message };
    const thrown = await failure(() =>
      answer(() => {
        throw wrong;
      }),
    );
    expect(thrown).toMatchObject(expected);
    expect(thrown).toBeInstanceOf(HostError);
    expect(await failure(() => answer(() => Promise.reject(wrong)))).toMatchObject(expected);
  });

  test('throws at once what fails at once', () => {
    expect(() =>
      answer(() => {
        throw new CellmerError('option', 'no');
      }),
    ).toThrow();
  });

  test('shows the text behind a syntax error in place of a caret line', async () => {
    const { message } = await failure(() =>
      answer(() => {
        throw syntaxError('expected a term', 'y ~ x + * z', 8);
      }),
    );
    expect(message).toBe('expected a term (at position 9), at: * z');
    const atEnd = await failure(() =>
      answer(() => {
        throw syntaxError('the formula ends too early', 'y ~ x +', 7);
      }),
    );
    expect(atEnd.message).toBe('the formula ends too early (at position 8), at the end of: y ~ x +');
  });

  test('hides the stack of the unexpected behind a sentence', async () => {
    const { code, message } = await failure(() =>
      answer(() => {
        throw new TypeError('x is undefined');
      }),
    );
    expect(code).toBe('#VALUE!');
    expect(message).toBe(
      'Something went wrong that should not have while computing this cell: x is undefined. ' +
        'Please report it: the page Support (docs/support.md) says where.',
    );
  });

  test('cuts a long message at a word', async () => {
    const { message } = await failure(() =>
      answer(() => {
        throw new CellmerError('data', 'word '.repeat(300));
      }),
    );
    expect(message!.length).toBeLessThanOrEqual(400);
    expect(message).toMatch(/word…$/);
  });

  test('refuses a block that is too large for the host, with a sentence', async () => {
    setMessageSizes({ answer: 6 });
    expect(answer(() => [[1, 2, 3], [4]])).toHaveLength(2);
    const { code, message } = await failure(() => answer(() => [[1, 2, 3], [4], [5]]));
    expect(code).toBe('#VALUE!');
    expect(message).toContain('3 rows of 3 cells');
  });

  test('works where the host has no error class of its own', async () => {
    vi.unstubAllGlobals();
    const error = await failure(() =>
      answer(() => {
        throw new CellmerError('data', 'no data');
      }),
    );
    expect(error).toMatchObject({ code: '#VALUE!', message: 'no data' });
  });
});

describe('incoming', () => {
  test('leaves plain cells as they are, in the same array', () => {
    const data = [
      ['y', 'g'],
      [1, null],
      [true, 'a'],
    ];
    expect(incoming(data).cells).toBe(data);
    expect(incoming(data).rich).toBeNull();
  });

  test('reads errors of either kind', () => {
    const dataTypeError = { type: 'Error', errorType: 'Div0', basicType: 'Error', basicValue: '#DIV/0!' };
    const arrived = [
      [1, new HostError('#N/A')],
      [dataTypeError, 2],
    ];
    const { cells, rich } = incoming(arrived);
    expect(cells).toEqual([
      [1, { error: '#N/A' }],
      [{ error: '#DIV/0!' }, 2],
    ]);
    expect(rich).toEqual(arrived);
  });

  test('reads formatted numbers, entities, empty cells of data types', () => {
    const cellOf = (value: object) => incoming(value).cells[0][0];
    expect(cellOf({ type: 'FormattedNumber', basicValue: 12.5, numberFormat: '0.0' })).toBe(12.5);
    expect(cellOf({ type: 'Double', basicValue: 3 })).toBe(3);
    const entity = { type: 'Entity', text: 'Berlin', basicType: 'Error', basicValue: '#VALUE!' };
    expect(cellOf(entity)).toBe('Berlin');
    expect(cellOf({ type: 'Empty', basicValue: '' })).toBeNull();
    expect(cellOf({ type: 'WebImage', address: 'x' })).toEqual({ error: '#VALUE!' });
  });

  test('takes a single value for a range of one cell, and one that is left out for a blank', () => {
    expect(incoming('y ~ x').cells).toEqual([['y ~ x']]);
    expect(incoming(undefined).cells).toEqual([[null]]);
  });

  test('keeps what it does not know out of the numbers', () => {
    expect(incoming(10n).cells).toEqual([[{ error: '#VALUE!' }]]);
  });
});
