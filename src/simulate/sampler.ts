/** Samplers of densities of single values, by name or as text. */

import { CellmerError } from '../errors';
import type { NamedDensity } from '../likelihood/densities';
import type { Quantile } from '../likelihood/densities/quantiles';
import { logDensityOfY } from '../likelihood/expression/ofY';
import { inverted, type Ends } from '../likelihood/inversion';
import { namesInDensity } from '../likelihood/study';
import { parameterValues, type GivenValue } from '../likelihood/parameterValues';

export interface Sampler {
  /** As its column is called. */
  readonly name: string;
  readonly isWhole: boolean;
  readonly ends: Ends;
  readonly quantile: Quantile;
}

const EVERYWHERE: Ends = { lower: -Infinity, upper: Infinity };

/** Significant digits of what is computed with an engine's own logarithms, which differ from others' in the last two or three. */
const COMMON_DIGITS = 10;

/** @throws CellmerError `option` for a parameter outside of its domain */
export function namedSampler(density: NamedDensity, par: Float64Array): Sampler {
  const { quantile, logDensity, parameters } = density;
  const support = { ...density.support, ...density.supportAt?.(par) };
  checkParameters(parameters, par);
  const names = parameters.map(({ name, symbol }) => symbol ?? name);
  return {
    name: 'y',
    isWhole: support.isWhole,
    ends: support,
    quantile:
      quantile?.(par) ?? ofLogDensity(logDensityOfY(logDensity, 'y', names), par, support, support.isWhole),
  };
}

function ofLogDensity(
  logDensity: (y: number, par: Float64Array) => number,
  par: Float64Array,
  ends: Ends,
  whole: boolean,
): Quantile {
  const { quantile } = inverted((y) => logDensity(y, par), ends, whole, placesOf(par));
  return (share) => Number(quantile(share).toPrecision(COMMON_DIGITS));
}

/** Where a density with these parameters may well be high: at one of them, or between two. */
function placesOf(par: Float64Array): number[] {
  return Array.from(par).flatMap((a, i) => [a, ...Array.from(par.subarray(0, i), (b) => (a + b) / 2)]);
}

/** @throws CellmerError `option` for a parameter outside of its domain */
export function checkParameters(parameters: NamedDensity['parameters'], par: Float64Array): void {
  parameters.forEach(({ name, lower, upper }, i) => {
    if (!(Number.isFinite(par[i]) && par[i] > lower && par[i] < upper))
      throw outside(name, par[i], lower, upper);
  });
}

export function outside(name: string, value: number, lower: number, upper: number): CellmerError {
  const ends: Record<string, string> = {
    'true true': `a number between ${lower} and ${upper}`,
    'true false': lower === 0 ? 'a positive number' : `a number above ${lower}`,
    'false true': `a number below ${upper}`,
  };
  const expected = ends[`${Number.isFinite(lower)} ${Number.isFinite(upper)}`] ?? 'a number';
  return new CellmerError('option', `${name} is ${value}: expected ${expected}.`);
}

/**
 * A density or its logarithm as text: the one name that is given no number is that of the values.
 *
 * @param whole whether it is one of whole numbers; null for what it looks like
 * @throws CellmerError `option` for a text that is no density of one value; `syntax`
 */
export function typedSampler(text: string, given: readonly GivenValue[], whole: boolean | null): Sampler {
  const names = namesInDensity(text, []).parameters;
  const name = valueName(names, given);
  const par = parameterValues(
    given,
    names.filter((one) => one !== name),
    'parameters',
    NaN,
    true,
  );
  const own = logDensityOfY(text, name, null);
  const invert = (f: (y: number) => number) => inverted(f, EVERYWHERE, whole, placesOf(par));
  const found = either(
    () => invert((y) => own(y, par)),
    // A text whose form does not tell is a density where it is none as a logarithm.
    () => invert((y) => Math.log(own(y, par))),
  );
  return {
    name,
    isWhole: found.isWhole,
    ends: EVERYWHERE,
    quantile: (share) => Number(found.quantile(share).toPrecision(COMMON_DIGITS)),
  };
}

/** The second where the first is refused; what the first says where both are. */
function either<T>(first: () => T, second: () => T): T {
  try {
    return first();
  } catch (error) {
    if (!(error instanceof CellmerError)) throw error;
    try {
      return second();
    } catch {
      throw error;
    }
  }
}

function valueName(names: readonly string[], given: readonly GivenValue[]): string {
  if (given.some(({ name }) => name === null)) {
    if (names.includes('y')) return 'y';
    throw new CellmerError(
      'option',
      `parameters has numbers without names, and the density has ${names.join(', ')}: expected text such as "${names[0]}=1".`,
    );
  }
  const isGiven = (one: string): boolean =>
    given.some(({ name }) => name?.toLowerCase() === one.toLowerCase());
  const rest = names.filter((one) => !isGiven(one));
  if (rest.length === 1) return rest[0];
  throw new CellmerError(
    'option',
    rest.length === 0
      ? `parameters gives a number to every name of the density, ${names.join(', ')}: expected one without, that of the values.`
      : `parameters gives no number for ${rest.join(', ')}: expected one name without, that of the values. Densities of several ` +
          'columns have no sampler.',
  );
}
