import { afterEach, describe, expect, test } from 'vitest';
import { lookOfCall, setFitService } from '../../functions/index';
import type { BlockLook } from '../../src/index';
import { createFitService } from '../../worker/index';
import { example } from '../taskpane/data';
import { call, useFunctions } from './callFunctions';

useFunctions();
afterEach(() => setFitService(createFitService()));

const SLEEP = example('sleepstudy');
const MODEL = 'Reaction ~ Days + (Days | Subject)';
const REACTION = SLEEP.map(([y]) => [y]);

/** The number format of a cell, and whether it is bold. */
function at({ areas }: BlockLook, row: number, column: number) {
  const over = areas.filter(
    (area) =>
      row >= area.row &&
      row < area.row + area.rows &&
      column >= area.column &&
      column < area.column + area.columns,
  );
  return Object.assign({}, ...over.map(({ look }) => look)) as BlockLook['areas'][0]['look'];
}

describe('the look of a call', () => {
  test.each<[string, unknown[]]>([
    ['LMER.FIT', [SLEEP, MODEL, null, null]],
    ['LMER.FIXEF', [SLEEP, MODEL, 'ML', [['level=0.9']]]],
    ['LMER.RANEF', [SLEEP, MODEL, null, [['labels=0']]]],
    ['LMER.ANOVA', [SLEEP, MODEL]],
    ['ONEWAY.ANOVA', [REACTION, SLEEP.map(([, , group]) => [group])]],
    ['LIKELIHOOD.MLE', ['normal', REACTION]],
    ['LIKELIHOOD.CURVE', ['normal', REACTION, 'mu']],
    ['BINOM.MLE', [5, 30]],
  ])('is as large as what %s gives', async (id, values) => {
    const cells = call(id, ...values);
    const look = await lookOfCall(id, values, []);
    expect([look!.rows, look!.columns]).toEqual([cells.length, cells[0].length]);
    expect(look!.widths.some((width) => width > 3)).toBe(true);
  });

  test('says what the columns are, where the cells have them', async () => {
    const values = [SLEEP, MODEL, null, null];
    const cells = call('LMER.FIT', ...values);
    const look = (await lookOfCall('LMER.FIT', values, []))!;
    const header = cells.findIndex(([first]) => first === 'Term');
    const p = cells[header].indexOf('p value');
    expect(at(look, header, p)).toMatchObject({ bold: true, ruleBelow: true });
    expect(at(look, header + 1, p).numberFormat).toBe('[<0.001]"<.001";0.000');
    expect(at(look, header + 1, 1).numberFormat).toBe('0.00');
    const rows = cells.findIndex(([first]) => first === 'Rows');
    expect(at(look, rows, 1).numberFormat).toBe('0');
  });

  test('costs no other fit than the answer itself', async () => {
    const service = createFitService({ smallCost: Infinity });
    setFitService(service);
    const values = [SLEEP, MODEL, null, null];
    call('LMER.FIXEF', ...values);
    const before = service.computedFits;
    await lookOfCall('LMER.FIXEF', values, []);
    expect(service.computedFits).toBe(before);
  });

  test('is none for what is no table, and fails as the call does', async () => {
    expect(await lookOfCall('LMER.CODE', [SLEEP, MODEL], [])).toBeNull();
    expect(await lookOfCall('LMER.MODEL', [SLEEP, MODEL, null, [['card=0']]], [])).toBeNull();
    await expect(lookOfCall('LMER.FIT', [SLEEP, 'Reaction ~ Nothing'], [])).rejects.toThrow('Nothing');
    expect(() => lookOfCall('T.UNKNOWN', [], [])).toThrow('T.UNKNOWN');
  });
});
