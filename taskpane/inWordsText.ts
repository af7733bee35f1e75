/** A result in sentences. */

import { brief, list, termName } from './words';

export const inWords = {
  title: 'In words',
  trend: (outcome: string, column: string, rises: boolean, amount: string) =>
    `With each unit of ${brief(column)}, ${brief(outcome)} ${rises ? 'rises' : 'falls'} by ${amount} on average`,
  mean: (outcome: string, amount: string, level: string, lower: string, upper: string) =>
    `Over all, ${brief(outcome)} is ${amount} on average (${level} % interval ${lower} to ${upper}).`,
  limits: (level: string, lower: string, upper: string, holdsZero: boolean) =>
    holdsZero
      ? `(${level} % interval of the change ${lower} to ${upper}: it may as well be none).`
      : `(${level} % interval of the change ${lower} to ${upper}).`,
  nothing: (group: string) => `No group of ${brief(termName(group))} differs from the others beyond chance.`,
  effect: (term: string, sd: string, isSlope: boolean, isFirst: boolean) => {
    const what =
      term === '(Intercept)'
        ? 'starting level'
        : `${isSlope ? 'slope' : 'effect'} of ${brief(termName(term))}`;
    return isFirst
      ? `the ${what} varies with a standard deviation of ${sd}`
      : `the ${what} with one of ${sd}`;
  },
  spread: (group: string, effects: readonly string[]) =>
    `From ${brief(termName(group))} to ${brief(termName(group))} ${list(effects)}.`,
  noResidual:
    'How much of what the model does not explain lies within a group the data do not determine: the random effects can take its place.',
  residual: (sd: string, isMixed: boolean) =>
    isMixed
      ? `Within a group, what the model does not explain has a standard deviation of ${sd}.`
      : `What the model does not explain has a standard deviation of ${sd}.`,
};
