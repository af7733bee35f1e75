import { describe, expect, it } from 'vitest';
import { CellmerError, foreseen, sentenceOf } from '../../src/index';
import { fromPlainError, toPlainError } from '../../worker/messages';

const UNFORESEEN =
  'Something went wrong that should not have while fitting: x is undefined. ' +
  'Please report it: the page Support (docs/support.md) says where.';

describe('an error that nobody foresaw', () => {
  it('becomes a sentence with what was being done and where to report it', () => {
    expect(foreseen(new TypeError('x is undefined.'), 'fitting')).toMatchObject({
      code: 'unforeseen',
      message: UNFORESEEN,
    });
    expect(foreseen('x is undefined', 'fitting').message).toBe(UNFORESEEN);
  });

  it('is one of memory where there was none left', () => {
    expect(foreseen(new RangeError('Invalid typed array length: 1e12'), 'fitting').message).toBe(
      'There is not enough memory for fitting: fewer rows or a smaller model need less.',
    );
    expect(foreseen(new RangeError('Maximum call stack size exceeded'), 'fitting').code).toBe('unforeseen');
  });

  it('is told apart from one with a sentence of its own', () => {
    const own = new CellmerError('data', 'there are no data');
    expect(foreseen(own, 'fitting')).toBe(own);
    for (const error of [own, new Error('there are no data')])
      expect(sentenceOf(error, 'fitting')).toBe('there are no data');
    expect(sentenceOf(new TypeError('x is undefined'), 'fitting')).toBe(UNFORESEEN);
    expect(sentenceOf(undefined, 'fitting')).toContain('should not have while fitting: undefined.');
  });

  it('comes out of a worker as such', () => {
    const back = fromPlainError(structuredClone(toPlainError(new TypeError('x is undefined'))));
    expect([back.code, back.message]).toEqual([
      'unforeseen',
      UNFORESEEN.replace('fitting', 'computing this'),
    ]);
  });
});
