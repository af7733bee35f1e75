/**
 * Families of contrasts by name, each described once. Their weights and labels are those of R's emmeans (Lenth), whose names are
 * aliases; where its integers of polynomials overflow, from 18 levels on, these do not.
 */

import { CellmerError } from '../errors';
import { ADJUSTMENTS, type AdjustmentName } from './adjustments';
import { integerPolynomials } from './integerPolynomials';
import type { ContrastSet, SparseContrast } from './types';

export type FamilyName =
  | 'pairwise'
  | 'reverse pairwise'
  | 'control'
  | 'last control'
  | 'effects'
  | 'deletion effects'
  | 'consecutive'
  | 'mean change'
  | 'polynomial'
  | 'helmert'
  | 'identity';

/** The means that are compared. */
export interface Compared {
  /** As labels show them, in their order. */
  readonly labels: readonly string[];
  /** The place of the control. */
  readonly control: number;
  /** Whether differences are taken the other way round. */
  readonly reverse: boolean;
}

export interface ContrastFamily {
  readonly name: FamilyName;
  readonly aliases: readonly string[];
  /** As a menu names it. */
  readonly short: string;
  /** What it compares, as a menu explains it. */
  readonly words: string;
  readonly kind: ContrastSet['kind'];
  /** For how many comparisons p values and limits allow where nothing is said. */
  readonly adjust: AdjustmentName;
  /** Whether a control may be named. */
  readonly hasControl?: boolean;
  readonly make: (means: Compared) => SparseContrast[];
}

const DEGREES = ['linear', 'quadratic', 'cubic', 'quartic'];
const HIGHEST_DEGREE = 6;

export const FAMILIES: readonly ContrastFamily[] = [
  {
    name: 'pairwise',
    aliases: ['pairs', 'tukey'],
    short: 'All pairs',
    words: 'Every pair, the earlier level minus the later one',
    kind: 'pairs',
    adjust: 'tukey',
    make: ({ labels, reverse }) => (reverse ? laterMinusEarlier(labels) : earlierMinusLater(labels)),
  },
  {
    name: 'reverse pairwise',
    aliases: ['revpairwise'],
    short: 'All pairs, reversed',
    words: 'Every pair, the later level minus the earlier one',
    kind: 'pairs',
    adjust: 'tukey',
    make: ({ labels, reverse }) => (reverse ? earlierMinusLater(labels) : laterMinusEarlier(labels)),
  },
  {
    name: 'control',
    aliases: ['trt.vs.ctrl', 'trt.vs.ctrl1', 'dunnett'],
    short: 'With a control',
    words: 'Each level minus the first, or minus the control that is named: control=placebo',
    kind: 'control',
    adjust: 'dunnett',
    hasControl: true,
    make: withControl,
  },
  {
    name: 'last control',
    aliases: ['trt.vs.ctrlk'],
    short: 'With the last',
    words: 'Each level minus the last',
    kind: 'control',
    adjust: 'dunnett',
    make: (means) => withControl({ ...means, control: means.labels.length - 1 }),
  },
  {
    name: 'effects',
    aliases: ['eff'],
    short: 'With the mean of all',
    words: 'Each level minus the mean of all',
    kind: 'other',
    adjust: 'fdr',
    make: ({ labels }) => effects(labels, 1),
  },
  {
    name: 'deletion effects',
    aliases: ['del.eff'],
    short: 'With the mean of others',
    words: 'Each level minus the mean of the others',
    kind: 'other',
    adjust: 'fdr',
    make: ({ labels }) => effects(labels, labels.length / (labels.length - 1)),
  },
  {
    name: 'consecutive',
    aliases: ['consec'],
    short: 'Consecutive',
    words: 'Each level minus the one before it',
    kind: 'other',
    adjust: 'mvt',
    make: ({ labels, reverse }) =>
      labels.slice(1).map((_, i) => (reverse ? difference(labels, i, i + 1) : difference(labels, i + 1, i))),
  },
  {
    name: 'mean change',
    aliases: ['mean_chg'],
    short: 'Mean changes',
    words: 'The mean of the levels after each step minus the mean of those before it',
    kind: 'other',
    adjust: 'mvt',
    make: meanChanges,
  },
  {
    name: 'polynomial',
    aliases: ['poly'],
    short: 'Polynomials',
    words: 'Linear, quadratic, ... over equally spaced levels, in whole numbers',
    kind: 'other',
    adjust: 'none',
    make: ({ labels }) =>
      integerPolynomials(labels.length, HIGHEST_DEGREE).map((weights, i) =>
        ofAll(DEGREES[i] ?? `degree ${i + 1}`, weights),
      ),
  },
  {
    name: 'helmert',
    aliases: [],
    short: 'Helmert',
    words: 'Each level against those before it, in whole numbers',
    kind: 'other',
    adjust: 'none',
    make: ({ labels }) =>
      labels.slice(1).map((label, i) => {
        const earlier = labels.slice(0, i + 1).map(() => -1);
        return ofAll(`${label} vs earlier`, [...earlier, i + 1]);
      }),
  },
  {
    name: 'identity',
    aliases: [],
    short: 'The means',
    words: 'The means themselves, against zero',
    kind: 'other',
    adjust: 'none',
    make: ({ labels }) => labels.map((label, place) => ({ labels: [label], places: [place], weights: [1] })),
  },
];

/** Weights of the first means, or of all of them. */
function ofAll(label: string, weights: readonly number[]): SparseContrast {
  return { labels: [label], places: [...weights.keys()], weights };
}

/** Of all differences. */
const ONE_MINUS_ONE = [1, -1];

function difference(labels: readonly string[], plus: number, minus: number): SparseContrast {
  return {
    labels: [`${labels[plus]} - ${labels[minus]}`],
    places: [plus, minus],
    weights: ONE_MINUS_ONE,
  };
}

function earlierMinusLater(labels: readonly string[]): SparseContrast[] {
  return labels.flatMap((_, i) => labels.slice(i + 1).map((__, j) => difference(labels, i, i + 1 + j)));
}

function laterMinusEarlier(labels: readonly string[]): SparseContrast[] {
  return labels.flatMap((_, i) => labels.slice(0, i).map((__, j) => difference(labels, i, j)));
}

function withControl({ labels, control, reverse }: Compared): SparseContrast[] {
  return labels.flatMap((_, i) =>
    i === control ? [] : [reverse ? difference(labels, control, i) : difference(labels, i, control)],
  );
}

/** @param scale 1, or what makes the weight of the level itself 1 */
function effects(labels: readonly string[], scale: number): SparseContrast[] {
  const share = 1 / labels.length;
  return labels.map((label, i) =>
    ofAll(
      `${label} effect`,
      labels.map((_, place) => scale * ((place === i ? 1 : 0) - share)),
    ),
  );
}

function meanChanges({ labels, reverse }: Compared): SparseContrast[] {
  const sign = reverse ? -1 : 1;
  const k = labels.length;
  return labels.slice(1).map((label, i) =>
    ofAll(
      `${labels[i]}|${label}`,
      labels.map((_, place) => (place <= i ? -sign / (i + 1) : sign / (k - i - 1))),
    ),
  );
}

/**
 * The family of a name, which may be written with any of blanks, dots and underscores.
 *
 * @throws CellmerError `option` for a name that there is not
 */
export function familyOf(name: string): ContrastFamily {
  const wanted = plain(name);
  const found = FAMILIES.find((one) => [one.name, ...one.aliases].some((other) => plain(other) === wanted));
  if (found !== undefined) return found;
  const isAdjustment = ADJUSTMENTS.some((one) =>
    [one.name, ...one.aliases].includes(name.trim().toLowerCase()),
  );
  if (isAdjustment)
    throw new CellmerError(
      'option',
      `"${name}" is an adjustment and no family of contrasts: write "adjust=${name.trim()}" among the options.`,
    );
  const names = FAMILIES.map((one) => one.name).join(', ');
  throw new CellmerError(
    'option',
    `"${name}" is no family of contrasts: there are ${names}, interaction and simple; or a range of weights.`,
  );
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[\s._-]/g, '');
}
