import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isDigitName, simpleNumber, writtenNumber } from '../../src/table/writtenNumbers';

const pieces = fc.constantFrom(
  ...'0 00 1 5 12 007 123 4567 1234567890123456789 . , - + e % − x'.split(' '),
  ' ',
);
const texts = fc.array(pieces, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('').trim());

test('a simple number is the number of its text with a decimal point, and none with a decimal comma', () => {
  let simple = 0;
  fc.assert(
    fc.property(texts, (text) => {
      const value = simpleNumber(text);
      if (Number.isNaN(value)) return;
      simple++;
      expect(value).toBe(Number(text));
      expect(writtenNumber(text, '.')).toBe(value);
      expect(writtenNumber(text, ',')).toBe(text.includes('.') ? null : value);
      expect(isDigitName(text)).toBe(false);
    }),
    { numRuns: 20_000, seed: 8 },
  );
  expect(simple).toBeGreaterThan(2000);
});

test('numbers as programs write them are simple', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), fc.integer({ min: 4, max: 16 }), (x, k) => {
      const text = x.toFixed(k);
      expect(simpleNumber(text)).toBe(Number(text));
    }),
    { numRuns: 5000, seed: 9 },
  );
});

test('names made of digits and numbers that depend on the decimal mark are not', () => {
  for (const text of ['007', '1234567890123456', '1.234', '-12.345', '1,5', '', '-', '.', '1e5', '5%', 'NaN'])
    expect([text, simpleNumber(text)]).toEqual([text, NaN]);
});
