import { describe, expect, test } from 'vitest';
import { answerReport, toCells, type CellMatrix } from '../../src';
import { analyse } from './support';

const rows = Array.from({ length: 30 }, (_, i) => [Math.sin(i * i) + i / 10, i % 7, `g${i % 6}`]);
const data: CellMatrix = [['y', 'x', 'g'], ...rows];
const MODEL = 'y ~ x + (1 | g)';
const MEANS = {
  kind: 'means',
  specs: 'x',
  covariates: 'mean',
  weights: 'equal',
  type: 'link',
  bias: false,
  test: false,
  letters: null,
} as const;

describe('estimates that there are no numbers for', () => {
  test('are refused with what to do, be it the estimate or the degrees of freedom that would overflow', () => {
    for (const at of ['x=1e308', 'x=1,-1e308', 'x=1e90'])
      expect(() => analyse(data, MODEL, { ...MEANS, at })).toThrow(
        'An estimate or its error is too large for a number: expected values in at= nearer to those of the data.',
      );
    expect(() => analyse(data, MODEL, { kind: 'hypothesis', hypothesis: [[0, 1e308]], level: 0.95 })).toThrow(
      'An estimate or its error is too large for a number: expected smaller weights.',
    );
  });

  test('are not those of values far away, whose numbers are those of the same line', () => {
    const { rows: found } = analyse(data, MODEL, { ...MEANS, at: 'x=0,1e60' });
    const { fixedEffects } = analyse(data, MODEL, { kind: 'summary' });
    expect(found[1].estimate / 1e60).toBeCloseTo(fixedEffects[1].estimate, 10);
    expect(found[1].df).toBeCloseTo(fixedEffects[1].df!, 6);
  });

  test('have a sentence in their cells where only some rows are so: transformed back, and predicted', () => {
    const positive: CellMatrix = [data[0], ...rows.map(([y, x, g]) => [Number(y) + 5 + Number(x), x, g])];
    const answer = analyse(positive, 'log(y) ~ x + (1 | g)', { ...MEANS, at: 'x=1,1e6', type: 'response' });
    const [, near, far] = toCells(answerReport('means', answer));
    expect(near.every((cell) => typeof cell !== 'object' || cell === null)).toBe(true);
    for (const cell of far.slice(1))
      expect(cell).toMatchObject({
        message: 'not back-transformed: the response would be too large for a number.',
      });
    const newData = [
      ['x', 'g'],
      [1, 'g1'],
      [1e308, 'g1'],
    ];
    const question = { random: true, interval: 'none', level: 0.95, newData, newDataAddress: null } as const;
    const steep: CellMatrix = [data[0], ...rows.map(([y, x, g]) => [Number(y) + 9 * Number(x), x, g])];
    const [, first, second] = toCells(
      answerReport('predict', analyse(steep, MODEL, { kind: 'predict', ...question })),
    );
    expect(first.every(Number.isFinite)).toBe(true);
    for (const cell of second) expect(cell).toMatchObject({ error: '#N/A', message: expect.stringContaining('Too large for a number') }); // prettier-ignore
  });
});
