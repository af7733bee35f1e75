/** LIKELIHOOD.VALUE, LIKELIHOOD.MLE, LIKELIHOOD.TRACE: the likelihood of any density, and its maximum. */

import {
  CellmerError,
  likelihoodAmong,
  likelihoodAmongCells,
  likelihoodTraceCells,
  likelihoodValueCells,
  maximize,
  maximizeMethod,
  maximumCells,
  readLikelihood,
  type CellMatrix,
  type MaximizeOptions,
  readOptions,
  type OptionValue,
  numberBetween,
  toNumber,
  yesOrNo,
} from '../src/index';
import { densityArgument, textArgument, withRange } from './arguments';
import { candidatePoints } from './candidateText';
import { givenCells, givenPoints, givenValues } from './parameterText';
import { answer, incoming } from './runtime';
import { timeBudget } from './timeBudget';

const ADVICE = 'start closer to the maximum, or take fewer rows or parameters';

/**
 * How a maximum is searched for.
 * @customenum {string}
 */
// prettier-ignore
export enum LikelihoodAlgorithm {
  /** Newton's method with exact second derivatives, the default */
  Newton = "Newton",
  /** Variable metric method, as in R's optim() */
  BFGS = "BFGS",
  /** Limited-memory variable metric method with bounds, as in R's optim() */
  LBFGSB = "L-BFGS-B",
  /** Simplex method without derivatives, as in R's optim() */
  NelderMead = "Nelder-Mead",
}

/**
 * Likelihood, or log-likelihood, of the data at given parameters: one value for each row of parameters.
 * @customfunction LIKELIHOOD.VALUE
 * @helpurl https://localhost:3000/functions.html#LIKELIHOOD.VALUE
 * @param density Name of a density, such as "binomial", "normal", "poisson" or "gamma", or a density or its logarithm as text in the headers of the data and free parameters, such as "y*LN(p) + (1-y)*LN(1-p)", or "one-way normal".
 * @param data Range with a header row; without one the columns are called y, x1, x2, ...
 * @param parameters A number for each parameter, in order or under their names; several rows give several values.
 * @param [log] TRUE for the log-likelihood; FALSE (default) for the likelihood.
 * @param [labels] TRUE for a header row and the parameters beside each value, by their names in the order in which they were taken.
 * @example =LIKELIHOOD.VALUE("y*LN(p) + (1-y)*LN(1-p)", {"y"; 0; 0; 1}, {"p"; 0.25; 0.5})
 * @requiresParameterAddresses
 * @cancelable
 */
export function likelihoodValue(
  density: unknown,
  data: unknown[][],
  parameters: unknown[][],
  log?: unknown,
  labels?: unknown,
  invocation?: CustomFunctions.CancelableInvocation,
): unknown[][] {
  return answer(() => {
    const text = densityArgument(density);
    const isLog = isYes('log', log);
    const isLabelled = isYes('labels', labels);
    const points = incoming(parameters);
    return withRange(data, invocation, 1, (cells, address) => {
      const likelihood = readLikelihood(text, cells, address);
      const names = likelihood.parameters.map(({ name }) => name);
      return likelihoodValueCells(likelihood, givenPoints(points, names), isLog, { labels: isLabelled });
    });
  });
}

/**
 * Maximum likelihood for any density: estimates with standard errors and intervals, log-likelihood, counts, convergence and message, Hessian and covariance matrix: what R's optim() gives and what one does next.
 * @customfunction LIKELIHOOD.MLE
 * @helpurl https://localhost:3000/functions.html#LIKELIHOOD.MLE
 * @param density Name of a density, such as "binomial", "normal", "poisson" or "gamma", or a density or its logarithm as text in the headers of the data and free parameters, such as "y*LN(p) + (1-y)*LN(1-p)", or a log-likelihood with SUM(...), or "one-way normal".
 * @param data Range with a header row; without one the columns are called y, x1, x2, ...
 * @param [start] Starting values: text such as "a=1; b=0.5", numbers in order, or a range; found from the data if omitted.
 * @param [options] Text such as "method=BFGS; lower=a:0, b:0; level=0.9", or a range of names and values; "method=L-BFGS-B; derivatives=numeric" does what optim() does without a gradient, "among=1/3, 1/2" compares values instead of searching.
 * @param [among] The same values as a range: one row for each, under the parameters' names where there are several.
 * @example dyestuff =LIKELIHOOD.MLE("normal", B1:B31)
 * @requiresParameterAddresses
 * @cancelable
 */
export function likelihoodMle(
  density: unknown,
  data: unknown[][],
  start?: unknown[][],
  options?: unknown[][],
  among?: unknown[][],
  invocation?: CustomFunctions.CancelableInvocation,
): unknown[][] {
  return answer(() => {
    const text = densityArgument(density);
    const { labels, among: listed, given, ...asked } = maximizeOptions(options);
    const first = givenCells(incoming(start), 'start');
    const candidates = candidateCells(incoming(among), listed, [
      ...(first.length > 0 ? ['start'] : []),
      ...given,
    ]);
    return withRange(data, invocation, 1, (cells, address) => {
      const likelihood = readLikelihood(text, cells, address, timeBudget(ADVICE));
      if (candidates) {
        const names = likelihood.parameters.map(({ name }) => name);
        const found = likelihoodAmong(likelihood, candidatePoints(candidates, names, asked.fix ?? []));
        return likelihoodAmongCells(found, likelihood.sentence, { labels });
      }
      const fit = maximize(likelihood, first.length > 0 ? { ...asked, start: first } : asked);
      return maximumCells(fit, likelihood.sentence, { labels });
    });
  });
}

/**
 * The path of a search for the maximum of a likelihood, for teaching: iteration, parameters, log-likelihood and the norm of the gradient.
 * @customfunction LIKELIHOOD.TRACE
 * @helpurl https://localhost:3000/functions.html#LIKELIHOOD.TRACE
 * @param density Name of a density, such as "binomial", "normal", "poisson" or "gamma", or a density or its logarithm as text in the headers of the data and free parameters, such as "y*LN(p) + (1-y)*LN(1-p)", or "one-way normal".
 * @param data Range with a header row; without one the columns are called y, x1, x2, ...
 * @param [start] Starting values: text such as "a=1; b=0.5", numbers in order, or a range; found from the data if omitted.
 * @param [algorithm] "Newton" (default), "BFGS", "L-BFGS-B" or "Nelder-Mead".
 * @param [options] Those of LIKELIHOOD.MLE for the search, such as "derivatives=numeric; lower=p:0.01".
 * @example =LIKELIHOOD.TRACE("y*LN(p) + (1-y)*LN(1-p)", {"y"; 0; 0; 1}, "p=0.9")
 * @requiresParameterAddresses
 * @cancelable
 */
export function likelihoodTrace(
  density: unknown,
  data: unknown[][],
  start?: unknown[][],
  algorithm?: LikelihoodAlgorithm,
  options?: unknown[][],
  invocation?: CustomFunctions.CancelableInvocation,
): unknown[][] {
  return answer(() => {
    const text = densityArgument(density);
    const { labels, among, given: _, ...asked } = maximizeOptions(options);
    if (among !== null)
      throw new CellmerError(
        'option',
        'A comparison among given values has no path: take among for LIKELIHOOD.MLE.',
      );
    const named = textArgument('algorithm', algorithm);
    const first = givenCells(incoming(start), 'start');
    return withRange(data, invocation, 1, (cells, address) => {
      const fit = maximize(readLikelihood(text, cells, address, timeBudget(ADVICE)), {
        ...asked,
        ...(named !== '' && { method: maximizeMethod(named) }),
        ...(first.length > 0 && { start: first }),
        mustSearch: true,
      });
      return likelihoodTraceCells(fit, { labels });
    });
  });
}

function isYes(name: string, argument: unknown): boolean {
  const text = textArgument(name, argument);
  return text !== '' && yesOrNo({ name, text });
}

type Setter = (value: OptionValue) => MaximizeOptions;

const SETTERS: Readonly<Record<string, Setter>> = {
  method: ({ text }) => ({ method: maximizeMethod(text) }),
  start: ({ text }) => ({ start: givenValues(text, 'start') }),
  lower: ({ text }) => ({ lower: givenValues(text, 'lower') }),
  upper: ({ text }) => ({ upper: givenValues(text, 'upper') }),
  fix: ({ text }) => ({ fix: givenValues(text, 'fix') }),
  level: (value) => ({ level: numberBetween(value, 0, 1) }),
  interval: ({ text }) => ({ isTwoErrors: isTwoErrors(text) }),
  derivatives: (value) => ({ derivatives: exactOrNumeric(value) }),
  ndeps: ({ text }) => ({ ndeps: givenValues(text, 'ndeps') }),
  parscale: ({ text }) => ({ parscale: givenValues(text, 'parscale') }),
  fnscale: ({ text }) => ({ fnscale: toNumber(text) }),
  maxit: (value) => ({ limits: { maxIterations: atLeastZero(value) } }),
  reltol: (value) => ({ limits: { reltol: atLeastZero(value) } }),
  abstol: ({ text }) => ({ limits: { abstol: givenValues(text, 'abstol')[0].value } }),
  factr: (value) => ({ limits: { factr: atLeastZero(value) } }),
  pgtol: (value) => ({ limits: { pgtol: atLeastZero(value) } }),
};

interface AskedOptions extends MaximizeOptions {
  readonly labels: boolean;
  /** The text of candidate values. */
  readonly among: string | null;
  /** The names of the options that were given. */
  readonly given: readonly string[];
}

function maximizeOptions(argument: unknown): AskedOptions {
  let asked: MaximizeOptions = {};
  let labels = true;
  let among: string | null = null;
  const options = readOptions(incoming(argument), [...Object.keys(SETTERS), 'among', 'labels']);
  for (const value of options) {
    if (value.name === 'labels') labels = yesOrNo(value);
    else if (value.name === 'among') among = value.text;
    else {
      const set = SETTERS[value.name](value);
      asked = { ...asked, ...set, limits: { ...asked.limits, ...set.limits } };
    }
  }
  return { ...asked, labels, among, given: options.map(({ name }) => name) };
}

/** Candidate values, from a range or the options; null where there are none. */
function candidateCells(range: CellMatrix, text: string | null, given: readonly string[]): CellMatrix | null {
  const hasRange = range.flat().some((cell) => cell !== null && cell !== undefined && cell !== '');
  if (!hasRange && text === null) return null;
  if (hasRange && text !== null)
    throw new CellmerError(
      'option',
      'among is given twice, as an argument and as an option: expected one of them.',
    );
  const useless = given.filter((name) => !['among', 'fix', 'labels'].includes(name));
  if (useless.length === 0) return hasRange ? range : [[text]];
  throw new CellmerError(
    'option',
    `Values given by among are compared, not searched, so ${useless.join(' and ')} ${
      useless.length === 1 ? 'has' : 'have'
    } no meaning beside it: expected no other options than fix and labels.`,
  );
}

function isTwoErrors(text: string): boolean {
  const type = text.toLowerCase().replace(/\s/g, '');
  if (type === 'wald' || type === '2se') return type === '2se';
  throw new CellmerError('option', `The option interval is "${text}": expected wald or 2se.`);
}

function exactOrNumeric({ text }: OptionValue): 'exact' | 'numeric' {
  const word = text.toLowerCase();
  if (word === 'exact' || word === 'numeric') return word;
  throw new CellmerError('option', `The option derivatives is "${text}": expected exact or numeric.`);
}

function atLeastZero({ name, text }: OptionValue): number {
  const number = toNumber(text);
  if (number >= 0 && number < Infinity) return number;
  throw new CellmerError('option', `The option ${name} is "${text}": expected a number from 0 on.`);
}
