import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import vm from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import webpack from 'webpack';
import { parseCsv } from '../../src/index';
import metadata from '../../functions/functions.json';
import configure from '../../webpack.config.js';
import { hostGlobals, type HostGlobals } from '../functions/hostGlobals';

const folder = mkdtempSync(join(tmpdir(), 'cellmer-functions-'));
const bundle = join(folder, 'functions.js');

/** functions.js as `npm run build` makes it, without the pane. */
function build(): Promise<void> {
  const { entry, output, plugins: _, ...rest } = configure();
  const only = { functions: (entry as Record<string, string>).functions };
  return new Promise((resolve, reject) => {
    webpack({ ...rest, entry: only, output: { ...output, path: folder } }, (error, stats) => {
      if (error || stats?.hasErrors()) reject(error ?? new Error(stats!.toString('errors-only')));
      else resolve();
    });
  });
}

beforeAll(build, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs functions.js where there is nothing but JavaScript itself and `CustomFunctions`. */
function load(): HostGlobals {
  const CustomFunctions = hostGlobals();
  vm.runInNewContext(readFileSync(bundle, 'utf8'), { CustomFunctions });
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
    expect(statSync(bundle).size).toBeLessThan(400_000);
  });
});
