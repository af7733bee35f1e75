import { describe, expect, test } from 'vitest';
import { columnTerm, type FormTerm, type ModelForm, type VariesBy } from '../../taskpane/state/form';
import { modelSentence } from '../../taskpane/text';

const machine = columnTerm('Machine');
const shift = columnTerm('shift');
const days = columnTerm('Days');
const isLabelled = ({ columns }: FormTerm): boolean => columns.some((name) => name !== 'Days');

const sentence = (fixed: readonly FormTerm[], card: Partial<VariesBy>): string => {
  const varies = [{ group: columnTerm('Worker'), intercept: true, slopes: [], correlated: true, ...card }];
  const form: ModelForm = { outcome: 'score', intercept: true, fixed, varies };
  return modelSentence(form, isLabelled);
};

describe('the model as a sentence', () => {
  test('numbers have slopes', () => {
    expect(sentence([days], { slopes: [days] })).toBe(
      'score changes with Days; each Worker has its own starting level and its own slope.',
    );
  });

  test('labels have levels of their own where nothing stands for all of them', () => {
    expect(sentence([machine], { intercept: false, slopes: [machine] })).toBe(
      'score changes with Machine; each Worker has its own level for each Machine.',
    );
  });

  test('labels have effects beside an intercept', () => {
    expect(sentence([machine], { slopes: [machine] })).toBe(
      'score changes with Machine; each Worker has its own starting level and its own effect of Machine.',
    );
  });

  test('numbers and labels are told apart', () => {
    expect(sentence([days, machine, shift], { slopes: [days, machine, shift], correlated: false })).toBe(
      'score changes with Days, Machine and shift; each Worker has its own starting level, its own slope of Days ' +
        'and its own effects of Machine and shift, uncorrelated.',
    );
  });
});
