import { describe, expect, test } from 'vitest';
import { call, message, useFunctions } from './callFunctions';

useFunctions();

describe('COURSE.SEED', () => {
  test('gives the seed of texts and numbers alike', () => {
    expect(call('COURSE.SEED', 'Ada@example.org ', 'HW3', {})).toEqual([[1800588506]]);
    expect(call('COURSE.SEED', 20231234, 'hw3', {})).toEqual(call('COURSE.SEED', '20231234', 'HW3', {}));
  });

  test('needs both, one cell each', () => {
    expect(message('COURSE.SEED', null, 'HW3', {})).toBe('student is empty: expected text.');
    expect(message('COURSE.SEED', 'ada', ' ', {})).toBe('assignment is empty: expected text.');
    expect(message('COURSE.SEED', [['ada'], ['ben']], 'HW3', {})).toMatch(/student is a range of 2 cells/);
    expect(message('COURSE.SEED', { code: '#N/A' }, 'HW3', {})).toMatch(/student is the error #N\/A/);
  });
});
