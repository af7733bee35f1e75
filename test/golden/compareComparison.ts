/** Compares models side by side with what anova() of ML fits in R says (`lrt_*.json`). */

import { analyseModel, prepareModel, type Comparison } from '../../src/index';
import { goldenRequest, type GoldenFit, type GoldenNumber } from './golden';
import { WorstDifference, type ComparisonRow } from './worstDifference';

export interface GoldenComparison {
  readonly id: string;
  readonly data: string;
  readonly formulas: readonly string[];
  readonly npar: readonly number[];
  readonly AIC: readonly GoldenNumber[];
  readonly BIC: readonly GoldenNumber[];
  readonly logLik: readonly GoldenNumber[];
  readonly deviance: readonly GoldenNumber[];
  /** Entries of the first model are "NA". */
  readonly Chisq: readonly GoldenNumber[];
  readonly Df: readonly GoldenNumber[];
  readonly p: readonly GoldenNumber[];
  readonly mixture?: readonly {
    readonly d_theta: number;
    readonly p_naive: GoldenNumber;
    readonly p_mixture_half: GoldenNumber | null;
  }[];
  readonly lm_without_random?: {
    readonly formula: string;
    readonly logLik: GoldenNumber;
    readonly df: number;
    readonly BIC: GoldenNumber;
    readonly LR_vs_first: GoldenNumber;
  };
}

export function isComparison(json: unknown): json is GoldenComparison {
  return typeof json === 'object' && json !== null && 'formulas' in json && 'Chisq' in json;
}

/** @param csv text of the data file */
export function compareComparison(golden: GoldenComparison, csv: string): ComparisonRow[] {
  const { models } = comparisonOf(golden, csv, golden.formulas);
  const criterion = (quantity: string, found: readonly number[], wanted: readonly GoldenNumber[]) => {
    const worst = new WorstDifference(quantity, 1e-6);
    wanted.forEach((value, i) => worst.add(found[i], value, 1));
    return worst.row();
  };
  const counts = new WorstDifference('npar', 0);
  golden.npar.forEach((value, i) => counts.add(models[i].parameterCount, value, 1));
  const df = new WorstDifference('Df', 0);
  golden.Df.forEach((value, i) => df.add(models[i].test?.df, value, 1));
  const p = new WorstDifference('p (chi-square)', 1e-4);
  golden.p.forEach((value, i) => p.add(models[i].test?.naive, value, Number(value)));
  const rows = [
    counts.row(),
    criterion(
      'logLik',
      models.map(({ logLik }) => -2 * logLik),
      golden.logLik.map((value) => -2 * Number(value)),
    ),
    criterion(
      'deviance',
      models.map((model) => model.criterion),
      golden.deviance,
    ),
    criterion(
      'AIC',
      models.map(({ aic }) => aic),
      golden.AIC,
    ),
    criterion(
      'BIC',
      models.map(({ bic }) => bic),
      golden.BIC,
    ),
    criterion(
      'Chisq',
      models.map(({ test }) => test?.statistic ?? NaN),
      golden.Chisq,
    ),
    df.row(),
    p.row(),
    ...compareMixtures(golden, models),
    ...compareLinear(golden, csv),
  ];
  return rows.filter((row) => row.compared > 0);
}

/**
 * The kit takes the mixture wherever the numbers of covariance parameters differ. Where no variance is tested at zero, as with
 * a correlation that is set free, the chi-square distribution itself is the reference, and p is compared with that.
 */
function compareMixtures({ mixture = [] }: GoldenComparison, models: Comparison['models']): ComparisonRow[] {
  const worst = new WorstDifference('p (boundary)', 1e-4);
  let interior = false;
  mixture.forEach(({ p_naive, p_mixture_half }, i) => {
    const { test } = models[i + 1];
    const isInterior = test?.collapsed === 0;
    if (isInterior && p_mixture_half !== null) interior = true;
    const wanted = isInterior || p_mixture_half === null ? p_naive : p_mixture_half;
    worst.add(test?.pValue, wanted, Number(wanted));
  });
  return [
    worst.row(interior ? 'a correlation alone is tested: no variance at zero, so chi-square' : undefined),
  ];
}

function compareLinear(golden: GoldenComparison, csv: string): ComparisonRow[] {
  const { lm_without_random: wanted } = golden;
  if (!wanted) return [];
  const { models } = comparisonOf(golden, csv, [wanted.formula, golden.formulas[0]]);
  const [linear, first] = models;
  return [
    new WorstDifference('linear model npar', 0).add(linear.parameterCount, wanted.df, 1).row(),
    new WorstDifference('linear model logLik, BIC, LR', 1e-6)
      .add(2 * linear.logLik, 2 * Number(wanted.logLik), 1)
      .add(linear.bic, wanted.BIC, 1)
      .add(first.test?.statistic, wanted.LR_vs_first, 1)
      .row(),
  ];
}

function comparisonOf(golden: GoldenComparison, csv: string, formulas: readonly string[]): Comparison {
  const [formula, ...others] = formulas;
  const request = goldenRequest({ ...golden, formula, method: 'ML' } as unknown as GoldenFit, csv);
  return analyseModel(prepareModel({ ...request, others }), { kind: 'comparison', refit: true });
}
