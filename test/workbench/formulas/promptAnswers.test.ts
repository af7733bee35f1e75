import { ICommandService, Worksheet } from '@univerjs/core';
import {
  type IRangeProtectionRule,
  RangeProtectionRuleModel,
  SetRangeValuesCommand,
  UnitObject,
} from '@univerjs/preset-sheets-core';
import { afterEach, expect, test, vi } from 'vitest';
import { openHeadless, type Headless } from '../headless';

let headless: Headless | undefined;
afterEach(() => {
  vi.restoreAllMocks();
  headless?.close();
});

/** What the engine waits for by itself, in milliseconds; the quickest of some edits cannot be quicker than that. */
const OWN_PAUSE = 100;

test('a formula is calculated before the engine’s own pause is over', async () => {
  headless = openHeadless([[1, '=A1+1']]);
  await expect.poll(() => headless!.value(0, 1)).toBe(2);
  let quickest = Infinity;
  for (let value = 2; value < 12; value++) {
    const start = performance.now();
    headless.type(0, 0, value);
    await vi.waitUntil(() => headless!.value(0, 1) === value + 1, { interval: 1 });
    quickest = Math.min(quickest, performance.now() - start);
  }
  expect(quickest).toBeLessThan(0.8 * OWN_PAUSE);
});

test('edits in quick succession are calculated together, and none is forgotten', async () => {
  let calls = 0;
  const run = (data: number[][]) => {
    calls++;
    return data.flat().reduce((sum, value) => sum + value);
  };
  headless = openHeadless([[1], [1], [1], ['=TOTAL(A1:A3)']], { TOTAL: { parameters: ['data[]'], run } });
  await expect.poll(() => headless!.value(3, 0)).toBe(3);
  const before = calls;
  for (let value = 2; value <= 50; value++) for (let row = 0; row < 3; row++) headless.type(row, 0, value);
  await expect.poll(() => headless!.value(3, 0)).toBe(150);
  expect(calls - before).toBe(1);
});

test('the cells that a formula names are looked through for protection only where there is some', async () => {
  const rows = Array.from({ length: 500 }, () => [1]);
  headless = openHeadless(rows);
  const cells = vi.spyOn(Worksheet.prototype, 'getCell');
  const looked = (): number => cells.mock.calls.filter(([row]) => row < rows.length).length;
  const commands = headless.get<ICommandService>(ICommandService);
  const sheet = { unitId: 'book', subUnitId: 'sheet-1' };
  const range = { startRow: 600, endRow: 600, startColumn: 0, endColumn: 0 };
  const enter = () =>
    commands.executeCommand(SetRangeValuesCommand.id, { ...sheet, range, value: { f: '=SUM(A1:A500)' } });
  await enter();
  expect(looked()).toBeLessThan(10);
  const rule = { ...sheet, id: 'r', permissionId: 'p', unitType: UnitObject.SelectRange, ranges: [range] };
  headless
    .get<RangeProtectionRuleModel>(RangeProtectionRuleModel)
    .addRule(sheet.unitId, sheet.subUnitId, rule as IRangeProtectionRule);
  await enter();
  expect(looked()).toBeGreaterThanOrEqual(rows.length);
});
