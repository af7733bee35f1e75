import { describe, expect, test } from 'vitest';
import { callsAddIn, storedFormula, typedFormula } from '../../../workbench/files/formulaText';

describe('storedFormula', () => {
  test.each([
    ['=SUM(A1:A9)', 'SUM(A1:A9)'],
    ['=norm.s.dist(A1, TRUE)', '_xlfn.norm.s.dist(A1, TRUE)'],
    ['=SORT(UNIQUE(A1:A9))', '_xlfn._xlws.SORT(_xlfn.UNIQUE(A1:A9))'],
    ['=LMER.FIT(A1:C9, "y ~ SORT(x)")', 'LMER.FIT(A1:C9, "y ~ SORT(x)")'],
    ['=\'UNIQUE(1)\'!A1&"say ""UNIQUE("""', '\'UNIQUE(1)\'!A1&"say ""UNIQUE("""'],
    ['=BASE+DAYS', 'BASE+DAYS'],
  ])('stores %s as %s', (typed, stored) => {
    expect(storedFormula(typed)).toBe(stored);
    expect(typedFormula(stored)).toBe(typed);
  });
});

describe('typedFormula', () => {
  test.each([
    ['_xldudf_LMER_FIT(A1:C9,"y ~ x")', '=LMER.FIT(A1:C9,"y ~ x")'],
    ['1+_xldudf_BINOM_MLE(5,30)', '=1+BINOM.MLE(5,30)'],
    ['[2]!_xldudf_SHRINK_MEANS(A1:A9,B1:B9)', '=SHRINK.MEANS(A1:A9,B1:B9)'],
    ['_xldudf_OTHER_THING(1)', '=OTHER_THING(1)'],
    ['_xlfn.LET(_xlpm.x,1,_xlpm.x+1)', '=LET(x,1,x+1)'],
    ['"_xlfn."&A1', '="_xlfn."&A1'],
  ])('reads %s as %s', (stored, typed) => {
    expect(typedFormula(stored)).toBe(typed);
  });
});

test('callsAddIn finds functions of the add-in, not their names in texts', () => {
  expect(callsAddIn('=1+lmer.stat(A1:C9,"y ~ x","AIC")')).toBe(true);
  expect(callsAddIn('=SUM(A1:A3)&"LMER.STAT("')).toBe(false);
});
