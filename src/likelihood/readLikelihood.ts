/** A density, by name or as an expression, and its data made into a log-likelihood. */

import { CellmerError } from '../errors';
import { closestName, type CellMatrix } from '../table';
import {
  DENSITY_ALIASES,
  DENSITY_NAMES,
  namedCensoredLikelihood,
  namedColumnLikelihood,
  namedLikelihood,
  sampleDensity,
  type NamedDensity,
} from './densities';
import { multinomialLikelihood } from './densities/multinomial';
import { columnLikelihood, expressionLikelihood } from './expression';
import type { NumberColumn } from './expression/data';
import { likelihoodAt, type LogLikelihood } from './logLikelihood';
import { onewayLikelihood } from './oneway/likelihood';

/** A log-likelihood that may say how its text was understood. */
export interface ReadLikelihood extends LogLikelihood {
  readonly sentence?: string;
}

/** Through which all goes that may take long; it may throw to stop whatever needs it, or know the value already. */
export interface Evaluations {
  /** What comes of it may come again: it is not to be written over. There may be others within it. */
  evaluate<T>(compute: () => T): T;
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
 * @param evaluations through which it is read and evaluated
 * @throws CellmerError `option` for a name that no density has; what expressions and data throw
 */
export function readLikelihood(
  density: string,
  cells: CellMatrix,
  address: string | null = null,
  evaluations?: Evaluations,
): ReadLikelihood {
  return readThrough(evaluations, () => read(density, cells, address));
}

function readThrough(evaluations: Evaluations | undefined, reading: () => ReadLikelihood): ReadLikelihood {
  return evaluations === undefined ? reading() : through(evaluations, evaluations.evaluate(reading));
}

function through(evaluations: Evaluations, likelihood: ReadLikelihood): ReadLikelihood {
  const { density, parameters, observations, missing, noMaximum, sentence, remarks, peaks } = likelihood;
  return {
    ...{ density, parameters, observations, missing },
    ...(noMaximum != null && { noMaximum }),
    ...(sentence !== undefined && { sentence }),
    ...(remarks !== undefined && { remarks }),
    ...(peaks !== undefined && { peaks }),
    get constant() {
      return likelihood.constant ?? 0;
    },
    value: (par) => evaluations.evaluate(() => likelihood.value(par)),
    likelihood: (par) => evaluations.evaluate(() => likelihoodAt(likelihood, par)),
    derivatives: (par) => {
      const { value, gradient, hessian } = evaluations.evaluate(() => likelihood.derivatives(par));
      return { value, gradient: gradient.slice(), hessian: hessian.slice() };
    },
    start: (within) => evaluations.evaluate(() => likelihood.start(within)).slice(),
    closedForm: () => {
      const closed = evaluations.evaluate(() => likelihood.closedForm());
      return closed && { ...closed, estimate: closed.estimate.slice() };
    },
    remember: (compute) => evaluations.evaluate(compute),
  };
}

/**
 * The same of columns of numbers that need no reading: at least one, all of the same length. Rows without any value at
 * the end are no rows, as in a range.
 */
export function likelihoodOfColumns(
  density: string,
  columns: readonly NumberColumn[],
  evaluations?: Evaluations,
): ReadLikelihood {
  return readThrough(evaluations, () => readColumns(density, columns));
}

function readColumns(density: string, columns: readonly NumberColumn[]): ReadLikelihood {
  const text = density.trim();
  const used = withoutBlankEnd(columns);
  const named =
    used.length === 1
      ? namedColumnLikelihood(nameIn(text), used[0].values)
      : namedCensoredLikelihood(nameIn(text), used);
  if (named) return named;
  if (WORDS.test(text)) throw unknownDensity(text, DENSITY_NAMES);
  return columnLikelihood(text, used);
}

function withoutBlankEnd(columns: readonly NumberColumn[]): readonly NumberColumn[] {
  let height = columns[0].values.length;
  while (height > 0 && columns.every(({ values }) => Number.isNaN(values[height - 1]))) height--;
  return columns.map(({ name, values }) => ({ name, values: values.subarray(0, height) }));
}

function read(density: string, cells: CellMatrix, address: string | null): ReadLikelihood {
  const text = density.trim();
  const name = nameIn(text);
  if (Object.hasOwn(NAMED, name)) return NAMED[name](cells, address);
  const named = namedLikelihood(name, cells, address);
  if (named) return named;
  if (WORDS.test(text)) throw unknownDensity(text, [...DENSITY_NAMES, ...Object.keys(NAMED)]);
  return expressionLikelihood(text, cells, address);
}

/**
 * The density of samples that a text names, or the one of these names that it is; null for a density as text.
 *
 * @throws CellmerError `option` for a name that no density has
 */
export function densityNamed(density: string, others: readonly string[]): NamedDensity | string | null {
  const name = nameIn(density.trim());
  if (others.includes(name)) return name;
  const found = sampleDensity(name);
  if (found) return found;
  if (WORDS.test(name)) throw unknownDensity(density.trim(), [...DENSITY_NAMES, ...others]);
  return null;
}

/** The name of a density that a text is, if it is one. */
function nameIn(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ');
}

function unknownDensity(name: string, names: readonly string[]): CellmerError {
  const closest = closestName(name, [...names, ...DENSITY_ALIASES]);
  return new CellmerError(
    'option',
    `There is no density called "${name}".${closest === null ? '' : ` Did you mean "${closest}"?`} Expected a log-density ` +
      `as text, such as "y*LN(p) + (1-y)*LN(1-p)", or one of ${names.join(', ')}.`,
  );
}
