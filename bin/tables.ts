/** Commands that print the tables of a question about a model: means, contrasts, slopes and influence, with options of their own. */

import {
  CellmerError,
  isSwitch,
  MARGIN_OPTIONS,
  MARGIN_OPTIONS_OF,
  marginOptionName,
  questionOfContrasts,
  questionOfMeans,
  questionOfSlopes,
  readContrast,
  readMarginOptions,
  type Analysis,
  type MarginOptionName,
} from '../src/index';
import { namingArgument } from './modelOptions';
import { optionHelp } from './optionHelp';

/** The arguments behind the program's name, apart. */
export interface SplitArguments {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
  readonly operands: readonly string[];
}

/** A command whose answer is tables. */
interface TableCommand {
  /** Its own arguments without a value, and with one. */
  readonly flags: readonly string[];
  readonly values: readonly string[];
  /** Most operands behind DATA and MODEL. */
  readonly operands: number;
  /** @throws CellmerError `option` */
  readonly question: (
    given: SplitArguments,
  ) => Analysis<'means' | 'contrasts' | 'slopes' | 'influence' | 'leverage'>;
}

/** Questions whose options are arguments under the same names. */
type MarginCommand = keyof typeof MARGIN_OPTIONS_OF;

function ownNames(command: MarginCommand): readonly MarginOptionName[] {
  return MARGIN_OPTIONS_OF[command];
}

function ownOptions(command: MarginCommand): Pick<TableCommand, 'flags' | 'values'> {
  const flagsOf = (wanted: boolean) =>
    ownNames(command)
      .filter((name) => isSwitch(name) === wanted)
      .map(flagOf);
  return { flags: flagsOf(true), values: flagsOf(false) };
}

function flagOf(name: string): string {
  return `--${name}`;
}

export const TABLE_COMMANDS = {
  means: {
    ...ownOptions('means'),
    operands: 1,
    question: (given) => ({
      kind: 'means',
      ...questionOfMeans(given.operands[0] ?? '', marginsGiven('means', given)),
    }),
  },
  contrasts: {
    ...ownOptions('contrasts'),
    operands: 2,
    question: (given) => {
      const { operands } = given;
      const contrast = operands[1] === undefined ? null : readContrast(operands[1]);
      const options = marginsGiven('contrasts', given);
      return { kind: 'contrasts', ...questionOfContrasts(operands[0] ?? '', contrast, options) };
    },
  },
  slopes: {
    ...ownOptions('slopes'),
    operands: 2,
    question: (given) => {
      const [variable = '', specs = null] = given.operands;
      return { kind: 'slopes', ...questionOfSlopes(variable, specs, marginsGiven('slopes', given)) };
    },
  },
  influence: {
    flags: [],
    values: [],
    operands: 1,
    question: ({ operands: [group = ''] }) =>
      group.toLowerCase() === 'leverage' ? { kind: 'leverage' } : { kind: 'influence', group },
  },
} as const satisfies Record<string, TableCommand>;

export type TableCommandName = keyof typeof TABLE_COMMANDS;

export function isTableCommand(name: string): name is TableCommandName {
  return Object.hasOwn(TABLE_COMMANDS, name);
}

/** What was said of the options of a question. @throws CellmerError `option`, whose sentence names the argument */
function marginsGiven(command: MarginCommand, { flags, values }: SplitArguments) {
  return ownNames(command).reduce<ReturnType<typeof readMarginOptions>>((found, name) => {
    const flag = flagOf(name);
    const text = flags.has(flag) ? '1' : values.get(flag);
    if (text === undefined) return found;
    return { ...found, ...namingArgument(flag, () => readMarginOptions({ [name]: text })) };
  }, {});
}

/** Weights that are a way of averaging are not those of the rows. @throws CellmerError `option` where both are given */
export function withAveraging(values: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const flag = flagOf('weights');
  const text = values.get(flag);
  const name = text === undefined ? flag : flagOf(marginOptionName('weights', text));
  if (text === undefined || name === flag) return values;
  if (values.has(name)) throw new CellmerError('option', `give one of ${flag} ${text} and ${name}, not both`);
  return new Map([...[...values].filter(([other]) => other !== flag), [name, text]]);
}

/** Lines of the help text. */
export function marginFlagsHelp(): string {
  const commands = Object.keys(MARGIN_OPTIONS_OF) as MarginCommand[];
  const names = Object.keys(MARGIN_OPTIONS) as MarginOptionName[];
  return names
    .map((name) => {
      const users = commands.filter((command) => ownNames(command).includes(name));
      const { words, initial, initialWords = initial } = MARGIN_OPTIONS[name];
      const flag = isSwitch(name) ? flagOf(name) : `${flagOf(name)} VALUE`;
      const usual = isSwitch(name) ? '' : ` (default ${String(initialWords)})`;
      return optionHelp(flag, `${users.join(', ')}: ${words}${usual}`);
    })
    .join('\n');
}
