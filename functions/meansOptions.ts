/** The options of the functions about marginal means, slopes and contrasts, besides those of a model. */

import {
  isSwitch,
  MARGIN_OPTIONS,
  MARGIN_OPTIONS_OF,
  marginOptionName,
  modelOptionPairs,
  type CellMatrix,
  type MarginOptionName,
} from '../src/index';
import { cellsAs } from './arguments';
import { optional, type Argument, type OwnOption } from './declare';

type Asked = keyof typeof MARGIN_OPTIONS_OF;
type Own<K extends Asked> = {
  readonly [N in (typeof MARGIN_OPTIONS_OF)[K][number]]: OwnOption<
    ReturnType<(typeof MARGIN_OPTIONS)[N]['read']>
  >;
};

/** The options that a question has of its own. */
export function marginOptions<K extends Asked>(question: K): Own<K> {
  return Object.fromEntries(MARGIN_OPTIONS_OF[question].map((name) => [name, ownOption(name)])) as Own<K>;
}

function ownOption(name: MarginOptionName): OwnOption {
  const { read, words, initial, initialWords = `\`${String(initial)}\`` } = MARGIN_OPTIONS[name];
  return isSwitch(name)
    ? { read, words: `\`1\` ${words}`, usual: '`0`' }
    : { read, words, usual: initialWords };
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
