import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { setRangeReader, withBlanks } from '../../functions/blanks';
import metadata from '../../functions/functions.json';
import { FUNCTIONS } from '../../functions/index';
import { forgetBlanks } from '../../functions/knownBlanks';
import { HostRefuses, type SyncCall } from '../../functions/sheetReading';
import type { CellMatrix } from '../../src/index';
import { call, useFunctions } from './callFunctions';

const AT = 'Sheet1!A1:B4';
const SHEET: CellMatrix = [
  ['y', 'x'],
  [0, 1],
  [null, 2],
  [3, null],
];
/** The same range as a host hands it over that turns blanks into zeros. */
const AS_ZEROS: CellMatrix = [
  ['y', 'x'],
  [0, 1],
  [0, 2],
  [3, 0],
];
/** Asked once, without waiting. */
const AT_ONCE = { patience: { pauses: [], limit: 1000 } };
const TWICE = { patience: { pauses: [0], limit: 1000 } };

afterEach(() => setRangeReader(null));

function readerOf(sheet: CellMatrix | null) {
  const asked: string[] = [];
  setRangeReader(async (address) => {
    asked.push(address);
    return sheet;
  }, AT_ONCE);
  return asked;
}

describe('withBlanks', () => {
  test('makes those zeros blank that are blank on the sheet, in every argument', async () => {
    readerOf(SHEET);
    const told = await withBlanks([AS_ZEROS, 'y ~ x', null, AS_ZEROS], [AT, '', '', AT]);
    expect(told).toEqual([SHEET, 'y ~ x', null, SHEET]);
  });

  test('takes a single cell for a range of one', async () => {
    readerOf([[null]]);
    expect(await withBlanks([0], ['Sheet1!C1'])).toEqual([null]);
    readerOf([[0]]);
    expect(await withBlanks([0], ['Sheet1!C1'])).toEqual([0]);
  });

  test('asks only where a zero is in doubt', () => {
    const asked = readerOf(SHEET);
    const values = [[['y'], [1]], 5, 'text', null];
    expect(withBlanks(values, ['Sheet1!A1:A2', 'Sheet1!C1', 'Sheet1!D1', ''])).toBe(values);
    expect(withBlanks([AS_ZEROS, 0], [null, undefined])).toEqual([AS_ZEROS, 0]);
    expect(withBlanks([AS_ZEROS])).toEqual([AS_ZEROS]);
    expect(asked).toEqual([]);
  });

  test('keeps asking a host that hands over some blanks as empty text and others as zeros', async () => {
    const asked = readerOf(SHEET);
    const mixed: CellMatrix = [
      ['y', 'x'],
      [0, 1],
      ['', 2],
      [3, 0],
    ];
    for (let i = 0; i < 2; i++)
      expect(await withBlanks([mixed], [AT])).toEqual([
        [
          ['y', 'x'],
          [0, 1],
          ['', 2],
          [3, null],
        ],
      ]);
    expect(asked).toEqual([AT, AT]);
  });

  test('is not misled by the empty text of a formula', async () => {
    const sheet: CellMatrix = [
      ['y', 'x'],
      ['', 1],
      [null, 2],
      [3, 4],
    ];
    readerOf(sheet);
    const arrived: CellMatrix = [
      ['y', 'x'],
      ['', 1],
      [0, 2],
      [3, 4],
    ];
    expect(await withBlanks([arrived], [AT])).toEqual([sheet]);
    expect(await withBlanks([arrived], [AT])).toEqual([sheet]);
  });

  test('asks no more once a range with blanks has been seen to arrive with all of them', async () => {
    const asked = readerOf(SHEET);
    expect(await withBlanks([SHEET], [AT])).toEqual([SHEET]);
    expect(withBlanks([SHEET], [AT])).toEqual([SHEET]);
    expect(asked).toEqual([AT]);
  });

  test('reads a range once for all functions that wait for it', async () => {
    const asked = readerOf(SHEET);
    await Promise.all([withBlanks([AS_ZEROS], [AT]), withBlanks([1, AS_ZEROS], ['', AT])]);
    expect(asked).toEqual([AT]);
  });

  test('takes rows below the used part of whole columns for blank', async () => {
    readerOf([['y'], [0], [2]]);
    const column = [['y'], [0], [2], ...Array.from({ length: 1000 }, () => [0])];
    const [told] = (await withBlanks([column], ['Sheet1!A:A'])) as [CellMatrix];
    expect(told.slice(0, 4)).toEqual([['y'], [0], [2], [null]]);
    expect(told.slice(3).every(([cell]) => cell === null)).toBe(true);
  });

  test('takes the cells as they came where the address is none of this workbook', async () => {
    readerOf(null);
    expect(await withBlanks([AS_ZEROS], ['[Other.xlsx]A!A1:B4'])).toEqual([AS_ZEROS]);
  });

  test('asks again when the host refuses, and fails with a sentence rather than take a blank for zero', async () => {
    let tries = 0;
    setRangeReader(async () => {
      if (++tries === 1) throw new Error('a cell is being edited.');
      return SHEET;
    }, TWICE);
    expect(await withBlanks([AS_ZEROS], [AT])).toEqual([SHEET]);
    setRangeReader(() => Promise.reject(new Error('a cell is being edited.')), TWICE);
    await expect(withBlanks([AS_ZEROS], [AT])).rejects.toThrow(
      'zeros that may be blank cells, and the sheet could not be read to tell them apart (a cell is being edited)',
    );
  });

  test('fails with a sentence when the host never answers, or something else stands there now', async () => {
    setRangeReader(() => new Promise(() => undefined), { patience: { pauses: [], limit: 5 } });
    await expect(withBlanks([AS_ZEROS], [AT])).rejects.toThrow('no answer');
    readerOf([[1, 2, 3]]);
    await expect(withBlanks([AS_ZEROS], [AT])).rejects.toThrow('it is not where it was');
  });

  test('leaves the cells alone without a reader', () => {
    const values = [AS_ZEROS];
    expect(withBlanks(values, [AT])).toBe(values);
  });
});

describe('while somebody types into a cell', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  /** A host that refuses for as long as a cell is edited. */
  function editedHost(sheet: CellMatrix = SHEET) {
    const host = { isEditing: false, sheet, asked: 0, recalculated: 0 };
    setRangeReader(
      async () => {
        host.asked++;
        if (host.isEditing) throw new HostRefuses('a cell is being edited');
        return host.sheet;
      },
      { recalculate: () => void host.recalculated++ },
    );
    return host;
  }

  /** The outcome as it is by now. */
  function watched(told: unknown): { settled: unknown } {
    const seen = { settled: undefined as unknown };
    void Promise.resolve(told).then(
      (value) => (seen.settled = value),
      (error: unknown) => (seen.settled = error),
    );
    return seen;
  }

  test('the sheet is waited for as long as that takes, without asking more than a few times a second', async () => {
    const host = editedHost();
    host.isEditing = true;
    const seen = watched(withBlanks([AS_ZEROS], [AT]));
    await vi.advanceTimersByTimeAsync(600_000);
    expect(seen.settled).toBeUndefined();
    expect(host.asked).toBeLessThan(2500);
    host.isEditing = false;
    await vi.advanceTimersByTimeAsync(500);
    expect(seen.settled).toEqual([SHEET]);
  });

  test('what was read before is the answer, where every cell arrives as it did then', async () => {
    const host = editedHost();
    expect(await withBlanks([AS_ZEROS], [AT])).toEqual([SHEET]);
    host.isEditing = true;
    const same = watched(withBlanks([AS_ZEROS], [AT]));
    const other = watched(
      withBlanks(
        [
          [
            ['y', 'x'],
            [0, 1],
            [0, 2],
            [4, 0],
          ],
        ],
        [AT],
      ),
    );
    const elsewhere = watched(withBlanks([AS_ZEROS], ['Sheet2!A1:B4']));
    await vi.advanceTimersByTimeAsync(2000);
    expect(same.settled).toEqual([SHEET]);
    expect([other.settled, elsewhere.settled]).toEqual([undefined, undefined]);
    host.isEditing = false;
    host.sheet = [
      ['y', 'x'],
      [0, 1],
      [null, 2],
      [4, null],
    ];
    await vi.advanceTimersByTimeAsync(500);
    expect(other.settled).toEqual([host.sheet]);
    expect(host.recalculated).toBe(0);
  });

  test('nothing is remembered of a range in which something was changed, or when rows came or went', async () => {
    const host = editedHost();
    for (const change of ['B2', 'D9,A1:A2', null]) {
      host.isEditing = false;
      await withBlanks([AS_ZEROS], [AT]);
      forgetBlanks('C1:D4');
      host.isEditing = true;
      const before = watched(withBlanks([AS_ZEROS], [AT]));
      await vi.advanceTimersByTimeAsync(2000);
      expect(before.settled).toEqual([SHEET]);
      forgetBlanks(change);
      const after = watched(withBlanks([AS_ZEROS], [AT]));
      await vi.advanceTimersByTimeAsync(2000);
      expect(after.settled).toBeUndefined();
      host.isEditing = false;
      await vi.advanceTimersByTimeAsync(500);
    }
  });

  test('an answer from memory is checked after the edit, and everything calculated again where it was wrong', async () => {
    const host = editedHost();
    await withBlanks([AS_ZEROS], [AT]);
    host.isEditing = true;
    const seen = watched(withBlanks([AS_ZEROS], [AT]));
    await vi.advanceTimersByTimeAsync(2000);
    expect(seen.settled).toEqual([SHEET]);
    // A zero was typed into the blank cell, which no event has told yet.
    host.sheet = [
      ['y', 'x'],
      [0, 1],
      [0, 2],
      [3, null],
    ];
    host.isEditing = false;
    await vi.advanceTimersByTimeAsync(500);
    expect(host.recalculated).toBe(1);
    expect(await withBlanks([AS_ZEROS], [AT])).toEqual([host.sheet]);
  });

  test('a call that the host waits for asks once, with that call, and then says why it has no answer', async () => {
    const during = { invocationId: 7, isInSyncExecution: true };
    const calls: (SyncCall | undefined)[] = [];
    setRangeReader(async (_, call) => {
      calls.push(call);
      if (call === undefined) throw new HostRefuses('a cell is being edited');
      return SHEET;
    });
    expect(await withBlanks([AS_ZEROS], [AT], during)).toEqual([SHEET]);
    expect(calls).toEqual([during]);
    setRangeReader(() => Promise.reject(new HostRefuses('a cell is being edited.')));
    await expect(withBlanks([AS_ZEROS], [AT], during)).rejects.toThrow('(a cell is being edited)');
  });

  test('a call that the host waits for has what is remembered', async () => {
    const host = editedHost();
    await withBlanks([AS_ZEROS], [AT]);
    host.isEditing = true;
    expect(await withBlanks([AS_ZEROS], [AT], { invocationId: 7, isInSyncExecution: true })).toEqual([SHEET]);
  });
});

describe('every function', () => {
  useFunctions();

  interface Parameter {
    readonly name: string;
    readonly dimensionality?: string;
  }

  test.each(Object.keys(FUNCTIONS))('%s looks at the zeros of each of its arguments again', async (id) => {
    const parameters = metadata.functions.find((one) => one.id === id)!.parameters as unknown as Parameter[];
    const asked: string[] = [];
    setRangeReader(async (address) => {
      asked.push(address);
      return null;
    }, AT_ONCE);
    const values = parameters.map(({ dimensionality }) => (dimensionality === 'matrix' ? [[0, 1]] : 0));
    const parameterAddresses = parameters.map((_, i) => `S!A${i + 1}`);
    // What the function makes of such arguments is a sentence; that is tested elsewhere.
    await Promise.resolve(call(id, ...values, { parameterAddresses })).catch(() => undefined);
    expect(asked).toEqual(parameterAddresses);
  });
});
