import { describe, expect, test } from 'vitest';
import { getFitService, setRangeReader } from '../../functions/index';
import { normalCdf } from '../../src/index';
import { exampleCells } from '../exampleCells';
import { call, message, useFunctions } from './callFunctions';

const SLEEP = exampleCells('sleepstudy');
const FORMULA = [['Reaction ~ Days + (Days | Subject)']];
const NEW = [
  ['Days', 'Subject'],
  [0, '308'],
  [12.5, '999'],
];

useFunctions();

describe('LMER.COEF and LMER.RESID', () => {
  test('LMER.COEF gives a row per subject', () => {
    const cells = call('LMER.COEF', SLEEP, FORMULA, null, null);
    expect(cells).toHaveLength(19);
    expect(cells[0]).toEqual(['Group', 'Level', '(Intercept)', 'Days']);
    expect(cells[1].slice(0, 2)).toEqual(['Subject', 308]);
    expect(cells[1][2]).toBeCloseTo(253.663656396798, 3);
    expect(cells[1][3]).toBeCloseTo(19.6662616, 3);
    expect(call('LMER.COEF', SLEEP, FORMULA, null, [['labels=0']])[0]).toHaveLength(2);
  });

  test('LMER.RESID stands beside the data, one column or all', () => {
    const cells = call('LMER.RESID', SLEEP, FORMULA, null, null, null);
    expect(cells).toHaveLength(181);
    expect(cells[0]).toEqual(['Residual']);
    expect(cells[1][0]).toBeCloseTo(-4.103656, 2);
    const all = call('LMER.RESID', SLEEP, FORMULA, 'ML', 'ALL', null);
    expect(all[0]).toEqual([
      'Fitted',
      'Residual',
      'Pearson residual',
      'Scaled residual',
      'Marginal residual',
    ]);
    expect((all[5][0] as number) + (all[5][1] as number)).toBeCloseTo(SLEEP[5][0] as number, 9);
    expect(message('LMER.RESID', SLEEP, FORMULA, null, 'partial', null)).toBe(
      'type is "partial": expected "response", "pearson", "scaled", "marginal", "fitted", "working", "deviance", "root", "quantile" or "all".',
    );
  });

  test('LMER.RESID gives several columns by their names, and what plots of scaled residuals need', () => {
    const names = 'fitted, scaled,root , quantile';
    const [header, ...rows] = call('LMER.RESID', SLEEP, FORMULA, null, names, null);
    expect(header).toEqual(['Fitted', 'Scaled residual', 'Root of |scaled residual|', 'Normal quantile']);
    const scaled = rows.map((row) => Number(row[1]));
    scaled.forEach((value, i) => expect(rows[i][2]).toBe(Math.sqrt(Math.abs(value))));
    const order = scaled.map((_, i) => i).sort((a, b) => scaled[a] - scaled[b]);
    order.forEach((i, rank) => expect(normalCdf(Number(rows[i][3]))).toBeCloseTo((rank + 0.5) / 180, 12));
    const gap = SLEEP.map((row, i) => (i === 4 ? [null, row[1], row[2]] : row));
    const short = call('LMER.RESID', gap, FORMULA, null, 'quantile', null).slice(1);
    expect(short[3][0]).toBe('');
    expect(short.filter(([cell]) => typeof cell === 'number')).toHaveLength(179);
  });

  test("LMER.RESID knows R's working and deviance residuals", () => {
    const weights = 'weights=1 + Days %% 3';
    const column = (type: string) =>
      call('LMER.RESID', SLEEP, FORMULA, null, type, weights).slice(1, 4).flat();
    // lme4 1.1-31, residuals(m, type) at its own optimum, which is good to six digits.
    const working = [1.516071975, -10.066241438, -38.697354852];
    const deviance = [1.516071975, -14.235815164, -67.025784722];
    column('working').forEach((v, i) => expect(v).toBeCloseTo(working[i], 2));
    column('deviance').forEach((v, i) => expect(v).toBeCloseTo(deviance[i], 2));
    expect(column('working')).toEqual(column('response'));
    expect(column('deviance')).toEqual(column('pearson'));
  });
});

describe('LMER.PREDICT', () => {
  test('predicts new rows with and without random effects', () => {
    const cells = call('LMER.PREDICT', SLEEP, FORMULA, null, NEW, null, null);
    expect(cells[0]).toEqual(['Prediction', 'Population']);
    expect(cells[1][0]).toBeCloseTo(253.66366, 3);
    expect(cells[1][1]).toBeCloseTo(251.405104848484, 6);
    expect(cells[2][0]).toBe(cells[2][1]);
  });

  test('gives limits when a level is given, and others when they are asked for', () => {
    const titles = (level: unknown, options: string) =>
      call('LMER.PREDICT', SLEEP, FORMULA, null, NEW, level, [[options]])[0];
    expect(titles(0.9, '')).toEqual(['Prediction', 'Population', 'Std. Error', 'Lower 90%', 'Upper 90%']);
    expect(titles(null, 'interval=prediction; random=0')).toEqual([
      'Population',
      'Std. Error',
      'Lower 95%, new row',
      'Upper 95%, new row',
    ]);
    expect(titles('80%', 'interval=both')).toHaveLength(7);
    expect(titles(0.9, 'interval=none')).toEqual(['Prediction', 'Population']);
  });

  test('predicts the rows of the data when there are no new ones, blank argument or not', () => {
    const cells = call('LMER.PREDICT', SLEEP, FORMULA, null, null, null, null);
    expect(cells).toHaveLength(181);
    expect(call('LMER.PREDICT', SLEEP, FORMULA, null, [[null]], null, null)).toEqual(cells);
    const fitted = call('LMER.RESID', SLEEP, FORMULA, null, 'fitted', null);
    expect(cells[7][0]).toBeCloseTo(fitted[7][0] as number, 9);
  });

  test('reads zeros of the new rows again where a host hands blanks over as zeros', async () => {
    setRangeReader((address) =>
      Promise.resolve(
        address === 'New!A1:B3' ? [NEW[0], [null, '308'], NEW[2]] : SLEEP.map((row) => [...row]),
      ),
    );
    const invocation = { parameterAddresses: ['Data!A1:C181', null, null, 'New!A1:B3'] };
    const cells = await call('LMER.PREDICT', SLEEP, FORMULA, null, NEW, null, null, invocation);
    expect(cells[1]).toEqual(['', '']);
    expect(cells[2][0]).toBeTypeOf('number');
  });

  test('is answered once for many cells', () => {
    call('LMER.PREDICT', SLEEP, FORMULA, null, NEW, null, null);
    call('LMER.PREDICT', SLEEP, FORMULA, null, NEW, null, [['labels=0']]);
    expect(getFitService().computedFits).toBe(1);
    call('LMER.PREDICT', SLEEP, FORMULA, null, NEW.slice(0, 2), null, null);
    expect(getFitService().computedFits).toBe(2);
  });

  test('says what is wrong with its arguments', () => {
    expect(message('LMER.PREDICT', SLEEP, FORMULA, null, NEW, 2, null)).toContain('between 0 and 1');
    expect(message('LMER.PREDICT', SLEEP, FORMULA, null, NEW, null, [['interval=wide']])).toBe(
      'The option interval is "wide": expected confidence, prediction, both or none.',
    );
    const bad = [
      ['Days', 'Subject'],
      ['many', '308'],
    ];
    expect(message('LMER.PREDICT', SLEEP, FORMULA, null, bad, null, null)).toBe(
      'in the new data, row 1 of column "Days" holds "many": expected a number, as in the data of the model',
    );
  });
});
