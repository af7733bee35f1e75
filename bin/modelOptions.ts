/** The options of a model as arguments of the command line: each that a function takes, under the same name. */

import {
  CellmerError,
  DEFAULT_FIT_OPTIONS,
  MODEL_OPTIONS,
  readModelOptions,
  valueText,
  type FitOptions,
  type ModelOption,
} from '../src/index';
import { optionHelp } from './optionHelp';

/** R's name where the plain one would be taken for words that mean missing. */
const flagOf = ({ name }: ModelOption): string => (name === 'na' ? '--na-action' : `--${name}`);

/** Whether there are headers is a question about the file. */
const OPTIONS = MODEL_OPTIONS.filter(({ name }) => name !== 'headers');

const NAMES: ReadonlyMap<string, string> = new Map([
  ...OPTIONS.map((option) => [flagOf(option), option.name] as const),
  ['--max-evaluations', 'maxeval'],
  ['--maxfun', 'maxeval'],
]);

/** Arguments with a value behind them. */
export const MODEL_FLAGS: readonly string[] = [...NAMES.keys()];

/**
 * @param values by the names of their arguments; others are left alone
 * @throws CellmerError `option`, whose sentence names the argument
 */
export function readModelFlags(values: ReadonlyMap<string, string>, initial: FitOptions): FitOptions {
  let options = initial;
  for (const [flag, text] of values) {
    const name = NAMES.get(flag);
    if (name === undefined) continue;
    options = namingArgument(flag, () => readModelOptions([[name, text]], {}, options));
  }
  return options;
}

/** What a sentence says of an option is said of the argument. */
export function namingArgument<T>(flag: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof CellmerError)) throw error;
    throw new CellmerError('option', error.message.replace(/^(?:The (?:option )?)?\w+/, flag));
  }
}

/** Lines of the help text. */
export function modelFlagsHelp(): string {
  return OPTIONS.map((option) => {
    const initial = option.initialWords ?? valueText(option, DEFAULT_FIT_OPTIONS) ?? 'none';
    const flag = `${flagOf(option)} ${option.choices ? 'WORD' : 'VALUE'}`;
    return optionHelp(flag, `${option.words} (default ${initial})`);
  }).join('\n');
}
