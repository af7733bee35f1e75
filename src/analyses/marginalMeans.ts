/** Estimated marginal means: what a model expects at the levels of some factors, averaged over the others. */

import { waldRow } from '../inference/wald';
import type { Report } from '../layout/report';
import { backTransformed } from '../means/link';
import type { AdjustmentName } from '../means/adjustments';
import { readContrast } from '../means/contrastRequest';
import { meanLetters } from '../means/meanLetters';
import {
  estimated,
  type EstimatedMargins,
  labelTitles,
  marginsOf,
  type MarginsQuestion,
  NOT_ESTIMABLE,
  outOfScale,
  rowLabels,
  type Scale,
  scaleOf,
  type ScaleQuestion,
  specsOf,
  unknownRow,
} from './estimatedMargins';
import { estimatedReport, type EstimatedRow, type EstimatedTable } from './estimatedTable';
import type { Subject } from './subject';

export interface MeansQuestion extends MarginsQuestion, ScaleQuestion {
  /** Whether each mean is tested against zero. */
  readonly test: boolean;
  /** By what differences are adjusted for the letters that say which means differ within their group; null for no letters. */
  readonly letters: AdjustmentName | null;
}

/** @throws CellmerError `option` for specs, values and weights that the model does not have */
export function marginalMeans(subject: Subject, question: MeansQuestion): EstimatedTable {
  const table = meanTable(subject, question);
  const { left } = specsOf(subject, question.specs);
  if (left === null) return table;
  // A name that there is not has its sentence here too.
  readContrast(left);
  const note = `LMER.CONTRASTS makes the comparisons (${left}) that the specs ask for.`;
  return { ...table, notes: [...table.notes, note] };
}

/** The means alone. @throws CellmerError as `marginalMeans` */
export function meanTable(subject: Subject, question: MeansQuestion): EstimatedTable {
  const means = estimated(subject, marginsOf(subject, question));
  const scale = scaleOf(subject, question);
  const { margins, functions } = means;
  const { level } = subject.input.options;
  const letters = question.letters && meanLetters(margins, functions, { adjust: question.letters, level });
  const rows = [...Array(margins.rows).keys()]
    .filter((r) => margins.absent[r] === 0)
    .map((r) => ({
      ...meanRow(means, r, { ...scale, level, isTested: question.test }),
      ...(letters && { letters: letters.letters[r] }),
    }));
  return {
    labels: margins.factors.length + margins.by.length > 0 ? labelTitles(margins) : ['Mean of'],
    estimateName: scale.link === null ? 'Mean' : 'Response',
    rows,
    level,
    statisticName: question.test ? means.statisticName : null,
    notes: [...margins.notes, ...scale.notes, ...(letters?.notes ?? []), ...means.notes],
  };
}

interface RowRequest extends Pick<Scale, 'link' | 'sigma'> {
  readonly level: number;
  readonly isTested: boolean;
}

/** In place of the numbers of a row whose estimate is finite before it is transformed. */
const TOO_LARGE_RESPONSE = 'not back-transformed: the response would be too large for a number.';

function meanRow(
  { margins, functions }: EstimatedMargins,
  row: number,
  { link, sigma, level, isTested }: RowRequest,
): EstimatedRow {
  const levels = rowLabels(margins, row);
  const labels = levels.length > 0 ? levels : ['all'];
  if (margins.estimable[row] === 0) return unknownRow(labels, NOT_ESTIMABLE);
  const { estimate: linear, standardError, df } = functions.combination([row], [1]);
  const estimate = linear + margins.offset[row];
  const { lower, upper, statistic, pValue } = waldRow(estimate, standardError, df, level);
  const test = isTested ? { statistic, pValue } : { statistic: null, pValue: null };
  const onScale = { estimate, standardError, lower, upper };
  const told = link === null ? onScale : backTransformed(link, onScale, sigma);
  if (told === null) return unknownRow(labels, outOfScale(link!));
  if (!Number.isFinite(told.estimate)) return unknownRow(labels, TOO_LARGE_RESPONSE);
  // What does not depend on the coefficients is known.
  return { labels, ...told, df: standardError === 0 ? null : df, ...test };
}

export function meansReport(table: EstimatedTable): Report {
  return estimatedReport('means', table);
}
