import { createHash, pbkdf2Sync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { checkAnswer } from '../../src/course/checkAnswer';
import { sealKey } from '../../src/course/sealKey';
import { slowHash } from '../../src/course/slowHash';
import type { Tolerance } from '../../src/course/tolerance';
import { randomStream } from '../../src/random/stream';
import { quickHash } from './quickHash';

const isRight = (answer: number, seal: string, hash = quickHash): boolean =>
  checkAnswer([[answer]], [[seal]], {}, hash).status === 'right';

/** Half a unit of a significant digit, found from decimal digits. */
function halfUnit(key: number, digits: number): number {
  const [written, exponent] = key.toExponential(digits - 1).split('e');
  // Rounding may have carried: 9.996 is 1.00e1 to three digits.
  const carried = Math.abs(Number(written)) === 1 && Math.abs(key) < Number(`1e${exponent}`) ? 1 : 0;
  return 0.5 * Number(`1e${Number(exponent) - carried - digits + 1}`);
}

describe('a sealed key', () => {
  test('takes exactly the answers that are within its tolerance, on 100,000 pairs', () => {
    const stream = randomStream(20);
    const sizes = [1e-12, 1e-5, 0.068, 1, 9.999, 16.3, 1000, 1e9];
    let [pairs, right] = [0, 0];
    for (let i = 0; pairs < 100_000; i++) {
      const size = sizes[i % sizes.length];
      // Powers of ten and numbers just below them too, of either sign, and zero.
      const key =
        i % 97 === 0
          ? 0
          : (i % 3 === 0 ? size : size * (0.5 + 10 * stream.uniform())) * (i % 2 === 0 ? 1 : -1);
      const digits = 1 + Math.floor(6 * stream.uniform());
      const isAbsolute = key === 0 || i % 4 < 2;
      const absolute = (key === 0 ? 1 : Math.abs(key)) * 10 ** (-4 * stream.uniform() + 0.3);
      const tolerance: Tolerance = isAbsolute ? { absolute } : { digits };
      const allowed = isAbsolute ? absolute : halfUnit(key, digits);
      const seal = sealKey(key, { tolerance }, quickHash);
      for (let k = 0; k < 40; k++, pairs++) {
        // Often near to the limits, to within a millionth of the tolerance.
        const part =
          k % 4 === 0
            ? 4 * stream.uniform() - 2
            : (k % 2 === 0 ? 1 : -1) * (1 + (stream.uniform() - 0.5) * 10 ** -(k % 7));
        const answer = key + part * allowed;
        const distance = Math.abs(answer - key) / allowed;
        if (Math.abs(distance - 1) < 1e-8) continue;
        const expected = distance < 1;
        if (expected) right++;
        expect([key, tolerance, answer, isRight(answer, seal)]).toEqual([key, tolerance, answer, expected]);
      }
    }
    expect(right).toBeGreaterThan(30_000);
  });

  test('takes an answer that is off by exactly the tolerance, whatever rounding makes of it', () => {
    const pairs: [number, number, Tolerance][] = [
      [2.345, 2.35, { digits: 3 }],
      [2.345, 2.34, { digits: 3 }],
      [1, 0.995, { digits: 3 }],
      [9.995, 10, { digits: 3 }],
      [0.3, 0.1 + 0.2 + 0.0005, { absolute: 0.0005 }],
      [0.068, 0.0685, { absolute: 0.0005 }],
      [1e9, 1e9 + 0.5, { absolute: 0.5 }],
      [-1e-12, -1.5e-12, { absolute: 5e-13 }],
      [0, -0.01, { absolute: 0.01 }],
    ];
    for (const [key, answer, tolerance] of pairs)
      expect([key, answer, isRight(answer, sealKey(key, { tolerance }, quickHash))]).toEqual([
        key,
        answer,
        true,
      ]);
  });

  test('takes every answer that is rounded correctly to its digits, and those rounded to one digit more', () => {
    const stream = randomStream(3);
    for (let i = 0; i < 2000; i++) {
      const key = (stream.uniform() - 0.5) * 10 ** (12 * stream.uniform() - 6);
      const digits = 1 + (i % 5);
      const seal = sealKey(key, { tolerance: { digits } }, quickHash);
      for (const kept of [digits, digits + 1, 15])
        expect(isRight(Number(key.toPrecision(kept)), seal)).toBe(true);
    }
  });

  test('is, with the slow hash, what an independent implementation writes', () => {
    const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    const base32 = (bytes: Buffer): string => {
      const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
      return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[parseInt(five.padEnd(5, '0'), 2)]).join('');
    };
    const slow = (text: string, salt: Buffer): Buffer => pbkdf2Sync(text, salt, 40_000, 32, 'sha256');
    const key = 0.06804138174397717;
    const salt = slow(`salt:${JSON.stringify([{ digits: 3 }, key, 'HW3'])}`, Buffer.from('CK1')).subarray(
      0,
      5,
    );
    const number = Buffer.alloc(8);
    number.writeDoubleBE(key);
    const plain = Buffer.concat([Buffer.from([3]), number]);
    // What is near has digits from 6.7986 to 6.8096: classes are 2.5 × 0.005 wide.
    const marked = [544, 543]
      .map((name) => slow(`d3:${name}`, salt))
      .map((hash) => ({ mark: hash.subarray(0, 5), secret: hash.subarray(5) }))
      .sort((one, other) => (base32(one.mark) < base32(other.mark) ? -1 : 1));
    const records = marked.map(({ mark, secret }, i) => {
      const stream = createHash('sha256')
        .update(secret)
        .update(Buffer.from([0, i, 0]))
        .digest();
      const encrypted = plain.map((byte, j) => byte ^ stream[j]);
      return Buffer.concat([mark, Buffer.from([0, encrypted.length]), encrypted]);
    });
    const body = `CK1.d3.${base32(salt)}.${base32(Buffer.concat(records))}`;
    const check = base32(createHash('sha256').update(body).digest().subarray(0, 2));
    expect(sealKey(key, { name: 'HW3' })).toBe(`${body}.${check}`);
  });

  test('differs from that of another key in nothing but what comes of hashes', () => {
    const [key, tolerance] = [0.0680414, { absolute: 0.0005 }];
    const seals = [0, 1, 2, 7, 100].map((m) =>
      sealKey(key + 2 * m * 0.0005, { tolerance }, quickHash).split('.'),
    );
    expect(new Set(seals.map(([version, rule]) => `${version}.${rule}`))).toEqual(new Set(['CK1.a5e-4']));
    expect(new Set(seals.map((parts) => parts.map(({ length }) => length).join()))).toHaveLength(1);
    for (const part of [2, 3, 4])
      expect(new Set(seals.map((parts) => parts[part]))).toHaveLength(seals.length);
  });

  test('has the digits of its key in it no more often than those of another', () => {
    const stream = randomStream(5);
    const keys = Array.from({ length: 1000 }, () => (stream.uniform() * 10 ** (6 * stream.uniform())) / 100);
    const texts = keys.map((key) => sealKey(key, {}, quickHash));
    const digitsOf = (key: number): string => key.toExponential(3).replace('.', '').slice(0, 4);
    const own = texts.filter((text, i) => text.includes(digitsOf(keys[i]))).length;
    const others = texts.filter((text, i) => text.includes(digitsOf(keys[(i + 1) % 1000]))).length;
    // 70 places, each with odds of about 32⁻⁴.
    expect(own).toBeLessThanOrEqual(3);
    expect(others).toBeLessThanOrEqual(3);
  });

  test('is the same whenever the same is sealed, and another under another name', () => {
    const seal = (name?: string): string => sealKey(5, { name }, quickHash);
    expect(seal()).toBe(seal());
    expect(new Set([seal(), seal('HW3 q1'), seal('HW3 q2')])).toHaveLength(3);
  });

  test('does not say how large it is', () => {
    const shape = (key: number): string =>
      sealKey(key, {}, quickHash)
        .split('.')
        .map(({ length }) => length)
        .join();
    expect(new Set([1e-9, 0.068, 1, 9.999, 123.4, 1e9, -5].map(shape))).toHaveLength(1);
  });

  test.each([
    ['cut off', (seal: string) => seal.slice(0, -6)],
    ['changed in one letter', (seal: string) => seal.replace('.d3.', '.d4.')],
    ['nothing but its name', () => 'CK1.'],
    ['of a later version', (seal: string) => seal.replace('CK1.', 'CK1.x.')],
  ])('that is %s is refused with a sentence', (_, spoilt) => {
    const seal = spoilt(sealKey(5, {}, quickHash));
    expect(() => isRight(5, seal)).toThrow('The sealed key is not as it was written by CHECK.KEY');
  });

  test('may have white space around it', () => {
    expect(isRight(5, ` ${sealKey(5, {}, quickHash)}\n`)).toBe(true);
  });
});

describe('a key that cannot be sealed', () => {
  test.each([
    [null, {}, 'key is empty: expected a number or text'],
    [{ error: '#N/A' }, {}, 'key is the error #N/A'],
    ['0.068', {}, 'key is the text "0.068": expected a number, not formatted as text.'],
    [0, {}, 'key is 0, which has no digits: expected an absolute tolerance'],
    [1e9, { tolerance: { absolute: 1e-6 } }, 'tolerance is 0.000001: expected at least 1e-12 times the key'],
    [
      5,
      { slips: [{ wrong: 5.001, words: 'x' }] },
      'a slip is 5.001, which is right to the tolerance of the key',
    ],
    ['b', { slips: [{ wrong: ' B', words: 'x' }] }, 'a slip is  B, which is right'],
  ])('is refused with a sentence: %j', (key, options, sentence) => {
    expect(() => sealKey(key, options, quickHash)).toThrow(sentence);
  });
});

test('a try takes long enough that a thousand of them take tens of seconds', () => {
  const begun = performance.now();
  slowHash('d3:1', new Uint8Array(5));
  expect(performance.now() - begun).toBeGreaterThan(10);
});
