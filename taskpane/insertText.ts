/** The titles above what is inserted. */

import type { FitResult } from '../src/index';
import type { TableBlock } from './state/insertBlocks';

const BLOCKS: Readonly<Record<TableBlock, string>> = {
  fit: 'Model',
  fixef: 'Fixed effects',
  varcomp: 'Variance components',
  words: 'In words',
  vcov: 'Covariance matrix of the fixed effects',
  hessian: 'Hessian of minus the log-likelihood',
  'vcov-all': 'Covariance matrix of all parameters',
  ranef: 'Group effects',
  predictions: 'Predictions',
  residuals: 'Residuals',
};

export const insertTitles = {
  block: (block: TableBlock, { formula, family, method }: Pick<FitResult, 'formula' | 'family' | 'method'>) =>
    `${BLOCKS[block]}: ${formula}${family === 'mixed' ? `, ${method}` : ''}`,
  oneway: (values: string, groups: string) => ({
    anova: `Analysis of variance: ${values} by ${groups}`,
    estimates: `Mean and variances by REML: ${values} by ${groups}`,
    means: `Shrunken means: ${values} by ${groups}`,
  }),
  means: (specs: string, formula: string) => `Estimated means by ${specs}: ${formula}`,
  contrasts: (specs: string, formula: string) => `Comparisons of the means by ${specs}: ${formula}`,
  slopes: (variable: string, specs: string | null, formula: string) =>
    `Slope of ${variable}${specs === null ? '' : ` by ${specs}`}: ${formula}`,
  effects: (term: string, group: string, formula: string) => `Effects of ${group}, ${term}: ${formula}`,
  influence: (factor: string, formula: string) => `Influence of each ${factor}: ${formula}`,
  profile: (parameter: string, formula: string) => `Likelihood profile of ${parameter}: ${formula}`,
  likelihood: {
    estimates: (density: string) => `Maximum likelihood: ${density}`,
    interval: (parameter: string, level: string) => `${level} % likelihood interval of ${parameter}`,
    value: (place: string, isLog: boolean) => `${isLog ? 'Log-likelihood' : 'Likelihood'} at ${place}`,
    curve: (parameter: string) => `Likelihood of ${parameter}`,
    surface: (first: string, second: string) => `Log-likelihood of ${first} and ${second} below its maximum`,
  },
};
