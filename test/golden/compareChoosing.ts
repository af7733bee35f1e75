/**
 * Compares how a model is chosen, and how far off its standard errors are without random effects, with R (`teach_backward_*`,
 * `teach_candidates_*`, `teach_ols_gls_*`): anova() of lmer fits by ML, and lm().
 */

import { analyseModel, prepareModel, type ModelRequest } from '../../src/index';
import { goldenRequest } from './golden';
import { WorstDifference, type ComparisonRow } from './worstDifference';

interface DroppedTerm {
  readonly term: string;
  readonly Chisq: number;
  readonly Df: number;
  readonly p: number;
  readonly AIC: number;
}

interface GoldenBackward {
  readonly steps: readonly {
    readonly terms: readonly string[];
    readonly minus2logLik: number;
    readonly npar: number;
    readonly drop: readonly DroppedTerm[];
  }[];
  readonly final: readonly string[];
}

interface GoldenCandidates {
  readonly table: {
    readonly npar: readonly number[];
    readonly minus2logLik: readonly number[];
    readonly AIC: readonly number[];
    readonly AICc: readonly number[];
    readonly BIC: readonly number[];
    readonly delta_AIC: readonly number[];
    readonly delta_BIC: readonly number[];
    readonly weight_AIC: readonly number[];
    readonly weight_BIC: readonly number[];
  };
  readonly sequential_lrt: readonly {
    readonly Chisq: number;
    readonly Df: number;
    readonly p: number | string;
  }[];
}

type Effects = Readonly<Record<string, number>>;

interface GoldenErrors {
  readonly ols: { readonly fixef: Effects; readonly se_naive: Effects };
  readonly gls: { readonly fixef: Effects; readonly se: Effects };
}

interface Named {
  readonly id: string;
  readonly data: string;
  readonly formula: string | readonly string[];
}

export type GoldenChoosing = Named & (GoldenBackward | GoldenCandidates | GoldenErrors);

export function isChoosing(json: unknown): json is GoldenChoosing {
  const id = typeof json === 'object' && json !== null && 'id' in json ? json.id : null;
  return typeof id === 'string' && /^teach_(backward|candidates|ols_gls)_/.test(id);
}

/** @param csv text of the data file */
export function compareChoosing(golden: GoldenChoosing, csv: string): ComparisonRow[] {
  if ('steps' in golden) return compareBackward(golden, csv);
  return 'table' in golden ? compareCandidates(golden, csv) : compareErrors(golden, csv);
}

const request = (
  csv: string,
  formula: string,
  method: 'ML' | 'REML',
  factors: readonly string[] = [],
): ModelRequest =>
  goldenRequest(
    { formula, method, factors: Object.fromEntries(factors.map((name) => [name, {}])) } as never,
    csv,
  );

function compareBackward({ formula, steps, final }: Named & GoldenBackward, csv: string): ComparisonRow[] {
  const asked = request(csv, String(formula), 'ML', ['school', 'enroll', 'flp', 'public', 'urbanicity']);
  const { fixedByLikelihood: path } = analyseModel(prepareModel(asked), {
    kind: 'elimination',
    alphaRandom: 1,
    alphaFixed: 0.05,
    keep: [],
    fixedTest: 'lrt',
  });
  const gone = steps
    .slice(0, -1)
    .map(({ terms }, i) => terms.find((term) => !steps[i + 1].terms.includes(term))!);
  const order = new WorstDifference('order of elimination', 0);
  [...gone, ...final].forEach((term, i) => order.add(path[i + 1]?.removed === term ? 0 : 1, 0, 1));
  const tests = new WorstDifference('likelihood ratios', 1e-5);
  const figures = new WorstDifference('AIC, −2 log-likelihood', 1e-5);
  const p = new WorstDifference('p', 1e-4);
  const drops = [
    ...gone.map((term, i) => steps[i].drop.find((one) => one.term === term)!),
    ...steps.at(-1)!.drop,
  ];
  figures.add(-2 * path[0].logLik, steps[0].minus2logLik, 1);
  drops.forEach(({ Chisq, Df, p: wanted, AIC }, i) => {
    const row = path[i + 1];
    tests.add(row.test?.statistic, Chisq, 1).add(row.test?.df, Df, 1);
    figures.add(row.aic, AIC, 1);
    p.add(row.test?.naive, wanted, wanted);
  });
  return [order.row(), tests.row(), figures.row(), p.row()];
}

function compareCandidates(
  { formula, table, sequential_lrt }: Named & GoldenCandidates,
  csv: string,
): ComparisonRow[] {
  const [first, ...others] = formula;
  const { models, standings } = analyseModel(prepareModel({ ...request(csv, first, 'ML'), others }), {
    kind: 'comparison',
    refit: true,
    criteria: ['AIC', 'BIC'],
  });
  const figures = new WorstDifference('candidates', 1e-6);
  const differences = new WorstDifference('differences from the lowest', 1e-6);
  const weights = new WorstDifference('Akaike weights', 1e-6);
  const tests = new WorstDifference('tests in turn', 1e-6);
  for (const { criterion, models: found } of standings) {
    const [delta, weight] =
      criterion === 'AIC' ? [table.delta_AIC, table.weight_AIC] : [table.delta_BIC, table.weight_BIC];
    delta.forEach((wanted, i) => differences.add(found?.[i].difference, wanted, 1));
    weight.forEach((wanted, i) => weights.add(found?.[i].weight, wanted, wanted));
  }
  models.forEach((model, i) => {
    figures
      .add(model.parameterCount, table.npar[i], 1)
      .add(-2 * model.logLik, table.minus2logLik[i], 1)
      .add(model.aic, table.AIC[i], 1)
      .add(typeof model.aicc === 'number' ? model.aicc : NaN, table.AICc[i], 1)
      .add(model.bic, table.BIC[i], 1);
    if (i === 0) return;
    const { Chisq, Df, p } = sequential_lrt[i - 1];
    // Two models of which neither is a special case of the other are not tested.
    if (typeof p === 'string') tests.add(model.test === null ? 0 : 1, 0, 1);
    else tests.add(model.test?.statistic, Chisq, 1).add(model.test?.df, Df, 1).add(model.test?.naive, p, 1);
  });
  return [figures.row(), differences.row(), weights.row(), tests.row()];
}

function compareErrors({ formula, ols, gls }: Named & GoldenErrors, csv: string): ComparisonRow[] {
  const [response] = String(formula).split('~');
  const compared = (quantity: string, model: string, fixef: Effects, se: Effects): ComparisonRow => {
    const worst = new WorstDifference(quantity, 1e-6);
    const { fixedEffects } = analyseModel(prepareModel(request(csv, model, 'REML')), { kind: 'summary' });
    for (const { term, estimate, standardError } of fixedEffects)
      worst.add(estimate, fixef[term], se[term]).add(standardError, se[term], se[term]);
    return worst.row();
  };
  return [
    compared('least squares', `${response}~Days`, ols.fixef, ols.se_naive),
    compared('mixed model', String(formula), gls.fixef, gls.se),
  ];
}
