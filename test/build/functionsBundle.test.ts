import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';
import { describe, expect, inject, test } from 'vitest';
import { parseCsv } from '../../src/index';
import metadata from '../../functions/functions.json';
import { hostGlobals, type HostGlobals } from '../functions/hostGlobals';
import type { SimulatedExcel } from '../excel/excel';
import type { CellError } from '../excel/model/values';
import { openExcel } from '../excel/support';

const source = readFileSync(inject('functionsBundle'), 'utf8');

/** Runs functions.js where there is nothing but JavaScript itself and `CustomFunctions`. */
function load(): HostGlobals {
  const CustomFunctions = hostGlobals();
  vm.runInNewContext(source, { CustomFunctions });
  return CustomFunctions;
}

describe('functions.js', () => {
  test('registers every function with nothing but a global CustomFunctions', () => {
    expect([...load().registered.keys()].sort()).toEqual(metadata.functions.map(({ id }) => id).sort());
  });

  test('fits the sleep study there', () => {
    const sleep = parseCsv(readFileSync(join(import.meta.dirname, '../../examples/sleepstudy.csv'), 'utf8'));
    const fit = load().registered.get('LMER.FIT')!;
    const formula = [['Reaction ~ Days + (Days | Subject)']];
    const cells = fit(sleep, formula, null, null, { parameterAddresses: ['A1:C181'] }) as unknown[][];
    const criterion = cells.find((row) => row[0] === 'REML criterion')!;
    expect(criterion[1]).toBeCloseTo(1743.6282719585, 6);
  });

  test('throws the host’s own errors there', () => {
    const host = load();
    expect(() => host.registered.get('LMER.FIT')!([['y'], [1]], [['y ~ z']], null, null, {})).toThrow(
      expect.objectContaining({ code: '#VALUE!', message: expect.stringContaining('z') }),
    );
  });

  // It is read whenever a workbook with our functions is opened.
  test('is smaller than a picture', () => {
    expect(Buffer.byteLength(source)).toBeLessThan(1_100_000);
  });
});

describe('functions.js in Excel’s own client library', { timeout: 30_000 }, () => {
  const sleep = parseCsv(readFileSync(join(import.meta.dirname, '../../examples/sleepstudy.csv'), 'utf8'));
  const MODEL = '"Reaction ~ Days + (Days | Subject)"';

  /** The formula beside the data, computed; `edit` changes the data before. */
  async function computed(formula: string, edit: (excel: SimulatedExcel) => void = () => undefined) {
    const { excel, client } = openExcel({ sheets: { Sleep: sleep } });
    client.run(source);
    edit(excel);
    excel.type('Sleep!F2', formula);
    await excel.settled();
    return excel;
  }

  test('spills the fit of the sleep study', async () => {
    const cells = (await computed(`=LMER.FIT(A1:C181, ${MODEL})`)).spill('Sleep!F2');
    expect(cells[0][0]).toBe('Reaction ~ Days + (Days | Subject)');
    expect(cells[0]).toHaveLength(8);
    expect(cells.find((row) => row[0] === 'REML criterion')![1]).toBeCloseTo(1743.6282719585, 6);
  });

  test('shows a sentence behind #VALUE!', async () => {
    const excel = await computed('=LMER.FIT(A1:C181, "Reaction ~ Day + (1 | Subject)")');
    const { error, message } = excel.value('Sleep!F2') as CellError;
    expect(error).toBe('#VALUE!');
    for (const name of ['Day', 'Reaction', 'Days', 'Subject']) expect(message).toContain(name);
  });

  test('shows a reason behind #N/A in a cell', async () => {
    const excel = await computed(`=LMER.STAT(A1:C181, ${MODEL}, "deviance")`);
    const { error, message } = excel.value('Sleep!F2') as CellError;
    expect(error).toBe('#N/A');
    expect(message).toContain('REMLcrit');
  });

  test('reads the error cells that Excel sends, with their address', async () => {
    const excel = await computed(`=LMER.FIT(A1:C181, ${MODEL})`, (sheet) =>
      sheet.type('Sleep!B7', '#DIV/0!'),
    );
    const { message } = excel.value('Sleep!F2') as CellError;
    expect(message).toContain('#DIV/0!');
    expect(message).toContain('B7');
  });

  test('computes again when a number in the data is edited', async () => {
    const excel = await computed(`=LMER.STAT(A1:C181, ${MODEL}, "REMLcrit")`);
    const before = excel.value('Sleep!F2');
    excel.type('Sleep!A2', 349.56);
    await excel.settled();
    expect(before).toBeCloseTo(1743.6282719585, 6);
    expect(excel.value('Sleep!F2')).not.toBeCloseTo(1743.6282719585, 1);
  });
});
