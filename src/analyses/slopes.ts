/** Slopes of a numeric variable by groups: how fast what a model expects moves with it. */

import { waldRow } from '../inference/wald';
import { reportOf, type Report } from '../layout/report';
import type { AdjustmentName } from '../means/adjustments';
import { readContrast, type ContrastRequest } from '../means/contrastRequest';
import { readSlopeVariable, type SlopeVariable, slopesOver } from '../means/slopes';
import type { MeanWeights } from '../means/marginalBlock';
import type { MeanSpecs } from '../means/specs';
import type { Margins } from '../means/types';
import { contrastsOfMargins, type ContrastTable } from './contrasts';
import { estimatedReport, estimatedSection, type EstimatedRow, type EstimatedTable } from './estimatedTable';
import {
  estimated,
  type EstimatedMargins,
  gridOf,
  type GridQuestion,
  labelTitles,
  NOT_ESTIMABLE,
  rowLabels,
  type Scale,
  scaleOf,
  type ScaleQuestion,
  specsOf,
  unknownRow,
} from './estimatedMargins';
import type { Subject } from './subject';

export interface SlopesQuestion extends GridQuestion, Pick<ScaleQuestion, 'type'> {
  /** A column of numbers, or a function of one. */
  readonly variable: string;
  /** Groups that have a slope each, such as `Sex | age`; null for one slope over all. */
  readonly specs: string | null;
  readonly weights: MeanWeights;
  /** What slopes are compared by besides; null for what stands before the tilde of the specs, and else for nothing. */
  readonly contrast: ContrastRequest | null;
  /** Null for what is usual with the contrasts. */
  readonly adjust: AdjustmentName | null;
  /** Whether differences are taken the other way round. */
  readonly reverse: boolean;
}

export interface SlopesAnswer {
  readonly slopes: EstimatedTable;
  /** Empty where none were asked for. */
  readonly contrasts: readonly ContrastTable[];
}

/** In place of a slope that there is not. */
const BENT =
  'no slope: what the model expects has a kink, a jump or a vertical tangent there, or is no value of the transformed response.';

const EXACT =
  'A slope with standard error 0 is so whatever the coefficients are: no term of the model moves there.';

/** @throws CellmerError `option` for a variable, specs, values and weights that the model does not have */
export function slopes(subject: Subject, question: SlopesQuestion): SlopesAnswer {
  const { input, frame } = subject;
  const variable = readSlopeVariable(question.variable, input.table, frame);
  const specs = question.specs === null ? ALL : specsOf(subject, question.specs);
  const margins = slopeMargins(subject, question, variable, specs);
  const contrast = question.contrast ?? (specs.left === null ? null : readContrast(specs.left));
  return {
    slopes: slopeTable(subject, variable, margins),
    contrasts: contrast === null ? [] : contrastsOfMargins(subject, margins, { ...question, contrast }),
  };
}

const ALL: MeanSpecs = { factors: [], by: [], left: null };

function slopeMargins(
  subject: Subject,
  question: SlopesQuestion,
  variable: SlopeVariable,
  specs: MeanSpecs,
): Margins {
  const scale = scaleOf(subject, { type: question.type, bias: false });
  const { table } = subject.input;
  const grid = gridOf(subject, question);
  const margins = slopesOver(grid, table, subject, variable, specs, question.weights, scale.link);
  return { ...margins, notes: [...margins.notes, ...scaleNotes(scale)] };
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
    statisticName: found.statisticName,
    notes: [...margins.notes, ...found.notes, ...(isExact ? [EXACT] : [])],
  };
}

/** Where slopes are back-transformed they are so at each point, and not their limits. */
function scaleNotes({ link, notes }: Scale): readonly string[] {
  if (link === null) return notes;
  return [
    `Slopes of the response: those on the ${link.name} scale times the slope of its inverse, at each point of the grid; standard errors by the delta method.`,
  ];
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

export function slopesReport({ slopes: table, contrasts }: SlopesAnswer): Report {
  if (contrasts.length === 0) return estimatedReport('slopes', table);
  // What holds for the slopes holds for what compares them, and is said once.
  const own = ({ notes }: ContrastTable): string[] => notes.filter((note) => !table.notes.includes(note));
  const compared = contrasts.map((one) =>
    estimatedSection('contrasts', { ...one, notes: own(one) }, one.title ?? 'Slopes compared'),
  );
  return reportOf([estimatedSection('slopes', table, 'Slopes'), ...compared]);
}
