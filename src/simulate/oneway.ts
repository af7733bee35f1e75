/** Values in groups: group means vary about mu with variance tau2, values about the mean of their group with variance sigma2. */

import { CellmerError } from '../errors';
import { ONEWAY_PARAMETERS } from '../likelihood/oneway/likelihood';
import { parameterValues } from '../likelihood/parameterValues';
import { randomStream, type RandomStream } from '../random/stream';
import { columnLetters } from '../table/address';
import {
  checkSize,
  refuseOthers,
  refuseRoundedExactness,
  type DensitySimulation,
  type Simulated,
  type SimulatedColumn,
} from './request';
import { rounded } from './rounding';
import { outside } from './sampler';

const REAL = { lower: -Infinity, upper: Infinity };
/** As many groups as have letters for names. */
const MOST_LETTERS = 26;

interface Parameters {
  readonly mu: number;
  readonly sigma2: number;
  readonly tau2: number;
}

/** A normal number for the mean of each group, then for each of its values, group by group. */
export function simulateOneway({ given, rows, seed, options }: DensitySimulation): Simulated {
  const names = ONEWAY_PARAMETERS.map(({ name }) => name);
  const [mu, sigma2, tau2] = parameterValues(given(), names, 'parameters', NaN, true);
  if (!Number.isFinite(mu)) throw outside('mu', mu, -Infinity, Infinity);
  if (!(sigma2 > 0 && sigma2 < Infinity)) throw outside('sigma2', sigma2, 0, Infinity);
  if (!(tau2 >= 0 && tau2 < Infinity))
    throw new CellmerError('option', `tau2 is ${tau2}: expected 0 or a positive number.`);
  refuseOthers(options, ['groups', 'size', 'sizes', 'digits', 'repeats', 'exact'], '"one-way normal"');
  refuseRoundedExactness(options);
  const sizes = sizesOf(rows, options);
  const { digits, repeats, exact } = options;
  const total = sizes.reduce((sum, size) => sum + size, 0);
  checkSize(total, 1 + (repeats ?? 1));
  if (exact) checkExact(sizes);
  const stream = randomStream(seed);
  const columns = Array.from({ length: repeats ?? 1 }, (_, i): SimulatedColumn => {
    const own = stream.split(i + 1);
    const values = exact
      ? exactValues(sizes, { mu, sigma2, tau2 }, own)
      : freeValues(sizes, { mu, sigma2, tau2 }, own);
    return {
      title: repeats === null ? 'y' : `y${i + 1}`,
      isLabel: false,
      isCount: false,
      values: digits === null ? values : values.map((value) => rounded(value, digits, REAL)),
    };
  });
  return {
    columns: [{ title: 'group', isLabel: true, isCount: false, values: groupNames(sizes) }, ...columns],
  };
}

function sizesOf(
  rows: number | null,
  { groups, size, sizes }: DensitySimulation['options'],
): readonly number[] {
  const found = sizes ?? equalSizes(rows, groups, size);
  if (sizes !== null && (groups ?? sizes.length) !== sizes.length)
    throw new CellmerError('option', `There are ${sizes.length} sizes for ${groups} groups.`);
  if (sizes !== null && size !== null)
    throw new CellmerError('option', 'The options give size and sizes: expected one of them.');
  const total = found.reduce((sum, one) => sum + one, 0);
  if (rows !== null && rows !== total)
    throw new CellmerError(
      'option',
      `rows is ${rows}, and the groups have ${total} values together: expected the same number, or no rows.`,
    );
  return found;
}

function equalSizes(rows: number | null, groups: number | null, size: number | null): readonly number[] {
  const count = groups ?? (rows !== null && size !== null ? rows / size : null);
  const each = size ?? (rows !== null && groups !== null ? rows / groups : null);
  if (count === null || each === null)
    throw new CellmerError(
      'option',
      '"one-way normal" needs the number of groups and their size: expected options such as "groups=10; size=5" or "sizes=3, 5, 8".',
    );
  if (!Number.isInteger(count) || !Number.isInteger(each))
    throw new CellmerError(
      'option',
      `rows is ${rows}, which makes no equal groups: expected a multiple of ${groups ?? size}, or sizes of each group.`,
    );
  checkSize(count * each, 2);
  return Array.from({ length: count }, () => each);
}

/** A, B, C …; G001, G002 … where there are more than letters, so that they are in order as text. */
function groupNames(sizes: readonly number[]): string[] {
  const width = String(sizes.length).length;
  const name = (j: number): string =>
    sizes.length <= MOST_LETTERS ? columnLetters(j) : `G${String(j + 1).padStart(width, '0')}`;
  return sizes.flatMap((size, j) => Array.from({ length: size }, () => name(j)));
}

function freeValues(
  sizes: readonly number[],
  { mu, sigma2, tau2 }: Parameters,
  random: RandomStream,
): Float64Array {
  const [sigma, tau] = [Math.sqrt(sigma2), Math.sqrt(tau2)];
  const values = sizes.flatMap((size) => {
    const mean = mu + tau * random.normal();
    return Array.from({ length: size }, () => mean + sigma * random.normal());
  });
  return Float64Array.from(values);
}

function checkExact(sizes: readonly number[]): void {
  if (sizes.length >= 2 && sizes.some((size) => size >= 2)) return;
  throw new CellmerError(
    'option',
    'exact=1 needs two groups or more, and one of them with two values or more, to have a sum of squares between groups and one within.',
  );
}

/**
 * The same numbers, shifted and scaled between groups and within them, so that the mean of all values is mu, the mean square within
 * groups sigma2, and the one between groups sigma2 + n0·tau2, its expectation: the estimates by moments, and with equal sizes by
 * REML, are the parameters (docs/one-way.md).
 */
function exactValues(
  sizes: readonly number[],
  { mu, sigma2, tau2 }: Parameters,
  random: RandomStream,
): Float64Array {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const squares = sizes.reduce((sum, size) => sum + size * size, 0);
  const m = sizes.length;
  const n0 = (total - squares / total) / (m - 1);
  const drawn = sizes.map((size) => ({
    mean: random.normal(),
    errors: centred(Float64Array.from({ length: size }, () => random.normal())),
  }));
  const within = drawn.reduce((sum, { errors }) => sum + squareSum(errors), 0);
  const inner = Math.sqrt((sigma2 * (total - m)) / within);
  const centre = drawn.reduce((sum, { mean }, j) => sum + sizes[j] * mean, 0) / total;
  const between = drawn.reduce((sum, { mean }, j) => sum + sizes[j] * (mean - centre) * (mean - centre), 0);
  const outer = Math.sqrt(((sigma2 + n0 * tau2) * (m - 1)) / between);
  return Float64Array.from(
    drawn.flatMap(({ mean, errors }) => Array.from(errors, (e) => mu + outer * (mean - centre) + inner * e)),
  );
}

/** Less their mean, once more for what rounding has left. */
function centred(values: Float64Array): Float64Array {
  const once = (x: Float64Array): Float64Array => {
    const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
    return x.map((value) => value - mean);
  };
  return once(once(values));
}

function squareSum(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}
