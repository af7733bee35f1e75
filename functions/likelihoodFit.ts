/** LIKELIHOOD.VALUE, LIKELIHOOD.MLE, LIKELIHOOD.TRACE: the likelihood of any density, and its maximum. */

import {
  CellmerError,
  likelihoodAmong,
  likelihoodAmongReport,
  likelihoodTraceReport,
  likelihoodValueReport,
  maximize,
  maximizeMethod,
  maximumReport,
  readLikelihood,
  type CellMatrix,
  type MaximizeOptions,
  readOptions,
  type OptionValue,
  numberBetween,
  toNumber,
  yesOrNo,
} from '../src/index';
import { cellsAs, choice, density, range, yesNo } from './arguments';
import { define, optional, type Choices } from './declare';
import { candidatePoints } from './candidateText';
import { givenCells, givenPoints, givenValues } from './parameterText';
import { timeBudget } from './timeBudget';
import { laidOut } from './runtime';

const ADVICE = 'start closer to the maximum, or take fewer rows or parameters';

/** How a maximum is searched for. */
const ALGORITHMS: Choices = {
  id: 'LikelihoodAlgorithm',
  values: [
    { value: 'Newton', words: "Newton's method with exact second derivatives, the default" },
    { value: 'BFGS', words: "Variable metric method, as in R's optim()" },
    {
      value: 'L-BFGS-B',
      words: "Limited-memory variable metric method with bounds, as in R's optim()",
      name: 'LBFGSB',
    },
    {
      value: 'Nelder-Mead',
      words: "Simplex method without derivatives, as in R's optim()",
      name: 'NelderMead',
    },
  ],
};

export const likelihoodValue = define({
  id: 'LIKELIHOOD.VALUE',
  words:
    'Likelihood, or log-likelihood, of the data at given parameters: one value for each row of parameters.',
  examples: ['=LIKELIHOOD.VALUE("y*LN(p) + (1-y)*LN(1-p)", {"y"; 0; 0; 1}, {"p"; 0.25; 0.5})'],
  arguments: {
    density: density(
      'Name of a density, such as "binomial", "normal", "poisson" or "gamma", or a density or its logarithm as text in the headers of the data and free parameters, such as "y*LN(p) + (1-y)*LN(1-p)", or "one-way normal".',
    ),
    data: range('Range with a header row; without one the columns are called y, x1, x2, ...'),
    parameters: range(
      'A number for each parameter, in order or under their names; several rows give several values.',
    ),
    log: optional(yesNo('TRUE for the log-likelihood; FALSE (default) for the likelihood.')),
    labels: optional(
      yesNo(
        'TRUE for a header row and the parameters beside each value, by their names in the order in which they were taken.',
      ),
    ),
  },
  answer: ({ density: given, data: { cells, address }, parameters, log, labels }) => {
    const likelihood = readLikelihood(given, cells, address);
    const names = likelihood.parameters.map(({ name }) => name);
    return laidOut(likelihoodValueReport(likelihood, givenPoints(parameters.cells, names), log), { labels });
  },
});

export const likelihoodMle = define({
  id: 'LIKELIHOOD.MLE',
  words:
    "Maximum likelihood for any density: estimates with standard errors and intervals, log-likelihood, counts, convergence and message, Hessian and covariance matrix: what R's optim() gives and what one does next.",
  examples: ['dyestuff =LIKELIHOOD.MLE("normal", B1:B31)'],
  maxima: 1,
  arguments: {
    density: density(
      'Name of a density, such as "binomial", "normal", "poisson" or "gamma", or a density or its logarithm as text in the headers of the data and free parameters, such as "y*LN(p) + (1-y)*LN(1-p)", or a log-likelihood with SUM(...), or "one-way normal".',
    ),
    data: range(
      'Range with a header row; without one the columns are called y, x1, x2, ... Headers "time" and "status", or "lower" and "upper", say that values are censored.',
    ),
    start: optional(
      cellsAs(
        'Starting values: text such as "a=1; b=0.5", numbers in order, or a range; found from the data if omitted.',
        (cells) => givenCells(cells, 'start'),
      ),
    ),
    options: optional(
      cellsAs(
        'Text such as "method=BFGS; lower=a:0, b:0; level=0.9", or a range of names and values; "method=L-BFGS-B; derivatives=numeric" does what optim() does without a gradient, "among=1/3, 1/2" compares values instead of searching.',
        maximizeOptions,
      ),
    ),
    among: optional(
      range(
        "The same values as a range: one row for each, under the parameters' names where there are several.",
      ),
    ),
  },
  answer: ({ density: text, data: { cells, address }, start, options, among }) => {
    const { labels, among: listed, given, ...asked } = options;
    const useless = [...(start.length > 0 ? ['start'] : []), ...given];
    const candidates = candidateCells(among.cells, listed, useless);
    const likelihood = readLikelihood(text, cells, address, timeBudget(ADVICE));
    if (candidates) {
      const names = likelihood.parameters.map(({ name }) => name);
      const found = likelihoodAmong(likelihood, candidatePoints(candidates, names, asked.fix ?? []));
      return laidOut(likelihoodAmongReport(found, likelihood.sentence), { labels });
    }
    const fit = maximize(likelihood, start.length > 0 ? { ...asked, start } : asked);
    return laidOut(maximumReport(fit, likelihood.sentence), { labels });
  },
});

export const likelihoodTrace = define({
  id: 'LIKELIHOOD.TRACE',
  words:
    'The path of a search for the maximum of a likelihood, for teaching: iteration, parameters, log-likelihood and the norm of the gradient.',
  examples: ['=LIKELIHOOD.TRACE("y*LN(p) + (1-y)*LN(1-p)", {"y"; 0; 0; 1}, "p=0.9")'],
  maxima: 1,
  arguments: {
    density: density(
      'Name of a density, such as "binomial", "normal", "poisson" or "gamma", or a density or its logarithm as text in the headers of the data and free parameters, such as "y*LN(p) + (1-y)*LN(1-p)", or "one-way normal".',
    ),
    data: range('Range with a header row; without one the columns are called y, x1, x2, ...'),
    start: optional(
      cellsAs(
        'Starting values: text such as "a=1; b=0.5", numbers in order, or a range; found from the data if omitted.',
        (cells) => givenCells(cells, 'start'),
      ),
    ),
    algorithm: optional(
      choice('"Newton" (default), "BFGS", "L-BFGS-B" or "Nelder-Mead".', ALGORITHMS, algorithmOf),
    ),
    options: optional(
      cellsAs(
        'Those of LIKELIHOOD.MLE for the search, such as "derivatives=numeric; lower=p:0.01".',
        maximizeOptions,
      ),
    ),
  },
  answer: ({ density: text, data: { cells, address }, start, algorithm, options }) => {
    const { labels, among, given: _, ...asked } = options;
    if (among !== null)
      throw new CellmerError(
        'option',
        'A comparison among given values has no path: take among for LIKELIHOOD.MLE.',
      );
    const fit = maximize(readLikelihood(text, cells, address, timeBudget(ADVICE)), {
      ...asked,
      ...(algorithm !== null && { method: algorithm }),
      ...(start.length > 0 && { start }),
      mustSearch: true,
    });
    return laidOut(likelihoodTraceReport(fit), { labels });
  },
});

/** Null where none is named. */
function algorithmOf(text: string): ReturnType<typeof maximizeMethod> | null {
  return text === '' ? null : maximizeMethod(text);
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

function maximizeOptions(cells: CellMatrix): AskedOptions {
  let asked: MaximizeOptions = {};
  let labels = true;
  let among: string | null = null;
  const options = readOptions(cells, [...Object.keys(SETTERS), 'among', 'labels']);
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
