/** What can be made of a fixed effect: powers, centring, scaling, another reference level, products with others. */

import { quoteName } from '../../src/index';
import type { ColumnSummary } from './columns';
import { hasTerm, withTerm, type FormTerm, type ModelForm } from './form';

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
  const canSquare =
    column.kind === 'number' && summary.distinct > 2 && !hasTerm(form.fixed, squared(summary.name).text);
  return { column: summary, current, offered, levels, canSquare };
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
      !form.fixed.some(({ text }) => sameParts(text, product(term, other).text)),
  );
}

/** `a:b`, in the order in which the terms stand in the form. */
function product(a: FormTerm, b: FormTerm): FormTerm {
  return { text: `${a.text}:${b.text}`, columns: [...new Set([...a.columns, ...b.columns])] };
}

export function withInteraction(form: ModelForm, a: FormTerm, b: FormTerm): ModelForm {
  const [first, second] =
    form.fixed.findIndex(({ text }) => text === a.text) <= form.fixed.findIndex(({ text }) => text === b.text)
      ? [a, b]
      : [b, a];
  return { ...form, fixed: withTerm(form.fixed, product(first, second)) };
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

function sameParts(a: string, b: string): boolean {
  return partsOf(a).sort().join(':') === partsOf(b).sort().join(':');
}

/** The factors of a product: cut at colons outside of quotes and brackets. */
export function partsOf(text: string): string[] {
  const parts: string[] = [''];
  let depth = 0;
  let quote = '';
  for (const character of text) {
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '`' || character === '"' || character === "'") quote = character;
    else if (character === '(') depth++;
    else if (character === ')') depth--;
    if (character === ':' && depth === 0 && quote === '') parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}
