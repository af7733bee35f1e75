/** Commands that print the tables of a question about a model: means, contrasts and influence, with options of their own. */

import {
  adjustmentNamed,
  COVARIATE_RULES,
  EFFECT_SCALES,
  MEAN_WEIGHTS,
  readContrast,
  unknownChoice,
  type Analysis,
} from '../src/index';

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
  readonly question: (given: SplitArguments) => Analysis<'means' | 'contrasts' | 'influence' | 'leverage'>;
}

const GRID = ['--at', '--covariates', '--averaging', '--type', '--adjust'];

export const TABLE_COMMANDS = {
  means: {
    flags: ['--letters', '--test', '--bias'],
    values: GRID,
    operands: 1,
    question: (given) => ({
      kind: 'means',
      ...gridOf(given),
      test: given.flags.has('--test'),
      bias: given.flags.has('--bias'),
      letters: given.flags.has('--letters') ? (adjustment(given) ?? 'tukey') : null,
    }),
  },
  contrasts: {
    flags: ['--letters', '--reverse'],
    values: [...GRID, '--effect'],
    operands: 2,
    question: (given) => ({
      kind: 'contrasts',
      ...gridOf(given),
      contrast: given.operands[1] === undefined ? null : readContrast(given.operands[1]),
      adjust: adjustment(given),
      reverse: given.flags.has('--reverse'),
      letters: given.flags.has('--letters'),
      effect: given.values.has('--effect') ? oneOf(given, '--effect', EFFECT_SCALES) : null,
    }),
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

/** Columns whose levels have a mean each, and what the means are averages over. */
function gridOf(given: SplitArguments) {
  const { values, operands } = given;
  return {
    specs: operands[0] ?? '',
    at: values.get('--at') ?? null,
    covariates: oneOf(given, '--covariates', COVARIATE_RULES),
    weights: oneOf(given, '--averaging', MEAN_WEIGHTS),
    type: oneOf(given, '--type', ['link', 'response']),
  };
}

function adjustment({ values }: SplitArguments) {
  const text = values.get('--adjust');
  return text === undefined ? null : adjustmentNamed(text).name;
}

/** The first of them where nothing is said. */
function oneOf<T extends string>({ values }: SplitArguments, flag: string, allowed: readonly T[]): T {
  const text = values.get(flag);
  if (text === undefined) return allowed[0];
  const found = allowed.find((one) => one === text.toLowerCase());
  if (found !== undefined) return found;
  throw unknownChoice(`${flag} is "${text}"`, text, allowed, `expected ${allowed.join(', ')}`);
}
