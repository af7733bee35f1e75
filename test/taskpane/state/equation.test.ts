import { describe, expect, test } from 'vitest';
import { expandTerms, parseFormula } from '../../../src/index';
import { equationOf, type Token } from '../../../taskpane/state/equation';

const FACTORS = ['Sex', 'Machine', 'g', 'h'];
const shown = (token: Token): string => {
  if (token.kind === 'operator') return token.text;
  const base = token.kind === 'symbol' ? token.base : token.text;
  const sup = token.kind === 'symbol' && token.sup ? `^${token.sup}` : '';
  return `${base}${token.sub.length > 0 ? `_${token.sub.join('')}` : ''}${sup}`;
};
const written = (formula: string): string[] =>
  equationOf(expandTerms(parseFormula(formula), []), (name) => FACTORS.includes(name)).lines.map((pieces) =>
    pieces.map((piece) => piece.map(shown).join(' ')).join(' | '),
  );

describe('the equation of a model', () => {
  test.each([
    [
      'y ~ x + (x | s)',
      'y_ij = | β_0 + b_0j | + ( β_1 + b_1j ) x_ij | + ε_ij',
      '( b_0j , b_1j ) ∼ N ( 0 , Σ_b ) | ε_ij ∼ N ( 0 , σ^2 )',
    ],
    [
      'y ~ x + (x || s)',
      'y_ij = | β_0 + b_0j | + ( β_1 + b_1j ) x_ij | + ε_ij',
      'b_0j ∼ N ( 0 , τ_b0^2 ) | b_1j ∼ N ( 0 , τ_b1^2 ) | ε_ij ∼ N ( 0 , σ^2 )',
    ],
    [
      'y ~ 1 + (1 | a) + (1 | b)',
      'y_ijk = | β_0 + b_0j + c_0k | + ε_ijk',
      'b_0j ∼ N ( 0 , τ_b^2 ) | c_0k ∼ N ( 0 , τ_c^2 ) | ε_ijk ∼ N ( 0 , σ^2 )',
    ],
    // The effect of a factor is one number per level; its product with a number multiplies that.
    [
      'y ~ x * Sex + (1 | s)',
      'y_ij = | β_0 + b_0j | + β_1 x_ij | + β_2,Sex | + β_3,Sex x_ij | + ε_ij',
      'b_0j ∼ N ( 0 , τ_b^2 ) | ε_ij ∼ N ( 0 , σ^2 )',
    ],
    // A slope that is no fixed effect stands by itself.
    [
      'y ~ 1 + (x | s)',
      'y_ij = | β_0 + b_0j | + b_1j x_ij | + ε_ij',
      '( b_0j , b_1j ) ∼ N ( 0 , Σ_b ) | ε_ij ∼ N ( 0 , σ^2 )',
    ],
    ['y ~ x', 'y_i = | β_0 | + β_1 x_i | + ε_i', 'ε_i ∼ N ( 0 , σ^2 )'],
    ['y ~ I(x^2)', 'y_i = | β_0 | + β_1 x²_i | + ε_i', 'ε_i ∼ N ( 0 , σ^2 )'],
  ])('%s', (formula, mean, distributions) => {
    expect(written(formula)).toEqual([mean, distributions]);
  });

  test('names its groups', () => {
    const { groups } = equationOf(expandTerms(parseFormula('y ~ 1 + (1 | batch/cask)'), []), () => true);
    expect(groups).toEqual([
      { letter: 'j', name: 'cask:batch' },
      { letter: 'k', name: 'batch' },
    ]);
  });
});
