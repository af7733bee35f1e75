/** Slopes of a numeric variable by groups: how fast what a model expects moves with it. */

import { waldRow } from '../inference/wald';
import type { Report } from '../layout/report';
import { readSlopeVariable, type SlopeVariable, slopesOver } from '../means/slopes';
import type { MeanWeights } from '../means/marginalBlock';
import type { Margins } from '../means/types';
import { estimatedReport, type EstimatedRow, type EstimatedTable } from './estimatedTable';
import {
  estimated,
  type EstimatedMargins,
  gridOf,
  type GridQuestion,
  labelTitles,
  NOT_ESTIMABLE,
  rowLabels,
  specsOf,
  unknownRow,
} from './margins';
import type { Subject } from './subject';

export interface SlopesQuestion extends GridQuestion {
  /** A column of numbers, or a function of one. */
  readonly variable: string;
  /** Groups that have a slope each, such as `Sex | age`; null for one slope over all. */
  readonly specs: string | null;
  readonly weights: MeanWeights;
}

/** In place of a slope that there is not. */
const BENT = 'no slope: what the model expects has a kink, a jump or a vertical tangent there.';

const EXACT =
  'A slope with standard error 0 is so whatever the coefficients are: no term of the model moves there.';

/** @throws CellmerError `option` for a variable, specs, values and weights that the model does not have */
export function slopes(subject: Subject, question: SlopesQuestion): EstimatedTable {
  const { input, frame } = subject;
  const variable = readSlopeVariable(question.variable, input.table, frame);
  return slopeTable(subject, variable, slopeMargins(subject, question, variable));
}

function slopeMargins(subject: Subject, question: SlopesQuestion, variable: SlopeVariable): Margins {
  const specs = question.specs === null ? { factors: [], by: [] } : specsOf(subject, question.specs);
  const grid = gridOf(subject, question);
  return slopesOver(grid, subject.input.table, subject, variable, specs, question.weights);
}

function slopeTable(subject: Subject, variable: SlopeVariable, margins: Margins): EstimatedTable {
  const found = estimated(subject, margins);
  const { level } = subject.input.options;
  const rows = [...Array(margins.rows).keys()]
    .filter((r) => margins.absent[r] === 0)
    .map((r) => slopeRow(found, r, level, variable.label));
  const isExact = rows.some(({ standardError }) => standardError === 0);
  return {
    labels: isOne(margins) ? ['Slope of'] : labelTitles(margins),
    estimateName: isOne(margins) ? 'Slope' : `Slope of ${variable.label}`,
    rows,
    level,
    statisticName: subject.fit.contrasts(subject.input.options.ddf).ddf === 'asymptotic' ? 'z' : 't',
    notes: [...margins.notes, found.ddfNote, ...(isExact ? [EXACT] : [])],
  };
}

function isOne({ factors, by }: Margins): boolean {
  return factors.length + by.length === 0;
}

function slopeRow(
  { margins, functions }: EstimatedMargins,
  row: number,
  level: number,
  variable: string,
): EstimatedRow {
  const labels = isOne(margins) ? [variable] : rowLabels(margins, row);
  const known = margins.offset[row];
  if (margins.estimable[row] === 0) return unknownRow(labels, known === known ? NOT_ESTIMABLE : BENT);
  const { estimate: linear, standardError, df } = functions.combination([row], [1]);
  const estimate = linear + known;
  if (standardError > 0)
    return { labels, estimate, standardError, df, ...waldRow(estimate, standardError, df, level) };
  // No coefficient is in it.
  const exact = { estimate, standardError: 0, lower: estimate, upper: estimate };
  return { labels, ...exact, df: null, statistic: null, pValue: null };
}

export function slopesReport(table: EstimatedTable): Report {
  return estimatedReport('slopes', table);
}
