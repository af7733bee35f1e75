import { describe, expect, test } from 'vitest';
import { readAt } from '../../src/means/at';
import { readSpecs } from '../../src/means/specs';

const COLUMNS = ['treatment', 'visit', 'site', 'Dose (mg)', 'a+b'];

describe('readSpecs', () => {
  const read = (text: string) => {
    const { factors, by } = readSpecs(text, COLUMNS, ['subject']);
    return [factors.join(', '), by.join(', ')];
  };

  test.each([
    ['treatment', ['treatment', '']],
    ['treatment | visit', ['treatment', 'visit']],
    ['~ treatment | visit', ['treatment', 'visit']],
    ['treatment * visit', ['treatment, visit', '']],
    ['treatment + visit', ['treatment, visit', '']],
    ['treatment : visit | site', ['treatment, visit', 'site']],
    ['treatment, visit', ['treatment, visit', '']],
    ['(treatment + visit) | site', ['treatment, visit', 'site']],
    ['treatment * treatment', ['treatment', '']],
    ['treatment * visit | visit', ['treatment', 'visit']],
    ['`Dose (mg)` | visit', ['Dose (mg)', 'visit']],
    ['Dose (mg)', ['Dose (mg)', '']],
    ['a+b', ['a+b', '']],
    ['factor(visit)', ['visit', '']],
    ['1', ['', '']],
    ['~ 1 | site', ['', 'site']],
  ])('reads %s', (text, wanted) => expect(read(text)).toEqual(wanted));

  test('notes what stands before a tilde', () => {
    expect(readSpecs('pairwise ~ treatment | visit', COLUMNS).left).toBe('pairwise');
    expect(readSpecs('~ treatment', COLUMNS).left).toBeNull();
  });

  test.each([
    ['', /specs is empty: expected the columns whose means are wanted, such as "treatment"/],
    [
      'treatmnt',
      /specs names treatmnt, which is not in the fixed part of the model. Did you mean treatment\? It has treatment, visit, /,
    ],
    ['subject', /specs names subject, which only groups the rows of the random part/],
    ['treatment |', /^in specs: Expected a grouping variable after \|, but found the end/],
    ['treatment - visit', /found treatment - visit where columns are expected/],
    ['2', /found 2 where columns are expected/],
    ['treatment | visit | site', /found treatment \| visit where columns are expected/],
  ])('says of "%s" what was expected', (text, sentence) => {
    expect(() => readSpecs(text, COLUMNS, ['subject'])).toThrow(sentence);
  });
});

describe('readAt', () => {
  const read = (text: string) => Object.fromEntries(readAt(text));

  test.each([
    ['age=10', { age: ['10'] }],
    ['age=10,12; dose=0', { age: ['10', '12'], dose: ['0'] }],
    ['age = 10, 12, dose = 0', { age: ['10', '12'], dose: ['0'] }],
    ['treatment=A,B', { treatment: ['A', 'B'] }],
    ['treatment="A, or B","C"', { treatment: ['A, or B', 'C'] }],
    ['list(age = c(10, 12), dose = 0)', { age: ['10', '12'], dose: ['0'] }],
    ['age=8:10,14', { age: ['8', '9', '10', '14'] }],
    ['age=-1,1e2', { age: ['-1', '1e2'] }],
    ['`Dose (mg)`=1,2; age=3', { 'Dose (mg)': ['1', '2'], age: ['3'] }],
    ['age=10,10', { age: ['10'] }],
    ['site=New York,B', { site: ['New York', 'B'] }],
  ])('reads %s', (text, wanted) => expect(read(text)).toEqual(wanted));

  test.each([
    ['', /The option at is "": expected variables and their values/],
    ['10,12', /expected variables and their values/],
    ['age=', /expected variables and their values/],
    ['age=1;age=2', /names age twice/],
    ['age=1:100000', /asks for 100000 values/],
  ])('says of "%s" what was expected', (text, sentence) => {
    expect(() => readAt(text)).toThrow(sentence);
  });
});
