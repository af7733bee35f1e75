import { expect, test } from 'vitest';
import { adjustmentChoices } from '../../../taskpane/state/comparisonChoices';

test('the usual adjustment of the pairs of three means is Tukey’s, and of the one pair of two means none', () => {
  expect(adjustmentChoices('pairwise', 3)[0].label).toBe('Default (Tukey)');
  expect(adjustmentChoices('pairwise', 2)[0].label).toBe('Default (None)');
  expect(adjustmentChoices('control', 2)[0].label).toBe('Default (None)');
  expect(adjustmentChoices('effects', 2)[0].label).toBe('Default (FDR (BH))');
});
