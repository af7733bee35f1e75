/** The lessons, in their order. Each is loaded when it is asked for. */

import { exampleCells } from '../examples';
import type { Chart, RangeAddress, SheetContent } from '../host';
import type { Lesson, LessonData } from './lesson';
import { lessonChart, lessonSheet } from './sheet';

export interface LessonEntry {
  readonly title: string;
  /** What whoever learns changes in it. */
  readonly changes: string;
  /** What that moves. */
  readonly moves: string;
  readonly load: () => Promise<{ readonly lesson: Lesson }>;
}

export const LESSONS: readonly LessonEntry[] = [
  {
    title: 'Three people, one theta',
    changes: 'the three answers, theta',
    moves: 'each factor and the product p(y | theta); its curve along theta',
    load: () => import('./01-three-people'),
  },
  {
    title: 'Which theta is more likely?',
    changes: 'the answers, the values of theta that are compared and their number',
    moves: 'both likelihoods, the larger one, the best of 2 to 99 values',
    load: () => import('./02-which-theta'),
  },
  {
    title: '5 of 30',
    changes: 'yes, people, the step of the grid',
    moves: 'L and log L, the best of the grid next to the share x / n',
    load: () => import('./03-five-of-thirty'),
  },
  {
    title: '50 of 300',
    changes: 'yes, people, how many times as many',
    moves: 'both likelihoods and both log-likelihoods beside their tops; L = 2E−59',
    load: () => import('./04-fifty-of-three-hundred'),
  },
  {
    title: 'Slope and curvature',
    changes: 'theta, the counts',
    moves: 'score, second derivative, the tangent, Newton’s step',
    load: () => import('./05-slope-and-curvature'),
  },
  {
    title: 'Information and intervals',
    changes: 'the counts, the level, the true theta',
    moves: 'I_n, standard error, the intervals and how often they have theta in them',
    load: () => import('./06-information-and-intervals'),
  },
  {
    title: 'One group of the hierarchical model',
    changes: 'mu, sigma², tau², the yields',
    moves: 'the covariance matrix, its determinant and inverse, the log-density',
    load: () => import('./07-one-group'),
  },
  {
    title: 'mll.oneway',
    changes: 'mu, sigma², tau²',
    moves: 'minus log-likelihood of each region and of all, and how far it is from the least',
    load: () => import('./08-mll-oneway'),
  },
  {
    title: 'optim()',
    changes: 'start, method, derivatives, bounds',
    moves: 'the path of the search, the counts, the message',
    load: () => import('./09-optim'),
  },
  {
    title: 'From the Hessian to intervals',
    changes: 'the yields',
    moves: 'Hessian, inverse, standard errors, ± 2 of them, the profile interval',
    load: () => import('./10-hessian-to-intervals'),
  },
  {
    title: 'Moments, REML, ML',
    changes: 'the yields; empty some, or a region',
    moves: 'the three estimates of tau² side by side',
    load: () => import('./11-three-estimates'),
  },
  {
    title: 'Shrinkage',
    changes: 'mu, sigma², tau², the yields, the seed, the plots of a region',
    moves: 'weights, shrunken means and arrows; the mean squared error over 200 repeats',
    load: () => import('./12-shrinkage'),
  },
  {
    title: 'Schools',
    changes: 'the formulas of the models, the scores',
    moves: 'slope and standard error by least squares and mixed models, AIC and BIC',
    load: () => import('./13-schools'),
  },
  {
    title: 'Are the spreads equal?',
    changes: 'median or mean, the level, the yields',
    moves: 'Levene’s test, and t intervals of means with own and pooled variance',
    load: () => import('./14-equal-spreads'),
  },
  {
    title: 'Intervals that borrow',
    changes: 'mu, sigma², tau², the level, the yields, how far a true mean is from mu, the region, the seed',
    moves: 'own t, FAB and empirical Bayes intervals, their widths, and how often they cover',
    load: () => import('./15-intervals-that-borrow'),
  },
  {
    title: 'Which model?',
    changes: 'the reactions, the last candidate',
    moves: 'AIC, AICc, BIC and the weights of seven candidates, a term that is left out, two standard errors',
    load: () => import('./16-which-model'),
  },
  {
    title: 'Nested and crossed',
    changes: 'the strengths, the diameters, the formulas of the models',
    moves: 'mean squares and the variances they give; what casks written as crossed do to them',
    load: () => import('./17-nested-and-crossed'),
  },
  {
    title: 'Yes or no',
    changes: 'a and b, the flights',
    moves: 'the curve and its log-likelihood, slope, information, Newton’s step, odds ratios and intervals',
    load: () => import('./18-yes-or-no'),
  },
  {
    title: 'Counts',
    changes: 'a and b, the new cases',
    moves: 'log-likelihood, rate ratio, deviance and dispersion; AIC of three densities',
    load: () => import('./19-counts'),
  },
];

export interface LoadedLesson {
  readonly content: SheetContent;
  /** Its figure, on a sheet that the content has been put on. */
  readonly figure: (sheet: string) => { readonly chart: Chart; readonly at: RangeAddress };
}

/**
 * @param number of the lesson, from 1, or what an address has in its place
 * @throws Error with a sentence where there is none of that number
 */
export async function loadLesson(number: number | string): Promise<LoadedLesson> {
  const entry = LESSONS[Number(number) - 1] as LessonEntry | undefined;
  if (!entry)
    throw new Error(`There is no lesson “${number}”: they have the numbers 1 to ${LESSONS.length}.`);
  const { lesson } = await entry.load();
  const data = await Promise.all((lesson.data ?? []).map(rowsOf));
  return {
    content: lessonSheet(`Lesson ${number}`, `Lesson ${number}: ${entry.title}`, lesson, data),
    figure: (sheet) => lessonChart(lesson, sheet),
  };
}

async function rowsOf({ example, columns, rows }: LessonData) {
  const cells = await exampleCells(example);
  const at = columns.map((name) => cells[0].indexOf(name));
  return cells.slice(0, rows === undefined ? undefined : rows + 1).map((row) => at.map((j) => row[j]));
}
