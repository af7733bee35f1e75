import { describe, expect, test } from 'vitest';
import { storedFormulas } from '../../fuzz/targets/storedFormulas';
import { tried } from '../../fuzz/target';
import { mayFillBlock, storedFormula, typedFormula } from '../../../workbench/files/formulaText';

test('formulas of any kind are stored with the marks of Excel, and come back as they were typed', () =>
  tried(storedFormulas, 2000));

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
    ['=LET(x,1,y,x+1,x*y)', '_xlfn.LET(_xlpm.x,1,_xlpm.y,_xlpm.x+1,_xlpm.x*_xlpm.y)'],
    ['=LET(Total, SUM(A:A), TOTAL/2)', '_xlfn.LET(_xlpm.Total, SUM(A:A), _xlpm.TOTAL/2)'],
    ['=x+LET(x,x,x)+x', 'x+_xlfn.LET(_xlpm.x,x,_xlpm.x)+x'],
    ['=LET(sum,SUM(A1:A9),SUM(sum,1))', '_xlfn.LET(_xlpm.sum,SUM(A1:A9),SUM(_xlpm.sum,1))'],
    [
      '=LET(f,LAMBDA(t,t*3),g,f,f(2)+g(3))',
      '_xlfn.LET(_xlpm.f,_xlfn.LAMBDA(_xlpm.t,_xlpm.t*3),_xlpm.g,_xlpm.f,_xlpm.f(2)+_xlpm.g(3))',
    ],
    ['=LAMBDA(x,x+1)(2)', '_xlfn.LAMBDA(_xlpm.x,_xlpm.x+1)(2)'],
    [
      '=LAMBDA(x,[k],IF(ISOMITTED(k),x,k))(1)',
      '_xlfn.LAMBDA(_xlpm.x,_xlop.k,IF(_xlfn.ISOMITTED(_xlpm.k),_xlpm.x,_xlpm.k))(1)',
    ],
    [
      '=LAMBDA(x, LET(y, x * 2, z, y + 1, y * z))',
      '_xlfn.LAMBDA(_xlpm.x, _xlfn.LET(_xlpm.y, _xlpm.x * 2, _xlpm.z, _xlpm.y + 1, _xlpm.y * _xlpm.z))',
    ],
    ['=MAP(A1:A3,LAMBDA(a,"a"&a&a!B1&t[a]))', '_xlfn.MAP(A1:A3,_xlfn.LAMBDA(_xlpm.a,"a"&_xlpm.a&a!B1&t[a]))'],
    ['=BYROW(A1:C3,SUM)+SUM', '_xlfn.BYROW(A1:C3,_xleta.SUM)+SUM'],
    ['=GROUPBY(A1:A9,B1:B9,STDEV.S,3)', '_xlfn.GROUPBY(A1:A9,B1:B9,_xleta.STDEV.S,3)'],
    [
      '=LET(x,LMER.FIT(A1:C9,"x"),x#)',
      '_xlfn.LET(_xlpm.x,_xldudf_LMER_FIT(A1:C9,"x"),_xlfn.ANCHORARRAY(_xlpm.x))',
    ],
    ['=SUM(Table1[[#This Row],[a, (b)]])+1E5+A1', 'SUM(Table1[[#This Row],[a, (b)]])+1E5+A1'],
    ['=_xlfn.TOMORROW(A1)+_xlfn._xlws.SOON(1)', '_xlfn.TOMORROW(A1)+_xlfn._xlws.SOON(1)'],
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
    ['_xludf.CONCAT(_xlfn.NEVER(1))', '=CONCAT(_xlfn.NEVER(1))'],
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
