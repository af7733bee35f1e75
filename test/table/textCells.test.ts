/** Where a column is text, the cell that makes it so is named, and not the first of its levels. */

import { describe, expect, it } from 'vitest';
import { readTable } from '../../src/table';
import type { Cell } from '../../src/table/types';

const column = (...cells: Cell[]) =>
  readTable([['x', 'y'], ...cells.map((cell, i) => [cell, i])], {
    headers: true,
    address: 'S!A1:B9',
  }).columns.get('x');

describe('a column of text', () => {
  it('names its first text', () => {
    expect(column(null, 'low', 'high')).toMatchObject({
      textCell: 'cell S!A3 (column "x") holds the text "low"',
    });
    expect(column('low', 'high')).not.toHaveProperty('isNumbers');
  });

  it('names the text that is no number among numbers that are text', () => {
    expect(column('12', '7', 'lost', '5')).toMatchObject({
      textCell: 'cell S!A4 (column "x") holds the text "lost"',
    });
  });

  it('says that all of it is numbers as text', () => {
    expect(column('12', null, '7')).toMatchObject({
      textCell: 'cell S!A2 (column "x") holds the number "12" as text',
      isNumbers: true,
    });
  });

  it('is none of booleans, numbers or both kinds', () => {
    expect(column(true, false)).not.toHaveProperty('textCell');
    expect(column(1, 'low')).not.toHaveProperty('textCell');
    expect(column(1, 2)).not.toHaveProperty('textCell');
  });
});
