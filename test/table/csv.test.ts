import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCsv, readText } from '../../src/table/csv';

describe('parseCsv', () => {
  it('reads numbers as numbers and quoted numbers as labels', () => {
    expect(parseCsv('"y","g"\n1.5,"308"\n-2e3,"309"\n')).toEqual([
      ['y', 'g'],
      [1.5, '308'],
      [-2000, '309'],
    ]);
  });

  // As R's read.csv and Excel do: some programs put quotes around everything, which then say nothing.
  it('reads quoted numbers as numbers where no field is without quotes', () => {
    expect(parseCsv('"y","g","id"\n"1.5","a","01"\n"-2e3","b","02"\n')).toEqual([
      ['y', 'g', 'id'],
      [1.5, 'a', '01'],
      [-2000, 'b', '02'],
    ]);
  });

  it('takes empty cells and NA as missing, and NaN among numbers', () => {
    expect(parseCsv('y,g\nNA,a\n,NA\nNaN,""\n2,"b"')).toEqual([
      ['y', 'g'],
      [null, 'a'],
      [null, null],
      [null, null],
      [2, 'b'],
    ]);
  });

  it('keeps a word among numbers as it is, and the numbers as numbers, quoted or not', () => {
    expect(parseCsv('x,y\n1,"1"\nlow,2')).toEqual([
      ['x', 'y'],
      [1, 1],
      ['low', 2],
    ]);
  });

  it('takes further words for missing when they are named, in every column', () => {
    expect(parseCsv('x,g\n1.5,a\n-,"."\nn/a,b', { missing: ['n/a', '-', '.'] })).toEqual([
      ['x', 'g'],
      [1.5, 'a'],
      [null, null],
      [null, 'b'],
    ]);
  });

  it('reads percent signs as hundredths, exactly, where most numbers have one', () => {
    expect(parseCsv('x,y\n1.25%,7\n-0.07 %,12%\n29%,8')).toEqual([
      ['x', 'y'],
      [0.0125, 7],
      [-0.0007, '12%'],
      [0.29, 8],
    ]);
  });

  it('reads thousands by the decimal mark of their column', () => {
    expect(parseCsv('x;y;z\n1.234,5;1,234.5;1\u202f234\n2,25;0.5;5')).toEqual([
      ['x', 'y', 'z'],
      [1234.5, 1234.5, 1234],
      [2.25, 0.5, 5],
    ]);
    expect(parseCsv('x,y\n"1,234",\u22122\n950,3')).toEqual([
      ['x', 'y'],
      [1234, -2],
      [950, 3],
    ]);
  });

  it.each([
    ['in a text with semicolons', 'x;y\n1,234;2', 1.234, '"1,234" in column "x" is read as 1.234'],
    ['in a text with tabs', 'x\ty\n1,234\t2', 1234, '"1,234" in column "x" is read as 1234'],
    ['beside decimal commas', 'x\ty\n1,234\t2,5', 1.234, '"1,234" in column "x" is read as 1.234'],
    ['beside decimal points', 'x\ty\n1,234\t2.5', 1234, '"1,234" in column "x" is read as 1234'],
  ])('says how it reads a number that could be another %s', (_, text, value, note) => {
    const { cells, notes } = readText(text);
    expect(cells[1][0]).toBe(value);
    expect(notes.map(({ sentence }) => sentence)).toEqual([note]);
  });

  it('keeps names made of digits as they are, and says so', () => {
    const { cells, notes } = readText('id,y,zip\n9007199254740993,1,01234\n9007199254740994,2,56789');
    expect(cells.slice(1)).toEqual([
      ['9007199254740993', 1, '01234'],
      ['9007199254740994', 2, '56789'],
    ]);
    expect(notes).toHaveLength(2);
    expect(notes[0].sentence).toMatch(/^the numbers of column "id" are taken for labels/);
  });

  it('finds the separator from the lines, whatever stands in the names', () => {
    expect(parseCsv('dose, in mg; y\n1,5; 2,5\n2,25; 3')).toEqual([
      ['dose, in mg', 'y'],
      [1.5, 2.5],
      [2.25, 3],
    ]);
    expect(parseCsv('dose, mg;y\n1,5;a\n2,5;b')).toEqual([
      ['dose, mg', 'y'],
      [1.5, 'a'],
      [2.5, 'b'],
    ]);
  });

  it('knows the line of every row', () => {
    expect(readText('x,y\n\n"a\nb",1\nc,2').lines).toEqual([1, 3, 5]);
  });

  it('reads TRUE and FALSE as logical values', () => {
    expect(parseCsv('x\nTRUE\nFALSE\nNA')).toEqual([['x'], [true], [false], [null]]);
  });

  it('does without a byte order mark, with any line ending and with blank lines', () => {
    expect(parseCsv('\uFEFFx,y\r\n1,2\r\n\r\n3,4\r\n')).toEqual([
      ['x', 'y'],
      [1, 2],
      [3, 4],
    ]);
    expect(parseCsv('x\r1\r2')).toEqual([['x'], [1], [2]]);
  });

  it('reads separators, doubled quotes and line breaks inside quotes', () => {
    expect(parseCsv('"a,b",c\n"he said ""no""\nand left",1')).toEqual([
      ['a,b', 'c'],
      ['he said "no"\nand left', 1],
    ]);
  });

  it('reads semicolons with decimal commas, and tabs', () => {
    expect(parseCsv('x;y\n1,5;a\n-,25;b')).toEqual([
      ['x', 'y'],
      [1.5, 'a'],
      [-0.25, 'b'],
    ]);
    expect(parseCsv('x\ty\n1.5\t2,5')).toEqual([
      ['x', 'y'],
      [1.5, 2.5],
    ]);
  });

  it('reads semicolons with decimal points too, column by column', () => {
    expect(parseCsv('x;y\n1.5;2,5\n2;3')).toEqual([
      ['x', 'y'],
      [1.5, 2.5],
      [2, 3],
    ]);
  });

  it('keeps an empty cell behind a separator that ends the text', () => {
    expect(parseCsv('x,y\n1,')).toEqual([
      ['x', 'y'],
      [1, null],
    ]);
  });

  it('names a column without a name X', () => {
    expect(parseCsv('"",y\n"1",2')[0]).toEqual(['X', 'y']);
  });

  it('counts the lines inside quotes where a row has too many cells', () => {
    expect(readText('x,y\n"a\nb",1\n\n1,2,3').notes[0].sentence).toMatch(/^line 5 has more cells/);
  });

  it('names the line of a quote that is never closed', () => {
    expect(() => parseCsv('x,y\n1,2\n"3,4\n5,6')).toThrow('the quote that opens on line 3 is never closed');
  });

  it('objects to text behind a closing quote and to an empty file', () => {
    expect(() => parseCsv('x\n"a"b')).toThrow('line 2 has the character b directly behind a closing quote');
    expect(() => parseCsv('\n\n')).toThrow('the file is empty');
  });

  it('gives back any table of texts that is written with quotes', () => {
    const isNumber = /^[-+\d.,'%]*$/;
    const cell = fc.string().filter((text) => text.trim() === text && !isNumber.test(text));
    const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
        const text = [['x', 'y'], ...rows].map((row) => row.map(quote).join(',')).join('\r\n');
        expect(parseCsv(text, { headers: 1, skip: 0 })).toEqual([['x', 'y'], ...rows]);
      }),
    );
  });

  it('gives back any number exactly', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (x) => {
        const text = String(x).replace('Infinity', 'Inf');
        // More than 15 digits without a point are a name.
        const expected = /^\d{16,}$/.test(text) ? text : x === 0 ? Number(text) : x;
        expect(parseCsv(`x\n${text}`)[1][0]).toBe(expected);
      }),
    );
  });
});
