import { describe, expect, test } from 'vitest';
import { coefficientLabels, factorsOf } from '../../../taskpane/state/coefficientLabels';
import { DEFAULT_OPTIONS } from '../../../taskpane/state/modelOptions';
import {
  departureTitle,
  effectChoices,
  effectTitle,
  effectWord,
  parameterName,
  type EffectNames,
} from '../../../taskpane/plots/choices';
import { analyse } from '../../analyses/support';
import { example, summarizeData } from '../data';

const machines = example('machines');
const FORMULA = 'score ~ Machine + (Machine | Worker)';
const fit = analyse(machines, FORMULA, { kind: 'summary' });
const factors = factorsOf(FORMULA, summarizeData(machines).columns, DEFAULT_OPTIONS.contrasts);
const TERMS = fit.varianceComponents[0].terms;
const names: EffectNames = { labelOf: coefficientLabels(TERMS, factors), isNumber: () => false };

describe('effects are called in plots as in the tables of the result', () => {
  test('in choices, on axes and in sentences', () => {
    expect(TERMS).toEqual(['(Intercept)', 'MachineB', 'MachineC']);
    expect(effectChoices(TERMS, names).map(({ label }) => label)).toEqual([
      'Intercept',
      'Machine: B − A',
      'Machine: C − A',
    ]);
    const outcome = { outcome: 'score', unit: 'points' };
    expect(TERMS.map((term) => effectTitle(term, fit, outcome, names))).toEqual([
      'Intercept (points)',
      'Machine: B − A',
      'Machine: C − A',
    ]);
    expect(TERMS.map((term) => effectWord(term, fit, names))).toEqual([
      'intercept',
      'Machine: B − A',
      'Machine: C − A',
    ]);
    expect(departureTitle('MachineB', fit, 'points', names)).toBe('Departure in Machine: B − A');
  });

  test('a slope is one of its column, and the only fixed effect a mean', () => {
    const days: EffectNames = { labelOf: (term) => term, isNumber: (term) => term === 'Days' };
    const outcome = { outcome: 'Reaction', unit: 'ms' };
    expect(effectTitle('Days', fit, outcome, days)).toBe('Slope of Days (ms per 1)');
    expect(effectWord('Days', fit, days)).toBe('slope of Days');
    const mean = analyse(machines, 'score ~ 1 + (1 | Worker)', { kind: 'summary' });
    expect(effectTitle('(Intercept)', mean, outcome, days)).toBe('Mean Reaction');
    expect(effectWord('(Intercept)', mean, days)).toBe('mean');
  });

  test('parameters of a profile too, whatever their kind', () => {
    const { rows } = analyse(machines, FORMULA, {
      kind: 'intervals',
      type: 'wald',
      parameter: '',
      level: 0.95,
    });
    const said = rows.map((row) => parameterName(row, names.labelOf));
    expect(said).toEqual([
      'SD of Intercept, Worker',
      'Correlation of Intercept and Machine: B − A, Worker',
      'Correlation of Intercept and Machine: C − A, Worker',
      'SD of Machine: B − A, Worker',
      'Correlation of Machine: B − A and Machine: C − A, Worker',
      'SD of Machine: C − A, Worker',
      'Residual SD',
      'Intercept',
      'Machine: B − A',
      'Machine: C − A',
    ]);
  });
});
