import { describe, expect, it } from 'vitest';
import { toJson } from '../../bin/json';
import { goldenFit } from './goldenFit';

describe('toJson', () => {
  const fit = goldenFit('sleep_slope_reml');
  const json = JSON.parse(toJson(fit)) as Record<string, never>;

  it('has every key that scripts rely on', () => {
    expect(Object.keys(json)).toEqual(
      expect.arrayContaining(
        (
          'formula method criterion logLik aic bic dfResidual nobs droppedRows groups theta sigma varianceComponents ' +
          'fixedEffects vcov randomEffects hessian singular converged warnings evaluations'
        ).split(' '),
      ),
    );
  });

  it('keeps every digit', () => {
    expect(json.criterion).toBe(fit.criterion);
    expect(json.theta).toEqual(fit.theta);
    expect(json.vcov).toEqual(fit.vcov.values);
  });

  it('nests conditional modes by level and their variances by level as matrices', () => {
    const [{ group, levels, terms, values, conditionalVariance }] = json.randomEffects as unknown as {
      group: string;
      levels: string[];
      terms: string[];
      values: number[][];
      conditionalVariance: number[][][];
    }[];
    expect(group).toBe('Subject');
    expect(terms).toEqual(['(Intercept)', 'Days']);
    expect(values).toHaveLength(levels.length);
    expect(values[1]).toEqual([...fit.randomEffects[0].values.slice(2, 4)]);
    expect(conditionalVariance[0][1]).toEqual([...fit.randomEffects[0].conditionalVariance.slice(2, 4)]);
  });

  it('writes null for what is not finite', () => {
    expect(json.fixedEffects[0]['lower']).toBeNull();
  });

  it('has the tables that the cells show, by name', () => {
    const { opening, sections } = json.report as unknown as {
      opening: string[];
      sections: { name: string; columns: { name: string; kind: string }[]; rows: unknown[][] }[];
    };
    expect(opening[0]).toBe(fit.formula);
    expect(sections.map(({ name }) => name)).toEqual([
      'fixedEffects',
      'varianceComponents',
      'fit',
      'scaledResiduals',
    ]);
    const [{ columns, rows }] = sections;
    const place = columns.findIndex(({ name }) => name === 'estimate');
    expect(columns[place].kind).toBe('estimate');
    expect(rows.map((row) => row[place])).toEqual(fit.fixedEffects.map(({ estimate }) => estimate));
  });
});
