/** The options of the functions about marginal means, slopes and contrasts, besides those of a model. */

import {
  MARGIN_OPTIONS,
  MARGIN_OPTIONS_OF,
  marginOptionName,
  modelOptionPairs,
  type CellMatrix,
} from '../src/index';
import { cellsAs } from './arguments';
import { optional, type Argument } from './declare';

type Asked = keyof typeof MARGIN_OPTIONS_OF;
type Readers<K extends Asked> = {
  readonly [N in (typeof MARGIN_OPTIONS_OF)[K][number]]: (typeof MARGIN_OPTIONS)[N]['read'];
};

/** What reads the options that a question has of its own. */
export function marginReaders<K extends Asked>(question: K): Readers<K> {
  const readers = MARGIN_OPTIONS_OF[question].map((name) => [name, MARGIN_OPTIONS[name].read]);
  return Object.fromEntries(readers) as Readers<K>;
}

/** The options of a model and those of margins, each under the name by which it is read. */
export function meansOptions(words: string): Argument<CellMatrix> {
  return optional(cellsAs(words, named));
}

function named(cells: CellMatrix): CellMatrix {
  const pairs = modelOptionPairs(cells);
  if (pairs.every(([name, text]) => marginOptionName(name, text) === name)) return cells;
  return pairs.map(([name, text]) => [marginOptionName(name, text), text]);
}
