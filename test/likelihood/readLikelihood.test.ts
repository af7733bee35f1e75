import { describe, expect, it } from 'vitest';
import { likelihoodOfColumns, readLikelihood } from '../../src/likelihood/readLikelihood';
import type { NumberColumn } from '../../src/likelihood/expression/data';
import type { CellMatrix } from '../../src/table';

const column = (name: string, values: readonly number[]): NumberColumn => ({
  name,
  values: Float64Array.from(values),
});

/** The cells that the columns would be on a sheet; a sample without a name has no header. */
function cellsOf(columns: readonly NumberColumn[]): CellMatrix {
  const rows = Array.from(columns[0].values, (_, row) =>
    columns.map(({ values }) => (Number.isNaN(values[row]) ? null : values[row])),
  );
  return columns[0].name === '' ? rows : [columns.map(({ name }) => name), ...rows];
}

const COUNTS = [3, 1, 4, 1, NaN, 5, 9, 2, NaN, NaN];
const SHARES = [0.3, 0.1, 0.4, NaN, 0.15, 0.9, 0.2];
const TRIALS = [column('successes', [1, 4, NaN, 2, 0, NaN]), column('out of', [5, 7, 3, NaN, 2, NaN])];

describe('columns of numbers are read as the cells that hold them', () => {
  it.each<[string, readonly NumberColumn[], number[]]>([
    ['normal', [column('', COUNTS)], [3, 2]],
    ['poisson', [column('', COUNTS)], [3]],
    ['weibull', [column('', COUNTS)], [1.2, 4]],
    ['negative  Binomial', [column('', COUNTS)], [2, 3]],
    ['student t', [column('', COUNTS)], [3, 2, 5]],
    ['beta', [column('', SHARES)], [1.5, 2]],
    ['binary', [column('', [0, 1, NaN, 1, 1, NaN])], [0.6]],
    ['binomial', [column('', [3, 10])], [0.4]],
    ['binomial', [column('', [0, 1, 1])], [0.4]],
    ['dbinom(successes, `out of`, p, log = TRUE)', TRIALS, [0.4]],
    ['a - (y - b)^2', [column('y', COUNTS)], [1, 3]],
  ])('%s', (density, columns, par) => {
    const found = likelihoodOfColumns(density, columns);
    const read = readLikelihood(density, cellsOf(columns));
    const said = ({ parameters, observations, missing, sentence, remarks }: typeof read) => ({
      ...{ parameters, observations, missing, sentence, remarks },
    });
    expect(said(found)).toEqual(said(read));
    const at = Float64Array.from(par);
    expect(found.value(at)).toBe(read.value(at));
    expect(Number.isFinite(read.value(at))).toBe(true);
    expect(found.derivatives(at)).toEqual(read.derivatives(at));
    expect(found.start()).toEqual(read.start());
  });

  it.each<[string, readonly NumberColumn[]]>([
    ['binary', [column('', [0, 1, 2])]],
    ['binomial', [column('', [4, 3])]],
    ['gamma', [column('', [1, -1])]],
    ['normal', [column('', [1, Infinity])]],
    ['y*a + x', [column('y', [1, NaN]), column('x', [NaN, 2])]],
  ])('with the same sentence where %s does not fit', (density, columns) => {
    const sentence = (read: () => unknown): string => {
      try {
        read();
      } catch (error) {
        return (error as Error).message;
      }
      return '';
    };
    const expected = sentence(() => readLikelihood(density, cellsOf(columns)));
    expect(expected).not.toBe('');
    expect(sentence(() => likelihoodOfColumns(density, columns))).toBe(expected);
  });

  it('a name that is no density, or one of more than numbers, is refused with the names there are', () => {
    for (const name of ['normall', 'multinomial'])
      expect(() => likelihoodOfColumns(name, [column('y', [1, 2])])).toThrow(
        `There is no density called "${name}".`,
      );
  });
});

it('what comes again of evaluations that are known is not what was written over', () => {
  const known = new Map<number, unknown>();
  let at = 0;
  const evaluations = {
    evaluate<T>(compute: () => T): T {
      if (!known.has(at)) known.set(at, compute());
      return known.get(at++) as T;
    },
  };
  const read = () => {
    at = 0;
    const likelihood = readLikelihood('poisson', [[3], [1], [4]], null, evaluations);
    return [
      likelihood.start(),
      likelihood.closedForm()!.estimate,
      likelihood.derivatives(Float64Array.of(2)).hessian,
    ];
  };
  const first = read();
  const numbers = first.map((each) => [...each]);
  for (const each of first) each.fill(NaN);
  expect(read().map((each) => [...each])).toEqual(numbers);
  expect(known.size).toBe(4);
});
