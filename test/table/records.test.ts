/** The grammar of delimited text against papaparse, a library of its own, on texts by the rules and on some beyond them. */

import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { RecordSplitter } from '../../src/table/records';
import type { Separator } from '../../src/table/separator';

interface Split {
  readonly records: string[][];
  readonly lines: number[];
}

function split(text: string, separator: Separator, sizes: readonly number[] = [Infinity]): Split {
  const records: string[][] = [];
  const lines: number[] = [];
  const splitter = new RecordSplitter(separator, (texts, _, line) => {
    records.push([...texts]);
    lines.push(line);
  });
  for (let at = 0, i = 0; at < text.length; i++) {
    const size = sizes[i % sizes.length];
    splitter.write(text.slice(at, at + size));
    at += size;
  }
  splitter.finish();
  return { records, lines };
}

const SEPARATORS = [',', ';', '\t', '|'] as const;
const NEWLINES = ['\n', '\r\n', '\r'] as const;

/** As a program writes it: quotes where they are needed, and where they are not. */
function written(field: string, separator: string, isQuoted: boolean): string {
  const needed = /["\r\n]/.test(field) || field.includes(separator) || /^\s|\s$/.test(field);
  return isQuoted || needed ? `"${field.replaceAll('"', '""')}"` : field;
}

describe('RecordSplitter', () => {
  it('divides what programs write as papaparse does, in pieces and as a whole', () => {
    const field = fc.string({
      maxLength: 6,
      unit: fc.constantFrom(...'ab1.,;|\t"\n\r \u00e9'.split('')),
    });
    let quotes = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...SEPARATORS),
        fc.constantFrom(...NEWLINES),
        fc.array(fc.array(fc.tuple(field, fc.boolean()), { minLength: 2, maxLength: 4 }), {
          minLength: 1,
          maxLength: 6,
        }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        (separator, newline, rows, sizes, isEnded) => {
          const lines = rows.map((row) =>
            row.map(([text, isQuoted]) => written(text, separator, isQuoted)).join(separator),
          );
          const text = lines.join(newline) + (isEnded ? newline : '');
          const twin = Papa.parse<string[]>(text, { delimiter: separator, newline, skipEmptyLines: true });
          const own = split(text, separator);
          expect(own.records).toEqual(twin.data);
          expect(own.records).toEqual(rows.map((row) => row.map(([field]) => field)));
          expect(split(text, separator, sizes)).toEqual(own);
          quotes += text.includes('"') ? 1 : 0;
        },
      ),
      { numRuns: 2000 },
    );
    expect(quotes).toBeGreaterThan(500);
  });

  // A library reads the first as one field of two lines, and keeps the blanks and quotes of the others.
  it.each([
    ['quotes behind blanks', 'a, "b,c" ,d', ',', [['a', 'b,c', 'd']]],
    ['quotes in the middle of a field', 'a,5" b,c"d"\n', ',', [['a', '5" b', 'c"d"']]],
    ['line ends of all kinds in one text', 'a\rb\r\nc\nd', ',', [['a'], ['b'], ['c'], ['d']]],
    [
      'spaces in any number',
      '  a  b c \n d "e  f"   g\n',
      ' ',
      [
        ['a', 'b', 'c'],
        ['d', 'e  f', 'g'],
      ],
    ],
  ] as const)('divides %s', (_, text, separator, records) => {
    expect(split(text, separator).records).toEqual(records);
    for (const sizes of [[1], [2, 3], [5]]) expect(split(text, separator, sizes).records).toEqual(records);
  });
});
