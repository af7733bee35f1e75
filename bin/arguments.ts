/** The command line's arguments, and what it says when they are wrong. */

import {
  CellmerError,
  DEFAULT_FIT_OPTIONS,
  type FitOptions,
  type PredictionInterval,
  type TextOptions,
} from '../src/index';
import {
  COURSEWORK_OPTIONS,
  COURSEWORK_VALUES,
  courseworkCommand,
  type CourseworkCommand,
} from './coursework';
import { MODEL_FLAGS, modelFlagsHelp, readModelFlags } from './modelOptions';
import {
  isTableCommand,
  marginFlagsHelp,
  TABLE_COMMANDS,
  withAveraging,
  type SplitArguments,
  type TableCommandName,
} from './tables';
import { readTextFlags, TEXT_FLAGS, TEXT_VALUES, textFlagsHelp } from './textOptions';
import { UsageError } from './usage';

interface ReadingCommand {
  /** Path of the data; `-` is standard input. */
  readonly file: string;
  /** How to read it, and a file of new rows. */
  readonly text: TextOptions;
}

export interface FitCommand extends ReadingCommand {
  readonly command: 'fit';
  readonly model: string;
  readonly json: boolean;
  readonly options: FitOptions;
}

export interface PredictCommand extends ReadingCommand {
  readonly command: 'predict';
  readonly model: string;
  /** Path of the new rows; null predicts the rows of the data. */
  readonly newFile: string | null;
  /** With random effects. */
  readonly random: boolean;
  readonly interval: PredictionInterval;
  readonly options: FitOptions;
}

/** One of the commands that print tables. */
export interface TablesCommand extends ReadingCommand {
  readonly command: TableCommandName;
  readonly model: string;
  readonly json: boolean;
  readonly question: ReturnType<(typeof TABLE_COMMANDS)[TableCommandName]['question']>;
  readonly options: FitOptions;
}

export type Command =
  | FitCommand
  | PredictCommand
  | TablesCommand
  | CourseworkCommand
  | { readonly command: 'help' }
  | { readonly command: 'version' };

export const HELP = `Usage: cellmer fit DATA MODEL [options]
       cellmer predict DATA MODEL [NEWDATA] [options]
       cellmer means DATA MODEL SPECS [options]
       cellmer contrasts DATA MODEL SPECS [CONTRAST] [options]
       cellmer slopes DATA MODEL VARIABLE [SPECS] [options]
       cellmer influence DATA MODEL [GROUP] [options]
       cellmer handout KEY [--roster ROSTER] --out FOLDER
       cellmer grade KEY FILES... --csv GRADES [--roster ROSTER] [--lms moodle|canvas] [--feedback FOLDER]

fit        fits a linear mixed model to a CSV file and prints the summary.
predict    fits it and prints NEWDATA, or DATA, as CSV with the predictions in further columns.
means      fits it and prints estimated marginal means.
contrasts  fits it and prints comparisons of them.
slopes     fits it and prints how the outcome changes with a column of numbers.
influence  fits it, and anew without each group or row, and prints what that changes.
handout    makes of a teacher's workbook what students get: without its sheet "Key".
grade      marks what they have handed in by that sheet, and writes the grades as CSV.

  DATA     a file of text, in UTF-8, UTF-16 or Windows-1252; "-" reads from standard input. What separates its fields,
           titles and comments above the table, and which lines hold names, is found from its first lines. Empty cells, NA
           and #N/A are missing, among numbers also words such as . - ? N/A NULL, and the words of --na. Numbers may have
           decimal commas, thousands, currencies and percent signs; dates are numbers of days, as in Excel. Labels are
           numbers in quotes, and those that begin with 0 or have more than 15 digits. Another word among numbers is an
           error that names its line. What was taken for granted is said, with the option that reads it otherwise.
  MODEL    an lme4 formula such as "Reaction ~ Days + (Days | Subject)", or the name of a grouping column: then the
           first column of numbers that varies within groups is the response, and the rest are fixed effects.
  NEWDATA  a file with rows to predict: the columns of the model but the response. A group that DATA does not have gets
           the prediction of the population.
  SPECS    the columns whose levels have a mean each, such as "dose" or "dose | visit"; "1" for the mean over everything.
  CONTRAST pairwise, consecutive, control=placebo, polynomial or another of LMER.CONTRASTS
  VARIABLE the column of numbers whose slope is wanted; SPECS, which may be left out, are the columns whose levels have one each.
  GROUP    the grouping factor whose levels are left out; "rows" leaves out rows, "leverage" none and prints theirs.
  KEY      the teacher's workbook (docs/teaching.md).
  FILES    workbooks (.xlsx, .ods, .xls), texts with receipts, folders of them, and archives (.zip) as learning platforms give them.

Options
  --ml             maximum likelihood; the default is REML
  --reml           restricted maximum likelihood
${modelFlagsHelp()}
${textFlagsHelp()}
  --interval KIND  predict: limits of the mean (confidence), of a new observation (prediction), or both
  --population     predict: without random effects
${marginFlagsHelp()}
  --json           not predict: print one JSON object with every number in full precision; what goes wrong too,
                   as {"error": {"code", "message"}}
  --roster FILE    handout, grade: a table of the students as text, their ids in a column such as "student" or "id": each gets a
                   workbook with their own data and sealed keys; grade says who is not on it
  --out FOLDER     handout: where the workbooks go
  --csv FILE       grade: where the grades go
  --lms NAME       grade: with the columns that the gradebook of moodle or canvas takes in
  --feedback FOLDER  grade: where a marked workbook for each student goes, with messages and without keys
  --help           print this
  --version        print the version

Files may have any size, but for predict: only the columns of the model are held. Standard input is held as a whole.

Exit code: 0 when the model was fitted (doubts are printed as warnings), 1 when it was not, 2 for wrong arguments, 3 for
a fault of the program.
`;

/** Options of some commands alone. */
const OWN: Readonly<
  Record<'fit' | 'predict' | TableCommandName | CourseworkCommand['command'], readonly string[]>
> = {
  fit: ['--json'],
  predict: ['--population', '--interval'],
  means: ownOf('means'),
  contrasts: ownOf('contrasts'),
  slopes: ownOf('slopes'),
  influence: ownOf('influence'),
  ...COURSEWORK_OPTIONS,
};
const TABLES = Object.values(TABLE_COMMANDS);
const unique = (names: readonly string[]): string[] => [...new Set(names)];
const FLAGS = unique([
  ...['--ml', '--reml', '--json', '--population', '--help', '-h', '--version'],
  ...TEXT_FLAGS,
  ...TABLES.flatMap(({ flags }) => flags),
]);
const VALUED = unique([
  ...MODEL_FLAGS,
  ...TEXT_VALUES,
  '--interval',
  ...COURSEWORK_VALUES,
  ...TABLES.flatMap(({ values }) => values),
]);

function ownOf(command: TableCommandName): readonly string[] {
  const { flags, values } = TABLE_COMMANDS[command];
  return ['--json', ...flags, ...values];
}

function isCommand(name: string): name is keyof typeof OWN {
  return Object.hasOwn(OWN, name);
}

/**
 * Reads the arguments behind the program's name. `--option value` and `--option=value` are the same, options and
 * operands may be mixed, and behind `--` everything is an operand.
 *
 * @throws UsageError
 */
export function parseArguments(args: readonly string[]): Command {
  const { flags, values: said, operands } = split(args);
  if (flags.has('--help') || flags.has('-h')) return { command: 'help' };
  if (flags.has('--version')) return { command: 'version' };
  const [command, file, model, ...rest] = operands;
  const known = Object.keys(OWN).map((name) => `"${name}"`);
  const commands = `cellmer knows ${known.slice(0, -1).join(', ')} and ${known[known.length - 1]}`;
  if (command === undefined) throw new UsageError(`a command is missing: ${commands}`);
  if (!isCommand(command)) throw new UsageError(`"${command}" is not a command: ${commands}`);
  const values = OWN[command].includes('--averaging') ? asUsage(() => withAveraging(said)) : said;
  const foreign = Object.values(OWN)
    .flat()
    .find((name) => (flags.has(name) || values.has(name)) && !OWN[command].includes(name));
  if (foreign !== undefined) throw new UsageError(`${foreign} is not an option of ${command}`);
  if (command === 'handout' || command === 'grade') {
    const general = [...flags, ...values.keys()].find((name) => !OWN[command].includes(name));
    if (general !== undefined) throw new UsageError(`${general} is not an option of ${command}`);
    return courseworkCommand(command, operands.slice(1), values);
  }
  if (file === undefined) throw new UsageError('the data file is missing');
  if (model === undefined)
    throw new UsageError('the model is missing: give a formula, in quotes, or a grouping column');
  const extra = rest[operandsOf(command)];
  if (extra !== undefined) {
    throw new UsageError(`"${extra}" is one argument too many: put the formula in quotes`);
  }
  if (flags.has('--ml') && flags.has('--reml')) throw new UsageError('give one of --ml and --reml, not both');
  const options = fitOptions(flags, values);
  const text = readTextFlags(flags, values);
  const json = flags.has('--json');
  if (command === 'fit') return { command, file, model, text, json, options };
  if (isTableCommand(command)) {
    const question = asUsage(() => TABLE_COMMANDS[command].question({ flags, values, operands: rest }));
    return { command, file, model, text, json, question, options };
  }
  const interval = readInterval(values);
  return {
    command,
    file,
    model,
    text,
    newFile: rest[0] ?? null,
    random: !flags.has('--population'),
    interval,
    options,
  };
}

/** How many may stand behind DATA and MODEL. */
function operandsOf(command: 'fit' | 'predict' | TableCommandName): number {
  if (isTableCommand(command)) return TABLE_COMMANDS[command].operands;
  return command === 'predict' ? 1 : 0;
}

/** What cannot be read of the arguments is wrong usage. */
function asUsage<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof CellmerError) throw new UsageError(error.message);
    throw error;
  }
}

function split(args: readonly string[]): SplitArguments {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const operands: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (arg === '--') {
      operands.push(...args.slice(i + 1));
      break;
    }
    const [name, inline] = splitAtEquals(arg);
    if (!arg.startsWith('-') || arg === '-') operands.push(arg);
    else if (VALUED.includes(name)) values.set(name, inline ?? valueBehind(name, args[++i]));
    else if (FLAGS.includes(name) && inline === undefined) flags.add(name);
    else if (FLAGS.includes(name)) throw new UsageError(`${name} takes no value, but "${inline}" was given`);
    else throw new UsageError(`${name} is not an option: there are ${[...FLAGS, ...VALUED].join(', ')}`);
  }
  return { flags, values, operands };
}

function splitAtEquals(arg: string): [string, string | undefined] {
  const equals = arg.indexOf('=');
  return equals < 0 ? [arg, undefined] : [arg.slice(0, equals), arg.slice(equals + 1)];
}

function valueBehind(name: string, value: string | undefined): string {
  if (value === undefined) throw new UsageError(`${name} needs a value behind it`);
  return value;
}

function fitOptions(flags: ReadonlySet<string>, values: ReadonlyMap<string, string>): FitOptions {
  const method = ['--ml', '--reml'].find((flag) => flags.has(flag));
  if (method !== undefined && values.has('--method'))
    throw new UsageError(`give one of ${method} and --method, not both`);
  // Whatever a file has for names, its cells have a row of them.
  const initial = {
    ...DEFAULT_FIT_OPTIONS,
    headers: true,
    method: method === '--ml' ? 'ML' : 'REML',
  } as const;
  return asUsage(() => readModelFlags(values, initial));
}

const INTERVALS: readonly PredictionInterval[] = ['confidence', 'prediction', 'both', 'none'];

/** A level alone asks for confidence limits. */
function readInterval(values: ReadonlyMap<string, string>): PredictionInterval {
  const text = values.get('--interval');
  if (text === undefined) return values.has('--level') ? 'confidence' : 'none';
  const interval = INTERVALS.find((name) => name === text.toLowerCase());
  if (interval) return interval;
  throw new UsageError(`--interval must be one of ${INTERVALS.join(', ')}, but "${text}" was given`);
}
