/** Compares the one-way layout with what R says of it (`teach_oneway_*.json`): car, lme4 and closed forms. */

import {
  onewayAnova,
  onewayStatistics,
  parseCsv,
  readOneway,
  shrinkMeans,
  type CellMatrix,
} from '../../src/index';
import { leveneTest, type LeveneCentre } from '../../src/likelihood/oneway/levene';
import { WorstDifference, type ComparisonRow } from './worstDifference';

interface Ends {
  readonly values: readonly (readonly number[])[];
}

interface GoldenShrinkage {
  readonly mu: number;
  readonly tau2: number;
  readonly sigma2: number;
  readonly weight: readonly number[];
  readonly mean: readonly number[];
  readonly sd: readonly number[];
  readonly ci95: Ends;
}

interface GoldenTest {
  readonly F: number;
  readonly df: readonly number[];
  readonly p: number;
}

export interface GoldenOneway {
  readonly id: string;
  readonly data: string;
  readonly means: readonly number[];
  readonly sse_table: { readonly SS: readonly number[]; readonly F: number; readonly p: number };
  readonly method_of_moments: { readonly n0: number; readonly tau2: number; readonly sigma2: number };
  readonly levene_median: GoldenTest;
  readonly levene_mean: GoldenTest;
  readonly group_intervals: {
    readonly pooled: { readonly ci95: Ends };
    readonly separate: { readonly ci95: Ends };
  };
  readonly shrinkage: Readonly<Record<'moments' | 'ML' | 'REML', GoldenShrinkage>>;
}

export function isOneway(json: unknown): json is GoldenOneway {
  return typeof json === 'object' && json !== null && 'sse_table' in json;
}

const EXACT = 1e-8;
/** Variances of R are where its optimizer stopped. */
const FITTED = 1e-6;

/** @param csv text of the data file: groups, then values */
export function compareOneway(golden: GoldenOneway, csv: string): ComparisonRow[] {
  const cells = parseCsv(csv);
  const column = (i: number): CellMatrix => cells.map((row) => [row[i]]);
  const data = readOneway({ cells: column(1) }, { cells: column(0) });
  const stats = onewayStatistics(data);
  const anova = onewayAnova(stats);
  const { sse_table: squares, method_of_moments: moments } = golden;
  const table = new WorstDifference('analysis of variance', EXACT);
  [anova.between.squares, anova.within.squares, anova.total.squares].forEach((found, i) =>
    table.add(found, squares.SS[i], squares.SS[i]),
  );
  table.add(anova.f, squares.F, squares.F).add(anova.pValue, squares.p, squares.p);
  const components = new WorstDifference('moments', EXACT)
    .add(anova.moments.n0, moments.n0, moments.n0)
    .add(anova.moments.tau2, moments.tau2, moments.sigma2)
    .add(anova.moments.sigma2, moments.sigma2, moments.sigma2);
  return [
    table.row(),
    components.row(),
    levene('median', golden.levene_median),
    levene('mean', golden.levene_mean),
    ...intervals(),
    ...(['moments', 'ML', 'REML'] as const).flatMap(shrinkage),
  ];

  function levene(centre: LeveneCentre, { F, df, p }: GoldenTest): ComparisonRow {
    const found = leveneTest(data, centre).anova;
    return new WorstDifference(`Levene (${centre})`, EXACT)
      .add(found.f, F, F)
      .add(found.between.df, df[0], 1)
      .add(found.within.df, df[1], 1)
      .add(found.pValue, p, p)
      .row();
  }

  function intervals(): ComparisonRow[] {
    const { means } = shrinkMeans(stats, 'MOMENTS', 0.95, ['own', 'pooled']);
    const wanted = [golden.group_intervals.separate, golden.group_intervals.pooled];
    return ['own', 'pooled'].map((name, k) => {
      const worst = new WorstDifference(`t intervals (${name})`, EXACT);
      means.forEach(({ beside }, j) => {
        const [lower, upper] = wanted[k].ci95.values[j];
        worst.add(beside[k]?.lower, lower, upper - lower).add(beside[k]?.upper, upper, upper - lower);
      });
      return worst.row();
    });
  }

  function shrinkage(method: 'moments' | 'ML' | 'REML'): ComparisonRow {
    const wanted = golden.shrinkage[method];
    const { means, parameters } = shrinkMeans(stats, method === 'moments' ? 'MOMENTS' : method, 0.95);
    const worst = new WorstDifference(`shrinkage (${method})`, method === 'moments' ? EXACT : FITTED)
      .add(parameters.mu, wanted.mu, Math.sqrt(wanted.sigma2))
      .add(parameters.tau2, wanted.tau2, wanted.tau2)
      .add(parameters.sigma2, wanted.sigma2, wanted.sigma2);
    means.forEach((one, j) => {
      const [lower, upper] = wanted.ci95.values[j];
      const sd = wanted.sd[j];
      worst.add(one.weight, wanted.weight[j], 1).add(one.shrunken, wanted.mean[j], sd);
      worst.add(one.standardError, sd, sd).add(one.lower, lower, sd).add(one.upper, upper, sd);
    });
    return worst.row();
  }
}
