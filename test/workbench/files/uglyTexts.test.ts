/** The workbench opens ugly texts as the command line reads them. */

import type { ICellData, IStyleData } from '@univerjs/core';
import { describe, expect, it } from 'vitest';
import type { TextOptions } from '../../../src/index';
import { fromCsv } from '../../../workbench/files/fromCsv';
import { Differences } from '../../../workbench/files/differences';
import { valueCell } from '../../../workbench/workbook/build';
import { UGLY_TEXTS } from '../../table/uglyTexts';

type Rows = Record<number, Record<number, ICellData>>;

const HOME: TextOptions = { home: 'en-US' };

it.each(Object.entries(UGLY_TEXTS))('%s', (_, { text, options, cells, isHeaderless, said = [], formats }) => {
  const { workbook, reading } = fromCsv(text, 'id', 'name', new Differences(), { ...HOME, ...options });
  const { cellData, freeze } = workbook.sheets['sheet-1'];
  const rows = cellData as Rows;
  const wanted = isHeaderless ? cells.slice(1) : cells;
  wanted.forEach((row, i) =>
    row.forEach((cell, j) => {
      const { v, t } = rows[i][j] ?? {};
      const value = valueCell(cell);
      expect([v, t]).toEqual([value?.v, value?.t]);
      const style = rows[i][j]?.s;
      const known = typeof style === 'string' ? (workbook.styles[style] as IStyleData) : style;
      const isNumber = typeof cell === 'number';
      expect(known?.n?.pattern).toBe(isNumber ? (formats?.[j] ?? undefined) : undefined);
    }),
  );
  expect(Object.keys(rows)).toHaveLength(wanted.length);
  expect(freeze?.ySplit).toBe(isHeaderless ? undefined : 1);
  // Where names were found, that they are is said too.
  const sentences = reading.notes.map(({ sentence }) => sentence).join('; ');
  for (const part of said) expect(sentences).toContain(part);
});

describe('what fromCsv says', () => {
  const reading = (text: string, options: TextOptions = {}) =>
    fromCsv(text, 'id', 'name', new Differences(), { ...HOME, ...options }).reading;

  it('names the line of the names, and the columns that could be text', () => {
    expect(reading('\ny,dose,g\n1,2,a\n3,4,b\n')).toEqual({
      notes: [{ sentence: 'line 2 holds the names of columns', instead: { headers: 0 } }],
      numbers: ['y', 'dose'],
    });
    expect(reading('y,dose,g\n1,2,a\n3,4,b\n', { text: ['dose'] }).numbers).toEqual(['y']);
    expect(reading('y,g\n1,a\n2,b\n3,c\n', { headers: 0 }).notes).toMatchObject([
      { sentence: '"y" on line 1 of column "y" is no number' },
    ]);
  });

  it('reads dates that could be two as they are written at home, and says so', () => {
    const text = 'd,y\n04/03/2020,1\n';
    expect(reading(text, { home: 'en-GB' }).notes[1]).toEqual({
      sentence: '"04/03/2020" in column "d" is read with the day first',
      instead: { locale: 'en-US' },
    });
    expect(reading(text).notes[1].instead).toEqual({ locale: 'en-GB' });
  });
});

it('comes to the table that it offers by every click', () => {
  for (const [name, { text, options }] of Object.entries(UGLY_TEXTS)) {
    const first = fromCsv(text, 'id', 'name', new Differences(), { ...HOME, ...options });
    for (const { instead } of first.reading.notes)
      if (instead !== null) {
        const other = fromCsv(text, 'id', 'name', new Differences(), { ...HOME, ...options, ...instead });
        expect(other.workbook.sheets, `${name} ${JSON.stringify(instead)}`).not.toEqual(
          first.workbook.sheets,
        );
      }
  }
});
