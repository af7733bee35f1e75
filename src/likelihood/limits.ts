/** What all intervals have in common. */

import { CellmerError } from '../errors';

export interface Limits {
  readonly lower: number;
  readonly upper: number;
}

/** @throws CellmerError `option` unless the level is in (0, 1) */
export function checkLevel(level: number): void {
  if (level > 0 && level < 1) return;
  throw new CellmerError('option', `The level is ${level}: expected a number between 0 and 1, such as 0.95.`);
}
