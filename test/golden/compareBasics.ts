/** Compares binomial intervals and univariate maximum likelihood with R's (`basics_*.json`), through the public interface. */

import { binomialFit, likelihoodInterval, maximize, readLikelihood, type CellMatrix } from '../../src/index';
import type { MaximumLikelihood } from '../../src/likelihood/maximize';
import type { GoldenNumber } from './golden';
import { WorstDifference, type ComparisonRow } from './worstDifference';

type Pair = readonly [GoldenNumber, GoldenNumber];
type Intervals = readonly (Readonly<Record<string, Pair>> & { readonly level: number })[];

export interface GoldenBinomial {
  readonly x: number;
  readonly n: number;
  readonly mle: number;
  readonly se: number;
  readonly loglik_kernel: number;
  readonly loglik: number;
  readonly observed_information: number | null;
  readonly intervals: Intervals;
}

interface GoldenAnswer {
  readonly estimate: Readonly<Record<string, number>>;
  readonly se: Readonly<Record<string, number>>;
  readonly vcov: readonly (readonly number[])[];
  readonly loglik: number;
}

export interface GoldenFitdistr {
  readonly sample: string;
  readonly x: readonly number[];
  readonly fits: readonly {
    readonly distribution: string;
    readonly fitdistr: GoldenAnswer;
    /** Where MASS's own answer is not converged to the end. */
    readonly tight?: GoldenAnswer;
  }[];
}

export interface GoldenPoisson {
  readonly x: number;
  readonly exposure: number;
  readonly rate: number;
  readonly se: number;
  readonly intervals: Intervals;
}

export interface GoldenNormal {
  readonly x: readonly number[];
  readonly n: number;
  readonly mean: number;
  readonly mle_sd: number;
  readonly loglik: number;
  readonly se_mean_mle: number;
  readonly se_sd: number;
  readonly lr_ci_mean95: Pair;
}

export interface GoldenBasics {
  readonly id: string;
  readonly cases?: readonly (GoldenBinomial | GoldenFitdistr)[];
  readonly poisson?: readonly GoldenPoisson[];
  readonly normal?: readonly GoldenNormal[];
}

export function isBasics(json: unknown): json is GoldenBasics {
  const id = typeof json === 'object' && json !== null && 'id' in json ? json.id : null;
  return typeof id === 'string' && id.startsWith('basics_');
}

/** Closed forms, and what a search or a root finding gives. */
const CLOSED = 1e-8;
const SEARCHED = 1e-6;

export function compareBasics({ cases = [], poisson = [], normal = [] }: GoldenBasics): ComparisonRow[] {
  return [
    ...cases.flatMap((one) => ('fits' in one ? compareFitdistr(one) : compareBinomial(one))),
    ...poisson.flatMap(comparePoisson),
    ...normal.flatMap(compareNormal),
  ].filter(({ compared }) => compared > 0);
}

/** The interval's kind, its name in the file, and how close it must be. */
const BINOMIAL_INTERVALS = [
  ['wald', 'wald', CLOSED],
  ['wilson', 'wilson_score', CLOSED],
  ['agrestiCoull', 'agresti_coull', CLOSED],
  ['likelihoodRatio', 'likelihood_ratio', SEARCHED],
  ['clopperPearson', 'clopper_pearson', SEARCHED],
  ['jeffreys', 'jeffreys_modified_endpoints', SEARCHED],
] as const;

function compareBinomial(golden: GoldenBinomial): ComparisonRow[] {
  const { x, n, intervals } = golden;
  const of = `${x} of ${n}`;
  const fit = binomialFit(x, n, 0.95);
  const numbers = new WorstDifference(`${of} estimate, se`, CLOSED)
    .add(fit.estimate, golden.mle, 1)
    .add(fit.standardError, golden.se, 1)
    .add(fit.logLik, golden.loglik_kernel, 1)
    .add(fit.logLikCount, golden.loglik, 1);
  const { observed_information: information } = golden;
  if (information !== null) numbers.add(fit.information ?? undefined, information, information);
  return [
    numbers.row(),
    ...BINOMIAL_INTERVALS.map(([kind, name, tolerance]) => {
      const difference = new WorstDifference(`${of} ${name}`, tolerance);
      for (const one of intervals) {
        const found = binomialFit(x, n, one.level).intervals.find((interval) => interval.kind === kind);
        difference.add(found?.lower, one[name][0], 1).add(found?.upper, one[name][1], 1);
      }
      return difference.row();
    }),
  ];
}

/** R's name of a distribution and of its parameters as they are called here. */
const NAMES: Readonly<Record<string, string>> = {
  negbin: 'negative binomial',
  mean: 'mu',
  sd: 'sigma',
  prob: 'p',
};
const named = (name: string): string => NAMES[name] ?? name.toLowerCase();

function compareFitdistr({ sample, x, fits }: GoldenFitdistr): ComparisonRow[] {
  return fits.map(({ distribution, fitdistr, tight }) => {
    const golden = tight ?? fitdistr;
    const fit = maximize(readLikelihood(named(distribution), column(x)));
    const difference = new WorstDifference(`${sample} ${distribution}`, tight ? SEARCHED : CLOSED);
    difference.add(fit.logLik, golden.loglik, Math.abs(golden.loglik));
    const names = Object.keys(golden.estimate);
    const places = names.map((name) => fit.parameters.findIndex((one) => one.name === named(name)));
    const errors = names.map((name) => golden.se[name]);
    names.forEach((name, i) => {
      const found = fit.parameters[places[i]];
      difference.add(found.estimate, golden.estimate[name], Math.abs(golden.estimate[name]));
      difference.add(found.standardError ?? undefined, errors[i], errors[i]);
      names.forEach((_, j) =>
        difference.add(covariance(fit, places[i], places[j]), golden.vcov[i][j], errors[i] * errors[j]),
      );
    });
    return difference.row();
  });
}

function covariance(fit: MaximumLikelihood, i: number, j: number): number | undefined {
  return fit.covariance?.[i * fit.parameters.length + j];
}

function comparePoisson({ x, exposure, rate, se, intervals }: GoldenPoisson): ComparisonRow[] {
  const density = 'dpois(events, rate*exposure, log=TRUE)';
  const data: CellMatrix = [
    ['events', 'exposure'],
    [x, exposure],
  ];
  const of = `${x} events in ${exposure}`;
  const [{ estimate, standardError }] = maximize(readLikelihood(density, data)).parameters;
  const numbers = new WorstDifference(`${of} rate, se`, SEARCHED).add(estimate, rate, rate || 1);
  // Without events the estimate is on the bound, where R's formula gives 0 and there is no standard error.
  if (x > 0) numbers.add(standardError ?? undefined, se, se);
  const kinds = [
    ['wald', 'wald'],
    ['profile', 'likelihood_ratio'],
  ] as const;
  return [
    numbers.row(),
    ...kinds.map(([type, name]) => {
      const difference = new WorstDifference(`${of} ${name}`, SEARCHED);
      if (x === 0 && type === 'wald') return difference.row();
      for (const { level, [name]: wanted } of intervals) {
        const found = likelihoodInterval({ density, data, parameter: 'rate', level: Number(level), type });
        const [lower, upper] = wanted as Pair;
        difference.add(found.lower, lower, rate || 1).add(found.upper, upper, rate || 1);
      }
      return difference.row();
    }),
  ];
}

function compareNormal(golden: GoldenNormal): ComparisonRow[] {
  const data = column(golden.x);
  const fit = maximize(readLikelihood('normal', data));
  const [mu, sigma] = fit.parameters;
  const interval = likelihoodInterval({
    density: 'normal',
    data,
    parameter: 'mu',
    level: 0.95,
    type: 'profile',
  });
  const of = `normal, ${golden.n} values`;
  return [
    new WorstDifference(`${of} estimates, se`, CLOSED)
      .add(mu.estimate, golden.mean, golden.mle_sd)
      .add(sigma.estimate, golden.mle_sd, golden.mle_sd)
      .add(mu.standardError ?? undefined, golden.se_mean_mle, golden.se_mean_mle)
      .add(sigma.standardError ?? undefined, golden.se_sd, golden.se_sd)
      .add(fit.logLik, golden.loglik, 1)
      .row(),
    new WorstDifference(`${of} likelihood_ratio`, SEARCHED)
      .add(interval.lower, golden.lr_ci_mean95[0], golden.mle_sd)
      .add(interval.upper, golden.lr_ci_mean95[1], golden.mle_sd)
      .row(),
  ];
}

function column(values: readonly number[]): CellMatrix {
  return values.map((value) => [value]);
}
