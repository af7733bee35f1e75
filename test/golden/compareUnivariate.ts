/** Compares maximum likelihood of single variables with R's (`uni_*.json`), through the public interface. */

import {
  likelihoodInterval,
  maximize,
  parseCsv,
  readLikelihood,
  type Cell,
  type CellMatrix,
} from '../../src/index';
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
  /** Of a regression the data file. */
  readonly data?: string;
  readonly x?: readonly number[];
  readonly y?: readonly number[];
  readonly n?: readonly number[];
  readonly all_maxima_location_scale?: readonly Numbers[];
  readonly scale_1_location_maxima?: readonly Numbers[];
  readonly set_of_maxima?: readonly number[];
  readonly mean_rho_parametrisation?: GoldenAnswer;
}

/** Times of a data file with a column `status`. */
interface GoldenCensored {
  readonly time_column: string;
  readonly exponential: GoldenAnswer;
  readonly weibull: GoldenAnswer;
  readonly lognormal: GoldenAnswer;
  readonly lrt_shape_1: { readonly Chisq: number };
  readonly median_survival: Numbers;
}

export interface GoldenUnivariate {
  readonly id: string;
  /** Of a mixture of two normals. */
  readonly equal_sd?: GoldenAnswer;
  readonly unequal_sd?: GoldenAnswer;
  readonly equal_sd_all_maxima?: readonly Numbers[];
  readonly unequal_sd_all_maxima_found?: readonly Numbers[];
  readonly cases?: Readonly<Record<string, GoldenCase | GoldenCensored>>;
}

export function isUnivariate(json: unknown): json is GoldenUnivariate {
  const id = typeof json === 'object' && json !== null && 'id' in json ? json.id : null;
  return typeof id === 'string' && id.startsWith('uni_');
}

/** Estimates, log-likelihoods, standard errors and intervals; of R's Hessians by differences their own rounding. */
const TOLERANCE = 1e-7;

/** @param csvOf the text of a data file */
export function compareUnivariate(
  golden: GoldenUnivariate,
  csvOf: (data: string) => string,
): ComparisonRow[] {
  if (golden.equal_sd) return compareMixtures(golden, csvOf('faithful.csv'));
  return Object.entries(golden.cases ?? {}).flatMap(([name, golden]) => {
    if (isCensored(golden)) return compareCensored(name, golden, csvOf(`${name}.csv`));
    if (golden.data !== undefined) return compareRegression(golden, csvOf(golden.data));
    return name === 'beta_binomial' ? compareBetaBinomial(golden) : compareSample(name, golden);
  });
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
  return [...compareAnswer(question, golden), ...compareCauchyMaxima(question, golden)];
}

function isCensored(golden: GoldenCase | GoldenCensored): golden is GoldenCensored {
  return 'time_column' in golden;
}

/** Columns of a data file; a text is 1 where it is "M". */
function columnsOf(csv: string, names: readonly string[]): Cell[][] {
  const [header, ...rows] = parseCsv(csv);
  const places = names.map((name) => header.indexOf(name));
  return rows.map((row) =>
    places.map((place) => (typeof row[place] === 'string' ? Number(row[place] === 'M') : row[place])),
  );
}

/** By columns of times and status, and of bounds that say the same. */
function compareCensored(name: string, golden: GoldenCensored, csv: string): ComparisonRow[] {
  const rows = columnsOf(csv, ['time', 'status']);
  const byStatus: CellMatrix = [['time', 'status'], ...rows];
  const event = rows.some(([, status]) => status === 2) ? 2 : 1;
  const byBounds: CellMatrix = [
    ['lower', 'upper'],
    ...rows.map(([time, status]) => [time, status === event ? time : null]),
  ];
  const medians = new WorstDifference(`${name} medians, ratio`, TOLERANCE);
  const logLik = (density: string): number => maximize(readLikelihood(density, byStatus)).logLik;
  medians.add(2 * (logLik('weibull') - logLik('exponential')), golden.lrt_shape_1.Chisq, 1);
  for (const [density, value] of Object.entries(golden.median_survival)) {
    const [median] = maximize(readLikelihood(density, byStatus)).derived;
    medians.add(median?.estimate, value, value);
  }
  return [
    ...(['exponential', 'weibull', 'lognormal'] as const).flatMap((density) => [
      ...compareAnswer({ of: `${name} ${density}`, density, data: byStatus }, golden[density]),
      ...compareAnswer({ of: `${name} ${density} bounds`, density, data: byBounds }, golden[density]),
    ]),
    medians.row(),
  ];
}

function compareMixtures(golden: GoldenUnivariate, csv: string): ComparisonRow[] {
  const data = columnsOf(csv, ['eruptions']);
  const compareOne = (density: string, answer: GoldenAnswer, maxima: readonly Numbers[]): ComparisonRow[] => [
    ...compareAnswer({ of: density, density, data }, answer),
    compareMaxima(`${density} all maxima`, maximize(readLikelihood(density, data)), maxima),
  ];
  return [
    ...compareOne('normal mixture equal sd', golden.equal_sd!, golden.equal_sd_all_maxima ?? []),
    ...compareOne('normal mixture', golden.unequal_sd!, golden.unequal_sd_all_maxima_found ?? []),
  ];
}

/** A regression as a density that is typed. */
function compareRegression(golden: GoldenCase, csv: string): ComparisonRow[] {
  const isLogistic = golden.data === 'budworm.csv';
  const names = isLogistic ? ['numdead', 'total', 'ldose', 'sex'] : ['Days', 'Sex'];
  const density = isLogistic
    ? 'dbinom(numdead, total, 1/(1 + EXP(-(b0 + b1*ldose + b2*sex))), log = TRUE)'
    : 'dnbinom(Days, size, mu = EXP(b0 + b1*Sex), log = TRUE)';
  const data = [names, ...columnsOf(csv, names)];
  return compareAnswer({ of: isLogistic ? 'logistic' : 'negative binomial', density, data }, golden);
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
function compareMaxima(what: string, fit: MaximumLikelihood, wanted: readonly Numbers[]): ComparisonRow {
  const difference = new WorstDifference(what, TOLERANCE).add(fit.maxima.length, wanted.length, 1);
  wanted.forEach(({ minus_logLik, ...estimates }, k) => {
    const maximum = fit.maxima[k];
    difference.add(0 - (maximum?.logLik ?? NaN), minus_logLik, Math.abs(minus_logLik));
    for (const [name, value] of Object.entries(estimates)) {
      const at = fit.parameters.findIndex((one) => one.name === name);
      difference.add(maximum?.par[at], value, Math.max(1, Math.abs(value)));
    }
  });
  return difference.row();
}

function compareCauchyMaxima({ of, density, data }: Question, golden: GoldenCase): ComparisonRow[] {
  const { all_maxima_location_scale: both, scale_1_location_maxima: ofLocation } = golden;
  const likelihood = readLikelihood(density, data);
  const held = { fix: [{ name: 'scale', value: 1 }] };
  return [
    ...(both ? [compareMaxima(`${of} all maxima`, maximize(likelihood), both)] : []),
    ...(ofLocation
      ? [compareMaxima(`${of} all maxima at scale 1`, maximize(likelihood, held), ofLocation)]
      : []),
  ];
}
