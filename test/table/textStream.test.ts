/** Text that is read piece by piece gives the very table that it gives as a whole, or the same sentence. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CellmerError } from '../../src/errors';
import { encodingOf, readTable, readText, readTextTable, type TextNote } from '../../src/table';
import type { Table } from '../../src/table/types';
import { byteSource } from '../byteSource';

const HINT = 'a missing value is blank';

interface Outcome {
  readonly table?: Table;
  readonly notes?: readonly TextNote[];
  readonly error?: string;
}

function outcome(read: () => Outcome): Outcome {
  try {
    return read();
  } catch (error) {
    if (error instanceof CellmerError) return { error: error.message };
    throw error;
  }
}

function asWhole(bytes: Uint8Array, missing: readonly string[] = [], use?: () => string[]): Outcome {
  return outcome(() => {
    const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
    const { cells, lines, notes } = readText(text, { missing });
    const address = { lines, missingHint: HINT };
    return { table: readTable(cells, { headers: true, address, use }), notes };
  });
}

function inPieces(
  bytes: Uint8Array,
  sizes: readonly number[],
  missing: readonly string[] = [],
  use?: () => string[],
): Outcome & { readonly passes: number } {
  const source = byteSource(bytes, sizes);
  let notes: readonly TextNote[] = [];
  const found = outcome(() => {
    const table = readTextTable(source, { missing, missingHint: HINT, use, onNotes: (all) => (notes = all) });
    return { table, notes };
  });
  return { ...found, passes: source.passes() };
}

function expectSame(pieces: Outcome, whole: Outcome): void {
  // What is the same is seen in a fraction of the time that a report on differences takes.
  if (!isDeepStrictEqual(pieces, whole)) expect(pieces).toEqual(whole);
  expect(pieces.error).toBe(whole.error);
}

/** Compares both readings, for pieces of several sizes; the number of passes that it has taken. */
function compare(content: string | Uint8Array, missing?: readonly string[], use?: () => string[]): number {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);
  const whole = asWhole(bytes, missing, use);
  let most = 0;
  const small = bytes.length > 10_000 ? [] : [[1], [3, 1, 4, 1, 5, 9, 2, 6]];
  for (const sizes of [[Infinity], [5000, 7], ...small]) {
    const { passes, ...pieces } = inPieces(bytes, sizes, missing, use);
    expectSame(pieces, whole);
    most = Math.max(most, passes);
  }
  return most;
}

/** Text that is more than the beginning from which it is guessed how to read the columns, and more than one piece. */
const filler = (row: string): string => `${row}\n`.repeat(Math.ceil(72_000 / row.length));

const UGLY: Readonly<Record<string, string>> = {
  'quotes, doubled quotes, line breaks in quotes': '"a,b",c\n"he said ""no""\nand left",1\n"x\r\ny",2\n',
  'a mark, empty lines and all line endings': '\uFEFFx,y\r\n1,2\r\n\r\n3,4\r5,6\n\n\n7,8',
  'no line break at the end, and a separator there': 'x,y\n1,2\n3,',
  'a carriage return at the end': 'x,y\n1,2\r',
  'names that are missing, twice there and numbers': ',y,y,1\n1,2,3,4\n',
  'missing values of all sorts': 'x,g,z\nNA,a,"NA"\n,#N/A,NaN\nNaN,"",1\n2,"b",3\n',
  'blank rows at the end': 'x,g\n1,a\n2,b\n,\nNA,#N/A\n" ","\t"\n',
  'NaN in the last rows, of numbers': 'x,z\n1,2\nNaN,NaN\n,NaN\n',
  'NaN in the last rows, of labels': 'x,g\n1,a\n2,b\nNaN,NaN\n,NaN\n,\n',
  'NaN in the last rows, of percentages': 'x,y\n1%,2\n3%,4\nNaN,\n',
  'decimal commas': 'dose, in mg; y\n1,5; 2,5\n2,25; 3\n1.234,5;7\n',
  'decimal commas and points in different columns': 'x;y;z\n1.234,5;1,234.5;1\u202f234\n2,25;0.5;5',
  'numbers in doubt': 'x;y;g\n1,234;1.5;a\n2,345;2;b\n',
  percentages: 'x,y\n1.25%,7\n-0.07 %,12%\n29%,8\n3%,1',
  'ids with zeros and many digits': 'id,y,zip\n9007199254740993,1,01234\n9007199254740994,2,56789',
  'labels in quotes': '"y","g"\n1.5,"308"\n-2e3,"309"\n',
  'logical values': 'x,l,m\n1,TRUE,TRUE\n2,false,x\n3,NA,FALSE\n',
  'numbers in all ways': 'x\n1\n+2\n-.5\n1e-3\n1E5\n\u22127\n0.1234567890123456789\n-0\n007.5\n',
  'a word among numbers': 'x,y\n1,2\nlow,3\n4,5\n',
  'a number behind words': 'x,y\nlow,2\n3,3\n',
  'quotes around everything': '"y","g"\n"1.5","308"\n"-2e3","309"\n',
  'a number in quotes among numbers and words': 'x\n1\na\n"2"\n',
  'infinite numbers': 'x,y\n1,Inf\n2,3\n',
  'errors in cells': 'x,y\n1,#DIV/0!\n2,3\n',
  'errors in two columns, the second one first': `x,y\n${'1,1\n'.repeat(300)}1,#REF!\n${'1,1\n'.repeat(300)}#NAME?,1\n`,
  'errors in two columns of one block': 'x,y\n1,#REF!\n#NAME?,1\n',
  'an error for a name': 'x,#REF!\n1,2\n',
  'a row that is too long': 'x,y\n"a\nb",1\n\n1,2,3\n4,5\n',
  'a row that is too long and a quote that is not closed': 'x,y\n1,2,3\n"4,5\n',
  'a quote that is not closed': 'x,y\n1,2\n"3,4\n5,6\n',
  'a character behind a quote': 'x\n"a"b\n',
  nothing: '',
  'blank lines alone': '\n \n\n',
  'names alone': 'x,y\n',
  'names and blank rows': 'x,y\n,\nNA,\n',
  tabs: 'x\ty\n1.5\t2,5\n',
  'accents in two ways': 'g,y\ne\u0301,1\n\u00e9,2\n',
  'long labels': `g,y\n${'a'.repeat(40)},1\n${'a'.repeat(39)}b,2\n`,
  'names of objects': '__proto__,constructor,toString\n1,hasOwnProperty,__proto__\n2,valueOf,constructor\n',
  'a zero byte': 'x,y\n1,a\0b\n2,c\n',
};

describe('a text in pieces is read as it is as a whole', () => {
  it.each(Object.keys(UGLY))('%s', (name) => {
    const passes = compare(UGLY[name]);
    if (asWhole(new TextEncoder().encode(UGLY[name])).error === undefined) expect(passes).toBe(1);
  });

  it.each(readdirSync(join(import.meta.dirname, 'files')).filter((file) => file.endsWith('.csv')))(
    '%s',
    (file) => {
      const bytes = readFileSync(join(import.meta.dirname, 'files', file));
      compare(bytes);
      compare(bytes, ['n/a', '.', '-', 'null', 'NULL', 'N/A']);
    },
  );

  it.each(['examples', 'test/golden/data'])('all files of %s', (folder) => {
    const path = join(import.meta.dirname, '../..', folder);
    for (const file of readdirSync(path).filter((name) => name.endsWith('.csv'))) {
      const bytes = readFileSync(join(path, file));
      const whole = asWhole(bytes);
      const { passes: _, ...pieces } = inPieces(bytes, [5000, 7]);
      expectSame(pieces, whole);
    }
  });

  it('with words for missing values, and for the columns in use alone', () => {
    compare('x,g,y\n-99,a,1\n2,.,2\n.,-99,.\n', ['-99', '.']);
    compare('x,g,y\nlow,a,1\n2,b,2\n', [], () => ['y', 'g']);
    compare('x,g,g\n1,a,1\n2,b,2\n', [], () => ['g']);
    compare('x,g\n1,a\n2,b\n', [], () => ['dose']);
  });

  it.each([
    ['UTF-16', '\uFEFFx,g\n1,ä\n2,ö\n'],
    ['UTF-16 without a mark', 'x,g\n1,aaaa\n2,bbbb\n'],
  ])('in %s', (_, text) => {
    for (const bigEndian of [false, true]) {
      const bytes = new Uint8Array(2 * text.length);
      const view = new DataView(bytes.buffer);
      [...text].forEach((character, i) => view.setUint16(2 * i, character.charCodeAt(0), !bigEndian));
      compare(bytes);
    }
  });
});

describe('what shows only late is read once more', () => {
  it.each([
    ['decimal commas', `x;y\n${filler('12;1')}1,5;2\n`],
    ['numbers in quotes that need none', `x,g\n${filler('1,"2"')}3,4\n`],
    ['quotes that say something', `x,g\n${filler('"1","2"')}3,"4"\n`],
    ['an id with a zero', `x,id\n${filler('1,12')}2,01\n`],
    ['percent signs in most', `x,y\n1,2\n${filler('NA,3')}${filler('5%,1')}`],
    ['a word among logical values', `l,y\n${filler('TRUE,1')}maybe,2\n`],
    ['numbers behind words', `g,y\n${filler('a,1')}7,2\n`],
  ])('%s', (_, text) => {
    expect(compare(text)).toBeGreaterThan(1);
  });

  it.each<[string, string, string[]?]>([
    ['numbers behind missing values', `x,y\n${filler('NA,1')}1.5,2\n`],
    ['a word among numbers', `x,y\n${filler('1,2')}low,3\n`],
    ['columns that are not used', `zip,y\n${filler('12,2')}01,3\n`, ['y']],
    ['whole numbers where another column has decimal commas', `n;x\n${filler('3;1,5')}`],
  ])('and %s only once', (_, text, used) => {
    expect(compare(text, [], used && (() => used))).toBe(1);
  });

  it('an encoding, be it that of the names', () => {
    const latin = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
    expect(compare(latin(`y,g\n${filler('1,a')}2,gr\u00f6\u00dfer\n`))).toBe(2);
    // As many bytes against UTF-8 as for it in the beginning, and more behind it.
    const both = `y,gr\u00c3\u00b6\u00dfe\n1,a\n`;
    compare(latin(`${both}${filler('1,a')}2,\u00f6\u00f6\u00f6\n`), [], () => ['gr\u00c3\u00b6\u00dfe']);
    compare(latin(`${both}${filler('1,a')}2,\u00f6\u00f6\u00f6\n`), [], () => ['größe']);
  });
});

describe('any text', () => {
  const field = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('1', '2.5', '-3', '0.25', '1e5', '12', '7.125') },
    fc.constantFrom(
      '',
      'NA',
      'NaN',
      'a',
      'b',
      '1,5',
      '1.234',
      '1,234',
      '05',
      'TRUE',
      'false',
      '3%',
      'Inf',
      '#N/A',
    ),
    fc.constantFrom(
      '"1"',
      '"a,b"',
      '"a""b"',
      '"x\ny"',
      '""',
      ' 1 ',
      'é',
      '12345678901234567',
      '"',
      '#REF!',
      '\0',
    ),
  );

  it('is read in pieces as it is as a whole', () => {
    const errors = new Set<boolean>();
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.infiniteStream(field),
        fc.integer({ min: 0, max: 12 }),
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 4 }),
        (width, separator, end, fields, rows, sizes) => {
          const row = (): string => Array.from({ length: width }, () => fields.next().value).join(separator);
          const names = Array.from({ length: width }, (_, c) => `x${c}`).join(separator);
          const bytes = new TextEncoder().encode([names, ...Array.from({ length: rows }, row)].join(end));
          const whole = asWhole(bytes);
          errors.add(whole.error !== undefined);
          const { passes: _, ...pieces } = inPieces(bytes, sizes);
          expectSame(pieces, whole);
        },
      ),
      { numRuns: 2000 },
    );
    expect(errors.size).toBe(2);
  });
});
