/** Names of the parameters of a model, from what they are. */

import type { Parameter } from '../fits';

/** lme4's names of theta: `Subject.(Intercept)`, `Subject.Days.(Intercept)`, `Subject.Days`. */
export function thetaNames(parameters: readonly Parameter[]): string[] {
  return parameters.flatMap((parameter) => {
    if (parameter.kind === 'sd') return [`${parameter.group}.${parameter.term}`];
    return parameter.kind === 'cor' ? [`${parameter.group}.${parameter.terms.join('.')}`] : [];
  });
}

/** As a parameter of the Hessian: a fixed effect's own, `sigma2`, `var.Subject.Days`, `cov.Subject.(Intercept).Days`. */
export function parameterName(parameter: Parameter): string {
  switch (parameter.kind) {
    case 'fixed':
      return parameter.term;
    case 'sigma':
      return 'sigma2';
    case 'sd':
      return `var.${parameter.group}.${parameter.term}`;
    case 'cor':
      return `cov.${parameter.group}.${parameter.terms[1]}.${parameter.terms[0]}`;
  }
}

/** In words: `the residual variance`, `the covariance of (Intercept) and Days between the groups of Subject`. */
export function parameterWords(parameter: Parameter): string {
  switch (parameter.kind) {
    case 'fixed':
      return `the effect of ${parameter.term}`;
    case 'sigma':
      return 'the residual variance';
    case 'sd':
      return `the variance of ${parameter.term} between the groups of ${parameter.group}`;
    case 'cor':
      return `the covariance of ${parameter.terms[1]} and ${parameter.terms[0]} between the groups of ${parameter.group}`;
  }
}
