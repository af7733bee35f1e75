import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { LabelIndex } from '../../src/table/labelIndex';
import { compareCodePoints, sortLabels } from '../../src/table/levelOrder';

/** Bytes of UTF-8, compared one by one: what strcmp does in the C locale. */
const compareBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'));

/** Well-formed text with many shared prefixes, and characters on both sides of the surrogates. */
const label = fc.oneof(
  fc.string({
    unit: fc.constantFrom('a', 'b', 'A', '1', ' ', 'é', 'ÿ', 'Ā', '\ud7ff', '\ue000', '\uffff', '😀', '𐀀'),
  }),
  fc.string({ unit: 'grapheme' }),
  fc.nat(5000).map((k) => `subject ${k}`),
  fc.nat(50).map((k) => 'x'.repeat(k)),
);
const distinctLabels = fc.uniqueArray(label, { maxLength: 400, size: 'max' });

describe('the order of levels', () => {
  it('is the order of the bytes of UTF-8, for two labels', () => {
    fc.assert(
      fc.property(label, label, (a, b) => {
        expect(Math.sign(compareCodePoints(a, b))).toBe(Math.sign(compareBytes(a, b)));
      }),
    );
  });

  it('is the order of the bytes of UTF-8, for many labels', () => {
    fc.assert(
      fc.property(distinctLabels, (labels) => {
        const sorted = Array.from(sortLabels(labels), (id) => labels[id]);
        expect(sorted).toEqual([...labels].sort(compareBytes));
      }),
    );
  });

  it('is that of R in the C locale: capitals, then small letters, then accents', () => {
    const labels = ['b', 'é', 'a', 'B', '10', 'Z', '9', '_', 'A', 'ab', ''];
    const sorted = Array.from(sortLabels(labels), (id) => labels[id]);
    expect(sorted).toEqual(['', '10', '9', 'A', 'B', 'Z', '_', 'a', 'ab', 'b', 'é']);
  });

  it('puts characters beyond U+FFFF last, where UTF-16 would not', () => {
    const labels = ['😀', '\uffff', '\ud7ff', '\ue000'];
    expect(Array.from(sortLabels(labels))).toEqual([2, 3, 1, 0]);
    expect([...labels].sort()).not.toEqual(Array.from(sortLabels(labels), (id) => labels[id]));
  });

  test.each([
    ['a long common prefix', (k: number) => `a rather long label that all levels share, number ${k}`],
    ['prefixes of each other', (k: number) => 'ab'.repeat(k % 700) + String(k)],
    ['characters of two bytes', (k: number) => `Größe ${k} µm Ω`],
    ['emoji', (k: number) => String.fromCodePoint(0x1f300 + (k % 700)) + k],
    ['one character in 60,000', (k: number) => String.fromCharCode((k * 7919) % 0xd800) + (k >> 12)],
  ])('holds for thousands of labels with %s', (_, make) => {
    const labels = Array.from(new Set(Array.from({ length: 5000 }, (_, k) => make((k * 3571) % 5003))));
    const sorted = Array.from(sortLabels(labels), (id) => labels[id]);
    expect(sorted).toEqual([...labels].sort(compareBytes));
  });

  it('leaves sorted labels where they are', () => {
    const labels = Array.from({ length: 1000 }, (_, k) => `g${String(k).padStart(4, '0')}`);
    expect(Array.from(sortLabels(labels))).toEqual(labels.map((_, k) => k));
  });
});

describe('LabelIndex', () => {
  /** What a Map gives. */
  function numbered(keys: readonly string[]): number[] {
    const ids = new Map<string, number>();
    return keys.map((key) => {
      if (!ids.has(key)) ids.set(key, ids.size);
      return ids.get(key)!;
    });
  }

  function expectSameAsMap(keys: readonly string[]): void {
    const index = new LabelIndex();
    const found = keys.map((key) => index.idOf(key));
    const composed = keys.map((key) => key.normalize('NFC'));
    expect(found).toEqual(numbered(composed));
    expect(index.labels).toEqual([...new Set(composed)]);
    // Once more, after all growth.
    expect(keys.map((key) => index.idOf(key))).toEqual(found);
  }

  it('numbers labels in order of first appearance, as a Map does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(label, fc.string({ unit: 'binary' })), { size: 'max', maxLength: 300 }),
        (keys) => {
          expectSameAsMap(keys);
        },
      ),
    );
  });

  it('takes an accent in its letter and one behind it for the same', () => {
    const index = new LabelIndex();
    const ids = ['Zo\u00eb', 'Zoe\u0308', 'Zoe', '\u1ec7'.repeat(20), 'e\u0323\u0302'.repeat(20)].map(
      (label) => index.idOf(label),
    );
    expect(ids).toEqual([0, 0, 1, 2, 2]);
    expect(index.labels).toEqual(['Zo\u00eb', 'Zoe', '\u1ec7'.repeat(20)]);
  });

  it('tells keys apart that differ in zero characters, in length or in high bytes only', () => {
    const bytes = ['\0', '\x01', '\x7f', '\x80', '\xff', '\u0100', '\uff00', 'a'];
    const keys = [''];
    for (let length = 1; length <= 14; length++) {
      for (const byte of bytes) {
        keys.push(byte.repeat(length), 'a'.repeat(length - 1) + byte, byte + 'a'.repeat(length - 1));
      }
    }
    expectSameAsMap([...keys, ...keys]);
  });

  test.each([
    ['numbers', (k: number) => `G${k}`],
    ['exactly eleven characters', (k: number) => String(k).padStart(11, '0')],
    ['twelve characters', (k: number) => String(k).padStart(12, '0')],
    [
      'a difference in the first character',
      (k: number) => String.fromCharCode(0x4e00 + (k % 20000)) + 'x'.repeat(20 + (k % 3)),
    ],
    [
      'powers of two in one word',
      (k: number) => String.fromCharCode(1 + (k & 127), 1 + ((k >> 7) & 127), 1 + (k >> 14)) + '\x01\x01',
    ],
    ['runs of one character', (k: number) => 'x'.repeat(k % 2000) + (k > 2000 ? 'y' : '')],
  ])('grows through tens of thousands of keys with %s', (_, make) => {
    expectSameAsMap(Array.from({ length: 40_000 }, (_, k) => make(k)));
  });

  // Pairs whose two hash words and length all agree, from a birthday search over fifty million texts.
  test.each([
    ['participant-081xcoA', 'participant-0npy7f\u5c16'],
    ['participant-0asz7kA', 'participant-0fvtc8\u148e'],
    ['participant-0gigzzA', 'participant-0n6kdq\u680a'],
    ['participant-0h5qntA', 'participant-0ii8bz\u42a3'],
  ])('keeps %s and %s apart, whose hashes agree', (a, b) => {
    expect(hashWords(a)).toEqual(hashWords(b));
    expectSameAsMap([a, b, a, b, `${a}!`, b]);
    // Growth moves the pair with equal words too.
    expectSameAsMap([a, ...Array.from({ length: 3000 }, (_, k) => `filler number ${k}`), b, a]);
  });
});

/** The words that stand for a text of more than eleven characters. */
function hashWords(text: string): number[] {
  let first = 0x811c9dc5 | 0;
  let second = text.length;
  for (let i = 0; i < text.length; i++) {
    first = Math.imul(first ^ text.charCodeAt(i), 0x01000193);
    second = Math.imul(((second << 5) | (second >>> 27)) ^ text.charCodeAt(i), 0x9e3779b1);
  }
  return [first, second, text.length];
}
