/** The words of the likelihood studio. */

import { count, MINUS } from './state/numbers';
import type { StudioBlock } from './state/likelihood';

const SYMBOLS: Readonly<Record<string, string>> = {
  mu: 'μ',
  mu1: 'μ₁',
  mu2: 'μ₂',
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
  pi: 'π',
  rho: 'ρ',
  kappa: 'κ',
};

const BLOCKS: Readonly<Record<StudioBlock, string>> = {
  estimates: 'Estimates and standard errors',
  interval: 'Likelihood interval',
  value: 'Likelihood at the value tried',
  curve: 'Curve, ready to chart',
};
/** What the block of the curve is called where there is more than one curve, and where there are contours. */
const CHARTS = {
  one: BLOCKS.curve,
  kept: 'All curves on one grid, ready to chart',
  surface: 'Surface, ready for a contour chart',
} as const;

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
  censoredBy: (time: string, status: string) => `${time}, censored by ${status}`,
  between: (lower: string, upper: string) => `Between ${lower} and ${upper}`,
  numbersHint: 'such as 3.1, 4, 2.5',
  columnName: (name: string, letter: string, isRepeated: boolean) => {
    const shown = name === '' ? '(no name)' : name;
    return isRepeated || name === '' ? `${shown} · ${letter}` : shown;
  },
  parameter: 'Show',
  both: (first: string, second: string) => `${first} and ${second}`,
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
  needsTrials: 'Take the numbers from the data: a column of successes and one of trials.',
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
  scales: { likelihood: 'Likelihood', log: 'Log', relative: 'Relative' },
  scaleTitles: {
    likelihood: 'Likelihood',
    log: 'Log-likelihood',
    relative: 'Likelihood, relative to its maximum',
  },
  axis: {
    log: 'Log-likelihood',
    logRelative: 'Log-likelihood, relative to its maximum',
    likelihood: 'Likelihood',
    relative: 'Likelihood, relative to its maximum',
  },
  coefficient: 'With the binomial coefficient',
  constant: 'With the factor without parameters',
  legend: {
    exact: 'exact',
    quadratic: 'quadratic',
    tangent: 'tangent: its slope is the score',
    cut: (drop: string) => `top ${MINUS} ${drop}`,
    share: (share: string) => `${share} of the top`,
  },
  pictureTitle: (parameter: string, data: string) => `Likelihood of ${parameter}, ${data}`,
  noCurve: 'Each point of the curve is a search over all rows, so the exact curve is drawn on request.',
  drawCurve: 'Compute the exact curve',
  interval: (level: string) => `Likelihood ${level} %`,
  wald: (level: string) => `Wald ${level} %`,
  twoErrors: 'Estimate ± 2 SE',
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
  valueIs: (parameter: string, value: string) => `${parameter} = ${value}`,
  readings: 'At the value tried',
  below: 'below the top',
  ofTop: 'of the top',
  reading: {
    log: 'log-likelihood',
    logRelative: 'log-likelihood, relative',
    likelihood: 'likelihood',
    relative: 'relative likelihood',
  },
  score: 'score',
  scoreOf: (parameter: string) => `score of ${parameter}`,
  information: 'information',
  impossible: 'impossible',
  spoken: (place: string, scale: string, reading: string, score: string) =>
    `${place}, ${scale} ${reading}, score ${score}`,
  spokenBoth: (place: string, reading: string, first: string, second: string) =>
    `${place}, log-likelihood ${reading}, scores ${first} and ${second}`,
  outside: 'Expected a number.',

  kept: {
    keep: 'Keep this curve',
    full: (most: number) => `There is room for ${most} curves: take one away first.`,
    list: 'Curves that were kept',
    name: (name: string) => `Name of the curve ${name}`,
    remove: (name: string) => `Take ${name} away`,
    other: (parameter: string) => `of ${parameter}, not drawn here`,
  },
  against: {
    probabilities: 'Probabilities of the data',
    densities: 'Density of the data',
    probability: 'Probability',
    density: 'Density',
    y: 'y',
    successes: (trials: number) => `successes of ${count(trials)}`,
    best: 'at the maximum',
    observed: (value: string) => `observed: ${value}`,
    data: 'observed',
    describe: (at: string, observed: string) => `At ${at} and at the maximum; ${observed}.`,
  },
  contours: {
    region: (level: string) => `joint region at ${level} %`,
    levels: (levels: string) => `regions at ${levels} %`,
    describe: (estimates: string, level: string) =>
      `The likelihood is highest at ${estimates}. Around that point lies the joint region at ${level} %, with smaller and larger ones.`,
  },

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

  insert: 'Insert live formulas',
  blocks: 'Formulas to insert',
  block: (block: StudioBlock, chart: keyof typeof CHARTS) =>
    block === 'curve' ? CHARTS[chart] : BLOCKS[block],
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
