/** The `method` and `options` arguments of the LMER functions. */

import {
  CellmerError,
  DEFAULT_FIT_OPTIONS,
  DENOMINATORS,
  type Cell,
  type CellOptions,
  type DegreesOfFreedom,
  type FitOptions,
  type Method,
  type MissingPolicy,
  OPTIMIZERS,
  type OptimizerName,
} from '../src/index';
import { readContrasts } from './contrastText';
import { readLevels } from './levelText';
import { readOptions, timeBudgetIn, type OptionValue } from './optionText';
import { numberBetween, toNumber, yesOrNo } from './optionValues';
import { incoming, incomingCell } from './runtime';

export interface LmerOptions {
  readonly fit: FitOptions;
  readonly cells: CellOptions;
  /** Longest the fit may take, in milliseconds; undefined where nothing is said. */
  readonly timeBudget?: number;
}

/** Takes the value of an option; throws CellmerError for one that is not allowed. */
export type OwnOptions = Readonly<Record<string, (value: OptionValue) => void>>;

/** Sets one option; throws CellmerError for a value that is not allowed. */
type Setter = (value: OptionValue) => {
  readonly fit?: Partial<FitOptions>;
  readonly labels?: boolean;
};

const SETTERS: Readonly<Record<string, Setter>> = {
  method: (value) => ({ fit: { method: methodOf(value.text) } }),
  level: (value) => ({ fit: { level: numberBetween(value, 0, 1) } }),
  ddf: (value) => ({ fit: { ddf: degreesOfFreedom(value.text) } }),
  headers: (value) => ({ fit: { headers: value.text.toLowerCase() === 'auto' ? 'auto' : yesOrNo(value) } }),
  labels: (value) => ({ labels: yesOrNo(value) }),
  maxeval: (value) => ({ fit: { maxEvaluations: wholeNumber(value) } }),
  tolerance: (value) => ({ fit: { tolerance: numberBetween(value, 0, 1) } }),
  start: (value) => ({ fit: { start: numbers(value) } }),
  na: (value) => ({ fit: { na: missingPolicy(value.text) } }),
  contrasts: (value) => ({ fit: { contrasts: readContrasts(value.text) } }),
  levels: (value) => ({ fit: { levels: readLevels(value.text) } }),
  weights: ({ text }) => ({ fit: { weights: text } }),
  offset: ({ text }) => ({ fit: { offset: text } }),
  subset: ({ text }) => ({ fit: { subset: text } }),
  optimizer: ({ text }) => ({ fit: { optimizer: optimizerName(text) } }),
};

/**
 * The options of a fit from both arguments as they arrive; `method` itself goes before a method among the options.
 *
 * @param own options that the function has besides, each with what is done with its value
 * @throws CellmerError `option` for a name or value that is not allowed
 */
export function lmerOptions(method: unknown, options: unknown, own: OwnOptions = {}): LmerOptions {
  let fit: FitOptions = DEFAULT_FIT_OPTIONS;
  let labels = true;
  for (const value of readOptions(incoming(options), [...Object.keys(SETTERS), ...Object.keys(own)])) {
    if (Object.hasOwn(own, value.name)) {
      own[value.name](value);
      continue;
    }
    const set = SETTERS[value.name](value);
    fit = { ...fit, ...set.fit };
    labels = set.labels ?? labels;
  }
  const given = textOf(incomingCell(method));
  if (given !== '') fit = { ...fit, method: methodOf(given) };
  return { fit, cells: { labels }, timeBudget: timeBudgetIn(incoming(options)) };
}

function textOf(cell: Cell): string {
  if (typeof cell === 'object' && cell !== null) return cell.error;
  return String(cell ?? '').trim();
}

function methodOf(text: string): Method {
  const method = text.toUpperCase();
  if (method === 'REML' || method === 'ML') return method;
  throw new CellmerError('option', `The method is "${text}": expected "REML" or "ML".`);
}

function degreesOfFreedom(text: string): DegreesOfFreedom {
  const ddf = text.toLowerCase().replace(/[\s_]/g, '-');
  const found = DENOMINATORS.find((one) => one === ddf);
  if (found !== undefined) return found;
  throw new CellmerError('option', `The option ddf is "${text}": expected ${DENOMINATORS.join(', ')}.`);
}

function wholeNumber({ name, text }: OptionValue): number {
  const number = toNumber(text);
  if (Number.isInteger(number) && number >= 1) return number;
  throw new CellmerError('option', `The option ${name} is "${text}": expected a whole number, at least 1.`);
}

function numbers({ name, text }: OptionValue): number[] {
  const list = text.split(/[\s,]+/).map(toNumber);
  if (list.every(Number.isFinite)) return list;
  throw new CellmerError(
    'option',
    `The option ${name} is "${text}": expected numbers with blanks between them.`,
  );
}

function missingPolicy(text: string): MissingPolicy {
  const policy = text.toLowerCase().replace(/^na\./, '');
  if (policy === 'omit' || policy === 'exclude' || policy === 'fail') return policy;
  throw new CellmerError('option', `The option na is "${text}": expected omit, exclude or fail.`);
}

/** The names of R, such as `Nelder_Mead`, too. */
function optimizerName(text: string): OptimizerName {
  const plain = text.toLowerCase().replace(/[\s_]/g, '-');
  const found = OPTIMIZERS.find((one) => one === plain || one.replaceAll('-', '') === plain);
  if (found !== undefined) return found;
  throw new CellmerError(
    'option',
    `The option optimizer is "${text}": expected one of ${OPTIMIZERS.join(', ')}.`,
  );
}
