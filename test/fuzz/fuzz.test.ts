/**
 * Every target on random cases for its share of the time: `npm run fuzz -- --seconds N --only NAME --seed S`. A fault is said with
 * the least case that shows it, the seed, and how to try that case again.
 */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { useFunctions } from '../functions/callFunctions';
import type { Target } from './target';
import { TARGETS } from './targets/index';

const { FUZZ_SECONDS = '60', FUZZ_ONLY = '', FUZZ_PATH, SEED = '1' } = process.env;
const only = FUZZ_ONLY.split(',').filter((name) => name !== '');
const chosen = TARGETS.filter(({ name }) => only.length === 0 || only.includes(name));
const share = (1000 * Number(FUZZ_SECONDS)) / chosen.length;
/** To find the least case of a fault, in milliseconds. */
const SHRINKING = 60_000;

useFunctions();

test('the targets that are asked for exist', () => {
  expect(only.filter((name) => TARGETS.every((each) => each.name !== name))).toEqual([]);
});

describe('random', () => {
  test.each(chosen)('$name $law', { timeout: share + 2 * SHRINKING }, async (one) => {
    const property = fc.asyncProperty(one.cases, async (each) => one.holds(each));
    const found = await fc.check(property, {
      seed: Number(SEED),
      path: FUZZ_PATH,
      numRuns: 2 ** 31 - 1,
      interruptAfterTimeLimit: share,
      markInterruptAsFailure: false,
    });
    console.log(`${one.name}: ${found.numRuns.toLocaleString('en-US')} cases`);
    if (found.failed) throw new Error(await faultOf(one, property, found));
  });
});

/** Shrunk further than the time of the target has allowed. */
async function faultOf(
  { name }: Target,
  property: fc.IAsyncProperty<[unknown]>,
  { seed, counterexamplePath }: fc.RunDetails<[unknown]>,
): Promise<string> {
  const {
    counterexample,
    errorInstance,
    counterexamplePath: path,
  } = await fc.check(property, {
    seed,
    path: counterexamplePath ?? undefined,
    numRuns: 1,
    interruptAfterTimeLimit: SHRINKING,
    markInterruptAsFailure: false,
  });
  return [
    `${name} fails on ${fc.stringify(counterexample?.[0])}`,
    `Again: npm run fuzz -- --only ${name} --seed ${seed} --path ${path ?? counterexamplePath}`,
    String((errorInstance as Error | undefined)?.message ?? errorInstance),
  ].join('\n');
}
