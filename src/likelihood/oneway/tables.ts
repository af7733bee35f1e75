/** One-way analysis of variance, estimates and shrunken means laid out in cells. */

import type { Warning } from '../../errors';
import type { OnewayFit } from './fit';
import type { OnewayAnova } from './anova';
import type { OnewayInformation } from './information';
import type { OnewayInterval, OnewayName } from './intervals';
import type { OnewayStatistics } from './statistics';
import type { ShrunkenMeans } from './shrink';
import type { OutputCell, OutputMatrix } from '../../layout/types';
import {
  counted,
  labelledTable,
  levelCells,
  numberCell,
  percent,
  rectangular,
  WITH_LABELS,
  type CellOptions,
} from '../../layout/cells';
import { criterionWords } from '../criterionWords';

type Row = readonly [label: string, ...values: (number | null)[]];

/**
 * The table (Source, SS, df, MS, F, p value; between groups, within groups, total), an empty row, and the method of
 * moments as label and value: sigma², tau² as it comes out, tau² at least 0, the intraclass correlation, n0 and mu; then
 * what is to be said about the result. Without labels the numbers alone: 3 rows with five values, 6 with one.
 */
export function anovaCells(anova: OnewayAnova, options: CellOptions = WITH_LABELS): OutputMatrix {
  const { between, within, total, moments } = anova;
  const sources: Row[] = [
    ['Between groups', between.squares, between.df, between.meanSquare, anova.f, anova.pValue],
    ['Within groups', within.squares, within.df, within.meanSquare],
    ['Total', total.squares, total.df],
  ];
  const components: Row[] = [
    ['sigma²', moments.sigma2],
    ['tau²', moments.tau2],
    ['tau², at least 0', moments.tau2Truncated],
    ['ICC', moments.icc],
    ['n0', moments.n0],
    ['mu', moments.mu],
  ];
  return rectangular([
    ...labelledTable(['Source', 'SS', 'df', 'MS', 'F', 'p value'], sources.map(cellsOf), 1, options),
    ...(options.labels ? [[]] : []),
    ...labelledTable(['Component', 'By moments'], components.map(cellsOf), 1, options),
    ...remarks(anova, options),
  ]);
}

/**
 * Group, n, Mean, Weight, Shrunken mean, Std. Error, Lower, Upper, and the limits of the group's own t interval; an empty row;
 * mu, sigma² and tau², which the weights are made of; then what is to be said about the result. Without labels the numbers
 * of the groups alone.
 */
export function shrunkenCells(result: ShrunkenMeans, options: CellOptions = WITH_LABELS): OutputMatrix {
  const limit = percent(result.level);
  const header = [
    'Group',
    'n',
    'Mean',
    'Weight',
    'Shrunken mean',
    'Std. Error',
    `Lower ${limit}`,
    `Upper ${limit}`,
    `Own t lower ${limit}`,
    `Own t upper ${limit}`,
  ];
  const labels = levelCells(result.means.map(({ group }) => group));
  const rows = result.means.map(({ own, ...one }, j) => [
    labels[j],
    ...[one.count, one.mean, one.weight, one.shrunken, one.standardError, one.lower, one.upper].map(
      numberCell,
    ),
    ...[own?.lower, own?.upper].map(numberCell),
  ]);
  const source =
    result.method === 'MOMENTS' ? 'By moments' : result.method ? `By ${result.method}` : 'As given';
  const parameters = SYMBOLS.map(([name, symbol]): Row => [symbol, result.parameters[name]]);
  return rectangular([
    ...labelledTable(header, rows, 1, options),
    ...(options.labels ? [[], [source], ...parameters.map(cellsOf)] : []),
    ...remarks(result, options),
  ]);
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

const SYMBOLS: readonly (readonly [name: OnewayName, symbol: string])[] = [
  ['mu', 'mu'],
  ['sigma2', 'sigma²'],
  ['tau2', 'tau²'],
];

/**
 * Parameter, Estimate, Std. Error, Lower, Upper for mu, sigma² and tau²; an empty row; log-likelihood, intraclass
 * correlation, values and groups; an empty row; the Hessian of minus the log-likelihood; an empty row; its inverse, the
 * covariance matrix; then what is to be said about the result. Without labels the numbers alone.
 */
export function onewayEstimateCells(
  estimates: OnewayEstimates,
  options: CellOptions = WITH_LABELS,
): OutputMatrix {
  const { fit, information, intervals, level, twoErrors, statistics } = estimates;
  const { covariance, hessian } = information;
  const ends = twoErrors ? '2 SE' : percent(level);
  const gap = options.labels ? [[]] : [];
  const parameters = SYMBOLS.map(([name, symbol], i): Row => {
    const own = name === 'mu' ? fit.muStandardError : covariance && Math.sqrt(covariance[4 * i]);
    return [symbol, fit[name], own, intervals[name].lower, intervals[name].upper];
  });
  const { logLikName } = criterionWords(fit.method);
  const facts: Row[] = [
    [logLikName, fit.logLik],
    ['ICC', fit.tau2 / (fit.tau2 + fit.sigma2)],
    ['n', statistics.total],
    ['Groups', statistics.counts.length],
  ];
  return rectangular([
    ...labelledTable(
      ['Parameter', 'Estimate', 'Std. Error', `Lower ${ends}`, `Upper ${ends}`],
      parameters.map(cellsOf),
      1,
      options,
    ),
    ...gap,
    ...labelledTable([`By ${fit.method}`], facts.map(cellsOf), 1, options),
    ...gap,
    ...matrixCells('Hessian', hessian, options),
    ...gap,
    ...(covariance === null ? [] : matrixCells('Covariance', covariance, options)),
    ...remarks({ droppedRows: statistics.droppedRows, warnings: fit.warnings }, options),
  ]);
}

function matrixCells(title: string, matrix: Float64Array, options: CellOptions): OutputMatrix {
  const rows = SYMBOLS.map(([, symbol], i): Row => [symbol, ...matrix.subarray(3 * i, 3 * i + 3)]);
  return labelledTable([title, ...SYMBOLS.map(([, symbol]) => symbol)], rows.map(cellsOf), 1, options);
}

function cellsOf([label, ...values]: Row): OutputCell[] {
  return [label, ...values.map((value) => (value === Infinity ? '∞' : numberCell(value)))];
}

interface Remarks {
  readonly droppedRows: number;
  readonly notes?: readonly string[];
  readonly warnings: readonly Warning[];
}

function remarks({ droppedRows, notes = [], warnings }: Remarks, { labels }: CellOptions): OutputMatrix {
  const dropped = droppedRows > 0 ? [`${counted(droppedRows, 'row')} with missing values dropped`] : [];
  const lines = [...dropped, ...notes, ...warnings.map(({ message }) => message)];
  return labels && lines.length > 0 ? [[], ...lines.map((line) => [line])] : [];
}
