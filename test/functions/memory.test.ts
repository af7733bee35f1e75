import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { getFitService, setFitService } from '../../functions/index';
import { createFitService } from '../../worker/index';
import { exampleCells } from '../exampleCells';
import { call, useFunctions } from './callFunctions';

useFunctions();

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes that are still held after everything that can go has gone. */
function heldBytes(): number {
  for (let i = 0; i < 3; i++) collectGarbage();
  return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
}

const SLEEP = exampleCells('sleepstudy');
const MODEL = [['Reaction ~ Days + (1 | Subject)']];
const cellsOf = (change: number) =>
  SLEEP.map((row, i) => (i === 1 ? [(row[0] as number) + change, ...row.slice(1)] : [...row]));

test('ten thousand recalculations of the same model cost one fit and leave no memory behind', () => {
  for (let i = 0; i < 200; i++) call('LMER.FIT', cellsOf(0), MODEL, null, null, {});
  const before = heldBytes();
  for (let i = 0; i < 10_000; i++) call('LMER.FIT', cellsOf(0), MODEL, null, null, {});
  expect(getFitService().computedFits).toBe(1);
  expect(heldBytes() - before).toBeLessThan(2e6);
}, 120_000);

test('thousands of different models leave no more behind than the cache keeps', () => {
  setFitService(createFitService({ cacheEntries: 50 }));
  const fits = (from: number, count: number) => {
    for (let i = from; i < from + count; i++) {
      call('LMER.STAT', cellsOf(i / 100), MODEL, 'AIC', null, null, {});
      call(
        'LIKELIHOOD.MLE',
        'normal',
        cellsOf(i / 100).map(([y]) => [y]),
        null,
        null,
        {},
      );
    }
  };
  // What the engine learns about the code is held too, and after so many calls it has learnt it.
  fits(0, 1500);
  const before = heldBytes();
  fits(1500, 1500);
  expect(getFitService().computedFits).toBe(6000);
  expect(heldBytes() - before).toBeLessThan(2e6);
}, 120_000);

test('calls that are given up while they wait leave nothing behind', async () => {
  const never = {
    createWorker: () => ({
      postMessage: () => undefined,
      terminate: () => undefined,
      onmessage: null,
      onerror: null,
      onmessageerror: null,
    }),
  };
  setFitService(createFitService({ ...never, smallCost: 0, workers: 1 }));
  const givenUp = async (from: number, count: number) => {
    for (let i = from; i < from + count; i++) {
      const invocation: { onCanceled?: () => void } = {};
      const cells = call(
        'LMER.FIT',
        cellsOf(i / 100),
        MODEL,
        null,
        null,
        invocation,
      ) as unknown as Promise<unknown>;
      invocation.onCanceled!();
      // Not expect(): it keeps the promises of a test.
      await cells.then(
        () => expect.unreachable(),
        () => undefined,
      );
    }
  };
  await givenUp(0, 200);
  const before = heldBytes();
  await givenUp(200, 1500);
  expect(heldBytes() - before).toBeLessThan(2e6);
}, 120_000);
