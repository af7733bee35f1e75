import { describe, expect, test } from 'vitest';
import type { CellMatrix } from '../../src/index';
import { binomialFit } from '../../src/likelihood/binomial';
import { likelihoodInterval, type IntervalRequest } from '../../src/likelihood/interval';

const interval = (density: string, data: CellMatrix, more: Partial<IntervalRequest> = {}) =>
  likelihoodInterval({ density, data, parameter: '', level: 0.95, type: 'profile', ...more });

/** 5 successes of 30 in a column. */
const BINARY = Array.from({ length: 30 }, (_, i) => [i % 6 === 0 ? 1 : 0]);
const limitsOf = (kind: string) => binomialFit(5, 30, 0.95).intervals.find((one) => one.kind === kind)!;

describe('a likelihood interval', () => {
  test('of binomial data is the likelihood-ratio or the Wald interval, from a range or from two cells', () => {
    for (const [density, data] of [
      ['binomial', [[5, 30]]],
      ['binomial', [[5], [30]]],
      ['binomial', BINARY],
      ['Binary ', BINARY],
      ['binary', BINARY.map(([value]) => [value === 1])],
    ] as [string, CellMatrix][]) {
      const { kind, ...ratio } = limitsOf('likelihoodRatio');
      expect(kind).toBe('likelihoodRatio');
      expect(interval(density, data)).toMatchObject({ parameter: 'p', estimate: 5 / 30, ...ratio });
      const { lower, upper } = limitsOf('wald');
      expect(interval(density, data, { type: 'wald' })).toMatchObject({ lower, upper });
    }
  });

  test('of two single observations is asked for as binary', () => {
    expect(interval('binary', [[1], [0]]).estimate).toBe(0.5);
    expect(() => interval('binomial', [[1], [0]])).toThrow('trials is 0');
    expect(interval('binomial', [[true], [false]]).estimate).toBe(0.5);
  });

  test('of a normal sample is of mu unless sigma is asked for', () => {
    const data = [[1], [2], [3.5], [7]];
    expect(interval('normal', data).parameter).toBe('mu');
    expect(interval('normal', data, { parameter: 'Mean' }).parameter).toBe('mu');
    expect(interval('normal', data, { parameter: 'sd' })).toMatchObject({
      parameter: 'sigma',
      estimate: expect.closeTo(2.2741756748325317, 12) as number,
    });
  });

  test('counts the missing values it leaves out', () => {
    expect(interval('normal', [[1], [null], [3.5], ['NA'], [7], [null]])).toMatchObject({ missing: 2 });
    expect(
      interval('binary', [
        [1, 0],
        [null, 1],
      ]),
    ).toMatchObject({ missing: 1, estimate: 2 / 3 });
  });

  test('doubts Wald at the boundary, and only Wald', () => {
    expect(interval('binomial', [[0, 9]]).warnings).toEqual([]);
    expect(interval('binomial', [[0, 9]], { type: 'wald' }).warnings).toHaveLength(1);
  });
});

describe('what cannot be done is said', () => {
  test.each<[string, CellMatrix, Partial<IntervalRequest>, string]>([
    ['poison', [[1], [2]], {}, 'There is no density called "poison"'],
    [
      'normal',
      [[1], [2]],
      { parameter: 'p' },
      '"p" is not a parameter of the normal density: expected mu or sigma',
    ],
    ['binary', BINARY, { parameter: 'mu' }, '"mu" is not a parameter of the binary density: expected p'],
    ['normal', [[1], [2]], { level: 95 }, 'The level is 95'],
    ['normal', [[1], ['x'], [2]], {}, 'the cell in row 2 holds the text "x": expected a number'],
    ['normal', [[1], [true]], {}, 'the cell in row 2 holds TRUE: expected a number'],
    ['binary', [[1], [0], [2]], {}, 'the cell in row 3 holds 2: expected 0 or 1 (FALSE or TRUE), or a blank'],
    ['binary', [[null], [null]], {}, 'The range has no values'],
    ['normal', [[null]], {}, 'found none'],
  ])('%s %j', (density, data, more, message) => {
    expect(() => interval(density, data, more)).toThrow(message);
  });

  test('with the address of the cell where it is known', () => {
    const data = [['y'], [1], [{ error: '#DIV/0!' }]];
    expect(() => interval('binary', data, { address: "'My sheet'!C4:C6" })).toThrow(
      "cell 'My sheet'!C6 holds the error #DIV/0!",
    );
  });
});
