/** One-way analysis of variance, estimates and shrunken means as tables. */

import type { Warning } from '../../errors';
import {
  columnsOf,
  type ColumnText,
  endless,
  factsOf,
  levelValues,
  limitColumns,
  reportOf,
  squareOf,
  tableOf,
  type Fact,
  type Report,
  type ReportTable,
  type Value,
} from '../../layout/report';
import { droppedNote, percent } from '../../layout/words';
import { criterionWords } from '../criterionWords';
import type { OnewayFit } from './fit';
import type { OnewayAnova } from './anova';
import type { OnewayInformation } from './information';
import type { OnewayInterval, OnewayName } from './intervals';
import type { GroupInterval } from './groupIntervals';
import type { Levene } from './levene';
import type { OnewayStatistics } from './statistics';
import type { ShrunkenMeans } from './shrink';

/**
 * The table (Source, SS, df, MS, F, p value; between groups, within groups, total), and the method of moments as label and
 * value: sigma², tau² as it comes out, tau² at least 0, the intraclass correlation, n0 and mu; then what is to be said about the
 * result.
 */
export function onewayAnovaReport(anova: OnewayAnova): Report {
  const { between, within, total, moments } = anova;
  const columns = columnsOf(
    ['source', 'Source', 'label'],
    ['squares', 'SS', 'sumOfSquares'],
    ['df', 'df', 'df'],
    ['meanSquare', 'MS', 'number'],
    ['f', 'F', 'statistic'],
    ['pValue', 'p value', 'p'],
  );
  const rows: Value[][] = [
    ['Between groups', between.squares, between.df, between.meanSquare, endless(anova.f), anova.pValue],
    ['Within groups', within.squares, within.df, within.meanSquare, null, null],
    ['Total', total.squares, total.df, null, null, null],
  ];
  const components = factsOf(
    'moments',
    'Component',
    [
      ['sigma²', moments.sigma2, 'variance'],
      ['tau²', moments.tau2, 'variance'],
      ['tau², at least 0', moments.tau2Truncated, 'variance'],
      ['ICC', moments.icc, 'share'],
      ['n0', moments.n0, 'number'],
      ['mu', moments.mu, 'number'],
    ],
    { columns: columnsOf(['component', 'Component', 'label'], ['value', 'By moments', 'number']) },
  );
  return reportOf([tableOf('anova', columns, rows), components], remarks(anova));
}

/**
 * Levene's test: F with its degrees of freedom and p value; Group, n, the centre, SD and the mean distance from the centre, which
 * the test compares; then what is to be said about the result.
 */
export function leveneReport({ centre, anova, groups }: Levene): Report {
  const test = factsOf('test', `Levene’s test (${centre})`, [
    ['F', endless(anova.f), 'statistic'],
    ['df', anova.between.df, 'df'],
    ['Residual df', anova.within.df, 'df'],
    ['p value', anova.pValue, 'p'],
  ]);
  const columns = columnsOf(
    ['group', 'Group', 'label'],
    ['count', 'n', 'count'],
    ['centre', centre === 'mean' ? 'Mean' : 'Median', 'number'],
    ['standardDeviation', 'SD', 'number'],
    ['meanDistance', 'Mean distance', 'number'],
  );
  const labels = levelValues(groups.map(({ group }) => group));
  const rows = groups.map((one, j) => [
    labels[j],
    one.count,
    one.centre,
    one.standardDeviation,
    one.meanDistance,
  ]);
  return reportOf([test, tableOf('groups', columns, rows)], {
    notes: droppedNote(anova.droppedRows),
    warnings: leveneWarnings(anova),
  });
}

function leveneWarnings({ within, between }: OnewayAnova): Warning[] {
  if (within.squares > 0) return [];
  const message =
    between.squares > 0
      ? 'Within each group all values are equally far from its centre: F is infinite.'
      : 'All values are equally far from the centres of their groups: F, a ratio of variances, is not defined.';
  return [{ code: 'boundary', message }];
}

/**
 * Group, n, Mean, Weight, Shrunken mean, Std. Error, Lower, Upper, and the limits of each interval beside them; mu, sigma² and
 * tau², which the weights are made of; then what is to be said about the result. Without labels the numbers of the groups alone.
 */
export function shrunkenReport(result: ShrunkenMeans): Report {
  const { method, parameters } = result;
  const source = method === 'MOMENTS' ? 'By moments' : method ? `By ${method}` : 'As given';
  const facts = SYMBOLS.map(([name, symbol, kind]): Fact => [symbol, endless(parameters[name]), kind]);
  return reportOf(
    [groupTable(result), { ...factsOf('parameters', source, facts), isExtra: true }],
    remarks(result),
  );
}

const INTERVAL_TITLES: Readonly<Record<GroupInterval, string>> = {
  own: 'Own t',
  pooled: 'Pooled t',
  fab: 'FAB',
};

function groupTable({ means, level, intervals }: ShrunkenMeans): ReportTable {
  const limit = percent(level);
  const columns = columnsOf(
    ['group', 'Group', 'label'],
    ['count', 'n', 'count'],
    ['mean', 'Mean', 'number'],
    ['weight', 'Weight', 'share'],
    ['shrunken', 'Shrunken mean', 'number'],
    ['standardError', 'Std. Error', 'standardError'],
    ['lower', `Lower ${limit}`, 'number'],
    ['upper', `Upper ${limit}`, 'number'],
    ...intervals.flatMap((interval): ColumnText[] => [
      [`${interval}Lower`, `${INTERVAL_TITLES[interval]} lower ${limit}`, 'number'],
      [`${interval}Upper`, `${INTERVAL_TITLES[interval]} upper ${limit}`, 'number'],
    ]),
  );
  const labels = levelValues(means.map(({ group }) => group));
  const rows = means.map(({ beside, ...one }, j) => [
    labels[j],
    one.count,
    one.mean,
    one.weight,
    one.shrunken,
    one.standardError,
    one.lower,
    one.upper,
    ...beside.flatMap((limits) => [limits?.lower ?? null, limits?.upper ?? null]),
  ]);
  return tableOf('means', columns, rows);
}

export interface OnewayEstimates {
  readonly fit: OnewayFit;
  readonly information: OnewayInformation;
  readonly intervals: Readonly<Record<OnewayName, OnewayInterval>>;
  readonly level: number;
  /** ± 2 standard errors, in place of a level. */
  readonly twoErrors: boolean;
  readonly statistics: OnewayStatistics;
}

const SYMBOLS: readonly (readonly [name: OnewayName, symbol: string, kind: 'number' | 'variance'])[] = [
  ['mu', 'mu', 'number'],
  ['sigma2', 'sigma²', 'variance'],
  ['tau2', 'tau²', 'variance'],
];

/**
 * Parameter, Estimate, Std. Error, Lower, Upper for mu, sigma² and tau²; log-likelihood, intraclass correlation, values and
 * groups; the Hessian of minus the log-likelihood; its inverse, the covariance matrix; then what is to be said about the result.
 */
export function onewayEstimateReport(estimates: OnewayEstimates): Report {
  const { fit, information, intervals, level, twoErrors, statistics } = estimates;
  const { covariance, hessian } = information;
  const ends = twoErrors ? '2 SE' : percent(level);
  const columns = columnsOf(
    ['parameter', 'Parameter', 'label'],
    ['estimate', 'Estimate', 'number'],
    ['standardError', 'Std. Error', 'standardError'],
    ...limitColumns(ends),
  );
  const rows = SYMBOLS.map(([name, symbol], i) => {
    const own = name === 'mu' ? fit.muStandardError : covariance && Math.sqrt(covariance[4 * i]);
    const { lower, upper } = intervals[name];
    return [symbol, ...[fit[name], own, lower, upper].map(endless)];
  });
  return reportOf(
    [
      tableOf('estimates', columns, rows),
      factsOf('fit', `By ${fit.method}`, [
        [criterionWords(fit.method).logLikName, fit.logLik, 'criterion'],
        ['ICC', fit.tau2 / (fit.tau2 + fit.sigma2), 'share'],
        ['n', statistics.total, 'count'],
        ['Groups', statistics.counts.length, 'count'],
      ]),
      symbolMatrix('hessian', 'Hessian', hessian),
      covariance === null
        ? tableOf('covariance', [], [])
        : symbolMatrix('covariance', 'Covariance', covariance),
    ],
    remarks({ droppedRows: statistics.droppedRows, warnings: fit.warnings }),
  );
}

function symbolMatrix(name: string, title: string, matrix: Float64Array): ReportTable {
  const symbols = SYMBOLS.map(([, symbol]) => symbol);
  return squareOf(name, title, symbols, matrix);
}

interface Remarks {
  readonly droppedRows: number;
  readonly notes?: readonly string[];
  readonly warnings: readonly Warning[];
}

function remarks({ droppedRows, notes = [], warnings }: Remarks): Pick<Report, 'notes' | 'warnings'> {
  return { notes: [...droppedNote(droppedRows), ...notes], warnings };
}
