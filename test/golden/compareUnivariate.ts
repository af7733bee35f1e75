/** Compares maximum likelihood of single variables with R's (`uni_*.json`), through the public interface. */

import { likelihoodInterval, maximize, readLikelihood, type Cell, type CellMatrix } from '../../src/index';
import type { MaximumLikelihood } from '../../src/likelihood/maximize';
import type { GoldenMatrix, GoldenNumber } from './golden';
import { WorstDifference, type ComparisonRow } from './worstDifference';

type Numbers = Readonly<Record<string, number>>;

interface GoldenAnswer {
  readonly estimate: Numbers;
  readonly minus_logLik: number;
  readonly AIC?: number;
  readonly hessian?: GoldenMatrix;
  readonly vcov?: GoldenMatrix;
  readonly se?: Numbers;
  readonly se_expected?: Numbers;
  readonly wald95?: Readonly<Record<string, readonly GoldenNumber[]>>;
  /** "NA" is no crossing on that side. */
  readonly lr95?: Readonly<Record<string, readonly GoldenNumber[]>>;
}

interface GoldenCase extends GoldenAnswer {
  readonly x?: readonly number[];
  readonly y?: readonly number[];
  readonly n?: readonly number[];
  readonly all_maxima_location_scale?: readonly Numbers[];
  readonly scale_1_location_maxima?: readonly Numbers[];
  readonly set_of_maxima?: readonly number[];
  readonly mean_rho_parametrisation?: GoldenAnswer;
}

export interface GoldenUnivariate {
  readonly id: string;
  readonly cases?: Readonly<Record<string, GoldenCase>>;
}

export function isUnivariate(json: unknown): json is GoldenUnivariate {
  const id = typeof json === 'object' && json !== null && 'id' in json ? json.id : null;
  return typeof id === 'string' && id.startsWith('uni_');
}

/** Estimates, log-likelihoods, standard errors and intervals; of R's Hessians by differences their own rounding. */
const TOLERANCE = 1e-7;

/** @param csvOf the text of a data file */
export function compareUnivariate(
  { cases = {} }: GoldenUnivariate,
  _csvOf: (data: string) => string,
): ComparisonRow[] {
  return Object.entries(cases).flatMap(([name, golden]) =>
    name === 'beta_binomial' ? compareBetaBinomial(golden) : compareSample(name, golden),
  );
}

/** What is asked of a density: its name or text, its data, and what its parameters are called in the file. */
interface Question {
  readonly of: string;
  readonly density: string;
  readonly data: CellMatrix;
}

function compareSample(name: string, golden: GoldenCase): ComparisonRow[] {
  const density = name.replace('zero_inflated', 'zero-inflated').replace('zero_truncated', 'zero-truncated');
  const data = (golden.x ?? []).map((value): Cell[] => [value]);
  const question = { of: name, density: density.replaceAll('_', ' '), data };
  return [...compareAnswer(question, golden), ...compareMaxima(question, golden)];
}

/** By its own parameters, by mean and correlation as text, and these two as they follow from its own. */
function compareBetaBinomial(golden: GoldenCase): ComparisonRow[] {
  const { y = [], n = [], mean_rho_parametrisation: other } = golden;
  const counts = y.map((count, i): Cell[] => [count, n[i]]);
  const own = { of: 'beta-binomial', density: 'beta-binomial', data: counts };
  const text = { of: 'dbetabinom', density: 'dbetabinom(y, n, mu, rho)', data: [['y', 'n'], ...counts] };
  const { derived } = maximize(readLikelihood(own.density, counts));
  const difference = new WorstDifference('beta-binomial mu, rho', TOLERANCE);
  for (const [name, value] of Object.entries(other?.estimate ?? {})) {
    const found = derived.find((one) => one.name === name);
    const error = other!.se![name];
    difference.add(found?.estimate, value, error).add(found?.standardError ?? undefined, error, error);
    const [lower, upper] = other!.wald95![name];
    difference.add(found?.lower ?? undefined, lower, error).add(found?.upper ?? undefined, upper, error);
  }
  return [...compareAnswer(own, golden), ...(other ? compareAnswer(text, other) : []), difference.row()];
}

function compareAnswer({ of, density, data }: Question, golden: GoldenAnswer): ComparisonRow[] {
  const fit = maximize(readLikelihood(density, data));
  const names = Object.keys(golden.estimate);
  const at = (name: string) => fit.parameters.find((one) => one.name === name);
  const numbers = new WorstDifference(`${of} estimates`, TOLERANCE).add(
    0 - fit.logLik,
    golden.minus_logLik,
    Math.abs(golden.minus_logLik),
  );
  for (const name of names) {
    const value = golden.estimate[name];
    numbers.add(
      at(name)?.estimate,
      value,
      Math.max(Math.abs(value), (golden.se ?? golden.se_expected)?.[name] ?? 0),
    );
  }
  const errors = new WorstDifference(`${of} standard errors`, TOLERANCE);
  for (const [name, value] of Object.entries(golden.se ?? golden.se_expected ?? {}))
    errors.add(at(name)?.standardError ?? undefined, value, value);
  for (const [name, [lower, upper]] of Object.entries(golden.wald95 ?? {})) {
    const size = golden.se![name];
    errors.add(at(name)?.lower ?? undefined, lower, size).add(at(name)?.upper ?? undefined, upper, size);
  }
  const intervals = new WorstDifference(`${of} likelihood intervals`, TOLERANCE);
  for (const [name, limits] of Object.entries(golden.lr95 ?? {})) {
    const found = likelihoodInterval({ density, data, parameter: name, level: 0.95, type: 'profile' });
    const [lower, upper] = limits.map((limit, i) => (limit === 'NA' ? (i === 0 ? '-Inf' : 'Inf') : limit));
    const size = golden.se?.[name] ?? golden.se_expected?.[name] ?? Math.abs(golden.estimate[name]);
    intervals.add(found.lower, lower, size).add(found.upper, upper, size);
  }
  return [numbers, errors, matrices(of, fit, names, golden), intervals]
    .map((one) => one.row())
    .filter(({ compared }) => compared > 0);
}

/** In units of the standard errors, so that entries of any size count alike. */
function matrices(
  of: string,
  fit: MaximumLikelihood,
  names: readonly string[],
  golden: GoldenAnswer,
): WorstDifference {
  const difference = new WorstDifference(`${of} Hessian, covariance`, TOLERANCE);
  const { hessian, vcov, se } = golden;
  if (!hessian || !vcov || !se) return difference;
  const d = fit.parameters.length;
  const place = (name: string): number => fit.parameters.findIndex((one) => one.name === name);
  names.forEach((row, i) =>
    names.forEach((column, j) => {
      const k = place(row) * d + place(column);
      const size = se[row] * se[column];
      difference.add(fit.hessian[k], hessian.values[i][j], 1 / size);
      difference.add(fit.covariance?.[k], vcov.values[i][j], size);
    }),
  );
  return difference;
}

/** Every local maximum, and no other. */
function compareMaxima({ of, density, data }: Question, golden: GoldenCase): ComparisonRow[] {
  const rows: ComparisonRow[] = [];
  const add = (what: string, fit: MaximumLikelihood, wanted: readonly Numbers[]): void => {
    const difference = new WorstDifference(`${of} ${what}`, TOLERANCE).add(
      fit.maxima.length,
      wanted.length,
      1,
    );
    wanted.forEach(({ minus_logLik, ...estimates }, k) => {
      const maximum = fit.maxima[k];
      difference.add(0 - (maximum?.logLik ?? NaN), minus_logLik, Math.abs(minus_logLik));
      for (const [name, value] of Object.entries(estimates)) {
        const at = fit.parameters.findIndex((one) => one.name === name);
        difference.add(maximum?.par[at], value, Math.max(1, Math.abs(value)));
      }
    });
    rows.push(difference.row());
  };
  const { all_maxima_location_scale: both, scale_1_location_maxima: ofLocation } = golden;
  const likelihood = () => readLikelihood(density, data);
  if (both) add('all maxima', maximize(likelihood()), both);
  if (ofLocation)
    add('all maxima at scale 1', maximize(likelihood(), { fix: [{ name: 'scale', value: 1 }] }), ofLocation);
  return rows;
}
