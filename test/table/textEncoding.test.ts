import { describe, expect, it } from 'vitest';
import { encodingOf } from '../../src/table';

const utf8 = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'));
const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const wide = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'));
const swapped = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le').swap16());

describe('encodingOf', () => {
  it.each([
    ['nothing', utf8(''), 'utf-8'],
    ['plain letters', utf8('x,y\n1,2'), 'utf-8'],
    ['accents of UTF-8', utf8('Größe,Ægir,😀'), 'utf-8'],
    ['accents of Windows-1252', latin1('Größe,Ægir'), 'windows-1252'],
    ['two accents that follow each other', latin1('Gräöße'), 'windows-1252'],
    ['an accent at the end', latin1('é'), 'windows-1252'],
    ['UTF-8 cut off within a letter', utf8('Größe, Höhe').subarray(0, 10), 'utf-8'],
    ['UTF-8 with a byte of another encoding', new Uint8Array([...utf8('Größe, Höhe'), 0xe9]), 'utf-8'],
    ['the mark of UTF-8', new Uint8Array([0xef, 0xbb, 0xbf, 0xe9]), 'utf-8'],
    ['the mark of UTF-16', wide('\ufeffx'), 'utf-16le'],
    ['the mark of UTF-16 in the other order', swapped('\ufeffx'), 'utf-16be'],
    ['UTF-16 without a mark', wide('x,y\n1,2'), 'utf-16le'],
    ['UTF-16 in the other order without a mark', swapped('x,y\n1,ö'), 'utf-16be'],
  ])('tells %s', (_, bytes, encoding) => {
    expect(encodingOf(bytes)).toBe(encoding);
  });

  it('refuses what is no text', () => {
    expect(() => encodingOf(new Uint8Array([1, 0, 0, 0, 2, 0, 9, 9]))).toThrow(
      'it holds bytes that no text has',
    );
  });

  it('says what to do with a workbook', () => {
    for (const beginning of [
      [0x50, 0x4b, 0x03, 0x04, 0x14, 0, 6, 0],
      [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0],
    ])
      expect(() => encodingOf(new Uint8Array(beginning))).toThrow('save the sheet as CSV UTF-8');
  });
});
