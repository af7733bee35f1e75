import { describe, expect, test } from 'vitest';
import { inWords } from '../../taskpane/inWordsText';

describe('the spread between groups in words', () => {
  const spread = (...terms: readonly (readonly [term: string, sd: string, isSlope: boolean])[]): string =>
    inWords.spread(
      'Worker',
      terms.map(([term, sd, isSlope], i) => inWords.effect(term, sd, isSlope, i === 0)),
    );

  test('names the standard deviation first, then only its values', () => {
    expect(spread(['(Intercept)', '24.74', false], ['Days', '5.922', true])).toBe(
      'From Worker to Worker the starting level varies with a standard deviation of 24.74 and the slope of Days with ' +
        'one of 5.922.',
    );
  });

  test('begins with whatever effect is the first', () => {
    expect(spread(['MachineA', '4.079', false], ['MachineB', '8.625', false])).toBe(
      'From Worker to Worker the effect of MachineA varies with a standard deviation of 4.079 and the effect of ' +
        'MachineB with one of 8.625.',
    );
  });
});
