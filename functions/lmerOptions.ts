/** The `method` and `options` arguments of the LMER functions. */

import {
  CellmerError,
  readMethod,
  readModelOptions,
  timeBudgetIn,
  yesOrNo,
  type CellOptions,
  type FitOptions,
  type Method,
  type OwnOptions,
} from '../src/index';
import { incoming, incomingCell } from './runtime';

export type { OwnOptions };

export interface LmerOptions {
  readonly fit: FitOptions;
  readonly cells: CellOptions;
  /** Longest the fit may take, in milliseconds; undefined where nothing is said. */
  readonly timeBudget?: number;
}

/**
 * The options of a fit from both arguments as they arrive; `method` itself goes before a method among the options.
 *
 * @param own options that the function has besides, each with what is done with its value
 * @throws CellmerError `option` for a name or value that is not allowed
 */
export function lmerOptions(method: unknown, options: unknown, own: OwnOptions = {}): LmerOptions {
  const cells = incoming(options);
  let labels = true;
  const fit = readModelOptions(cells, { labels: (value) => (labels = yesOrNo(value)), ...own });
  const given = methodArgument(method);
  return {
    fit: given === null ? fit : { ...fit, method: given },
    cells: { labels },
    timeBudget: timeBudgetIn(cells),
  };
}

/** Null where it is left out. */
function methodArgument(argument: unknown): Method | null {
  const cell = incomingCell(argument);
  if (typeof cell === 'object' && cell !== null)
    throw new CellmerError(
      'option',
      `The method is the error ${cell.error}: expected "REML" or "ML", in quotes.`,
    );
  const text = String(cell ?? '').trim();
  return text === '' ? null : readMethod({ text });
}
