import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FitResult, NamedMatrix } from '../../src/analyses/fitResult';
import { toNumber, type GoldenFit, type GoldenMatrix } from '../golden/golden';

/** A fit put together from a golden result, so that printing is tested apart from fitting. */
export function goldenFit(id: string, changes: Partial<FitResult> = {}): FitResult {
  const golden = JSON.parse(
    readFileSync(join(import.meta.dirname, `../golden/${id}.json`), 'utf8'),
  ) as GoldenFit;
  const named = ({ rows, values }: GoldenMatrix): NamedMatrix => ({
    names: rows,
    values: values.map((row) => row.map(toNumber)),
  });
  return {
    formula: golden.formula,
    method: golden.method as FitResult['method'],
    family: 'mixed',
    criterion: golden.criterion,
    likelihood: golden.method as FitResult['likelihood'],
    logLik: golden.logLik,
    aic: golden.AIC,
    bic: golden.BIC,
    deviance: golden.method === 'ML' ? golden.criterion : null,
    parameterCount: golden.npar,
    undetermined: [],
    dfResidual: golden.df_residual,
    nobs: golden.nobs,
    droppedRows: golden.n_dropped_na ?? 0,
    groups: Object.entries(golden.ngrps).map(([group, levels]) => ({ group, levels })),
    theta: Object.values(golden.theta).map(toNumber),
    thetaNames: Object.keys(golden.theta),
    sigma: golden.sigma,
    sigma2StandardError: null,
    varianceComponents: golden.varcorr.map(({ group, terms, cov, sd }) => ({
      group,
      terms,
      covariance: cov.map((row) => row.map(toNumber)),
      standardDeviations: sd.map(toNumber),
      isZero: sd.map((own) => toNumber(own) === 0),
      correlations: cov.map((row, i) =>
        row.map((value, j) => (i === j ? 1 : toNumber(value) / (toNumber(sd[i]) * toNumber(sd[j])))),
      ),
      standardErrors: cov.map((row) => row.map(() => null)),
    })),
    varianceShares: {
      fixed: NaN,
      random: [],
      allRandom: 0,
      residual: golden.sigma ** 2,
      total: golden.sigma ** 2,
    },
    fixedEffects: Object.keys(golden.fixef).map((term) => {
      const estimate = toNumber(golden.fixef[term]);
      const standardError = toNumber(golden.se[term]);
      return {
        term,
        estimate,
        standardError,
        df: toNumber(golden.satterthwaite!.df[term]),
        statistic: estimate / standardError,
        pValue: toNumber(golden.satterthwaite!.p[term]),
        lower: NaN,
        upper: NaN,
      };
    }),
    level: 0.95,
    ddf: 'satterthwaite',
    droppedColumns: [],
    vcov: named(golden.vcov_beta!),
    correlation: named(golden.cor_beta!),
    randomEffects: Object.entries(golden.ranef).map(([group, { levels, columns, values, condVar }]) => ({
      group,
      levels,
      terms: columns,
      values: Float64Array.from(values.flat().map(toNumber)),
      conditionalVariance: Float64Array.from((condVar ?? []).flat(2).map(toNumber)),
    })),
    hessian: { names: [], values: [] },
    fullCovariance: null,
    scaledResidualQuantiles: Object.values(golden.scaled_residual_quantiles!).map(toNumber),
    response: new Float64Array(0),
    fitted: new Float64Array(0),
    residuals: new Float64Array(0),
    keptRows: null,
    singular: golden.singular,
    converged: true,
    certificate: null,
    warnings: [],
    evaluations: 5,
    trace: [],
    ...changes,
  };
}
