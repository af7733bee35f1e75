/** Random calls of every function: whatever is handed over, cells come back that Excel can show, or a sentence. */

import fc from 'fast-check';
import { test } from 'vitest';
import { answersInCells } from '../fuzz/targets/calls';
import { callsOf, functions } from './anyCalls';
import { useFunctions } from './callFunctions';

const CALLS = 40;
/** Profiles of models that small data do not determine take seconds. */
const SLOW = ['LMER.PROFILE', 'LMER.CI'];

useFunctions();

test.each(functions.map(({ id, parameters }) => ({ id, parameters })))(
  '$id',
  async (one) => {
    await fc.assert(fc.asyncProperty(callsOf(one), answersInCells), {
      numRuns: SLOW.includes(one.id) ? 4 : CALLS,
    });
  },
  120_000,
);
