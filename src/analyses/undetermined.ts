/** What the data do not determine, in a sentence that names it and says which model is determined. */

import type { Determined } from '../inference/determined';
import type { MixedFit } from '../mixed/mixedFit';
import { parameterWords } from './parameterNames';

/** For what is determined by the design, but not where these responses have put the optimum. */
export const FLAT_SENTENCE =
  'The likelihood is flat at its optimum up to rounding: the data say next to nothing about some of the variance parameters. ' +
  'Do not rely on their values; a simpler random part fits these data as well.';

/** More parameters than this are not listed one by one. */
const MOST_LISTED = 4;

export function undeterminedSentence(fit: MixedFit, determined: Determined): string {
  return [whatIsUndetermined(fit, determined), remedy(fit), ...aboutFixedEffects(fit, determined)].join(' ');
}

function whatIsUndetermined(fit: MixedFit, { parameters }: Determined): string {
  const names = undeterminedNames(fit, parameters);
  return `The data do not determine ${listed(names)}: the likelihood is the same for many values of ${names.length === 1 && !names[0].includes('variances') ? 'it' : 'them'}.`;
}

/** One by one, or term by term where a term has many. */
function undeterminedNames({ structure, model, ...fit }: MixedFit, parameters: readonly boolean[]): string[] {
  const words = parameterWords({ structure, model, ...fit });
  const residual = parameters[0] ? [] : [words[0]];
  const byTerm = structure.blocks.map(({ start, size }) =>
    [...structure.rows.keys()].filter(
      (i) => !parameters[i + 1] && structure.rows[i] >= start && structure.rows[i] < start + size,
    ),
  );
  return [
    ...residual,
    ...byTerm.flatMap((entries, t) => {
      if (entries.length <= MOST_LISTED) return entries.map((i) => words[i + 1]);
      const { size } = structure.blocks[t];
      const share = entries.length === (size * (size + 1)) / 2 ? '' : 'most of ';
      return [`${share}the variances and covariances of ${termLabel({ model }, t)}`];
    }),
  ];
}

/** Terms without which the rest is determined. */
function remedy({ identification, model }: MixedFit): string {
  const { redundant } = identification;
  if (redundant.length === 0) return 'A random part with fewer parameters makes the same model.';
  return `Without ${listed(redundant.map((t) => termLabel({ model }, t)))} the model is the same.`;
}

/** Fixed effects whose numbers depend on what is not determined, and which numbers these are. */
function aboutFixedEffects(fit: MixedFit, { variance, estimate }: Determined): string[] {
  const { model, matrices, identification } = fit;
  const names = model.kept.map((column) => matrices.X.names[column]);
  const dependent = (isKnown: (unit: Float64Array) => boolean): string[] =>
    names.filter((_, j) => !isKnown(Float64Array.from({ length: model.p }, (__, c) => (c === j ? 1 : 0))));
  const errors = dependent(variance);
  const estimates = dependent(estimate);
  if (errors.length + estimates.length === 0) return [];
  const { redundant } = identification;
  const given =
    redundant.length > 0
      ? `the model without ${listed(redundant.map((t) => termLabel({ model }, t)))}`
      : 'the simplest random part that fits alike';
  const what = estimates.length > 0 ? 'estimate, standard error' : 'standard error';
  return [
    `The ${what}, degrees of freedom and p value of ${listed(names.filter((name) => errors.includes(name) || estimates.includes(name)))} ` +
      `are not determined either, since a random effect of their own takes their place: those given are of ${given}.`,
  ];
}

/** `(1 | g)` of a term, by the columns that it has. */
function termLabel({ model }: Pick<MixedFit, 'model'>, t: number): string {
  const { group, Z } = model.terms[t].block;
  const [first, ...others] = Z.names;
  const left = first === '(Intercept)' ? ['1', ...others] : ['0', ...Z.names];
  return `(${left.join(' + ')} | ${group.name})`;
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}
