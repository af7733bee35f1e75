/** Every word of the Compare view, and its sentences. */

import { levelWords } from '../src/index';
import { count } from './state/numbers';
import { brief, list, plural } from './words';

/** A p value stays on one line. */
const limits = (lower: string, upper: string, p: string): string =>
  `${lower} to ${upper} (${p.replaceAll(' ', '\u00a0')})`;

/** A combination of levels as one of two that are subtracted. */
const grouped = (name: string): string => (name.includes(', ') ? `(${brief(name)})` : brief(name));

const capital = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);

export const compareText = {
  what: 'Compare',
  within: 'Within each',
  atOf: (name: string) => `${name} at`,
  mean: (value: string) => `mean ${value}`,
  noNumber: 'Expected numbers, such as 10, 12.',
  empty:
    'The model has nothing among its fixed effects whose levels could be compared. Add a column in the Model view.',
  mostVariables: 'A plot has room for three variables: its axis, its lines and its panels.',

  plot: {
    title: (outcome: string) => `Means of ${brief(outcome)}`,
    lines: (outcome: string, variable: string) => `${brief(outcome)} over ${brief(variable)}`,
    show: 'Bars',
    bars: { interval: 'Interval', error: 'SE', none: 'None' },
    data: 'Data',
    interval: (level: string) =>
      `Points are means that the model estimates, bars their ${level}\u00a0% intervals.`,
    error: 'Points are means that the model estimates, bars one standard error up and down.',
    none: 'Points are means that the model estimates.',
    band: (level: string) =>
      `Lines are what the model expects on average, bands their ${level}\u00a0% intervals.`,
    letters: (within: readonly string[]) =>
      ` Means ${within.length === 0 ? '' : `within one ${list(within.map(brief))} `}that share a letter were not found to differ.`,
    sample: (n: number, total: number) => ` A sample of ${count(n)} of ${count(total)} rows lies behind.`,
    rows: ' The data lie behind.',
    groups: (name: string) => ` Thin lines join what was observed of each ${brief(name)}.`,
    nearest: (name: string) => ` Each row stands with the nearest ${brief(name)}.`,
    missing: (n: number) =>
      ` ${plural(n, 'mean')} that the data do not determine ${n === 1 ? 'is' : 'are'} left out.`,
    describe: (outcome: string, axis: string, others: readonly string[]) =>
      `Estimated means of ${brief(outcome)} by ${list([axis, ...others].map(brief))}.`,
    describeLines: (outcome: string, axis: string, others: readonly string[]) =>
      `What the model expects of ${brief(outcome)} over ${brief(axis)}${others.length === 0 ? '' : `, by ${list(others.map(brief))}`}.`,
    one: (where: string, estimate: string, lower: string, upper: string) =>
      ` ${where}: ${estimate} (${lower} to ${upper}).`,
    line: (where: string, from: string, to: string) =>
      ` ${where === '' ? 'It goes' : `${where} goes`} from ${from} to ${to}.`,
    more: (n: number) => ` And ${plural(n, 'more mean')}.`,
    mean: 'mean',
  },

  means: 'Estimated means',
  slopes: (variable: string) => `Slopes of ${brief(variable)}`,
  differences: 'Differences',
  slopeDifferences: 'Differences of the slopes',
  inWords: 'In words',
  comparisons: 'Comparisons',
  interaction: 'Differences of differences',
  control: 'With',
  adjust: 'Adjusted by',
  effectSize: 'Effect size',
  effectScales: { none: 'None', sigma: 'In residual SDs', total: 'In SDs of all variance' },
  usual: (words: string) => `Default (${words})`,
  more: 'More',
  scale: 'Means of',
  adjusted: 'Adjusted for spread',
  adjustedWhy:
    'The mean of a curved function is not the function of the mean: adds what the variance of groups and rows makes of it.',
  weights: 'Averages',
  weightsOf: {
    equal: 'All levels alike',
    proportional: 'As often as in the data',
    outer: 'By how often each level is there',
    cells: 'As often as in the data of each mean',
    flat: 'Alike, where there are data',
  },
  covariates: 'Numbers',
  covariatesOf: { mean: 'At their means', median: 'At their medians', keep: 'Averaged over their values' },
  moreSentences: (n: number) => `Show ${count(n)} more`,
  table: 'As a table',
  firstRows: (n: number) =>
    `These are the first ${count(n)} rows. A copy, and a formula on the sheet, have all.`,
  copyMeans: 'the estimated means',
  copySlopes: 'the slopes',
  copyDifferences: 'the differences',
  copyWords: 'Copy the sentences',

  insert: {
    title: 'Insert into sheet',
    slopes: 'Slopes',
    blocks: {
      means: 'Means',
      comparisons: 'Comparisons',
      chart: 'Live chart',
      picture: 'Plot as a picture',
    },
    what: 'What to insert',
    do: 'Insert',
    note: 'Means and comparisons are live formulas, and the chart shows them: all follow when the data change. A picture stays as it is.',
  },

  and: ', ',
  capital,
  quoted: (name: string) => `“${name}”`,
  /** `condition: F(2, 46) = 41.98, p < .001`. */
  test: (term: string, statistic: string, p: string) => `${term}: ${statistic}, ${p}`,
  untested: (term: string) => `${term}: other terms determine it, so that it is not tested.`,
  /** `visit 2`, `Golden Rain`: a number alone says nothing. */
  level: (variable: string, level: string) => levelWords(brief(variable), brief(level)),

  differs: (
    subject: string,
    other: string,
    isHigher: boolean,
    by: string,
    lower: string,
    upper: string,
    p: string,
  ) =>
    capital(
      `${brief(subject)} is ${by} ${isHigher ? 'higher' : 'lower'} than ${brief(other)}, ${limits(lower, upper, p)}.`,
    ),
  /** @param operation that of which the limits are: the second minus or over the first */
  noDifference: (first: string, second: string, operation: string, lower: string, upper: string, p: string) =>
    `No difference was found between ${brief(first)} and ${brief(second)}: ${operation} from ${limits(lower, upper, p)}.`,
  minus: (one: string, other: string) => `${grouped(one)} − ${grouped(other)}`,
  over: (one: string, other: string) => `${grouped(one)} / ${grouped(other)}`,
  overOdds: (one: string, other: string) => `odds of ${grouped(one)} / odds of ${grouped(other)}`,
  times: (subject: string, other: string, times: string, lower: string, upper: string, p: string) =>
    capital(`${brief(subject)} is ${times} times ${brief(other)}, ${limits(lower, upper, p)}.`),
  odds: (subject: string, other: string, times: string, lower: string, upper: string, p: string) =>
    `The odds of ${brief(subject)} are ${times} times those of ${brief(other)}, ${limits(lower, upper, p)}.`,
  effect: (level: string, isAbove: boolean, by: string, lower: string, upper: string, p: string) =>
    capital(
      `${brief(level)} is ${by} ${isAbove ? 'above' : 'below'} the mean of all, ${limits(lower, upper, p)}.`,
    ),
  noEffect: (level: string, lower: string, upper: string, p: string) =>
    capital(`${brief(level)} was not found to depart from the mean of all, ${limits(lower, upper, p)}.`),
  contrast: (label: string, value: string, lower: string, upper: string, p: string) =>
    capital(`${brief(label)}: ${value}, ${limits(lower, upper, p)}.`),
  noContrast: (label: string, lower: string, upper: string, p: string) =>
    capital(`${brief(label)}: nothing was found, ${limits(lower, upper, p)}.`),
  unknownPair: (first: string, second: string) =>
    `The data do not determine the difference between ${brief(first)} and ${brief(second)}.`,
  unknown: (label: string) => `The data do not determine ${brief(label)}.`,

  slope: (
    variable: string,
    outcome: string,
    where: string,
    rises: boolean,
    by: string,
    lower: string,
    upper: string,
    p: string,
  ) =>
    capital(
      `${where === '' ? 'With' : `${where}: with`} each unit of ${brief(variable)}, ${brief(outcome)} ${rises ? 'rises' : 'falls'} by ${by}, ${limits(lower, upper, p)}.`,
    ),
  noSlope: (variable: string, where: string, lower: string, upper: string, p: string) =>
    capital(
      `${where === '' ? 'No' : `${where}: no`} change with ${brief(variable)} was found, ${limits(lower, upper, p)} for each unit.`,
    ),
  unknownSlope: (variable: string, where: string) =>
    capital(
      `${where === '' ? 'The' : `${where}: the`} data do not determine the slope of ${brief(variable)}.`,
    ),
};
