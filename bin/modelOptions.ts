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

/** R's name where the plain one would be taken for words that mean missing. */
const flagOf = ({ name }: ModelOption): string => (name === 'na' ? '--na-action' : `--${name}`);

const NAMES: ReadonlyMap<string, string> = new Map([
  ...MODEL_OPTIONS.map((option) => [flagOf(option), option.name] as const),
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
    try {
      options = readModelOptions([[name, text]], {}, options);
    } catch (error) {
      if (!(error instanceof CellmerError)) throw error;
      throw new CellmerError('option', error.message.replace(/^The (?:option )?\w+/, flag));
    }
  }
  return options;
}

/** Width of the first column of the list of arguments. */
const INDENT = 19;

/** Lines of the help text, one or two for each. */
export function modelFlagsHelp(): string {
  return MODEL_OPTIONS.map((option) => {
    const initial = option.initialWords ?? valueText(option, DEFAULT_FIT_OPTIONS) ?? 'none';
    const flag = `  ${flagOf(option)} ${option.choices ? 'WORD' : 'VALUE'}`;
    const words = `${option.words.replaceAll('`', '')} (default ${initial})`;
    return flag.length < INDENT ? flag.padEnd(INDENT) + words : `${flag}\n${' '.repeat(INDENT)}${words}`;
  }).join('\n');
}
