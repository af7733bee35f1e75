/** Counts of categories, a row for each sample. */

import { CellmerError } from '../errors';
import { binomialQuantile } from '../likelihood/densities/quantiles';
import { randomStream } from '../random/stream';
import {
  checkSize,
  neededRows,
  neededTrials,
  refuseOthers,
  type DensitySimulation,
  type Simulated,
} from './request';

/** Sums of typed probabilities have few digits: 0.33, 0.33 and 0.34. */
const ROUNDING = 1e-9;

/**
 * One category after the other, each binomial out of the trials that are left: one uniform number for each but the last.
 * Probabilities are called as the likelihood calls them, `p_a`, or as the categories; what is left of 1 is that of a further one.
 */
export function simulateMultinomial({ given, rows, seed, options }: DensitySimulation): Simulated {
  refuseOthers(options, ['trials'], '"multinomial"');
  const trials = neededTrials(options, 'multinomial');
  const categories = categoriesOf(given());
  const n = rows ?? 1;
  checkSize(neededRows(n), categories.length);
  const { uniform } = randomStream(seed).split(1);
  const columns = categories.map(({ name }) => ({
    title: name,
    isLabel: false,
    isCount: true,
    values: new Float64Array(n),
  }));
  for (let i = 0; i < n; i++) {
    let [left, share] = [trials, 1];
    categories.forEach(({ p }, j) => {
      const isLast = j === categories.length - 1;
      const u = isLast ? NaN : uniform();
      const part = Math.min(1, p / share);
      const count =
        isLast || part === 1 ? left : part === 0 || left === 0 ? 0 : binomialQuantile(left, part)(u);
      columns[j].values[i] = count;
      left -= count;
      share -= p;
    });
  }
  return { columns };
}

function categoriesOf(
  given: ReturnType<DensitySimulation['given']>,
): { readonly name: string; readonly p: number }[] {
  const named = given.map(({ name, value }, j) => ({
    name: name?.replace(/^p_/i, '') ?? String(j + 1),
    p: value,
  }));
  const twice = named.find(({ name }, j) => named.findIndex((other) => other.name === name) < j);
  if (twice) throw new CellmerError('option', `parameters gives p_${twice.name} twice.`);
  const wrong = named.find(({ p }) => !(p >= 0 && p <= 1));
  if (wrong)
    throw new CellmerError('option', `p_${wrong.name} is ${wrong.p}: expected a number from 0 to 1.`);
  const rest = 1 - named.reduce((sum, { p }) => sum + p, 0);
  if (rest < -ROUNDING)
    throw new CellmerError(
      'option',
      `The probabilities add up to ${Number((1 - rest).toPrecision(10))}: expected 1, or less, which leaves the rest to one more category.`,
    );
  const all = rest > ROUNDING ? [...named, { name: String(named.length + 1), p: rest }] : named;
  if (all.length >= 2) return all;
  throw new CellmerError(
    'option',
    'parameters is empty: expected the probability of each category, such as "p_a=0.5; p_b=0.3; p_c=0.2".',
  );
}
