/** A density, by name or as an expression, and its data made into a log-likelihood. */

import { CellmerError } from '../errors';
import { closestName, type CellMatrix } from '../table';
import { DENSITY_ALIASES, DENSITY_NAMES, namedLikelihood } from './densities';
import { multinomialLikelihood } from './densities/multinomial';
import { expressionLikelihood } from './expression';
import { likelihoodAt, type LogLikelihood } from './logLikelihood';
import { onewayLikelihood } from './oneway/likelihood';

/** A log-likelihood that may say how its text was understood. */
export interface ReadLikelihood extends LogLikelihood {
  readonly sentence?: string;
}

type NamedLikelihood = (cells: CellMatrix, address: string | null) => ReadLikelihood;

const NAMED: Readonly<Record<string, NamedLikelihood>> = {
  multinomial: multinomialLikelihood,
  'one-way normal': onewayLikelihood,
};

/** Words and nothing else: a log-density is never that. */
const WORDS = /^\p{L}+(?:\s+\p{L}+)*$/u;

/**
 * @param density a name, or an expression in the headers of the data and free parameters
 * @param address where the cells stand, to name them in messages
 * @param beforeEvaluation called before each evaluation of the log-likelihood; may throw to stop whatever needs it
 * @throws CellmerError `option` for a name that no density has; what expressions and data throw
 */
export function readLikelihood(
  density: string,
  cells: CellMatrix,
  address: string | null = null,
  beforeEvaluation?: () => void,
): ReadLikelihood {
  const likelihood = read(density, cells, address);
  return beforeEvaluation ? watched(likelihood, beforeEvaluation) : likelihood;
}

function watched(likelihood: ReadLikelihood, beforeEvaluation: () => void): ReadLikelihood {
  const { density, parameters, observations, missing, noMaximum, sentence, remarks } = likelihood;
  return {
    ...{ density, parameters, observations, missing },
    ...(noMaximum != null && { noMaximum }),
    ...(sentence !== undefined && { sentence }),
    ...(remarks !== undefined && { remarks }),
    value: (par) => (beforeEvaluation(), likelihood.value(par)),
    likelihood: (par) => (beforeEvaluation(), likelihoodAt(likelihood, par)),
    derivatives: (par) => (beforeEvaluation(), likelihood.derivatives(par)),
    start: (within) => likelihood.start(within),
    closedForm: () => likelihood.closedForm(),
  };
}

function read(density: string, cells: CellMatrix, address: string | null): ReadLikelihood {
  const text = density.trim();
  const name = text.toLowerCase().replace(/\s+/g, ' ');
  if (Object.hasOwn(NAMED, name)) return NAMED[name](cells, address);
  const named = namedLikelihood(name, cells, address);
  if (named) return named;
  if (WORDS.test(text)) throw unknownDensity(text);
  return expressionLikelihood(text, cells, address);
}

function unknownDensity(name: string): CellmerError {
  const names = [...DENSITY_NAMES, ...Object.keys(NAMED)];
  const closest = closestName(name, [...names, ...DENSITY_ALIASES]);
  return new CellmerError(
    'option',
    `There is no density called "${name}": expected ${names.map((one) => `"${one}"`).join(', ')}, or a log-density ` +
      `as text, such as "y*LN(p) + (1-y)*LN(1-p)".${closest === null ? '' : ` Did you mean "${closest}"?`}`,
  );
}
