/** Ranges of a sheet as the data of a simple likelihood. */

import { CellmerError } from '../errors';
import { readSample, type CellMatrix } from '../table';

/** Successes and trials, and how many cells had no value. */
export interface BinomialCounts {
  readonly successes: number;
  readonly trials: number;
  readonly missing: number;
}

/**
 * The successes and trials that a range of 0 and 1 (FALSE and TRUE) stands for.
 *
 * @param address where the cells stand, to name them in messages
 * @throws CellmerError `data` for any other value, naming its cell, and for a range without values
 */
export function countBinary(cells: CellMatrix, address: string | null = null): BinomialCounts {
  const { values, missing } = readSample(cells, { kind: 'binary', address });
  if (values.length === 0)
    throw new CellmerError('data', 'The range has no values: expected cells with 0 or 1 (FALSE or TRUE).');
  return { successes: values.reduce((sum, value) => sum + value, 0), trials: values.length, missing };
}

/** What is to be said of values left out; empty when there are none. */
export function missingNote(missing: number): string[] {
  return missing === 0 ? [] : [`${missing} missing value${missing === 1 ? '' : 's'} left out`];
}
