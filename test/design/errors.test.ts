/** What a formula that does not fit its data is told. */
import { describe, expect, it } from 'vitest';
import { modelMatrices } from '../../src/design';
import { CellmerError, type ErrorCode } from '../../src/errors';
import { type Columns, tableOf, termsOf } from './data';

const DATA: Columns = {
  y: [1, 2, 3, 4, 5, 3, 3],
  x: [2, 3, 5, 1, -2, 8, 9],
  hole: [1, 2, 3, null, 5, 6, 0],
  f: ['a', 'b', 'c', 'a', 'b', 'c', 'a'],
  g: ['u', 'u', 'v', 'v', 'v', 'u', 'u'],
  l: [true, false, true, false, true, true, false],
  c: ['k', 'k', 'k', 'k', 'k', 'k', 'k'],
  e: [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1],
  m: [1, 'q', 1, 'q', 5, 5, 1],
  id: [1, 2, 3, 4, 5, 6, 7],
};

function errorOf(formula: string, columns: Columns = DATA): CellmerError {
  const table = tableOf(columns);
  const terms = termsOf(formula, table);
  try {
    modelMatrices(table, terms);
  } catch (error) {
    if (error instanceof CellmerError) return error;
    throw error;
  }
  throw new Error(`${formula} gave matrices: an error was expected`);
}

const CASES: readonly (readonly [string, ErrorCode, string])[] = [
  // Splines.
  [
    'y ~ ns(x, df = 0)',
    'syntax',
    'Expected a whole number from 1 to 100 as df, but found 0 (at position 16)\ny ~ ns(x, df = 0)\n               ^',
  ],
  [
    'y ~ bs(x, df = 2)',
    'syntax',
    'Expected a whole number from 3 to 100 as df, but found 2 (at position 16)\ny ~ bs(x, df = 2)\n               ^',
  ],
  [
    'y ~ ns(x, knots = c(3, 20))',
    'syntax',
    'Expected knots between -2 and 9 in ns(), but found 20 (at position 19)\ny ~ ns(x, knots = c(3, 20))\n                  ^',
  ],
  [
    'y ~ bs(x, knots = x)',
    'syntax',
    'Expected a number as knots, but found x (at position 19)\ny ~ bs(x, knots = x)\n                  ^',
  ],
  [
    'y ~ bs(x, Boundary.knots = 3)',
    'syntax',
    'Expected Boundary.knots = c(low, high), but found 3 (at position 28)\ny ~ bs(x, Boundary.knots = 3)\n                           ^',
  ],
  [
    'y ~ bs(x, intercept = 2)',
    'syntax',
    'Expected intercept = TRUE or intercept = FALSE, but found 2 (at position 23)\ny ~ bs(x, intercept = 2)\n                      ^',
  ],
  [
    'y ~ ns(I(0 * x), 2)',
    'data',
    'ns(I(0 * x), 2) needs a column that varies, but I(0 * x) is 0 in every row',
  ],
  ['y ~ ns(f, 2)', 'data', 'ns() needs numbers, but f is text: row 1 of column "f" holds the text "a"'],
  // The response.
  ['~ x', 'model', 'the formula ~ x has no response: expected one before ~'],
  [
    'f ~ x',
    'data',
    'the response f has to be numbers, but it is text: row 1 of column "f" holds the text "a"',
  ],
  [
    'I(f) ~ x',
    'data',
    'the response I(f) has to be numbers, but it is text: row 1 of column "f" holds the text "a"',
  ],
  [
    'l ~ x',
    'data',
    'the response l has to be numbers, but it is TRUE or FALSE; as.numeric(l) makes it 1 and 0',
  ],
  ['poly(x, 2) ~ 1', 'data', 'the response poly(x, 2) has to be numbers, but it is 2 columns side by side'],
  [
    'm ~ x',
    'data',
    'row 2 of column "m" holds the text "q" among numbers: expected only numbers (a missing value is a blank cell, #N/A or the text NA)',
  ],
  [
    'cbind(y, x - y) ~ 1',
    'unsupported',
    'cbind() makes a response of successes and failures, and binomial responses are not fitted yet; predictors are added with +',
  ],

  // The wrong kind of values.
  ['y ~ log(f)', 'data', 'log() needs numbers, but f is text: row 1 of column "f" holds the text "a"'],
  ['y ~ I(f + 1)', 'data', '+ needs numbers, but f is text: row 1 of column "f" holds the text "a"'],
  ['y ~ I(factor(x) + 1)', 'data', '+ needs numbers, but factor(x) is a factor with levels such as "-2"'],
  ['y ~ I(poly(x, 2)^2)', 'data', '^ needs numbers, but poly(x, 2) is 2 columns side by side'],
  ['y ~ offset(f)', 'data', 'offset() needs numbers, but f is text: row 1 of column "f" holds the text "a"'],
  [
    'y ~ as.numeric(f)',
    'data',
    'as.numeric() needs numbers, but f is text: row 1 of column "f" holds the text "a"',
  ],
  [
    'y ~ I(!f)',
    'data',
    '! needs conditions such as x > 2, but f is text: row 1 of column "f" holds the text "a"',
  ],
  ['y ~ I(f > "a")', 'data', 'f > "a" asks which text is larger: expected == or != between texts'],
  [
    'y ~ I(x == "a")',
    'data',
    'x == "a" compares numbers with text such as "a": expected the same kind on both sides',
  ],
  [
    'y ~ ifelse(x > 2, "a", 1)',
    'data',
    'ifelse(x > 2, "a", 1) gives text such as "a" or numbers: expected the same kind from both',
  ],
  ['y ~ ifelse(x > 2, 1)', 'data', 'ifelse(x > 2, 1) is not complete: expected ifelse(test, yes, no)'],
  [
    'y ~ 1 + (1 | poly(x, 2))',
    'data',
    'a grouping factor needs one column, but poly(x, 2) is 2 columns side by side',
  ],

  // Values that are not finite.
  ['y ~ log(x)', 'data', 'log(x) is not a number in row 5, where x is -2: expected a finite number'],
  [
    'y ~ log(hole)',
    'data',
    'log(hole) is minus infinity in row 7, where hole is 0: expected a finite number',
  ],
  [
    'y ~ I(x/hole)',
    'data',
    'I(x/hole) is infinite in row 7, where x is 9 and hole is 0: expected a finite number',
  ],
  ['y ~ scale(sqrt(x))', 'data', 'sqrt(x) is not a number in row 5, where x is -2: expected a finite number'],
  [
    'y ~ ifelse(sqrt(x) > 2, "a", "b")',
    'data',
    'ifelse(sqrt(x) > 2, "a", "b") is not a number in row 5, where x is -2: expected a finite number',
  ],
  [
    'y ~ 1 + (1 | sqrt(x))',
    'data',
    'sqrt(x) is not a number in row 5, where x is -2: expected a finite number',
  ],

  // Functions of a whole column.
  [
    'y ~ scale(e)',
    'data',
    'scale(e) cannot be computed: expected a column that varies, but it is 0.1 in every row',
  ],
  ['y ~ poly(e, 2)', 'data', 'poly(e, 2) needs more than 2 different values, but e has 1'],
  [
    'y ~ poly(hole, 2)',
    'data',
    'poly(hole, 2) cannot leave out missing values, and hole is missing in row 4: fill them in, take the rows out, or write raw = TRUE',
  ],

  // Factors and groups.
  [
    'y ~ c',
    'model',
    'c is "k" in every row that is used, so its effect cannot be estimated: expected at least two different values; leave it out of the formula',
  ],
  [
    'y ~ 1 + (c | g)',
    'model',
    'c is "k" in every row that is used, so its effect cannot be estimated: expected at least two different values; leave it out of the formula',
  ],
  [
    'y ~ 1 + (I(x > 99) | g)',
    'model',
    'I(x > 99) is "FALSE" in every row that is used, so its effect cannot be estimated: expected at least two different values; leave it out of the formula',
  ],
  [
    'y ~ m + (1 | m)',
    'data',
    'row 2 of column "m" holds the text "q" among numbers: expected only numbers (a missing value is a blank cell, #N/A or the text NA)',
  ],
  [
    'y ~ factor(m)',
    'data',
    'row 2 of column "m" holds the text "q" among numbers: expected only numbers (a missing value is a blank cell, #N/A or the text NA)',
  ],
  [
    'y ~ x + (1 | c)',
    'model',
    'the grouping factor c is "k" in every row that is used: expected at least two groups, since a variance between groups has to be estimated',
  ],
  [
    'y ~ x + (1 | id)',
    'model',
    'the grouping factor id has 7 levels for 7 rows: expected fewer groups than rows; with one row per group, the variance between groups cannot be told from the residual variance',
  ],
  [
    'y ~ x + (x * f | g)',
    'model',
    'the random term (x * f | g) has 12 effects, 6 for each of the 2 levels of g, but only 7 rows are used: expected more rows than effects; leave out a slope',
  ],
  [
    'y ~ x * f * l',
    'model',
    'the model has 12 fixed effects but only 7 rows without missing values: expected more rows than fixed effects; a text column with many different values has one effect for each',
  ],
];

it.each(CASES)('%s is a %s error that says why', (formula, code, message) => {
  const error = errorOf(formula);
  expect(error.message).toBe(message);
  expect(error.code).toBe(code);
});

const POSITIONS: readonly (readonly [string, string, string])[] = [
  ['y ~ x + relevl(f)', 'relevl', 'Unknown function relevl(): expected one of '],
  ['y ~ sqroot(x)', 'sqroot', '; did you mean sqrt()?'],
  ['y ~ I(x && l)', 'x && l', 'but found &&; write & for a condition per row'],
  ['y ~ I(x:l)', 'x:l', 'but found :'],
  ['y ~ poly(x, z = 3)', '3', 'Expected poly(x, degree, raw), but found the argument z'],
  ['y ~ poly(x, 0)', '0', 'Expected a whole number from 1 to 50 as degree of poly(), but found 0'],
  ['y ~ poly(x, id)', 'id', 'Expected a number as degree of poly(), but found id'],
  ['y ~ poly(x, 2, raw = 3)', '3', 'Expected raw = TRUE or raw = FALSE, but found 3'],
  ['y ~ scale(x, scale = 0)', '0', 'Expected a scale other than 0, but found 0'],
  ['y ~ log(x, 2, 3)', '3', 'Expected log(x, base), but found more arguments'],
  ['y ~ log(base = x)', 'log', 'Expected log(x, base), but found no x'],
  [
    'y ~ pmax(x, na.rm = TRUE)',
    'TRUE',
    'Expected pmax() with columns or numbers, but found the argument na.rm',
  ],
];

it.each(POSITIONS)('%s points at "%s"', (formula, place, part) => {
  const error = errorOf(formula);
  expect(error.code).toBe('syntax');
  expect(error.message).toContain(part);
  expect(error.position).toBe(formula.indexOf(place));
  expect(error.message.split('\n').slice(1)).toEqual([formula, `${' '.repeat(error.position!)}^`]);
});

describe('the limits are those of lme4', () => {
  const rows = (n: number, groups: number): Columns => ({
    y: Array.from({ length: n }, (_, i) => (i * 3) % 7),
    x: Array.from({ length: n }, (_, i) => (i * i) % 7),
    g: Array.from({ length: n }, (_, i) => `g${i % groups}`),
  });
  const fits = (formula: string, columns: Columns): boolean => {
    const table = tableOf(columns);
    const terms = termsOf(formula, table);
    try {
      modelMatrices(table, terms);
      return true;
    } catch {
      return false;
    }
  };

  it('takes n − 1 groups for n rows, and not n', () => {
    expect(fits('y ~ 1 + (1 | g)', rows(8, 7))).toBe(true);
    expect(fits('y ~ 1 + (1 | g)', rows(8, 8))).toBe(false);
  });

  it('takes n − 1 effects of a term for n rows, and not n', () => {
    expect(fits('y ~ 1 + (x | g)', rows(9, 4))).toBe(true);
    expect(fits('y ~ 1 + (x | g)', rows(8, 4))).toBe(false);
  });

  it('counts the effects of each term by itself', () => {
    expect(fits('y ~ 1 + (1 | g) + (0 + x | g)', rows(8, 5))).toBe(true);
    expect(fits('y ~ 1 + (x | g)', rows(8, 5))).toBe(false);
  });
});

it('A wide text column is refused before its columns are made', () => {
  const n = 20_000;
  const columns: Columns = {
    y: Array.from({ length: n }, (_, i) => i % 11),
    id: Array.from({ length: n }, (_, i) => `id${i % 9000}`),
  };
  expect(errorOf('y ~ id', columns).message).toBe(
    'the model has 9000 columns of 20000 rows: expected at most 134217728 numbers in all; ' +
      'a text column with many different values belongs behind the bar of a random term, as in (1 | group)',
  );
});

it('When no complete row is left, the variables that are missing most are named', () => {
  const columns: Columns = { y: [1, null, 3], x: [null, 2, null], f: ['a', 'b', 'a'] };
  expect(errorOf('y ~ x + f', columns).message).toBe(
    'no complete row is left: of the 3 rows, x is missing in 2, y is missing in 1; ' +
      'a row is used only when every variable in the formula has a value',
  );
});

it('A column that is not there is an error naming the columns there are', () => {
  const error = errorOf('y ~ x', { y: [1, 2], z: [2, 3] });
  expect(error.code).toBe('data');
  expect(error.message).toMatch(/^column "x" is not in the data: it has y, z/);
});
