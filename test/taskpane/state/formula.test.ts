import { describe, expect, test } from 'vitest';
import { formulaText } from '../../../taskpane/state/form';
import { formFromTerms } from '../../../taskpane/state/formFromTerms';
import { readFormula } from '../../../taskpane/state/formula';
import { splitMarks } from '../../../taskpane/state/stretches';

const NAMES = ['Reaction', 'Days', 'Subject', 'Dose', 'Day no', 'batch', 'cask'];

const read = (text: string) => {
  const { terms, problem } = readFormula(text, NAMES);
  if (!terms) throw new Error(problem!.message);
  return formFromTerms(terms, NAMES);
};

describe('formula and form', () => {
  test.each([
    ['Reaction ~ 1'],
    ['Reaction ~ 0 + Days'],
    ['Reaction ~ Days + (Days | Subject)'],
    ['Reaction ~ Days + (Days || Subject)'],
    ['Reaction ~ Days + (1 | Subject)'],
    ['Reaction ~ Days + (0 + Days | Subject)'],
    ['Reaction ~ Days + Dose + (0 + Days + Dose || Subject)'],
    ['Reaction ~ Days + Dose + Days:Dose + (Days | Subject)'],
    ['Reaction ~ `Day no` + (`Day no` | Subject)'],
    ['Reaction ~ Days + I(Days^2) + (Days + I(Days^2) | Subject)'],
    ['Reaction ~ log(Days) + (1 | batch) + (1 | cask)'],
    ['Reaction ~ 1 + (1 | batch:cask)'],
  ])('%s comes back from the form as it was typed', (formula) => {
    expect(formulaText(read(formula).form!)).toBe(formula);
  });

  test.each([
    ['Reaction ~ Days * Dose', 'Reaction ~ Days + Dose + Days:Dose'],
    ['Reaction ~ (1 | Subject) + Days', 'Reaction ~ Days + (1 | Subject)'],
    ['Reaction ~ Days + (1 | Subject) + (0 + Days | Subject)', 'Reaction ~ Days + (Days || Subject)'],
    ['Reaction ~ 1 + (1 | batch) + (1 | batch:cask)', 'Reaction ~ 1 + (1 | batch/cask)'],
    ['Reaction ~ 1 + (1 | batch/cask/Dose)', 'Reaction ~ 1 + (1 | batch/cask/Dose)'],
    ['Reaction ~ 1 + (Days || batch/cask)', 'Reaction ~ 1 + (Days || batch/cask)'],
    ['Reaction ~ 1 + (Days | batch/cask)', 'Reaction ~ 1 + (Days | batch/cask)'],
    ['Reaction ~ 1 + (1 | batch*cask)', 'Reaction ~ 1 + (1 | batch) + (1 | cask) + (1 | batch:cask)'],
    ['Reaction ~ 1 + (Days | batch) + (1 | batch:cask)', 'Reaction ~ 1 + (Days | batch) + (1 | batch:cask)'],
    ['Reaction ~ Days - 1', 'Reaction ~ 0 + Days'],
  ])('%s means the same as %s', (typed, printed) => {
    expect(formulaText(read(typed).form!)).toBe(printed);
  });

  test.each([
    ['log(Reaction) ~ Days', 'response'],
    ['~ Days', 'no-response'],
    ['Reaction ~ Days + offset(Dose)', 'offset'],
    ['Reaction ~ Days + (1 | Subject) + (Days + Dose | Subject)', 'random'],
  ])('%s is too rich for the form', (typed, rich) => {
    expect(read(typed)).toEqual({ form: null, rich });
  });
});

describe('readFormula', () => {
  test('marks outcome, fixed effects and groups where they stand', () => {
    const text = 'Reaction ~ Days + (Days | Subject)';
    const marks = readFormula(text, NAMES).marks.map(({ start, end, role }) => [
      text.slice(start, end),
      role,
    ]);
    expect(marks).toEqual([
      ['Reaction', 'outcome'],
      ['Days', 'fixed'],
      ['Days', 'fixed'],
      ['Subject', 'varies'],
    ]);
  });

  test('marks a column that is not there and offers the one that may be meant', () => {
    const text = 'Reaction ~ Days + (Days | Subjct)';
    const { marks, terms, problem } = readFormula(text, NAMES);
    expect(terms).toBeNull();
    expect(problem).toEqual({
      kind: 'unknown-column',
      message: 'Subjct',
      suggestion: { name: 'Subject', text: 'Reaction ~ Days + (Days | Subject)' },
    });
    expect(marks.filter(({ role }) => role === 'wrong')).toEqual([{ start: 26, end: 32, role: 'wrong' }]);
  });

  test('replaces a wrong name everywhere, with backquotes where they are needed', () => {
    const { problem } = readFormula('Reaction ~ Day_no + (Day_no | Subject)', NAMES);
    expect(problem!.suggestion!.text).toBe('Reaction ~ `Day no` + (`Day no` | Subject)');
  });

  test('marks the place of a syntax error, without the caret line in the message', () => {
    const { marks, problem } = readFormula('Reaction ~ Days + * Dose', NAMES);
    expect(marks).toEqual([{ start: 18, end: 19, role: 'wrong' }]);
    expect(problem!.kind).toBe('syntax');
    expect(problem!.message).not.toMatch(/position|\n/);
  });

  test('puts the mark behind the text when it ends too early', () => {
    const text = 'Reaction ~ Days + (Days | Subject';
    expect(readFormula(text, NAMES).marks).toEqual([{ start: text.length, end: text.length, role: 'wrong' }]);
  });
});

describe('splitMarks', () => {
  test('gives back the whole text, and breaks only between terms', () => {
    const text = 'Reaction ~ Days + (Days | Subject)';
    const groups = splitMarks(text, readFormula(text, NAMES).marks).map((group) =>
      group.map((s) => s.text).join(''),
    );
    expect(groups).toEqual(['Reaction ', '~ ', 'Days ', '+ ', '(Days | Subject)']);
    expect(groups.join('')).toBe(text);
  });
});
