/** Functions that compute at once must not hold the spreadsheet up: Excel restarts an add-in after five seconds. What takes long is computed in steps. */

import { CellmerError, type Evaluations } from '../src/index';
import { currentReplay } from '../worker/replay';

const LONGEST = 4_500;
let longest = LONGEST;

/** In a worker, which holds nothing up. */
export function liftTimeLimit(): void {
  longest = Infinity;
}

/** What a likelihood is evaluated through; it throws when the time is over. The sentence says what would take less of it. */
export function timeBudget(advice: string): Evaluations {
  const deadline = Date.now() + longest;
  const inTime = <T>(compute: () => T): T => {
    if (Date.now() > deadline)
      throw new CellmerError('cancelled', `Stopped after ${LONGEST / 1000} seconds: ${advice}.`);
    return compute();
  };
  return currentReplay() ?? { evaluate: inTime };
}
