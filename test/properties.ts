/**
 * Properties are tried on the same random cases in every run, so that whether the tests pass depends on the code alone.
 * Others are tried with `SEED=7 npm run unit`; one that fails becomes a case of its own.
 */

import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });
