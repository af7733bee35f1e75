/** Simulated data in Chromium and in Node: the same to the last bit. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { FUNCTIONS, setFitService } from '../../functions/index';
import { columnLetters } from '../../src/index';
import { createFitService } from '../../worker/index';
import { newWorkbook, openWorkbench, type, values, type OpenWorkbench } from './support/workbench';

const [ROWS, REPEATS] = [60, 4];

const DENSITIES: readonly (readonly [string, string])[] = [
  ['normal', 'mu=16; sigma=2'],
  ['lognormal', 'meanlog=1; sdlog=0.5'],
  ['exponential', 'rate=0.5'],
  ['gamma', 'shape=0.7; rate=0.3'],
  ['weibull', 'shape=1.5; scale=10'],
  ['beta', 'shape1=2; shape2=5'],
  ['student t', 'm=1; s=2; df=2.5'],
  ['poisson', 'lambda=30'],
  ['zero-truncated poisson', 'lambda=1.3'],
  ['negative binomial', 'size=1.7; mu=4'],
  ['geometric', 'p=0.02'],
  ['dgamma(y, shape, rate)', 'shape=2.5; rate=0.7'],
];

let workbench: OpenWorkbench;
beforeAll(async () => {
  setFitService(createFitService({ smallCost: Infinity }));
  workbench = await openWorkbench();
});
afterAll(() => workbench?.close());

test('samples of every kind are the same in the page as here', { timeout: 240_000 }, async () => {
  const { page } = workbench;
  await newWorkbook(page);
  const simulate = FUNCTIONS['LIKELIHOOD.SIMULATE'] as (...given: unknown[]) => (string | number)[][];
  let compared = 0;
  for (const [i, [density, parameters]] of DENSITIES.entries()) {
    const column = 5 * (i % 4);
    const row = 1 + (ROWS + 5) * Math.floor(i / 4);
    const corner = `${columnLetters(column)}${row}`;
    await type(
      page,
      corner,
      `=LIKELIHOOD.SIMULATE("${density}", "${parameters}", ${ROWS}, 2147483647, "repeats=${REPEATS}")`,
    );
    const range = `${corner}:${columnLetters(column + REPEATS - 1)}${row + ROWS}`;
    const expected = simulate(density, [[parameters]], ROWS, 2147483647, [[`repeats=${REPEATS}`]]);
    await expect.poll(() => values(page, range), { timeout: 20_000 }).toEqual(expected);
    compared += ROWS * REPEATS;
  }
  expect(compared).toBeGreaterThan(2800);
});
