/** Ranges of a sheet as the data of a simple likelihood. */

import { CellmerError } from '../errors';
import { isBlank, readSample, type Cell, type CellMatrix } from '../table';

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

/** Successes and trials, one pair per row. */
export interface TrialRows {
  readonly successes: readonly number[];
  readonly trials: readonly number[];
}

/**
 * Binomial counts: two cells that are the successes and the trials, or two columns of them with or without headers. Null for
 * anything else, which is a range of 0 and 1.
 *
 * @param isOfTrials whether 0 and 1 in two columns are successes and trials too
 * @throws CellmerError `data` for counts that are not whole, or more successes than trials
 */
export function readTrials(cells: CellMatrix, isOfTrials = false): TrialRows | null {
  const rows = cells.filter((row) => !row.every(isBlank));
  const [first] = rows;
  const isUpright = rows.length === 2 && rows.every((row) => row.length === 1 && typeof row[0] === 'number');
  if (isUpright) return readTrials([rows.flat()], isOfTrials);
  if (first?.length !== 2) return null;
  const hasHeader = rows.length > 1 && first.every((cell) => typeof cell === 'string');
  const body = hasHeader ? rows.slice(1) : rows;
  const isBinary = (cell: Cell): boolean => cell === 0 || cell === 1 || typeof cell === 'boolean';
  if (!isOfTrials && body.length > 1 && body.flat().every((cell) => isBinary(cell) || isBlank(cell)))
    return null;
  for (const [successes, trials] of body) {
    if (typeof successes !== 'number' || typeof trials !== 'number') return null;
    checkTrials(successes, trials);
  }
  return { successes: body.map(([k]) => k as number), trials: body.map(([, n]) => n as number) };
}

/** @throws CellmerError `data` for counts that are not whole, or more successes than trials */
export function trialsOf(successes: number, trials: number): TrialRows {
  checkTrials(successes, trials);
  return { successes: [successes], trials: [trials] };
}

function checkTrials(successes: number, trials: number): void {
  if (!Number.isSafeInteger(trials) || trials < 1)
    throw new CellmerError('data', `The number of trials is ${trials}: expected a whole number from 1 on.`);
  if (Number.isSafeInteger(successes) && successes >= 0 && successes <= trials) return;
  throw new CellmerError(
    'data',
    `${successes} successes of ${trials} trials: expected a whole number from 0 to ${trials}. The successes come first.`,
  );
}

/** What is to be said of values left out; empty when there are none. */
export function missingNote(missing: number): string[] {
  return missing === 0 ? [] : [`${missing} missing value${missing === 1 ? '' : 's'} left out`];
}
