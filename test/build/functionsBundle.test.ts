import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseCsv } from '../../src/index';
import metadata from '../../functions/functions.json';
import { hostGlobals, type HostGlobals } from '../functions/hostGlobals';
import { genuineHost } from '../functions/genuineHost';
import { buildFunctions, type FunctionsBundle } from './buildFunctions';

let bundle: FunctionsBundle;

beforeAll(async () => {
  bundle = await buildFunctions();
}, 120_000);
afterAll(() => bundle.remove());

/** Runs functions.js where there is nothing but JavaScript itself and `CustomFunctions`. */
function load(): HostGlobals {
  const CustomFunctions = hostGlobals();
  vm.runInNewContext(bundle.source, { CustomFunctions });
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

  test('is small', () => {
    expect(Buffer.byteLength(bundle.source)).toBeLessThan(600_000);
  });
});

describe('functions.js in Excel’s own client library', { timeout: 10_000 }, () => {
  const sleep = parseCsv(readFileSync(join(import.meta.dirname, '../../examples/sleepstudy.csv'), 'utf8'));
  const formula = [['Reaction ~ Days + (Days | Subject)']];
  const excel = () => {
    const host = genuineHost();
    host.run(bundle.source);
    return host;
  };

  test('spills the fit of the sleep study', async () => {
    const { succeeded, value } = await excel().invoke(
      'LMER.FIT',
      [sleep, formula, null, null],
      ['Sleep!A1:C181'],
    );
    expect(succeeded).toBe(true);
    const cells = value as unknown[][];
    expect(cells[0][0]).toBe(formula[0][0]);
    expect(new Set(cells.map((row) => row.length))).toEqual(new Set([8]));
    expect(cells.flat()).not.toContain(null);
    expect(cells.find((row) => row[0] === 'REML criterion')![1]).toBeCloseTo(1743.6282719585, 6);
  });

  test('shows a sentence behind #VALUE!', async () => {
    const wrong = [['Reaction ~ Day + (1 | Subject)']];
    const { succeeded, value, errorCode } = await excel().invoke('LMER.FIT', [sleep, wrong, null, null]);
    expect([succeeded, errorCode]).toEqual([false, 7]);
    for (const name of ['Day', 'Reaction', 'Days', 'Subject']) expect(value).toContain(name);
  });

  test('shows a reason behind #N/A in a cell', async () => {
    const { succeeded, value } = await excel().invoke('LMER.STAT', [sleep, formula, 'deviance', null, null]);
    expect(succeeded).toBe(true);
    const [[cell]] = value as [[{ code: string; message: string }]];
    expect(cell.code).toBe('#N/A');
    expect(cell.message).toContain('REMLcrit');
  });

  test('reads the error cells that Excel sends, with their address', async () => {
    const error = { code: '#DIV/0!', type: 'CustomFunctionError' };
    const withError = sleep.map((row, i) => (i === 5 ? [error, ...row.slice(1)] : row));
    const { value } = await excel().invoke('LMER.FIT', [withError, formula, null, null], ['Sleep!B2:D182']);
    expect(value).toContain('#DIV/0!');
    expect(value).toContain('B7');
  });
});
