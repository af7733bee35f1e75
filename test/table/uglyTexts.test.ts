/** The reader on ugly texts, as a whole and in pieces; the workbench and what is pasted have the same table. */

import { describe, expect, it } from 'vitest';
import { readTable, readText, readTextTable, type TextNote } from '../../src/table';
import { byteSource } from '../byteSource';
import { UGLY_TEXTS, type UglyText } from './uglyTexts';

const HINT = 'a missing value is blank';

function expectSaid(notes: readonly TextNote[], said: UglyText['said'] = []): void {
  const sentences = notes.map(({ sentence }) => sentence);
  for (const part of said) expect(sentences.join('; ')).toContain(part);
  if (said.length > 0) expect(sentences).toHaveLength(said.length);
  else expect(sentences).toEqual([]);
}

describe.each(Object.entries(UGLY_TEXTS))(
  '%s',
  (_, { text, options, cells, said, isHeaderless, formats }) => {
    it('is read as it is meant', () => {
      const read = readText(text, options);
      expect(read.cells).toEqual(cells);
      expect(read.hasHeaders).toBe(isHeaderless !== true);
      expect(read.formats).toEqual(formats ?? cells[0].map(() => null));
      expectSaid(read.notes, said);
    });

    it('is read in pieces as it is as a whole', () => {
      const whole = readText(text, options);
      const address = { lines: whole.lines, missingHint: HINT };
      for (const sizes of [[Infinity], [1], [3, 1, 4]]) {
        let notes: readonly TextNote[] = [];
        const source = byteSource(new TextEncoder().encode(text), sizes);
        const table = readTextTable(source, {
          ...options,
          missingHint: HINT,
          onNotes: (all) => (notes = all),
        });
        const { hasHeaders, ...rest } = readTable(whole.cells, { headers: true, address });
        expect(table).toEqual({ ...rest, hasHeaders: hasHeaders && isHeaderless !== true });
        expect(notes).toEqual(whole.notes);
      }
    });
  },
);
