/** What questions about marginal means, slopes and their contrasts have in common: the grid, and what is averaged over it. */

import type { LinearFunctions } from '../fits';
import { CellmerError } from '../errors';
import { ddfWords } from '../model/ddfWords';
import { readAt } from '../means/at';
import type { MeanWeights } from '../means/marginalBlock';
import {
  type CovariateRule,
  gridColumns,
  groupColumns,
  referenceGrid,
  type ReferenceGrid,
} from '../means/referenceGrid';
import type { Link } from '../means/link';
import { meansOver, shortNumber } from '../means/margins';
import { isUnknownResponse, responseLink } from '../means/response';
import { type MeanSpecs, readSpecs } from '../means/specs';
import type { Margins, MarginVariable } from '../means/types';
import type { EstimatedRow } from './estimatedTable';
import { requireInRange } from './inRange';
import type { Subject } from './subject';
import { doubtsAboutTests } from './warnings';

export interface GridQuestion {
  /** Values at which variables are held, such as `age=10,12; dose=0`; null takes them from the data. */
  readonly at: string | null;
  readonly covariates: CovariateRule;
}

export interface MarginsQuestion extends GridQuestion {
  /** Such as `treatment | visit`. */
  readonly specs: string;
  readonly weights: MeanWeights;
}

export function gridOf({ input, frame }: Subject, { at, covariates }: GridQuestion): ReferenceGrid {
  return referenceGrid(input.table, frame, { at: at === null ? new Map() : readAt(at), covariates });
}

/** @throws CellmerError `option` for columns that the fixed part does not have */
export function specsOf({ input, frame }: Subject, text: string): MeanSpecs {
  return readSpecs(text, gridColumns(input.table, frame), groupColumns(input.table, frame));
}

/** The means of a model. @throws CellmerError `option` */
export function marginsOf(subject: Subject, question: MarginsQuestion): Margins {
  if (subject.fit.kept.length === 0)
    throw new CellmerError(
      'model',
      'The model has no fixed effects, so there are no means to estimate: expected an intercept or another term outside of the bars.',
    );
  const specs = specsOf(subject, question.specs);
  return meansOver(gridOf(subject, question), subject, specs, question.weights);
}

/** Margins with the estimates and errors of each and of all combinations. */
export interface EstimatedMargins {
  readonly margins: Margins;
  /** Of L·beta alone: the offset is not in it. */
  readonly functions: LinearFunctions;
  /** The statistic of their tests. */
  readonly statisticName: 't' | 'z';
  /** How limits and tests are made, and doubts about the fit that are doubts about them. */
  readonly notes: readonly string[];
}

/** @throws CellmerError `option` for values so far away that there are no numbers for what is estimated there */
export function estimated({ fit, input, summary }: Subject, margins: Margins): EstimatedMargins {
  requireInRange(margins.L, fit, 'values in at= nearer to those of the data');
  const contrasts = fit.contrasts(input.options.ddf);
  return {
    margins,
    functions: contrasts.several(margins.L, margins.rows),
    statisticName: contrasts.ddf === 'asymptotic' ? 'z' : 't',
    notes: [ddfNote(contrasts.ddf), ...doubtsAboutTests(summary)],
  };
}

function ddfNote(ddf: Parameters<typeof ddfWords>[0]): string {
  return ddf === 'asymptotic'
    ? 'Limits use the normal distribution.'
    : `Limits and tests use ${ddfWords(ddf).tests}.`;
}

/** On which scale estimates are told. */
export interface ScaleQuestion {
  /** That on which the model is linear, or that of the response where a function stands in front of it. */
  readonly type: 'link' | 'response';
  /** Whether means of the response are adjusted for what varies about them. */
  readonly bias: boolean;
}

/** How estimates get to the scale that they are told on. */
export interface Scale {
  /** Null where they are there. */
  readonly link: Link | null;
  /** Of what varies about a mean; null where nothing is adjusted. */
  readonly sigma: number | null;
  readonly notes: readonly string[];
}

/** @throws CellmerError `option` where the data do not determine what varies about the means */
export function scaleOf({ frame, fit }: Subject, { type, bias }: ScaleQuestion): Scale {
  const link = responseLink(frame);
  if (link === null) {
    const note = isUnknownResponse(frame)
      ? `${frame.response.label} has no inverse that is known: nothing is back-transformed.`
      : 'No function stands in front of the response: there is nothing to back-transform.';
    return { link, sigma: null, notes: type === 'response' || bias ? [note] : [] };
  }
  if (type === 'link') {
    const unused = bias
      ? ['Nothing is adjusted: the option bias is about means on the scale of the response: type=response.']
      : [];
    return {
      link: null,
      sigma: null,
      notes: [`On the ${link.name} scale, not that of the response.`, ...unused],
    };
  }
  const back = `Back-transformed from the ${link.name} scale, on which limits and tests were made; standard errors by the delta method.`;
  if (!bias) return { link, sigma: null, notes: [back] };
  const sigma = Math.sqrt(fit.varianceShares.total);
  if (!Number.isFinite(sigma))
    throw new CellmerError(
      'option',
      'The option bias needs the variance of the random effects and residuals together, which the data do not determine.',
    );
  const parts = fit.kind === 'lm' ? 'the residuals' : 'the random effects and residuals together';
  const adjusted = `Means are adjusted for the standard deviation of ${parts}, ${shortNumber(sigma)}: mu + sigma²·mu″/2.`;
  return { link, sigma, notes: [back, adjusted] };
}

/** In place of the numbers of a row whose estimate is none of the transformed response. */
export function outOfScale(link: Link): string {
  return `not back-transformed: no response has this value on the ${link.name} scale.`;
}

/** The labels of a row: its levels, those of the factors first. */
export function rowLabels({ factors, by }: Margins, row: number): string[] {
  let rest = row;
  return [...factors, ...by].map(({ levels }: MarginVariable) => {
    const level = levels[rest % levels.length];
    rest = Math.floor(rest / levels.length);
    return level;
  });
}

/** Titles of the columns that `rowLabels` fills. */
export function labelTitles({ factors, by }: Margins): string[] {
  return [...factors, ...by].map(({ name }) => name);
}

/** In place of the numbers of a row that the data do not determine. */
export const NOT_ESTIMABLE =
  'not estimable: the data do not determine it, for it depends on effects that other columns of the model make up, or on combinations of levels without data.';

export function unknownRow(labels: readonly string[], undetermined: string): EstimatedRow {
  const none = { estimate: NaN, standardError: NaN, df: NaN, lower: NaN, upper: NaN };
  return { labels, ...none, statistic: NaN, pValue: NaN, undetermined };
}
