/** A fit as tables: the whole summary, or one of its blocks. */

import { toCells, WITH_LABELS, type CellOptions } from '../layout/cells';
import { determined, factsOf, reportOf, type Fact, type Report } from '../layout/report';
import type { OutputMatrix } from '../layout/types';
import { counted, droppedNote } from '../layout/words';
import {
  componentTable,
  fixedTable,
  hessianReport,
  ranefReport,
  varcompTable,
  vcovReport,
} from './fitTables';
import { criterionOf, fittedBy } from './criterion';
import type { FitResult } from './fitResult';
import { statisticTable } from './statistics';
import { hasMaximum, withReason } from './noMaximum';

/** The blocks that can be put on a sheet, each by one formula. */
export type Block = 'fit' | 'fixef' | 'varcomp' | 'vcov' | 'vcov-all' | 'correlation' | 'hessian' | 'ranef';

const REPORTS: Readonly<Record<Block, (result: FitResult) => Report>> = {
  fit: fitReport,
  fixef: (result) => reportOf([fixedTable(result)]),
  varcomp: (result) => reportOf([varcompTable(result)]),
  vcov: (result) => vcovReport(result, 'fixed'),
  'vcov-all': (result) => vcovReport(result, 'all'),
  correlation: (result) => vcovReport(result, 'correlation'),
  hessian: hessianReport,
  ranef: ranefReport,
};

export function blockReport(result: FitResult, block: Block): Report {
  return withReason(result, REPORTS[block](result));
}

export function blockCells(
  result: FitResult,
  block: Block,
  options: CellOptions = WITH_LABELS,
): OutputMatrix {
  return toCells(blockReport(result, block), options);
}

/** How much room a block takes on the sheet. */
export function blockSize(
  result: FitResult,
  block: Block,
  options: CellOptions = WITH_LABELS,
): { readonly rows: number; readonly columns: number } {
  const cells = blockCells(result, block, options);
  return { rows: cells.length, columns: cells.length > 0 ? cells[0].length : 0 };
}

/**
 * The whole summary, top to bottom: the formula actually fitted, how it was fitted, dropped rows; fixed effects;
 * variance components; fit statistics as label and value; scaled residuals; warnings, without the dropped rows, which are
 * already said at the top.
 */
function fitReport(result: FitResult): Report {
  return reportOf(
    [
      fixedTable(result, 'Fixed effects'),
      componentTable(result, 'Variance components'),
      statisticTable(result, 'fit', 'Fit'),
      factsOf('scaledResiduals', null, residualQuantiles(result), { title: 'Scaled residuals' }),
    ],
    {
      opening: opening(result),
      warnings: result.warnings.filter(({ code }) => code !== 'rows-dropped'),
    },
  );
}

/** How the model was fitted and how that ended, in one line. */
export function fitStatus(result: FitResult): string {
  return result.family === 'linear' ? fittedBy(result) : `${fittedBy(result)}; ${outcome(result)}`;
}

function outcome({ converged, singular, evaluations, warnings }: FitResult): string {
  if (warnings.some(({ code }) => code === 'no-maximum')) return 'the likelihood has NO maximum';
  if (!converged) return `NOT converged after ${counted(evaluations, 'evaluation')}`;
  if (warnings.some(({ code }) => code === 'not-identified'))
    return `${singular ? 'boundary (singular) fit; ' : ''}not all parameters are determined by the data; search ended after ${counted(evaluations, 'evaluation')}`;
  return `${singular ? 'boundary (singular) fit; ' : ''}converged in ${counted(evaluations, 'evaluation')}`;
}

/** Which column a group column alone made the response, and how to take another. */
export function takenSentence({ taken }: FitResult): string[] {
  if (taken === undefined) return [];
  return [
    `response ${taken.response}: the first column of numbers that varies within ${taken.group}, for another write a formula`,
  ];
}

function opening(result: FitResult): string[] {
  const status = [fitStatus(result), ...takenSentence(result)].join('; ');
  return [result.formula, status, ...droppedNote(result.droppedRows)];
}

const QUANTILE_LABELS = ['Min', '1Q', 'Median', '3Q', 'Max'];

function residualQuantiles({ scaledResidualQuantiles }: FitResult): Fact[] {
  return scaledResidualQuantiles.map((value, i): Fact => [QUANTILE_LABELS[i], determined(value), 'number']);
}

/** A fit in one line of text, as a cell shows it. */
export function modelLine(fit: FitResult): string {
  const { formula, nobs, groups, singular } = fit;
  const { name, value, logLikName, logLik, isRestricted } = criterionOf(fit);
  const fitted = !hasMaximum(fit)
    ? 'the likelihood has no maximum'
    : isRestricted
      ? `${name} ${criterionText(value)}`
      : `${logLikName.toLowerCase()} ${criterionText(logLik)}`;
  const sizes = groups.map(({ group, levels }) => `${levels} ${group}`);
  const parts = [fitted, [`${nobs} rows`, ...sizes].join(', '), ...(singular ? ['boundary fit'] : [])];
  return `${formula}: ${parts.join('; ')}`;
}

/** Digits enough to tell one fit from another. */
function criterionText(value: number): string {
  return String(Number(value.toPrecision(8)));
}
