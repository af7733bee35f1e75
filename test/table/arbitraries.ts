/** Random cells for property tests. */

import fc from 'fast-check';
import { CellmerError } from '../../src/errors';
import { readTable } from '../../src/table/index';
import type { Cell, CellMatrix } from '../../src/table/types';

export const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const space = fc.constantFrom('', ' ', '\t', '\u00a0');
const word = fc.oneof(
  fc.constantFrom('a', 'b', 'B', 'é', '😀', '\uffff', 'TRUE', 'a rather long label'),
  fc.string(),
);
export const missing = fc.constantFrom<Cell>(null, undefined, '', '  ', 'NA', { error: '#N/A' }, NaN);
export const anyCell: fc.Arbitrary<Cell> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Cell>(0, 1, 2, 'a', 'b') },
  finite,
  word,
  missing,
  fc.boolean(),
  fc.constantFrom<Cell>('1', ' 2', Infinity, { error: '#DIV/0!' }, '#REF!'),
);

/** Text that is a level: not missing, not an error value. */
export const label = fc
  .tuple(space, word, space)
  .map(([a, text, b]) => a + text + b)
  .filter((text) => {
    const trimmed = text.trim();
    return trimmed !== '' && trimmed !== 'NA' && !trimmed.startsWith('#');
  });

export const rectangle = (cell: fc.Arbitrary<Cell>): fc.Arbitrary<Cell[][]> =>
  fc
    .integer({ min: 1, max: 4 })
    .chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }),
    );

/** A table or the sentence of the error; anything else is a failure. */
export function outcome(cells: CellMatrix, headers: boolean | 'auto' = 'auto') {
  try {
    return readTable(cells, { headers });
  } catch (error) {
    if (!(error instanceof CellmerError)) throw error;
    return error.message;
  }
}

/** Columns of text, numbers and blanks; lines of unequal length; tidy tables. */
export const anyTable: fc.Arbitrary<Cell[][]> = fc.oneof(
  rectangle(anyCell),
  fc.array(fc.array(anyCell, { maxLength: 3 }), { maxLength: 5 }),
  rectangle(fc.oneof(fc.constantFrom<Cell>('a', 'b', 'c', null), finite)),
);
