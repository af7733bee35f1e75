/** What the data do not determine, in a sentence that names it and says which model is determined. */

import type { Fit, TermFit } from '../fits';
import { parameterWords } from './parameterNames';

/** For what is determined by the design, but not where these responses have put the optimum. */
export const FLAT_SENTENCE =
  'The likelihood is flat at its optimum up to rounding: the data say next to nothing about some of the variance parameters. ' +
  'Do not rely on their values; a simpler random part fits these data as well.';

/** More parameters than this are not listed one by one. */
const MOST_LISTED = 4;

/** Names of a list that are written out. */
const MOST_NAMED = 6;

export function undeterminedSentence(fit: Fit): string {
  return [whatIsUndetermined(fit), remedy(fit), ...aboutFixedEffects(fit)].join(' ');
}

function whatIsUndetermined(fit: Fit): string {
  const names = undeterminedNames(fit);
  return `The data do not determine ${listed(names)}: the likelihood is the same for many values of ${names.length === 1 && !names[0].includes('variances') ? 'it' : 'them'}.`;
}

/** One by one, or term by term where a term has many. */
function undeterminedNames({ parameters, identification, terms }: Fit): string[] {
  const unknown = parameters.filter((_, i) => !identification.parameters[i]);
  const residual = unknown.filter(({ kind }) => kind === 'sigma').map(parameterWords);
  return [
    ...residual,
    ...terms.flatMap((term, t) => {
      const own = unknown.filter((one) => (one.kind === 'sd' || one.kind === 'cor') && one.t === t);
      if (own.length <= MOST_LISTED) return own.map(parameterWords);
      const size = term.block.Z.names.length;
      const share = own.length === (size * (size + 1)) / 2 ? '' : 'most of ';
      return [`${share}the variances and covariances of ${termLabel(term)}`];
    }),
  ];
}

/** Terms without which the rest is determined. */
function remedy({ identification, terms }: Fit): string {
  const { redundant } = identification;
  if (redundant.length === 0) return 'A random part with fewer parameters makes the same model.';
  return `Without ${listed(redundant.map((t) => termLabel(terms[t])))} the model is the same.`;
}

/** Fixed effects whose numbers depend on what is not determined, and which numbers these are. */
function aboutFixedEffects({ kept, matrices, identification, terms }: Fit): string[] {
  const names = kept.map((column) => matrices.X.names[column]);
  const dependent = (isKnown: (unit: Float64Array) => boolean): string[] =>
    names.filter((_, j) => !isKnown(Float64Array.from(names, (__, c) => (c === j ? 1 : 0))));
  const errors = dependent((unit) => identification.variance(unit));
  const estimates = dependent((unit) => identification.estimate(unit));
  if (errors.length + estimates.length === 0) return [];
  const { redundant } = identification;
  const given =
    redundant.length > 0
      ? `the model without ${listed(redundant.map((t) => termLabel(terms[t])))}`
      : 'the simplest random part that fits alike';
  const parts = [
    ['estimate, standard error', estimates],
    ['standard error', errors.filter((name) => !estimates.includes(name))],
  ] as const;
  const which = parts
    .filter(([, of]) => of.length > 0)
    .map(([what, of]) => `${what}, degrees of freedom and p value of ${listed(of)}`);
  return [
    `The ${which.join(', and the ')} are not determined either, since a random effect of their own takes their place: ` +
      `those given are of ${given}.`,
  ];
}

/** `(1 | g)` of a term, by the columns that it has. */
function termLabel({ block: { group, Z } }: TermFit): string {
  const [first, ...others] = Z.names;
  const left = first === '(Intercept)' ? ['1', ...others] : ['0', ...Z.names];
  return `(${left.join(' + ')} | ${group.name})`;
}

/** Long lists by their first names. */
function listed(all: readonly string[]): string {
  const rest = all.length - MOST_NAMED;
  const names = rest > 1 ? [...all.slice(0, MOST_NAMED), `${rest} more`] : all;
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}
