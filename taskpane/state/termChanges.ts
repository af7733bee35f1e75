/** What can be made of a fixed effect: powers, centring, scaling, another reference level, products with others. */

import { namesIn, parseFormula, quoteName } from '../../src/index';
import type { ColumnSummary } from './columns';
import { hasTerm, partsOf, sameParts, type FormTerm, type ModelForm } from './form';
import type { ModelOptions } from './modelOptions';

export type Transformation =
  'none' | 'log' | 'centre' | 'scale' | 'poly2' | 'poly3' | 'groups' | { readonly reference: string };

/** More values than this are numbers, not groups of a fixed effect. */
const MOST_GROUPS = 20;
/** More levels than this are not offered as reference levels. */
const MOST_LEVELS = 40;

/** A column transformed, as it stands in a formula. */
export function transformed(name: string, how: Transformation): FormTerm {
  const x = quoteName(name);
  return { text: transformedText(x, how), columns: [name] };
}

function transformedText(x: string, how: Transformation): string {
  if (typeof how === 'object') return `relevel(${x}, ref = ${JSON.stringify(how.reference)})`;
  switch (how) {
    case 'none':
      return x;
    case 'log':
      return `log(${x})`;
    case 'centre':
      return `scale(${x}, scale = FALSE)`;
    case 'scale':
      return `scale(${x})`;
    case 'poly2':
      return `poly(${x}, 2)`;
    case 'poly3':
      return `poly(${x}, 3)`;
    case 'groups':
      return `factor(${x})`;
  }
}

/** The square of a column as a term of its own. */
export function squared(name: string): FormTerm {
  return { text: `I(${quoteName(name)}^2)`, columns: [name] };
}

export interface TermMenu {
  /** The one column that the term is made of. */
  readonly column: ColumnSummary;
  /** How the term stands; null for one that was typed and is none of those offered. */
  readonly current: Transformation | null;
  /** Transformations that mean something for this column. */
  readonly offered: readonly Exclude<Transformation, object>[];
  /** Levels that can be the reference; the first is the reference as it is. */
  readonly levels: readonly string[];
  /** The one of them that the others are compared with; null where the term is none of those offered. */
  readonly reference: string | null;
  readonly canSquare: boolean;
}

/** What the menu of a chip offers; null for a product of several columns. */
export function termMenu(
  form: ModelForm,
  term: FormTerm,
  columns: readonly ColumnSummary[],
): TermMenu | null {
  const summary = columns.find(({ name }) => name === term.columns[0]);
  if (term.columns.length !== 1 || !summary?.column) return null;
  const { column } = summary;
  const levels = column.kind === 'factor' && column.levels.length <= MOST_LEVELS ? column.levels : [];
  const offered = offeredFor(summary);
  const all: Transformation[] = [...offered, ...levels.map((reference) => ({ reference }))];
  const current = all.find((how) => transformed(summary.name, how).text === term.text) ?? null;
  const reference = referenceOf(current, levels);
  const canSquare =
    column.kind === 'number' && summary.distinct > 2 && !hasTerm(form.fixed, squared(summary.name).text);
  return { column: summary, current, offered, levels, reference, canSquare };
}

function referenceOf(current: Transformation | null, levels: readonly string[]): string | null {
  if (typeof current === 'object') return current?.reference ?? null;
  return current === 'none' ? (levels[0] ?? null) : null;
}

export interface Reference {
  readonly term: FormTerm;
  readonly menu: TermMenu;
  readonly level: string;
}

/** The factors among the fixed effects whose levels are compared with one of them, as under other codings they are not. */
export function referencesOf(
  form: ModelForm,
  columns: readonly ColumnSummary[],
  { all, factors }: ModelOptions['contrasts'],
): Reference[] {
  return form.fixed.flatMap((term): Reference[] => {
    const menu = termMenu(form, term, columns);
    const level = menu?.reference ?? null;
    if (menu === null || level === null || all !== 'treatment' || menu.column.name in factors) return [];
    return [{ term, menu, level }];
  });
}

function offeredFor({ column, range, distinct }: ColumnSummary): Exclude<Transformation, object>[] {
  if (column?.kind !== 'number') return ['none'];
  return [
    'none',
    ...(range !== null && range[0] > 0 ? (['log'] as const) : []),
    'centre',
    'scale',
    ...(distinct > 2 ? (['poly2'] as const) : []),
    ...(distinct > 3 ? (['poly3'] as const) : []),
    ...(distinct <= MOST_GROUPS ? (['groups'] as const) : []),
  ];
}

/** Terms that can still be multiplied with this one. */
export function interactionChoices(form: ModelForm, term: FormTerm): FormTerm[] {
  return form.fixed.filter(
    (other) =>
      other.text !== term.text &&
      !other.columns.some((name) => term.columns.includes(name)) &&
      !form.fixed.some(({ text }) => sameParts(text, product([term, other]).text)),
  );
}

function product(terms: readonly FormTerm[]): FormTerm {
  return {
    text: terms.map(({ text }) => text).join(':'),
    columns: [...new Set(terms.flatMap(({ columns }) => columns))],
  };
}

/**
 * The product of two terms, its factors in the order in which they stand in the form, and before it what it contains and is not
 * there yet: main effects, and of a product of three the products of two.
 */
export function withInteraction(form: ModelForm, a: FormTerm, b: FormTerm): ModelForm {
  const factors = factorsOf(form, [a, b]);
  const contained = subsetsOf(factors).map(product);
  const missing = contained.filter(({ text }) => !form.fixed.some((term) => sameParts(term.text, text)));
  return { ...form, fixed: [...form.fixed, ...missing] };
}

/** The single factors of terms: those that stand in the form in their order there, then the others. */
function factorsOf({ fixed }: ModelForm, terms: readonly FormTerm[]): FormTerm[] {
  const parts = distinct(
    terms.flatMap((term) => {
      const texts = partsOf(term.text);
      if (texts.length === 1) return [term];
      return texts.map(
        (text): FormTerm => fixed.find((other) => other.text === text) ?? { text, columns: columnsIn(text) },
      );
    }),
  );
  const place = ({ text }: FormTerm) => {
    const at = fixed.findIndex((term) => term.text === text);
    return at < 0 ? fixed.length : at;
  };
  return parts.sort((first, second) => place(first) - place(second));
}

function columnsIn(text: string): string[] {
  return [...new Set(namesIn(parseFormula(`~ ${text}`).right).map(({ name }) => name))];
}

/** All but the empty one, the smaller first. */
function subsetsOf<T>(items: readonly T[]): T[][] {
  const all = items.reduce<T[][]>((sets, item) => [...sets, ...sets.map((set) => [...set, item])], [[]]);
  return all.slice(1).sort((a, b) => a.length - b.length);
}

/** The form with one term in place of another: among the fixed effects, in products, and among the slopes. */
export function withTermChanged(form: ModelForm, from: FormTerm, to: FormTerm): ModelForm {
  const change = (term: FormTerm): FormTerm => {
    const parts = partsOf(term.text);
    if (!parts.includes(from.text)) return term;
    return { ...term, text: parts.map((part) => (part === from.text ? to.text : part)).join(':') };
  };
  return {
    ...form,
    fixed: distinct(form.fixed.map(change)),
    varies: form.varies.map((card) => ({ ...card, slopes: distinct(card.slopes.map(change)) })),
  };
}

function distinct(terms: readonly FormTerm[]): FormTerm[] {
  return terms.filter((term, i) => terms.findIndex(({ text }) => text === term.text) === i);
}
