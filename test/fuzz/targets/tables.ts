/** Cells of any kind, and delimited text. */

import fc from 'fast-check';
import { expect } from 'vitest';
import { CellmerError } from '../../../src/errors';
import { factorOf, parseCsv } from '../../../src/table/index';
import { anyTable, outcome } from '../../table/arbitraries';
import { target } from '../target';

export const tables = target({
  name: 'tables',
  law: 'give consistent columns or a sentence, the same with blank rows below',
  cases: fc.record({ cells: anyTable, headers: fc.constantFrom(true, false, 'auto' as const) }),
  holds({ cells, headers }) {
    const table = outcome(cells, headers);
    expect(outcome([...cells, cells[0]?.map(() => null) ?? []], headers)).toEqual(table);
    if (typeof table === 'string') {
      expect(table).not.toMatch(/undefined|NaN|\[object/);
      return;
    }
    for (const [name, column] of table.columns) {
      const { codes } = factorOf(column);
      expect([column.name, codes.length]).toEqual([name, table.rowCount]);
      expect(codes.filter((code) => code < 0)).toHaveLength(column.missing);
    }
  },
});

const piece = fc.oneof(
  fc.constantFrom(
    ',',
    ';',
    '\t',
    '\n',
    '\r\n',
    '"',
    '""',
    '1',
    '1.5',
    '1,5',
    'NA',
    ' ',
    'a',
    '=1+1',
    '\ufeff',
  ),
  fc.string({ maxLength: 3, unit: 'binary' }),
);

export const delimited = target({
  name: 'delimited',
  law: 'texts are rectangles of cells, or refused',
  cases: fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
  holds(text) {
    let cells;
    try {
      cells = parseCsv(text);
    } catch (error) {
      if (!(error instanceof CellmerError)) throw error;
      return;
    }
    for (const row of cells) expect(row.length).toBe(cells[0].length);
    // A column without a name has none here either, but for the first, which has row names as a rule.
    expect(cells[0].every((name) => typeof name === 'string')).toBe(true);
    expect(cells[0][0]).not.toBe('');
  },
});
