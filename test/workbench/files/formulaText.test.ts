import { describe, expect, test } from 'vitest';
import { mayFillBlock, storedFormula, typedFormula } from '../../../workbench/files/formulaText';

describe('storedFormula', () => {
  test.each([
    ['=SUM(A1:A9)', 'SUM(A1:A9)'],
    ['=norm.s.dist(A1, TRUE)', '_xlfn.norm.s.dist(A1, TRUE)'],
    ['=SORT(UNIQUE(A1:A9))', '_xlfn._xlws.SORT(_xlfn.UNIQUE(A1:A9))'],
    ['=LMER.FIT(A1:C9, "y ~ SORT(x)")', '_xldudf_LMER_FIT(A1:C9, "y ~ SORT(x)")'],
    ['=\'UNIQUE(1)\'!A1&"say ""UNIQUE("""', '\'UNIQUE(1)\'!A1&"say ""UNIQUE("""'],
    ['=BASE+DAYS', 'BASE+DAYS'],
    ['=E1#', '_xlfn.ANCHORARRAY(E1)'],
    ['=SUM($E$1#,Sheet2!E1#)', 'SUM(_xlfn.ANCHORARRAY($E$1),_xlfn.ANCHORARRAY(Sheet2!E1))'],
    ["='My ''#'' sheet'!E1#*2", "_xlfn.ANCHORARRAY('My ''#'' sheet'!E1)*2"],
    ['=LMER.FIT(E1#,"y ~ x")&"E1# @x"', '_xldudf_LMER_FIT(_xlfn.ANCHORARRAY(E1),"y ~ x")&"E1# @x"'],
    ['=Block#', '_xlfn.ANCHORARRAY(Block)'],
    ['=@A1:A9', '_xlfn.SINGLE(A1:A9)'],
    ["=-@'My sheet'!$A$1:$A$9+1", "-_xlfn.SINGLE('My sheet'!$A$1:$A$9)+1"],
    ['=@LMER.FIXEF(A1:C9,"y ~ (x)")+1', '_xlfn.SINGLE(_xldudf_LMER_FIXEF(A1:C9,"y ~ (x)"))+1'],
    [
      '=SUM(@UNIQUE(E1#),@E1#)',
      'SUM(_xlfn.SINGLE(_xlfn.UNIQUE(_xlfn.ANCHORARRAY(E1))),_xlfn.SINGLE(_xlfn.ANCHORARRAY(E1)))',
    ],
    ['=@INDEX(@A:A,2)', '_xlfn.SINGLE(INDEX(_xlfn.SINGLE(A:A),2))'],
    ['=@(A1:A9)', '_xlfn.SINGLE((A1:A9))'],
    ['=IF(A1=#N/A,Sheet1!#REF!,1)', 'IF(A1=#N/A,Sheet1!#REF!,1)'],
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
    ['_xldudf_CELLMER_LMER_STAT(A1:C9,"y ~ x","AIC")', '=LMER.STAT(A1:C9,"y ~ x","AIC")'],
    ['CELLMER.LMER.STAT(A1:C9,"y ~ x","AIC")', '=LMER.STAT(A1:C9,"y ~ x","AIC")'],
    ['lmer.stat(A1:C9,"y ~ x","AIC")', '=LMER.STAT(A1:C9,"y ~ x","AIC")'],
    ['LMER_STAT(1)', '=LMER_STAT(1)'],
    ['_xldudf_OTHER_THING(1)', '=_xldudf_OTHER_THING(1)'],
    ['_xldudf_CELLMER_OTHER(1)&CELLMER.OTHER(1)', '=_xldudf_CELLMER_OTHER(1)&CELLMER.OTHER(1)'],
    ['"_xldudf_LMER_FIT(1)CELLMER.LMER.FIT(1)"', '="_xldudf_LMER_FIT(1)CELLMER.LMER.FIT(1)"'],
    ['_xlfn.LET(_xlpm.x,1,_xlpm.x+1)', '=LET(x,1,x+1)'],
    ['"_xlfn."&A1', '="_xlfn."&A1'],
    ['_xlfn.SINGLE(A1:A9*2)+1', '=@(A1:A9*2)+1'],
    ['"_xlfn.SINGLE("&A1', '="_xlfn.SINGLE("&A1'],
  ])('reads %s as %s', (stored, typed) => {
    expect(typedFormula(stored)).toBe(typed);
  });
});

test.each([
  ['=1+lmer.stat(A1:C9,"y ~ x","AIC")', true],
  ['=E1#', true],
  ['=SUM(UNIQUE(A1:A3))', true],
  ['=SUM(A1:A3)&"LMER.STAT(E1#"', false],
  ['=SUM(Table1[#All])', false],
])('what %s gives may be a block: %s', (formula, expected) => {
  expect(mayFillBlock(formula)).toBe(expected);
});
