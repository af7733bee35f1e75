/** Compares F tests, Kenward-Roger's tests and the R² of Nakagawa with those of lmerTest, pbkrtest and the golden kit. */

import {
  analyseModel,
  prepareModel,
  type AnovaTable,
  type FitOptions,
  type FitResult,
} from '../../src/index';
import { fitModel } from '../fitModel';
import { goldenRequest, toNumber, type GoldenAnova, type GoldenFit, type GoldenNumber } from './golden';
import { WorstDifference, type ComparisonRow } from './worstDifference';

/** Degrees of freedom, and what follows from them, move with the rounding of second derivatives. */
const DF_TOLERANCE = 1e-4;
const P_TOLERANCE = 1e-3;

/** @param csv text of the data file */
export function compareTests(golden: GoldenFit, csv: string): ComparisonRow[] {
  const fit = (ddf: FitOptions['ddf']): FitResult =>
    fitModel(prepareModel(goldenRequest(golden, csv, { ddf })));
  const anova = (ddf: FitOptions['ddf']): AnovaTable =>
    analyseModel(prepareModel(goldenRequest(golden, csv, { ddf })), { kind: 'anova', type: 3 });
  const rows = [
    ...compareShares(golden, () => fit('asymptotic')),
    ...compareAnova('Satterthwaite', golden.anova_type3_satterthwaite, () => anova('satterthwaite')),
  ];
  // pbkrtest passes over prior weights, so that its answer is that of another model.
  if (!golden.weights)
    rows.push(
      ...compareKenwardRoger(golden, () => fit('kenward-roger')),
      ...compareAnova('Kenward-Roger', golden.anova_type3_kenward_roger, () => anova('kenward-roger')),
    );
  return rows.filter((row) => row.compared > 0);
}

function compareShares({ r2_nakagawa: wanted }: GoldenFit, fit: () => FitResult): ComparisonRow[] {
  if (!wanted) return [];
  const { fixed, random, residual } = fit().varianceShares;
  const all = random.reduce((sum, v) => sum + v, 0);
  const total = fixed + all + residual;
  return [
    new WorstDifference('R² (Nakagawa)', 1e-5)
      .add(fixed / total, wanted.marginal, 1)
      .add((fixed + all) / total, wanted.conditional, 1)
      .row(),
    new WorstDifference('variance shares', 1e-5)
      .add(fixed, wanted.var_fixed, total)
      .add(all, wanted.var_random, total)
      .add(residual, wanted.var_resid, total)
      .row(),
  ];
}

function compareKenwardRoger({ kenward_roger: wanted }: GoldenFit, fit: () => FitResult): ComparisonRow[] {
  if (!wanted) return [];
  const df = new WorstDifference('Kenward-Roger df', DF_TOLERANCE);
  const se = new WorstDifference('Kenward-Roger std. errors', 1e-5);
  const p = new WorstDifference('Kenward-Roger p', P_TOLERANCE);
  for (const effect of fit().fixedEffects) {
    const { term } = effect;
    df.add(effect.df ?? undefined, wanted.df[term], toNumber(wanted.df[term]));
    se.add(effect.standardError, wanted.se[term], toNumber(wanted.se[term]));
    p.add(effect.pValue, wanted.p[term], toNumber(wanted.p[term]));
  }
  return [df.row(), se.row(), p.row()];
}

function compareAnova(
  name: string,
  wanted: GoldenAnova | null | undefined,
  table: () => AnovaTable,
): ComparisonRow[] {
  if (!wanted) return [];
  const terms = [wanted.terms].flat();
  const found = new Map(table().rows.map((row) => [row.term, row]));
  const entries = (['SumSq', 'NumDF', 'DenDF', 'F', 'p'] as const).map((column) => {
    const worst = new WorstDifference(
      `${name} type III ${column}`,
      column === 'p' ? P_TOLERANCE : DF_TOLERANCE,
    );
    const values = [wanted[column] ?? []].flat() as GoldenNumber[];
    values.forEach((value, i) => {
      const row = found.get(terms[i]);
      const number = row && 'f' in row ? NUMBERS[column](row) : undefined;
      worst.add(number ?? undefined, value, Math.abs(toNumber(value)) || 1);
    });
    return worst.row();
  });
  return entries;
}

type Row = Extract<AnovaTable['rows'][number], { f: number }>;

const NUMBERS: Readonly<Record<'SumSq' | 'NumDF' | 'DenDF' | 'F' | 'p', (row: Row) => number | null>> = {
  SumSq: (row) => row.sumOfSquares,
  NumDF: (row) => row.numDf,
  DenDF: (row) => row.denDf,
  F: (row) => row.f,
  p: (row) => row.pValue,
};
