import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { replaceByValues } from '../../../taskpane/control/byValues';
import { excelHost } from '../../../taskpane/hosts/excel';
import { openExcel, type Connected } from '../../excel/support';

describe('in Excel', () => {
  let connected: Connected;
  let uninstall: () => void;
  beforeEach(() => {
    connected = openExcel({
      sheets: {
        Data: [
          ['y', 'x'],
          [1, 2],
        ],
        More: [],
      },
    });
    uninstall = connected.client.install();
  });
  afterEach(() => uninstall());

  test('blocks become what they show, text stays text, and one step brings the formulas back', async () => {
    const { excel, custom } = connected;
    custom.associate('LMER.FIXEF', () => [
      ['Term', 'Estimate'],
      ['=1+1', 2.5],
    ]);
    excel.type('Data!D1', '=LMER.FIXEF(A1:B2, "y ~ x")');
    excel.type('More!B2', '=SUM(Data!B2:B2)');
    excel.type('More!B3', "'=LMER.FIXEF(A1:B2)");
    await excel.settled();
    const block = excel.block('Data!D1:E2');
    expect(block).toEqual([
      ['Term', 'Estimate'],
      ['=1+1', 2.5],
    ]);

    const { count, kept, undo } = await replaceByValues(excelHost());
    expect([count, kept]).toEqual([1, 0]);
    await excel.settled();
    expect(excel.block('Data!D1:E2')).toEqual(block);
    expect(excel.formula('Data!D1')).toBeNull();
    expect(excel.formula('Data!D2')).toBeNull();
    expect(excel.formula('More!B2')).not.toBeNull();

    await undo();
    await excel.settled();
    expect(excel.formula('Data!D1')).toBe('=LMER.FIXEF(A1:B2, "y ~ x")');
    expect(excel.block('Data!D1:E2')).toEqual(block);
  });

  test('formulas do not come back over what has been edited since, and a sentence says so', async () => {
    const { excel, custom } = connected;
    custom.associate('LMER.FIXEF', () => [['a'], [1], [2]]);
    excel.type('Data!D1', '=LMER.FIXEF(A1:B2, "y ~ x")');
    excel.type('More!B2', '=LMER.FIXEF(Data!A1:B2, "y ~ x")');
    await excel.settled();
    const { count, undo } = await replaceByValues(excelHost());
    expect(count).toBe(2);
    excel.type('More!B4', 'mine');
    await expect(undo()).rejects.toThrow(/^More!B2:B4 no longer holds what was written there/);
    await excel.settled();
    expect(excel.block('Data!D1:D3')).toEqual([['a'], [1], [2]]);
    expect(excel.formula('Data!D1')).toBeNull();
    expect(excel.block('More!B2:B4')).toEqual([['a'], [1], ['mine']]);
  });

  test('a formula without a result stays', async () => {
    const { excel, custom } = connected;
    custom.associate('LMER.FIXEF', () => [['a'], ['b']]);
    excel.type('Data!D2', 'in the way');
    excel.type('Data!D1', '=LMER.FIXEF(A1:B2, "y ~ x")');
    await excel.settled();
    const { count, kept } = await replaceByValues(excelHost());
    expect([count, kept]).toEqual([0, 1]);
    expect(excel.formula('Data!D1')).toBe('=LMER.FIXEF(A1:B2, "y ~ x")');
  });
});
