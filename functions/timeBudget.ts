/** Functions that compute at once must not hold the spreadsheet up: Excel restarts an add-in after five seconds. */

import { CellmerError } from '../src/index';

const LONGEST = 4_500;
let longest = LONGEST;

/** In a worker, which holds nothing up. */
export function liftTimeLimit(): void {
  longest = Infinity;
}

/** Something to call now and then, which throws when the time is over. The sentence says what would take less of it. */
export function timeBudget(advice: string): () => void {
  const deadline = Date.now() + longest;
  return () => {
    if (Date.now() > deadline)
      throw new CellmerError('cancelled', `Stopped after ${LONGEST / 1000} seconds: ${advice}.`);
  };
}
