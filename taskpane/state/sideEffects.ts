/** What a choice has changed besides the thing that was chosen, so that the pane can say it. */

import type { FormAction } from './actions';
import { hasTerm, partsOf, sameParts, withoutTerm, type FormTerm, type ModelForm } from './form';
import type { ModelOptions } from './modelOptions';
import type { PaneState } from './state';

/** Something that came into the model, left it, stayed or changed along with what was chosen. */
export type SideEffect =
  | { readonly kind: 'fixed-came' | 'fixed-left'; readonly terms: readonly FormTerm[] }
  | { readonly kind: 'slopes-left'; readonly group: FormTerm; readonly terms: readonly FormTerm[] }
  | { readonly kind: 'group-left'; readonly group: FormTerm }
  /** A term that was changed stands in these too, and has changed there. */
  | {
      readonly kind: 'changed-in';
      readonly products: readonly FormTerm[];
      readonly groups: readonly FormTerm[];
    }
  /** A term became one that stood there already. */
  | { readonly kind: 'merged'; readonly term: FormTerm }
  /** A main effect that left stands in these, which stay. */
  | { readonly kind: 'products-stay'; readonly term: string; readonly products: readonly FormTerm[] }
  /** A formula that the form cannot show gave way to the form. */
  | { readonly kind: 'formula-left'; readonly formula: string }
  | { readonly kind: 'ddf'; readonly ddf: ModelOptions['ddf'] }
  /** The model of other data, which these cannot have, gave way to a first guess, or to the last model of these. */
  | { readonly kind: 'guess' | 'returned'; readonly formula: string };

/** Where in the form a note stands: beside what was chosen. */
export type NotePlace = 'data' | 'outcome' | 'fixed' | 'varies' | 'options';

export interface ModelNote {
  readonly place: NotePlace;
  readonly effects: readonly SideEffect[];
  /** A further step that may be wanted. */
  readonly offer: { readonly kind: 'drop-products' | 'keep-slopes'; readonly form: ModelForm } | null;
  /** A formula that could not be read and gave way: undo brings it back as it was typed. */
  readonly typed: string | null;
}

/** What to say of a choice in the form; null where nothing but the thing itself has changed. */
export function noteOf(before: PaneState, after: PaneState, action: FormAction): ModelNote | null {
  const { text, rich, problem } = before.formula;
  const isReplaced = text.trim() !== '' && (rich !== null || problem !== null);
  const effects: SideEffect[] = [
    ...(isReplaced ? [{ kind: 'formula-left', formula: text } as const] : []),
    ...effectsOf(before.form, after.form, action),
  ];
  if (effects.length === 0) return null;
  const typed = isReplaced && problem !== null ? text : null;
  return { place: placeOf(action), effects, offer: offerOf(before.form, after.form, action), typed };
}

const PLACES: Partial<Record<FormAction['type'], NotePlace>> = {
  'form/outcome': 'outcome',
  'form/addFixed': 'fixed',
  'form/removeFixed': 'fixed',
  'form/changeFixed': 'fixed',
  'form/interact': 'fixed',
};

function placeOf({ type }: FormAction): NotePlace {
  return PLACES[type] ?? 'varies';
}

function effectsOf(before: ModelForm, after: ModelForm, action: FormAction): SideEffect[] {
  switch (action.type) {
    // These say beforehand all that they do.
    case 'form/accept':
    case 'form/layout':
    case 'form/groupToFixed':
      return [];
    case 'form/changeFixed':
      return changeEffects(before, after, action.to);
    case 'form/removeFixed':
      return [...productsLeft(after, action.text), ...leftAndCame(before, after, action)];
    default:
      return leftAndCame(before, after, action);
  }
}

/** Everything that is in one of the two forms only and was not chosen. */
function leftAndCame(before: ModelForm, after: ModelForm, action: FormAction): SideEffect[] {
  const left = before.fixed.filter(({ text }) => !hasTerm(after.fixed, text) && !isChosen(text, action));
  const came = after.fixed.filter(({ text }) => !hasTerm(before.fixed, text) && !isChosen(text, action));
  return [
    ...(came.length > 0 ? [{ kind: 'fixed-came', terms: came } as const] : []),
    ...(left.length > 0 ? [{ kind: 'fixed-left', terms: left } as const] : []),
    ...before.varies.flatMap((card, at) => cardEffects(card, at, after, action)),
  ];
}

function isChosen(text: string, action: FormAction): boolean {
  switch (action.type) {
    case 'form/addFixed':
      return text === action.term.text;
    case 'form/removeFixed':
      return text === action.text;
    case 'form/interact':
      return sameParts(text, `${action.term.text}:${action.other.text}`);
    default:
      return false;
  }
}

function cardEffects(
  { group, slopes }: ModelForm['varies'][number],
  at: number,
  after: ModelForm,
  action: FormAction,
): SideEffect[] {
  if ('card' in action && action.card === at) return [];
  const now = after.varies.find((card) => card.group.text === group.text);
  if (!now) return [{ kind: 'group-left', group }];
  const terms = slopes.filter(({ text }) => !hasTerm(now.slopes, text));
  return terms.length > 0 ? [{ kind: 'slopes-left', group, terms }] : [];
}

function changeEffects(before: ModelForm, after: ModelForm, to: FormTerm): SideEffect[] {
  const isNew = ({ text }: FormTerm) => partsOf(text).includes(to.text);
  const products = after.fixed.filter(
    (term) => term.text !== to.text && isNew(term) && !hasTerm(before.fixed, term.text),
  );
  const groups = after.varies.flatMap(({ group, slopes }, i) =>
    slopes.some((term) => isNew(term) && !hasTerm(before.varies[i].slopes, term.text)) ? [group] : [],
  );
  const isMerged = after.fixed.length < before.fixed.length;
  return [
    ...(products.length + groups.length > 0 ? [{ kind: 'changed-in', products, groups } as const] : []),
    ...(isMerged ? [{ kind: 'merged', term: to } as const] : []),
  ];
}

function productsLeft(after: ModelForm, text: string): SideEffect[] {
  const products = productsWith(after, text);
  return products.length > 0 ? [{ kind: 'products-stay', term: text, products }] : [];
}

/** The products that contain all factors of a term. */
function productsWith({ fixed }: ModelForm, text: string): FormTerm[] {
  const parts = partsOf(text);
  return fixed.filter((term) => {
    const its = partsOf(term.text);
    return its.length > parts.length && parts.every((part) => its.includes(part));
  });
}

function offerOf(before: ModelForm, after: ModelForm, action: FormAction): ModelNote['offer'] {
  if (action.type !== 'form/removeFixed') return null;
  const products = productsWith(after, action.text);
  if (products.length > 0) {
    const without = (terms: readonly FormTerm[]) =>
      products.reduce((rest, { text }) => withoutTerm(rest, text), terms);
    const varies = after.varies.map((card) => ({ ...card, slopes: without(card.slopes) }));
    return { kind: 'drop-products', form: { ...after, fixed: without(after.fixed), varies } };
  }
  const hadSlopes = before.varies.some(({ slopes }) => hasTerm(slopes, action.text));
  return hadSlopes ? { kind: 'keep-slopes', form: { ...after, varies: before.varies } } : null;
}
