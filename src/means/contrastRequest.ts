/** What contrasts are wanted, as text, and what that comes to among given margins. */

import { CellmerError } from '../errors';
import type { CellMatrix } from '../table/types';
import type { AdjustmentName } from './adjustments';
import { groupSize } from './compare';
import { customContrasts } from './customWeights';
import { familyOf, type FamilyName } from './families';
import { levelNames, placeNamed, type LevelNames } from './levelNames';
import { requireFewComparisons, requireFewTogether } from './limits';
import { regrouped } from './regrouped';
import type { ContrastSet, Margins, MarginVariable, SparseContrast } from './types';

/** A family, with the control where one is named. */
export interface FamilyChoice {
  readonly family: FamilyName;
  readonly control: string | null;
}

export type ContrastRequest =
  | { readonly of: 'means'; readonly choice: FamilyChoice }
  /** Within each level of each other factor, factor after factor. */
  | { readonly of: 'simple'; readonly choice: FamilyChoice }
  /** Contrasts of contrasts: a family per factor, begun anew where there are more factors. */
  | { readonly of: 'interaction'; readonly choices: readonly FamilyChoice[] }
  | { readonly of: 'weights'; readonly cells: CellMatrix };

/** Steps between levels that differ by less than this share are equal. */
const EVEN = 1e-9;

/** Contrasts that are adjusted together within each group of the margins. */
export interface ContrastPlan {
  /** Where there are several: what this one is. */
  readonly title: string | null;
  readonly margins: Margins;
  /** Of each group. */
  readonly sets: readonly ContrastSet[];
  /** Over the labels of the contrasts. */
  readonly titles: readonly string[];
  /** Where nothing is said. */
  readonly adjust: AdjustmentName;
  readonly notes: readonly string[];
}

/**
 * Reads `pairwise`, `control=placebo`, `simple`, `simple=consecutive`, `interaction`, `interaction=pairwise*polynomial` and the like.
 *
 * @throws CellmerError `option` for a family that there is not
 */
export function readContrast(text: string): ContrastRequest {
  const [first, ...more] = text.split('=');
  const name = first.trim().toLowerCase();
  const rest = more.join('=').trim();
  if (name === 'interaction') {
    const parts = rest === '' ? ['pairwise'] : rest.split(/[*×:]/);
    return { of: 'interaction', choices: parts.map(choiceOf) };
  }
  if (name === 'simple') return { of: 'simple', choice: choiceOf(rest === '' ? 'pairwise' : rest) };
  return { of: 'means', choice: choiceOf(text.trim() === '' ? 'pairwise' : text) };
}

function choiceOf(text: string): FamilyChoice {
  const at = text.indexOf('=');
  const family = familyOf((at < 0 ? text : text.slice(0, at)).trim());
  const control = at < 0 ? '' : text.slice(at + 1).trim();
  if (control === '') return { family: family.name, control: null };
  if (family.hasControl === true) return { family: family.name, control };
  throw new CellmerError(
    'option',
    `The contrasts are "${text.trim()}": only control is given a level, as in control=${control}.`,
  );
}

/** What comparisons are adjusted by where nothing is said. */
export function usualAdjustment(request: ContrastRequest): AdjustmentName {
  return request.of === 'means' || request.of === 'simple' ? familyOf(request.choice.family).adjust : 'none';
}

/**
 * What is compared with what.
 *
 * @param reverse takes differences the other way round, of families that have a direction
 * @throws CellmerError `option` for a control or weights that do not go with the means
 */
export function contrastPlans(margins: Margins, request: ContrastRequest, reverse: boolean): ContrastPlan[] {
  const plans = plansOf(margins, request, reverse);
  const count = plans.reduce(
    (sum, { sets }) => sets.reduce((all, one) => all + one.contrasts.length, sum),
    0,
  );
  requireFewComparisons(count, margins.rows);
  if (plans.some(({ sets }) => sets.some(({ contrasts }) => contrasts.length > 0))) return plans;
  const [name] = levelNames(margins.factors).plain;
  throw new CellmerError(
    'option',
    `There is one mean${name === '' ? '' : `, ${name}`}: expected two or more to compare with each other.`,
  );
}

function plansOf(margins: Margins, request: ContrastRequest, reverse: boolean): ContrastPlan[] {
  switch (request.of) {
    case 'means':
      return [familyPlan(margins, request.choice, reverse, null)];
    case 'simple':
      return margins.factors.map(({ name }, at) =>
        familyPlan(regrouped(margins, at), request.choice, reverse, `Of ${name}`),
      );
    case 'interaction':
      return [interactionPlan(margins, request.choices, reverse)];
    case 'weights':
      return [customPlan(margins, request.cells)];
  }
}

/** The places of the means that there are, group by group. */
function presentPlaces(margins: Margins): number[][] {
  const size = groupSize(margins);
  return Array.from({ length: margins.rows / size }, (_, group) =>
    [...Array(size).keys()].filter((place) => margins.absent[group * size + place] === 0),
  );
}

function familyPlan(
  margins: Margins,
  choice: FamilyChoice,
  reverse: boolean,
  title: string | null,
): ContrastPlan {
  const { kind, adjust } = familyOf(choice.family);
  const names = levelNames(margins.factors);
  const setOf = ofEqualGroups((places: readonly number[]): ContrastSet => {
    const isWhole = places.length === names.plain.length;
    const made = contrastsAmong(isWhole ? names : namesAt(names, places), choice, reverse);
    const contrasts = isWhole ? made : made.map((one) => placedAt(one, places));
    return { contrasts, kind, means: places.length };
  });
  return {
    title,
    margins,
    sets: presentPlaces(margins).map(setOf),
    titles: ['Contrast'],
    adjust,
    notes: spacingNotes(margins.factors, choice),
  };
}

/** Groups that have the same means share their contrasts. */
function ofEqualGroups<T>(make: (places: readonly number[]) => T): (places: readonly number[]) => T {
  const made = new Map<string, T>();
  return (places) => {
    const key = places.join();
    const found = made.get(key) ?? make(places);
    made.set(key, found);
    return found;
  };
}

function namesAt({ plain, inLabels }: LevelNames, places: readonly number[]): LevelNames {
  return { plain: places.map((i) => plain[i]), inLabels: places.map((i) => inLabels[i]) };
}

function placedAt(contrast: SparseContrast, places: readonly number[]): SparseContrast {
  return { ...contrast, places: contrast.places.map((i) => places[i]) };
}

function customPlan(margins: Margins, cells: CellMatrix): ContrastPlan {
  const { contrasts, notes } = customContrasts(cells, levelNames(margins.factors));
  return { title: null, margins, ...amongPresent(margins, contrasts), titles: ['Contrast'], notes };
}

/** Given contrasts in each group, as far as it has their means. */
function amongPresent(
  margins: Margins,
  contrasts: readonly SparseContrast[],
): Pick<ContrastPlan, 'sets' | 'adjust'> {
  const setOf = ofEqualGroups((places: readonly number[]): ContrastSet => {
    const isThere = ({ places: own, weights }: SparseContrast): boolean =>
      own.every((place, i) => weights[i] === 0 || places.includes(place));
    return { contrasts: contrasts.filter(isThere), kind: 'other', means: places.length };
  });
  return { sets: presentPlaces(margins).map(setOf), adjust: 'none' };
}

function contrastsAmong(names: LevelNames, choice: FamilyChoice, reverse: boolean): SparseContrast[] {
  const labels = names.inLabels;
  if (labels.length < 2 && choice.family !== 'identity') return [];
  requireFew(labels.length, choice.family);
  return familyOf(choice.family).make({ labels, control: controlPlace(names, choice), reverse });
}

/** Before any are made. */
function requireFew(means: number, family: FamilyName): void {
  const { kind } = familyOf(family);
  if (kind === 'pairs') requireFewComparisons((means * (means - 1)) / 2, means);
  else if (kind === 'other' && family !== 'consecutive' && family !== 'identity')
    requireFewTogether(means, family);
}

function controlPlace(names: LevelNames, { control }: FamilyChoice): number {
  const at = control === null ? 0 : placeNamed(names, control);
  if (at >= 0) return at;
  throw new CellmerError(
    'option',
    `The control "${control}" is none of the means: expected one of ${names.plain.join(', ')}.`,
  );
}

/** Products of the contrasts of each factor, those of the first changing fastest. */
function interactionPlan(margins: Margins, choices: readonly FamilyChoice[], reverse: boolean): ContrastPlan {
  const { factors } = margins;
  const chosen = factors.map((_, f) => choices[f % choices.length]);
  const sets = factors.map((factor, f) => contrastsAmong(levelNames([factor], false), chosen[f], reverse));
  requireFewComparisons(
    sets.reduce((product, set) => product * set.length, 1),
    groupSize(margins),
  );
  let contrasts: readonly SparseContrast[] = [{ labels: [], places: [0], weights: [1] }];
  let stride = 1;
  factors.forEach(({ levels }, f) => {
    const before = contrasts;
    const step = stride;
    contrasts = sets[f].flatMap((later) => before.map((earlier) => product(earlier, later, step)));
    stride *= levels.length;
  });
  const titles = factors.map(({ name }, f) => `${name} ${chosen[f].family}`);
  const notes = factors.flatMap((factor, f) => spacingNotes([factor], chosen[f]));
  return { title: null, margins, ...amongPresent(margins, contrasts), titles, notes };
}

function product(one: SparseContrast, other: SparseContrast, stride: number): SparseContrast {
  return {
    labels: [...one.labels, ...other.labels],
    places: other.places.flatMap((to) => one.places.map((from) => from + stride * to)),
    weights: other.weights.flatMap((weight) => one.weights.map((own) => own * weight)),
  };
}

/** Polynomials over levels that are numbers at unequal distances are those of their ranks. */
function spacingNotes(factors: readonly MarginVariable[], { family }: FamilyChoice): string[] {
  if (family !== 'polynomial') return [];
  return factors.flatMap(({ name, levels }) => {
    const values = levels.map(Number);
    const steps = values.slice(1).map((value, i) => value - values[i]);
    const isEven = steps.every((step) => Math.abs(step - steps[0]) <= EVEN * Math.abs(steps[0]));
    if (levels.some((level) => level.trim() === '') || !values.every(Number.isFinite) || isEven) return [];
    return [
      `The levels of ${name} are not equally spaced: the polynomials are over their order 1, 2, ..., ${levels.length}, not over their values.`,
    ];
  });
}
