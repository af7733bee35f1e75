/** The words of the likelihood studio. */

import { count, MINUS } from './state/numbers';
import type { StudioBlock } from './state/likelihood';

const SYMBOLS: Readonly<Record<string, string>> = {
  mu: 'μ',
  sigma: 'σ',
  sigma2: 'σ²',
  tau: 'τ',
  tau2: 'τ²',
  lambda: 'λ',
  theta: 'θ',
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  phi: 'φ',
};

const BLOCKS: Readonly<Record<StudioBlock, string>> = {
  estimates: 'Estimates and standard errors',
  interval: 'Likelihood interval',
  value: 'Likelihood at the value tried',
  curve: 'Curve, ready to chart',
};

export const likelihoodText = {
  density: 'Density',
  ownDensity: 'Type your own…',
  own: 'Log-density of a row',
  ownHint:
    'Names are columns of the data; every other name is a parameter. With SUM(…) it is a whole log-likelihood.',
  ownPlaceholder: 'y*LN(p) + (1-y)*LN(1-p)',
  understood: (sentence: string) => `Log-likelihood: ${sentence}`,
  source: 'Numbers',
  sources: { typed: 'Typed', columns: 'From the data' },
  noData: 'Choose the data in the Model view to take numbers from them.',
  successes: 'Successes',
  trials: 'Trials',
  oneTrial: 'One in each row (0 or 1)',
  values: 'Values',
  column: 'Column',
  numbersHint: 'such as 3.1, 4, 2.5',
  columnName: (name: string, letter: string, isRepeated: boolean) => {
    const shown = name === '' ? '(no name)' : name;
    return isRepeated || name === '' ? `${shown} · ${letter}` : shown;
  },
  parameter: 'Curve of',
  others: (names: string) =>
    `For each value ${names} ${names.includes(' and ') ? 'are' : 'is'} at the best: a profile likelihood.`,
  symbol: (name: string) => SYMBOLS[name] ?? name,
  level: 'Level',
  levels: (level: string) => `${level} %`,
  more: 'Start and bounds',
  start: 'Start values',
  lower: 'Lower bounds',
  upper: 'Upper bounds',
  pairsHint: (names: readonly string[]) => names.map((name) => `${name}=1`).join('; '),

  needsCounts: 'Type the number of successes and of trials.',
  needsNumbers: 'Type numbers, with blanks or commas between them.',
  needsColumn: 'The data have no column of numbers.',
  needsDensity: 'Type the logarithm of a density.',
  sameColumns: 'Choose two columns: successes, and trials.',
  notWhole: (what: string, found: string) =>
    `${what}: expected a whole number from 0 on, but found “${found}”.`,
  moreThanTrials: (k: number, n: number) =>
    `There are ${count(k)} successes in ${count(n)} trials: expected no more successes than trials.`,
  notANumber: (found: string) =>
    `“${found.length > 20 ? `${found.slice(0, 20)}…` : found}” is not a number: expected numbers such as 3.1, with a decimal point.`,
  noNumbers: (name: string) => `The column ${name} holds text: expected numbers.`,
  ambiguous: (name: string) => `Several columns are called ${name}: give them different headers.`,
  badName: (name: string) =>
    `The header ${name} holds a backquote and a bracket, so that it cannot be named in a density: change it.`,
  at: (position: number) => `At position ${position + 1}`,

  title: {
    counts: (k: string, n: string) => `${k} of ${n}`,
    values: (n: number) => (n === 1 ? '1 value' : `${count(n)} values`),
    rows: (n: number) => (n === 1 ? '1 row' : `${count(n)} rows`),
  },
  missing: (n: number) => (n === 1 ? '1 missing value left out.' : `${count(n)} missing values left out.`),
  scale: 'Scale',
  scales: { log: 'Log-likelihood', likelihood: 'Likelihood' },
  axis: {
    log: 'Log-likelihood',
    logRelative: 'Log-likelihood, relative to its maximum',
    likelihood: 'Likelihood',
    likelihoodRelative: 'Likelihood, relative to its maximum',
  },
  legend: {
    exact: 'exact',
    quadratic: 'quadratic',
    cut: (drop: string) => `top ${MINUS} ${drop}`,
    share: (share: string) => `${share} of the top`,
  },
  pictureTitle: (parameter: string, data: string) => `Likelihood of ${parameter}, ${data}`,
  noCurve: 'Each point of the curve is a search over all rows, so the exact curve is drawn on request.',
  drawCurve: 'Compute the exact curve',
  interval: (level: string) => `Likelihood ${level} %`,
  wald: (level: string) => `Wald ${level} %`,
  likelihoodShort: 'Likelihood',
  waldShort: 'Wald',
  intervalsAt: (level: string) => `intervals at ${level} %`,
  limits: (lower: string, upper: string) => `${lower} to ${upper}`,
  noLower: 'no lower end',
  noUpper: 'no upper end',
  noInterval: 'none: there is no standard error',
  notComputed: 'not computed',
  intervals: 'Intervals',

  try: (parameter: string) => `Try a value of ${parameter}`,
  tryField: (parameter: string) => `Value of ${parameter}`,
  below: 'below the top',
  ofTop: 'of the top',
  reading: {
    log: 'log-likelihood',
    likelihood: 'likelihood',
  },
  impossible: 'impossible',
  spoken: (parameter: string, value: string, scale: string, reading: string) =>
    `${parameter} = ${value}, ${scale} ${reading}`,
  outside: 'Expected a number.',

  estimates: 'Estimates',
  estimate: 'Estimate',
  se: 'SE',
  seTitle: 'Standard error',
  optim: 'What optim() would say',
  facts: {
    par: '$par',
    value: '$value',
    function: '$counts, function',
    gradient: '$counts, gradient',
    convergence: '$convergence',
    message: '$message',
    method: 'Method',
    aic: 'AIC',
    bic: 'BIC',
    hessian: '$hessian',
    covariance: 'Inverse of $hessian',
  },
  optimNote:
    'optim() minimizes, so its value is minus the log-likelihood, and its Hessian that of minus the log-likelihood.',
  closedForm: 'closed form: nothing had to be searched for',
  none: '–',
  higherPeak:
    'The curve rises above the maximum that was found: the likelihood has another peak. Give start values near it.',
  flat: 'The curve is flat: the data say nothing about this parameter.',
  boundary: (parameter: string, at: string) =>
    `The likelihood is highest at ${parameter} = ${at}, the end of what ${parameter} can be. There is no slope to measure there, so there is no standard error and no Wald interval; the likelihood interval still holds.`,

  insert: 'Insert as formulas',
  blocks: 'Formulas to insert',
  block: (block: StudioBlock) => BLOCKS[block],
  tooLong:
    'These numbers are too many to be written into a formula. Put them into cells and take that column.',
  noTarget: 'Select a cell, or type one, such as Sheet1!F1.',

  status: {
    idle: 'No likelihood yet',
    wrong: 'The density needs a fix',
    running: 'Computing the likelihood',
    done: 'Maximum found',
    boundary: 'Maximum on the boundary',
    doubtful: 'Maximum in doubt',
    cancelled: 'Stopped',
    failed: 'No maximum found',
  },
  again: 'Compute',
  cancel: 'Cancel',
  announce: (parameter: string, estimate: string, lower: string, upper: string) =>
    `Highest at ${parameter} = ${estimate}. Likelihood interval ${lower} to ${upper}.`,
  describe: (parameter: string, estimate: string, level: string, interval: string, wald: string) =>
    `The curve is highest at ${parameter} = ${estimate}. The likelihood interval at ${level} % is ${interval}; Wald's is ${wald}.`,
};
