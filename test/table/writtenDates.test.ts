import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOrderOf, isoDate, writtenDate } from '../../src/table/writtenDates';

const ORIGIN = Date.UTC(1899, 11, 30);

describe('writtenDate', () => {
  it('counts days as the clock of the engine does, and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 2_958_465 }), (serial) => {
        const iso = new Date(ORIGIN + serial * 86_400_000).toISOString().slice(0, 10);
        expect(writtenDate(iso, 'dmy')?.serial).toBe(serial);
        expect(isoDate(serial)).toBe(iso);
        const [year, month, day] = iso.split('-');
        expect(writtenDate(`${day}.${month}.${year}`, 'dmy')?.serial).toBe(serial);
        expect(writtenDate(`${+month}/${+day}/${year}`, 'mdy')?.serial).toBe(serial);
      }),
    );
  });

  it('gives times back to the second', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 61, max: 99_999 }),
        fc.integer({ min: 1, max: 86_399 }),
        (day, second) => {
          const iso = new Date(ORIGIN + 1000 * (86_400 * day + second)).toISOString();
          const text = `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
          const { serial } = writtenDate(text, 'dmy')!;
          expect(serial).toBeCloseTo(day + second / 86_400, 9);
          expect(isoDate(serial)).toBe(text);
          expect(isoDate(writtenDate(text.slice(11), 'dmy')!.serial)).toBe(text.slice(11));
        },
      ),
    );
  });

  // As Excel shows them in cells with the format of numbers.
  it.each([
    ['1900-03-01', 61],
    ['2000-02-29', 36_585],
    ['9999-12-31', 2_958_465],
    ['31.12.99', 36_525],
    ['1.1.29', 47_119],
    ['1.1.30', 10_959],
    ['5 Sept 2020', 44_079],
    ['March 5, 2020', 43_895],
    ['2020/3/5', 43_895],
    ['2020-03-05T06:00:00Z', 43_895.25],
    ['12:00 am', 0],
    ['1:30 PM', 13.5 / 24],
  ])('reads %s', (text, serial) => {
    expect(writtenDate(text, 'dmy')?.serial).toBeCloseTo(serial, 12);
  });

  it.each([
    '1900-02-28',
    '1899-12-31',
    '2021-02-29',
    '1900-02-29',
    '32.1.2020',
    '1.13.2020',
    '2020-00-10',
    '25:00',
  ])('does not read %s', (text) => expect(writtenDate(text, 'dmy')).toBeNull());

  it.each([
    '1.2.3',
    '3-4',
    '1/2',
    'May',
    'Mayor 12, 2020',
    '2020',
    '2020-01',
    'a 1-1-2020',
    '1-2/2020',
    '13:0',
  ])('takes %s for no date', (text) => expect(writtenDate(text, 'mdy')).toBeNull());
});

it('knows in which order languages write dates', () => {
  expect(['en-US', 'en-GB', 'de', 'fr-CA', 'sv', 'no such'].map(dateOrderOf)).toEqual([
    'mdy',
    'dmy',
    'dmy',
    'mdy',
    'mdy',
    null,
  ]);
});
