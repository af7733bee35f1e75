/** A fit laid out in cells: the whole summary, or one of its blocks. Every block is rectangular. */

import type { OutputCell, OutputMatrix } from '../layout/types';
import { counted, numberCell, rectangular, WITH_LABELS, type CellOptions } from '../layout/cells';
import { componentCells, fixefCells, hessianCells, ranefCells, varcompCells, vcovCells } from './fitTables';
import { fittedBy } from './criterion';
import type { FitResult } from './fitResult';
import { shownStatistics } from './statistics';
import { withReason } from './noMaximum';

export type { CellOptions } from '../layout/cells';
export { varcompCells, vcovCells, type CovarianceKind } from './fitTables';

/** The blocks that can be put on a sheet, each by one formula. */
export type Block = 'fit' | 'fixef' | 'varcomp' | 'vcov' | 'vcov-all' | 'correlation' | 'hessian' | 'ranef';

const LAYOUTS: Readonly<Record<Block, (result: FitResult, options: CellOptions) => OutputMatrix>> = {
  fit: fitCells,
  fixef: fixefCells,
  varcomp: varcompCells,
  vcov: (result, options) => vcovCells(result, 'fixed', options),
  'vcov-all': (result, options) => vcovCells(result, 'all', options),
  correlation: (result, options) => vcovCells(result, 'correlation', options),
  hessian: hessianCells,
  ranef: ranefCells,
};

export function blockCells(
  result: FitResult,
  block: Block,
  options: CellOptions = WITH_LABELS,
): OutputMatrix {
  return withReason(result, LAYOUTS[block](result, options));
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
 * variance components; fit statistics as label and value; scaled residuals; warnings as lines of text.
 *
 * Sections have a title and are set apart by an empty row. Without labels only the formula, the lines on the fit and the
 * numbers are left.
 */
export function fitCells(result: FitResult, options: CellOptions = WITH_LABELS): OutputMatrix {
  const sections = [
    section('Fixed effects', fixefCells(result, options), options),
    section('Variance components', componentCells(result, options), options),
    section('Fit', pairs(fitStatistics(result), options), options),
    section('Scaled residuals', pairs(residualQuantiles(result), options), options),
    warningLines(result, options),
  ];
  return rectangular([...opening(result), ...sections.flat()]);
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

function opening(result: FitResult): OutputMatrix {
  const dropped = result.droppedRows;
  const lines = [[result.formula], [[fitStatus(result), ...takenSentence(result)].join('; ')]];
  return dropped > 0 ? [...lines, [`${counted(dropped, 'row')} with missing values dropped`]] : lines;
}

function section(title: string, table: OutputMatrix, { labels }: CellOptions): OutputMatrix {
  return labels ? [[], [title], ...table] : table;
}

type Pair = readonly [label: string, value: OutputCell];

function pairs(list: readonly Pair[], { labels }: CellOptions): OutputMatrix {
  return labels ? list : list.map(([, value]) => [value]);
}

function fitStatistics(result: FitResult): Pair[] {
  return shownStatistics(result, 'fit').flatMap(({ values }) =>
    values.map(({ label, value }): Pair => [label, value]),
  );
}

const QUANTILE_LABELS = ['Min', '1Q', 'Median', '3Q', 'Max'];

function residualQuantiles({ scaledResidualQuantiles }: FitResult): Pair[] {
  return scaledResidualQuantiles.map((value, i): Pair => [QUANTILE_LABELS[i], numberCell(value)]);
}

/** The dropped rows are already said at the top. */
function warningLines(result: FitResult, { labels }: CellOptions): OutputMatrix {
  const lines = result.warnings.filter(({ code }) => code !== 'rows-dropped').map(({ message }) => [message]);
  return labels && lines.length > 0 ? [[], ['Warnings'], ...lines] : [];
}
