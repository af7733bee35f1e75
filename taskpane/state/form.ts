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

/** What varies by a grouping factor that was just added. */
const NEW_CARD: Omit<VariesBy, 'group'> = { intercept: true, slopes: [], correlated: true };

/** A column as a term. */
export function columnTerm(name: string): FormTerm {
  return { text: quoteName(name), columns: [name] };
}

/** The formula of a form, such as `Reaction ~ Days + (Days | Subject)`; empty text without an outcome. */
export function formulaText(form: ModelForm): string {
  if (form.outcome === null) return '';
  const fixed = form.fixed.map(({ text }) => text);
  const constant = form.intercept ? (fixed.length === 0 ? ['1'] : []) : ['0'];
  const summands = [...constant, ...fixed, ...randomTexts(form.varies)];
  return `${quoteName(form.outcome)} ~ ${summands.join(' + ')}`;
}

/** The random effects in a formula. Factors that stand within one another, with the same ticks, are one term, `a/b`. */
export function randomTexts(varies: readonly VariesBy[]): string[] {
  const nested = varies.map((card) => nestedFrom(card, varies));
  const inner = new Set(nested.flatMap(({ cards }) => cards.slice(1)));
  return nested.flatMap(({ cards: [card], path }) =>
    inner.has(card) ? [] : randomText(card, path.join('/')),
  );
}

/**
 * A card and those of the factors within its own: of `a`, `a:b` and `a:b:c` the path is a, b, c. A factor with a card of its own
 * stands within no other.
 */
function nestedFrom(card: VariesBy, varies: readonly VariesBy[]): { cards: VariesBy[]; path: string[] } {
  const cards = [card];
  const path = [card.group.text];
  while (partsOf(card.group.text).length === 1) {
    const next = varies.find(({ group }) => furtherParts(group.text, path)?.length === 1);
    const [part] = next ? furtherParts(next.group.text, path)! : [''];
    if (!next || ticksOf(next) !== ticksOf(card) || varies.some(({ group }) => group.text === part)) break;
    cards.push(next);
    path.push(part);
  }
  return { cards, path };
}

/** The factors of a product beyond those of a path; null where it has not all of these. */
function furtherParts(text: string, path: readonly string[]): string[] | null {
  const parts = partsOf(text);
  return path.every((part) => parts.includes(part)) ? parts.filter((part) => !path.includes(part)) : null;
}

function ticksOf(card: VariesBy): string {
  return randomText(card, '').join();
}

/** A card without a tick is not yet a term. */
function randomText({ intercept, slopes, correlated }: VariesBy, group: string): string[] {
  if (!intercept && slopes.length === 0) return [];
  const bar = correlated || effectCount({ intercept, slopes }) === 1 ? '|' : '||';
  const terms = slopes.map(({ text }) => text);
  const left = intercept ? (terms.length === 0 ? ['1'] : terms) : ['0', ...terms];
  return [`(${left.join(' + ')} ${bar} ${group})`];
}

/** The factors of a product: cut at colons outside of quotes and brackets; brackets around a factor of several are none. */
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
  // lme4 writes `a/b/c` as c:(b:a).
  return parts.flatMap((part) =>
    part.startsWith('(') && part.endsWith(')') ? partsOf(part.slice(1, -1)) : [part],
  );
}

/** Whether two products have the same factors, in any order. */
export function sameParts(a: string, b: string): boolean {
  return partsOf(a).sort().join(':') === partsOf(b).sort().join(':');
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

/** A form that says nothing of a column to the right of `~`. */
export function withoutColumn(form: ModelForm, name: string): ModelForm {
  const isFree = ({ columns }: FormTerm) => !columns.includes(name);
  const varies = form.varies.filter(({ group }) => isFree(group));
  return {
    ...form,
    fixed: form.fixed.filter(isFree),
    varies: varies.map((card) => ({ ...card, slopes: card.slopes.filter(isFree) })),
  };
}

/** One card changed. */
export function withCard(
  form: ModelForm,
  at: number,
  change: (card: VariesBy) => Partial<VariesBy>,
): ModelForm {
  const varies = form.varies.map((before, i) => (i === at ? { ...before, ...change(before) } : before));
  return { ...form, varies };
}

/** Another grouping for a card, or a further card. */
export function withGroup(form: ModelForm, card: number, group: FormTerm): ModelForm {
  const varies = [...form.varies];
  varies[card] = { ...(varies[card] ?? NEW_CARD), group };
  return { ...form, varies };
}

/** The columns that the form uses, each once. */
export function formColumns({ outcome, fixed, varies }: ModelForm): string[] {
  const terms = [...fixed, ...varies.flatMap(({ group, slopes }) => [group, ...slopes])];
  return [...new Set([...(outcome === null ? [] : [outcome]), ...terms.flatMap(({ columns }) => columns)])];
}
