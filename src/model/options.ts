/**
 * The options of a model, each described once: what it is called, how its text is read and written, what it is where
 * nothing is said, and what it means. Functions, the command line, the pane and the documentation follow from it.
 */

import { CONTRAST_KINDS } from '../design';
import { CellmerError } from '../errors';
import { DENOMINATORS } from '../inference/denominator';
import { OPTIMIZERS } from '../fits';
import { unknownChoice } from '../table';
import type { CellMatrix } from '../table/types';
import { readContrasts, writeContrasts } from './contrastText';
import { ddfWords } from './ddfWords';
import { readLevels, writeLevels } from './levelText';
import { optionPairs, optionText, readOptions, type Aliases } from './optionText';
import { numberBetween, numberList, wholeNumber, yesOrNo, type OptionValue } from './optionValues';
import { fromControl, fromVerbose } from './rWords';
import { DEFAULT_FIT_OPTIONS, type FitOptions, type Method } from './request';

/** What can be chosen; notes are what reading leaves behind. */
export type OptionKey = Exclude<keyof FitOptions, 'notes'>;

export interface OptionChoice {
  /** As it is written. */
  readonly value: string;
  /** As a menu shows it. */
  readonly words: string;
}

export interface ModelOption<K extends OptionKey = OptionKey> {
  readonly of: K;
  readonly name: string;
  /** What R calls it, where that is something else. */
  readonly aliases?: readonly string[];
  /** @throws CellmerError `option` */
  readonly read: (value: OptionValue) => FitOptions[K];
  /** As `read` reads it. Not called where there is none (null). */
  readonly write: (value: NonNullable<FitOptions[K]>) => string;
  /** What stands behind the equals sign, in words. */
  readonly words: string;
  /** What is so where nothing is said, when its text does not say it. */
  readonly initialWords?: string;
  readonly choices?: readonly OptionChoice[];
  /** Whether the pane has a control for it; the others it shows as text. */
  readonly inPane: boolean;
}

const asText = {
  read: ({ text }: OptionValue): string => text,
  write: (text: string): string => text,
};

const METHODS: readonly OptionChoice[] = [
  { value: 'REML', words: 'Restricted maximum likelihood' },
  { value: 'ML', words: 'Maximum likelihood' },
];

const DEGREES = DENOMINATORS.map((value) => ({ value, words: ddfWords(value).name }));

const CONTRASTS: readonly OptionChoice[] = CONTRAST_KINDS.map((value) => ({
  value,
  words: value === 'poly' ? 'Polynomial' : value[0].toUpperCase() + value.slice(1),
}));

const OPTIMIZER_CHOICES = OPTIMIZERS.map((value) => ({ value, words: value }));

/** One entry for each: an option that is missing here does not compile. */
const DESCRIPTIONS: { readonly [K in OptionKey]: Omit<ModelOption<K>, 'of'> } = {
  method: {
    name: 'method',
    aliases: ['reml'],
    read: readMethod,
    write: String,
    words: '`REML`, `ML`, or R’s `TRUE` and `FALSE` (the argument `method` goes before)',
    choices: METHODS,
    inPane: true,
  },
  level: {
    name: 'level',
    read: (value) => numberBetween(value, 0, 1),
    write: String,
    words: 'confidence level, between 0 and 1 or as `95%`',
    inPane: true,
  },
  ddf: {
    name: 'ddf',
    read: (value) => chosen(value, DEGREES),
    write: String,
    words: `degrees of freedom of tests of fixed effects: ${listed(DEGREES)}`,
    choices: DEGREES,
    inPane: true,
  },
  weights: {
    name: 'weights',
    ...asText,
    words: 'prior weights, an expression of the columns',
    initialWords: 'all 1',
    inPane: true,
  },
  offset: {
    name: 'offset',
    ...asText,
    words: 'part of the linear predictor that is known',
    initialWords: 'none',
    inPane: true,
  },
  subset: {
    name: 'subset',
    ...asText,
    words: 'condition for the rows that are used',
    initialWords: 'all rows',
    inPane: false,
  },
  na: {
    name: 'na',
    aliases: ['na.action'],
    read: readMissing,
    write: String,
    words: '`omit`, `exclude`, `fail`',
    choices: [
      { value: 'omit', words: 'Leave out' },
      { value: 'exclude', words: 'Leave out, keep their places' },
      { value: 'fail', words: 'Refuse' },
    ],
    inPane: false,
  },
  contrasts: {
    name: 'contrasts',
    read: ({ text }) => readContrasts(text),
    write: writeContrasts,
    words: 'coding of factors',
    choices: CONTRASTS,
    inPane: true,
  },
  levels: {
    name: 'levels',
    read: ({ text }) => readLevels(text),
    write: writeLevels,
    words: 'order of the levels of factors',
    initialWords: 'sorted',
    inPane: false,
  },
  headers: {
    name: 'headers',
    read: (value) => (value.text.toLowerCase() === 'auto' ? 'auto' : yesOrNo(value)),
    write: (value) => (value === 'auto' ? 'auto' : value ? '1' : '0'),
    words: '`1` (first row holds headers), `0`, `auto`',
    inPane: true,
  },
  start: {
    name: 'start',
    read: numberList,
    write: (theta) => theta.join(' '),
    words: 'starting values of theta, with blanks between them',
    initialWords: 'moments',
    inPane: false,
  },
  maxEvaluations: {
    name: 'maxeval',
    aliases: ['maxfun'],
    read: wholeNumber,
    write: String,
    words: 'most evaluations of the criterion; besides that at the start one is made at least',
    inPane: false,
  },
  tolerance: {
    name: 'tolerance',
    read: (value) => numberBetween(value, 0, 1),
    write: String,
    words: 'the search ends when a step promises to gain less than this',
    inPane: false,
  },
  optimizer: {
    name: 'optimizer',
    read: readOptimizer,
    write: String,
    words: listed(OPTIMIZER_CHOICES),
    choices: OPTIMIZER_CHOICES,
    inPane: false,
  },
};

export const MODEL_OPTIONS: readonly ModelOption[] = (Object.keys(DESCRIPTIONS) as OptionKey[]).map(
  // Each has the reader and the writer of its own values.
  (of) => ({ of, ...DESCRIPTIONS[of] }) as unknown as ModelOption,
);

/** What the value of an option of this name is. */
export function modelOption<K extends OptionKey>(of: K): Omit<ModelOption<K>, 'of'> {
  return DESCRIPTIONS[of];
}

/** Other names of options. */
const OPTION_ALIASES: Aliases = Object.fromEntries(
  MODEL_OPTIONS.flatMap(({ name, aliases = [] }) => aliases.map((alias) => [alias, name])),
);

/** Words of R that are no options here, and what they come to. */
const R_WORDS: Readonly<Record<string, (value: OptionValue) => Partial<FitOptions>>> = {
  verbose: fromVerbose,
  control: (value) => fromControl(value, readOptimizer),
};

/** An option that a function has besides those of a model: what is done with its value. */
export type OwnOptions = Readonly<Record<string, (value: OptionValue) => void>>;

/**
 * The options of a model.
 *
 * @param cells text such as `level=0.9; subset=Days > 1`, or two columns, name and value
 * @param own options that there are besides, each with what is done with its value
 * @param initial what is so where nothing is said
 * @throws CellmerError `option` for a name or value that is not allowed
 */
export function readModelOptions(
  cells: CellMatrix,
  own: OwnOptions = {},
  initial: FitOptions = DEFAULT_FIT_OPTIONS,
): FitOptions {
  const names = [...new Set([...MODEL_OPTIONS.map(({ name }) => name), ...Object.keys(own)])];
  const values = readOptions(cells, [...names, ...Object.keys(R_WORDS)], OPTION_ALIASES);
  let fit = initial;
  // What R's control says gives way to what is said here.
  for (const value of values)
    if (!Object.hasOwn(own, value.name) && Object.hasOwn(R_WORDS, value.name)) {
      const said = R_WORDS[value.name](value);
      fit = { ...fit, ...said, notes: [...fit.notes, ...(said.notes ?? [])] };
    }
  for (const value of values) {
    const option = MODEL_OPTIONS.find(({ name }) => name === value.name);
    if (Object.hasOwn(own, value.name)) own[value.name](value);
    else if (option) fit = { ...fit, [option.of]: option.read(value) };
  }
  return fit;
}

/** Names and values as they are written, R's names under ours. */
export function modelOptionPairs(cells: CellMatrix): [name: string, text: string][] {
  return optionPairs(cells, OPTION_ALIASES);
}

/**
 * What differs from the defaults, as `readModelOptions` reads it: `level=0.9; subset=Days > 1`.
 *
 * @param isWanted which options are to be said
 */
export function writeModelOptions(
  options: FitOptions,
  isWanted: (option: ModelOption) => boolean = () => true,
): string {
  return writtenOptions(options)
    .filter(({ option }) => isWanted(option))
    .map(({ text }) => text)
    .join('; ');
}

/** The options that differ from the defaults, each as `name=value`. */
export function writtenOptions(
  options: FitOptions,
): { readonly option: ModelOption; readonly text: string }[] {
  return MODEL_OPTIONS.flatMap((option) => {
    const value = valueText(option, options);
    if (value === null || value === valueText(option, DEFAULT_FIT_OPTIONS)) return [];
    return [{ option, text: optionText(option.name, value) }];
  });
}

/** The value of an option as it is written; null for none. */
export function valueText({ of, write }: ModelOption, options: FitOptions): string | null {
  const value = options[of];
  return value === null ? null : (write as (value: unknown) => string)(value);
}

/** R's `REML=FALSE` is ML, also where it stands in place of a method. @throws CellmerError `option` */
export function readMethod({ text }: Pick<OptionValue, 'text'>): Method {
  const method = text.replace(/^reml\s*=\s*/i, '').toUpperCase();
  if (method === 'REML' || method === 'TRUE') return 'REML';
  if (method === 'ML' || method === 'FALSE') return 'ML';
  const elsewhere = method.includes('=') ? '; options have an argument of their own, the last' : '';
  throw new CellmerError('option', `The method is "${text}": expected "REML" or "ML"${elsewhere}.`);
}

/** Capitals, blanks and underscores as people write them. */
function chosen<T extends string>({ name, text }: OptionValue, choices: readonly { readonly value: T }[]): T {
  const plain = text.toLowerCase().replace(/[\s_]/g, '-');
  const found = choices.find(({ value }) => value === plain);
  if (found !== undefined) return found.value;
  const values = choices.map(({ value }) => value);
  throw unknownChoice(`The option ${name} is "${text}"`, plain, values, `expected ${values.join(', ')}`);
}

function readMissing({ name, text }: OptionValue): FitOptions['na'] {
  const policy = text.toLowerCase().replace(/^na\./, '');
  if (policy === 'omit' || policy === 'exclude' || policy === 'fail') return policy;
  throw new CellmerError('option', `The option ${name} is "${text}": expected omit, exclude or fail.`);
}

/** The names of R, such as `Nelder_Mead`, too. */
function readOptimizer({ text }: OptionValue): FitOptions['optimizer'] {
  const plain = text.toLowerCase().replace(/[\s_]/g, '-');
  const found = OPTIMIZERS.find((one) => one === plain || one.replaceAll('-', '') === plain);
  if (found !== undefined) return found;
  throw unknownChoice(`The option optimizer is "${text}"`, text, OPTIMIZERS);
}

function listed(choices: readonly { readonly value: string }[]): string {
  return choices.map(({ value }) => `\`${value}\``).join(', ');
}
