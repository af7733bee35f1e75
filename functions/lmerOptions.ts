/** The options of a fit and of its layout. */

import {
  readModelOptions,
  timeBudgetIn,
  yesOrNo,
  type CellMatrix,
  type CellOptions,
  type FitOptions,
  type Method,
  type OwnOptions,
} from '../src/index';

export type { OwnOptions };

export interface LmerOptions {
  readonly fit: FitOptions;
  readonly cells: CellOptions;
  /** Longest the fit may take, in milliseconds; undefined where nothing is said. */
  readonly timeBudget?: number;
}

/**
 * The options of a fit; the argument `method` goes before a method among the options.
 *
 * @param own options that the function has besides, each with what is done with its value
 * @throws CellmerError `option` for a name or value that is not allowed
 */
export function lmerOptions(method: Method | null, cells: CellMatrix, own: OwnOptions = {}): LmerOptions {
  let labels = true;
  const fit = readModelOptions(cells, { labels: (value) => (labels = yesOrNo(value)), ...own });
  return {
    fit: method === null ? fit : { ...fit, method },
    cells: { labels },
    timeBudget: timeBudgetIn(cells),
  };
}
