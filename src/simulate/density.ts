/** Data from a density: each column from a stream of its own, each value from one uniform number. */

import { CellmerError } from '../errors';
import { densityNamed } from '../likelihood/readLikelihood';
import { BETA_BINOMIAL } from '../likelihood/densities/betaBinomial';
import { betaBinomialQuantile, binomialQuantile, type Quantile } from '../likelihood/densities/quantiles';
import type { NamedDensity } from '../likelihood/densities';
import { parameterValues } from '../likelihood/parameterValues';
import { randomStream } from '../random/stream';
import { simulateMultinomial } from './multinomial';
import { simulateMvnorm } from './mvnorm';
import { simulateOneway } from './oneway';
import { inside, rounded } from './rounding';
import {
  checkSize,
  neededRows,
  neededTrials,
  refuseOthers,
  refuseRoundedExactness,
  type DensitySimulation,
  type Simulated,
  type SimulatedColumn,
  type SimulationOptionName,
} from './request';
import { checkParameters, namedSampler, typedSampler, type Sampler } from './sampler';

/** Those whose samples have several columns. */
const TABLES: Readonly<Record<string, (request: DensitySimulation) => Simulated>> = {
  'one-way normal': simulateOneway,
  multinomial: simulateMultinomial,
  'multivariate normal': simulateMvnorm,
  [BETA_BINOMIAL.name]: (request) =>
    simulateTrials(request, BETA_BINOMIAL, (trials, [alpha, beta]) =>
      betaBinomialQuantile(trials, alpha, beta),
    ),
};
const ALIASES: Readonly<Record<string, string>> = {
  mvnorm: 'multivariate normal',
  mvn: 'multivariate normal',
  ...Object.fromEntries(BETA_BINOMIAL.aliases.map((alias) => [alias, BETA_BINOMIAL.name])),
};

/** Values as text take a tenth of a millisecond each. */
const MOST_TYPED = 100_000;

/**
 * Column i has its numbers from the i-th stream that is split off that of the seed, so that it is the same whatever else is asked for.
 *
 * @throws CellmerError `option` for what cannot be simulated; `syntax` for a text that is no density
 */
export function simulateDensity(request: DensitySimulation): Simulated {
  const { density, given } = request;
  const own = densityNamed(ALIASES[density.trim().toLowerCase()] ?? density, Object.keys(TABLES));
  if (typeof own === 'string') return TABLES[own](request);
  if (own === null) return simulateTyped(request);
  if (own.name === 'binary' && request.options.trials !== null)
    return simulateTrials(request, { ...own, name: 'binomial' }, (trials, [p]) =>
      binomialQuantile(trials, p),
    );
  const names = own.parameters.map(({ name }) => name);
  const par = parameterValues(given(), names, 'parameters', NaN, true);
  refuseOthers(request.options, optionsOf(own), `"${own.name}"`);
  refuseRoundedExactness(request.options);
  return simulateColumns(request, namedSampler(own, par), (values) => exactly(request, own, values, par));
}

function optionsOf({ support, exactly: shift }: NamedDensity): SimulationOptionName[] {
  return ['repeats', ...(support.isWhole ? [] : ['digits' as const]), ...(shift ? ['exact' as const] : [])];
}

function simulateTyped(request: DensitySimulation): Simulated {
  const { density, given, options } = request;
  refuseOthers(options, ['digits', 'repeats', 'whole'], 'a density as text');
  const count = neededRows(request.rows) * (options.repeats ?? 1);
  if (count > MOST_TYPED)
    throw new CellmerError(
      'option',
      `A density as text is inverted value by value: expected at most ${MOST_TYPED} values, not ${count}.`,
    );
  return simulateColumns(request, typedSampler(density, given(), options.whole ? true : null));
}

/** Successes out of so many trials in each row. */
function simulateTrials(
  request: DensitySimulation,
  { name, parameters }: Pick<NamedDensity, 'name' | 'parameters'>,
  quantileOf: (trials: number, par: Float64Array) => Quantile,
): Simulated {
  const { given, options } = request;
  refuseOthers(options, ['trials', 'repeats'], `"${name}"`);
  const trials = neededTrials(options, name);
  const names = parameters.map((one) => one.name);
  const par = parameterValues(given(), names, 'parameters', NaN, true);
  checkParameters(parameters, par);
  const sampler: Sampler = {
    name: 'successes',
    isWhole: true,
    ends: { lower: 0, upper: trials },
    quantile: quantileOf(trials, par),
  };
  const { columns } = simulateColumns(request, sampler);
  const all = new Float64Array(columns[0].values.length).fill(trials);
  return { columns: [...columns, { title: 'trials', isLabel: false, isCount: true, values: all }] };
}

function simulateColumns(
  { rows, seed, options: { digits, repeats } }: DensitySimulation,
  { name, isWhole, ends, quantile }: Sampler,
  shifted: (values: Float64Array) => Float64Array = (values) => values,
): Simulated {
  const n = neededRows(rows);
  checkSize(n, repeats ?? 1);
  const stream = randomStream(seed);
  const columns = Array.from({ length: repeats ?? 1 }, (_, i): SimulatedColumn => {
    const values = shifted(drawn(n, quantile, stream.split(i + 1).uniform)).map((value) => {
      if (isWhole) return value;
      return digits === null ? inside(value, ends) : rounded(value, digits, ends);
    });
    checkFinite(values, name);
    return { title: repeats === null ? name : `${name}${i + 1}`, isLabel: false, isCount: isWhole, values };
  });
  return { columns };
}

function drawn(n: number, quantile: Quantile, uniform: () => number): Float64Array {
  return Float64Array.from({ length: n }, () => quantile(uniform()));
}

function checkFinite(values: Float64Array, name: string): void {
  if (values.every(Number.isFinite)) return;
  throw new CellmerError(
    'numeric',
    `At these parameters ${name} can be too large for a number: expected parameters with smaller values.`,
  );
}

function exactly(
  { options: { exact } }: DensitySimulation,
  { exactly: shift, name }: NamedDensity,
  values: Float64Array,
  par: Float64Array,
): Float64Array {
  if (!exact || !shift) return values;
  const shifted = shift(values, par);
  if (shifted.every(Number.isFinite)) return shifted;
  throw new CellmerError(
    'option',
    `With exact=1 ${values.length === 1 ? 'one value' : `${values.length} values`} of "${name}" cannot have these estimates: expected more rows.`,
  );
}
