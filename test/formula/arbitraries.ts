/** Random syntax trees and formulas for property tests. */

import fc from 'fast-check';
import type { Argument, Expr } from '../../src/formula/index';

const at = { start: 0, end: 0 };

const OPERATORS = '+ - * / ^ : %in% %% %/% %o% == != < > <= >= & && | ||'.split(' ');

const columnName = fc.oneof(
  fc.constantFrom('a', 'b', 'x.1', '.z', 'größe', 'my var', '2nd', 'if', 'a`b', 'back\\slash', 'TRUE'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }).map((name) => name.normalize('NFC')),
);

const leaf: fc.Arbitrary<Expr> = fc.oneof(
  columnName.map((name): Expr => ({ type: 'name', name, ...at })),
  fc
    .double({ min: 0, noNaN: true, noDefaultInfinity: true, max: 1e300 })
    .map((value): Expr => ({ type: 'number', value: Number(value.toPrecision(15)), ...at })),
  fc
    .string({ unit: 'binary', maxLength: 6 })
    .map((value): Expr => ({ type: 'string', value: value.normalize('NFC'), ...at })),
);

/** Any tree the parser could build, with and without the parentheses it would need. */
export const expression: fc.Arbitrary<Expr> = fc.letrec<{ expr: Expr }>((tie) => {
  const expr = tie('expr');
  const argument = fc
    .record({ name: fc.option(columnName, { nil: undefined }), value: expr })
    .map(({ name, value }): Argument => (name === undefined ? { value } : { name, value }));
  return {
    expr: fc.oneof(
      { maxDepth: 5, depthSize: 'medium' },
      leaf,
      fc
        .tuple(fc.constantFrom(...OPERATORS), expr, expr)
        .map(([operator, left, right]): Expr => ({ type: 'binary', operator, left, right, ...at })),
      fc
        .tuple(fc.constantFrom('-' as const, '+' as const, '!' as const), expr)
        .map(([operator, operand]): Expr => ({ type: 'unary', operator, operand, ...at })),
      expr.map((inner): Expr => ({ type: 'paren', inner, ...at })),
      fc
        .tuple(columnName, fc.array(argument, { maxLength: 3 }))
        .map(([name, args]): Expr => ({ type: 'call', name, args, ...at })),
    ),
  };
}).expr;

const VARIABLES = ['a', 'b', 'c', 'd', 'log(x)', 'I(x^2)', '`my var`', '(z > 2)'];

/** The right side of a fixed formula that means a model, as text. */
export const fixedSide: fc.Arbitrary<string> = fc.letrec<{ sum: string; factor: string }>((tie) => {
  const variable = fc.constantFrom(...VARIABLES);
  const binary = (operator: string, left: string, right: string): string => `${left} ${operator} ${right}`;
  return {
    factor: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      variable,
      fc.tuple(fc.constantFrom('*', ':', '/', '%in%'), tie('factor'), tie('factor')).map((t) => binary(...t)),
      fc.tuple(variable, tie('factor')).map(([a, b]) => `(${a} + ${b})`),
      fc.tuple(tie('factor'), fc.integer({ min: 2, max: 3 })).map(([f, power]) => `(${f})^${power}`),
    ),
    sum: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      tie('factor'),
      fc.tuple(fc.constantFrom('+', '-'), tie('sum'), tie('factor')).map((t) => binary(...t)),
      fc.tuple(tie('sum'), fc.constantFrom('- 1', '+ 0', '+ 1')).map(([sum, one]) => `${sum} ${one}`),
    ),
  };
}).sum;

/** Random terms to append to a formula, as text: empty or beginning with ` + `. */
export const randomSide: fc.Arbitrary<string> = fc
  .array(
    fc
      .tuple(
        fc.constantFrom('1', 'x', '0 + x', 'x + z', 'x * z', '`my var`', 'I(x^2) - 1'),
        fc.constantFrom('|', '||'),
        fc.constantFrom('g', 'g/h', 'g:h', '`a b`', 'factor(g)', 'g/h/k', '`a b`:g/k'),
      )
      .map(([terms, bar, group]) => ` + (${terms} ${bar} ${group})`),
    { maxLength: 3 },
  )
  .map((terms) => terms.join(''));

/** Text that resembles a formula more often than random characters do. */
export const formulaLike: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...'y x g ~ ~ + - * / ^ : | || ( ) ( ) , = == < <- ! & . 1 0 2 1e5 0x "a" ` " \' %in% % I( log( offset('.split(
          ' ',
        ),
        ' ',
        '\u00a0',
        '–',
        '“',
        '＋',
      ),
      fc.string({ maxLength: 3, unit: 'binary' }),
    ),
    { maxLength: 25 },
  )
  .map((tokens) => tokens.join(''));
