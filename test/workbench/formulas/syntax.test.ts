import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openBrackets, syntaxProblem } from '../../../workbench/formulas/syntax';

test.each([
  '=1',
  '=-+A1%^2',
  '=SUM(A1:B2,,C3)',
  '=SUM (A1)',
  '=F()',
  '=SUM(A1:B2 B1:C9)',
  '=SUM((A1,B2),3)',
  '=IF(A1>=1,"a""b",\'My sheet\'!$A$1:B$2)&Sheet2!C3',
  '=Sheet1:Sheet3!A1',
  "='C:\\dir\\[x.xlsx]S 1'!A1+[1]Sheet!B2",
  '=SUM(1:3,$2:$4,A:$C)',
  '={1,-2.5;"a",TRUE}',
  '=Table1[[#All],[a b]:[c]]+[@x]*Table1[x]',
  '=E1#+@A1:A9+@F(1)#',
  '=LAMBDA(x,[y],x+y)(1)(2)',
  '=LET(x, 1,\n  x + 1)',
  '=#N/A+Sheet1!#REF!',
  '=1E5+.5+5.%',
  '=hello world',
  '=Größe*2',
])('%s is a formula', (formula) => expect(syntaxProblem(formula)).toBeNull());

test.each([
  ['=1+(2', 1],
  ['=SUM(A1,(4', 2],
  ['=SUM(A1,-(4)', 1],
  ['=@(A1:A9)', 0],
  ['=SUM(A1)&"(("&\'S((\'!A1', 0],
])('at the end of %s so many brackets are missing: %s', (formula, count) => {
  expect(openBrackets(formula)).toBe(count);
  expect(syntaxProblem(formula + ')'.repeat(count))).toBeNull();
});

test.each(['=SUM(A1', '=SUM(A1,', '=IF(A1,SUM(B1', '=(1'])('%s is one for whoever types it', (formula) => {
  expect(syntaxProblem(formula, true)).toBeNull();
  const sentence = 'At the end of the formula a bracket “)” is missing.';
  expect(syntaxProblem(formula)).toEqual({ at: formula.length, sentence });
});

test.each([
  ['=', 1, 'At the end of the formula a value or a reference is expected.'],
  ['=1+', 3, 'At the end of the formula a value or a reference is expected.'],
  ['=SUM(A1+)', 8, '“)” at character 9 stands where a value or a reference is expected.'],
  ['=SUM(A1))', 8, '“)” at character 9 closes no bracket.'],
  ['=()', 2, '“)” at character 3 stands where a value or a reference is expected.'],
  ['=A1"x"', 3, '“"x"” at character 4 follows without an operator or a comma.'],
  ['=5 6', 3, '“6” at character 4 follows without an operator or a comma.'],
  ['=SUM(A1;B2)', 7, '“;” at character 8 stands between arguments, which commas separate here.'],
  ['=1**2', 3, '“*” at character 4 stands where a value or a reference is expected.'],
  ['==1', 1, '“=” at character 2 stands where a value or a reference is expected.'],
  ['="abc', 1, '“"” at character 2 begins a text that is not closed.'],
  ["='My sheet!A1", 1, "“'” at character 2 begins a name of a sheet that is not closed."],
  ["='My sheet'A1", 11, 'Behind the name of a sheet, an “!” and a reference are expected, at character 12.'],
  ['=5A+1', 1, '“5A” at character 2 is neither a number nor a name.'],
  ['={A1}', 2, '“A1” at character 3 stands between braces, where numbers, texts, TRUE and FALSE may.'],
  ['={1,2', 5, 'At the end of the formula a brace “}” is missing.'],
  ['=A1~B2', 3, '“~” at character 4 follows without an operator or a comma.'],
  ['=1}', 2, '“}” at character 3 closes no brace.'],
  ['=Sheet1!', 8, 'At the end of the formula a reference is expected.'],
  [
    `=${'SUM('.repeat(70)}`,
    0,
    'A formula may have 8,192 characters, and functions in 64 levels, at the most.',
  ],
])('%s is none, and a sentence says where and why', (formula, at, sentence) => {
  expect(syntaxProblem(formula)).toEqual({ at, sentence });
});

test('every formula of the documentation is one', () => {
  const formulas = ['functions', 'excel', 'model-in-a-cell', 'likelihood', 'workbench'].flatMap((page) => {
    const text = readFileSync(join(import.meta.dirname, `../../../docs/${page}.md`), 'utf8');
    return [...text.matchAll(/^ {4}(=[A-Z].*)$/gm)].map(([, formula]) => formula);
  });
  expect(formulas.length).toBeGreaterThan(50);
  expect(formulas.filter((formula) => syntaxProblem(formula) !== null)).toEqual([]);
});
