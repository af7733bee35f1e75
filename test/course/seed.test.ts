import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { courseSeed } from '../../src/course/seed';

describe('courseSeed', () => {
  // By Python's hashlib: int(sha256((student + "\n" + assignment).encode()).hexdigest()[:12], 16) % (2**31 - 1) + 1
  it.each([
    ['ada@example.org', 'hw3', 1800588506],
    ['20231234', 'hw3', 327837733],
    ['zoë', 'hw 3', 1347272673],
  ])('of %s and %s is %d for good', (student, assignment, expected) => {
    expect(courseSeed(student, assignment)).toBe(expected);
  });

  it('is the same however the texts are written', () => {
    expect(courseSeed(' ZOE\u0308 ', '\tHW \u00a0 3\n')).toBe(courseSeed('zo\u00eb', 'hw 3'));
  });

  it('takes the texts apart', () => {
    expect(courseSeed('ab', 'c')).not.toBe(courseSeed('a', 'bc'));
    expect(courseSeed('a b', 'c')).not.toBe(courseSeed('a', 'b c'));
    expect(courseSeed('a', 'b')).not.toBe(courseSeed('b', 'a'));
  });

  it('is what another SHA-256 gives, and within its bounds, for any texts', () => {
    const plain = (text: string): string =>
      text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase().normalize('NFC');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        const hash = createHash('sha256')
          .update(`${plain(a)}\n${plain(b)}`)
          .digest();
        const seed = courseSeed(a, b);
        expect(seed).toBe((hash.readUIntBE(0, 6) % 2147483647) + 1);
        expect(seed).toBeGreaterThanOrEqual(1);
        expect(seed).toBeLessThanOrEqual(2147483647);
      }),
    );
  });
});
