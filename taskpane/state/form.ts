/** The model as a form: an outcome, fixed effects, what varies by which group. And the form as a formula. */

import { quoteName } from '../../src/index';

/** One term as it stands in a formula, such as `Days`, `I(Days^2)` or `Days:Dose`. */
export interface FormTerm {
  readonly text: string;
  /** The columns it is made of. */
  readonly columns: readonly string[];
}

/** What varies from group to group of one grouping factor. */
export interface VariesBy {
  /** The grouping factor as it stands in a formula, such as `Subject` or `batch:cask`. */
  readonly group: FormTerm;
  readonly intercept: boolean;
  readonly slopes: readonly FormTerm[];
  /** Whether intercept and slopes have covariances. */
  readonly correlated: boolean;
}

export interface ModelForm {
  /** Name of the outcome's column. */
  readonly outcome: string | null;
  readonly intercept: boolean;
  readonly fixed: readonly FormTerm[];
  readonly varies: readonly VariesBy[];
}

export const EMPTY_FORM: ModelForm = { outcome: null, intercept: true, fixed: [], varies: [] };

/** A column as a term. */
export function columnTerm(name: string): FormTerm {
  return { text: quoteName(name), columns: [name] };
}

/** The formula of a form, such as `Reaction ~ Days + (Days | Subject)`; empty text without an outcome. */
export function formulaText(form: ModelForm): string {
  if (form.outcome === null) return '';
  const fixed = form.fixed.map(({ text }) => text);
  const constant = form.intercept ? (fixed.length === 0 ? ['1'] : []) : ['0'];
  const summands = [...constant, ...fixed, ...form.varies.flatMap(randomText)];
  return `${quoteName(form.outcome)} ~ ${summands.join(' + ')}`;
}

/** A card without a tick is not yet a term. */
function randomText({ group, intercept, slopes, correlated }: VariesBy): string[] {
  if (!intercept && slopes.length === 0) return [];
  const bar = correlated || effectCount({ intercept, slopes }) === 1 ? '|' : '||';
  const terms = slopes.map(({ text }) => text);
  const left = intercept ? (terms.length === 0 ? ['1'] : terms) : ['0', ...terms];
  return [`(${left.join(' + ')} ${bar} ${group.text})`];
}

export function effectCount({ intercept, slopes }: Pick<VariesBy, 'intercept' | 'slopes'>): number {
  return (intercept ? 1 : 0) + slopes.length;
}

export function hasTerm(terms: readonly FormTerm[], text: string): boolean {
  return terms.some((term) => term.text === text);
}

/** Adds the term unless it is there. */
export function withTerm(terms: readonly FormTerm[], term: FormTerm): readonly FormTerm[] {
  return hasTerm(terms, term.text) ? terms : [...terms, term];
}

export function withoutTerm(terms: readonly FormTerm[], text: string): readonly FormTerm[] {
  return terms.filter((term) => term.text !== text);
}

/** A slope goes with its fixed effect: without the effect's mean the slopes would have mean zero. */
export function withoutFixed(form: ModelForm, text: string): ModelForm {
  const varies = form.varies.map((card) => ({ ...card, slopes: withoutTerm(card.slopes, text) }));
  return { ...form, fixed: withoutTerm(form.fixed, text), varies };
}

/** The columns that the form uses, each once. */
export function formColumns({ outcome, fixed, varies }: ModelForm): string[] {
  const terms = [...fixed, ...varies.flatMap(({ group, slopes }) => [group, ...slopes])];
  return [...new Set([...(outcome === null ? [] : [outcome]), ...terms.flatMap(({ columns }) => columns)])];
}
