/** Contrasts of marginal means: which differ, by how much, allowing for how many are compared. */

import { reportOf, type Report } from '../layout/report';
import type { AdjustmentName } from '../means/adjustments';
import { compareWithin, groupSize, type ComparedRow } from '../means/compare';
import {
  contrastPlans,
  readContrast,
  usualAdjustment,
  type ContrastPlan,
  type ContrastRequest,
} from '../means/contrastRequest';
import { effectScale, effectSize, type EffectScale, type EffectScaleName } from '../means/effectSize';
import { levelNames } from '../means/levelNames';
import { backTransformed, type DifferenceLink } from '../means/link';
import type { Margins, SparseContrast } from '../means/types';
import { estimatedSection, type EstimatedRow, type EstimatedTable } from './estimatedTable';
import {
  estimated,
  marginsOf,
  NOT_ESTIMABLE,
  rowLabels,
  scaleOf,
  specsOf,
  unknownRow,
  type MarginsQuestion,
  type ScaleQuestion,
} from './estimatedMargins';
import type { ModelSize } from './modelSize';
import { meanTable } from './marginalMeans';
import type { Subject } from './subject';

export interface ContrastsQuestion extends MarginsQuestion, Pick<ScaleQuestion, 'type'> {
  /** Null for what stands before the tilde of the specs, and else for all pairs. */
  readonly contrast: ContrastRequest | null;
  /** Null for what is usual with the family. */
  readonly adjust: AdjustmentName | null;
  /** Whether differences are taken the other way round. */
  readonly reverse: boolean;
  /** Whether the means are listed with letters besides. */
  readonly letters: boolean;
  /** In units of what differences are given besides; null for none. */
  readonly effect: EffectScaleName | null;
}

export interface ContrastRow extends EstimatedRow {
  /** Of a difference of two means their names, the first minus the second; null of other contrasts. */
  readonly pair: readonly [string, string] | null;
  /** The levels of `by`. */
  readonly group: readonly string[];
}

/** Contrasts that are adjusted together within each group. */
export interface ContrastTable extends EstimatedTable {
  readonly rows: readonly ContrastRow[];
  /** Where there are several: what this one is. */
  readonly title: string | null;
  /** What p values were adjusted by in the end. */
  readonly adjusted: AdjustmentName;
}

export interface ContrastsAnswer {
  readonly tables: readonly ContrastTable[];
  /** The means with letters; null where they were not asked for. */
  readonly means: EstimatedTable | null;
}

/** Multiplications per pair of means: of the comparisons themselves, and of the joint distribution of as many as there are means. */
const PER_PAIR = 1000;
const PER_JOINT_PAIR = 1e5;

/** What contrasts cost besides the fit, in fits of the model; there are about as many means as fixed effects. */
export function contrastFits(
  { fixed, fit }: ModelSize,
  { contrast, adjust, specs }: ContrastsQuestion,
): number {
  const isUnread = contrast === null && specs.includes('~');
  const usual = contrast === null ? 'tukey' : usualAdjustment(contrast);
  const isJoint = isUnread || ['dunnett', 'mvt'].includes(adjust ?? usual);
  return ((isJoint ? PER_JOINT_PAIR : PER_PAIR) * fixed * fixed) / fit;
}

/** @throws CellmerError `option` for specs, contrasts and weights that the model does not have */
export function contrastsOfMeans(subject: Subject, question: ContrastsQuestion): ContrastsAnswer {
  const margins = marginsOf(subject, question);
  const { left } = specsOf(subject, question.specs);
  const request = question.contrast ?? readContrast(left ?? 'pairwise');
  const effects = question.effect && effectScale(subject.fit, question.effect);
  const plans = contrastPlans(margins, request, question.reverse);
  return {
    tables: plans.map((plan) =>
      contrastTable(subject, plan, question.adjust, contrastScale(subject, plan, question.type), effects),
    ),
    means: question.letters
      ? meanTable(subject, {
          ...question,
          test: false,
          bias: false,
          letters: question.adjust ?? 'tukey',
        })
      : null,
  };
}

export interface MarginContrasts extends Pick<ContrastsQuestion, 'adjust' | 'reverse'> {
  readonly contrast: ContrastRequest;
}

/** Contrasts of margins that are told on the scale that they are made on, such as slopes. @throws CellmerError `option` */
export function contrastsOfMargins(
  subject: Subject,
  margins: Margins,
  { contrast, adjust, reverse }: MarginContrasts,
): ContrastTable[] {
  return contrastPlans(margins, contrast, reverse).map((plan) =>
    contrastTable(subject, plan, adjust, AS_MADE, null),
  );
}

function contrastTable(
  subject: Subject,
  plan: ContrastPlan,
  adjust: AdjustmentName | null,
  scale: ContrastScale,
  effects: EffectScale | null,
): ContrastTable {
  const { functions, statisticName, notes } = estimated(subject, plan.margins);
  const { level } = subject.input.options;
  const options = { adjust: adjust ?? plan.adjust, level };
  const compared = compareWithin(plan.margins, functions, plan.sets, options);
  const rows = compared.rows.map(rowMaker(plan.margins, { effects, ratio: scale.ratio, level }));
  return {
    title: plan.title,
    labels: [...plan.titles, ...plan.margins.by.map(({ name }) => name)],
    estimateName: scale.ratio === null ? 'Estimate' : capital(scale.ratio.name),
    rows,
    level,
    statisticName,
    notes: [
      ...plan.margins.notes,
      ...plan.notes,
      ...scale.notes,
      ...compared.notes,
      ...(effects?.notes ?? []),
      ...notes,
    ],
    adjusted: compared.adjusted,
  };
}

/** On which scale contrasts are told. */
interface ContrastScale {
  /** Null on that which they are made on. */
  readonly ratio: DifferenceLink | null;
  readonly notes: readonly string[];
}

const AS_MADE: ContrastScale = { ratio: null, notes: [] };

/** Differences on the scale of a logarithm are ratios of responses; others are told on the scale that they are made on. */
function contrastScale(subject: Subject, { sets }: ContrastPlan, type: ScaleQuestion['type']): ContrastScale {
  const { link, notes } = scaleOf(subject, { type, bias: false });
  if (link === null) return { ratio: null, notes };
  const { name, difference: ratio } = link;
  const areDifferences = sets.every(({ contrasts }) => contrasts.every(isDifference));
  if (ratio !== null && areDifferences) {
    const made = `limits and tests were made on the ${name} scale; standard errors by the delta method`;
    return { ratio, notes: [`Differences on the ${name} scale are told as ${ratio.name}s: ${made}.`] };
  }
  const note = `On the ${name} scale: what is made of means there is no difference or ratio of responses.`;
  return { ratio: null, notes: [note] };
}

function isDifference({ weights }: SparseContrast): boolean {
  return Math.abs(weights.reduce((sum, weight) => sum + weight, 0)) < 1e-9;
}

function capital(name: string): string {
  return name[0].toUpperCase() + name.slice(1);
}

interface RowStyle {
  readonly effects: EffectScale | null;
  readonly ratio: DifferenceLink | null;
  readonly level: number;
}

function rowMaker(margins: Margins, { effects, ratio, level }: RowStyle): (row: ComparedRow) => ContrastRow {
  const { plain } = levelNames(margins.factors);
  const size = groupSize(margins);
  const groups = Array.from({ length: margins.rows / size }, (_, group) =>
    rowLabels(margins, group * size).slice(margins.factors.length),
  );
  return (row) => {
    const { contrast, estimate, standardError, df, statistic, pValue, lower, upper } = row;
    const group = groups[row.group];
    const labels = [...(ratio === null ? contrast.labels : contrast.labels.map(asRatio)), ...group];
    const pair = pairOf(contrast, plain);
    if (Number.isNaN(estimate)) return { ...unknownRow(labels, NOT_ESTIMABLE), pair, group };
    const own = { labels, estimate, standardError, df, lower, upper, statistic, pValue, pair, group };
    if (effects === null && ratio === null) return own;
    const told = ratio && backTransformed(ratio.link, row, null);
    return { ...own, ...told, ...(effects && { effect: effectSize(row, effects, level) }) };
  };
}

/** Signs in the names of means stand in parentheses. */
function asRatio(label: string): string {
  return label.replace(/ - (?![^(]*\))/g, ' / ');
}

function pairOf({ places, weights }: SparseContrast, names: readonly string[]): [string, string] | null {
  if (places.length !== 2 || Math.abs(weights[0]) !== 1 || weights[0] + weights[1] !== 0) return null;
  const [first, second] = places.map((place) => names[place]);
  return weights[0] === 1 ? [first, second] : [second, first];
}

export function contrastsReport({ tables, means }: ContrastsAnswer): Report {
  const sections = tables.map((table) => estimatedSection('contrasts', table, table.title));
  return reportOf([...sections, ...(means === null ? [] : [estimatedSection('means', means, 'Means')])]);
}
