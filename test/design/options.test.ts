/** Contrasts, subset, weights, offset and missing values; fixtures/options.R made the numbers. */
import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { readContrasts } from '../../src/model/contrastText';
import { buildModelFrame, DEFAULT_FRAME_OPTIONS, type FrameOptions, modelMatrices } from '../../src/design';
import { parseExpression } from '../../src/formula';
import { type Columns, tableOf, termsOf } from './data';

interface MatrixCase {
  readonly option: string;
  readonly formula: string;
  readonly kept?: readonly number[];
  readonly names: readonly string[];
  readonly columns: readonly (readonly number[])[];
}

const read = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')) as T;
const { data } = read<{ readonly data: Readonly<Record<'full' | 'holes', Columns>> }>('designMatrices');
const fixture = read<{ readonly contrasts: MatrixCase[]; readonly subset: MatrixCase[] }>('options');
const table = tableOf(data.full);

function matrices(formula: string, options: Partial<FrameOptions>, columns = table) {
  return modelMatrices(columns, termsOf(formula, columns), { ...DEFAULT_FRAME_OPTIONS, ...options });
}

function expectMatrix(
  { names, columns }: { names: readonly string[]; columns: readonly Float64Array[] },
  wanted: MatrixCase,
) {
  expect(names).toEqual(wanted.names);
  wanted.columns.forEach((column, j) =>
    column.forEach((value, i) => expect(columns[j][i], `${names[j]}, row ${i + 1}`).toBeCloseTo(value, 12)),
  );
}

describe('contrasts', () => {
  it.each(fixture.contrasts.map((c) => [c.option, c.formula, c] as const))('%s in %s', (_o, _f, wanted) => {
    expectMatrix(matrices(wanted.formula, { contrasts: readContrasts(wanted.option) }).X, wanted);
  });

  test('hold in random terms too', () => {
    const { random } = matrices('y ~ 1 + (f | g)', { contrasts: readContrasts('sum') });
    expect(random[0].Z.names).toEqual(['(Intercept)', 'f1', 'f2']);
  });

  test('of a variable that is no factor of the model are refused', () => {
    expect(() => matrices('y ~ x + f', { contrasts: readContrasts('x:sum') })).toThrow(
      'the option contrasts names x, which is not a factor among the predictors: there are f',
    );
    expect(() => matrices('y ~ x', { contrasts: readContrasts('f:sum') })).toThrow('the model has none');
  });

  test.each([
    ['f:sum, f:helmert', 'f'],
    ['sum, helmert', 'all factors'],
  ])('given twice are refused: %s', (text, what) =>
    expect(() => readContrasts(text)).toThrow(`given twice for ${what}`),
  );

  test('cannot compare with a level that is not there', () => {
    expect(() => matrices('y ~ f', { contrasts: readContrasts('f:treatment(q)') })).toThrow(
      'the contrasts of f compare with "q", which is not one of its levels: a, b, c',
    );
  });
});

describe('the levels of factor() and relevel()', () => {
  it.each([
    ['y ~ factor(f, levels = c("a", "q"))', 'but found "q"'],
    ['y ~ factor(f, levels = g)', 'Expected levels such as c("a", "b"), but found g'],
    ['y ~ relevel(f, "q")', 'Expected levels that occur (a, b, c), but found "q"'],
    ['y ~ relevel(f)', 'but found no level'],
    ['y ~ C(f, sums)', 'Expected C(x, treatment | sum | helmert | poly), but found sums'],
  ])('%s', (formula, sentence) => expect(() => matrices(formula, {})).toThrow(sentence));

  test('that are not listed are missing', () => {
    expect(matrices('y ~ factor(f, levels = c("b", "a"))', {}).droppedRows).toBe(5);
  });
});

const expression = (text: string) => parseExpression(text, { columnNames: table.names });

describe('subset', () => {
  it.each(fixture.subset.map((c) => [c.option, c.formula, c] as const))('%s for %s', (_o, _f, wanted) => {
    const found = matrices(wanted.formula, { subset: expression(wanted.option) });
    expect([...found.keptRows!]).toEqual(wanted.kept);
    expect(found.droppedRows).toBe(0);
    expect(found.excludedRows).toBe(table.rowCount - wanted.kept!.length);
    expectMatrix(found.X, wanted);
  });

  test('may be a column of TRUE and FALSE', () => {
    const wanted = (data.full.l as readonly boolean[]).flatMap((l, i) => (l ? [i] : []));
    expect([...matrices('y ~ x', { subset: expression('l') }).keptRows!]).toEqual(wanted);
  });

  test('may be a constant: TRUE takes all rows, FALSE none', () => {
    expect(matrices('y ~ x', { subset: expression('TRUE') }).keptRows).toBeNull();
    expect(() => matrices('y ~ x', { subset: expression('FALSE') })).toThrow(
      'the option subset holds in none of the 18 rows',
    );
  });

  test('compares numbers and truth values with texts as R does, by what they are printed as', () => {
    const rows = (condition: string) => {
      const options = { ...DEFAULT_FRAME_OPTIONS, subset: expression(condition) };
      return [...buildModelFrame(table, termsOf('y ~ 1', table), undefined, options).keptRows!];
    };
    const x = String((data.full.x as readonly number[])[3]);
    const numbers = data.full.x as readonly number[];
    const equal = numbers.flatMap((v, i) => (String(v) === x ? [i] : []));
    const other = numbers.flatMap((v, i) => (String(v) === x ? [] : [i]));
    expect(rows(`x == "${x}"`)).toEqual(equal);
    expect(rows(`"${x}" != x`)).toEqual(other);
    expect(rows(`x %in% c("${x}", "99")`)).toEqual(equal);
    expect(rows('l == "TRUE"')).toEqual(rows('l'));
    // 07 is no number's text in R, so nothing equals it.
    expect(() => rows('x == "07"')).toThrow('holds in none of the 18 rows');
    expect(() => rows('l == "yes"')).toThrow('compares TRUE or FALSE with text such as "yes"');
    expect(() => rows(`x > "${x}"`)).toThrow('expected the same kind on both sides');
  });

  test('has to be a condition that holds somewhere', () => {
    expect(() => matrices('y ~ x', { subset: expression('x') })).toThrow(
      'the option subset needs a condition such as Days > 2, but x is numbers',
    );
    expect(() => matrices('y ~ x', { subset: expression('f') })).toThrow('the option subset');
    expect(() => matrices('y ~ x', { subset: expression('x > 99') })).toThrow(
      'the option subset holds in none of the 18 rows',
    );
  });

  test('rows with a missing value count as dropped only inside of it', () => {
    const holes = tableOf(data.holes);
    const all = matrices('y ~ x', {}, holes);
    const some = matrices('y ~ x', { subset: parseExpression('z > 0') }, holes);
    expect(all.droppedRows).toBe(2);
    expect(some.droppedRows).toBeLessThanOrEqual(2);
    expect(some.n + some.droppedRows + some.excludedRows!).toBe(18);
  });
});

describe('weights and offset', () => {
  test('are expressions of the columns, and their missing values drop rows', () => {
    const holes = tableOf(data.holes);
    const found = matrices(
      'y ~ 1',
      { weights: parseExpression('1 / (x + 1)'), offset: parseExpression('2 * z') },
      holes,
    );
    expect(found.n).toBe(14);
    [...found.keptRows!].forEach((row, i) => {
      expect(found.weights![i]).toBeCloseTo(1 / ((data.full.x[row] as number) + 1), 14);
      expect(found.offset![i]).toBe(2 * (data.full.z[row] as number));
    });
  });

  test('an offset adds to those of the formula', () => {
    const { offset } = matrices('y ~ f + offset(z)', { offset: parseExpression('x') });
    expect(offset![0]).toBe((data.full.x[0] as number) + (data.full.z[0] as number));
  });

  test('weights have to be positive, and the message names the row', () => {
    expect(() => matrices('y ~ x', { weights: parseExpression('z') })).toThrow(
      'weights z is -1 in data row 1: expected positive weights; the option subset leaves rows out',
    );
    expect(() => matrices('y ~ x', { weights: parseExpression('f') })).toThrow(
      'the option weights needs numbers',
    );
  });
});

describe('missing values', () => {
  test('are refused by na=fail, with the variable and the row', () => {
    const holes = tableOf(data.holes);
    expect(() => matrices('y ~ x', { na: 'fail' }, holes)).toThrow(
      'y is missing in data row 3, and na=fail does not allow missing values',
    );
    expect(matrices('y ~ x', { na: 'fail' }).n).toBe(18);
    expect(
      matrices('y ~ x', { na: 'fail', subset: parseExpression('y > 0 & x > 0') }, holes).droppedRows,
    ).toBe(0);
  });
});

test('the contrasts of a fit are those of new rows', () => {
  const frame = buildModelFrame(table, termsOf('y ~ f', table), undefined, {
    ...DEFAULT_FRAME_OPTIONS,
    contrasts: readContrasts('helmert'),
  });
  const variable = frame.variables.get('f')!;
  expect(variable.kind === 'factor' && variable.contrasts?.names).toEqual(['1', '2']);
});
